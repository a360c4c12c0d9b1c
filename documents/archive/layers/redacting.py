"""Takes the words of redacted passages out of texts, wherever and however they stand there.

A passage is met in any capitals, accents, quotation marks, dashes and white space; broken over
lines, paragraphs, cells or items of a list; hyphenated; with marks of footnotes in its midst.
What is doubtful is taken out: a word too much is seen in the preview, one too few by everybody.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

#: what stands in the place of a passage
REDACTED = "[gelakt]"
#: fields that are no text, which a passage that happens to be such a word must leave alone
KEPT = {"kind", "identifier", "session_year", "submitted", "answered", "code", "severity"}
#: the sign that stands for signs without width, in texts that are compared
_NOTHING = "\0"
_MARK = r"\[\^\d{1,5}\]"
#: what may stand within a word: a mark of a footnote, and a hyphen with a new line
_WITHIN = rf"(?:{_NOTHING}\n?|{_MARK}|-\s*)*"
#: what may stand between two words; in addresses a sign may be written as %20
_BETWEEN = rf"(?:{_MARK}|%[0-9a-f]{{2}}|[\W_])"
#: a passage with as many letters and digits is known without its spaces: in addresses, and in
#: texts of which a reader lost some
_LONG = 8
_QUOTES = dict.fromkeys("'\"‘’‚‛“”„‟«»‹›′″ʼʹ`´", "'")
_EMPTY = {"Mn", "Me", "Cf", "Cc"}
_WORDS = re.compile(r"[^\W_]+")
_CELLS = re.compile(r"[^\t\n]+")


class Hidden:
    """The passages that a document may not show."""

    def __init__(self, ways: Iterable[str]) -> None:
        longest_first = sorted(ways, key=len, reverse=True)
        self._pattern = re.compile("|".join(longest_first))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the passages stand in a text as `plain` gives it."""
        return (match.span() for match in self._pattern.finditer(_folded(text)))

    def is_in(self, text: str) -> bool:
        return next(self.spans(plain(text)), None) is not None

    def taken_out(self, text: str) -> str:
        """The text without the passages; a table keeps its cells."""
        text = plain(text)
        pieces, done = [], 0
        for start, end in self.spans(text):
            pieces += [text[done:start], _in_place_of(text[start:end])]
            done = end
        return "".join([*pieces, text[done:]])


def _in_place_of(passage: str) -> str:
    return _CELLS.sub(REDACTED, passage) if "\t" in passage else REDACTED


def pattern(passages: Iterable[str]) -> Hidden | None:
    """Matches any of these passages; None where there are none."""
    ways = [way for passage in passages if (way := _way(passage))]
    return Hidden(ways) if ways else None


def _way(passage: str) -> str:
    """The regular expression of a passage, for folded texts; '' without letters and digits."""
    folded = _folded(re.sub(_MARK, " ", plain(passage))).replace(_NOTHING, "")
    found = list(_WORDS.finditer(folded))
    is_long = sum(len(word[0]) for word in found) >= _LONG
    way, end = "", 0
    for word in found:
        between = folded[end : word.start()]
        if way:
            is_loose = is_long or not between.isspace()
            way += _BETWEEN + ("*" if is_loose else "+")
        way += _WITHIN.join(map(re.escape, word[0]))
        end = word.end()
    return way and f"{way}{_NOTHING}*"


def plain(text: str) -> str:
    """A text with each letter in one sign, and ligatures as letters."""
    text = unicodedata.normalize("NFC", text)
    joint = {ord(sign): letters for sign in set(text) if (letters := _letters(sign))}
    return text.translate(joint) if joint else text


def _letters(sign: str) -> str:
    """The letters of a ligature; '' for any other sign."""
    letters = unicodedata.normalize("NFKC", sign) if sign > "\x7f" and sign.isalpha() else ""
    return letters if len(letters) > 1 and letters.isalpha() else ""


def _folded(text: str) -> str:
    """The text, sign for sign, without capitals, accents and kinds of dashes, quotes and spaces."""
    return text.translate({ord(sign): _fold(sign) for sign in set(text)})


@functools.lru_cache(maxsize=5_000)
def _fold(sign: str) -> str:
    if sign in _QUOTES:
        return _QUOTES[sign]
    if sign.isspace():
        return sign if sign in "\n\t" else " "
    category = unicodedata.category(sign)
    if category in _EMPTY:
        return _NOTHING
    if category == "Pd" or sign == "−":
        return "-"
    return unicodedata.normalize("NFKD", sign)[0].lower()[0] if sign.isalnum() else sign


def redacted(value: Any, hidden: Hidden) -> Any:
    """A value as of JSON with the passages taken out of every text in it."""
    if isinstance(value, str):
        return hidden.taken_out(value)
    if isinstance(value, list):
        return [redacted(item, hidden) for item in value]
    if isinstance(value, dict):
        return {k: v if k in KEPT else redacted(v, hidden) for k, v in value.items()}
    return value


def occurrences(value: Any, hidden: Hidden) -> int:
    """How often the passages stand in a value as of JSON."""
    return sum(len(list(hidden.spans(text))) for text in texts(value))


def texts(value: Any) -> Iterator[str]:
    """Every text in a value as of JSON in which passages are looked for."""
    if isinstance(value, str):
        yield plain(value)
    for item in _items(value):
        yield from texts(item)


def _items(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return [item for key, item in value.items() if key not in KEPT]
    return value if isinstance(value, list) else ()
