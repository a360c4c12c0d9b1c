"""Letters of ministries: what the official header says is scattered over a letter and its annex.

The date stands behind 'Datum', the sender above the signature, the questions are named in the
subject, in the first sentence ('In antwoord op uw brief van ...') and above the annex. The same
sentences stand in a Mededeling without a header of questions.
"""

from __future__ import annotations

import dataclasses
import re
from datetime import date

from .dutch import one_line, read_date
from .headers import (
    CASE_NUMBER,
    AnswerHeader,
    QuestionHeader,
    family_name,
    read_answerers,
    read_question_header,
    read_see_also,
)
from .lines import Line
from .offices import ROLE
from .questionset import Addressee, Answerer

_DATE_LINE = re.compile(r"^\W*Datum\b\W*(.*)$", re.IGNORECASE | re.DOTALL)
_YOUR_LETTER = re.compile(
    r"\b(?:uw brief|uw kenmerk|ingezonden|(?:schriftelijke )?vragen van)[^.;]{0,60}?\b"
    r"(?:van|op|d\.d\.)?\s*(\d{1,2}\s*[a-z]{3,9}\.?\s*\d{4})",
    re.IGNORECASE,
)
#: 'vragen van de leden A (X) ...' and 'hebben de leden A (X) vragen gesteld ...'.
_QUESTIONS_OF = re.compile(
    r"\b(?:Kamer|schriftelijke\s+)?vragen\s*(?:\(?nr\.?[^)]*\)?\s*)?(?:,?\s*gesteld\s+)?"
    r"(?:(?:van|door)\s+)*(?:het\s+van\s+)?(?P<rest>(?:het\s+|de\s+)?(?:Kamer)?(?:lid|leden)\b.+)",
    re.IGNORECASE | re.DOTALL,
)
_QUESTIONS_BY = re.compile(
    r"\b(?:hebben|heeft)\s+(?P<who>(?:het|de)\s+(?:Kamer)?(?:lid|leden)\b.+?)\s+(?:mij\s+)?"
    r"(?:schriftelijke\s+|Kamer)?vragen\s+(?:gesteld|ingediend)\s*(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE_GOES_ON = re.compile(
    r"[,.]?\s+(?:(?:worden|zijn|kunnen|kan|zal|wordt)\s+(?:hierbij\s+|tot\s+mijn\s+spijt\s+)?"
    r"(?:beantwoord|niet|binnen|mede|door)|(?:worden|zijn) (?:beantwoord|hierbij)|zoals\b|"
    r"(?:aan|toe)\s+te\s+bieden).*$",
    re.IGNORECASE | re.DOTALL,
)
#: Bounds on what is read of a letter: characters, and passages that name questions.
_LONGEST = 10_000
_MOST_PASSAGES = 10
_END = re.compile(r"(?<=[\w»”’'\")])\.(?=\s+[A-Z]|\s*$)")
_ANNEX = re.compile(r"^\W*(?:antwoord(?:en)?|beantwoording|reactie)\b", re.IGNORECASE)
_ON_BEHALF = re.compile(r"^\W*mede\s+namens\b", re.IGNORECASE)
_OFFICE_LINE = re.compile(r"^\W*(?:hoogachtend,?\s*)?de\s+(?=minist|sta+t+s)", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"^(?:(?:drs|mr|dr|ir|prof|ing)\.\s*)*(?:[A-ZÀ-Þ]\.\s?)*(?:\([^)]*\)\s*)?[^\W\d_].{1,50}$"
)


def is_letter(lines: list[Line]) -> bool:
    """Whether the lines above the first label are those of a letter about questions."""
    text = one_line(" ".join(line.text for line in lines))[:_LONGEST]
    return bool(_QUESTIONS_OF.search(text) or _QUESTIONS_BY.search(text))


def read_letter(lines: list[Line]) -> tuple[QuestionHeader | None, AnswerHeader | None]:
    """What a letter says in place of the two headers; None for the one that it does not say."""
    dated = letter_date(lines)
    answerers = _signed(lines) or _of_annex(lines)
    text = one_line(" ".join(line.text for line in lines))[:_LONGEST]
    answer = AnswerHeader(answerers, dated, read_see_also(text), "answer") if answerers else None
    return read_about(_passages(lines), dated, answerers), answer


def read_about(
    passages: list[str], dated: date | None, answerers: tuple[Answerer, ...]
) -> QuestionHeader | None:
    """The header of questions as sentences tell it; the later passages are the more exact."""
    found = [header for text in passages if (header := _header_in(text))]
    if not found:
        return None
    last = found[-1]
    text = " ".join(passages)
    case = CASE_NUMBER.search(text)
    return QuestionHeader(
        last.askers or next((h.askers for h in found if h.askers), ()),
        _completed(next((h.addressees for h in reversed(found) if h.addressees), ()), answerers),
        last.title or next((h.title for h in found if h.title), ""),
        _sent(text, dated) or next((h.submitted for h in found if h.submitted), None),
        case[0] if case and "Z" in case[0] else None,
    )


def _header_in(text: str) -> QuestionHeader | None:
    by, of = _QUESTIONS_BY.search(text), _QUESTIONS_OF.search(text)
    if by:
        header = f"Vragen van {by['who']} {_END.split(by['rest'])[0]}"
    elif of:
        rest = re.split(r"(?<=[^\s(])\s*\((?:ingezonden|kenmerk|nr)\b", of["rest"])[0]
        header = f"Vragen van {_END.split(rest)[0]}"
    else:
        return None
    read, _ = read_question_header(_SENTENCE_GOES_ON.sub("", header))
    return dataclasses.replace(read, title=CASE_NUMBER.sub("", read.title).rstrip(" ()"))


def _sent(text: str, dated: date | None) -> date | None:
    """The date of the member's letter; one without a year is of the answer's year or before."""
    match = _YOUR_LETTER.search(text)
    if match:
        return read_date(match[1])
    match = re.search(r"\b[Oo]p (\d{1,2}\s+[a-z]+)\s+(?:jl\.?|j\.l\.)", text)
    if not match or not dated:
        return None
    day = read_date(match[1], dated.year)
    return read_date(match[1], dated.year - 1) if day and day > dated else day


def _completed(
    addressees: tuple[Addressee, ...], answerers: tuple[Answerer, ...]
) -> tuple[Addressee, ...]:
    """Addressees whose portfolio was printed short take it from the answerers."""
    return tuple(
        next(
            (
                Addressee(office.role, answerer.portfolio)
                for answerer in answerers
                if answerer.role == office.role
                and answerer.portfolio.startswith(f"{office.portfolio} en ")
            ),
            office,
        )
        for office in addressees
    )


def letter_date(lines: list[Line]) -> date | None:
    """The date that stands behind or under 'Datum'."""
    for index, line in enumerate(lines):
        match = _DATE_LINE.match(line.text)
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        found = read_date(match[1]) or read_date(below) if match else None
        if found:
            return found
    return None


def _passages(lines: list[Line]) -> list[str]:
    """The lines that name the questions, each with the lines it goes on in: the annex's last."""
    found: list[str] = []
    for index, line in enumerate(lines):
        if re.search(r"vragen\b", line.text, re.IGNORECASE):
            found.append(one_line(" ".join(_going_on(lines[index : index + 8])))[:_LONGEST])
    return found[:_MOST_PASSAGES]


def _going_on(lines: list[Line]) -> list[str]:
    taken: list[str] = []
    for line in lines:
        if taken and (line.gap or taken[-1].rstrip().endswith(".")):
            break
        taken.append(line.text)
    return taken


def _of_annex(lines: list[Line]) -> tuple[Answerer, ...]:
    """The offices in 'Antwoorden van de minister van X, mede namens ... op Kamervragen van ...'."""
    for line in lines:
        if _ANNEX.match(line.text) and ROLE.search(line.text):
            return read_answerers(re.split(r"\bop\s+(?:de\s+)?\S*vragen\b", line.text)[0])
    return ()


def _signed(lines: list[Line]) -> tuple[Answerer, ...]:
    """Who signed: each office above a name, then those on behalf of whom was signed."""
    signers: list[Answerer] = []
    behalf: list[Answerer] = []
    office: tuple[Answerer, ...] = ()
    for line in lines:
        text = one_line(line.text)
        if _ON_BEHALF.match(text):
            behalf.extend(read_answerers(text))
        elif _OFFICE_LINE.match(text) and len(text) < 120:
            office = read_answerers(_OFFICE_LINE.sub("", text))
        elif office and text and _SIGNATURE.match(text):
            name = family_name(text)
            signers.extend(dataclasses.replace(one, name=name) for one in office)
            office = ()
    return tuple(dict.fromkeys((*signers, *behalf))) if signers else ()
