"""The lists: people by name, by cabinet and by ministry; parties; ministries; unresolved names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from documents.models import Answering, Asking, Person

from ..browse import MEMBERS, MINISTERS, MINISTRIES, PARTIES, Way, facts_are_known
from ..kept import Kept
from ..paging import choice, page_of
from .holders import by_cabinet, by_ministry
from .lines import (
    Line,
    Section,
    about_ministry,
    about_party,
    by_letter,
    filtered,
    of_member,
    of_minister,
    of_row,
)
from .lives import Life, lives

#: more than any list has that people have made
ROWS = 1000
ORDERS: dict[str, Callable[[Line], Any]] = {
    "naam": lambda line: line.key,
    "aantal": lambda line: (-line.count, line.key),
}
NAME, CABINET, MINISTRY = "naam", "kabinet", "ministerie"
PER = dict.fromkeys((NAME, CABINET, MINISTRY))


def _read(url_name: str) -> list[Line]:
    """The lines of a way: those who or what is known; where no tables were loaded, as printed."""
    way = _BY_NAME[url_name]
    if not facts_are_known():
        return [of_row(row) for row in way.rows.counted()]
    if way is MEMBERS:
        return [of_member(life) for life in askers()]
    if way is MINISTERS:
        return [of_minister(life) for life in answerers()]
    return _of_groups(way, about_party if way is PARTIES else about_ministry)


def _of_groups(way: Way, about: Callable[[Any], str]) -> list[Line]:
    rows = list(way.rows.known().counted())
    for row in rows:
        row.about = about(row)
    return [of_row(row) for row in rows]


_BY_NAME = {way.url_name: way for way in (MEMBERS, MINISTERS, MINISTRIES, PARTIES)}
_lines = Kept(_read)
#: how many names of a way are no more than printed
_unresolved = Kept(lambda name: _BY_NAME[name].rows.unresolved().with_documents().count())


def lines_of(way: Way) -> list[Line]:
    """A line for each name of a way that has a document, in no order."""
    found: list[Line] = _lines(way.url_name)
    return found


def members(request: HttpRequest) -> HttpResponse:
    return of_people(request, MEMBERS)


def ministers(request: HttpRequest) -> HttpResponse:
    """Those who held an office, by name, by cabinet or by ministry."""
    per = choice(request, "per", PER)
    if per == NAME or not facts_are_known():
        return of_people(request, MINISTERS)
    sections = {CABINET: by_cabinet, MINISTRY: by_ministry}[per]()
    wanted = wanted_of(request)
    narrowed = [replace(one, lines=filtered(one.lines, wanted)) for one in sections]
    found = [one for one in narrowed if one.lines]
    return shown(request, MINISTERS, found, per=per, pers=PER, by_part=True)


def parties(request: HttpRequest) -> HttpResponse:
    return lined(request, PARTIES, lines_of(PARTIES))


def ministries(request: HttpRequest) -> HttpResponse:
    return lined(request, MINISTRIES, lines_of(MINISTRIES))


def unresolved(request: HttpRequest, way: Way) -> HttpResponse:
    """The names of one kind that stand in documents and are no more than printed."""
    lines = [of_row(row) for row in way.rows.unresolved().counted()]
    return lined(request, way, lines, only_unresolved=True)


def of_people(request: HttpRequest, way: Way) -> HttpResponse:
    """The people of whom documents tell, by name."""
    pers = PER if way is MINISTERS and facts_are_known() else None
    return lined(request, way, lines_of(way), per=NAME, pers=pers)


def wanted_of(request: HttpRequest) -> str:
    """What was typed in the box of a list."""
    return request.GET.get("q", "")[:100]


def lined(request: HttpRequest, way: Way, lines: list[Line], **context: Any) -> HttpResponse:
    """A page of lines that have the wanted words, in sections by letter where these are names."""
    order = choice(request, "sortering", ORDERS)
    found = sorted(filtered(lines, wanted_of(request)), key=ORDERS[order])
    page = page_of(request, found, ROWS)
    lettered = order == NAME and way in (MEMBERS, MINISTERS)
    sections = by_letter(page.object_list) if lettered else [Section("", list(page.object_list))]
    return shown(request, way, sections, page=page, order=order, orders=ORDERS, **context)


def shown(
    request: HttpRequest, way: Way, sections: Sequence[Section], **context: Any
) -> HttpResponse:
    """The page of these sections, which says how many names are left out of it."""
    known = facts_are_known() and not context.get("only_unresolved")
    context |= {
        "way": way,
        "known": known,
        "sections": sections,
        "wanted": wanted_of(request),
        "unresolved": _unresolved(way.url_name) if known else 0,
        "unresolved_address": reverse(f"{way.url_name}_unresolved"),
    }
    return render(request, "people/list.html", context)


def askers() -> list[Life]:
    """Everyone who asked something that is on show."""
    return lives(_people(Asking, "member"), answered=False)


def answerers() -> list[Life]:
    """Everyone who answered something that is on show."""
    return lives(_people(Answering, "minister"), asked=False)


def _people(kind: type[Any], column: str) -> Any:
    rows = kind._default_manager.filter(document__withdrawn=False)
    named = rows.filter(**{f"{column}__person": OuterRef("pk")})
    return Person.objects.filter(Exists(named)).order_by()
