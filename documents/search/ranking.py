"""The weights by which hits are ranked. To change one, change it here: the index is then rebuilt.

`engines/shared/scoring.py` computes scores with them.
"""

from __future__ import annotations

from .query.tree import Why
from .zones import Zone

#: Once in the title counts as much as this many times in a question. Stored in the index.
#: PostgreSQL keeps sums of them as the nearest of its levels (0.5, 1, 2, 4, ...), so that there a
#: footnote weighs as a note, a summary as a member or a minister, and a topic as a code.
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
#: None of WEIGHTS may be less: an index in a folder writes weights as logarithms, from this one on.
#: Where it changes, so must `stamp.VERSION`.
LEAST_WEIGHT = 0.25
#: BM25's k1, how soon more of the same word counts no more, and its b, how much a long document is
#: set back. Good in many collections: 1.2 to 2 for k1, 0.5 to 0.8 for b (Robertson and Zaragoza,
#: 'The Probabilistic Relevance Framework: BM25 and Beyond', 2009, section 3).
SATURATION = 1.2
LENGTH_PENALTY = 0.6
#: A phrase is rarer than its words: its score is so many times that of a word as rare.
PHRASE_BONUS = 1.5
#: A word that is asked for alone adds this in the title, so that no number of times in the text can
#: make up for it. Of several words each adds less: one in a title is no more than all in a text.
TITLE_BONUS = 5.0
TITLE_BONUS_OF_SEVERAL = 0.25
#: What a word adds in the very form that was typed, beside what any form of it does.
TYPED_WEIGHT = 2.0
#: A document that has a part of the words is set back by the share that it has, to this power; a
#: word counts in the share by its rarity to the power of the other.
COORDINATION = 2.0
SHARE_BY_RARITY = 1.0
#: What a document gains that has all words just as they were typed.
TO_THE_LETTER = 1.0
#: What two words add that stand within so many places of each other; how many of the words are set
#: against each other, and in how many of the best documents.
NEARNESS = 4.0
NEAR = 40
PAIRED, LOOKED_AT = 5, 200
#: What a document of the time that a year or a month of the query names adds, beside a word that is
#: as rare: more than one that only mentions it.
HINT = 4.0
#: Scores that differ by less than about this share are nearly equal: the newest comes first.
NEARLY_EQUAL = 0.01
#: Weights of a word that is found otherwise than as it was typed: as a part of a compound (so
#: little that the word itself in a footnote counts more), by another name, in another spelling,
#: as one word or apart, spelt nearly so.
PART_WEIGHT = 0.15
ADDED_WEIGHTS: dict[Why, float] = {Why.SYNONYM: 0.6, Why.SPELLING: 0.8, Why.JOINED: 0.4}
FUZZY_WEIGHT = 0.8
