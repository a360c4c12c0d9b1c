"""Up to four parties, ministries, people or searches beside each other, over the years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from documents.figures.choosing import COLUMNS, Choice
from documents.figures.comparing import MOST, Comparison, Point, Series, compare, labels_of
from documents.figures.groups import Group
from documents.figures.kept import table
from documents.figures.pictures.drawing import SHAPES, Lines, Value, lines, ranges
from documents.figures.pictures.scales import number
from documents.figures.table import Entry, Table
from documents.figures.waiting import waiting

from ..paging import BadParameter
from .addresses import cases_address
from .asking import APART, KINDS, Asked, figure_page, known, of, one_of, words, year
from .forms import options
from .sheets import sheet
from .waiting import Row, spread

#: the parameters that name a series, in the order of the page
SERIES = ("fractie", "ministerie", "minister", "kamerlid", "q")
#: those of them that are chosen from a list; of members there are too many
LISTED = SERIES[:3]
#: the words that all series and the whole must have
ABOUT = "over"


#: the label, the choice and the cases of a series
Found = tuple[str, Choice, list[Entry]]


@dataclass(frozen=True)
class Chosen:
    """A series as the address names it, and the address without it."""

    name: str
    value: str
    label: str
    mark: str
    shape: str
    without: str


@figure_page
def comparing(request: HttpRequest, *, as_csv: bool = False) -> HttpResponse:
    """The page, or its numbers as CSV."""
    whole = whole_of(request.GET)
    named = list(named_in(request.GET, whole.table))
    if len(named) > MOST:
        raise BadParameter(f"Er kunnen er ten hoogste {MOST} naast elkaar staan.")
    found = [_series(whole, name, value) for name, value in named]
    compared = compare(whole.table, (whole.choice, whole.entries), found)
    if as_csv:
        return sheet("vergelijking", *_lines(compared))
    marks = zip(named, compared.series, strict=True)
    times = [_times(whole.table, one, series) for one, series in zip(named, found, strict=True)]
    context: dict[str, Any] = {
        "asked": whole,
        "compared": compared,
        "chosen": [_chosen(request.GET, i, *one) for i, one in enumerate(marks, 1)],
        "free": MOST - len(named),
        "counts": drawn(compared, lambda point: point.count, ""),
        "shares": drawn(compared, lambda point: point.share, "%"),
        "times": times,
        "spreads": ranges([spread(row) for row in times]) if times else None,
        "years": [_year(compared, i, y) for i, y in enumerate(compared.years)],
        "lists": [(name, KINDS[name], options(whole.table, name)) for name in LISTED],
        "about": whole.choice.words,
    }
    return render(request, "figures/comparing.html", context)


def _times(table: Table, named: tuple[str, str], found: Found) -> Row:
    """The answer times of a series."""
    name, value = named
    label, choice, entries = found
    short = label if name == "q" else table.kind(COLUMNS[name]).by_slug[value].short
    times = Asked(table, choice, entries).kept("answer times", lambda: waiting(entries))
    return Row(Group(None, label, choice, entries, short=short), times)


def whole_of(query: QueryDict) -> Asked:
    """All cases of which the series are parts: with words, a subject, in some years.

    Raises BadParameter, SearchUnavailable and SearchTooHeavy.
    """
    cases = table()
    since, until = year(query.get("van", ""), "van"), year(query.get("tot", ""), "tot")
    if since and until and since > until:
        raise BadParameter("Het jaar «van» ligt na het jaar «tot».")
    choice = Choice(
        onderwerp=known(cases, "onderwerp", query.get("onderwerp", "")),
        apart=one_of(query.get("namen", ""), "namen", APART) == "apart",
        since=since,
        until=until,
        words=words(query.get(ABOUT, "").strip()),
    )
    return of(cases, choice)


def named_in(query: QueryDict, table: Table) -> Iterator[tuple[str, str]]:
    """The series that an address names, each once. Raises BadParameter."""
    for name in SERIES:
        given = dict.fromkeys(filter(None, map(str.strip, query.getlist(name))))
        for value in given:
            yield name, words(value) if name == "q" else known(table, name, value)


def _series(whole: Asked, name: str, value: str) -> Found:
    """The label, the choice and the cases of a series."""
    if name != "q":
        choice = whole.choice.but(**{name: value})
        keys = frozenset(e.pk for e in whole.entries) if whole.choice.words else None
        entries = choice.cases(whole.table, keys)
        return labels_of(choice, whole.table, name), choice, entries
    both = f"({whole.choice.words}) ({value})" if whole.choice.words else value
    found = of(whole.table, whole.choice.but(words=both))
    return f"«{value}»", found.choice, found.entries


def _chosen(query: QueryDict, i: int, named: tuple[str, str], series: Series) -> Chosen:
    name, value = named
    rest = [(n, v) for n in query for v in query.getlist(n) if v and (n, v) != named]
    address = reverse("figures_compare")
    without = f"{address}?{urlencode(rest)}" if rest else address
    return Chosen(name, value, series.label, f"line-{i}", SHAPES[i - 1], without)


def drawn(
    compared: Comparison, of_point: Callable[[Point], float | None], suffix: str
) -> Lines | None:
    """A line for each series; None where nothing was chosen."""
    if not compared.series:
        return None
    values = [
        [_value(one, point, of_point(point), suffix) for point in one.points]
        for one in compared.series
    ]
    return lines(compared.years, values, suffix)


def _value(series: Series, point: Point, value: float | None, suffix: str) -> Value:
    shown = number(round(value, 1)) if value is not None else "geen"
    told = f"{series.label}, {point.year}: {shown}{suffix}"
    return told, cases_address(point.choice), value


def _year(compared: Comparison, i: int, year: int) -> tuple[int, Point, list[Point]]:
    return year, compared.all.points[i], [one.points[i] for one in compared.series]


def _lines(compared: Comparison) -> tuple[list[str], list[list[Any]]]:
    header = ["jaar", "alle zaken"]
    for one in compared.series:
        header += [one.label, f"{one.label} (% van alle zaken)"]
    rows = []
    for i, one_year in enumerate(compared.years):
        row: list[Any] = [one_year, compared.all.points[i].count]
        for one in compared.series:
            row += [one.points[i].count, one.points[i].share]
        rows.append(row)
    return header, rows
