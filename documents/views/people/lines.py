"""Lists of names: a line for each, in sections by letter, and a word by which they are filtered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import slugify

from documents.identity.names.spelling import PARTICLES
from documents.models import Member, Minister, Ministry, Party

from .lives import Life

#: what stands before the main part of a surname, also where an apostrophe went: 't Riet
_BEFORE = PARTICLES | {"t", "s"}
#: counts of a line: a number, what it counts, and whether a page leaves that word unseen
Counted = tuple[int, str, bool]


@dataclass(frozen=True)
class Line:
    """A name with its address, what is said about it, and how many documents it has."""

    label: str
    address: str
    key: tuple[str, ...]
    about: str = ""
    counted: tuple[Counted, ...] = ()

    @property
    def count(self) -> int:
        return sum(number for number, _, _ in self.counted)

    @cached_property
    def text(self) -> str:
        """What a filter looks in: words without accents and capitals."""
        return slugify(f"{self.label} {self.about}").replace("-", " ")


@dataclass(frozen=True)
class Section:
    """Lines under one heading, which has an anchor and perhaps an address and a remark."""

    heading: str
    lines: list[Line]
    anchor: str = ""
    address: str = ""
    about: str = ""


def filtered(lines: Iterable[Line], wanted: str) -> list[Line]:
    """The lines in which a word begins with each of the wanted ones."""
    words = [f" {word}" for word in slugify(wanted).split("-") if word]
    return [line for line in lines if all(word in f" {line.text}" for word in words)]


def by_letter(lines: Iterable[Line]) -> list[Section]:
    """The lines under the first letters of the names by which they are sorted."""
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        letter = line.key[0][:1].upper()
        found[letter if letter.isalpha() else "#"].append(line)
    return [Section(letter, found[letter], _anchor(letter)) for letter in sorted(found)]


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower()}" if letter != "#" else "overig"


def of_member(life: Life) -> Line:
    """A member: the parties, and the questions."""
    return _of_life(life, life.parties, ((life.asked, "gevraagd", False),))


def of_minister(life: Life) -> Line:
    """One who held an office: the offices, and the answers."""
    return _of_life(life, life.offices, ((life.answered, "beantwoord", False),))


def _of_life(life: Life, about: list[str], counted: tuple[Counted, ...]) -> Line:
    person = life.person
    key = (slugify(person.surname), slugify(person.first_name or person.initials), person.slug)
    return Line(person.listed, person.get_absolute_url(), key, ", ".join(about), counted)


def of_row(row: Any) -> Line:
    """A name as it is printed, or a party or ministry, with the count that its queryset made."""
    about = row.about if hasattr(row, "about") else ""
    key = (sorted_by(row.name), row.slug) if isinstance(row, Member | Minister) else (row.slug,)
    count = getattr(row, "document_count", 0)
    word = "document" if count == 1 else "documenten"
    return Line(str(row), row.get_absolute_url(), key, about, ((count, word, True),))


def sorted_by(name: str) -> str:
    """A printed surname without the particles in front: 'Van der Vlies' goes under 'vlies', and
    'd'Hondt' under 'hondt'."""
    words = slugify(name.replace("'", " ").replace("’", " ")).split("-")
    start = next((i for i, word in enumerate(words) if word not in _BEFORE), 0)
    return "-".join(words[start:])


def about_party(party: Party) -> str:
    """'Christen-Democratisch Appèl, 1980–'."""
    full = party.full_name if party.full_name != party.name else ""
    return ", ".join(filter(None, (full, party.years)))


def about_ministry(ministry: Ministry) -> str:
    """'VROM, 1982–2010', or the ministry that houses a portfolio."""
    house = f"portefeuille bij {ministry.part_of}" if ministry.part_of else ""
    return ", ".join(filter(None, (ministry.abbreviation, ministry.years, house)))
