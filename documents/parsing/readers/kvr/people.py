"""Who asks, who is asked and who answers in a KVR file, through the slips of its tags."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches

from ...headers import QuestionHeader, read_answer_header, read_question_header
from ...headers.ministries import known_portfolio, read_portfolio
from ...headers.offices import ROLE, printed_offices, read_addressees, role_name
from ...problems import Problem
from ...questionset import Addressee, Answerer, Asker, Kind
from .source import Source
from .texts import NOTICE_HEAD

#: What stands for an office of which only the holder's name, or only the ministry, is known.
UNKNOWN_ROLE, UNKNOWN = "Bewindspersoon", "onbekend"
#: No portfolio is longer; what is, is a sentence that ran on.
_LONGEST_OFFICE = 110
_JOINT = re.compile(r"^(?:beiden?|al+en?)\s+", re.IGNORECASE)
_LONGEST_NAME, _LONGEST_PARTY = 60, 40
#: Two names are of one person from this likeness on: 'H. Makkreel' is 'Heijne Makkreel'.
_SAME_NAME = 0.75
#: Parties that are printed with dots, without, or with the commas of a scanner: 'P.v.d.A.'.
_PARTIES = {
    name.casefold(): name
    for name in ("CDA", "CPN", "EVP", "GPV", "PPR", "PSP", "PvdA", "RPF", "SGP", "VVD")
}
#: What runs on behind an office: a date, a reference, the subject, a person.
_RUN_ON = re.compile(
    r"[\s.,;({[]*(?:\bontvangen\b|zie ?ook\b|; (?:antwoord|mededeling)|\binzake\b"
    r"|\bnaar aanleiding van\b|\bin verband met\b|\bbetreffende\b|\bmet betrekking tot\b"
    r"|\bin het kader van\b|\bin aanvulling op\b|\bop \d|,? (?:mevr|mw|dhr)\b|\ba ?\.? ?i\b\.?).*",
    re.IGNORECASE,
)


def askers(source: Source, header: QuestionHeader) -> tuple[Asker, ...]:
    """The tagged persons; a party that is tagged on the last of several is taken from the header.

    'beiden CDA' on one person holds for those before as well. Where one tag has the names that
    the header parts ('Kuiken Depla'), the header's persons are taken.
    """
    rows = source.people("Indiener")
    if len(rows) < len(header.askers) and _joined(n for n, _ in rows) == _printed(header):
        rows = [(asker.name, asker.party or "") for asker in header.askers]
    printed = {letters(asker.name): asker.party for asker in header.askers}
    joint = next((party for _, party in rows if _JOINT.match(party)), "")
    found = [(name, party or joint or printed.get(letters(name))) for name, party in rows]
    found += [(asker.name, asker.party) for asker in _untagged(rows, header)]
    found = found or [(asker.name, asker.party) for asker in header.askers]
    return tuple(dict.fromkeys(Asker(name, _party(party or "") or None) for name, party in found))


def more_askers(heads: tuple[str, ...]) -> Iterator[Asker]:
    """Those who asked the further series of questions, by their headings."""
    for head in heads:
        yield from read_question_header(head)[0].askers


def _untagged(rows: list[tuple[str, str]], header: QuestionHeader) -> list[Asker]:
    """The persons that the header has and no tag: none, unless it has all that are tagged too."""
    left = list(header.askers)
    for name, _ in rows:
        likeness = [(_likeness(name, asker.name), index) for index, asker in enumerate(left)]
        best, index = max(likeness, default=(0.0, 0))
        if best < _SAME_NAME:
            return []
        left.pop(index)
    return [asker for asker in left if re.search("[a-zà-ÿ]{2}", asker.name)] if rows else []


def _likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1, by their letters without case."""
    one, other = letters(one), letters(other)
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _party(text: str) -> str:
    """A party as tagged, without 'beiden' and stray signs, its dots left out where it has some."""
    party = _JOINT.sub("", text.strip(" ,()[]"))
    known = _PARTIES.get(re.sub(r"\W", "", party).casefold())
    return known or (party if len(party) < _LONGEST_PARTY else "")


@functools.lru_cache(4096)
def letters(name: str) -> str:
    """The letters of a name, to compare: no 'en', no case, no signs."""
    return re.sub(r"\W|\ben\b", "", name).casefold()


def _joined(names: Iterable[str]) -> str:
    """The letters of several names as one word."""
    return "".join(letters(name) for name in names)


def _printed(header: QuestionHeader) -> str:
    return _joined(asker.name for asker in header.askers)


def answerers(
    source: Source, kind: Kind, reply: str
) -> tuple[tuple[Answerer, ...], tuple[Problem, ...]]:
    """Who answers, or gives notice: by name where the office is lost, else by ministry.

    UNKNOWN_ROLE and UNKNOWN stand for the lost office, with a problem.
    """
    notice = kind == Kind.POSTPONEMENT and source.has("mededeling")
    found = _notice_givers(source) if notice else _tagged_answerer(source)
    found = found if _is_known(found) else _headed(reply) or found
    names = [name for name, _ in source.people("Beantwoorder")]
    found = found or tuple(Answerer(name, "", "") for name in names)
    unknown = [a.name for a in found if a.name and not _is_known((a,))]
    problems = (Problem.of("office_unknown", detail=", ".join(unknown)),) if unknown else ()
    ministry = _ministry(source)
    if not found and ministry and kind == Kind.ANSWER:
        found = (Answerer(None, "", ministry),)
        problems = (Problem.of("no_answerers", "kop"),)
    whole = (
        replace(a, role=a.role or UNKNOWN_ROLE, portfolio=a.portfolio or UNKNOWN) for a in found
    )
    behalf = () if notice else _on_behalf(source)
    return tuple(dict.fromkeys((*whole, *behalf))), problems


def _ministry(source: Source) -> str:
    """The ministry that the catalogue says the answer came from: 'Financiën (FIN)'."""
    text = re.sub(r"\s*\([^()]*\)$", "", source.items.get("Afkomstig_van", ""))
    return read_portfolio(text) if known_portfolio(text) else ""


def _tagged_answerer(source: Source) -> tuple[Answerer, ...]:
    path = "meta/antwoorddata/antwoorder"
    text = re.sub(r"^(?:de )?heer |^mevrouw ", "", source.text(path))
    role, field = source.attribute(path, "functie"), source.attribute(path, "ministerie")
    names = [name for name, _ in source.people("Beantwoorder")]
    cut = re.search(r",\s*(?=\S*minister|staatss)", text, re.IGNORECASE)
    office = read_addressees(text[cut.end() :]) if cut else ()
    if office:
        role, field = office[0].role, field if known_portfolio(field) else office[0].portfolio
    name = names[0] if names else text[: cut.start()] if cut else text
    is_one = name and _is_name(name) and (role or field)
    return (_answerer(name, role, field),) if is_one else ()


def _answerer(name: str, role: str, field: str) -> Answerer:
    """An office-holder by the tags, in which name, role and ministry may have slipped."""
    if not re.match(r"\w", field) or re.match(r"(?:Ontvangen|Ingezonden|artikel)\b", field):
        name, field = _name_then_field(name)
    inside = read_addressees(field)
    portfolio = next(iter(_portfolios(inside[0].portfolio if inside else field)), "")
    if _role(role) == "Minister-President" and not known_portfolio(portfolio):
        portfolio = "Algemene Zaken"
    return Answerer(name.strip(" .,"), _role(role), portfolio)


def _name_then_field(text: str) -> tuple[str, str]:
    """'Hirsch Ballin Justitie' as a name and a known portfolio; '' where none is known."""
    text = re.split(r",\s*mede\b", text)[0].strip(" .,)")
    for space in re.finditer(" ", text):
        if known_portfolio(text[space.end() :]):
            return text[: space.start()], text[space.end() :]
    return text, ""


def _role(text: str) -> str:
    """The role in its proper spelling, through the errors of OCR ('mmister'); '' if it is none."""
    match = ROLE.search(text)
    if match:
        return role_name(match)
    near = get_close_matches(text.casefold(), ("minister", "staatssecretaris"), 1, 0.75)
    return near[0].capitalize() if near else ""


def addressees(source: Source, header: QuestionHeader) -> tuple[Addressee, ...]:
    """Who is asked, by the catalogue line where it names all that are tagged, else by the tags.

    Tags leave out who comes behind the name of a holder; before 1995 nobody is named.
    """
    found = _offices(source.text("meta/vraagdata/vraagt-aan"))
    tagged = [Addressee(role, field) for _, role, field in found]
    printed = [
        Addressee(office.role, field)
        for office in header.addressees
        for field in _portfolios(_name_and_field(office.portfolio)[1])
    ]
    whole = set(tagged) <= set(printed) or not tagged
    return tuple(dict.fromkeys(printed if whole else tagged))


def _on_behalf(source: Source) -> tuple[Answerer, ...]:
    rows = _offices(source.text("meta/antwoorddata/mede-antwoorder"))
    return tuple(Answerer(name, role, field, True) for name, role, field in rows)


@functools.lru_cache(2048)
def _offices(text: str) -> tuple[tuple[str | None, str, str], ...]:
    """(name, role, portfolio) of each office in a phrase; what is no office is left out."""
    found = []
    for office in printed_offices(_RUN_ON.sub("", text)):
        name, field = _name_and_field(office.portfolio)
        found += [(name, office.role, part) for part in _portfolios(field)]
    return tuple(found)


def _name_and_field(text: str) -> tuple[str | None, str]:
    """'Bos (Justitie' is a name with a portfolio; of 'Buitenlandse Zaken (Europese Zaken' the
    portfolio within the ministry is the more exact."""
    match = re.match(r"([^()]+?)[\s,]*\(([^()]+)", text)
    outer, inner = match.groups() if match else (text, "")
    if not known_portfolio(inner):
        return None, outer
    return None if known_portfolio(outer) else outer, inner


def _portfolios(text: str) -> list[str]:
    """'Financiën en Justitie' as two; 'Justitie, Van Veen' as one; nothing of a mere sentence."""
    text = _RUN_ON.sub("", text)
    if known_portfolio(text):
        return [read_portfolio(text)]
    parts = re.split(r",? en (?:voor |van )?(?=[A-Z])|, (?=[A-Z])", text)
    if all(known_portfolio(part) for part in parts):
        return [read_portfolio(part) for part in parts]
    for end in reversed([match.start() for match in re.finditer(r",? ", text)]):
        if known_portfolio(text[:end]):
            return [read_portfolio(text[:end])]
    is_one = re.match(r"[A-Z]", text) and len(text) < _LONGEST_OFFICE
    return [read_portfolio(text)] if is_one else []


def _is_known(answerers: tuple[Answerer, ...]) -> bool:
    return bool(answerers) and all(a.role and a.portfolio for a in answerers)


def _headed(heading: str) -> tuple[Answerer, ...]:
    """The office-holders in a printed heading, if it is understood whole."""
    header, problems = read_answer_header(heading)
    found = tuple(
        replace(answerer, portfolio=field)
        for answerer in header.answerers
        for field in _portfolios(answerer.portfolio)
    )
    whole = not problems and all(_is_name(answerer.name or "") for answerer in found)
    return found if whole else ()


def _notice_givers(source: Source) -> tuple[Answerer, ...]:
    """Who gives notice of delay: by the heading of the notice, else by its attributes."""
    match = NOTICE_HEAD.match(source.text("mededeling"))
    found = _headed(match[0] if match else "")
    values = [source.attribute("mededeling", key) for key in ("mededeler", "functie", "afdeling")]
    if found or not values[0] or values[0].startswith(("lid ", "leden ")):
        return found
    return (_answerer(*values),)


def _is_name(text: str) -> bool:
    """Whether it is short enough for a name; what is longer ran on into a text."""
    return len(text) < _LONGEST_NAME
