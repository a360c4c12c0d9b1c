"""Counts of hits by the values of each filter, with the names that these have on a page."""

from __future__ import annotations

import heapq
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Value

from documents.models import Document, Member, Minister, Ministry, Party, Topic

from .contents import IN_TIME, LATE

#: values of a facet that are named, besides those that were chosen
NAMED = 20


@dataclass(frozen=True)
class Count:
    """How many hits have this value of a filter."""

    value: str
    label: str
    count: int
    selected: bool


def counts(
    found: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Sequence[str]]
) -> dict[str, list[Count]]:
    """The first NAMED values of each facet, and those that were chosen.

    Years newest first, and all of them; others most frequent first.
    """
    shown = {name: _shown(name, values, chosen.get(name, ())) for name, values in found.items()}
    named = _labels(shown)
    return {
        name: [
            Count(v, named[name].get(v, v), found[name].get(v, 0), v in chosen.get(name, ()))
            for v in values
        ]
        for name, values in shown.items()
    }


def _shown(name: str, values: Mapping[str, int], chosen: Sequence[str]) -> list[str]:
    if name == "year":
        return sorted({*values, *chosen}, reverse=True)
    best = heapq.nsmallest(NAMED, values, key=lambda value: (-values[value], value))
    return list(dict.fromkeys([*best, *chosen]))


#: facet → the rows that have its values, what of them makes a label, and how
_NAMED_BY: dict[str, tuple[models.Manager[Any], tuple[str, ...], str]] = {
    "minister": (Minister.objects, ("name", "role", "ministry__name"), "{}, {} ({})"),
    "ministry": (Ministry.objects, ("name",), "{}"),
    "party": (Party.objects, ("name",), "{}"),
    "member": (Member.objects, ("name", "party__name"), "{} ({})"),
    "topic": (Topic.objects, ("name",), "{}"),
}
_LABELS: dict[str, dict[str, str]] = {
    "kind": dict(Document.Kind.choices),
    "late": {LATE: "na meer dan drie weken", IN_TIME: "binnen drie weken"},
}


#: seconds for which names are remembered: they hardly ever change, and looking them up costs more
#: than finding the documents
REMEMBERED = 60.0
_remembered: dict[tuple[str, str], str] = {}
_since = 0.0


def _labels(shown: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
    """How these values of each facet are shown."""
    global _since
    if time.monotonic() - _since > REMEMBERED:
        _remembered.clear()
        _since = time.monotonic()
    missing = {
        name: [slug for slug in shown.get(name, ()) if (name, slug) not in _remembered]
        for name in _NAMED_BY
    }
    queries = [_rows(name, slugs) for name, slugs in missing.items() if slugs]
    for name, slug, *parts in queries[0].union(*queries[1:], all=True) if queries else ():
        form = _NAMED_BY[name][2]
        label = form.format(*parts) if all(parts[: form.count("{}")]) else parts[0]
        _remembered[name, slug] = label
    named = {
        name: {slug: _remembered.get((name, slug), slug) for slug in slugs}
        for name, slugs in shown.items()
    }
    return named | _LABELS


def _rows(name: str, slugs: Sequence[str]) -> models.QuerySet[Any, Any]:
    """Facet, slug and three parts of a label, of the rows with these slugs."""
    rows, columns, _ = _NAMED_BY[name]
    parts = [F(column) for column in columns] + [Value("")] * (3 - len(columns))
    told = dict(zip("abc", parts, strict=True))
    named: models.QuerySet[Any, Any] = (
        rows.filter(slug__in=slugs)
        .order_by()
        .annotate(facet=Value(name), **told)
        .values_list("facet", "slug", "a", "b", "c")
    )
    return named
