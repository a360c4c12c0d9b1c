"""Advanced search: a form whose fields become one query, which the search page then answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from documents.models import Case
from documents.search import (
    ABOUT,
    DISTANCE,
    MAX_DISTANCE,
    MAX_LENGTH,
    MOST_DAYS,
    TEXTS,
    compose,
    decompose,
)

from .form import DateField, wish_of

KINDS = [
    ("", "alle"),
    ("vragen", "Vragen"),
    ("antwoord", "Vragen met antwoord"),
    ("uitstel", "Uitstel"),
]
STATES = [("", "alle"), *((value, label) for value, label in Case.State.choices)]
#: before the names of these fields in the address: filters have some of the same names
PREFIX = "veld"


def words(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=MAX_LENGTH)


def number(label: str, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=most)


def day(label: str) -> DateField:
    return DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class AdvancedForm(forms.Form):
    """The fields, by the names that `compose` knows."""

    alle = words("Al deze woorden")
    precies = words("Precies deze woorden naast elkaar")
    een = words("Ten minste één van deze woorden")
    geen = words("Geen van deze woorden")
    dichtbij = words("Deze woorden dicht bij elkaar")
    afstand = number("Hoeveel woorden ertussen, ten hoogste", 1, MAX_DISTANCE)
    soort = forms.ChoiceField(label="Soort", required=False, choices=KINDS)
    status = forms.ChoiceField(label="Status", required=False, choices=STATES)
    ingezonden_van = day("Ingezonden vanaf")
    ingezonden_tot = day("Ingezonden tot en met")
    dagen_van = number("Beantwoord na ten minste (dagen)", 0, MOST_DAYS)
    dagen_tot = number("Beantwoord na ten hoogste (dagen)", 0, MOST_DAYS)
    rest = words(
        "Verder nog, in de zoektaal", "Wat in geen ander veld past, staat hier zoals u het typte."
    )

    prefix = PREFIX

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        self.fields |= {name: words(label) for name, label in (*TEXTS, *ABOUT)}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for field, other in (("ingezonden", "andere datum"), ("dagen", "ander aantal dagen")):
            low, high = data.get(f"{field}_van"), data.get(f"{field}_tot")
            if low is not None and high is not None and low > high:
                self.add_error(f"{field}_tot", f"Het einde ligt vóór het begin: kies een {other}.")
        if len(compose(data)) > MAX_LENGTH:
            self.add_error(None, f"Samen is dit te lang: ten hoogste {MAX_LENGTH} tekens.")
        return data

    def group(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as they stand together on the page, each group with its heading."""
        rest = ("rest",) if self["rest"].value() else ()
        return [
            ("Woorden", self.group("alle", "precies", "een", "geen", "dichtbij", "afstand", *rest)),
            ("Waar de woorden staan", self.group(*(name for name, _ in TEXTS))),
            ("Wie en waarover", self.group(*(name for name, _ in ABOUT))),
            (
                "Soort en tijd",
                self.group(
                    "soort", "status", "ingezonden_van", "ingezonden_tot", "dagen_van", "dagen_tot"
                ),
            ),
        ]


def advanced_page(request: HttpRequest) -> HttpResponse:
    """The form, with the query of the address in its fields; sent, it leads to the hits."""
    wish = wish_of(request.GET)
    sent = any(name.startswith(f"{PREFIX}-") for name in request.GET)
    form = AdvancedForm(request.GET) if sent else AdvancedForm(initial=fields_of(wish.q))
    if sent and form.is_valid():
        return redirect(wish.address(q=compose(form.cleaned_data)))
    context = {"form": form, "others": QueryDict(wish.state(q="")).lists()}
    return render(request, "search/advanced.html", context, status=400 if sent else 200)


def fields_of(query: str) -> dict[str, Any]:
    return {"afstand": str(DISTANCE)} | decompose(query)
