"""Raised figures as marks of footnotes, in text that has no sizes."""

from __future__ import annotations

import re
import unicodedata

from ..lines.line import Line, Role

#: The raised figures of Unicode, for a class of characters.
RAISED = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
_UP = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_FIRST = re.compile(rf"[{RAISED}]+")


def lowered(figures: str) -> int:
    """The number that raised or ordinary figures mean."""
    return int(unicodedata.normalize("NFKC", figures))


def raised(number: int) -> str:
    """A number in raised figures."""
    return str(number).translate(_UP)


def lower_first(lines: list[Line]) -> None:
    """Write the raised number with which a line begins in ordinary figures, as a footnote's is."""
    for line in lines:
        match = _FIRST.match(line.text)
        if line.role is Role.TEXT and match and len(match[0]) <= 3:
            line.text = f"{lowered(match[0])}{line.text[match.end() :]}"
