"""Words broken at a line's end: made whole, or left with their hyphen, by evidence.

The evidence is the document's own vocabulary and the Dutch word list of the wordfreq package
(its large list: 311,000 words, 0.1 s and 37 MB once a process; the small one knows too few
compounds). No list of cases.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable

from wordfreq import get_frequency_dict

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BROKEN = re.compile(r"(\S*[^\W\d_])[-\u00ad\u2010]$")
_FIRST = re.compile(r"^([^\W_]+)")
_VOWEL = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]", re.IGNORECASE)
#: Words that follow a hyphen that stands for a part left out: 'in- en uitvoer'.
_SUSPENDING = frozenset(
    ("en", "of", "dan", "tot", "noch", "als", "maar", "respectievelijk", "resp")
)


@functools.cache
def dutch_words() -> dict[str, float]:
    """Frequency of each word of the Dutch list, in lower case."""
    words: dict[str, float] = get_frequency_dict("nl", "large")
    return words


class Vocabulary:
    """The words of one document, as far as they stand unbroken within its lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        self.prefixes: Counter[str] = Counter()
        for line in lines:
            found = _WORD.findall(
                line.rstrip("-").rsplit(" ", 1)[0] if line.endswith("-") else line
            )
            self.words.update(word.lower() for word in found)
        for word in self.words:
            if "-" in word:
                self.prefixes[word.split("-", 1)[0]] += 1

    def knows(self, word: str) -> bool:
        """Whether a word stands in this document or in the Dutch list."""
        word = word.lower()
        return word in self.words or word in dutch_words()

    def join(self, above: str, below: str) -> str:
        """Two lines as one: a broken word is made whole, other words get a space between them."""
        match = _BROKEN.search(above[-100:])  # no longer word is broken; longer runs cost time
        first = _FIRST.match(below)
        if not match or not first:
            return _plain_join(above, below)
        head = _WORD.findall(match[1])
        stem, rest = (head[-1] if head else match[1]), first[1]
        keep = self._keeps(match[1], stem.split("-")[-1], rest)
        return {"join": above[:-1] + below, "keep": above + below, "part": f"{above} {below}"}[keep]

    def _keeps(self, token: str, stem: str, rest: str) -> str:
        """'join' to make one word, 'keep' its hyphen, or 'part' for 'in- en uitvoer'."""
        whole, hyphened = stem + rest, f"{stem}-{rest}"
        if rest.lower() in _SUSPENDING:
            return "join" if self.knows(whole) and not self.knows(stem) else "part"
        if "/" in token and "." in token:
            return "keep"
        if hyphened.lower() in self.words and whole.lower() not in self.words:
            return "keep"
        if not _can_break(stem, rest):
            return "keep"
        if self.knows(whole):
            return "join"
        return "keep" if stem.lower() in self.prefixes and self.knows(stem) else "join"


def _can_break(stem: str, rest: str) -> bool:
    """Whether a printer can have broken one word here: syllables, and no capitals or figures."""
    lower = stem[1:].islower() or (len(stem) == 1 and stem.islower())
    return (
        len(stem) > 1
        and lower
        and rest[:1].islower()
        and bool(_VOWEL.search(stem))
        and "’" not in stem
        and "'" not in stem
    )


def _plain_join(above: str, below: str) -> str:
    """With a space; without one inside an address of the web or before a mark of a footnote."""
    if below.startswith("[^") or not above:
        return above + below
    if above.endswith("/") and not above.endswith(" /"):
        return above + below
    if above.endswith(("-", "_", "=", "&", "?", "~", "%")) and _is_address(
        above.rsplit(" ", 1)[-1]
    ):
        return above + below
    return f"{above} {below}"


def _is_address(token: str) -> bool:
    return bool(re.search(r"https?:/|www\.|\w\.\w+/", token))


_INNER = re.compile(r"\b([^\W\d_]{2,})-([^\W\d_]{2,})\b")


def mend_inside(text: str, vocabulary: Vocabulary) -> str:
    """Words whose hyphen of a line's end stands inside a line ('vennoot-schapsbelasting').

    Only where the whole is a known word and one of the halves is none.
    """

    def mended(match: re.Match[str]) -> str:
        stem, rest = match[1], match[2]
        halves = vocabulary.knows(stem) and rest.lower() in dutch_words()
        whole = stem + rest
        return (
            whole
            if whole.lower() in dutch_words() and not halves and rest[0].islower()
            else match[0]
        )

    return _INNER.sub(mended, text)
