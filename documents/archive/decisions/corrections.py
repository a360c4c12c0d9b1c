"""Corrections of a document: kept beside its parse, and its rows made anew.

An archivist gives the set as it should be; what differs from the parse becomes a correction for
each field, and what no longer differs is no correction any more.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ...identity.identifiers import current, is_official
from ...models import Correction, Document
from ...parsing import Problem, QuestionSet, to_dict
from .. import history, locks, writing
from ..layers.paths import Difference, Json, anchor, differences, plain, value_at
from ..layers.reading import (
    applies,
    hidden_of,
    layers,
    parse_of,
    problem_key,
    valid_version,
)


class Overtaken(ValueError):
    """Another changed the document meanwhile; nothing was stored."""


class Hides(ValueError):
    """The identifier would have words of a redacted passage; nothing was stored."""


@transaction.atomic
def correct(
    document: Document,
    wanted: QuestionSet,
    *,
    by: str,
    why: str = "",
    settled: Collection[Problem] = (),
    seen: str | None = None,
) -> list[Difference]:
    """Makes this the set of a document; the fields that changed, with the values of before.

    `settled` are the problems that need no look any more. `seen` is the state that the archivist
    saw (`state_of`): raises Overtaken where it is another now. IntegrityError where the
    identifier is that of another document, Hides where it has redacted words.
    """
    locked = locks.document(document.pk)
    if seen is not None and seen != state_of(locked):
        raise Overtaken
    now = layers(locked)
    made = plain(to_dict(wanted))
    changes = differences(now.corrected, made)
    before = standing_keys(locked)
    keep(locked, made, by=by, why=why)
    changes += _settle_problems(locked, now.problems, settled, by=by, why=why)
    rows = rows_changed(locked, before)
    if changes or rows["made"] or rows["ended"]:
        _rewrite(locked)
        told = [change._asdict() for change in changes]
        history.record(
            history.Deed.CORRECTED,
            by=by,
            document=locked,
            changes=told,
            why=why,
            **rows,
        )
    document.refresh_from_db()
    return changes


def _rewrite(document: Document) -> None:
    before = document.identifier
    writing.rewrite(document)
    if document.identifier != before and _is_hidden(document.identifier, document):
        raise Hides


def _is_hidden(identifier: str, document: Document) -> bool:
    """Whether an identifier has redacted words, or is the one that was taken away with them."""
    hidden = hidden_of(document)
    if hidden is None or is_official(identifier):
        return False
    return hidden.is_in(identifier) or any(
        current(identifier) == current(row.kept.get("identifier") or "")
        or (slugify(row.passage) or " ") in identifier
        for row in document.redactions.standing()
    )


def standing_keys(document: Document) -> set[int]:
    return set(document.corrections.standing().values_list("pk", flat=True))


def rows_changed(document: Document, before: Collection[int]) -> dict[str, Any]:
    """The corrections that stand since `before` did, and those that ended, for the history."""
    now = standing_keys(document)
    return {"made": sorted(now - set(before)), "ended": sorted(set(before) - now)}


def state_of(document: Document) -> str:
    """What an archivist who opened a document saw of it: changes with every change of it."""
    return document.changed_at.isoformat()


def keep(document: Document, wanted: Json, *, by: str, why: str) -> None:
    """Keeps a correction for each field in which the parse differs from the set that is wanted."""
    parsed = parse_of(valid_version(document))
    standing = {c.path: c for c in document.corrections.standing() if applies(c)}
    different = differences(parsed, wanted)
    for path in standing.keys() - {d.path for d in different}:
        end(standing[path], by=by)
    for difference in different:
        before = standing.get(difference.path)
        if before and before.value == difference.new:
            continue
        if before:
            end(before, by=by)
        add(document, difference, parsed, by=by, why=why)


def add(document: Document, difference: Difference, parsed: Json, *, by: str, why: str) -> None:
    """Makes a correction of one field over this parse, where none stands."""
    Correction.objects.create(
        document=document,
        path=difference.path,
        parsed=difference.old,
        value=difference.new,
        anchor=anchor(difference.path, parsed),
        why=why,
        made_by=by,
    )


def end(correction: Correction, *, by: str) -> None:
    """Takes back a correction; its row stays."""
    correction.ended_at, correction.ended_by = timezone.now(), by
    correction.save(update_fields=["ended_at", "ended_by"])


def _settle_problems(
    document: Document,
    problems: Collection[Problem],
    settled: Collection[Problem],
    *,
    by: str,
    why: str,
) -> list[Difference]:
    """Keeps that these problems of the document need no look any more."""
    changes = []
    for problem in problems:
        if problem in settled:
            change = Difference(problem_key(problem), to_dict(problem), None)
            _add_settled(document, change, by=by, why=why)
            changes.append(change)
    return changes


def _add_settled(document: Document, change: Difference, *, by: str, why: str) -> None:
    Correction.objects.get_or_create(
        document=document,
        path=change.path,
        ended_at=None,
        defaults={"parsed": change.old, "why": why, "made_by": by},
    )


@transaction.atomic
def undo(correction_pk: int, *, by: str) -> Correction:
    """Takes back one correction that stands: the field is again as the parse has it.

    Raises Hides, as `correct`.
    """
    standing = Correction.objects.standing()
    document = locks.document(standing.get(pk=correction_pk).document_id)
    correction: Correction = standing.get(pk=correction_pk)  # as it is now
    end(correction, by=by)
    _rewrite(document)
    back = Difference(correction.path, correction.value, _under(correction, document))
    history.record(
        history.Deed.CORRECTED,
        by=by,
        document=document,
        changes=[back._asdict()],
        undone=True,
        ended=[correction.pk],
    )
    return correction


def _under(correction: Correction, document: Document) -> Any:
    """What the parse of now has in the place of a correction; that of before where it is gone."""
    if not applies(correction):
        return correction.parsed
    return value_at(parse_of(valid_version(document)), correction.path)


@transaction.atomic
def confirm(correction_pk: int, *, by: str) -> Correction:
    """Keeps a correction though the parse under it is another now: it was looked at again.

    Raises DoesNotExist for one that stands no more, or whose place the parse no longer has.
    """
    standing = Correction.objects.standing().exclude(doubt=Correction.Doubt.GONE)
    document = locks.document(standing.get(pk=correction_pk).document_id)
    correction: Correction = standing.get(pk=correction_pk)  # as it is now
    parsed = parse_of(valid_version(document))
    before = standing_keys(document)
    end(correction, by=by)
    again = Difference(correction.path, correction.found, correction.value)
    add(document, again, parsed, by=by, why=correction.why)
    writing.rewrite(document)
    history.record(
        history.Deed.CORRECTED,
        by=by,
        document=document,
        changes=[again._asdict()],
        confirmed=True,
        **rows_changed(document, before),
    )
    return correction
