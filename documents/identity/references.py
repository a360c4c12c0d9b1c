"""Finds in a set what it refers to: numbers of the Aanhangsel, Kamerstukken, and cases; and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..parsing.questionset import MARK, Answer, Note, Question, QuestionSet
from .appendix import appendices
from .found import Found, Kind, Relation
from .papers import papers


@dataclass(frozen=True)
class Placed:
    """A reference in a set, at the path of its text: 'footnotes[2].text', 'title'."""

    place: str
    found: Found
    words: str


# a set


def of_set(questions: QuestionSet, chamber: str = "tk") -> list[Placed]:
    """The references in the texts of a set, in the order of its parts; not those to itself.

    `chamber` ('tk' or 'ek') is the set's own, which is meant where a citation names none.
    """
    year, own = questions.session_year or "", _own(questions)
    return [
        Placed(place, one, text[one.start : one.end])
        for place, text, said, asks in _texts(questions)
        if _may_refer(text)
        for one in in_text(text, chamber, year, said=said, asks=asks)
        if one.target not in own
    ]


def _own(questions: QuestionSet) -> set[str]:
    case = case_number(questions.case_number or "")
    return {questions.identifier or "", case} - {""}


def _texts(questions: QuestionSet) -> Iterator[tuple[str, str, str, bool]]:
    """Path and text of each part, what is said where its mark stands, and whether it asks."""
    yield "title", questions.title, "", True
    yield "summary", questions.summary or "", "", False
    for i, question in enumerate(questions.questions):
        yield f"questions[{i}].text", question.text, "", True
    for i, answer in enumerate(questions.answers):
        yield f"answers[{i}].text", answer.text, "", False
    for i, footnote in enumerate(questions.footnotes):
        said, asks = _marked(questions, footnote.number) if _may_refer(footnote.text) else ("", 0)
        yield f"footnotes[{i}].text", footnote.text, said, bool(asks)
    for i, note in enumerate(questions.notes):
        yield f"notes[{i}].text", note.text, "", note.kind == "toelichting"


def _marked(questions: QuestionSet, number: int) -> tuple[str, bool]:
    """The words before the mark of a footnote, in its sentence; and whether a question has it.

    A footnote of the title, whose mark is lost, belongs to the questions.
    """
    mark = f"[^{number}]"
    rows: tuple[Question | Answer | Note, ...]
    rows = (*questions.questions, *questions.answers, *questions.notes)
    for index, row in enumerate(rows):
        if mark in row.text:
            before, _, after = row.text.partition(mark)
            said = MARK.sub("", _around(before, after[:_NEAR]))
            return said, index < len(questions.questions)
    return "", True


# a text

#: signs before a reference that tell its relation
_NEAR = 250
#: what a text has that refers to something, in small letters: words, and patterns, most of which
#: begin with a letter, so that they are looked for quickly
_WORDS = ("vragen", "amerst")
_SIGNS = (
    re.compile(r"h(?:(?<=ah)|(?<=anh)|(?<=agh)|(?<=angh))a?n?g?\s?s?el"),
    re.compile(r"tk\b"),
    re.compile(r"z(?<=\dz)\d{3}"),
    re.compile(r"[12]\d{8}"),
)


def _may_refer(text: str) -> bool:
    small = text.lower()
    if any(word in small for word in _WORDS):
        return True
    return any(sign.search(small) for sign in _SIGNS)


def in_text(
    text: str, chamber: str = "tk", session_year: str = "", *, said: str = "", asks: bool = True
) -> list[Found]:
    """The references in one text, in order.

    `said` are words beside the text that tell the relation; `asks` says that the text is of those
    who ask: an answer follows nothing up.
    """
    found = [*appendices(text, chamber, session_year), *papers(text), *_cases(text)]
    found.sort(key=lambda one: (one.start, one.end))
    return [replace(one, relation=_relation(text, one, said, asks)) for one in found]


_AGAIN = re.compile(
    r"vervolg(?:vra|\s+op\b.{0,60}vra)|aanvullende?\s+(?:kamer)?vragen|(?:ter|in)\s+aanvulling\s+(?:op|van)"
    r"|eerdere?\b(?:\s+\S+){0,3}?\s*(?:kamer)?vragen|eerder\b[^.?]{0,60}?\bgestelde"
    r"|antwoord(?:en)?\b[^.?]{0,60}\b(?:kamer)?vra(?:ag|gen)\b"
    r"|(?:mijn|onze)\s+(?:schriftelijke\s+|mondelinge\s+)?(?:kamer)?vragen\b"
    r"|herinner\w*\s[^?]{0,80}\b(?:kamer)?vragen\b"
    r"|(?:uw|zijn|haar|hun)\s+(?:\w+\s+)?(?:antwoord|beantwoording)",
    re.IGNORECASE | re.DOTALL,
)
_SEE = re.compile(r"\bzie\b|\bvgl\b|\bvergelijk\b|\bcf\b", re.IGNORECASE)


def _relation(text: str, one: Found, said: str, asks: bool) -> Relation:
    before = _sentence(text[: one.start])
    is_set = one.kind is not Kind.PAPER
    if is_set and asks and _AGAIN.search(f"{said} {before}"):
        return Relation.FOLLOW_UP
    return Relation.SEE_ALSO if _SEE.search(before) else Relation.CITES


def _around(before: str, after: str) -> str:
    """The sentence in which a mark stands, or at the end of which, behind the question mark."""
    ended = before.rstrip(" ?.!;»”\"'")
    rest = "" if ended != before.rstrip() else after.partition("?")[0]
    return f"{_sentence(ended)} {rest}"


_SENTENCE = re.compile(r"[?!;\n]|(?<=[a-z)»”]{3})\.\s+(?=[A-Z])")


def _sentence(before: str) -> str:
    """What of these words belongs to the sentence that is not ended yet."""
    return _SENTENCE.split(before[-_NEAR:])[-1]


# cases

_CASE = re.compile(r"(?<![\d/.-])(?:2\d{9}|(?:19|20)\d\dZ\d{5})(?![\d/-])")
_PADDED = 10


def _cases(text: str) -> Iterator[Found]:
    for match in _CASE.finditer(text):
        if _is_case(match[0]):
            yield Found(Kind.CASE, match[0], *match.span())


def _is_case(number: str) -> bool:
    """'2030405670': a 2, the two years of the session, and five digits; '2022Z17084'."""
    if "Z" in number:
        return True
    return (int(number[1:3]) + 1) % 100 == int(number[3:5])


def case_number(printed: str) -> str:
    """The case number of its print: of '299015520' the lost zero of 2000 is put back."""
    padded = f"{printed[:3]}0{printed[3:]}"
    if len(printed) == _PADDED - 1 and padded.isdecimal() and padded[1:5] in ("9900",):
        return padded
    return printed
