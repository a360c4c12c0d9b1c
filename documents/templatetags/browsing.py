"""Words of the pages to browse by: bars by year, subjects of a document, days that passed."""

from __future__ import annotations

from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.models import Document
from documents.views.strips import WIDTH, Strip

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
def strip_bars(strip: Strip, at: str, chosen: int | None = None) -> SafeString:
    """The bars of a strip, each a link to `at` with its year behind it."""
    drawn = (
        f'<a href="{escape(at)}{bar.name}" tabindex="-1"{_chosen(bar.name == chosen)}>'
        f"<title>{bar.name}: {thousands(bar.count)}</title>"
        f'<rect class="reach" x="{bar.x}" y="0" width="{WIDTH}" height="{strip.height}" />'
        f'<rect class="bar" x="{bar.x}" y="{bar.y}" width="{WIDTH}" height="{bar.height}" /></a>'
        for bar in strip.bars
    )
    return mark_safe("\n".join(drawn))


@register.simple_tag
def strip_rows(strip: Strip, at: str, chosen: int | None = None) -> SafeString:
    """The same years as rows of a table."""
    rows = (
        f'<tr{_chosen(bar.name == chosen)}><th scope="row">{_year(bar.name, bar.count, at)}</th>'
        f'<td class="num">{thousands(bar.count)}</td></tr>'
        for bar in strip.bars
    )
    return mark_safe("\n".join(rows))


def _year(year: int, count: int, at: str) -> str:
    return f'<a href="{escape(at)}{year}">{year}</a>' if count else str(year)


def _chosen(is_chosen: bool) -> str:
    return ' class="chosen"' if is_chosen else ""
