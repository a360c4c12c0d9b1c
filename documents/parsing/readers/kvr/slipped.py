"""Questions and answers that the tags lost in the attribute of a date, and words before them.

The program that made the tags took for a date all up to the first number that it knew. What it
took is an introduction, or the first questions or answers; often the same words were tagged too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...printed import read_numbers
from ...questionset import Answer, Note, NoteKind, Question
from .source import Source

#: A text shorter than this in the attribute of a date is no more than a remark beside it.
WORTH_SAVING = 40
#: Letters that two texts share from their beginnings on, in a row, to be the same.
_SAME, _FEWEST = 40, 12

_YEARS = r"(?:\d\s?){4}\s*[-–/]\s*(?:\d\s?){2,4}"
#: The end of the date, and where else to look: '4 mei 1998), zie ook Aanhangsel nr. 3, ...'.
AFTER_DATE = re.compile(
    r"^[^)]{0,60}\)?[\s.,]*(?:\(?(?:zie|en|alsmede)\b[^)]{0,20}\baanhangsel\b.{0,120}?"
    rf"vergaderjaa*r,?\s*{_YEARS}(?:, nr\.? \d+)?[\s.,)]*|\(?zie ook .{{0,120}}?{_YEARS}[\s.,)]*)?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERS = r"\d{1,2}(?:\s*(?:,|en|e n|t/m|-)\s*\d{1,2})*"
_OPENS = r"\.?\s+(?=[A-ZÀ-Þ«\"„(])"
#: '2 en 3 ' before a sentence: at the beginning, and behind another.
_FIRST_LABEL = re.compile(rf"(?:(?:Antwoord(?:en)? op )?[Vv]ra(?:ag|gen) )?({_NUMBERS}){_OPENS}")
_LABEL = re.compile(rf"(?<=[.?!»”)\]:]\s)({_NUMBERS}){_OPENS}")
_LAST_LABEL = re.compile(rf"(?:^|\s)({_NUMBERS})\.?\s*$")
#: The heading of an answer, or of another set, in the attribute of the first date.
_REPLY = re.compile(
    r"\s*(?:\bAntwoord )?\bAntwoord van .{5,500}?\(\s*Ontvangen ?[^()]{0,40}\)\.?\s*"
)
_OTHER_SET = re.compile(r"\(\s*[Ii]ngezonden [^()]{4,40}\)\W*$")
_EXPLAINED = re.compile(r"\s*\bToelichting:?\s+(?=[A-Z])")
_LEADING_ONE = re.compile(r"^1\s*\.?\s*(?=\D)")


def lost_questions(
    source: Source, tagged: tuple[Question, ...], answered: bool
) -> tuple[tuple[Question, ...], tuple[Answer, ...], tuple[Note, ...]]:
    """The questions with those that the attribute of their date has, and what else it has: an
    answer to the only question, an introduction, the words of another set on the same page."""
    rest = AFTER_DATE.sub("", source.attribute("meta/vraagdata", "indiendatum"), count=1)
    if len(rest) < WORTH_SAVING:
        return tagged, (), ()
    if not any(question.number == 1 for question in tagged):
        return (*_split(rest, min((q.number for q in tagged), default=2)), *tagged), (), ()
    if "?" in rest and not answered and [("?" in q.text) for q in tagged] == [False]:
        return _single(rest, tagged[0].text)
    if _OTHER_SET.search(rest) or _REPLY.search(rest):
        return tagged, (), (Note(NoteKind.REMARK, rest),)
    return tagged, (), (Note(NoteKind.EXPLANATION, _EXPLAINED.sub("", rest, count=1)),)


def _single(
    rest: str, tagged: str
) -> tuple[tuple[Question, ...], tuple[Answer, ...], tuple[Note, ...]]:
    """One question without a number, its explanation, and its answer, which was tagged as it."""
    asked, _, said = _REPLY.sub("\0", rest, count=1).partition("\0")
    question, _, explained = _EXPLAINED.sub("\0", asked, count=1).partition("\0")
    notes = (Note(NoteKind.EXPLANATION, explained),) if explained else ()
    return (Question(1, question),), (Answer((1,), f"{said} {tagged}".strip()),), notes


def _split(rest: str, end: int) -> Iterator[Question]:
    """The questions 1 up to `end` in a text in which their numbers stand."""
    text = _LEADING_ONE.sub("", rest)
    for number in range(2, end + 1):
        label = re.compile(rf"(?<=[?.!»”’')\]])\s+{number}[a-z]?\.?\s+(?=[A-ZÀ-Þ«])").search(text)
        if label is None or number == end:
            break
        yield Question(number - 1, text[: label.start()].strip())
        text = text[label.end() :]
    else:
        number = end
    yield Question(number - 1, text.strip())


def lost_answers(
    source: Source, tagged: Sequence[Answer], known: tuple[int, ...]
) -> tuple[str, tuple[Answer, ...]]:
    """What the attribute of the date has before the tagged answers: words that belong to no number,
    and answers. Without numbers it is one answer to all questions where none is tagged."""
    rest = AFTER_DATE.sub("", source.attribute("meta/antwoorddata", "antwoorddatum"), count=1)
    lost = _before(rest, tagged) if len(rest) >= WORTH_SAVING else ""
    answered = {number for answer in tagged for number in answer.numbers}
    labels = list(_labels(lost, set(known) - answered))
    first = labels[0].start() if labels else len(lost)
    answers = tuple(_numbered(lost, labels))
    said = lost[:first].strip()
    if said and not answers and not tagged:
        return "", (Answer(known, said),)
    return (said if len(said) >= WORTH_SAVING else ""), answers


def _labels(text: str, free: set[int]) -> Iterator[re.Match[str]]:
    """The label at the beginning of a text, and those behind it whose numbers are still free, or
    go on from the last."""
    first = _FIRST_LABEL.match(text)
    seen: set[int] = set()
    if first:
        seen.update(_read(first))
        yield first
    for match in _LABEL.finditer(text, first.end() if first else 0):
        numbers = set(_read(match))
        follows = bool(seen) and min(numbers, default=0) == max(seen) + 1
        if numbers and not numbers & seen and (numbers <= free or follows):
            seen |= numbers
            yield match


def _read(label: re.Match[str]) -> tuple[int, ...]:
    return read_numbers(label[1].replace("e n", "en"))


def _numbered(text: str, labels: list[re.Match[str]]) -> Iterator[Answer]:
    ends = [*(label.start() for label in labels), len(text)][1:]
    for label, end in zip(labels, ends, strict=True):
        yield Answer(_read(label), text[label.end() : end].strip())


def _before(rest: str, tagged: Sequence[Answer]) -> str:
    """The part of an attribute that stands before the tagged answers; '' where it is a copy."""
    spots, letters = _letters(rest)
    every = [_letters(answer.text)[1] for answer in tagged]
    if any(letters[:_SAME] in text for text in every):
        return ""
    stream = "".join(every)
    for at in _found(letters, stream[:_FEWEST]) if len(stream) >= _FEWEST else ():
        if letters[at : at + _SAME] == stream[: len(letters[at : at + _SAME])]:
            return _LAST_LABEL.sub("", rest[: spots[at]]).strip()
    return rest


def _found(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _letters(text: str) -> tuple[list[int], str]:
    """Where the letters and digits of a text stand, and these themselves, to compare."""
    found = [(at, letter.casefold()[:1]) for at, letter in enumerate(text) if letter.isalnum()]
    return [at for at, _ in found], "".join(letter for _, letter in found)
