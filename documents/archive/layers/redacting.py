"""Takes the words of redacted passages out of texts, wherever they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

#: what stands in the place of a passage
REDACTED = "[gelakt]"
#: what may stand between two words of a passage: white space, and marks of footnotes
_BETWEEN = r"(?:\s|\[\^\d{1,5}\])+"
#: fields that are no text, which a passage that happens to be such a word must leave alone
_KEPT = {"kind", "identifier", "session_year", "submitted", "answered", "code", "severity"}


def pattern(passages: Iterable[str]) -> re.Pattern[str] | None:
    """Matches any of these passages, however broken over lines; None where there are none."""
    ways = [_BETWEEN.join(map(re.escape, words)) for p in passages if (words := _words(p))]
    longest_first = sorted(ways, key=len, reverse=True)
    return re.compile("|".join(longest_first), re.IGNORECASE) if ways else None


def _words(passage: str) -> list[str]:
    return unicodedata.normalize("NFC", passage).split()


def redacted(value: Any, hidden: re.Pattern[str]) -> Any:
    """A value as of JSON with the passages taken out of every text in it."""
    if isinstance(value, str):
        return hidden.sub(REDACTED, unicodedata.normalize("NFC", value))
    if isinstance(value, list):
        return [redacted(item, hidden) for item in value]
    if isinstance(value, dict):
        return {k: v if k in _KEPT else redacted(v, hidden) for k, v in value.items()}
    return value


def occurrences(value: Any, hidden: re.Pattern[str]) -> int:
    """How often the passages stand in a value as of JSON."""
    if isinstance(value, str):
        return len(hidden.findall(unicodedata.normalize("NFC", value)))
    return sum(occurrences(item, hidden) for item in _items(value))


def _items(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return [item for key, item in value.items() if key not in _KEPT]
    return value if isinstance(value, list) else ()
