"""What tells names apart that are written alike: a party or an office, and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from .names import Member, Minister
from .people import Membership, Office


def told_apart(kind: type[Any], labels: Mapping[str, str]) -> dict[str, str]:
    """Slug → label, of rows of `kind`; those that are written alike with what tells them apart.

    'Borgman' and 'Borgman' become 'Borgman (CDA 1982–1989)' and 'Borgman (PvdA 1986–1991)'. No
    query where none are alike.
    """
    written = Counter(labels.values())
    alike = [slug for slug, label in labels.items() if written[label] > 1]
    remarks = _remarks(kind, alike) if alike else {}
    return {
        slug: f"{label} ({remarks[slug]})" if remarks.get(slug) else label
        for slug, label in labels.items()
    }


def _remarks(kind: type[Any], slugs: list[str]) -> dict[str, str]:
    if kind is Member:
        parties = Membership.objects.filter(void=False, person__slug__in=slugs)
        return _last((m.person.slug, m.party.name, m) for m in parties.select_related())
    if kind is Minister:
        offices = Office.objects.filter(void=False, person__slug__in=slugs)
        return _last((o.person.slug, o.title, o) for o in offices.select_related())
    rows = kind._default_manager.filter(slug__in=slugs)
    return {row.slug: getattr(row, "years", "") for row in rows}


def _last(rows: Iterable[tuple[str, str, Any]]) -> dict[str, str]:
    """Slug → the last name with its years; rows come in the order of time."""
    return {slug: f"{name} {row.years}".strip() for slug, name, row in rows}
