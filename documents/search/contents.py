"""The fields of a document that the index holds, read from the database a batch at a time."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Min

from documents.models import Answer, CasePlace, Document, Footnote, Note, Question, delay

from . import facets
from .zones import Zone

#: documents read at a time
BATCH = 200


@dataclass(frozen=True)
class Contents:
    """A document as the index sees it.

    `facets`: key → values, as the table of facets has them. `days` is how long the answer took.
    """

    pk: int
    kind: str
    texts: tuple[tuple[Zone, str], ...]
    date: datetime.date | None
    submitted: datetime.date | None
    days: int | None
    facets: dict[str, tuple[str, ...]]
    #: the least primary key of the documents of its case
    case: int

    def digest(self) -> str:
        """A hash of the contents, the same whatever the order in which the database gave them."""
        values = sorted((key, sorted(values)) for key, values in self.facets.items())
        seen = repr((self.texts, self.date, self.submitted, self.days, values, self.case))
        return hashlib.blake2b(seen.encode(), digest_size=8).hexdigest()


def batches(pks: Sequence[int], size: int = BATCH) -> Iterator[list[Contents]]:
    """The contents of these documents, in batches; documents that are gone are left out."""
    for i in range(0, len(pks), size):
        yield read(pks[i : i + size])


def read(pks: Iterable[int]) -> list[Contents]:
    """The contents of these documents, in a fixed number of queries; those gone are left out."""
    pks = list(pks)
    texts: defaultdict[int, list[tuple[Zone, str]]] = defaultdict(list)
    linked: defaultdict[int, defaultdict[str, dict[str, None]]]
    linked = defaultdict(lambda: defaultdict(dict))
    rows = list(_documents(pks))
    for row in rows:
        texts[row["pk"]] += _own_texts(row)
    for zone, part in _PARTS:
        for pk, text in part.filter(document__in=pks).values_list("document_id", "text"):
            texts[pk].append((zone, text))
    for zone, facet, links in _links(pks):
        for pk, slug, name in links:
            if slug and slug not in linked[pk][facet]:
                linked[pk][facet][slug] = None
                texts[pk].append((zone, name))
    first = _cases(row["case_place__case"] for row in rows)
    return [
        _contents(row, texts[row["pk"]], linked[row["pk"]], first.get(row["case_place__case"]))
        for row in rows
    ]


def _cases(pks: Iterable[int | None]) -> dict[int | None, int]:
    """Of each of these cases the least primary key of its documents."""
    places = CasePlace.objects.filter(case__in={pk for pk in pks if pk is not None})
    return dict(places.order_by().values_list("case").annotate(Min("document")))


def names(pks: Sequence[int]) -> dict[int, list[tuple[Zone, str]]]:
    """The names and numbers of each of these documents, which stand in none of its texts."""
    texts: dict[int, list[tuple[Zone, str]]] = {pk: [] for pk in pks}
    for row in Document.objects.filter(pk__in=pks).values("pk", *_CODES):
        texts[row["pk"]] += _codes(row)
    for zone, _, links in _links(pks):
        for pk, _, name in links:
            if name:
                texts[pk].append((zone, name))
    return texts


_PARTS: tuple[tuple[Zone, models.Manager[Any]], ...] = (
    (Zone.QUESTION, Question.objects),
    (Zone.ANSWER, Answer.objects),
    (Zone.FOOTNOTE, Footnote.objects),
    (Zone.NOTE, Note.objects),
)

_CODES = ("identifier", "session_year", "number", "case_number", "other_cases")


def _documents(pks: list[int]) -> Iterable[dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = Document.objects.filter(pk__in=pks).values(
        "pk", "title", "summary", "case_place__case", *facets.COLUMNS, *_CODES
    )
    return rows


def _own_texts(row: dict[str, Any]) -> Iterator[tuple[Zone, str]]:
    yield Zone.TITLE, row["title"]
    yield Zone.SUMMARY, row["summary"]
    yield from _codes(row)


def _codes(row: dict[str, Any]) -> Iterator[tuple[Zone, str]]:
    for name in _CODES:
        value = row[name] or ""
        yield Zone.CODE, " ".join(value) if isinstance(value, list) else str(value)


def _links(pks: Sequence[int]) -> Iterator[tuple[Zone, str, Iterable[tuple[int, str, str]]]]:
    """Zone, facet, and rows of (document, slug, name), for each facet of rows."""
    for key, rows in facets.of_rows().items():
        ties = rows.ties._default_manager.filter(document__in=pks)
        columns = ("document_id", f"{rows.field}__slug", f"{rows.field}__name")
        yield rows.zone, key, ties.values_list(*columns)


def _contents(
    row: dict[str, Any],
    texts: list[tuple[Zone, str]],
    linked: dict[str, dict[str, None]],
    case: int | None,
) -> Contents:
    values = {key: tuple(linked.get(key, ())) for key in facets.of_rows()} | facets.derived(row)
    days = delay(row["kind"], row["submitted"], row["answered"])
    ordered = tuple(sorted((zone, text) for zone, text in texts if text))
    own = (row["pk"], row["kind"], ordered, row["date"], row["submitted"], days, values)
    return Contents(*own, row["pk"] if case is None else case)
