"""What stands in the form of a set, as text: made of a set, or as a browser sent it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...archive.layers.paths import Json, place
from ...parsing.checks import LINE_ENDS

Row = dict[str, str]

HEADER: tuple[str, ...] = (
    *("identifier", "kind", "title", "session_year", "number", "case_number"),
    *("other_cases", "answered_in", "status"),
    *("submitted", "answered", "pages", "topics", "summary"),
)
#: the lists of a set, and the fields of the form for each item
SECTIONS: dict[str, tuple[str, ...]] = {
    "askers": ("name", "party", "initials"),
    "addressees": ("role", "portfolio"),
    "answerers": ("role", "name", "portfolio", "on_behalf"),
    "see_also": ("reference",),
    "questions": ("number", "label", "text"),
    "answers": ("numbers", "text"),
    "footnotes": ("number", "text"),
    "notes": ("kind", "text"),
}
_NAME = re.compile(rf"(header|(?:{'|'.join(SECTIONS)})-[0-9]{{1,5}})-([a-z_]+)")


@dataclass
class Typed:
    """The texts of all fields: those of the header, and of each item of each list, in order."""

    header: Row
    rows: dict[str, list[Row]]

    @classmethod
    def of(cls, questions: Json) -> Typed:
        """What the form shows of a set."""
        header = {name: text_of(name, questions.get(name)) for name in HEADER}
        lists = {section: rows_of(section, questions.get(section) or []) for section in SECTIONS}
        return cls(header, lists)

    @classmethod
    def posted(cls, post: Mapping[str, str]) -> Typed:
        """What a browser sent, with one kind of line end; unknown fields are passed over."""
        found: dict[str, Row] = {}
        for key, value in post.items():
            if match := _NAME.fullmatch(key):
                found.setdefault(match[1], {})[match[2]] = LINE_ENDS.sub("\n", value)
        header = _only(HEADER, found.pop("header", {}))
        rows: dict[str, list[Row]] = {section: [] for section in SECTIONS}
        for prefix in sorted(found, key=_turn):
            section = prefix.partition("-")[0]
            rows[section].append(_only(SECTIONS[section], found[prefix]))
        return cls(header, rows)

    def leave_out_blanks(self) -> None:
        """Leaves out each person, office or pointer of which nothing was typed."""
        for section in ("askers", "addressees", "answerers", "see_also"):
            rows = self.rows[section]
            rows[:] = [row for row in rows if any(text.strip() for text in row.values())]

    def fields(self) -> dict[str, str]:
        """All texts by the names of their fields: 'header-title', 'questions-0-text'."""
        named = {f"header-{name}": text for name, text in self.header.items()}
        for section, rows in self.rows.items():
            for index, row in enumerate(rows):
                named |= {f"{section}-{index}-{name}": text for name, text in row.items()}
        return named


def _turn(prefix: str) -> int:
    return int(prefix.partition("-")[2])


def _only(names: tuple[str, ...], found: Row) -> Row:
    return {name: found.get(name, "") for name in names}


def rows_of(section: str, items: list[Json]) -> list[Row]:
    """What the form shows of the items of a list."""
    if section == "see_also":
        return [{"reference": f"{item['session_year']}, {item['number']}"} for item in items]
    return [{n: text_of(n, item.get(n)) for n in SECTIONS[section]} for item in items]


def text_of(name: str, value: Any) -> str:
    """What a field shows of a value: a day as 9-11-2022, numbers as '1, 2', a tick as 'on'."""
    if value is None or value is False:
        return ""
    if name in ("submitted", "answered"):
        day = date.fromisoformat(value)
        return f"{day.day}-{day.month}-{day.year:04d}"
    if name == "numbers":
        return ", ".join(map(str, value))
    if name in ("topics", "other_cases"):
        return "\n".join(value)
    return "on" if value is True else str(value)


def field_of(path: str) -> str:
    """The name of the field, or of the list, in which the form shows what a path names."""
    found = place(path)
    if found.turn is None:
        return found.field if found.field in SECTIONS else f"header-{found.field}"
    part = "reference" if found.field == "see_also" else found.part
    return f"{found.field}-{found.turn}-{part}"
