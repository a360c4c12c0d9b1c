"""What a line of a list shows of a document, read for all documents of a page in five queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ...prepared import Prepared
from ..cases import Case
from ..documents import Document
from ..parts import Addressing, Answering, Asking


class Subject(NamedTuple):
    """A subject of a document: the key of its row, its name, and the slug in its address."""

    pk: int
    name: str
    slug: str


class Answerer(NamedTuple):
    """Who answered; where neither role nor ministry was asked, a line tells these too."""

    name: str
    role: str
    ministry: str
    was_asked: bool


@dataclass
class Line:
    """A document as a list shows it: people once each, as a row of theirs says itself.

    `document` and `case` have no more than what is shown of them; any other field of theirs would
    be asked of the database. `asked` has (role, key of the ministry) by what is shown of them.
    """

    document: Document
    case: Case | None
    askers: dict[str, None] = field(default_factory=dict)
    asked: dict[str, tuple[str, int]] = field(default_factory=dict)
    answerers: dict[str, Answerer] = field(default_factory=dict)
    subjects: list[Subject] = field(default_factory=list)


#: in the order of the table
_FIELDS = (
    *("id", "identifier", "kind", "title"),
    *("submitted", "answered", "printed_submitted", "printed_answered"),
)
_BY_PLACE = ("document", "position", "id")

_documents: Prepared[Any] = Prepared(
    lambda keys: (
        Document.objects.filter(pk__in=keys)
        .order_by()
        .values_list(*_FIELDS, "case_place__case__state", "case_place__case__days")
    )
)
_askings: Prepared[Any] = Prepared(
    lambda keys: (
        Asking.objects.filter(document__in=keys)
        .order_by(*_BY_PLACE)
        .values_list("document", "member__name", "party__name")
    )
)
_addressings: Prepared[Any] = Prepared(
    lambda keys: (
        Addressing.objects.filter(document__in=keys)
        .order_by(*_BY_PLACE)
        .values_list("document", "role", "ministry", "ministry__name")
    )
)
_answerings: Prepared[Any] = Prepared(
    lambda keys: (
        Answering.objects.filter(document__in=keys)
        .order_by(*_BY_PLACE)
        .values_list("document", "role", "ministry", "ministry__name", "minister__name")
    )
)
_subjects: Prepared[Any] = Prepared(
    lambda keys: (
        Document.topics.through._default_manager.filter(document__in=keys)
        .order_by("topic__name", "topic__slug")
        .values_list("document", "topic", "topic__name", "topic__slug")
    )
)


def lines(keys: Iterable[int]) -> list[Line]:
    """The lines of the documents with these keys, in their order; none of what was withdrawn."""
    keys = list(keys)
    found = {line.document.pk: line for line in map(_line, _documents(keys))}
    shown = list(found)
    for pk, member, party in _askings(shown):
        found[pk].askers[f"{member} ({party})" if party else member] = None
    for pk, role, ministry, name in _addressings(shown):
        found[pk].asked.setdefault(f"{role} ({name})", (role, ministry))
    for pk, *answerer in _answerings(shown):
        _add_answerer(found[pk], *answerer)
    for pk, *subject in _subjects(shown):
        found[pk].subjects.append(Subject(*subject))
    return [found[pk] for pk in keys if pk in found]


def _line(row: Sequence[Any]) -> Line:
    *values, state, days = row
    case = Case(state=state, days=days) if state else None
    return Line(Document.from_db(None, _FIELDS, values), case)


def _add_answerer(line: Line, role: str, ministry: int, at: str, name: str | None) -> None:
    if name:
        was_asked = (role, ministry) in line.asked.values()
        line.answerers.setdefault(f"{role} {name} ({at})", Answerer(name, role, at, was_asked))
