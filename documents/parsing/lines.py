"""The lines of a document, each with the role that it turns out to play.

Every text source (plain text, PDF, DOCX) becomes a list of `Line`s; readers of furniture, headers,
labels and footnotes then give roles; the body reader makes the set of what is left as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass
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


def body(lines: list[Line]) -> list[Line]:
    """The lines that are text or labels: what is read when all else has been told apart."""
    return [line for line in lines if line.role in (Role.TEXT, Role.LABEL)]


def of_role(lines: list[Line], *roles: Role) -> list[Line]:
    """The lines with one of these roles, in order."""
    return [line for line in lines if line.role in roles]
