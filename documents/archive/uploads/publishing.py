"""Publishes the files of an upload, or sets them aside; each is one transaction with its log."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from ...models import Document, UploadedFile
from ...parsing import InvalidSet, ParseResult, QuestionSet, from_dict, to_dict
from .. import history, ingest, sources
from ..changes import Change
from ..decisions import corrections
from ..identifying import loading
from ..layers.paths import (
    LISTS,
    Difference,
    Json,
    Missing,
    anchor,
    differences,
    moved,
    plain,
    with_values,
)
from ..layers.reading import as_set, layers
from .gists import gist_of
from .groups import groups, wish
from .judging import losses_of, problems_of, set_of

logger = logging.getLogger(__name__)

WAITING, CANCELLED = UploadedFile.State.WAITING, UploadedFile.State.CANCELLED


class StoppedByFullDisk(sources.DiskFull):
    """The disk was full in the midst of publishing; `outcomes` counts the files before that."""

    def __init__(self, outcomes: Counter[Change]) -> None:
        super().__init__()
        self.outcomes = outcomes


def publish(files: Iterable[int], *, by: str, despite_losses: bool = False) -> Counter[Change]:
    """Puts the waiting ones of these files (primary keys) in the archive, each on its own.

    Counts the changes. A file that failed still waits, with the reason; so does one by which its
    document would lose something, unless that may be. Raises StoppedByFullDisk.
    """
    loading.complete()
    files = list(files)
    uploads = UploadedFile.objects.filter(pk__in=files).values_list("upload_id", flat=True)
    wishes = _wishes(set(uploads), set(files))
    outcomes: Counter[Change] = Counter()
    # the valid source of a document first: the others are told as its second sources
    for pk in sorted(files, key=lambda pk: wishes.get(pk) is False):
        try:
            outcomes[_publish(pk, wishes.get(pk), by, despite_losses)] += 1
        except Exception as error:
            if sources.is_full(error):
                raise StoppedByFullDisk(outcomes) from error
            raise
    return outcomes


def _wishes(upload_pks: set[int], chosen: set[int]) -> dict[int, bool]:
    """Which files become the valid source of their document, where several of it are published."""
    wishes = {}
    for pk, group in groups(upload_pks).twins.items():
        together = tuple(file for file in group if file.pk in chosen)
        [file] = [file for file in group if file.pk == pk]
        wished = wish(file, together if len(together) > 1 else ())
        if wished is not None:
            wishes[pk] = wished
    return wishes


def _publish(pk: int, valid: bool | None, by: str, despite_losses: bool) -> Change:
    try:
        return _publish_waiting(pk, valid, by, despite_losses)
    except Exception as error:  # one file that fails leaves the others
        if sources.is_full(error):
            raise
        logger.exception("Publishing uploaded file %s failed", pk)
        UploadedFile.objects.filter(pk=pk).update(outcome=f"mislukt: {_reason(error)}"[:200])
        return Change.FAILED


@transaction.atomic
def _publish_waiting(pk: int, valid: bool | None, by: str, despite_losses: bool) -> Change:
    file = _waiting(pk)
    if file is None or file.source is None:
        return Change.PASSED_OVER
    valid = file.preferred if valid is None else valid
    if not despite_losses and losses_of(file, valid):
        return Change.HELD
    result = ParseResult(
        from_dict(file.parsed), problems_of(file), file.source.format, file.reading
    )
    raw = sources.read_with(file.source, file.beside)
    stored = ingest.store(raw, result, by=by, valid=valid, upload_pk=file.upload_id)
    change = stored.change
    if file.wanted and (change in (Change.NEW, Change.CHANGED) or stored.repeats_valid):
        editor = file.edited_by or by
        wanted = _wanted(file, stored.document)
        corrections.correct(stored.document, wanted, by=editor, why=file.why)
        change = Change.CHANGED if stored.repeats_valid else change
    file.state = UploadedFile.State.PUBLISHED
    file.document = stored.document
    file.outcome = change.told
    if file.wanted and change is Change.KEPT:
        file.outcome += "; wat in dit bestand gecorrigeerd is, geldt er niet"
    file.save(update_fields=["state", "document", "outcome"])
    return change


def _wanted(file: UploadedFile, document: Document) -> QuestionSet:
    """The set of the document with what was corrected in the file; its own corrections stay.

    Raises Missing where a part that was corrected in the file is not in the document.
    """
    now, parsed = layers(document).corrected, file.parsed or {}
    changes = differences(parsed, to_dict(set_of(file)))
    return as_set(with_values(now, [(_place_of(c, parsed, now), c.new) for c in changes]))


def _place_of(change: Difference, parsed: Json, now: Json) -> str:
    """Where the document has what was changed in the file: parts of it may have moved."""
    path = moved(change.path, anchor(change.path, parsed), now)
    # a whole list would take the place of what was corrected in it
    is_own = change.path in LISTS and now[change.path] != plain(parsed)[change.path]
    if path is None or is_own:
        raise Missing(change.path)
    return path


def _waiting(pk: int) -> UploadedFile | None:
    rows = UploadedFile.objects.select_for_update(of=("self",)).select_related("source")
    return rows.filter(pk=pk, state=WAITING).first()


def _reason(error: Exception) -> str:
    if isinstance(error, InvalidSet | ingest.Refused):
        return str(error)
    if isinstance(error, corrections.Hides):
        return "het kenmerk bevat woorden van een gelakte passage"
    if isinstance(error, IntegrityError):
        return "het kenmerk is al van een ander document"
    if isinstance(error, Missing):
        return "wat erin gecorrigeerd is, past niet op de correcties van het document"
    if isinstance(error, OSError):
        return "de bewaarde bron kan niet worden gelezen"
    if isinstance(error, ValueError):
        return "de bewaarde bron is beschadigd"
    return "er ging iets onverwachts mis; het is opgetekend voor de beheerder"


@transaction.atomic
def cancel(files: Iterable[int], *, by: str) -> int:
    """Sets the waiting ones of these files aside; the number of them. Their sources stay kept."""
    files = list(files)
    _release_twins(files)
    outcome = "niet gepubliceerd"
    return _change(files, WAITING, CANCELLED, outcome, history.Deed.CANCELLED, by)


def _release_twins(files: list[int]) -> None:
    """Leaves the choice to the rule again where the source that was chosen is set aside."""
    chosen = UploadedFile.objects.filter(pk__in=files, state=WAITING, preferred=True)
    twins = groups(chosen.values_list("upload_id", flat=True)).twins
    freed = {other.pk for file in chosen for other in twins.get(file.pk, (file,))}
    UploadedFile.objects.filter(pk__in=freed).update(preferred=None)


def reopen(files: Iterable[int], *, by: str) -> int:
    """Lets the cancelled ones of these files wait again; the number of them."""
    return _change(files, CANCELLED, WAITING, "", history.Deed.REOPENED, by)


@transaction.atomic
def _change(
    files: Iterable[int], old: str, new: str, outcome: str, deed: history.Deed, by: str
) -> int:
    rows = UploadedFile.objects.select_for_update().filter(pk__in=list(files), state=old)
    chosen = list(rows.order_by("pk"))
    for file in chosen:
        file.state, file.outcome = new, outcome
        file.save(update_fields=["state", "outcome"])
    for upload_pk in dict.fromkeys(file.upload_id for file in chosen):
        names = [file.name for file in chosen if file.upload_id == upload_pk]
        history.record(deed, by=by, upload_pk=upload_pk, subject=f"Upload {upload_pk}", files=names)
    return len(chosen)


@transaction.atomic
def edit(pk: int, wanted: QuestionSet, *, by: str, why: str = "", seen: str | None = None) -> bool:
    """Keeps the set of a waiting file as an archivist wants it; False where it waits no more.

    `seen` is the state that the archivist saw (`state_of`): raises Overtaken where it is another.
    """
    file = _waiting(pk)
    if file is None:
        return False
    if seen is not None and seen != state_of(file):
        raise corrections.Overtaken
    made = to_dict(wanted)
    parsed: Json = file.parsed or {}
    changes = differences(file.wanted or parsed, made)
    if changes:
        file.wanted = made if plain(made) != plain(parsed) else None
        file.why, file.edited_by = why, by
        file.gist = gist_of(parsed, file.wanted)
        file.save(update_fields=["wanted", "why", "edited_by", "gist"])
        told = [change._asdict() for change in changes]
        history.record(
            history.Deed.EDITED,
            by=by,
            upload_pk=file.upload_id,
            subject=f"Upload {file.upload_id}",
            file=file.name,
            changes=told,
            why=why,
        )
    return True


def state_of(file: UploadedFile) -> str:
    """What an archivist who opened a file saw of it: changes with every correction of it."""
    return hashlib.sha256(
        json.dumps([file.wanted, file.parsed], sort_keys=True).encode()
    ).hexdigest()


@transaction.atomic
def prefer(pk: int, *, by: str) -> bool:
    """Chooses a waiting file as the valid source among the files of its document."""
    file = _waiting(pk)
    if file is None:
        return False
    group = groups({file.upload_id}).twins.get(file.pk, (file,))
    UploadedFile.objects.filter(pk__in=[other.pk for other in group]).update(preferred=False)
    file.preferred = True
    file.save(update_fields=["preferred"])
    history.record(
        history.Deed.PREFERRED,
        by=by,
        upload_pk=file.upload_id,
        subject=f"Upload {file.upload_id}",
        file=file.name,
    )
    return True
