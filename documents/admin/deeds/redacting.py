"""Redacting a passage: first where it stands and what goes with it, then the deed."""

from __future__ import annotations

from django.http import HttpResponse

from ...archive.decisions import redactions
from ...archive.layers.labels import label
from ...archive.layers.paths import leaves
from ...archive.layers.reading import layers
from ...archive.layers.redacting import KEPT
from ...models import Redaction
from .desk import Desk
from .forms import RedactForm

TITLE = "Passage lakken"


def redact(desk: Desk) -> HttpResponse:
    """The form; sent, a preview with a button; sent from there, the passage is gone."""
    form = RedactForm(desk.request.POST if desk.is_sent else None)
    if not form.is_valid():
        return _form(desk, form, status=400 if desk.is_sent else 200)
    passage, note = form.cleaned_data["passage"], form.cleaned_data["note"]
    if redactions.count(note, passage):
        form.add_error("note", "In de reden staat de passage zelf; bezoekers zouden die lezen.")
        return _form(desk, form, status=400)
    try:
        if "redact" not in desk.request.POST:
            foreseen = redactions.foresee(desk.document, passage)
            return desk.page("redact_preview", TITLE, form=form, foreseen=foreseen)
        redactions.redact(desk.document, passage, note=note, by=desk.by)
    except redactions.NotRedacted as error:
        form.add_error("passage", str(error))
        return _form(desk, form, status=400)
    return desk.done("De passage is gelakt, en de bronnen zijn niet meer openbaar.", "redact")


def _form(desk: Desk, form: RedactForm, *, status: int) -> HttpResponse:
    said = layers(desk.document).corrected
    texts = [
        (label(path, said), text)
        for path, text in leaves(said)
        if text and path.partition("[")[0] not in KEPT and not path.endswith((".kind", ".role"))
    ]
    return desk.page(
        "redact",
        TITLE,
        status=status,
        form=form,
        texts=texts,
        standing=desk.document.redactions.standing(),
        ended=desk.document.redactions.exclude(ended_at=None),
    )


def undo(desk: Desk, number: int) -> HttpResponse:
    """Shows a redacted passage again; only by a form that was sent."""
    if desk.is_sent:
        try:
            redactions.undo(desk.document.redactions.get(pk=number).pk, by=desk.by)
        except Redaction.DoesNotExist:
            return desk.not_done("Deze passage was niet (meer) gelakt.", "redact")
        return desk.done("De passage is weer te zien.", "redact")
    return desk.not_done("Gebruik de knop bij de passage.", "redact")
