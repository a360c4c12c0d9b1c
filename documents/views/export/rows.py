"""Documents as rows of a table, read block by block: memory and queries stay those of a block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from documents.identity.citing import numbered
from documents.models import (
    NOT_PRINTED,
    Addressing,
    Answering,
    Asking,
    Case,
    Document,
    delay,
    due,
    in_order,
)

from ..document.citing.authors import Author, printed_author
from ..document.citing.plain import described
from ..document.citing.work import plain

#: documents of which the rows are read together
BLOCK = 500
_COLUMNS = (
    *("pk", "identifier", "kind", "title", "session_year", "number", "case_number"),
    *("submitted", "answered", "date", "case_place__case__state"),
)


@dataclass(frozen=True)
class Asker:
    """Who asks: the name, and the party on that day, '' where none is known."""

    name: str
    party: str


@dataclass(frozen=True)
class Row:
    """A document in a table. `answered` is None of what is no answer, `days` where a date lacks."""

    identifier: str
    kind: str
    state: str
    asked: date | None
    due: date | None
    answered: date | None
    date: date | None
    days: int | None
    askers: list[Asker]
    ministries: list[str]
    ministers: list[str]
    title: str
    citation: str
    address: str

    @property
    def parties(self) -> list[str]:
        return list(dict.fromkeys(asker.party for asker in self.askers if asker.party))


def keys_of(found: Any) -> list[int]:
    """The primary keys of the documents of a QuerySet, in its order; a list of keys as it is.

    Of one of cases the answer of each, else its first document, as a hit of a search is.
    """
    if isinstance(found, list):
        return found
    if found.model is not Case:
        return list(found.prefetch_related(None).values_list("pk", flat=True))
    keys = []
    cases = list(found.values_list("pk", flat=True))
    for start in range(0, len(cases), BLOCK):
        keys += _of_cases(cases[start : start + BLOCK])
    return keys


def _of_cases(cases: Sequence[int]) -> list[int]:
    documents: defaultdict[int, list[Document]] = defaultdict(list)
    rows = Document.objects.filter(case_place__case__in=cases).select_related("case_place")
    for row in rows.only("pk", "kind", "date", "identifier", "case_place__case"):
        documents[row.case_place.case_id].append(row)
    ordered = (in_order(documents[case]) for case in cases if documents[case])
    return [
        next((row for row in some if row.kind == Document.Kind.ANSWER), some[0]).pk
        for some in ordered
    ]


def blocks(keys: Sequence[int], site: str) -> Iterator[list[Row]]:
    """The rows of these documents in order, at most BLOCK at a time.

    `site` is the address of the site without a stroke at its end. A document that went since is
    left out.
    """
    for start in range(0, len(keys), BLOCK):
        yield rows(keys[start : start + BLOCK], site)


def rows(keys: Sequence[int], site: str) -> list[Row]:
    """The rows of some documents, in four queries for values."""
    documents = {row["pk"]: row for row in Document.objects.filter(pk__in=keys).values(*_COLUMNS)}
    askers, people = _askers(keys), _answered(keys)
    return [
        _row(documents[pk], askers[pk], *people[pk], site=site) for pk in keys if pk in documents
    ]


def _row(
    told: dict[str, Any],
    askers: list[Author],
    ministries: list[str],
    ministers: list[str],
    site: str,
) -> Row:
    kind, asked, identifier = told["kind"], told["submitted"], told["identifier"]
    return Row(
        identifier=identifier,
        kind=kind,
        state=told["case_place__case__state"] or "",
        asked=asked,
        due=due(asked) if asked else None,
        answered=told["answered"] if kind == Document.Kind.ANSWER else None,
        date=told["date"],
        days=delay(kind, asked, told["answered"]),
        askers=[Asker(author.name, author.party) for author in askers],
        ministries=ministries,
        ministers=ministers,
        title=str(capfirst(plain(told["title"]))) or f"Document {identifier}",
        citation=_citation(told, askers),
        address=f"{site}{reverse('document', args=[identifier])}",
    )


def _citation(told: dict[str, Any], askers: list[Author]) -> str:
    found = numbered(told["identifier"], told["session_year"], told["number"])
    if found:
        return found
    names = [author.with_party for author in askers]
    day = told["submitted"] or told["date"]
    return described(told["kind"], names, told["title"], day, told["case_number"])


def _askers(keys: Sequence[int]) -> defaultdict[int, list[Author]]:
    """Who asks in each document, each once."""
    person = ("member__person__surname", "member__person__particle")
    found = Asking.objects.filter(document__in=keys)
    told = found.values_list("document", "member__name", "party__name", *person)
    askers: defaultdict[int, dict[Author, None]] = defaultdict(dict)
    for pk, name, party, surname, particle in told:
        known = Author(name, surname or "", particle or "", party=party or "")
        askers[pk][known if surname else _as_printed(name, party or "")] = None
    return defaultdict(list, {pk: list(names) for pk, names in askers.items()})


def _as_printed(name: str, party: str) -> Author:
    read = printed_author(name, party)
    return Author(name, read.family, read.particle, party=party)


def _answered(keys: Sequence[int]) -> defaultdict[int, tuple[list[str], list[str]]]:
    """The ministries that each document asks or that answer in it, and the ministers by name."""
    asked = Addressing.objects.filter(document__in=keys).exclude(ministry__slug=NOT_PRINTED)
    answered = Answering.objects.filter(document__in=keys)
    found: defaultdict[int, tuple[dict[str, None], dict[str, None]]]
    found = defaultdict(lambda: ({}, {}))
    for pk, ministry in asked.values_list("document", "ministry__name"):
        found[pk][0][ministry] = None
    told = answered.values_list("document", "ministry__slug", "ministry__name", "minister__name")
    for pk, slug, ministry, minister in told:
        found[pk][0].update({} if slug == NOT_PRINTED else {ministry: None})
        found[pk][1].update({minister: None} if minister else {})
    lists = {pk: (list(some), list(others)) for pk, (some, others) in found.items()}
    return defaultdict(lambda: ([], []), lists)
