"""The header of an answer or a Mededeling: 'Antwoord van Minister H (Z) (ontvangen ...)'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..printed import mend_accents, one_line
from ..problems import Problem
from ..questionset import Answerer, Kind, SeeAlso
from .answerers import names_holder, read_answerers
from .common import BEGINNING, taken_date
from .offices import ROLE
from .references import read_see_also
from .titles import HONORIFIC, with_spaces

_RECEIVED = re.compile(r"[(\[]?\s*(?:[(\[]?\s*\bontvangen\s*)+:?([^()]{0,40})\)?", re.IGNORECASE)
_ANSWER = re.compile(
    r"^\W*(?:(?:nadere?|aanvullende?|herziene?|gewijzigde?|voorlopige?|mondelinge?)\s+)*"
    r"(antwoord(?:en)?|beantwoording|reactie|mededeling|uitstel(?:bericht)?)\b\s*(?:van|door|namens)\b",
    re.IGNORECASE,
)
#: 'Antwoorden van de minister van X op Kamervragen van ...' heads the annex of a letter.
_ANSWERS_TO = re.compile(r"\bop\s+(?:de\s+)?(?:schriftelijke\s+|Kamer)*vragen\b", re.IGNORECASE)
#: 'prof. dr. A.B.C. ': titles and initials before the name of who answers.
_TITLED = re.compile(
    rf"\s*(?:de\s+)?(?:{HONORIFIC}\s*)+(?:[A-Z][a-z]?\.\s?)*(?:[^\W\d_]+[\s-]){{0,3}}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class AnswerHeader:
    """Who answers when; `kind` is 'answer', or 'postponement' for a Mededeling."""

    answerers: tuple[Answerer, ...]
    answered: date | None
    see_also: tuple[SeeAlso, ...]
    kind: Kind


def is_answer_header(text: str) -> bool:
    """Whether a line begins the header of an answer ('Antwoord van Minister ...')."""
    text = with_spaces(text[:BEGINNING])
    match = _ANSWER.match(text)
    if not match or _ANSWERS_TO.search(text):
        return False
    titled = _TITLED.match(text[match.end() :])
    end = match.end() + (titled.end() if titled else 0) + 40
    return bool(ROLE.search(text[match.end() : end])) or names_holder(text[match.end() :].lstrip())


def read_answer_header(text: str) -> tuple[AnswerHeader, tuple[Problem, ...]]:
    """The header of an answer or Mededeling, from one string that may have line ends in it."""
    text = mend_accents(one_line(text))
    see_also = read_see_also(text)
    text = with_spaces(text)
    match = _ANSWER.match(text)
    notice = match and match[1].lower().startswith(("mede", "uit"))
    kind = Kind.POSTPONEMENT if notice else Kind.ANSWER
    head = re.split(r"\bZie (?:ook|verder)\b", text[match.end() :] if match else text)[0]
    head, answered, problems = taken_date(_RECEIVED, head)
    if answered is None and not problems:
        head = re.split(r"\(\s*ontvangen", head, flags=re.IGNORECASE)[0]
    answerers = read_answerers(head)
    if not match or not answerers:
        problems += (Problem.of("header_not_understood", "kop", detail=f"«{text[:60]}»"),)
    return AnswerHeader(answerers, answered, see_also, kind), problems
