"""The search page: an address with words, dates and filters in it; the hits come from `search`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from documents.search import Count, SearchRequest, SearchUnavailable, search

from .paging import PAGE, page_of

HITS = 20
#: values of a filter that are shown at once; the others open with a click
FEW, MANY = 6, 40
LONGEST_QUERY = 500
#: the longest value of a filter: that of a slug
VALUE_LENGTH = 250

#: filters: the word in the address, the key in a search request, the heading
FILTERS = (
    ("soort", "kind", "Soort"),
    ("jaar", "year", "Jaar"),
    ("fractie", "party", "Fractie"),
    ("kamerlid", "member", "Kamerlid"),
    ("minister", "minister", "Bewindspersoon"),
    ("ministerie", "ministry", "Ministerie"),
)
ORDERS = {"relevantie": "relevance", "nieuwste": "newest", "oudste": "oldest"}
DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]


class DateField(forms.DateField):
    """A date that says in its error what was given."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            message = f"«{str(value)[:40]}» is geen datum; schrijf bijvoorbeeld 31-12-2022."
            raise forms.ValidationError(message) from error


class SearchForm(forms.Form):
    """What the visitor typed and chose; what is wrong in it is told, the rest is searched."""

    q = forms.CharField(
        required=False,
        max_length=LONGEST_QUERY,
        error_messages={
            "max_length": f"De zoekvraag is te lang: ten hoogste {LONGEST_QUERY} tekens."
        },
    )
    van = DateField(required=False, input_formats=DATE_FORMATS)
    tot = DateField(required=False, input_formats=DATE_FORMATS)
    sortering = forms.ChoiceField(
        required=False,
        choices=[(name, name.capitalize()) for name in ORDERS],
        error_messages={"invalid_choice": f"Er kan worden gesorteerd op {', '.join(ORDERS)}."},
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("van") and data.get("tot") and data["van"] > data["tot"]:
            self.add_error("tot", "De datum «tot en met» ligt vóór de datum «vanaf».")
            data["van"] = None
        return data

    @property
    def order(self) -> str:
        """As chosen; else by relevance where there are words to be relevant to."""
        default = "relevantie" if self.cleaned_data.get("q") else "nieuwste"
        return self.cleaned_data.get("sortering") or default

    def request(self, filters: dict[str, tuple[str, ...]]) -> SearchRequest:
        data = self.cleaned_data
        return SearchRequest(
            text=data.get("q") or "",
            since=data.get("van"),
            until=data.get("tot"),
            filters=filters,
            sort=ORDERS[self.order],
        )


@dataclass(frozen=True)
class Facet:
    """A filter on the page: its name in the address, heading, and values with counts."""

    name: str
    heading: str
    few: list[Count]
    more: list[Count]
    hidden: int
    open: bool


def search_page(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    form.is_valid()
    filters = chosen_filters(request.GET)
    context: dict[str, Any] = {"form": form, "q": form.cleaned_data.get("q") or ""}
    status = 400 if form.errors else 200
    try:
        results = search(form.request(filters))
    except SearchUnavailable:
        return render(request, "search/page.html", context | {"unavailable": True}, status=status)
    context |= {
        "results": results,
        "page": page_of(request, results, HITS),
        "facets": facets(results.facets),
        "chips": chips(request.GET, results.facets),
        "orders": [name for name in ORDERS if context["q"] or name != "relevantie"],
    }
    return render(request, "search/page.html", context, status=status)


def chosen_filters(query: QueryDict) -> dict[str, tuple[str, ...]]:
    """The filters of an address by their key in a search request; empty values are no values."""
    chosen = {
        key: tuple(dict.fromkeys(filter(usable, query.getlist(name)))) for name, key, _ in FILTERS
    }
    return {key: values for key, values in chosen.items() if values}


def usable(value: str) -> bool:
    """Whether a value can be a slug, a year or a kind at all."""
    return bool(value) and len(value) <= VALUE_LENGTH and value.replace("-", "").isalnum()


def facets(counts: dict[str, list[Count]]) -> list[Facet]:
    """The filters of the page; of long ones the first MANY values, and always those chosen."""
    made = []
    for name, key, heading in FILTERS:
        values = counts.get(key, [])
        shown = [v for i, v in enumerate(values) if i < MANY or v.selected]
        few = [v for i, v in enumerate(shown) if i < FEW or v.selected]
        more = [v for v in shown if v not in few]
        is_open = key in {"kind", "year", "party"} or any(v.selected for v in values)
        made.append(Facet(name, heading, few, more, len(values) - len(shown), is_open))
    return [facet for facet in made if facet.few]


def chips(query: QueryDict, counts: dict[str, list[Count]]) -> list[tuple[str, str, str]]:
    """The chosen filters: heading, label, and the address of the same search without it."""
    made = []
    for name, key, heading in FILTERS:
        labels = {count.value: count.label for count in counts.get(key, [])}
        for value in dict.fromkeys(filter(usable, query.getlist(name))):
            made.append((heading, labels.get(value, value), without(query, name, value)))
    return made


def without(query: QueryDict, name: str, value: str) -> str:
    """The address of the search without one value, from its first page."""
    rest = query.copy()
    rest.setlist(name, [v for v in query.getlist(name) if v != value])
    rest.pop(PAGE, None)
    return f"{reverse('search')}?{rest.urlencode()}"
