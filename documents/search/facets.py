"""The facets, by which hits are counted and filtered. To add one, add it to the table FACETS.

All else follows from the table: the values in the index, the filters of a search request and of
its address, the fields of the query language, and the names of facet and values on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from documents.models import (
    DUE_TERM,
    Answering,
    Asking,
    Case,
    Document,
    Member,
    Minister,
    Ministry,
    Party,
    Topic,
    delay,
    is_late,
)

from .zones import TEXT_FIELDS, Zone

#: the longest value that is a slug
SLUG_LENGTH = 250

#: the values of the facet 'late'
LATE, IN_TIME = "te-laat", "op-tijd"

#: the key of the facet of the states of cases
STATUS = "status"

#: the columns of a document from which a Derived value may follow
COLUMNS = ("kind", "date", "submitted", "answered", "case_place__case__state")


@dataclass(frozen=True)
class Rows:
    """Values that are rows of `model` with a slug; `ties` links documents to them by its `field`.

    `columns` of a row make its label by `form`; where one of them is empty, the first alone.
    Their names stand in the index as text too, in a zone.
    """

    model: type[models.Model]
    ties: type[models.Model]
    field: str
    zone: Zone
    columns: Sequence[str] = ("name",)
    form: str = "{}"

    def allows(self, value: str) -> bool:
        """Whether an address may ask for this value: whether it looks like a slug."""
        return len(value) <= SLUG_LENGTH and value.replace("-", "").isalnum()


@dataclass(frozen=True)
class Derived:
    """Values that follow from COLUMNS of a document: `of` gives one, '' for none.

    `labels` names the values, all that there are; where it is empty a value names itself, and
    `is_value` tells whether a text is one.
    """

    of: Callable[[Mapping[str, Any]], str]
    labels: Mapping[str, str] = field(default_factory=dict)
    is_value: Callable[[str], bool] | None = None

    def allows(self, value: str) -> bool:
        """Whether an address may ask for this value."""
        return self.is_value(value) if self.is_value else value in self.labels


@dataclass(frozen=True)
class Facet:
    """One facet: its key in a search request and in the index, words, heading and values.

    The first of the words stands in the address of a search; where the values are Rows, all of
    them are fields of the query language. `is_open` facets are shown unfolded; of a facet that
    `goes_on` all values are shown, the last first.
    """

    key: str
    words: tuple[str, ...]
    heading: str
    values: Rows | Derived
    is_open: bool = False
    goes_on: bool = False

    @property
    def word(self) -> str:
        return self.words[0]


def _kind(row: Mapping[str, Any]) -> str:
    return str(row["kind"])


def _state(row: Mapping[str, Any]) -> str:
    return row["case_place__case__state"] or ""


def _year(row: Mapping[str, Any]) -> str:
    return str(row["date"].year) if row["date"] else ""


def _lateness(row: Mapping[str, Any]) -> str:
    days = delay(row["kind"], row["submitted"], row["answered"])
    if days is None:
        return ""
    return LATE if is_late(days) else IN_TIME


def _is_year(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) == 4


_LATENESS = {LATE: f"na meer dan {DUE_TERM}", IN_TIME: f"binnen {DUE_TERM}"}
_OFFICES, _TOPICS = Document.ministries.through, Document.topics.through

#: in the order in which a page shows them
FACETS: tuple[Facet, ...] = (
    Facet("kind", ("soort",), "Soort", Derived(_kind, dict(Document.Kind.choices)), is_open=True),
    Facet(STATUS, ("status",), "Status", Derived(_state, dict(Case.State.choices)), is_open=True),
    Facet("year", ("jaar",), "Jaar", Derived(_year, is_value=_is_year), is_open=True, goes_on=True),
    Facet("late", ("termijn",), "Antwoord", Derived(_lateness, _LATENESS), is_open=True),
    Facet(
        "party",
        ("fractie", "partij"),
        "Fractie",
        Rows(Party, Asking, "party", Zone.PARTY),
        is_open=True,
    ),
    Facet(
        "member",
        ("kamerlid",),
        "Kamerlid",
        Rows(Member, Asking, "member", Zone.MEMBER, ("name", "party__name"), "{} ({})"),
    ),
    Facet(
        "minister",
        ("minister", "bewindspersoon"),
        "Bewindspersoon",
        Rows(
            *(Minister, Answering, "minister", Zone.MINISTER),
            ("name", "role", "ministry__name"),
            "{}, {} ({})",
        ),
    ),
    Facet(
        "ministry",
        ("ministerie",),
        "Ministerie",
        Rows(Ministry, _OFFICES, "ministry", Zone.MINISTRY),
    ),
    Facet("topic", ("onderwerp",), "Onderwerp", Rows(Topic, _TOPICS, "topic", Zone.TOPIC)),
)


def keys() -> tuple[str, ...]:
    """The keys of all facets."""
    return tuple(facet.key for facet in FACETS)


def of_rows() -> dict[str, Rows]:
    """The facets whose values are rows, by key."""
    return {f.key: f.values for f in FACETS if isinstance(f.values, Rows)}


def derived(row: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The values of all other facets, by key, of a document with these COLUMNS."""
    columns = {name: row[name] for name in COLUMNS}
    values = {f.key: f.values.of(columns) for f in FACETS if isinstance(f.values, Derived)}
    return {key: (value,) if value else () for key, value in values.items()}


#: the fields of the query language that ask for words → their zone
FIELDS: dict[str, Zone] = TEXT_FIELDS | {
    word: facet.values.zone
    for facet in FACETS
    if isinstance(facet.values, Rows)
    for word in facet.words
}
