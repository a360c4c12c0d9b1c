"""Names that stay: slugs of people and offices, and identifiers of documents."""

from __future__ import annotations

import functools
import hashlib

from django.utils.text import slugify

from ..identity.identifiers import current
from ..parsing import QuestionSet, SeeAlso
from ..parsing.identifiers import chamber, numbered
from ..parsing.questionset import texts

SLUG_LENGTH = 240
#: of what an identifier is derived from; a longer subject is told apart by a short hash
SUBJECT_LENGTH = 70


def short_hash(*words: object) -> str:
    """Eight hexadecimal digits that depend on the words alone."""
    return hashlib.sha256("\0".join(map(str, words)).encode()).hexdigest()[:8]


@functools.lru_cache(maxsize=8192)
def slug(*words: str | None) -> str:
    """The slug of a name with words that tell it apart; 1 to SLUG_LENGTH characters."""
    text = " ".join(word for word in words if word)
    made = slugify(text) or f"naam-{short_hash(text)}"
    return made if len(made) <= SLUG_LENGTH else f"{made[: SLUG_LENGTH - 9]}-{short_hash(text)}"


def appendix_identifier(see_also: SeeAlso, chamber: str = "tk") -> str:
    """The identifier of an Aanhangsel: '2022-2023' and 325 give 'ah-tk-20222023-325'."""
    return numbered(see_also.session_year, see_also.number, chamber)


def header_references(identifier: str, questions: QuestionSet) -> tuple[str, ...]:
    """The identifiers of the other documents to which the header of a set refers, each once."""
    house = chamber(identifier)
    wanted = dict.fromkeys(appendix_identifier(row, house) for row in questions.see_also)
    wanted.pop(identifier, None)
    return tuple(wanted)


def derived_identifier(questions: QuestionSet) -> str:
    """An identifier for a set without an official one, from its date, first asker and subject.

    The same three always give the same: 'kv-20220909-van-der-lee-vn-rapport-over-xinjiang'. It has
    at most 60 characters, and whole words (`current`).
    """
    day = questions.submitted or questions.answered
    asker = questions.askers[0].name if questions.askers else ""
    subject = slugify(questions.title)
    if not subject:
        subject = short_hash(next(texts(questions), questions))
    if len(subject) > SUBJECT_LENGTH:
        subject = f"{subject[:SUBJECT_LENGTH].rstrip('-')}-{short_hash(questions.title)}"
    parts = ["kv", day.strftime("%Y%m%d") if day else "", slugify(asker)[:60], subject]
    return current("-".join(part.strip("-") for part in parts if part))
