"""Small words of the pages: whether this is the demo archive, titles, links between pages."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from documents.identity.citing import of_identifier
from documents.models import DUE_TERM, Case, Document
from documents.search import Count
from documents.views.search.histogram import Row

register = template.Library()

#: words that are told of many
_FEW = 5
_RANGE = re.compile(r"(?<=\d)\s*-\s*(?=\d)")


@register.simple_tag
def is_demo() -> bool:
    """Whether the archive holds the demo's fictional documents: its loader leaves a marker."""
    return bool((settings.DATA_DIR / "demo").is_file())


@register.filter
@functools.lru_cache(maxsize=20_000)
def day(value: date) -> str:
    """'9 september 2022'. A page has dozens of dates, and Django looks up a format for each."""
    return date_format(value, "j F Y")


@register.filter
def printed(row: Any) -> str:
    """The names as printed of a row of people that shows others: 'Van Lon; Loon, van'; else ''."""
    return "; ".join(dict.fromkeys(filter(None, (one.printed_as for one in row.together))))


@register.filter
def parted(text: str) -> str:
    """'BZK;BiZa' as 'BZK, BiZa'."""
    return ", ".join(filter(None, map(str.strip, text.split(";"))))


@register.filter
def quoted(words: list[str]) -> str:
    """'«asbest», «school» en «sloop»': the first few of some words."""
    marked = [f"«{word}»" for word in words[:_FEW]]
    return " en ".join(filter(None, (", ".join(marked[:-1]), *marked[-1:])))


@register.filter
def ranged(text: str) -> str:
    """'19001-19002' as '19001–19002', as a range is printed."""
    return _RANGE.sub("–", text)


@register.filter
def thousands(number: int) -> str:
    """'20.331'."""
    return f"{number:,}".replace(",", ".")


@register.simple_tag
def filter_values(name: str, values: Iterable[Count]) -> SafeString:
    """A box to tick for each value of a filter; not a template, as a page has hundreds."""
    return mark_safe("\n".join(filter_value(name, value) for value in values))


def filter_value(name: str, value: Count) -> str:
    """The box to tick for one value of a filter."""
    checked = " checked" if value.selected else ""
    return (
        f'<label class="value"><input type="checkbox" name="{escape(name)}"'
        f' value="{escape(value.value)}" form="zoekformulier"{checked}>'
        f" <span>{escape(value.label)}</span>"
        f' <span class="count">{thousands(value.count)}</span></label>'
    )


@register.simple_tag
def histogram_rows(rows: Iterable[Row]) -> SafeString:
    """The years of the histogram as rows of a table; not a template, as there are dozens."""
    return mark_safe("\n".join(map(_row, rows)))


def _row(row: Row) -> str:
    chosen = ' class="chosen"' if row.selected else ""
    note = _CHOSEN if row.selected else ""
    return (
        f'<tr{chosen}><th scope="row"><a href="{escape(row.address)}">{row.year}</a>{note}</th>'
        f'<td class="num">{thousands(row.count)}</td>'
        f'<td class="num">{thousands(row.waiting)}</td></tr>'
    )


_CHOSEN = ' (gekozen<span class="hidden">; nog eens kiezen haalt dit filter weg</span>)'


@register.simple_tag
def dated(value: date | None, was: date) -> SafeString:
    """A day of a document, with what is printed where that is another day or cannot be right."""
    if value is None:
        return mark_safe(f"datum twijfelachtig: gedrukt staat {_time(was)}")
    told = "" if value == was else f' <span class="hint">gedrukt staat {_time(was)}</span>'
    return mark_safe(_time(value) + told)


@register.simple_tag
def facts(document: Document) -> SafeString:
    """The state of a document's case, whether the answer was late, its days, and its kind.

    Made here and not in a template, as lists of documents have it on every line."""
    return mark_safe(told_facts(document, document.case))


def told_facts(document: Document, case: Case | None) -> str:
    """The same of a document in this case."""
    pieces = []
    if case:
        after = "" if case.days is None else f" na {_days(case.days)}"
        told = f"{case.get_state_display()}{after}"
        pieces.append(f'<span class="state state-{case.state}">{told}</span>')
    if document.is_late:
        pieces.append(f'<span class="late">meer dan {DUE_TERM}</span>')
    if document.submitted:
        pieces.append(f"<span>ingezonden {_time(document.submitted)}</span>")
    if document.doubtful_dates:
        pieces.append("<span>datum twijfelachtig</span>")
    if document.answered:
        done = "uitgesteld" if document.kind == Document.Kind.POSTPONEMENT else "beantwoord"
        pieces.append(f"<span>{done} {_time(document.answered)}</span>")
    pieces.append(f'<span class="kind">{escape(document.get_kind_display())}</span>')
    return "\n".join(pieces)


def _days(number: int) -> str:
    return f"{thousands(number)} dag{'' if number == 1 else 'en'}"


def _time(value: date) -> str:
    return f'<time datetime="{value.isoformat()}">{day(value)}</time>'


@register.filter
def citation(identifier: str) -> str:
    """The citation of an Aanhangsel: 'Aanhangsel Handelingen II 2022/23, nr. 325'; else ''."""
    return of_identifier(identifier)


@register.filter
def elided(page: Page[Any]) -> list[int | str]:
    """The numbers of the pages to link to: 1 2 … 7 8 9 … 40 41."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
