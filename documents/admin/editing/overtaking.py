"""Where another changed the set meanwhile: what was not touched here follows, the rest is told."""

from __future__ import annotations

import json

from ...archive.layers.paths import Json, plain
from ...archive.layers.reading import as_set
from ...parsing import InvalidSet, from_dict, to_json
from .typed import SECTIONS, Row, Typed


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


def follow(typed: Typed, base: Json, now: Json) -> None:
    """Brings what another changed into the fields that were not touched here."""
    before, after = Typed.of(base), Typed.of(now)
    _follow(typed.header, before.header, after.header)
    for section in SECTIONS:
        mine, old, new = typed.rows[section], before.rows[section], after.rows[section]
        if len(old) == len(new):
            for row, row_before, row_after in zip(mine, old, new, strict=False):
                _follow(row, row_before, row_after)
        elif mine == old:
            typed.rows[section] = new


def _follow(row: Row, before: Row, after: Row) -> None:
    row |= {name: after[name] for name, text in row.items() if text == before[name]}


def beside(typed: Typed, base: Json, now: Json) -> dict[str, str]:
    """What another made of each field that says something else here, by the name of the field."""
    mine, before = typed.fields(), Typed.of(base).fields()
    theirs = Typed.of(now).fields().items()
    return {
        name: text
        for name, text in theirs
        if name in mine and text not in (mine[name], before.get(name))
    }
