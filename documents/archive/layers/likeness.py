"""How alike two sets are: the same questions in other clothes, and what one lost of another."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple

from ...parsing import QuestionSet
from .paths import Json

_WORD = re.compile(r"[a-z0-9]+")
_MARK = re.compile(r"\[\^\d+\]")
_OTHER = re.compile(r"[^\x00-\x7f]+")
#: fewer words than this say nothing of what the questions are: many sets ask 'Kent u dit bericht?'
_FEWEST_WORDS = 20
#: a text shorter than this part of the one before has lost something
_MUCH_LESS = 0.8
#: Dutch: what is counted, in the order of `Sizes`
_COUNTED = (("vraag", "vragen"), ("antwoord", "antwoorden"), ("voetnoot", "voetnoten"))


def fingerprint(questions: QuestionSet) -> str:
    """A hash of the words of the questions, without accents, capitals and marks; '' of few words.

    The same text from a PDF and from its XML has the same, also under another number.
    """
    text = " ".join(question.text for question in questions.questions)
    text = _MARK.sub(" ", unicodedata.normalize("NFKD", text)).lower()
    words = _WORD.findall(_OTHER.sub(_bare, text))
    if len(words) < _FEWEST_WORDS:
        return ""
    return hashlib.blake2b(" ".join(words).encode(), digest_size=16).hexdigest()


def _bare(signs: re.Match[str]) -> str:
    """Signs without the accents among them, which are signs of their own."""
    return "".join(sign for sign in signs[0] if not unicodedata.combining(sign))


class Sizes(NamedTuple):
    """How much a set has: numbers of questions, answers and footnotes, and signs of all texts."""

    questions: int
    answers: int
    footnotes: int
    signs: int


def sizes(questions: Json) -> Sizes:
    """The sizes of a set in JSON form."""
    fields = ("questions", "answers", "footnotes", "notes")
    signs = sum(len(row["text"]) for field in fields for row in questions.get(field) or ())
    had = {field: len(questions.get(field) or ()) for field in fields}
    return Sizes(had["questions"], had["answers"], had["footnotes"], signs)


def losses(before: Sizes, after: Sizes) -> list[str]:
    """What the second set has less than the first, in Dutch; an empty list where nothing."""
    lost = [
        f"{had - has} {one if had - has == 1 else many} minder ({has} in plaats van {had})"
        for had, has, (one, many) in zip(before, after, _COUNTED, strict=False)
        if has < had
    ]
    if after.signs < before.signs * _MUCH_LESS:
        lost.append(f"{round(100 * (1 - after.signs / before.signs))}% minder tekst")
    return lost
