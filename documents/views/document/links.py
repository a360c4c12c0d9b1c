"""The words in the texts of a document that lead somewhere, made links.

These are references to other documents, and mentions of its own questions and answers. Texts are
cut in blocks, lines and cells before they are written. So a sign is put in a text before and after
the words of each link, and goes with them; it tells which of the links it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from documents.models import Document, Reference

from .mentions import Anchors, mentions

#: signs that no text has: parsing drops what is no character
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
#: the number of a link follows its sign as one sign of a private plane
_FIRST = 0xF0000
_MOST = 0xFFFD
_SIGN = re.compile(rf"{_OPEN}(?P<key>.)|{_CLOSE}", re.DOTALL)
#: Kamerstukken with an address of their own: those of dossiers that were begun since 1995
_PAPER = re.compile(r"kst-(?P<dossier>\d{5})(?:-[IVX]{1,5}[A-E]?|-\d\d)?-\d{1,4}")
_FIRST_ONLINE = 24000
OFFICIAL = "https://zoek.officielebekendmakingen.nl/"


def address(reference: Reference) -> str:
    """The address of what is referred to: our page, or that of a Kamerstuk; '' of what has none."""
    if reference.target:
        return reference.target.get_absolute_url()
    return official(reference.target_identifier)


def official(identifier: str) -> str:
    """The official address of a Kamerstuk, where it follows from the number; else ''."""
    match = _PAPER.fullmatch(identifier)
    is_online = match is not None and int(match["dossier"]) >= _FIRST_ONLINE
    return f"{OFFICIAL}{identifier}.html" if is_online else ""


@dataclass(frozen=True)
class Goal:
    """Where words lead: an address, with a title that tells where that is; outside this archive
    it has none."""

    address: str
    title: str = ""

    @property
    def is_outside(self) -> bool:
        return self.address.startswith(OFFICIAL)


@dataclass(frozen=True)
class Tied:
    """Words of a piece of text that are a link."""

    start: int
    end: int
    goal: Goal


class Links:
    """What in the texts of a document leads somewhere: its references, and what it says of its
    own questions and answers, which have these ids."""

    def __init__(self, document: Document, anchors: Anchors | None = None) -> None:
        self._all: list[Goal] = []
        self._anchors = anchors
        self._of_place: dict[str, list[tuple[int, int, str, Goal]]] = defaultdict(list)
        for row in document.references.all():
            if not row.is_of_header and address(row):
                span = (row.start, row.end, row.printed, _goal(row))
                self._of_place[row.place].append(span)

    def signed(self, place: str, text: str) -> str:
        """The text at this place with signs around the words of its links."""
        found = [
            (start, end, goal)
            for start, end, printed, goal in self._of_place.get(place, ())
            if text[start:end] == printed
        ]
        if self._anchors:
            taken = [(start, end) for start, end, _ in found]
            own = mentions(text, place, self._anchors, taken)
            found += [(start, end, Goal(f"#{anchor}")) for start, end, anchor in own]
        return self._with_signs(text, sorted(found, key=lambda one: one[:2]))

    def _with_signs(self, text: str, found: Iterable[tuple[int, int, Goal]]) -> str:
        done, pieces = 0, []
        for start, end, goal in found:
            if start >= done and len(self._all) < _MOST:
                key = chr(_FIRST + len(self._all))
                self._all.append(goal)
                pieces += [text[done:start], f"{_OPEN}{key}{text[start:end]}{_CLOSE}"]
                done = end
        return "".join([*pieces, text[done:]])

    def read(self, text: str) -> tuple[str, list[Tied]]:
        """A piece of a text without its signs, and where its links stand.

        Words that go on in the next piece are a link in this one alone.
        """
        pieces, tied, length, done = [], [], 0, 0
        open_at: tuple[int, Goal] | None = None
        for sign in _SIGN.finditer(text):
            pieces.append(text[done : sign.start()])
            length, done = length + len(pieces[-1]), sign.end()
            if open_at:
                tied.append(Tied(open_at[0], length, open_at[1]))
            open_at = (length, self._all[ord(sign["key"]) - _FIRST]) if sign["key"] else None
        plain = "".join([*pieces, text[done:]])
        if open_at:
            tied.append(Tied(open_at[0], len(plain), open_at[1]))
        return plain, tied


def _goal(reference: Reference) -> Goal:
    there = reference.target
    return Goal(address(reference), there.heading if there else "")


def unsigned(text: str) -> str:
    """The text without signs of links."""
    return _SIGN.sub("", text)
