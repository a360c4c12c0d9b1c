"""Finding documents in the admin: over the search engine, and in the database by what is no text.

Kenmerk, number and name of a file are looked up in the database: so a document is found at once,
also a withdrawn one, which is in no index. Text and people come from the engine, best first.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, StrIndex
from django.http import HttpRequest

from ..models import Document
from ..search import (
    MAX_LENGTH,
    SearchRequest,
    SearchTooHeavy,
    SearchUnavailable,
    named,
    search,
)

#: hits that stand in the order of the engine; the others follow, newest first
ORDERED = 1_000
#: hits that the list can hold
MOST = 20_000
#: '2023-2024 1771', '2023/24, nr. 1771'
_NUMBERED = re.compile(r"\D*((?:19|20)\d{2}) ?[-/] ?(?:\d{2})?(\d{2})\D+(\d{1,5})\D*", re.ASCII)
WITHOUT_INDEX = (
    "De zoekindex is nu niet te gebruiken: er is alleen gezocht in kenmerken, titels, namen en"
    " bestandsnamen."
)


class FoundList(ChangeList):
    """The list of what was found: in the order of the engine, unless another is chosen."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        found = super().get_queryset(request, exclude_parameters)
        is_ranked = "place" in found.query.annotations
        return found.order_by("place", *_NEWEST) if is_ranked and not self._is_ordered else found

    def get_ordering_field_columns(self) -> dict[int, Literal["desc", "asc"]]:
        """The columns that say that the list is in their order."""
        is_ranked = bool(self.query) and not self._is_ordered
        return {} if is_ranked else super().get_ordering_field_columns()

    @property
    def _is_ordered(self) -> bool:
        return bool(self.params.get(ORDER_VAR))


_NEWEST = (F("date").desc(nulls_last=True), "-identifier")


class Finding(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list of documents that is searched with the language of the site itself."""

    search_fields = ("identifier",)
    search_help_text = (
        "Zoekt in de tekst, personen, kenmerken en bestandsnamen, zoals de zoekpagina van de site;"
        " ook naar 2023-2024 1771."
    )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return FoundList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        text = " ".join(search_term.split())
        if not text:
            return queryset, False
        exact = named_by(text)
        try:
            hits = self._searched(request, text)
        except (SearchUnavailable, SearchTooHeavy):
            messages.warning(request, WITHOUT_INDEX)
            hits = in_database(text)
        pks = list(dict.fromkeys([*exact, *hits, *partly_named_by(text)]))
        return queryset.filter(pk__in=pks).annotate(place=_place(pks[:ORDERED])), False

    def _searched(self, request: HttpRequest, text: str) -> list[int]:
        """What the engine finds; tells what it has to say about the question."""
        results = search(SearchRequest(text[:MAX_LENGTH]))
        said = list(results.messages)
        if len(text) > MAX_LENGTH:
            said.append(f"De zoekvraag is te lang: de eerste {MAX_LENGTH} tekens zijn gebruikt.")
        if results.total > MOST:
            said.append(f"Van {results.total} documenten staan de beste {MOST} in de lijst.")
        for message in dict.fromkeys(said):
            messages.info(request, message)
        return results.pks(0, min(results.total, MOST))

    @admin.display(description="toestand", ordering="withdrawn")
    def state(self, document: Document) -> str:
        return "ingetrokken" if document.withdrawn else "openbaar"


def named_by(text: str) -> list[int]:
    """Documents that a text names, withdrawn ones too: by number, kenmerk or file."""
    found = named(text)
    matches = Q(identifier__iexact=text) | Q(versions__source__name__iexact=text)
    numbered = _NUMBERED.fullmatch(text)
    if numbered:
        first, last, number = numbered.groups()
        matches |= Q(identifier__iregex=rf"^ah-[a-z]{{2}}-{first}\d\d{last}-{number}$")
    return ([found.pk] if found else []) + _newest(matches)


def partly_named_by(text: str) -> list[int]:
    """Documents with a text in their kenmerk or in the name of a file."""
    return _newest(Q(identifier__icontains=text) | Q(versions__source__name__icontains=text))


def _newest(matches: Q) -> list[int]:
    rows = Document.everything.filter(matches).order_by(*_NEWEST)
    return list(rows.values_list("pk", flat=True)[:MOST])


def in_database(text: str) -> list[int]:
    """Documents with every word of a text in their title or in a name."""
    rows = Document.everything.order_by(*_NEWEST)
    for word in text.split():
        names = Q(members__name__icontains=word) | Q(ministers__name__icontains=word)
        having = Document.everything.filter(Q(title__icontains=word) | names)
        rows = rows.filter(pk__in=having.values("pk"))
    return list(rows.values_list("pk", flat=True)[:MOST])


def _place(pks: list[int]) -> Any:
    """Where a document stands among these; those that do not, come last."""
    listed = Value("," + ",".join(map(str, pks)) + ",")
    key = Concat(Value(","), Cast("pk", CharField()), Value(","))
    return Case(When(pk__in=pks, then=StrIndex(listed, key)), default=Value(1 << 30))
