"""The case of a document in time: asked, due, postponed, answered, and how these days lie apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from documents.models import DUE_DAYS, DUE_TERM, Case, Document, days_long, due, in_order, is_late

from ...case import Told

#: the drawing in its own units: how wide it is, with room for the half of a mark on both sides
WIDTH, ROOM = 272, 8

_KIND = Document.Kind


@dataclass(frozen=True)
class Moment:
    """Something that happened, or was to happen, on a day.

    `day` is None where a date is doubtful: then `printed` says what stands in the document.
    """

    kind: str
    label: str
    day: date | None
    printed: date | None = None
    note: str = ""
    #: another document of the case that tells it
    document: Document | None = None


@dataclass(frozen=True)
class Timeline:
    """The moments of a case in order, and its drawing: (kind, place) of the marks, and the place
    where the term ends; none without a first day."""

    moments: list[Moment]
    marks: list[tuple[str, int]] = field(default_factory=list)
    due: int = 0
    last: int = 0
    is_late: bool = False


def timeline(document: Document, told: Told | None) -> Timeline:
    """The timeline of a document with the others of its case."""
    documents = in_order([document, *(told.documents if told else ())])
    asked = _asked(document, documents)
    moments = list(_moments(document, documents, told.case.state if told else ""))
    if asked and asked.day:
        moments.append(Moment("due", f"Termijn van {DUE_TERM}", due(asked.day)))
        if told and told.newest and told.newest > asked.day:
            moments.append(_still_open(told.newest, (told.newest - asked.day).days))
    moments.sort(key=lambda one: (one.day is None, one.day or date.max))
    return _drawn(Timeline([*([asked] if asked else []), *moments]))


def _asked(own: Document, documents: Sequence[Document]) -> Moment | None:
    """When the questions were put, by the document itself where it tells."""
    questions = [row for row in documents if row.kind == _KIND.QUESTION and row is not own]
    for row in (own, *documents):
        if row.printed_submitted:
            other = questions[0] if questions else None
            return Moment("asked", "Gevraagd", row.submitted, row.printed_submitted, "", other)
    return None


def _moments(own: Document, documents: Sequence[Document], state: str) -> Iterator[Moment]:
    """The answers and the notices of a case; the last notice may tell how the case ended."""
    notices = [row for row in documents if row.kind == _KIND.POSTPONEMENT]
    for row in documents:
        other = None if row is own else row
        if row.kind == _KIND.POSTPONEMENT:
            label = _ENDS.get(state, "") if row is notices[-1] else ""
            kind = "answered" if label else "postponed"
            day, printed = row.answered, row.printed_answered
            yield Moment(kind, label or "Uitgesteld", day, printed, "", other)
        elif row.kind == _KIND.ANSWER:
            note = _after(row.days_to_answer)
            day, printed = row.answered, row.printed_answered
            yield Moment("answered", "Beantwoord", day, printed, note, other)


#: how a notice ends a case, in Dutch
_ENDS = {
    Case.State.LETTER.value: "Beantwoord in een brief",
    Case.State.WITHDRAWN.value: "Ingetrokken",
}


def _after(days: int | None) -> str:
    """'na 42 dagen, 21 te laat'."""
    if days is None:
        return ""
    late = f", {days - DUE_DAYS} te laat" if is_late(days) else ""
    return f"na {days_long(days)}{late}"


def _still_open(newest: date, days: int) -> Moment:
    return Moment("open", "Nog niet beantwoord op", newest, note=f"na {days_long(days)}")


def _drawn(told: Timeline) -> Timeline:
    """The timeline with the places of its marks; none where the day of the questions is unknown."""
    known = [(one.kind, one.day) for one in told.moments if one.day]
    if not known or known[0][0] != "asked":
        return told
    first = known[0][1]
    span = max(1, *((day - first).days for _, day in known))
    marks = [(kind, _place((day - first).days, span)) for kind, day in known if day >= first]
    due = next(place for kind, place in marks if kind == "due")
    last = max(place for kind, place in marks if kind != "due")
    others = [mark for mark in marks if mark[0] != "due"]
    return Timeline(told.moments, others, due, last, last > due)


def _place(days: int, span: int) -> int:
    return ROOM + round((WIDTH - 2 * ROOM) * days / span)
