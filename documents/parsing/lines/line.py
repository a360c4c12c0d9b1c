"""The lines of a document, each with its role and the rules that gave it.

Every text source (plain text, PDF, DOCX) becomes a list of `Line`s; readers of furniture, headers,
labels and footnotes then give roles; the body reader makes the set of what is left as text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ..questionset import Kind
from .labels import Label
from .pictures import Picture


class Role(StrEnum):
    """What a line is in a document."""

    TEXT = "tekst"
    FURNITURE = "paginaopmaak"
    QUESTION_HEADER = "kop van de vragen"
    ANSWER_HEADER = "kop van het antwoord"
    LABEL = "label"
    FOOTNOTE = "voetnoot"
    LETTER = "brief"


class Given(NamedTuple):
    """A role that a line was given, and the rule that gave it."""

    role: Role
    by: str


class Mark(NamedTuple):
    """The mark of a footnote that was written into a line, and the rule that placed it."""

    number: int
    by: str


class Box(NamedTuple):
    """The place of print on a page of PDF: points in the page's own coordinates, which begin at
    its lower left corner as a rule."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Line:
    """One line as printed, without the white space at its ends.

    `page` counts from 0; `gap` says that white space stands above it; `early` that it was ended
    on purpose, because the next word would have fitted; `label` what it says if its role is LABEL;
    `number` the footnote that it begins, if it does. `given` keeps every role that it was given,
    the last one last. Only `give` sets the role. `box` says where a PDF has it, `row` on which row
    of a text it begins, counted from 1 (0 where nobody asked for it). `pictures` stand below it.
    """

    text: str
    page: int = 0
    gap: bool = False
    early: bool = False
    role: Role = field(default=Role.TEXT, kw_only=True)
    label: Label | None = field(default=None, kw_only=True)
    number: int | None = field(default=None, kw_only=True)
    given: tuple[Given, ...] = field(default=(), kw_only=True)
    marks: tuple[Mark, ...] = field(default=(), kw_only=True)
    box: Box | None = field(default=None, kw_only=True)
    row: int = field(default=0, kw_only=True)
    pictures: tuple[Picture, ...] = field(default=(), kw_only=True)

    def give(
        self, role: Role, *, by: str, label: Label | None = None, number: int | None = None
    ) -> None:
        """Set the role. `by` is the rule in Dutch, a phrase that stands in the code once.

        A number that the line has already stays where none is given.
        """
        self.role, self.label = role, label
        self.number = self.number if number is None else number
        self.given += (Given(role, by),)

    def marked(self, number: int, *, by: str) -> None:
        """Remember which rule placed the mark of a footnote in the text."""
        self.marks += (Mark(number, by),)

    @property
    def meaning(self) -> str:
        """What the line says by its role: 'vraag 2, 3' of a label, '1' of a footnote, mostly ''."""
        if self.role is Role.FOOTNOTE and self.number is not None:
            return str(self.number)
        if self.role is not Role.LABEL or self.label is None:
            return ""
        kind = _WORDS.get(self.label.kind, self.label.kind)
        numbers = self.label.printed or ", ".join(map(str, self.label.numbers))
        return f"{kind} {numbers}".rstrip()


class Explained(NamedTuple):
    """A line as the parser read it: role, what it says ('vraag 2, 3', mostly ''), why, text."""

    role: Role
    meaning: str
    why: str
    text: str

    @property
    def name(self) -> str:
        """The role as a reader is shown it: 'paginaopmaak', 'vraag 2, 3', 'voetnoot 1'."""
        if self.role is Role.LABEL:
            return self.meaning or self.role.value
        return f"{self.role.value} {self.meaning}".rstrip()


def explained(lines: list[Line]) -> list[Explained]:
    """Each line with its role and the rules that gave it, once all roles have been given."""
    rows: list[Explained] = []
    asked = any(line.label and line.label.kind == Kind.QUESTION for line in lines)
    belongs = "staat boven de eerste vraag en valt weg" if asked else _NO_RULE
    for line in lines:
        meaning = line.meaning
        belongs = f"staat onder {meaning}" if line.label else belongs
        rows.append(Explained(line.role, meaning, _why(line, belongs), line.text))
    return rows


_NO_RULE = "niets wijst op een andere rol"
#: The kinds of label that Dutch has another word for.
_WORDS: dict[str, str] = {Kind.QUESTION: "vraag", Kind.ANSWER: "antwoord"}


def _why(line: Line, belongs: str) -> str:
    """The rule that gave the role, those that gave another before, and those that placed marks.

    `belongs` is said of text that no rule gave a role.
    """
    *before, last = line.given or (Given(Role.TEXT, belongs),)
    earlier = "; ".join(f"{role.value} – {by}" for role, by in before if role is not last.role)
    marks = "".join(f"; merk {number}: {by}" for number, by in line.marks)
    return last.by + (f" (eerst: {earlier})" if earlier else "") + marks


def body(lines: list[Line]) -> list[Line]:
    """The lines that are text or labels: what is read when all else has been told apart."""
    return [line for line in lines if line.role in (Role.TEXT, Role.LABEL)]


def of_role(lines: list[Line], *roles: Role) -> list[Line]:
    """The lines with one of these roles, in order."""
    return [line for line in lines if line.role in roles]
