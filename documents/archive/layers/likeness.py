"""How alike two sets are: the same questions in other clothes, and what one lost of another."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from ...parsing import QuestionSet
from .paths import Json

_WORD = re.compile(r"[a-z0-9]+")
#: fewer words than this say nothing of what the questions are: many sets ask 'Kent u dit bericht?'
_FEWEST_WORDS = 20
#: a text shorter than this part of the one before has lost something
_MUCH_LESS = 0.8


def fingerprint(questions: QuestionSet) -> str:
    """A hash of the words of the questions, without accents, capitals and marks; '' of few words.

    The same text from a PDF and from its XML has the same, also under another number.
    """
    text = " ".join(question.text for question in questions.questions)
    text = re.sub(r"\[\^\d+\]", " ", unicodedata.normalize("NFKD", text)).lower()
    words = _WORD.findall("".join(sign for sign in text if not unicodedata.combining(sign)))
    if len(words) < _FEWEST_WORDS:
        return ""
    return hashlib.blake2b(" ".join(words).encode(), digest_size=16).hexdigest()


def losses(before: Json, after: Json) -> list[str]:
    """What the second set has less than the first, in Dutch; an empty list where nothing."""
    lost = []
    for field, word in (
        ("questions", "vragen"),
        ("answers", "antwoorden"),
        ("footnotes", "voetnoten"),
    ):
        had, has = len(before.get(field) or ()), len(after.get(field) or ())
        if has < had:
            lost.append(f"{had - has} {word} minder ({has} in plaats van {had})")
    had, has = _length(before), _length(after)
    if has < had * _MUCH_LESS:
        lost.append(f"{round(100 * (had - has) / had)}% minder tekst")
    return lost


def _length(questions: Json) -> int:
    """The signs of all texts of a set."""
    fields = ("questions", "answers", "footnotes", "notes")
    return sum(len(row["text"]) for field in fields for row in questions.get(field) or ())
