"""What the address of a figure asks for: a choice of cases, with the cases that meet it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from documents.figures.choosing import COLUMNS, REPLIES, STATES, TERMS, UNDATED, Choice
from documents.figures.kept import table
from documents.figures.table import Entry, Table
from documents.figures.words import Found, with_words
from documents.search import MAX_LENGTH, SearchTooHeavy, SearchUnavailable

from ..paging import BadParameter

T = TypeVar("T")

#: name of a parameter → what its values are called in a message
KINDS = {
    "fractie": "fractie",
    "ministerie": "ministerie",
    "minister": "bewindspersoon",
    "kamerlid": "Kamerlid",
    "onderwerp": "onderwerp",
}
#: names of one kind that a case must all have, at most
TOGETHER = 4
APART = {"": "Met voorgangers samen", "apart": "Elke naam apart"}
TOO_HEAVY = "Deze zoekvraag past op te veel woorden om te tellen. Maak de woorden langer."


@dataclass(frozen=True)
class Asked:
    """A choice of an address with its cases; `messages` are what a search has to say of words."""

    table: Table
    choice: Choice
    entries: list[Entry]
    messages: tuple[str, ...] = field(default=())

    def kept(self, name: object, make: Callable[[], T]) -> T:
        """A figure of these cases, kept with the table unless words of a search chose them."""
        if self.choice.words:
            return make()
        return self.table.keep((name, self.choice), make)

    @property
    def told(self) -> list[str]:
        return self.choice.told(self.table)


def asked(query: QueryDict, *, without: tuple[str, ...] = ()) -> Asked:
    """The cases that an address asks for; parameters `without` mean something else there.

    Raises BadParameter, SearchUnavailable and SearchTooHeavy.
    """
    cases = table()
    choice = choice_of(query, cases, without)
    return of(cases, choice)


def of(cases: Table, choice: Choice) -> Asked:
    """The cases of a choice. Raises SearchUnavailable and SearchTooHeavy."""
    found = with_words(cases, choice.words) if choice.words else Found(frozenset(), ())
    keys = found.cases if choice.words else None
    return Asked(cases, choice, choice.cases(cases, keys), found.messages)


def choice_of(query: QueryDict, cases: Table, without: tuple[str, ...] = ()) -> Choice:
    """The choice of an address. Raises BadParameter for a value without a meaning."""
    given = {name: "" if name in without else query.get(name, "").strip() for name in _NAMES}
    since, until = year(given["van"], "van"), year(given["tot"], "tot")
    if since and until and since > until:
        raise BadParameter("Het jaar «van» ligt na het jaar «tot».")
    undated = given["jaar"] == UNDATED
    return Choice(
        **{name: known(cases, name, given[name]) for name in COLUMNS},
        apart=one_of(given["namen"], "namen", APART) == "apart",
        year=None if undated else year(given["jaar"], "jaar"),
        month=month(given["maand"]),
        session=session(given["vergaderjaar"]),
        since=since,
        until=until,
        replied_in=year(given["beantwoord"], "beantwoord"),
        undated=undated,
        state=one_of(given["status"], "status", STATES),
        reply=one_of(given["antwoord"], "antwoord", REPLIES),
        term=one_of(given["termijn"], "termijn", TERMS),
        words=words(given["q"]),
    )


_NAMES = (
    *(*COLUMNS, "namen", "jaar", "maand", "vergaderjaar", "van", "tot"),
    *("beantwoord", "status", "antwoord", "termijn", "q"),
)


def known(cases: Table, name: str, given: str) -> str:
    """Slugs that some case has, parted by commas. Raises BadParameter."""
    slugs = [slug for slug in given.split(",") if slug]
    if len(slugs) > TOGETHER:
        raise BadParameter(f"Voor «{name}» zijn er ten hoogste {TOGETHER} tegelijk.")
    for slug in slugs:
        if slug not in cases.kind(COLUMNS[name]).by_slug:
            raise BadParameter(f"Er zijn geen zaken met «{slug[:60]}» als {KINDS[name]}.")
    return ",".join(dict.fromkeys(slugs))


def year(text: str, name: str) -> int | None:
    """A year of four digits. Raises BadParameter."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text)):
        raise BadParameter(f"Bij «{name}» hoort een jaar van vier cijfers, niet «{text[:20]}».")
    return int(text)


def month(text: str) -> int | None:
    """1 to 12. Raises BadParameter."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 12):
        raise BadParameter(f"Bij «maand» hoort een getal van 1 tot en met 12, niet «{text[:20]}».")
    return int(text)


def session(text: str) -> str:
    """'1997-1998'. Raises BadParameter."""
    first, _, last = text.partition("-")
    is_one = first.isascii() and first.isdigit() and len(first) == 4 and last.isdigit()
    if text and not (is_one and text == f"{first}-{int(first) + 1:04}"):
        raise BadParameter(f"«{text[:20]}» is geen vergaderjaar; schrijf bijvoorbeeld 1997-1998.")
    return text


def one_of(text: str, name: str, allowed: Any) -> str:
    """One of the allowed values, or ''. Raises BadParameter."""
    if text and text not in allowed:
        told = ", ".join(filter(None, allowed))
        raise BadParameter(f"Voor «{name}» kan worden gekozen: {told}.")
    return text


def words(text: str) -> str:
    """The words of a search. Raises BadParameter."""
    if len(text) > MAX_LENGTH:
        raise BadParameter(f"De zoekvraag is te lang: ten hoogste {MAX_LENGTH} tekens.")
    return text


View = Callable[..., HttpResponse]


def figure_page(view: View) -> View:
    """A page of figures: what a search cannot answer is told in Dutch."""

    @wraps(view)
    def shown(request: HttpRequest, **arguments: Any) -> HttpResponse:
        try:
            return view(request, **arguments)
        except SearchTooHeavy as error:
            raise BadParameter(TOO_HEAVY) from error
        except SearchUnavailable:
            return render(request, "figures/unavailable.html", status=503)

    return shown
