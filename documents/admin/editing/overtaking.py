"""Where another changed the set meanwhile: what was not touched here follows, the rest is told."""

from __future__ import annotations

import json

from ...archive.layers.paths import Difference, Json, Place, differences, place, plain
from ...archive.layers.reading import as_set
from ...parsing import InvalidSet, from_dict, to_json
from .typed import SECTIONS, Row, Typed, field_of, rows_of, text_of


def carried(questions: Json) -> str:
    """The set as the form carries it along, to tell later what another changed of it."""
    return to_json(as_set(questions), indent=None)


def base_of(sent: str) -> Json | None:
    """The set on which the archivist began, as the form carries it; None where it is none."""
    try:
        base = json.loads(sent)
        from_dict(base | {"identifier": None})
    except (ValueError, TypeError, RecursionError, InvalidSet):
        return None
    return plain(base)


def follow(typed: Typed, base: Json | None, now: Json) -> list[Difference]:
    """Brings what another changed into fields that were not touched here; all that he changed."""
    changes = differences(base, now) if base is not None else []
    for change in changes:
        _follow(typed, change)
    return changes


def _follow(typed: Typed, change: Difference) -> None:
    found = place(change.path)
    if found.index is None and found.field in SECTIONS:
        if typed.rows[found.field] == rows_of(found.field, change.old or []):
            typed.rows[found.field] = rows_of(found.field, change.new or [])
        return
    row = _row(typed, found)
    name = found.part or found.field
    if row.get(name) == text_of(name, change.old):
        row[name] = text_of(name, change.new)


def _row(typed: Typed, found: Place) -> Row:
    """The typed texts of the part that a place is in; none where the part is not there."""
    if found.index is None:
        return typed.header
    rows = typed.rows[found.field]
    return rows[found.index] if found.index < len(rows) else {}


def beside(changes: list[Difference]) -> dict[str, str]:
    """What another made of each field that he changed, by the name of the field."""
    return {
        field_of(c.path): text_of(place(c.path).part or c.path, c.new)
        for c in changes
        if c.path not in SECTIONS
    }
