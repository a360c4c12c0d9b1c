"""What a dump says of each document: its set, and a row of a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from ...models import Document
from ...parsing import to_dict
from ..export import question_set

#: documents that are in memory at a time
BATCH = 250
#: what a spreadsheet takes for the beginning of a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: the heading of each column → what it says of a document; several values are parted by '; '
COLUMNS: dict[str, Callable[[Document], object]] = {
    "identifier": lambda d: d.identifier,
    "kind": lambda d: d.kind,
    "state": lambda d: d.case.state if d.case else "",
    "session_year": lambda d: d.session_year,
    "number": lambda d: d.number,
    "case_number": lambda d: d.case_number,
    "submitted": lambda d: d.submitted,
    "answered": lambda d: d.answered,
    "days": lambda d: d.days_to_answer,
    "title": lambda d: d.title,
    "askers": lambda d: _joined(row.member.name for row in d.askers),
    "parties": lambda d: _joined(row.party.name for row in d.askers if row.party),
    "addressees": lambda d: _joined(f"{row.role} ({row.ministry})" for row in d.asked),
    "answerers": lambda d: _joined(map(str, d.answerers)),
    "topics": lambda d: _joined(topic.name for topic in d.topics.all()),
    "questions": lambda d: len(d.questions.all()),
    "answers": lambda d: len(d.answers.all()),
    "address": lambda d: d.get_absolute_url(),
}


def documents() -> Iterator[Document]:
    """All documents on show, by the time at which they came, with what sets and rows need."""
    rows = Document.objects.with_people(printed=True).prefetch_related(
        *("questions", "answers", "footnotes", "notes", "topics", "references")
    )
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def write_set(file: TextIO, document: Document) -> None:
    """Writes the set of a document, in the published format, as one line."""
    told = to_dict(question_set(document))
    file.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")


def table(file: TextIO) -> Callable[[Document], object]:
    """Writes the headings of a table; what this gives writes the row of a document."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    return lambda document: writer.writerow(_cell(of(document)) for of in COLUMNS.values())


def _joined(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(names))


def _cell(value: Any) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
