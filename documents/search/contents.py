"""What of a document goes into the index, read from the database a batch at a time."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from documents.models import (
    DUE_DAYS,
    Answer,
    Answering,
    Asking,
    Document,
    Footnote,
    Note,
    Question,
    delay,
)

from .zones import Zone

#: what hits are counted by; each is a filter of a search
FACETS = ("minister", "ministry", "party", "member", "year", "kind", "topic", "late")

#: the values of the facet 'late'
LATE, IN_TIME = "te-laat", "op-tijd"

#: documents read at a time
BATCH = 200


@dataclass(frozen=True)
class Contents:
    """A document as the index sees it.

    The values of a facet are slugs, years, a kind, or for 'late' one of LATE and IN_TIME. `days`
    is how long the answer took.
    """

    pk: int
    kind: str
    texts: tuple[tuple[Zone, str], ...]
    date: datetime.date | None
    submitted: datetime.date | None
    days: int | None
    facets: dict[str, tuple[str, ...]]

    def digest(self) -> str:
        """The same for the same contents, whatever the order in which the database gave them."""
        facets = [sorted(self.facets[facet]) for facet in FACETS]
        seen = repr((self.texts, self.date, self.submitted, self.days, facets))
        return hashlib.blake2b(seen.encode(), digest_size=8).hexdigest()


def batches(pks: Sequence[int], size: int = BATCH) -> Iterator[list[Contents]]:
    """The contents of these documents, those that are there, in batches."""
    for i in range(0, len(pks), size):
        yield read(pks[i : i + size])


def read(pks: Iterable[int]) -> list[Contents]:
    """The contents of these documents, in a fixed number of queries; who is gone is left out."""
    pks = list(pks)
    texts: defaultdict[int, list[tuple[Zone, str]]] = defaultdict(list)
    facets: defaultdict[int, defaultdict[str, dict[str, None]]]
    facets = defaultdict(lambda: defaultdict(dict))
    rows = list(_documents(pks))
    for row in rows:
        texts[row["pk"]] += _own_texts(row)
    for zone, part in _PARTS:
        for pk, text in part.filter(document__in=pks).values_list("document_id", "text"):
            texts[pk].append((zone, text))
    for zone, facet, links in _links(pks):
        for pk, slug, name in links:
            if slug and slug not in facets[pk][facet]:
                facets[pk][facet][slug] = None
                texts[pk].append((zone, name))
    return [_contents(row, texts[row["pk"]], facets[row["pk"]]) for row in rows]


def names(pks: Sequence[int]) -> dict[int, list[tuple[Zone, str]]]:
    """The names and numbers of each of these documents, which stand in none of its texts."""
    found: dict[int, list[tuple[Zone, str]]] = {pk: [] for pk in pks}
    for row in Document.objects.filter(pk__in=pks).values("pk", *_CODES):
        found[row["pk"]] += _codes(row)
    for zone, _, links in _links(pks):
        for pk, _, name in links:
            if name:
                found[pk].append((zone, name))
    return found


_PARTS: tuple[tuple[Zone, models.Manager[Any]], ...] = (
    (Zone.QUESTION, Question.objects),
    (Zone.ANSWER, Answer.objects),
    (Zone.FOOTNOTE, Footnote.objects),
    (Zone.NOTE, Note.objects),
)

_CODES = ("identifier", "session_year", "number", "case_number")


def _documents(pks: list[int]) -> Iterable[dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = Document.objects.filter(pk__in=pks).values(
        "pk", "kind", "title", "summary", "date", "submitted", "answered", *_CODES
    )
    return rows


def _own_texts(row: dict[str, Any]) -> Iterator[tuple[Zone, str]]:
    yield Zone.TITLE, row["title"]
    yield Zone.SUMMARY, row["summary"]
    yield from _codes(row)


def _codes(row: dict[str, Any]) -> Iterator[tuple[Zone, str]]:
    for name in _CODES:
        yield Zone.CODE, str(row[name] or "")


def _links(pks: Sequence[int]) -> Iterator[tuple[Zone, str, Iterable[tuple[int, str, str]]]]:
    """Zone, facet, and rows of document, slug and name, for all that a document is tied to."""
    asking = Asking.objects.filter(document__in=pks)
    answering = Answering.objects.filter(document__in=pks)
    offices = Document.ministries.through.objects.filter(document__in=pks)
    topics = Document.topics.through.objects.filter(document__in=pks)
    for zone, facet, rows, name in (
        (Zone.MEMBER, "member", asking, "member"),
        (Zone.PARTY, "party", asking, "party"),
        (Zone.MINISTER, "minister", answering, "minister"),
        (Zone.MINISTRY, "ministry", offices, "ministry"),
        (Zone.TOPIC, "topic", topics, "topic"),
    ):
        yield zone, facet, rows.values_list("document_id", f"{name}__slug", f"{name}__name")


def _contents(
    row: dict[str, Any], texts: list[tuple[Zone, str]], linked: dict[str, dict[str, None]]
) -> Contents:
    values = {facet: tuple(linked.get(facet, ())) for facet in FACETS}
    values["kind"] = (row["kind"],)
    values["year"] = (str(row["date"].year),) if row["date"] else ()
    days = delay(row["kind"], row["submitted"], row["answered"])
    values["late"] = () if days is None else (LATE if days > DUE_DAYS else IN_TIME,)
    ordered = tuple(sorted((zone, text) for zone, text in texts if text))
    return Contents(row["pk"], row["kind"], ordered, row["date"], row["submitted"], days, values)
