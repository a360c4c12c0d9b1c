"""Letters of ministries: who asks, who answers and when, read from a letter and its annex.

The date stands behind 'Datum', the sender above the signature, the questions are named in the
subject, in the first sentence ('In antwoord op uw brief van ...') and above the annex. The same
sentences stand in a Mededeling without a header of questions.
"""

from __future__ import annotations

import dataclasses
import re
from datetime import date

from ..headers import (
    CASE_NUMBER,
    AnswerHeader,
    QuestionHeader,
    case_in,
    read_answerers,
    read_question_header,
    read_see_also,
)
from ..headers.offices import ROLE
from ..printed import one_line, read_date
from ..questionset import Addressee, Answerer, Kind
from .line import Line
from .signatures import is_closing, on_whose_behalf, signers

_DATE_LINE = re.compile(r"^\W*Datum\b\W*(.*)$", re.IGNORECASE | re.DOTALL)
_PLACE_AND_DATE = re.compile(
    r"^\W*(?:Den Haag|[’'‘]?s-Gravenhage),?\s+(\d{1,2}\s+[a-z]+\s+\d{4})\W*$", re.I
)
_DAY = r"(\d{1,2}\s*[a-z]{3,9}\.?\s*\d{4}|\d{1,2}-\d{1,2}-\d{4})"
_YOUR_LETTER = re.compile(
    r"\b(?:uw brief|uw kenmerk|ingezonden|(?:schriftelijke )?vragen van)[^.;]{0,60}?\b"
    rf"(?:van|op|d\.d\.)?\s*{_DAY}",
    re.IGNORECASE,
)
#: 'Op 3 mei 2019 heeft het lid ... gesteld', 'Op 3 mei 2019 ontving ik', 'Bij brief van 3 mei 2019,
#: kenmerk ..., heeft u mij'.
_ASKED_ON = re.compile(
    rf"\bop {_DAY}\s+(?:(?:heeft|hebben)\s+(?:het|de)\s+\S*l[ie]|ontving|heb\s+ik\s+van\b"
    r"|(?:heeft|hebt|zond|stuurde)\s+u\b)"
    rf"|\bbij (?:uw\s+)?brief van {_DAY}[^.;]{{0,60}}\b(?:heeft|hebt|zond|stuurde|verzocht)\s+u\b",
    re.IGNORECASE,
)
#: A day whose year the reader is left to know.
_LAST = re.compile(
    r"\b(?:op|brief van|vragen van|d\.d\.|ingezonden) (\d{1,2}\s+[a-z]+)"
    r"\s+(?:jl\b|j\.l\.|jongstleden\b|dezer\b)",
    re.IGNORECASE,
)
#: 'vragen van de leden A (X) ...', 'hebben de leden A (X) vragen gesteld ...', 'vragen die het lid
#: A (X) heeft gesteld ...', 'de door het lid A (X) gestelde vragen ...'.
_QUESTIONS_OF = re.compile(
    r"\b(?:Kamer|schriftelijke\s+)?vragen\s*(?:\(?nr\.?[^)]*\)?\s*)?"
    r"(?:,?\s*(?:(?:die|welke)\s+(?:zijn|werden)\s+)?(?:gesteld|ingediend)\s+)?"
    r"(?:(?:van|door)\s+)*(?:het\s+van\s+)?(?P<rest>(?:het\s+|de\s+)?(?:Kamer)?(?:lid|leden)\b.+)",
    re.IGNORECASE | re.DOTALL,
)
_WHO = r"(?P<who>(?:het|de)\s+(?:Kamer)?(?:lid|leden)\b.+?)\s+"
_QUESTIONS_BY = [
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"\b(?:hebben|heeft)\s+{_WHO}(?:mij\s+)?(?:schriftelijke\s+|Kamer)?vragen\s+"
        r"(?:gesteld|ingediend)\s*(?P<rest>.+)",
        rf"vragen,?\s+(?:die|welke)\s+(?:door\s+)?{_WHO}(?:zijn|werden|heeft|hebben)\s+"
        r"(?:gesteld|ingediend)\s*(?P<rest>.+)",
        rf"\bdoor\s+{_WHO}(?:aan\s+mij\s+)?gestelde\s+(?:schriftelijke\s+|Kamer)?vragen\b\s*(?P<rest>.+)",
    )
]
#: What stands behind the subject of the questions: their number, and when they were sent.
_IDENTIFIED = re.compile(
    r"[\s,]*\(?\s*(?:(?:met|onder)\s+(?:als\s+)?)?\b(?:kenmerk|zaaknummer|vraagnummer|nr\.|ingezonden\s+(?:op\s+)?\d)",
    re.IGNORECASE,
)
#: Papers of the Kamer that a subject names have a number of their own: 'Kamerstuk 28 999, nr. 9'.
_PAPER = re.compile(r"\b(?:Kamerst|Handelingen|Aanhangsel)[^()]{0,40}$", re.IGNORECASE)
#: What a letter says that asks for more time. The Reglement van Orde of the Tweede Kamer gives a
#: minister three weeks to answer; one who needs longer tells the Kamer so, with the reason.
_LATER = re.compile(
    r"\buitstel\b|\bniet\b[^.]{0,80}\b(?:termijn|tijdig)\b|\b(?:termijn|tijdig)\b[^.]{0,80}\bniet\b",
    re.IGNORECASE,
)
_SENTENCE_GOES_ON = re.compile(
    r"[,.]?\s+(?:(?:worden|zijn|kunnen|kan|zal|wordt)\s+(?:hierbij\s+|tot\s+mijn\s+spijt\s+)?"
    r"(?:beantwoord|niet|binnen|mede|door)|(?:worden|zijn) (?:beantwoord|hierbij)|zoals\b|"
    r"(?:aan|toe)\s+te\s+bieden|te\s+beantwoorden\b|(?:die|welke)\s+(?:u|ik|mij)\b"
    r"|(?:die|welke)\s+(?:bij|met|per)\s+(?:uw\s+)?brief\b"
    r"|(?:die|welke)\s+(?:zijn|werden|waren)\s+(?:in|toe|door)?ge(?:zonden|stuurd|steld|diend|leid)\b"
    r"|(?<!worden )(?<!wordt )(?<!zijn )(?<!is )(?<!werden )"
    r"(?:toe|door)?(?:zond|gezonden|gestuurd|voorgelegd)(?=[,.]|\s*$)"
    r").*$",
    re.IGNORECASE | re.DOTALL,
)
#: Bounds on what is read of a letter: characters, and passages that name questions.
_LONGEST = 10_000
_MOST_PASSAGES = 10
_END = re.compile(r"(?<=[\w»”’'\")])\.(?=\s+[A-Z]|\s*$)")
_DEAR = re.compile(r"^\W*geachte\b", re.IGNORECASE)
_ANNEX = re.compile(r"^\W*(?:antwoord(?:en)?|beantwoording|reactie)\b", re.IGNORECASE)


def is_letter(lines: list[Line]) -> bool:
    """Whether the lines above the first label are those of a letter about questions."""
    text = one_line(" ".join(line.text for line in lines))[:_LONGEST]
    return bool(_QUESTIONS_OF.search(text) or _questions_by(text))


def _questions_by(text: str) -> re.Match[str] | None:
    return next((match for pattern in _QUESTIONS_BY if (match := pattern.search(text))), None)


def notice(lines: list[Line]) -> list[Line]:
    """The lines of a letter that tell that the answers come later; empty where none does.

    They run from the first that names the questions to the signature.
    """
    begin = next((i for i, line in enumerate(lines) if is_letter([line])), 0)
    salutation = next((i for i, line in enumerate(lines) if _DEAR.match(line.text)), None)
    begin = begin if salutation is None else salutation + 1
    end = next((i for i in range(begin, len(lines)) if is_closing(lines[i].text)), len(lines))
    told = lines[begin:end]
    return told if _LATER.search(" ".join(line.text for line in told)) and is_letter(told) else []


def read_letter(lines: list[Line], kind: Kind) -> tuple[QuestionHeader | None, AnswerHeader | None]:
    """The two headers as a letter tells them; None for the one that it does not tell.

    `kind` is that of the answer's header: 'answer' or 'postponement'.
    """
    dated = letter_date(lines)
    text = one_line(" ".join(line.text for line in lines))[:_LONGEST]
    answerers = signers(lines) or _of_annex(lines)
    if answerers and not any(one.on_behalf for one in answerers):
        answerers += on_whose_behalf(text)
    told = answerers or kind == Kind.POSTPONEMENT
    answer = AnswerHeader(answerers, dated, read_see_also(text), kind) if told else None
    about = read_about(_passages(lines), dated, answerers)
    if about and not about.submitted:
        about = dataclasses.replace(about, submitted=_day_of_yours(text, dated))
    if about and not about.case_number:
        about = dataclasses.replace(about, case_number=only_case_number(text))
    return about, answer


def only_case_number(text: str) -> str | None:
    """The number of the case that a text names, where it names no other."""
    found = {number for match in CASE_NUMBER.finditer(text) if (number := case_in(match[0]))}
    return found.pop() if len(found) == 1 else None


def read_about(
    passages: list[str], dated: date | None, answerers: tuple[Answerer, ...]
) -> QuestionHeader | None:
    """The header of questions as sentences tell it; the later passages are the more exact."""
    found = [header for text in passages if (header := _header_in(text))]
    if not found:
        return None
    last = found[-1]
    text = " ".join(passages)
    return QuestionHeader(
        last.askers or next((h.askers for h in found if h.askers), ()),
        _completed(next((h.addressees for h in reversed(found) if h.addressees), ()), answerers),
        last.title or next((h.title for h in found if h.title), ""),
        _sent(text, dated) or next((h.submitted for h in found if h.submitted), None),
        case_in(text),
    )


def _header_in(text: str) -> QuestionHeader | None:
    by, of = _questions_by(text), _QUESTIONS_OF.search(text)
    if by:
        header = f"Vragen van {by['who']} {_END.split(by['rest'])[0]}"
    elif of:
        header = f"Vragen van {_END.split(of['rest'])[0]}"
    else:
        return None
    read, _ = read_question_header(_unidentified(_SENTENCE_GOES_ON.sub("", header)))
    title = re.sub(r"\(\s*\)", "", CASE_NUMBER.sub("", read.title)).rstrip(" (,")
    closed = title.count("(") >= title.count(")")
    return dataclasses.replace(read, title=title if closed else title.rstrip(" ),"))


def _unidentified(header: str) -> str:
    """A header without what stands behind its subject; what a bracket holds is not cut."""
    for match in _IDENTIFIED.finditer(header):
        before = header[: match.start()]
        if before.count("(") <= before.count(")") and not _PAPER.search(before):
            return before
    return header


def _sent(text: str, dated: date | None) -> date | None:
    """The date of the member's letter; one without a year is of the answer's year or before."""
    match = _YOUR_LETTER.search(text)
    if match:
        return read_date(match[1])
    match = _ASKED_ON.search(text)
    if match:
        return read_date(match[1] or match[2])
    match = _LAST.search(text)
    if not match or not dated:
        return None
    day = read_date(match[1], dated.year)
    return read_date(match[1], dated.year - 1) if day and day > dated else day


def _day_of_yours(text: str, dated: date | None) -> date | None:
    """The day of 'uw brief' among the references of a letter, beside which its own day stands."""
    for match in _YOUR_LETTER.finditer(text):
        day = read_date(match[1])
        if day and (dated is None or day < dated):
            return day
    return None


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
    """The date that stands behind or under 'Datum', or behind the place."""
    for index, line in enumerate(lines):
        match = _DATE_LINE.match(line.text)
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        found = read_date(match[1]) or read_date(below) if match else None
        if found:
            return found
    placed = (_PLACE_AND_DATE.match(line.text) for line in lines)
    return next((read_date(match[1]) for match in placed if match), None)


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
        ended = taken and taken[-1].rstrip().endswith(".")
        if ended or (taken and line.gap and not line.text[:1].islower()):
            break
        taken.append(line.text)
    return taken


def _of_annex(lines: list[Line]) -> tuple[Answerer, ...]:
    """The offices in 'Antwoorden van de minister van X, mede namens ... op Kamervragen van ...'."""
    for index, line in enumerate(lines):
        if _ANNEX.match(line.text) and ROLE.search(line.text):
            text = one_line(" ".join(_going_on(lines[index : index + 6])))
            return read_answerers(re.split(r"\bop\s+(?:de\s+)?\S*vragen\b", text)[0])
    return ()
