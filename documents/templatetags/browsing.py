"""Words of the pages to browse by: bars by year, subjects of a document, days that passed."""

from __future__ import annotations

from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from documents.models import Document
from documents.views.dates.grid import Cell, Month, Year

from .kamerarchief import answered_by, facts, thousands

register = template.Library()

#: subjects of a document that a line of a list shows
_SUBJECTS = 5


@register.simple_tag
def line(document: Document, topic: Any = None) -> SafeString:
    """What a document is, in one line: who asked whom and who answered, its facts and subjects.

    Made here and not in a template, as lists have dozens of them. `topic` is not told again."""
    people = f'<p class="people">{escape(_people(document))}</p>'
    return mark_safe(
        f'{people}\n<p class="meta">{facts(document)}</p>\n{_subjects(document, topic)}'
    )


def _people(document: Document) -> str:
    askers = ", ".join(map(str, document.askers)) or "Vraagsteller onbekend"
    asked = ", ".join(map(str, document.asked))
    return f"{askers}{f' aan {asked}' if asked else ''}{answered_by(document)}"


def _subjects(document: Document, other: Any) -> str:
    """A paragraph of links to the subjects of a document; '' where it has none but `other`."""
    rows = [row for row in document.topics.all() if row != other]
    if not rows:
        return ""
    links = " ".join(map(_subject, rows[:_SUBJECTS]))
    return f'<p class="topics"><span class="hidden">Onderwerpen: </span>{links}</p>'


def _subject(row: Any) -> str:
    return f'<a class="tag" href="{row.get_absolute_url()}">{escape(row.name)}</a>'


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
