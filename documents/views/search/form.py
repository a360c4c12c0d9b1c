"""The wish that the address of a search expresses: words, dates, filters and an order.

The search page reads it, and so does the page of a document that was opened from a search.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from documents.models import Document
from documents.search import FACETS, MAX_LENGTH, Facet, SearchRequest, current

#: the parameter with the place of a hit in the address of its document
PLACE = "plek"
#: the parameter with the identifier of a document that the hits must be like
LIKE = "lijkt-op"
#: the parameter with the number of hits on a page, and its values; the first where none is given
SIZE, SIZES = "aantal", (20, 50, 100)
#: values of one facet that can be chosen together
MOST_VALUES = 50
DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
#: the parameter that asks for each document instead of each case, and its value
SHOWN, DOCUMENTS = "toon", "documenten"
ORDERS = {
    "relevantie": "relevance",
    "nieuwste": "newest",
    "oudste": "oldest",
    "ingezonden": "asked",
    "snelste": "quickest",
    "traagste": "slowest",
}


class DateField(forms.DateField):
    """A date, whose error message repeats the text that was typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, input_formats=DATE_FORMATS, **options)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            message = f"«{str(value)[:40]}» is geen datum; schrijf bijvoorbeeld 31-12-2022."
            raise forms.ValidationError(message) from error


class SearchForm(forms.Form):
    """The words, dates and order of a search; a wrong value has an error, the others are used."""

    q = forms.CharField(required=False)
    van = DateField()
    tot = DateField()
    sortering = forms.ChoiceField(
        required=False,
        choices=[(name, name.capitalize()) for name in ORDERS],
        error_messages={"invalid_choice": f"Er kan worden gesorteerd op {', '.join(ORDERS)}."},
    )

    toon = forms.ChoiceField(
        required=False,
        choices=[("zaken", "Zaken"), (DOCUMENTS, "Documenten")],
        error_messages={"invalid_choice": "Er kunnen zaken of documenten worden getoond."},
    )

    aantal = forms.TypedChoiceField(
        required=False,
        choices=[(size, size) for size in SIZES],
        coerce=int,
        empty_value=None,
        error_messages={
            "invalid_choice": f"Op een bladzijde passen {', '.join(map(str, SIZES))} treffers."
        },
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("van") and data.get("tot") and data["van"] > data["tot"]:
            self.add_error("tot", "De datum «tot en met» ligt vóór de datum «vanaf».")
            data["van"] = None
        return data


@dataclass(frozen=True)
class Wish:
    """A search as its address asks for it: the values that can be used, and errors for the others.

    `filters` go by their word in the address; `errors` are sentences in Dutch.
    """

    form: SearchForm
    filters: dict[str, tuple[str, ...]]
    errors: tuple[str, ...]
    like: Document | None = None

    @property
    def q(self) -> str:
        return str(self.form.cleaned_data.get("q") or "")[:MAX_LENGTH]

    @property
    def order(self) -> str:
        """The order that was chosen; else relevance where there are words, else newest first."""
        default = "relevantie" if self.q or self.like else "nieuwste"
        return self.form.cleaned_data.get("sortering") or default

    @property
    def orders(self) -> list[str]:
        return [name for name in ORDERS if self.q or self.like or name != "relevantie"]

    @property
    def by_case(self) -> bool:
        """Whether the documents of one case are one hit."""
        return self.form.cleaned_data.get(SHOWN) != DOCUMENTS

    @property
    def size(self) -> int:
        """How many hits a page has."""
        return self.form.cleaned_data.get(SIZE) or SIZES[0]

    def request(self) -> SearchRequest:
        data = self.form.cleaned_data
        return SearchRequest(
            text=self.q,
            since=data.get("van"),
            until=data.get("tot"),
            filters={f.key: self.filters[f.word] for f in FACETS if f.word in self.filters},
            sort=ORDERS[self.order],
            by_case=self.by_case,
            like=self.like,
        )

    def state(self, **changes: Any) -> str:
        """The search as the parameters of an address; each change replaces a value, or all of them
        where it is a sequence, and takes it away where it is empty."""
        parts = self._parts | {name: parameter(name, value) for name, value in changes.items()}
        return "&".join(filter(None, parts.values()))

    @functools.cached_property
    def _parts(self) -> dict[str, str]:
        """Each parameter of the address, encoded once, as a page has some fifty links that differ
        in one of them."""
        data = self.form.cleaned_data
        given = {"q": self.q, LIKE: self.like.identifier if self.like else ""} | {
            name: data.get(name) for name in ("van", "tot", "sortering", SHOWN, SIZE)
        }
        return {name: parameter(name, value) for name, value in (given | self.filters).items()}

    def address(self, **changes: Any) -> str:
        """The address of this search with these changes, from its first page."""
        state = self.state(**changes)
        return f"{self._path}?{state}" if state else self._path

    @functools.cached_property
    def _path(self) -> str:
        return reverse("search")

    def hit_address(self, document: Document, place: int) -> str:
        """The address of a document as the hit at this place, which counts from 1."""
        return f"{document.get_absolute_url()}?{self.state(**{PLACE: place})}"


def parameter(name: str, value: Any) -> str:
    """A parameter of an address with its value, or with each of these; '' where it has none."""
    values = value if isinstance(value, tuple | list) else [value]
    return urlencode([(name, one) for one in values if one])


def wish_of(query: QueryDict) -> Wish:
    """The wish of an address. Raises only for an address with far too many parameters."""
    form = SearchForm(query)
    form.is_valid()
    errors = [str(error) for field in form.errors.values() for error in field]
    if len(form.cleaned_data.get("q") or "") > MAX_LENGTH:
        errors.append(f"De zoekvraag is te lang: de eerste {MAX_LENGTH} tekens zijn gebruikt.")
    filters = {}
    for facet in FACETS:
        given = list(dict.fromkeys(filter(None, query.getlist(facet.word))))
        values = tuple(filter(facet.values.allows, given))[:MOST_VALUES]
        errors += complaints(facet, given, values)
        if values:
            filters[facet.word] = current(facet, values)
    wanted = query.get(LIKE, "")
    like = Document.objects.filter(identifier=wanted).first() if wanted else None
    if wanted and like is None:
        errors.append(f"«{wanted[:40]}» is geen document in het archief.")
    return Wish(form, filters, tuple(errors), like)


def complaints(facet: Facet, given: list[str], used: tuple[str, ...]) -> list[str]:
    """Dutch: the fault of the values of a filter: the first without a meaning, or their number."""
    wrong = [value for value in given if not facet.values.allows(value)]
    if wrong:
        return [f"«{wrong[0][:40]}» is niet te gebruiken bij het filter {facet.heading}."]
    if len(used) < len(given):
        return [f"Bij het filter {facet.heading} zijn de eerste {MOST_VALUES} waarden gebruikt."]
    return []
