"""The page of one subject: its documents by year, and what goes with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from documents.models import Asking, Case, Document, Ministry, Party, Topic

from ..browse import SUBJECTS, listed, moved
from ..kept import Kept
from ..paging import Missing
from ..strips import Strip, strip
from .lists import subjects

#: ministries, parties and other subjects that are named
NAMED = 8
#: documents that subjects must have together before they are called related
TOGETHER = 2


@dataclass(frozen=True)
class Beside:
    """A name that goes with a subject, and how many documents have both."""

    row: Any
    count: int


class Portrait:
    """What goes with a subject, told of all its documents. Made once for many visitors."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        ties = Topic.documents.through._default_manager.filter(topic=topic)
        self._keys = ties.order_by().values("document")
        documents = Document.objects.filter(pk__in=self._keys)
        self.count = documents.count()
        self.years: dict[int, int] = documents.counts_by_year()
        self.ministries = self._beside(Ministry, Document.ministries.through, "ministry")
        self.parties = self._beside(Party, Asking, "party")
        self.related = self._related()
        self._count_cases(Case.objects.among(documents))

    def _count_cases(self, cases: Any) -> None:
        self.cases = cases.count()
        self.unanswered = cases.unanswered().count()
        self.late = cases.late().count()

    def _counts(self, ties: Any, column: str) -> dict[int, int]:
        """Key of a name → documents that have it and this subject."""
        rows = ties._default_manager.filter(document__in=self._keys).exclude(**{column: None})
        found = rows.order_by().values_list(column)
        return dict(found.annotate(n=Count("document", distinct=True)))

    def _beside(self, kind: Any, ties: Any, column: str) -> list[Beside]:
        counts = self._counts(ties, column)
        return _named(kind, sorted(counts, key=lambda pk: (-counts[pk], pk)), counts)

    def _related(self) -> list[Beside]:
        """The subjects that most often go with it, those that nearly all documents have after
        those that are as rare as itself."""
        counts = self._counts(Topic.documents.through, "topic")
        counts.pop(self._topic.pk, None)
        often = {pk: n for pk, n in counts.items() if n >= TOGETHER}
        ties = Topic.documents.through._default_manager.filter(topic__in=often).order_by()
        all_of = dict(ties.values_list("topic").annotate(n=Count("pk")))
        return _named(
            Topic, sorted(often, key=lambda pk: (-often[pk] / sqrt(all_of[pk]), pk)), often
        )

    @cached_property
    def strip(self) -> Strip | None:
        """Its years drawn."""
        return strip(self.years, "?jaar={}".format)


def _named(kind: Any, pks: Iterable[int], counts: dict[int, int]) -> list[Beside]:
    first = list(pks)[:NAMED]
    rows = kind._default_manager.in_bulk(first)
    return [Beside(rows[pk], counts[pk]) for pk in first]


def _portrait(slug: str) -> Portrait | None:
    topics: Any = Topic._default_manager.filter(slug=slug)
    topic = topics.first()
    return Portrait(topic) if topic else None


portrait = Kept(_portrait)


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a subject; of one that was made one with another, the address of that one.

    Raises Missing where no document has it.
    """
    rows: Any = Topic._default_manager.select_related("merged_into")
    row = rows.filter(slug__iexact=slug).first()
    if row and (row.merged_into or row.slug != slug):
        return moved(request, row.root)
    told: Portrait | None = portrait(slug) if row else None
    if row is None or told is None or not told.count:
        raise Missing(f"{SUBJECTS.this} staat niet in het archief.")
    documents = Document.objects.filter(topics=row)
    siblings = [one.line for one in subjects() if row.theme and one.theme == row.theme]
    context = {
        "way": SUBJECTS,
        "row": row,
        "told": told,
        "siblings": [line for line in siblings if line.address != row.get_absolute_url()],
    }
    return render(request, "subjects/page.html", context | listed(request, documents, told.years))
