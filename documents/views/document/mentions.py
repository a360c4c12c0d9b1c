"""Where a text names a question or an answer of its own document: 'het antwoord op vraag 2'.

Words that may mean another document's are left alone: in questions and footnotes an answer is an
earlier one, and what is 'van het lid ...' or stands near a citation is somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Anchors:
    """The ids of a document's questions and answers, by the numbers of the questions."""

    questions: Mapping[int, str]
    answers: Mapping[int, str]


_NUMBER = r"\d{1,3}(?![\d.]\d)(?!\d)"
_NOT_A_DAY = (
    r"(?!\s?(?:jan|feb|maart|mrt|apr|mei\b|juni|juli|aug|sep|okt|nov|dec|%|procent|keer|dagen))"
)
_MENTION = re.compile(
    rf"""\b(?=(?:be)?antw|(?:deel)?vra)
    (?:(?P<answer>(?:be)?antwoord(?:en|ing)?)\s+(?:(?:op|van|bij|onder)\s+)?(?:(?:de|uw|deze)\s+)?)?
    (?P<question>(?:deel)?vra(?:ag|gen)\s+)?(?:nrs?\.?\s+)?
    (?P<numbers>{_NUMBER}(?:\s?(?:,|en|t/m|tot\ en\ met|of|-|–)\s?{_NUMBER})*){_NOT_A_DAY}""",
    re.IGNORECASE | re.VERBOSE,
)
_EACH = re.compile(_NUMBER)
#: words around a mention, in its sentence, that make it one of another document
_OTHERS_AFTER = re.compile(
    r"^[^.?!;]{0,60}?\b(?:van\s+(?:het\s+(?:Kamer)?lid|de\s+(?:leden|heer|Kamerleden|fractie)|mevrouw)|van\s+\d{1,2}\s"
    r"|Aanhangsel|Handelingen|vergaderjaar|Kamervragen|ingezonden|gesteld\s+door|(?:uit|in)\s+(?:mijn|de)\s+brief|d\.?d\.)",
    re.IGNORECASE,
)
_OTHERS_BEFORE = re.compile(
    r"\b(?:eerder\w*|toen|destijds|vorige|voorgaande|Kamervragen|schriftelijke|Aanhangsel|feitelijke)\b[^.?!;]*$",
    re.IGNORECASE,
)
_NEAR = 80


def mentions(
    text: str, place: str, anchors: Anchors, taken: Sequence[tuple[int, int]] = ()
) -> Iterator[tuple[int, int, str]]:
    """Start, end and id of what the text at a place ('answers[2].text') names of its document.

    The words of other links, from `taken`, are no mentions.
    """
    if not place.startswith(("questions", "answers", "notes")):
        return
    for match in _MENTION.finditer(text):
        of_answer = match["answer"] is not None
        if not (match["question"] or of_answer) or (of_answer and not place.startswith("answers")):
            continue
        is_free = all(match.end() <= start or end <= match.start() for start, end in taken)
        if is_free and not _is_of_others(text, match):
            yield from _each(match, anchors.answers if of_answer else anchors.questions)


def _is_of_others(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _NEAR) : match.start()]
    after = text[match.end() : match.end() + _NEAR]
    return bool(_OTHERS_BEFORE.search(before) or _OTHERS_AFTER.match(after))


def _each(match: re.Match[str], ids: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    """Each number with its id; the first has the words before it too."""
    before = None
    for number in _EACH.finditer(match.string, match.start("numbers"), match.end("numbers")):
        start = match.start() if before is None else number.start()
        anchor = ids.get(int(number[0]))
        if anchor and anchor != before:
            yield start, number.end(), anchor
        before = anchor or ""
