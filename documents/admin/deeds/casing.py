"""The case of a document: what ties it to others, cutting such a tie, and undoing that."""

from __future__ import annotations

from django.http import HttpResponse

from ...archive.decisions import cases
from ...archive.decisions.cases import Tie
from ...identity.cases import DAY, NUMBER
from ...models import CaseCut
from .desk import Desk
from .forms import ALL, CutForm

TITLE = "Zaak"


def case(desk: Desk) -> HttpResponse:
    """The ties, each with the documents behind it, and the form that cuts one, or all."""
    ties = cases.ties(desk.document)
    choices = [(tie.key, _told(tie)) for tie in ties]
    form = CutForm(choices, desk.request.POST if desk.is_sent else None)
    if form.is_valid():
        key = form.cleaned_data["key"]
        wanted = cases.all_keys(desk.document) if key == ALL else {key}
        if cases.cut(desk.document, wanted, why=form.cleaned_data["why"], by=desk.by):
            return desk.done("Het document is losgemaakt.", "case")
        return desk.not_done("Het document was al losgemaakt.", "case")
    return desk.page(
        "case",
        TITLE,
        status=400 if desk.is_sent else 200,
        form=form,
        ties=ties,
        standing=[(cut, named(cut.key)) for cut in desk.document.casecuts.standing()],
        ended=[(cut, named(cut.key)) for cut in desk.document.casecuts.exclude(ended_at=None)],
    )


def _told(tie: Tie) -> str:
    others = ", ".join(f"{row.get_kind_display().lower()} {row.identifier}" for row in tie.others)
    return f"{named(tie.key)}: met {others}"


def named(key: str) -> str:
    """A key as an archivist reads it."""
    value = key.partition(":")[2]
    if key.startswith(NUMBER):
        return f"zaaknummer {value}"
    if key.startswith(DAY):
        return f"vraagsteller, dag en titel ({value.partition(' ')[0]})"
    return f"verwijzing of herdruk ({value})"


def undo(desk: Desk, number: int) -> HttpResponse:
    """Lets a tie that was cut tie again; only by a form that was sent."""
    if not desk.is_sent:
        return desk.not_done("Gebruik de knop bij de band.", "case")
    try:
        cases.undo(desk.document.casecuts.get(pk=number).pk, by=desk.by)
    except CaseCut.DoesNotExist:
        return desk.not_done("Deze band was niet (meer) losgemaakt.", "case")
    return desk.done("De band telt weer mee.", "case")
