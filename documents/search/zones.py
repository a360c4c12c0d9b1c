"""The parts of a document that a search tells apart, by which fields of a query they are asked,
and how much a word weighs in each."""

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


#: the field of a query → its zone
FIELDS: dict[str, Zone] = {
    "titel": Zone.TITLE,
    "vraag": Zone.QUESTION,
    "antwoord": Zone.ANSWER,
    "voetnoot": Zone.FOOTNOTE,
    "onderwerp": Zone.TOPIC,
    "minister": Zone.MINISTER,
    "bewindspersoon": Zone.MINISTER,
    "ministerie": Zone.MINISTRY,
    "kamerlid": Zone.MEMBER,
    "partij": Zone.PARTY,
    "fractie": Zone.PARTY,
    "nummer": Zone.CODE,
}

#: Ranking: once in the title counts as much as this many times in a question.
WEIGHTS: dict[Zone, float] = {
    Zone.TITLE: 6.0,
    Zone.QUESTION: 1.0,
    Zone.ANSWER: 1.0,
    Zone.FOOTNOTE: 0.3,
    Zone.NOTE: 0.5,
    Zone.SUMMARY: 1.5,
    Zone.TOPIC: 3.0,
    Zone.MINISTER: 2.0,
    Zone.MINISTRY: 1.0,
    Zone.MEMBER: 2.0,
    Zone.PARTY: 1.0,
    Zone.CODE: 4.0,
}
#: BM25: how soon more of the same word counts no more, and how much a long document is set back.
SATURATION = 1.2
LENGTH_PENALTY = 0.6
#: A phrase is rarer than its words: its score is so many times that of a word as rare.
PHRASE_BONUS = 1.5
#: What a word in the title adds, so that no number of times in the text can make up for it.
TITLE_BONUS = 1.5
#: How much counts what is found otherwise than as it was typed: as a part of a compound (so little
#: that the word itself in a footnote counts more), as a synonym, spelt nearly so.
PART_WEIGHT = 0.15
SYNONYM_WEIGHT = 0.6
FUZZY_WEIGHT = 0.8
