"""Help with searching: the language of queries, by examples that run."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


@dataclass(frozen=True)
class Example:
    """A query, and what it finds (Dutch)."""

    query: str
    finds: str

    @property
    def address(self) -> str:
        return f"{reverse('search')}?{urlencode({'q': self.query})}"


#: heading, explanation, examples
SECTIONS = (
    (
        "Woorden",
        "Typ woorden: een document moet ze alle bevatten, in welke vorm ook. Hoofdletters en accenten"
        " maken niet uit. Een woord wordt ook gevonden als deel van een samenstelling.",
        (
            Example("brug", "ook «bruggen» en «brugwachter»"),
            Example("onderhoud brug", "documenten met beide woorden"),
        ),
    ),
    (
        "Precies deze woorden",
        "Zet woorden tussen aanhalingstekens om ze precies zo te vinden, naast elkaar en in deze volgorde.",
        (Example('"achterstallig onderhoud"', "alleen deze twee woorden naast elkaar"),),
    ),
)


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "search/help.html", {"sections": SECTIONS})
