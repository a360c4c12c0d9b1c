"""What a set of questions cannot be: signs in its words that a reading went wrong.

A problem of the parser tells what was odd in a file. These signs are in what was made of it: an
answer under a question, questions of two sets under one number. They are few, and each is a
reason to warn a reader before the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .problems import Severity

#: from so many letters on, words behind a question mark that ask nothing are an answer
_STATED = 150
#: letters of a question that nobody asks, and of one without a question mark
_LONGEST, _LONGEST_UNASKED = 5_000, 1_500
#: questions without an answer, in a set that was answered, that are too many to be left open
_OPEN = 10
#: numbers that several questions have, from which on these are two series and no slip
_DOUBLE = 3

_TAIL = re.compile(r"\?[»”\"')\]]*(?:\[\^\d+\])*\s+(?=[A-Z«\"„“])(?P<said>[^?]+)\Z")
_WHO = r"(?:de\s+heer|mevrouw|minister|staatssecretaris)\b"
_NUMBERS = r"\d{1,3}(?:\s*(?:,|en|t/m)\s*\d{1,3})*"
_LABEL = re.compile(
    rf"""(?:^|\n|[?.!»”]\s+)(?:Antwoord(?:en)?\s+(?:van\s+{_WHO}|(?i:{_WHO})|Antwoord\b)
    |Antwoord(?:en)?(?:\s+(?:op\s+)?(?:de\s+)?(?:vra(?:ag|gen)\s+)?{_NUMBERS})?\s*(?:\n|[:.]\s|[:.]?\Z))""",
    re.VERBOSE,
)
_SAID = re.compile(r"(?:Ja|Nee|Neen)[.,;](?:\s|\Z)")


@dataclass(frozen=True)
class Reading:
    """What a doubt is judged by: questions by number, the numbers that each answer answers, whether
    the set was published as answered, and the problems of its parse, as (code, severity)."""

    questions: Sequence[tuple[int, str]]
    answers: Sequence[Sequence[int]]
    is_answer: bool
    problems: Sequence[tuple[str, str]] = ()

    @property
    def texts(self) -> list[str]:
        """The questions that have words of their own."""
        return [text for _, text in self.questions if text.strip()]


def doubts(reading: Reading) -> list[str]:
    """What cannot be right in a set, a Dutch sentence each; mostly nothing."""
    return [sign for signs in (_mixed, _endless, _unanswered, _doubled) for sign in signs(reading)]


def _mixed(reading: Reading) -> Iterator[str]:
    """Answers that stand in the text of questions."""
    count = len(reading.texts)
    stated = sum(map(_is_stated, reading.texts))
    if stated > 1 and 3 * stated >= count and 4 * len(reading.answers) <= len(reading.questions):
        yield (
            f"Vraag en antwoord staan door elkaar: bij {stated} van de {count} vragen gaat de tekst"
            " na de vraag door met wat een antwoord lijkt."
        )
        return
    mixed = [str(n) for n, text in reading.questions if _LABEL.search(text) or _SAID.match(text)]
    if mixed:
        which = ", ".join(mixed)
        yield f"In de tekst van vraag {which} staat ook een antwoord, of het begin daarvan."


def _is_stated(text: str) -> bool:
    """Whether a question goes on for long after its question mark, and not in a citation."""
    match = _TAIL.search(text)
    if match is None or len(match["said"]) < _STATED:
        return False
    return all(part.count("«") == part.count("»") for part in (text, match["said"]))


def _endless(reading: Reading) -> Iterator[str]:
    if any(len(text) > (_LONGEST if "?" in text else _LONGEST_UNASKED) for text in reading.texts):
        yield "Een vraag is zo lang dat er meer in moet staan dan een vraag."


def _unanswered(reading: Reading) -> Iterator[str]:
    """Most answers that are lost; where all are, the source has none, which is no wrong reading."""
    answered = {number for numbers in reading.answers for number in numbers}
    left = sum(number not in answered for number, _ in reading.questions)
    is_most = left >= _OPEN and 2 * left >= len(reading.questions)
    if reading.is_answer and reading.answers and is_most:
        yield f"Van {len(reading.questions)} vragen hebben er {left} geen antwoord."


def _doubled(reading: Reading) -> Iterator[str]:
    """Numbers that several questions have: two series of questions were printed as one."""
    double = sum(
        code == "number_double" and weight == Severity.ERROR for code, weight in reading.problems
    )
    if double >= _DOUBLE:
        yield (
            f"{double} vraagnummers komen meer dan eens voor; de teksten daarvan staan bij elkaar"
            " onder één nummer."
        )
