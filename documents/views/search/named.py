"""The people, ministries, parties and subjects that a search names: they stand above its hits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.archive.identifying.known import known
from documents.identity.names.spelling import PARTICLES, folded
from documents.search import SearchUnavailable, decompose, documents_with, is_ordinary

from .names import MINISTRY, PARTY, TOPIC, Name, names
from .people import People, meant, told, without_titles

#: of each kind above the hits; words that one name has; words of a query that are looked at
MOST, LONGEST, WORDS = 4, 8, 20
#: An ordinary word is taken for a name where of the documents that have it at least this share are
#: of those who bear it.
MOSTLY = 0.5
#: a letter with a stop: alone it would be told that a stop means nothing
_INITIAL = re.compile(r"\b([^\W\d_])\.")
#: what makes more of a text than words: 'V&B' has none of it
_LANGUAGE = re.compile(r"""[()":|*~]|\b(?:AND|EN|OR|OF|NOT|NIET)\b|(?<!\w)-""")
#: what is said before a name → the kind that it then is
_BEFORE = {
    "ministerie": MINISTRY,
    "minister": MINISTRY,
    "staatssecretaris": MINISTRY,
    "fractie": PARTY,
    "partij": PARTY,
    "onderwerp": TOPIC,
}
_BETWEEN = ("van", "voor", "de", "het")
#: fields of a query whose whole value is a name → the kind; None for people
_FIELDS = {
    "kamerlid": None,
    "minister": None,
    "ministerie": MINISTRY,
    "partij": PARTY,
    "onderwerp": TOPIC,
}
#: fields with words of which some may be a name
_WORDS = ("alle", "precies", "een")
_HEADINGS = {MINISTRY: ("Ministerie", "Ministeries"), PARTY: ("Fractie", "Fracties")}
_HEADINGS |= {TOPIC: ("Onderwerp", "Onderwerpen")}


@dataclass(frozen=True)
class Group:
    """Ministries, parties or subjects that were named, under their heading."""

    kind: str
    heading: str
    names: list[Name]


@dataclass(frozen=True)
class Named:
    """What a query names: people, and groups that are not empty."""

    people: People | None
    groups: list[Group]


class Seen:
    """What was found in a query so far."""

    def __init__(self) -> None:
        self.names, self._tables = names(), known().tables
        self.people: dict[str, None] = {}
        self.said = ""
        self.rows: dict[str, dict[str, Name]] = {kind: {} for kind in _HEADINGS}

    def look_in(self, words: list[str]) -> None:
        """Looks for names in the words: all of them together, else the longest stretches."""
        if not words or self._person(words, whole=True) | self._group(words, None, whole=True):
            return
        start = 0
        while start < len(words):
            longest = min(LONGEST, len(words) - start)
            lengths = range(longest, 0, -1)
            start += next((n for n in lengths if self._found(words, start, n)), 1)

    def _found(self, words: list[str], start: int, length: int) -> bool:
        stretch = words[start : start + length]
        before = [word for word in words[:start] if word not in PARTICLES]
        # 'minister de wilde' is no De Wilde who was none
        is_tried = bool(before) and not without_titles(before[-1:])
        found = not is_tried and self._person(stretch)
        return self._group(stretch, said_before(words[:start])) or found

    def look_for(self, words: list[str], kind: str | None) -> None:
        """Looks for one name of a kind; None for people."""
        if kind is None:
            self._person(words, whole=True)
        else:
            self._group(words, kind, whole=True)

    def _person(self, words: list[str], *, whole: bool = False) -> bool:
        keys = meant(words, self._tables)
        bare = without_titles(words)
        if keys and not whole and words == bare and len(bare) == 1:
            keys = keys if self._is_name(bare[0], keys) else set()
        self.people |= dict.fromkeys(sorted(keys))
        self.said = self.said or (" ".join(words) if keys else "")
        return bool(keys)

    def _is_name(self, word: str, keys: set[str]) -> bool:
        """Whether a word alone, among others, is a name rather than an ordinary word."""
        if not is_ordinary(word):
            return True
        documents = sum(life.documents for life in self.names.lives(keys))
        try:
            return documents >= MOSTLY * max(1, documents_with(word))
        except SearchUnavailable:
            return False

    def _group(self, words: list[str], kind: str | None, *, whole: bool = False) -> bool:
        found = self.names.by_form.get(folded(" ".join(words)), [])
        rows = [row for row in found if row.kind in self.rows and kind in (None, row.kind)]
        if not (whole or kind or len(words) > 1) and is_ordinary(words[0]):
            rows = []
        for row in rows:
            self.rows[row.kind][row.key] = row
        return bool(rows)


def said_before(words: list[str]) -> str | None:
    """The kind of name that these words lead to: of 'het ministerie van' a ministry."""
    while words and words[-1] in _BETWEEN:
        words = words[:-1]
    return _BEFORE.get(words[-1]) if words else None


def named_in(query: str) -> Named | None:
    """Whom and what a query names, as far as documents tell of them; None where that is nothing."""
    seen = Seen()
    asked = decompose(_INITIAL.sub(r"\1 ", query))
    texts = [asked.get(field, "") for field in _WORDS]
    rest = asked.get("rest", "")
    if not _LANGUAGE.search(rest):
        texts.append(rest)
    for text in texts:
        for words in stretches(text):
            seen.look_in(words)
    for field, kind in _FIELDS.items():
        for words in stretches(asked.get(field, "")):
            seen.look_for(words, kind)
    people = told(seen.names.lives(seen.people), seen.said)
    groups = [group(kind, list(rows.values())) for kind, rows in seen.rows.items() if rows]
    return Named(people, groups) if people or groups else None


def stretches(text: str) -> Iterator[list[str]]:
    """The words of a field in small letters; those with a * or ~ are no names, and part others."""
    words: list[str] = []
    for word in text.replace('"', " ").casefold().split()[:WORDS]:
        if set(word) & set("*~"):
            yield words
            words = []
        else:
            words.append(word.strip(",;"))
    yield words


def group(kind: str, rows: list[Name]) -> Group:
    rows.sort(key=lambda row: -row.count)
    return Group(kind, _HEADINGS[kind][len(rows) > 1], rows[:MOST])
