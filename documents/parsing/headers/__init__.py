"""The two headers of a set: who asks whom about what, and who answers when.

'Vragen van de leden A (X) en B (Y) aan de Minister van Z over ... (ingezonden 9 september 2022)'
'Antwoord van Minister H (Z), mede namens ... (ontvangen 8 november 2022). Zie ook Aanhangsel ...'

Sources of forty years are read: with and without 'het lid', lower case, brackets missing or twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..printed import dates, mend_accents, one_line, read_numbers
from ..problems import Problem
from ..questionset import Addressee, Answerer, Asker, Kind, SeeAlso
from .answerers import names_holder, read_answerers
from .askers import family_name, read_all_askers
from .ministries import in_full, is_ministry, known_portfolio
from .offices import HOLDERS, ROLE, read_addressees
from .titles import ACTING, HONORIFIC, with_spaces

__all__ = [
    "AnswerHeader",
    "QuestionHeader",
    "case_in",
    "family_name",
    "in_full",
    "is_answer_header",
    "is_ministry",
    "is_question_header",
    "read_addressees",
    "read_answer_header",
    "read_answerers",
    "read_question_header",
    "read_see_also",
]


@dataclass(frozen=True)
class QuestionHeader:
    """Who asks whom about what; `title` is '' and the dates None where nothing is printed."""

    askers: tuple[Asker, ...]
    addressees: tuple[Addressee, ...]
    title: str
    submitted: date | None
    case_number: str | None


@dataclass(frozen=True)
class AnswerHeader:
    """Who answers when; `kind` is 'answer', or 'postponement' for a Mededeling."""

    answerers: tuple[Answerer, ...]
    answered: date | None
    see_also: tuple[SeeAlso, ...]
    kind: Kind


#: The number of a case (Z) or document (D) in Parlis, the system of the Kamer: '2022Z17084'.
#: Some print it with a space in it.
CASE_NUMBER = re.compile(r"\b(?:19|20)\d{2} ?[ZD] ?\d{4,5}(?!\d)")
_CASE_FIRST = re.compile(rf"^\W*{CASE_NUMBER.pattern}\W*")
_SENT = re.compile(r"\bIngezonden\s*(?:op\s+)?[:(]?([^()]{0,40})\)?", re.IGNORECASE)
_RECEIVED = re.compile(r"[(\[]?\s*(?:[(\[]?\s*\bontvangen\s*)+:?([^()]{0,40})\)?", re.IGNORECASE)
_QUESTIONS = re.compile(
    r"^\W*(?:(?:nadere?|aanvullende|mondelinge|schriftelijke|herziene|gewijzigde|nieuwe)\s+)*"
    r"(?:interpellatie|kamer|vervolg)?-?vra(?:gen|ag)(?:\b|(?=van\s))(?:\s+gesteld)?\s*(?:(?:van|door)\b)?",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^\W*(?:(?:nadere?|aanvullende?|herziene?|gewijzigde?|voorlopige?|mondelinge?)\s+)*"
    r"(antwoord(?:en)?|beantwoording|reactie|mededeling|uitstel(?:bericht)?)\b\s*(?:van|door|namens)\b",
    re.IGNORECASE,
)
#: 'Antwoorden van de minister van X op Kamervragen van ...' heads the annex of a letter.
_ANSWERS_TO = re.compile(r"\bop\s+(?:de\s+)?(?:schriftelijke\s+|Kamer)*vragen\b", re.IGNORECASE)
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
_YEAR_AND_NUMBERS = (
    r"(\d{4})\s*[-–—/]\s*(\d{4}|\d{2})(?!\d)[\s,]*(?:nrs?\.?|nummers?)?\s*"
    r"(\d{1,4}(?:(?:\s*,\s*|\s*,?\s*(?:en|&)\s*|\s*(?:t/m|tot en met)\s*)(?:nrs?\.\s*)?"
    r"\d{1,4}\b(?!\s*[-–]\s*\d))*)"
)
_SEE_ALSO = re.compile(
    r"Aanhangsels?\s*(?:(?:van|bij)\s+de\s+)?(?:der\s+)?Handelingen[\s,]*"
    r"(?:(?:II|TK|Tweede Kamer)[\s,]*)?"
    rf"(?:vergaderja(?:ar|ren)|vj\.?)?\s*{_YEAR_AND_NUMBERS}",
    re.IGNORECASE,
)
#: What follows such a reference for another year: 'en vergaderjaar 2022–2023, nr. 9'.
_SEE_MORE = re.compile(
    rf"[\s,;]*(?:\ben\s+)?(?:vergaderjaar|vj\.?)?\s*{_YEAR_AND_NUMBERS}", re.IGNORECASE
)
#: 'Bos (X) over', 'Bos en Tak (beiden X) aan de minister': as catalogues and some letters begin.
_BARE = re.compile(
    r"[^\W\d_][^()?!:;]{1,80}\([^()]{1,40}\)[^()?!:;]{0,80}?"
    r"\s(?:over|inzake|aan de (?:minister|staatssecretaris))\b"
)
#: 'prof. dr. A.B.C. ': titles and initials before the name of who answers.
_TITLED = re.compile(
    rf"\s*(?:de\s+)?(?:{HONORIFIC}\s*)+(?:[A-Z][a-z]?\.\s?)*(?:[^\W\d_]+[\s-]){{0,3}}",
    re.IGNORECASE,
)
#: How much of a line shows whether a header begins there, in characters.
_BEGINNING = 400


def case_in(text: str) -> str | None:
    """The first number of a case (not of a document) in a text, without the spaces in it."""
    found = (_squeezed(match) for match in CASE_NUMBER.finditer(text))
    return next((number for number in found if "Z" in number), None)


def _squeezed(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def is_question_header(text: str) -> bool:
    """Whether a line begins the header of questions ('Vragen van het lid ...')."""
    text = with_spaces(_CASE_FIRST.sub("", text[:_BEGINNING]))
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


def is_answer_header(text: str) -> bool:
    """Whether a line begins the header of an answer ('Antwoord van Minister ...')."""
    text = with_spaces(text[:_BEGINNING])
    match = _ANSWER.match(text)
    if not match or _ANSWERS_TO.search(text):
        return False
    titled = _TITLED.match(text[match.end() :])
    end = match.end() + (titled.end() if titled else 0) + 40
    return bool(ROLE.search(text[match.end() : end])) or names_holder(text[match.end() :].lstrip())


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, date | None, tuple[Problem, ...]]:
    """The text before the last '(ingezonden ...)' and its date, with what was wrong with it."""
    found = [m for m in pattern.finditer(text) if any(True for _ in dates(m[1]))]
    if not found:
        return text, None, ()
    last = found[-1]
    before = text[: last.start()].rstrip(" ([;,")
    rest = before if CASE_NUMBER.sub("", before).strip() else f"{before} {text[last.end() :]}"
    value = next(dates(last[1]))
    if isinstance(value, date):
        return rest, value, ()
    return rest, None, (Problem.of("date_invalid", "kop", detail=value),)


def read_question_header(text: str) -> tuple[QuestionHeader, tuple[Problem, ...]]:
    """The header of questions, from one string that may have line ends in it."""
    text = mend_accents(one_line(text))
    text, submitted, problems = _taken(_SENT, text)
    case = CASE_NUMBER.search(text[:16]) or CASE_NUMBER.search(text[-18:])
    text = _CASE_FIRST.sub("", text)
    match = _QUESTIONS.match(text)
    body = text[match.end() :] if match else text
    people, offices, title = _three_parts(body)
    somebody = None if offices else _TO_SOMEBODY.search(people)
    if somebody and ROLE.search(somebody[0]):
        people, offices = people[: somebody.start()], somebody[0]
    askers, others = read_all_askers(_TO_SOMEBODY.sub("", people))
    addressees = read_addressees(offices)
    number = _squeezed(case) if case else None
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


def read_answer_header(text: str) -> tuple[AnswerHeader, tuple[Problem, ...]]:
    """The header of an answer or Mededeling, from one string that may have line ends in it."""
    text = mend_accents(one_line(text))
    see_also = read_see_also(text)
    text = with_spaces(text)
    match = _ANSWER.match(text)
    notice = match and match[1].lower().startswith(("mede", "uit"))
    kind = Kind.POSTPONEMENT if notice else Kind.ANSWER
    head = re.split(r"\bZie (?:ook|verder)\b", text[match.end() :] if match else text)[0]
    head, answered, problems = _taken(_RECEIVED, head)
    if answered is None and not problems:
        head = re.split(r"\(\s*ontvangen", head, flags=re.IGNORECASE)[0]
    answerers = read_answerers(head)
    if not match or not answerers:
        problems += (Problem.of("header_not_understood", "kop", detail=f"«{text[:60]}»"),)
    return AnswerHeader(answerers, answered, see_also, kind), problems


def read_see_also(text: str) -> tuple[SeeAlso, ...]:
    """Every 'Aanhangsel Handelingen, vergaderjaar 2022–2023, nr. 325' in a text, as printed."""
    found: list[SeeAlso] = []
    for match in _SEE_ALSO.finditer(text):
        here: re.Match[str] | None = match
        while here:
            first = int(here[1])
            found.extend(SeeAlso(f"{first}-{first + 1}", n) for n in read_numbers(here[3]))
            here = _SEE_MORE.match(text, here.end())
    return tuple(found)
