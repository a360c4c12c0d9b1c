"""What figures tell of a person, a party or a ministry: answer times, who asks, about what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from documents.figures.choosing import COLUMNS, Choice
from documents.figures.groups import YEAR, Group, grouped, largest
from documents.figures.kept import table
from documents.figures.pictures.drawing import Bubbles, Columns, bubbles, columns
from documents.figures.pictures.scales import COLUMN
from documents.figures.table import Entry, Table
from documents.figures.waiting import Waiting, waiting

#: names of a list
SHOWN = 8
#: parameter → heading of a list of that kind
Lists = Mapping[str, str]

#: of each kind, which lists a portrait has
LISTS: Mapping[str, Lists] = {
    "minister": {
        "fractie": "Fracties die het meest vroegen",
        "kamerlid": "Kamerleden die het meest vroegen",
        "onderwerp": "Onderwerpen",
        "minister": "Antwoordde samen met",
    },
    "kamerlid": {
        "ministerie": "Vroeg het meest aan",
        "minister": "Antwoord van",
        "onderwerp": "Onderwerpen",
        "kamerlid": "Vroeg samen met",
    },
    "fractie": {
        "ministerie": "Vraagt het meest aan",
        "kamerlid": "Leden die het meest vroegen",
        "onderwerp": "Onderwerpen",
        "fractie": "Vroeg samen met",
    },
    "ministerie": {
        "fractie": "Fracties die het meest vroegen",
        "kamerlid": "Kamerleden die het meest vroegen",
        "onderwerp": "Onderwerpen",
        "ministerie": "Samen gevraagd met",
    },
}


@dataclass(frozen=True)
class Listed:
    """Names with the most cases, under a heading; `parameter` is their kind."""

    heading: str
    parameter: str
    groups: list[Group]

    @property
    def most(self) -> int:
        return max((len(group.entries) for group in self.groups), default=0)


@dataclass(frozen=True)
class Year:
    """A year of answer times."""

    group: Group
    waiting: Waiting


@dataclass(frozen=True)
class Portrait:
    """The cases of one choice: their answer times, drawn and by year, and lists of names."""

    name: str
    choice: Choice
    cases: int
    waiting: Waiting
    picture: Bubbles | None
    years: list[Year]
    lists: list[Listed]


def portrait(name: str, slug: str, *, apart: bool = True) -> SafeString:
    """The portrait of who or what a parameter names, as HTML; '' where there is no case of it.

    It is kept with the table: drawing it takes longer than all else on its page.
    """
    cases = table()
    if slug not in cases.kind(COLUMNS[name]).by_slug:
        return SafeString("")
    choice = Choice(apart=apart).but(**{name: slug})

    def drawn() -> SafeString:
        context = {"portrait": _portrait(cases, name, choice), "slug": slug}
        return render_to_string("people/portrait.html", context)

    return cases.keep(("portrait", choice), drawn)


def _portrait(cases: Table, name: str, choice: Choice) -> Portrait:
    entries = choice.cases(cases)
    years = grouped(cases, choice, entries, YEAR)
    return Portrait(
        *(name, choice, len(entries), waiting(entries), bubbles(entries)),
        [Year(group, waiting(group.entries)) for group in years if group.entries],
        [one for one in _lists(cases, choice, entries, LISTS[name]) if one.groups],
    )


def _lists(cases: Table, choice: Choice, entries: Sequence[Entry], lists: Lists) -> list[Listed]:
    return [
        Listed(heading, by, _largest(cases, choice, entries, by)) for by, heading in lists.items()
    ]


def _largest(cases: Table, choice: Choice, entries: Sequence[Entry], by: str) -> list[Group]:
    """The names with the most of these cases, without the one whose cases they are."""
    found = [g for g in grouped(cases, choice, entries, by) if g.choice != choice]
    return largest(found, SHOWN)


def strip(
    years: Mapping[int, Mapping[str, int]], address: Callable[[int], str], told: Callable[..., str]
) -> Columns | None:
    """Documents by year as columns over all years from the first to the last; None without any.

    `years`: year → mark of a part → number; `told` gives the words of a year and its numbers.
    """
    if not years:
        return None
    every = range(min(years), max(years) + 1)
    piles: list[Any] = [
        (str(y), told(y, years.get(y, {})), address(y), dict(years.get(y, {}))) for y in every
    ]
    return columns(piles, list(every), 90, COLUMN)
