"""The lines of a document, each with the role that it turns out to play.

Every text source (plain text, PDF, DOCX) becomes a list of `Line`s; readers of furniture, headers,
labels and footnotes then give roles; the body reader makes the set of what is left as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .labels import Label


class Role(StrEnum):
    """What a line is in a document."""

    TEXT = "tekst"
    FURNITURE = "paginaopmaak"
    QUESTION_HEADER = "kop van de vragen"
    ANSWER_HEADER = "kop van het antwoord"
    LABEL = "label"
    FOOTNOTE = "voetnoot"
    LETTER = "brief"


@dataclass(slots=True)
class Line:
    """One line as printed, without the white space at its ends.

    `page` counts from 0; `gap` says that white space stands above it; `early` that it was ended
    on purpose, because the next word would have fitted; `label` what it says if its role is LABEL;
    `number` the footnote that it begins, if it does.
    """

    text: str
    page: int = 0
    gap: bool = False
    early: bool = False
    role: Role = Role.TEXT
    label: Label | None = None
    number: int | None = None


class Explained(NamedTuple):
    """A line as the parser read it: role, what it says ('vraag 2, 3', mostly ''), text."""

    role: Role
    meaning: str
    text: str


def explained(lines: list[Line]) -> list[Explained]:
    """Each line with its role, once all roles have been given."""
    return [Explained(line.role, _meaning(line), line.text) for line in lines]


def _meaning(line: Line) -> str:
    if line.role is Role.FOOTNOTE and line.number is not None:
        return str(line.number)
    if line.role is not Role.LABEL or line.label is None:
        return ""
    kind = {"question": "vraag", "answer": "antwoord"}.get(line.label.kind, line.label.kind)
    numbers = line.label.printed or ", ".join(map(str, line.label.numbers))
    return f"{kind} {numbers}".rstrip()


def body(lines: list[Line]) -> list[Line]:
    """The lines that are text or labels: what is read when all else has been told apart."""
    return [line for line in lines if line.role in (Role.TEXT, Role.LABEL)]


def of_role(lines: list[Line], *roles: Role) -> list[Line]:
    """The lines with one of these roles, in order."""
    return [line for line in lines if line.role in roles]
