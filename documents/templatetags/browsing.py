"""Words of the pages to browse by: bars by year, subjects of a document, days that passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from documents.models import Document
from documents.models.shown.lines import Answerer, Line, Subject
from documents.views.dates.grid import Cell, Month, Year
from documents.views.people.lines import Line as Name

from .kamerarchief import thousands, told_facts

register = template.Library()

_UNSEEN = ' class="hidden"'
#: subjects of a document that a line of a list shows
_SUBJECTS = 5


@register.simple_tag
def documents(lines: Sequence[Line], level: str = "h3", topic: Any = None) -> SafeString:
    """A list of documents with headings of this level; not a template, as it has dozens of lines.

    `topic` is that of the page, which no line needs to tell again."""
    if not lines:
        return mark_safe("<p>Er zijn nog geen documenten.</p>")
    items = (f"<li>{_heading(one, level)}\n{line(one, topic)}</li>" for one in lines)
    return mark_safe('<ol class="documents">' + "\n".join(items) + "</ol>")


def _heading(line: Line, level: str) -> str:
    document = line.document
    address, heading = document.get_absolute_url(), escape(document.heading)
    return f'<{level}><a href="{address}">{heading}</a></{level}>'


@register.simple_tag
def line(line: Line, topic: Any = None) -> SafeString:
    """What a document is, in one line: who asked whom and who answered, its facts and subjects."""
    people = f'<p class="people">{escape(_people(line))}</p>'
    facts = f'<p class="meta">{told_facts(line.document, line.case)}</p>'
    return mark_safe(f"{people}\n{facts}\n{_subjects(line, topic)}")


def _people(line: Line) -> str:
    """'Van Loon (Lijst Waterland) aan Minister (Veren en Bruggen) · antwoord van Dijkstra'."""
    askers = ", ".join(line.askers) or "Vraagsteller onbekend"
    asked = ", ".join(line.asked)
    is_answer = line.document.kind == Document.Kind.ANSWER
    told = ", ".join(map(_answerer, line.answerers.values())) if is_answer else ""
    return askers + (f" aan {asked}" if asked else "") + (f" · antwoord van {told}" if told else "")


def _answerer(one: Answerer) -> str:
    return one.name if one.was_asked else f"{one.role} {one.name} ({one.ministry})"


def _subjects(line: Line, other: Any) -> str:
    """A paragraph of links to the subjects of a document; '' where it has none but `other`."""
    rows = [row for row in line.subjects if not other or row.pk != other.pk]
    if not rows:
        return ""
    links = " ".join(map(_subject, rows[:_SUBJECTS]))
    return f'<p class="topics"><span class="hidden">Onderwerpen: </span>{links}</p>'


def _subject(row: Subject) -> str:
    return f'<a class="tag" href="{reverse("topic", args=[row.slug])}">{escape(row.name)}</a>'


@register.simple_tag
def names(lines: Iterable[Name], wide: bool = False) -> SafeString:
    """A list of names, each with what is said about it and its counts; `wide` where that is much.

    Made here and not in a template, as a page has up to a thousand of them."""
    items = "\n".join(map(_name, lines))
    return mark_safe(f'<ul class="names{" lives" if wide else ""}">{items}</ul>')


def _name(line: Name) -> str:
    about = f' <span class="hint">{escape(line.about)}</span>' if line.about else ""
    counts = "".join(
        f"{thousands(number)}<span{_UNSEEN if unseen else ''}> {escape(word)}</span>"
        for number, word, unseen in line.counted
    )
    return (
        f'<li data-text="{line.text}"><span><a href="{escape(line.address)}">{escape(line.label)}'
        f'</a>{about}</span> <span class="count">{counts}</span></li>'
    )


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
