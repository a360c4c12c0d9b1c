"""From names as typed to the rows of people, parties and offices: those that exist, or new ones.

A name is looked up as it is shown, then by the slug that it would have: so a name that was
corrected is found by its new spelling, and by the old one in other sources.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import QuerySet

from ..models import Browsable, Member, Minister, Ministry, Party, Topic
from .naming import slug

Row = TypeVar("Row", bound=Browsable)


def party(name: str) -> Party | None:
    """The party with this name; None for an empty one."""
    return _row(Party, slug(name), name=name) if name else None


def known_member(name: str, party_name: str) -> Member | None:
    """The member with this name and party, where there is one already."""
    members: QuerySet[Member] = QuerySet(Member)
    shown = members.filter(name=name, party__name=party_name or None).first()
    return shown or members.filter(slug=slug(name, party_name)).first()


def member(name: str, party_name: str) -> Member:
    """The member with this name and party."""
    found = known_member(name, party_name)
    return found or _row(Member, slug(name, party_name), name=name, party=party(party_name))


def ministry(name: str) -> Ministry:
    """The ministry or portfolio with this name."""
    return _row(Ministry, slug(name), name=name)


def minister(name: str, role: str, office: Ministry) -> Minister | None:
    """The minister with this name in this office; None where only the office is printed."""
    if not name:
        return None
    return _row(Minister, slug(name, role, office.name), name=name, role=role, ministry=office)


def topic(name: str) -> Topic:
    """The subject with this name."""
    return _row(Topic, slug(name), name=name)


def _row(kind: type[Row], key: str, **values: Any) -> Row:
    shown = kind._default_manager.filter(**values).first()
    return shown or kind._default_manager.get_or_create(slug=key, defaults=values)[0]
