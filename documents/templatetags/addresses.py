"""Django's `querystring` for pages with dozens of links: it copies only what it reads."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.http import urlencode

register = template.Library()


@register.simple_tag(takes_context=True)
def querystring(context: Context, given: QueryDict | None = None, **changed: Any) -> str:
    """The parameters of the address, or those given, with some changed: '?q=brug&pagina=2'.

    A parameter that is None goes, one of several values has all of them.
    """
    before: QueryDict = context["request"].GET if given is None else given
    values = dict(before.lists())
    for name, value in changed.items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = list(value) if isinstance(value, (list, tuple)) else [value]
    return f"?{urlencode(values, doseq=True)}" if values or before else ""
