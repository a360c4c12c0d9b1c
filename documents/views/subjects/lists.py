"""The list of subjects: the most used, by theme, by letter, and those with a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from documents.models import Topic

from ..kept import Kept
from ..paging import choice, page_of
from ..people.lines import Line, by_letter, filtered, of_row

#: subjects on a page; most used subjects that are shown first; subjects that make a theme
ROWS, MOST_USED, FEWEST = 200, 20, 3
NAME, NUMBER = "naam", "aantal"
ORDERS = {NAME: lambda one: one.line.key, NUMBER: lambda one: (-one.line.count, one.line.key)}


@dataclass(frozen=True)
class Subject:
    """A subject as a line, and its theme: 'Welzijn' of 'Welzijn (Jeugdigen)', '' without one."""

    line: Line
    theme: str

    @property
    def letter(self) -> str:
        """Its letter in an address; '#' of what begins with none."""
        first = self.line.key[0][:1]
        return first if first.isalpha() else "#"


@dataclass(frozen=True)
class Theme:
    """Subjects whose names begin alike: 'Welzijn', and how many they are."""

    name: str
    count: int

    @property
    def word(self) -> str:
        """The theme in an address."""
        return slugify(self.name)


def _read() -> list[Subject]:
    rows: Any = Topic.objects.counted()
    return [Subject(of_row(row), row.theme) for row in rows]


subjects = Kept(_read)


def themes(found: Sequence[Subject]) -> list[Theme]:
    """The themes that have FEWEST subjects or more, by name."""
    counts = Counter(one.theme for one in found if one.theme)
    return [Theme(name, n) for name, n in sorted(counts.items()) if n >= FEWEST]


def topics(request: HttpRequest) -> HttpResponse:
    """The subjects; of a long list those that were asked for, else where to find them."""
    every: list[Subject] = subjects()
    wide = {theme.word: theme.name for theme in themes(every)}
    letters = dict.fromkeys(("", *sorted({one.letter for one in every})))
    theme, letter = choice(request, "thema", {"": None} | wide), choice(request, "letter", letters)
    order, wanted = choice(request, "sortering", ORDERS), request.GET.get("q", "")[:100]
    found = [one for one in every if letter in ("", one.letter)]
    found = [one for one in found if not theme or one.theme == wide[theme]]
    words = {id(line) for line in filtered([one.line for one in found], wanted)}
    found = sorted((one for one in found if id(one.line) in words), key=ORDERS[order])
    is_chosen = bool(wanted or theme or letter or order == NUMBER)
    page = page_of(request, [one.line for one in found], ROWS)
    context = {
        "total": len(every),
        "most_used": sorted(every, key=ORDERS[NUMBER])[:MOST_USED],
        "themes": themes(every),
        "letters": list(letters)[1:],
        "letter": letter,
        "theme": theme and wide[theme],
        "wanted": wanted,
        "order": order,
        "orders": ORDERS,
        "page": page,
        "is_chosen": is_chosen,
        "sections": by_letter(page.object_list) if len(every) <= ROWS else [],
    }
    return render(request, "subjects/list.html", context)
