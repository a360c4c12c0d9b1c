"""The two headers of a set: who asks whom about what, and who answers when.

'Vragen van de leden A (X) en B (Y) aan de Minister van Z over ... (ingezonden 9 september 2022)'
'Antwoord van Minister H (Z), mede namens ... (ontvangen 8 november 2022). Zie ook Aanhangsel ...'

Sources of forty years are read: with and without 'het lid', lower case, brackets missing or twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ..printed import dates, mend_accents, one_line, read_numbers
from ..problems import Problem
from ..questionset import Addressee, Answerer, Asker, Kind, SeeAlso
from .offices import (
    ROLE,
    is_plural,
    known_portfolio,
    portfolios,
    read_addressees,
    read_portfolio,
    role_name,
)

__all__ = [
    "AnswerHeader",
    "QuestionHeader",
    "case_in",
    "is_answer_header",
    "is_question_header",
    "read_addressees",
    "read_answer_header",
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
    r"(?:interpellatie|kamer|vervolg)?-?vra(?:gen|ag)\b(?:\s+gesteld)?\s*(?:(?:van|door)\b)?",
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
    r"\baan\s*(?:de|den|het|onze)?\s*(?=(?:vice-?|demissionair\w*\s)?(?:mini?st|sta+t+s|secretaris))",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:\bover|\binzake|\bbetreffende|\bomtrent|\bbetreft|\bnaar aanleiding van|\bin verband met"
    r"|\bmet betrekking tot|\bten aanzien van)\b\s*:?\s*",
    re.IGNORECASE,
)
_YEAR_AND_NUMBERS = (
    r"(\d{4})\s*[-–—/]\s*(\d{4}|\d{2})(?!\d)[\s,]*(?:nrs?\.?|nummers?)?\s*"
    r"(\d{1,4}(?:(?:\s*,\s*|\s*,?\s+en\s+|\s*(?:t/m|tot en met)\s*)(?:nrs?\.\s*)?"
    r"\d{1,4}\b(?!\s*[-–]\s*\d))*)"
)
_SEE_ALSO = re.compile(
    r"Aanhangsel\s*(?:van\s+de\s+)?(?:der\s+)?Handelingen[\s,]*(?:(?:II|TK|Tweede Kamer)[\s,]*)?"
    rf"(?:vergaderjaar|vj\.?)?\s*{_YEAR_AND_NUMBERS}",
    re.IGNORECASE,
)
#: What follows such a reference for another year: 'en vergaderjaar 2022–2023, nr. 9'.
_SEE_MORE = re.compile(
    rf"[\s,;]*(?:\ben\s+)?(?:vergaderjaar|vj\.?)\s*{_YEAR_AND_NUMBERS}", re.IGNORECASE
)
#: A name begins with a capital, or a particle: 'op 3 mei meegedeeld' and 'of ...' are none.
_NAME = re.compile(
    r"(?:(?:van|von|de|den|der|ten|ter|te|el|al|la|le|du|di|in|d|'t|’t)\b\W*)*[^\W\da-zß-ÿ](?:[\w.’']|\s[A-ZÀ-Þ])"
)
_PARTICLES = r"(?:van|von|der|den|ten|ter|de|el|al|la|le|du|di|te)"


#: 'Bos (X) over', 'Bos en Tak (beiden X) aan de minister': as catalogues and some letters begin.
_BARE = re.compile(
    r"[^\W\d_][^()?!:;]{1,80}\([^()]{1,40}\)[^()?!:;]{0,80}?"
    r"\s(?:over|inzake|aan de (?:minister|staatssecretaris))\b"
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
    text = _CASE_FIRST.sub("", text[:_BEGINNING])
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
    text = text[:_BEGINNING]
    match = _ANSWER.match(text)
    if not match or _ANSWERS_TO.search(text):
        return False
    return bool(ROLE.search(text[match.end() : match.end() + 40]))


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
    askers = read_askers(people)
    addressees = read_addressees(offices)
    number = _squeezed(case) if case else None
    header = QuestionHeader(askers, addressees, _title(title), submitted, number)
    if not match and not askers:
        detail = f"«{text[:60]}»" if text else "er is geen kop"
        problems += (Problem.of("header_not_understood", "kop", detail=detail),)
    return header, problems


def _three_parts(body: str) -> tuple[str, str, str]:
    """Askers, addressees and title, cut at 'aan de Minister' and 'over'."""
    about = _outside_brackets(_ABOUT, body)
    to = _TO.search(body)
    if to and (not about or to.start() < about.start()):
        people, rest = body[: to.start()], body[to.end() :]
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


_ALL = re.compile(
    r"^\s*(?:beide[nr]?|allen?|alle (?:drie|vier|vijf)|be[i]?den)\b\s*(?:van\s+)?(?:de\s+)?",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"\b(?:van\s+)?(?:(?:h?de|hee?t)\s+)*(?:[li]eden|[li]id|ldi|heren|heer|dames|mevrouw|kamerlid"
    r"|kamerleden)\b\s*(?-i:van\s+(?=(?:Van|De|Den|Der|Ter|Ten)\b))?"
    r"|\b(?:mevr?|mw|dhr|dr|drs|mr|ir|prof)\.\s*",
    re.IGNORECASE,
)


#: Brackets that the print has twice or in the wrong place: '((VVD)', 'A en B beiden (VVD)'.
_DOUBLED, _DOUBLED_END = re.compile(r"\(\s*\(+"), re.compile(r"\)\s*\)+")
_LATE_BRACKET = re.compile(r"\(?\s*\b(beiden|allen)\s*\(", re.IGNORECASE)
_FACTION = re.compile(r"\s+van\s+de\s+fractie\s+van\s+(?:de\s+|het\s+)?([\w’'-]+)")


def read_askers(text: str) -> tuple[Asker, ...]:
    """The members in 'A, B (beiden X) en C (Y)', each with the party as printed."""
    found: list[Asker] = []
    text = _FACTION.sub(r" (\1)", _LATE_BRACKET.sub(r"(\1 ", _DOUBLED.sub("(", text)))
    text = re.sub(r"(?<=\w)\(", " (", text)
    for names, party in re.findall(r"([^()]*)(?:\(([^()]*)(?:\)|$))?", text):
        faction = _party(party)
        found.extend(Asker(name, faction) for name in _names(_TITLES.sub(" ", names)))
    return tuple(found)


def _party(text: str) -> str | None:
    text = one_line(_ALL.sub("", text)).strip(" ,")
    return text or None


def _names(text: str) -> list[str]:
    parts = re.split(
        r"\s*[,;]\s*(?:en\s+)?|\s+en\s+|^en\s+|\s+alsmede\s+|^\s*(?:mede\s+)?gesteld\s+door\s+",
        text,
    )
    names = (_name(part) for part in parts)
    return [name for name in names if _NAME.match(name)]


def _name(text: str) -> str:
    """A name as printed, the spaces that a particle lost put back ('vanDijk', 'Van derLee')."""
    text = re.sub(r"^\s*het\s+(?=[A-Z])", "", text)
    text = re.sub(rf"\b({_PARTICLES})(?=[A-Z][a-z])", r"\1 ", one_line(text))
    text = re.sub(r"(?<=\w)\s*[–—]\s*(?=[A-Z])", "-", text)
    return text.strip(" .,:-")


def read_answer_header(text: str) -> tuple[AnswerHeader, tuple[Problem, ...]]:
    """The header of an answer or Mededeling, from one string that may have line ends in it."""
    text = mend_accents(one_line(text))
    see_also = read_see_also(text)
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


def read_answerers(text: str) -> tuple[Answerer, ...]:
    """The offices in 'Minister H (X) en van Staatssecretaris S (Y), mede namens ...', in order."""
    text = _DOUBLED_END.sub(")", _DOUBLED.sub("(", text))
    roles = list(ROLE.finditer(text))
    ends = [*(role.start() for role in roles[1:]), len(text)]
    behalf = re.search(r"\bnamens\b", text, re.IGNORECASE)
    found: list[Answerer] = []
    waiting: list[re.Match[str]] = []
    for role, end in zip(roles, ends, strict=False):
        after = text[role.end() : end]
        on_behalf = _is_after(behalf, role)
        people = _office_holders(role, after)
        if not people:
            waiting.append(role)
            continue
        for other in waiting if people[0][0] is None else ():
            found.extend(Answerer(None, role_name(other), field, on_behalf) for _, field in people)
        found.extend(_answerer(name, role_name(role), field, on_behalf) for name, field in people)
        waiting = []
    found.extend(_alone(waiting, behalf, found[-1].portfolio if found else ""))
    return _premier_once(_with_shared_fields(found))


def _with_shared_fields(found: list[Answerer]) -> list[Answerer]:
    """'Minister H en Staatssecretaris S (X)': who has no portfolio has that of the next."""
    field = ""
    for index, one in reversed(list(enumerate(found))):
        if not one.portfolio:
            found[index] = replace(one, portfolio=field)
        field = found[index].portfolio
    return found


def _alone(
    waiting: list[re.Match[str]], behalf: re.Match[str] | None, field: str
) -> list[Answerer]:
    """The offices of roles after which no portfolio is printed.

    The Minister-President needs none; 'mede namens de Minister' is the one of the same ministry.
    """
    return [
        _answerer(None, role_name(role), field, _is_after(behalf, role))
        for role in waiting
        if role[1] or (field and _is_after(behalf, role))
    ]


def _is_after(behalf: re.Match[str] | None, role: re.Match[str]) -> bool:
    return bool(behalf and behalf.start() < role.start())


def _answerer(name: str | None, role: str, field: str, on_behalf: bool) -> Answerer:
    premier = role == "Minister-President"
    return Answerer(name, role, "Algemene Zaken" if premier else field, on_behalf)


def _premier_once(found: list[Answerer]) -> tuple[Answerer, ...]:
    """'Minister-President, Minister van Algemene Zaken' and the like are one office."""
    if any(a.role == "Minister-President" for a in found):
        found = [a for a in found if (a.role, a.portfolio) != ("Minister", "Algemene Zaken")]
    return tuple(dict.fromkeys(found))


#: 'Ministers A (X) en B (Y)': the holders after the first.
_HELD = re.compile(r"(?:,|\ben)\s+([^\W\d_][^(),]{1,60})\(([^()]+)\)")
_OFFICE_ONLY = re.compile(r"^\s*(?:van|voor)\s*(?!(?:de|den|der|het|'t|’t)\b)(?=[A-Z])")


def _office_holders(role: re.Match[str], after: str) -> list[tuple[str | None, str]]:
    """(name or None, portfolio) of each holder in the words that follow a role."""
    after = re.sub(r"[\s,]*\b(?:mede\s*)?namens\b.*", "", after, flags=re.IGNORECASE)
    if "(" in after:
        name, field = after.split("(", 1)
        if _OFFICE_ONLY.match(name) and known_portfolio(_OFFICE_ONLY.sub("", name)):
            return [(None, read_portfolio(_OFFICE_ONLY.sub("", name)))]
        held = [(name, re.split(r"\)|\(", field)[0]), *_HELD.findall(field)]
        return [(_holder(name) or None, read_portfolio(field)) for name, field in held]
    if _OFFICE_ONLY.match(after):
        return [(None, field) for field in portfolios(after, is_plural(role))]
    return _named_then_office(role, after)


def _named_then_office(role: re.Match[str], after: str) -> list[tuple[str | None, str]]:
    """'Minister H van Financiën', or a bare 'Minister-President R'."""
    after = re.sub(r"[\s,.]*(?:\b(?:en|antwoord|mededeling|van|de|het)\b[\s,.]*)*$", "", after)
    for cut in re.finditer(r",?\s+(?:van|voor)\s+", after):
        if known_portfolio(after[cut.end() :]):
            return [(_holder(after[: cut.start()]), read_portfolio(after[cut.end() :]))]
    name = _holder(after)
    return [(name, "")] if name and (role[1] or re.match(r"[A-Z]", name)) else []


def family_name(text: str) -> str:
    """A signature's family name: 'D.M. van Weel' is 'Van Weel', 'mr. A. (Anna) Bos' is 'Bos'.

    Nobody signs with the family name alone: without initials the first word is a given name.
    """
    text = re.sub(r"\([^)]*\)", " ", _name(text.split(",")[0]))
    text = re.sub(r"^(?:(?:drs|mr|dr|ir|ing|prof)\.\s*)+", "", text.strip())
    name = re.sub(r"^(?:[A-ZÀ-Þ][a-z]?\.[\s-]*)+", "", text).strip()
    if name == text:
        name = re.sub(
            rf"^(?!(?i:{_PARTICLES})\s)[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)?\s+(?=\S)", "", text
        )
    return name[:1].upper() + name[1:]


def _holder(text: str) -> str:
    text = re.sub(r"^\s*(?:drs|mr|dr|ir|prof|mw|mevr|dhr)\.\s*", "", _TITLES.sub(" ", text))
    return _name(text)


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
