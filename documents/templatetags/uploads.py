"""Filters of the pages of uploads."""

from __future__ import annotations

from django import template

from ..models import Document
from ..parsing import Severity

register = template.Library()

#: Letters of one text that the preview shows; no real answer is longer.
SHOWN = 100_000

_SEVERITIES: dict[str, str] = {
    Severity.REFUSED: "geweigerd",
    Severity.ERROR: "fout",
    Severity.WARNING: "let op",
}


@register.filter
def severity(value: str) -> str:
    """The weight of a problem in Dutch."""
    return _SEVERITIES.get(value, value)


@register.filter
def kind(value: str) -> str:
    """The kind of a document in Dutch."""
    return dict(Document.Kind.choices).get(value, value)


@register.filter
def shortened(text: str) -> str:
    """A text cut where it is beyond all measure, saying so."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}… (hier ingekort)"
