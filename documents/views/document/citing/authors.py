"""Who wrote what is cited: names taken apart, as formats of citations want them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from documents.identity.names import printed
from documents.models import Answering, Asking, Person

_PARTICLE = re.compile(
    r"((?:(?:van|von|de|den|der|ten|ter|te|op|in|'t|’t|het|uit|aan|bij|la|du)\s+)+)(?=\S)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Author:
    """A person by surname, particle and first name; or an office, which has a `family` alone.

    `given` is the first name, or initials where that is not known. `name` is how it is said.
    """

    name: str
    family: str
    particle: str = ""
    given: str = ""
    initials: str = ""
    party: str = ""
    is_office: bool = False

    @property
    def listed(self) -> str:
        """'Vlies, Bas van der'; an office as it is."""
        first = f"{self.given} {self.particle}".strip()
        return f"{self.family}, {first}" if first else self.family

    @property
    def last_name(self) -> str:
        """'Van der Vlies'."""
        name = f"{self.particle} {self.family}".strip()
        return f"{name[:1].upper()}{name[1:]}"

    @property
    def with_initials(self) -> str:
        """'Vlies, B. J. van der', as in a Dutch list of literature; else the last name."""
        initials = spaced(self.initials or self.given)
        if not initials:
            return self.last_name
        return f"{self.family}, {initials} {self.particle}".strip()

    @property
    def with_party(self) -> str:
        """'Van der Vlies (SGP)'."""
        return f"{self.last_name} ({self.party})" if self.party else self.last_name


def spaced(names: str) -> str:
    """'M. D. Th.' of 'M.D.Th.', and 'J.-P.' of 'Jan-Peter'."""
    if "." in names:
        return " ".join(f"{part.strip()}." for part in names.split(".") if part.strip())
    parts = [[word[:1] + "." for word in name.split("-") if word] for name in names.split()]
    return " ".join("-".join(part) for part in parts)


def askers(rows: Iterable[Asking]) -> list[Author]:
    """The members who ask, each once."""
    found = [_person(row.member.name, row.member.person, str(row.party or "")) for row in rows]
    return list(dict.fromkeys(found))


def answerers(rows: Iterable[Answering]) -> list[Author]:
    """The ministers who answer, each once; the office where no name is printed."""
    return list(dict.fromkeys(_answerer(row) for row in rows))


def _answerer(row: Answering) -> Author:
    if row.minister:
        return _person(row.minister.name, row.minister.person, "")
    office = f"{row.role} ({row.ministry})"
    return Author(office, office, is_office=True)


def _person(name: str, person: Person | None, party: str) -> Author:
    if person is None:
        return printed_author(name, party)
    given = person.first_name or spaced(person.initials)
    return Author(name, person.surname, person.particle, given, person.initials, party)


def printed_author(name: str, party: str) -> Author:
    """An author by the printed name alone: 'M. van der Meer', 'De Waart'."""
    read: Any = printed.read(name)
    match = _PARTICLE.match(read.surname)
    family = read.surname[match.end() :] if match else read.surname
    particle = match[1].strip().lower() if match else ""
    initials = "".join(f"{letter}." for letter in read.initials)
    return Author(name, family or name, particle, spaced(initials), initials, party)
