"""The people whom the words of a search name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.identity.names.spelling import folded
from documents.identity.names.tables import Tables
from documents.models import Office

from ..people.lives import Life

#: people above the hits
MOST = 5
#: words of a name that are no part of it → the roles that they mean; () where they mean a member
_TITLES: dict[str, Sequence[str]] = {
    "minister": (Office.Role.MINISTER, Office.Role.PRIME),
    "premier": (Office.Role.PRIME,),
    "minister-president": (Office.Role.PRIME,),
    "staatssecretaris": (Office.Role.STATE,),
    "bewindspersoon": tuple(Office.Role),
    "kamerlid": (),
    "lid": (),
}
_POLITE = frozenset(("mevrouw", "meneer", "mevr.", "mw.", "dhr."))


@dataclass(frozen=True)
class People:
    """People whose name was asked for, most documents first, and how many others there are."""

    lives: list[Life]
    others: int
    name: str


def told(found: list[Life], name: str) -> People | None:
    """These people under the name by which they were asked for; None where there are none."""
    found = sorted(found, key=lambda life: -life.documents)
    return People(found[:MOST], len(found[MOST:]), name) if found else None


def without_titles(said: list[str]) -> list[str]:
    """The words of a name without 'minister', 'mevrouw' and the like before it."""
    while said and (said[0] in _TITLES or said[0] in _POLITE):
        said = said[1:]
    return said


def meant(said: list[str], tables: Tables) -> set[str]:
    """Keys of the people whom words in small letters mean: 'minister donner', 'j de vries',
    'halsema gl'."""
    roles: Sequence[str] | None = None
    said = list(said)
    while said and (said[0] in _TITLES or said[0] in _POLITE):
        roles = _TITLES.get(said.pop(0), roles)
    if said[:2] == ["de", "heer"]:
        said = said[2:]
    found = _by_name(said, tables) or _of_party(said, tables)
    if roles is None:
        return found
    return {key for key in found if _had(key, roles, tables)}


def _had(key: str, roles: Sequence[str], tables: Tables) -> bool:
    if not roles:
        return key in tables.seats_of
    return any(office.role in roles for office in tables.offices_of.get(key, ()))


def _of_party(said: list[str], tables: Tables) -> set[str]:
    """The people of a name with a party behind it."""
    party = folded(said[-1]) if len(said) > 1 else ""
    parties = set(tables.named_parties.get(party, ()))
    found = _by_name(said[:-1], tables) if parties else set()
    return {
        key for key in found if any(m.party in parties for m in tables.memberships_of.get(key, ()))
    }


def _by_name(said: list[str], tables: Tables) -> set[str]:
    """The people of a surname, alone or after a first name or initials."""
    for i in range(len(said)):
        first, last = said[:i], folded(" ".join(said[i:]))
        found = {key for key in tables.by_name.get(last, ()) if _is_called(key, first, tables)}
        if found:
            return set(_nearest(found, last, tables))
    return set()


def _is_called(key: str, first: list[str], tables: Tables) -> bool:
    person = tables.people[key]
    given = folded(" ".join(first))
    initials = folded(person.initials)
    return (
        not given
        or given == folded(person.first_name)
        or bool(initials and initials.startswith(given))
    )


def _nearest(keys: Iterable[str], last: str, tables: Tables) -> list[str]:
    """Those whose whole name it is; else those whose name has it without particles; else all."""
    people = [tables.people[key] for key in keys]
    whole = [p.key for p in people if last in (*p.names, p.full)]
    return whole or [p.key for p in people if last in p.mains] or [p.key for p in people]
