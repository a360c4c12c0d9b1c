"""Numbers of figures in Dutch, each with the list behind it, and addresses of figures."""

from __future__ import annotations

from html import escape
from math import sqrt
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from documents.figures.choosing import Choice
from documents.figures.pictures.scales import number as written
from documents.views.figures import addresses

register = template.Library()


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
