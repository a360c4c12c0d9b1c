"""How sure the parser and the archive are: shares of documents with a problem, and of names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from documents.models import Answering, Asking, Document, DocumentProblem, Source
from documents.parsing.problems import CODES

from ..kept import Kept

_DETAIL = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Share:
    """How many documents of some have a problem (or some other thing); `name` says of which."""

    name: str
    count: int
    total: int

    @property
    def told(self) -> str:
        """'12,5%'; of few among many 'minder dan 0,1%'."""
        if not self.count:
            return "0%"
        part = 100 * self.count / self.total
        return "minder dan 0,1%" if part < 0.1 else f"{part:.1f}%".replace(".", ",")


@dataclass(frozen=True)
class Reading:
    """The shares: of all documents, by code, by format and by year; and of names that are printed
    those that are resolved: of askers, and of answerers whose name is printed."""

    all: Share
    codes: list[Share]
    formats: list[Share]
    years: list[Share]
    askers: Share
    answerers: Share


def _read() -> Reading:
    """Counted in Python: joining three large tables takes a database longer."""
    documents = Document.objects.order_by()
    rows = {pk: (day, source) for pk, day, source in documents.values_list("pk", "date", "source")}
    names = dict(Source.objects.values_list("pk", "format"))
    problems = DocumentProblem.objects.order_by().values_list("code", "document").distinct()
    codes = Counter(code for code, pk in problems if pk in rows)
    odd = {pk for _, pk in problems if pk in rows}
    formats = {pk: Source(format=names[source]).format_name for pk, (_, source) in rows.items()}
    years = {pk: str(day.year) for pk, (day, _) in rows.items() if day}
    return Reading(
        Share("", len(odd), len(rows)),
        [Share(_told(code), n, len(rows)) for code, n in codes.most_common()],
        _by(formats, odd),
        _by(years, odd),
        _resolved(Asking.objects.all()),
        _resolved(Answering.objects.exclude(printed_minister=None)),
    )


reading = Kept(_read)


def _told(code: str) -> str:
    """The message of a problem without its details."""
    return _DETAIL.sub("…", CODES[code][1]).replace("….", "…") if code in CODES else code


def _by(groups: Mapping[int, str], odd: Iterable[int]) -> list[Share]:
    totals = Counter(groups.values())
    counts = Counter(groups[pk] for pk in odd if pk in groups)
    return [Share(name, counts[name], totals[name]) for name in sorted(totals)]


def _resolved(rows: object) -> Share:
    found = rows.aggregate(  # type: ignore[attr-defined]
        total=Count("pk"), known=Count("pk", filter=Q(confidence__isnull=False))
    )
    return Share("", found["known"], found["total"])
