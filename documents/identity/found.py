"""What a reference is: its kind, its target, and why it is there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is referred to: a number of the Aanhangsel, a Kamerstuk, or questions by their case."""

    APPENDIX = "aanhangsel"
    PAPER = "kamerstuk"
    CASE = "zaak"


class Relation(StrEnum):
    """Why: these questions follow up on those, a reader is sent there, or it is merely cited."""

    FOLLOW_UP = "follow-up"
    SEE_ALSO = "see-also"
    CITES = "cites"


@dataclass(frozen=True)
class Found:
    """A reference: its target's identifier, and where its words stand: text[start:end].

    Identifiers: 'ah-tk-20032004-412', 'kst-28286-1056', 'kst-29200-VI-5', '2030405670',
    '2022Z17084'.
    """

    kind: Kind
    target: str
    start: int
    end: int
    relation: Relation = Relation.CITES
