"""The names that have a page: of people, ministries, parties and subjects, with their counts.

Each process keeps them, and reads them again once something was done in the archive.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.text import slugify

from documents.archive.identifying.known import known
from documents.identity.names.spelling import folded
from documents.models import Ministry, Party, Person, Topic, stamp_now

from ..browse import MEMBERS, MINISTERS
from ..people.lines import about_ministry, about_party
from ..people.lives import Life, lives

PERSON, MEMBER, MINISTER = "persoon", "Kamerlid", "bewindspersoon"
MINISTRY, PARTY, TOPIC = "ministerie", "fractie", "onderwerp"
#: so few names are read again whenever something changed; reading more takes at most one part in so
#: many of the time
FEW, SHARE = 500, 100


@dataclass(frozen=True)
class Name:
    """Somebody or something with a page, and the number of its documents.

    `text` is what is looked in while somebody types, `forms` are the whole names, folded.
    """

    kind: str
    key: str
    label: str
    about: str
    address: str
    count: int
    text: str
    forms: tuple[str, ...]

    def begins(self, typed: str) -> bool:
        """Whether a whole name begins so, and not only a word in it."""
        return any(form.startswith(typed) for form in self.forms)


class Names:
    """The names, those with most documents first, and who bears each form of them."""

    def __init__(self, people: Iterable[Life] = (), rows: Iterable[Name] = ()) -> None:
        self.all = sorted(rows, key=lambda name: (-name.count, name.label, name.key))
        found: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self.all:
            for form in name.forms:
                found[form].append(name)
        self.by_form: Mapping[str, list[Name]] = found
        self._lives = {life.person.slug: life for life in people}

    def lives(self, keys: Iterable[str]) -> list[Life]:
        """Those of these people of whom documents tell."""
        return [self._lives[key] for key in keys if key in self._lives]

    def beginning(self, typed: str, limit: int) -> list[Name]:
        """The names in which words begin so: those that are just that, then those that begin so."""
        words = [f" {word}" for word in slugify(typed).split("-") if word]
        if not words:
            return []
        whole = folded(typed)
        found = self.all
        for word in words:
            found = [name for name in found if word in name.text]
        found.sort(key=lambda name: (whole not in name.forms, not name.begins(whole)))
        return found[:limit]


_kept: tuple[object, float, Names] = (None, 0.0, Names())


def names() -> Names:
    """The names as they are now, or were a little while ago where reading them takes long."""
    global _kept
    stamp, again, found = _kept
    now = _stamp()
    if now != stamp and time.monotonic() >= again:
        start = time.monotonic()
        found = _read()
        end = time.monotonic()
        wait = SHARE * (end - start) if len(found.all) > FEW else 0.0
        _kept = (now, end + wait, found)
    return found


def _stamp() -> object:
    """What is another after every deed."""
    stamp = stamp_now()
    return stamp.word, stamp.event


def _read() -> Names:
    resolved = known().tables.people
    people = [one for one in lives(Person.objects.filter(merged_into=None)) if one.documents]
    return Names(people, chain(map(_person, people) if resolved else _printed(), _groups()))


def _groups() -> Iterator[Name]:
    resolved = bool(known().tables.people)
    for row in _counted(Ministry.objects.select_related("part_of"), resolved=resolved):
        names = (row.name, *_parted(row.other), *_parted(row.abbreviations))
        yield _named(MINISTRY, row, about_ministry(row), names)
    for row in _counted(Party.objects, resolved=resolved):
        names = (row.name, row.full_name, *_parted(row.other))
        yield _named(PARTY, row, about_party(row), names)
    yield from map(_topic, _counted(Topic.objects, resolved=False))


def _counted(rows: Any, *, resolved: bool) -> Iterator[Any]:
    yield from (rows.known() if resolved else rows).counted()


def _parted(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _text(*parts: str) -> str:
    """Words without accents and capitals, each behind a space."""
    return f" {slugify(' '.join(parts)).replace('-', ' ')}"


def _forms(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(folded, names))))


def _named(kind: str, row: Any, about: str, names: tuple[str, ...]) -> Name:
    own = (kind, row.slug, row.name, about, row.get_absolute_url(), row.document_count)
    return Name(*own, _text(*names), _forms(names))


def _topic(row: Any) -> Name:
    """A subject: 'Welzijn (Jeugdigen)' is found as 'jeugdigen' too."""
    inner = row.name.partition("(")[2].rstrip(") ")
    own = (TOPIC, row.slug, row.name, "", row.get_absolute_url(), row.document_count)
    return Name(*own, _text(row.name), _forms((row.name, inner)))


def _person(life: Life) -> Name:
    person = life.person
    about = ", ".join([*life.offices[-1:], *life.parties[-1:]])
    text = _text(person.last_name, person.name, person.initials, person.other)
    forms = _forms((person.name, person.last_name, person.with_initials))
    kind = PERSON if life.asked and life.answered else MEMBER if life.asked else MINISTER
    address = person.get_absolute_url()
    return Name(kind, person.slug, person.name, about, address, life.documents, text, forms)


def _printed() -> Iterator[Name]:
    """The people as they are printed, where no table tells who they are."""
    for kind, way in ((MEMBER, MEMBERS), (MINISTER, MINISTERS)):
        for row in way.rows.counted():
            about = str(row).removeprefix(row.name).strip(" ,()")
            yield _named(kind, row, about, (row.name,))
