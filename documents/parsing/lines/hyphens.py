"""Words broken at a line's end: made whole, or left with their hyphen, by evidence.

The evidence is the other words of the document and the Dutch word list of the wordfreq package
(its large list: 311,000 words, 0.1 s and 37 MB once a process; the small one knows too few
compounds). There is no list of cases.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from wordfreq import get_frequency_dict

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_FIRST = re.compile(r"^([^\W_]+)")
#: How far back a word is looked for, in characters.
_LONGEST_WORD = 200
#: A text that is searched sooner than its words are found, in characters.
_SHORT = 40_000
#: How frequent a word is that hardly any sentence does without: 'de', 'van', 'deze'.
VERY_COMMON = 5e-4
#: The list also has what is hardly a word; short parts of a word are at least so frequent.
PART = 1e-6
_LONGEST_COMPOUND = 40
#: Vowels between which a compound has a hyphen: chapter 7, Klinkerbotsing, of the Leidraad with the
#: Besluit bekendmaking spellingvoorschriften 2005.
_CLASHES = frozenset("aa ae ai au ee ei eu ie ii ij oe oi oo ou ui uu".split())
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


@functools.lru_cache(4096)
def is_compound(word: str) -> bool:
    """Whether a word is known words in a row, with or without an 's' between them."""
    return _is_part(word) or any(
        _is_part(word[:cut])
        and (is_compound(word[cut:]) or is_compound(word[cut:].removeprefix("s")))
        for cut in range(len(word) - 3, 2, -1)
    )


def _is_part(word: str) -> bool:
    return dutch_words().get(word, 0) >= (PART if len(word) < 5 else 1e-9)


class Hyphenation:
    """Tells which hyphens at line ends break a word, by the unbroken words of the same document."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(lines)

    @functools.cached_property
    def text(self) -> str:
        """The lines in lower case, without the words that a line's end breaks."""
        return "\n".join(_unbroken(line) for line in self._lines).lower()

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words of the text."""
        return frozenset(_WORD.findall(" ".join(set(self.text.split()))))

    @functools.cached_property
    def prefixes(self) -> frozenset[str]:
        """What stands before a hyphen within a line: 'mvo' where 'mvo-beleid' stands."""
        return frozenset(word.split("-", 1)[0] for word in self.words if "-" in word)

    def has(self, word: str) -> bool:
        """Whether a word stands in this document."""
        return self._may_have(word.lower()) and word.lower() in self.words

    def knows(self, word: str) -> bool:
        """Whether a word stands in this document or in the Dutch list."""
        return word.lower() in dutch_words() or self.has(word)

    def _is_prefix(self, word: str) -> bool:
        return self._may_have(f"{word}-".lower()) and word.lower() in self.prefixes

    def _may_have(self, letters: str) -> bool:
        """False where a look at a short text shows that the words need not be found."""
        return len(self.text) > _SHORT or letters in self.text

    def join(self, lines: Iterable[str]) -> str:
        """Lines as one: broken words are made whole, other words get a space between them."""
        parts: list[str] = []
        for line in lines:
            if parts:
                kept, space = self._seam(parts[-1], line)
                parts[-1] = kept
                line = space + line
            parts.append(line)
        return "".join(parts)

    def _seam(self, above: str, below: str) -> tuple[str, str]:
        """The line above as it stays, and what comes between it and the line below."""
        broken = above.endswith(("-", "\u00ad", "\u2010")) and above[-2:-1].isalpha()
        first = _FIRST.match(below[:_LONGEST_WORD]) if broken else None
        if not first:
            return above, _space(above, below)
        token = above[-_LONGEST_WORD:-1].rsplit(None, 1)[-1]
        head = _WORD.findall(token)
        stem, rest = (head[-1] if head else token), first[1]
        fate = self._keeps(token, stem.split("-")[-1], rest)
        return above[:-1] if fate == "join" else above, " " if fate == "part" else ""

    def _keeps(self, token: str, stem: str, rest: str) -> str:
        """'join' to make one word, 'keep' its hyphen, or 'part' for 'in- en uitvoer'."""
        whole, hyphened = stem + rest, f"{stem}-{rest}"
        if rest.lower() in _SUSPENDING:
            return "join" if self.knows(whole) and not self.knows(stem) else "part"
        if "/" in token and "." in token:
            return "keep"
        if self.has(hyphened) and not self.has(whole):
            return "keep"
        if not _can_break(stem, rest):
            return "keep"
        if self.knows(whole):
            return "join"
        if self.knows(stem) and (self._is_prefix(stem) or self._clash(stem, rest)):
            return "keep"
        return "join"

    def _clash(self, stem: str, rest: str) -> bool:
        """Whether two words meet in vowels that would read as one: 'auto-onderdelen'."""
        return stem[-1].lower() + rest[0] in _CLASHES and self.knows(rest)


def _unbroken(line: str) -> str:
    """A line without a last word that its end breaks."""
    return line.rpartition(" ")[0] if line.endswith("-") else line


def _can_break(stem: str, rest: str) -> bool:
    """Whether a printer can have broken one word here.

    A part has a vowel, as each syllable has (chapter 18, Woorden afbreken, of the same Leidraad),
    and neither capitals nor figures.
    """
    lower = stem[1:].islower() or (len(stem) == 1 and stem.islower())
    return (
        len(stem) > 1
        and lower
        and rest[:1].islower()
        and bool(_VOWEL.search(stem))
        and "’" not in stem
        and "'" not in stem
    )


def _space(above: str, below: str) -> str:
    """A space, but none inside an address of the web or before a mark of a footnote."""
    if below.startswith("[^") or not above:
        return ""
    if above.endswith("/") and not above.endswith(" /"):
        return ""
    if above.endswith(("-", "_", "=", "&", "?", "~", "%")) and _is_address(above[-_LONGEST_WORD:]):
        return ""
    return " "


def _is_address(tail: str) -> bool:
    return bool(re.search(r"https?:/|www\.|\w\.\w+/", tail.rsplit(" ", 1)[-1]))


_INNER = re.compile(r"\b([^\W\d_]{2,})-([^\W\d_]{2,})\b")


def mend_inside(text: str) -> str:
    """Words whose hyphen of a line's end stands inside a line ('vennoot-schapsbelasting').

    Only where the word without its hyphen stands in the Dutch list, or is a compound of its words
    and what stands beside the hyphen are no words themselves.
    """

    def mended(match: re.Match[str]) -> str:
        if _is_address(text[max(0, match.start() - _LONGEST_WORD) : match.start()]):
            return match[0]
        whole = match[1] + match[2]
        return whole if match[2][0].islower() and _was_whole(match[1], match[2]) else match[0]

    return _INNER.sub(mended, text)


def _was_whole(stem: str, rest: str) -> bool:
    whole = (stem + rest).lower()
    if whole in dutch_words():
        return True
    words = stem.lower() in dutch_words() and rest in dutch_words()
    return not words and len(whole) <= _LONGEST_COMPOUND and is_compound(whole)
