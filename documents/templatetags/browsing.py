"""Words of the pages to browse by: bars by year, subjects of a document, days that passed."""

from __future__ import annotations

from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from documents.models import Document
from documents.views.about.picture import TALLEST, Column, Picture, Stretch
from documents.views.dates.grid import Cell, Month, Year
from documents.views.strips import WIDTH, Bar, Strip

from .kamerarchief import thousands

register = template.Library()

#: subjects of a document that a line of a list shows
_SUBJECTS = 5


@register.simple_tag
def subjects(document: Document, other: Any = None) -> SafeString:
    """A paragraph of links to the subjects of a document; '' where it has none but `other`."""
    rows = [row for row in document.topics.all() if row != other]
    if not rows:
        return mark_safe("")
    links = " ".join(map(_subject, rows[:_SUBJECTS]))
    return mark_safe(f'<p class="topics"><span class="hidden">Onderwerpen: </span>{links}</p>')


def _subject(row: Any) -> str:
    return f'<a class="tag" href="{row.get_absolute_url()}">{escape(row.name)}</a>'


@register.simple_tag
def strip_bars(strip: Strip, at: str, chosen: int | None = None, end: str = "") -> SafeString:
    """The bars of a strip, each a link to `at`, its year and `end`."""
    drawn = (
        f'<a href="{escape(f"{at}{bar.name}{end}")}" tabindex="-1"{_chosen(bar.name == chosen)}>'
        f"<title>{bar.name}: {thousands(bar.count)}</title>"
        f'<rect class="reach" x="{bar.x}" y="0" width="{WIDTH}" height="{strip.height}" />'
        f'<rect class="bar" x="{bar.x}" y="{bar.y}" width="{WIDTH}" height="{bar.height}" /></a>'
        for bar in strip.bars
    )
    return mark_safe("\n".join(drawn))


@register.simple_tag
def strip_rows(strip: Strip, at: str, chosen: int | None = None, end: str = "") -> SafeString:
    """The same years as rows of a table."""
    rows = (
        f'<tr{_chosen(bar.name == chosen)}><th scope="row">{_year(bar, at, end)}</th>'
        f'<td class="num">{thousands(bar.count)}</td></tr>'
        for bar in strip.bars
    )
    return mark_safe("\n".join(rows))


def _year(bar: Bar, at: str, end: str) -> str:
    address = escape(f"{at}{bar.name}{end}")
    return f'<a href="{address}">{bar.name}</a>' if bar.count else str(bar.name)


def _chosen(is_chosen: bool) -> str:
    return ' class="chosen"' if is_chosen else ""


@register.simple_tag
def month_days(month: Month) -> SafeString:
    """The weeks of a month as rows of a table; a day with documents is a link that says how many.

    Made here and not in a template, as the page of a year has hundreds."""
    weeks = ("".join(map(_day, week)) for week in month.weeks)
    return mark_safe("\n".join(f"<tr>{week}</tr>" for week in weeks))


def _day(cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    if not cell.count:
        return f"<td><span>{cell.day.day}</span></td>"
    address = reverse("day", args=[cell.day.year, cell.day.month, cell.day.day])
    return (
        f'<td class="full-{cell.level}"><a href="{address}">{cell.day.day}'
        f'<span class="hidden">, {_documents(cell.count)}</span></a></td>'
    )


@register.simple_tag
def year_months(year: Year) -> SafeString:
    """The months of a year as cells of a row, each a link with its number of documents."""
    return mark_safe("".join(map(_month, year.months)))


def _month(cell: Cell) -> str:
    if not cell.count:
        return '<td class="num"></td>'
    address = reverse("month", args=[cell.day.year, cell.day.month])
    name = date_format(cell.day, "F Y")
    return (
        f'<td class="num full-{cell.level}"><a href="{address}">'
        f'<span class="hidden">{name}: </span>{thousands(cell.count)}</a></td>'
    )


def _documents(count: int) -> str:
    return f"{thousands(count)} document{'' if count == 1 else 'en'}"


@register.filter
def ranged(text: str) -> str:
    """'2004-2005' with an en dash, as a range is printed."""
    return text.replace("-", "–")


@register.simple_tag
def archive_picture(picture: Picture) -> SafeString:
    """The picture of the archive: columns that lead to their years, and the cabinets under them."""
    columns = "\n".join(_column(column, picture) for column in picture.columns)
    cabinets = "\n".join(_cabinet(cabinet, picture) for cabinet in picture.cabinets)
    axis = f'<line class="axis" x1="0" x2="{picture.width}" y1="{TALLEST}" y2="{TALLEST}" />'
    return mark_safe(f"{columns}\n{axis}\n{cabinets}")


def _column(column: Column, picture: Picture) -> str:
    bar = (
        f"<title>{column.year}: {thousands(column.count)}</title>"
        f'<rect class="reach" x="{column.x}" y="0" width="{column.width}" height="{TALLEST}" />'
        f'<rect class="bar-1" x="{column.x}" y="{column.y}" width="{column.width}"'
        f' height="{column.height}" />'
    )
    if column.count:
        address = reverse("year", args=[column.year])
        bar = f'<a href="{address}" tabindex="-1">{bar}</a>'
    named = f'<text x="{column.middle}" y="{picture.years_at}">{column.year}</text>'
    return bar + (named if column.named else "")


def _cabinet(cabinet: Stretch, picture: Picture) -> str:
    kind = "cabinet odd" if cabinet.is_odd else "cabinet"
    label = f'<text x="{cabinet.middle}" y="{picture.names_at}">{escape(cabinet.label)}</text>'
    return (
        f'<g class="{kind}"><title>{escape(cabinet.name)}, {cabinet.years}</title>'
        f'<rect x="{cabinet.x}" y="{picture.band_at}" width="{cabinet.width}"'
        f' height="{picture.band}" />{label if cabinet.label else ""}</g>'
    )
