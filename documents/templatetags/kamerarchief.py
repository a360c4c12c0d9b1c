"""Small words of the pages: whether this is the demo archive, titles, links between pages."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.utils.text import capfirst

from documents.models import Document

register = template.Library()

_APPENDIX = re.compile(r"ah-(tk|ek)-([0-9]{4})[0-9]{2}([0-9]{2})-([0-9]+)")


@register.simple_tag
def is_demo() -> bool:
    """Whether the archive holds the demo's fictional documents: its loader leaves a marker."""
    return bool((settings.DATA_DIR / "demo").is_file())


@register.filter
def heading(document: Document) -> str:
    """The title of a document as a heading: 'over de veerpont' begins with a capital there."""
    return str(capfirst(document.title)) or f"Document {document.identifier}"


@register.filter
def citation(identifier: str) -> str:
    """How lawyers cite an Aanhangsel, by chamber, year and number; '' for another document.

    'ah-tk-20222023-325' is 'Aanhangsel Handelingen II 2022/23, nr. 325' (after the Leidraad voor
    juridische auteurs).
    """
    match = _APPENDIX.fullmatch(identifier)
    if match is None:
        return ""
    chamber, first, last, number = match.groups()
    return f"Aanhangsel Handelingen {'II' if chamber == 'tk' else 'I'} {first}/{last}, nr. {number}"


@register.filter
def elided(page: Page[Any]) -> list[int | str]:
    """The numbers of the pages to link to: 1 2 … 7 8 9 … 40 41."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
