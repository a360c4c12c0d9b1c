"""Numbers of figures in Dutch, each with the list behind it, and addresses of figures."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from math import sqrt
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from documents.figures.choosing import COLUMNS, Choice
from documents.figures.crossing import Cell
from documents.figures.pictures.scales import number as written
from documents.figures.table import IN_TIME, LATER, UNKNOWN, WAITING
from documents.figures.waiting import Waiting
from documents.views.figures import addresses

register = template.Library()

#: what a column of a cross table chooses → its parameter
PARAMETERS = {**{name: name for name in COLUMNS}, "year": "jaar"}


@register.simple_tag
def cases(count: int | None, choice: Choice | None, **changes: Any) -> SafeString:
    """A number of cases that leads to the list of these; 0 leads nowhere.

    Made here and not in a template, as a page has hundreds. `changes` are those of the choice.
    """
    if not count or choice is None:
        return mark_safe("" if count is None else "0")
    which = choice.but(**changes) if changes else choice
    return mark_safe(f'<a href="{escape(addresses.cases_address(which))}">{written(count)}</a>')


@register.simple_tag
def waiting_cells(waiting: Waiting, choice: Choice) -> SafeString:
    """The cells of a row of answer times; not a template, as a page has hundreds of rows."""
    whole = choice.but(term="") if choice.term else choice
    address = escape(addresses.cases_address(whole))
    joint = "&amp;" if "?" in address else "?"

    def counted(count: int, term: str) -> str:
        to = f"{address}{joint}termijn={term}" if term else address
        return f'<a href="{to}">{written(count)}</a>' if count else "0"

    cells = (
        *(counted(waiting.cases, choice.term), counted(waiting.in_time, IN_TIME)),
        *(share(waiting.share), counted(waiting.later, LATER), counted(waiting.waiting, WAITING)),
        *(days(waiting.quarter), f"<strong>{days(waiting.median)}</strong>"),
        *(days(waiting.three_quarters), days(waiting.nine_tenths)),
        counted(waiting.unknown, UNKNOWN),
    )
    return mark_safe("".join(f'<td class="num">{cell}</td>' for cell in cells))


@register.simple_tag
def crossing_cells(cells: Iterable[Cell], shown: str, most: float) -> SafeString:
    """The cells of a row of a cross table, each with a circle as large as its number."""
    return mark_safe("".join(_crossing_cell(cell, shown == "aandeel", most) for cell in cells))


def _crossing_cell(cell: Cell, is_share: bool, most: float) -> str:
    if not cell.count:
        return '<td class="num">0</td>'
    text = share(cell.share) if is_share else written(cell.count)
    circle = bubble(cell.share, 100) if is_share else bubble(cell.count, most)
    # the row does not have what the column chooses, or has it among other names
    parts = [(key, value) for key, value in cell.row.parameters if key != PARAMETERS[cell.name]]
    query = urlencode([*parts, (PARAMETERS[cell.name], str(cell.value))])
    to = escape(f"{addresses.cases_address(Choice())}?{query}")
    return f'<td class="num"><a href="{to}">{text}</a>{circle}</td>'


@register.simple_tag
def figures_address(name: str, choice: Choice, **more: str) -> str:
    """The address of a page of figures about these cases."""
    return addresses.address(name, choice, **{key: value for key, value in more.items() if value})


@register.simple_tag(takes_context=True)
def csv_address(context: Context, name: str) -> str:
    """The address of the numbers of this page as CSV."""
    query = context["request"].GET.urlencode()
    path = addresses.address(name, Choice())
    return f"{path}?{query}" if query else path


@register.filter
def get(labels: dict[str, str], key: str) -> str:
    """The label of a value."""
    return labels[key]


@register.filter
def number(value: float | None) -> str:
    """'1.250', '2,5'; '–' where it is not known."""
    return "–" if value is None else written(round(value, 1))


@register.filter
def share(value: float | None) -> str:
    """'31%', or '0,4%' of so few; '–' where it is not known."""
    if value is None:
        return "–"
    return f"{written(round(value, 1 if value < 10 else 0))}%"


@register.filter
def days(value: int | None) -> SafeString:
    """'42'; of a quantile that was not reached a dash, with what it means for who hears it."""
    if value is None:
        return mark_safe('–<span class="hidden"> niet bereikt</span>')
    return mark_safe(written(value))


@register.simple_tag
def bubble(value: float, most: float) -> SafeString:
    """A circle whose area is that of the number, beside the most of all."""
    if not value or not most:
        return mark_safe("")
    radius = max(11 * sqrt(value / most), 1)
    return mark_safe(
        '<svg class="bubble" width="24" height="24" aria-hidden="true" focusable="false">'
        f'<circle class="bar-1" cx="12" cy="12" r="{radius:.1f}" /></svg>'
    )


@register.simple_tag
def length(value: float, most: float) -> SafeString:
    """A bar as long as the number, beside the most of all."""
    part = round(100 * value / most, 1) if most else 0
    return mark_safe(
        '<svg class="length" width="100%" height="14" aria-hidden="true" focusable="false">'
        f'<rect class="bar-1" width="{part:g}%" height="14" /></svg>'
    )
