"""The header of questions: 'Vragen van het lid A (X) aan de Minister van Z over ...'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..printed import dates, mend_accents, one_line
from ..problems import Problem
from ..questionset import Addressee, Asker
from .askers import read_askers
from .common import BEGINNING, CASE_NUMBER, squeezed, taken_date
from .ministries import known_portfolio
from .offices import HOLDERS, ROLE, read_addressees
from .titles import ACTING, with_spaces

_CASE_FIRST = re.compile(rf"^\W*{CASE_NUMBER.pattern}\W*")
_SENT = re.compile(r"\bIngezonden\s*(?:op\s+)?[:(]?([^()]{0,40})\)?", re.IGNORECASE)
_QUESTIONS = re.compile(
    r"^\W*(?:(?:nadere?|aanvullende|mondelinge|schriftelijke|herziene|gewijzigde|nieuwe)\s+)*"
    r"(?:interpellatie|kamer|vervolg)?-?vra(?:gen|ag)(?:\b|(?=van\s))(?:\s+gesteld)?\s*(?:(?:van|door)\b)?",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"\baan\s*(?:(?:de|den|het|onze|beide|betrokken|zijne|hare|excellentie|heer|mevrouw|{ACTING})"
    r"(?:\b|(?-i:(?=[A-Z])))\.?[\s-]*)*(?=(?:(?:vice|loco)-?\s?)?(?:mini?st|sta+t+s|secretaris|bewinds|premier|eerste.minis))",
    re.IGNORECASE,
)
#: 'aan de regering': it says whom, but no office.
_TO_SOMEBODY = re.compile(r"(?<=[)\w])\s+aan\s+(?:de|het|den)\s+[^()]*$")
_ABOUT = re.compile(
    r"(?:\bover|\binzake|\bbetreffende|\bomtrent|\bbetreft|\bnaar aanleiding van|\bin verband met"
    r"|\bmet betrekking tot|\bten aanzien van)\b\s*:?\s*",
    re.IGNORECASE,
)
_LOST_ABOUT = re.compile(r"(?<=[a-zà-ÿ])\s?over\s*(?=[^\W\d_]|[«“])")
#: 'Bos (X) over', 'Bos en Tak (beiden X) aan de minister': as catalogues and some letters begin.
_BARE = re.compile(
    r"[^\W\d_][^()?!:;]{1,80}\([^()]{1,40}\)[^()?!:;]{0,80}?"
    r"\s(?:over|inzake|aan de (?:minister|staatssecretaris))\b"
)


@dataclass(frozen=True)
class QuestionHeader:
    """Who asks whom about what; `title` is '' and the dates None where nothing is printed."""

    askers: tuple[Asker, ...]
    addressees: tuple[Addressee, ...]
    title: str
    submitted: date | None
    case_number: str | None


def is_question_header(text: str) -> bool:
    """Whether a line begins the header of questions ('Vragen van het lid ...')."""
    text = with_spaces(_CASE_FIRST.sub("", text[:BEGINNING]))
    match = _QUESTIONS.match(text)
    if not match or not re.match(r"\W*[A-Z]", text) or "amervra" in match[0]:
        return False
    return bool(
        re.search(r"(?:van|door)\s*$", match[0])
        or re.match(r"\s*(?:de\s+)?le?[id]", text[match.end() :])
    )


def is_bare_header(text: str) -> bool:
    """Whether a text begins as a header of questions without its first words ('Bos (X) over ...'),
    and has the date that only a header has."""
    match = _BARE.match(text)
    if not match or re.search(r"\bvragen\b|\bantwoorden\b", match[0]):
        return False  # 'Hierbij zend ik u de antwoorden op de vragen van het lid Bos (X) over'
    return any(any(dates(m[1])) for m in _SENT.finditer(text))


def read_question_header(text: str) -> tuple[QuestionHeader, tuple[Problem, ...]]:
    """The header of questions, from one string that may have line ends in it."""
    text = mend_accents(one_line(text))
    text, submitted, problems = taken_date(_SENT, text)
    case = CASE_NUMBER.search(text[:16]) or CASE_NUMBER.search(text[-18:])
    text = _CASE_FIRST.sub("", text)
    match = _QUESTIONS.match(text)
    body = text[match.end() :] if match else text
    people, offices, title = _three_parts(body)
    somebody = None if offices else _TO_SOMEBODY.search(people)
    if somebody and ROLE.search(somebody[0]):
        people, offices = people[: somebody.start()], somebody[0]
    askers, others = read_askers(_TO_SOMEBODY.sub("", people))
    addressees = read_addressees(offices)
    number = squeezed(case) if case else None
    header = QuestionHeader(askers, addressees, _title(title), submitted, number)
    if not match and not askers:
        detail = f"«{text[:60]}»" if text else "er is geen kop"
        problems += (Problem.of("header_not_understood", "kop", detail=detail),)
    return header, (*problems, *_doubts(others, people, offices))


def _doubts(others: str, people: str, offices: str) -> Iterator[Problem]:
    """What a header says of people without naming them."""
    if others:
        yield Problem.of("askers_unnamed", "kop", detail=others)
    if both := HOLDERS.search(offices):
        yield Problem.of("holders_meant", "kop", detail=both[0])
    if not offices and _TO_SOMEBODY.search(people):
        yield Problem.of("no_addressees", "kop")


def _three_parts(body: str) -> tuple[str, str, str]:
    """Askers, addressees and title, cut at 'aan de Minister' and 'over'."""
    about = _outside_brackets(_ABOUT, body)
    to = _TO.search(body)
    if to and (not about or to.start() < about.start()):
        people, rest = body[: to.start()], _about_apart(body[to.end() :])
        about = _outside_brackets(_ABOUT, rest)
        if not people.strip(" ,"):
            return _askers_last(rest, about)
        if not about:
            return people, rest, ""
        return people, rest[: about.start()], rest[about.end() :]
    if about and to and _are_offices(body[to.end() :]):
        return body[: about.start()], body[to.end() :], body[about.end() : to.start()]
    if about:
        return body[: about.start()], "", body[about.end() :]
    return body, "", ""


def _about_apart(rest: str) -> str:
    """Offices and title with the space that an extractor lost: 'Rechtsbeschermingover de brug'."""
    for match in _LOST_ABOUT.finditer(rest):
        before = rest[: match.start()]
        if _are_offices(f"Minister {before}" if not ROLE.search(before) else before):
            return f"{before} over {rest[match.end() :]}"
    return rest


def _are_offices(text: str) -> bool:
    """Whether a text is nothing but offices with known portfolios."""
    offices = read_addressees(text)
    return bool(offices) and all(known_portfolio(office.portfolio) for office in offices)


def _askers_last(rest: str, about: re.Match[str] | None) -> tuple[str, str, str]:
    """'Vragen aan de staatssecretaris van X van het lid Y over ...': the askers come second."""
    end = about.start() if about else len(rest)
    cut = re.search(r"\bvan (?:het lid|de leden)\b", rest[:end])
    offices, people = (rest[: cut.start()], rest[cut.start() : end]) if cut else (rest[:end], "")
    return people, offices, rest[about.end() :] if about else ""


def _outside_brackets(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match of a pattern at no depth of brackets."""
    depth, last = 0, 0
    for match in pattern.finditer(text):
        depth += text.count("(", last, match.start()) - text.count(")", last, match.start())
        last = match.start()
        if depth <= 0:
            return match
    return pattern.search(text)


def _title(text: str) -> str:
    text = re.sub(r"\s*[;,]?\s*\b(?:Antwoord|Mededeling)\s*$", "", text)
    return text.strip(" .,;:")
