"""The form above a figure: which cases it counts, as fields and as chips that can be taken away."""

from __future__ import annotations

from dataclasses import dataclass

from documents.figures.choosing import COLUMNS, JOINED, Choice, family_label
from documents.figures.table import Table

from .asking import Asked

#: what may be chosen from a list; of other names there are too many
_LISTED = {"fractie": "Fractie", "ministerie": "Ministerie"}


@dataclass(frozen=True)
class Field:
    """A list to choose from: name of the parameter, label, and (value, label, chosen) of each."""

    name: str
    label: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Chip:
    """A condition that no field of the form has, with the choice without it."""

    told: str
    without: Choice


def fields(asked: Asked) -> list[Field]:
    """The lists of a form, with what the choice of a page has chosen."""
    return [
        Field(name, label, options(asked.table, name, getattr(asked.choice, name)))
        for name, label in _LISTED.items()
    ]


def options(table: Table, name: str, chosen: str = "") -> list[tuple[str, str, bool]]:
    """The names of one kind by order, those that went on under another name with that one."""
    kind = table.kind(COLUMNS[name])
    names = kind.families if name in JOINED else kind.names
    found = kind.by_slug.get(chosen)
    head = kind.heads.get(found.pk, found.pk) if found else None
    ordered = sorted(names.values(), key=lambda one: (one.sort, one.label))
    several = (
        [(chosen, Choice().but(**{name: chosen}).label(table, name), True)] if "," in chosen else []
    )
    return several + [(n.slug, family_label(n.label, n.joined), n.pk == head) for n in ordered]


def chips(asked: Asked) -> list[Chip]:
    """The conditions that are no field of the form: people, subjects, days and outcomes."""
    choice = asked.choice
    groups: tuple[dict[str, object], ...] = (
        {"minister": ""},
        {"kamerlid": ""},
        {"onderwerp": ""},
        {"year": None, "month": None, "undated": False},
        {"session": ""},
        {"replied_in": None},
        {"state": ""},
        {"reply": ""},
        {"term": ""},
    )
    found = []
    for empty in groups:
        alone = Choice(**{name: getattr(choice, name) for name in empty})
        if told := alone.told(asked.table):
            found.append(Chip(", ".join(told), choice.but(**empty)))
    return found
