"""Small words of the page of a document: permanent links, numbers."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from documents.models import Document
from documents.views.document.beside.timeline import ROOM, WIDTH, Timeline

from .kamerarchief import citation

register = template.Library()

#: the height of the drawing of a case, and of the line in it
_HEIGHT, _LINE = 20, 10


@register.simple_tag
def permalink(address: str, anchor: str, name: str) -> SafeString:
    """The link of a part of a document, without what was searched for; a script copies it."""
    return format_html(
        '<a class="permalink" href="{}#{}" data-copy><span class="hidden">Link naar {}</span></a>',
        address,
        anchor,
        name.lower(),
    )


@register.filter
def number(document: Document) -> str:
    """By what number a document is known: its citation, else its case number or identifier."""
    return citation(document.identifier) or document.case_number or document.identifier


@register.simple_tag
def moment(value: datetime) -> SafeString:
    """A moment, to the minute: nobody reads the microseconds at which something was stored."""
    local = timezone.localtime(value).replace(second=0, microsecond=0)
    shown = date_format(local, "j F Y, H:i")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), shown)


@register.simple_tag
def span(told: Timeline) -> SafeString:
    """The days of a case as a line: the term as a band, then what happened; the list says it in
    words, so that the drawing is for the eye alone."""
    late = f'<path class="over" d="M{told.due} {_LINE}H{told.last}" />' if told.is_late else ""
    marks = "".join(
        f'<circle class="dot dot-{kind}" cx="{place}" cy="{_LINE}" r="5" />'
        for kind, place in told.marks
    )
    return mark_safe(
        f'<svg class="days" viewBox="0 0 {WIDTH} {_HEIGHT}" aria-hidden="true" focusable="false">'
        f'<path class="whole" d="M{ROOM} {_LINE}H{WIDTH - ROOM}" />'
        f'<path class="term" d="M{ROOM} {_LINE}H{told.due}" />{late}'
        f'<path class="tick" d="M{told.due} 1V{_HEIGHT - 1}" />{marks}</svg>'
    )
