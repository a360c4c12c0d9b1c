"""The parts of a document that a search tells apart, and the fields that ask for them."""

from __future__ import annotations

import enum


class Zone(enum.IntEnum):
    """A part of a document. The index holds the numbers: none may ever get another meaning."""

    TITLE = 0
    QUESTION = 1
    ANSWER = 2
    FOOTNOTE = 3
    NOTE = 4
    SUMMARY = 5
    TOPIC = 6
    MINISTER = 7
    MINISTRY = 8
    MEMBER = 9
    PARTY = 10
    CODE = 11


#: the field of a query → its zone, of those that are no facet
TEXT_FIELDS: dict[str, Zone] = {
    "titel": Zone.TITLE,
    "vraag": Zone.QUESTION,
    "antwoord": Zone.ANSWER,
    "voetnoot": Zone.FOOTNOTE,
    "nummer": Zone.CODE,
}
