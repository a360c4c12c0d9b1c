"""KVR XML: the Parlando archive of 1984-2008, clean and OCR-damaged ('Staten-Generaal digitaal').

Its catalogue (`item`) was typed by people; the tags under it were made by a program that erred
now and then. So the catalogue leads for dates, numbers and names, and what is lost in the tags is
looked for where it went: an answer in the attribute of a date, a year taken for a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from lxml import etree

from . import xml
from .headers import QuestionHeader, read_answer_header, read_question_header
from .kvr_source import Source, iso, read_source
from .kvr_texts import NOTICE_HEAD, Texts, read_texts
from .offices import ROLE, known_portfolio, read_addressees, read_portfolio, role_name
from .problems import Problem
from .questionset import Answerer, Asker, ParseResult, QuestionSet, RawFile, SeeAlso

_PLACE = re.compile(
    r"(?P<year>\d{4}-\d{4}),? (?:nr\.|nummer|vraagnr\.) *(?P<number>\d+?)"
    r"(?P<variant>(?:\de)?H|[A-Za-z])?(?P<reprint> Herdruk)?(?=,|$)"
)
_SEE = re.compile(
    r"Aanhangsel\s+Handelingen,?\s*(?:nrs?\.?|nummers?)?\s*"
    r"(\d{1,4}(?:\s*(?:,|en|en nr\.|,? nr\.)\s*\d{1,4})*),?\s*"
    r"vergaderjaar\s+(\d{4})\s*[-–/]\s*\d{2,4}",
    re.IGNORECASE,
)
#: What the Eerste Kamer writes between the askers and those asked, and a reference behind these.
_TOLD = re.compile(r",?\s*(?:op \d{1,2} ?\w+ \d{4},? )?m(?:ed|e)egedeeld\b|\s*\(Zie ook [^()]*\)")


def parse(raw: RawFile) -> ParseResult:
    """The question set in one file of the Parlando archive, with what was noticed."""
    root = xml.read_root(raw.data)
    return ParseResult(None, (root,)) if isinstance(root, Problem) else _read(root)


def _read(root: etree._Element) -> ParseResult:
    source = read_source(root)
    header, problems = _header(source)
    texts = read_texts(source)
    kind = _kind(source, texts)
    answerers, more = _answerers(source, kind, texts.reply)
    found = QuestionSet(
        **_numbers(source),
        kind=kind,
        submitted=source.day("Datum_indiening", "meta/vraagdata", "indiendatum"),
        answered=_answered(source),
        title=header.title or source.attribute("meta/vraagdata", "onderwerp").rstrip("."),
        askers=_askers(source, header),
        addressees=read_addressees(source.text("meta/vraagdata/vraagt-aan")) or header.addressees,
        answerers=answerers,
        see_also=_see_also(source),
        questions=texts.questions,
        answers=texts.answers,
        footnotes=texts.footnotes,
        notes=texts.notes,
        topics=_topics(source.items),
        summary=source.items.get("Inhoud") or None,
        pages=_pages(source),
    )
    return ParseResult(found, (*problems, *more, *_disagreements(source, header, found)))


def _header(source: Source) -> tuple[QuestionHeader, tuple[Problem, ...]]:
    """The catalogue line; in some files it is no more than the subject."""
    line = _TOLD.sub("", source.items.get("Bibliografische_omschrijving", ""))
    is_whole = re.search(r"\bvra(?:ag|gen)\b", line[:40], re.IGNORECASE)
    return read_question_header(line if is_whole or not line else f"Vragen over {line}")


# numbers, dates, kind


def _numbers(source: Source) -> dict[str, Any]:
    """Identifier, session year, number and case number, by the place in the official series."""
    place = source.items.get("Vindplaats", "")
    typed = re.match(r"\d{5,12}", source.items.get("Vraagnr_bij_indiening", ""))
    case = typed[0] if typed else None
    match = _PLACE.search(place)
    if not match:
        return {"case_number": case}
    year, number = match["year"], match["number"]
    suffix = _variant(match["variant"] or "", bool(match["reprint"]))
    if "vraagnr." in place:
        case = source.attribute("meta/vraagdata", "vraagnummer") or case or number
        return {"identifier": f"kv-tk-{case}{suffix}", "session_year": year, "case_number": case}
    house = "ek" if "Eerste Kamer" in place else "tk"
    identifier = f"ah-{house}-{year.replace('-', '')}-{int(number)}{suffix}"
    return {
        "identifier": identifier,
        "session_year": year,
        "number": int(number),
        "case_number": case,
    }


def _variant(letter: str, reprint: bool) -> str:
    """'-h1' for a reprint ('791H', 'nummer 791 Herdruk'), '-h2' for '7912eH', '-a' for '541a'."""
    if reprint or letter.endswith("H"):
        return f"-h{letter[0] if letter[:1].isdecimal() else 1}"
    return f"-{letter.lower()}" if letter else ""


def _answered(source: Source) -> date | None:
    found = source.day("Datum_reaktie", "meta/antwoorddata", "antwoorddatum")
    return found or iso(source.attribute("mededeling", "mededelingdatum"))


def _kind(source: Source, texts: Texts) -> str:
    """A set of the Aanhangsel without answers and without notice lost its answers on the way."""
    catalogue = source.items.get("Bibliografische_omschrijving", "")
    if texts.answers:
        return "answer"
    if source.has("mededeling") or catalogue.endswith("Mededeling") or texts.reply[:4] == "Mede":
        return "postponement"
    return "answer" if source.items.get("Datum_reaktie") else "question"


def _pages(source: Source) -> str | None:
    """'469-471': the pages of the Aanhangsel, of the catalogue or of the page footer."""
    typed = [source.items.get("Beginpagina", ""), source.items.get("Eindpagina", "")]
    printed = source.attribute("meta/footer", "allpagenumbers").split()
    pages = [page for page in typed if page] or printed
    return "-".join(dict.fromkeys((pages[0], pages[-1])))[:60] if pages else None


def _topics(items: dict[str, str]) -> tuple[str, ...]:
    """Headings ('Gezondheidszorg (Ouderen)') and keywords, each once.

    In most files the line ends between them are lost. A heading ends with its bracket; a
    keyword begins with a capital, and so does hardly any other word in one.
    """
    headings = re.findall(r"[^()]+\([^()]*\)|[^()]+$", " ".join(items.get("Rubriek", "").split()))
    keywords = items.get("Trefwoorden", "").strip()
    split = keywords.split("\n") if "\n" in keywords else _KEYWORD.split(keywords)
    topics = (" ".join(topic.split()) for topic in (*headings, *split))
    return tuple(dict.fromkeys(topic for topic in topics if topic))


_KEYWORD = re.compile(
    r"(?<!Verenigde)(?<!Nederlandse)(?<!Eerste)(?<!Tweede)(?<!Europese) +(?=[A-ZÀ-Þ])"
)


# people


def _askers(source: Source, header: QuestionHeader) -> tuple[Asker, ...]:
    """The tagged persons; a party that is tagged on the last of several is taken from the header.

    'beiden CDA' on one person holds for those before as well. Where one tag has the names that
    the header parts ('Kuiken Depla'), the header's persons are taken.
    """
    rows = source.people("Indiener")
    if len(rows) < len(header.askers) and _joined(n for n, _ in rows) == _printed(header):
        return header.askers
    printed = {_letters(asker.name): asker.party for asker in header.askers}
    joint = next((party for _, party in rows if _JOINT.match(party)), "")
    askers = (
        Asker(name, _JOINT.sub("", party or joint) or printed.get(_letters(name)))
        for name, party in rows
    )
    return tuple(dict.fromkeys(askers)) or header.askers


_JOINT = re.compile(r"^(?:beiden?|allen?)\s+", re.IGNORECASE)


def _letters(name: str) -> str:
    """The letters of a name, to compare: no 'en', no case, no signs."""
    return re.sub(r"\W|\ben\b", "", name).casefold()


def _joined(names: Iterable[str]) -> str:
    """The letters of several names as one word."""
    return "".join(_letters(name) for name in names)


def _printed(header: QuestionHeader) -> str:
    return _joined(asker.name for asker in header.askers)


def _answerers(
    source: Source, kind: str, reply: str
) -> tuple[tuple[Answerer, ...], tuple[Problem, ...]]:
    """Who answers, or gives notice: by name where the office is lost, else by ministry.

    UNKNOWN_ROLE and UNKNOWN stand for the lost office, with a problem.
    """
    notice = kind == "postponement" and source.has("mededeling")
    found = _notice_givers(source) if notice else _tagged_answerer(source)
    found = found if _is_known(found) else _headed(reply) or found
    names = [name for name, _ in source.people("Beantwoorder")]
    found = found or tuple(Answerer(name, "", "") for name in names)
    unknown = [a.name for a in found if a.name and not _is_known((a,))]
    problems = (Problem.of("office_unknown", detail=", ".join(unknown)),) if unknown else ()
    ministry = _ministry(source)
    if not found and ministry and kind == "answer":
        found = (Answerer(None, "", ministry),)
        problems = (Problem.of("no_answerers", "kop"),)
    whole = (
        replace(a, role=a.role or UNKNOWN_ROLE, portfolio=a.portfolio or UNKNOWN) for a in found
    )
    behalf = () if notice else _on_behalf(source)
    return tuple(dict.fromkeys((*whole, *behalf))), problems


UNKNOWN_ROLE, UNKNOWN = "Bewindspersoon", "onbekend"


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
    return (_answerer(name, role, field),) if name and (role or field) else ()


def _answerer(name: str, role: str, field: str) -> Answerer:
    """An office-holder by the tags, in which name, role and ministry may have slipped."""
    if not re.match(r"\w", field) or re.match(r"(?:Ontvangen|Ingezonden|artikel)\b", field):
        name, field = _name_then_field(name)
    inside = read_addressees(field)
    field = inside[0].portfolio if inside else re.sub(r",?\s*a\.\s?i\.?$", "", field)
    if _role(role) == "Minister-President" and not known_portfolio(field):
        field = "Algemene Zaken"
    portfolio = read_portfolio(field) if len(field) < _LONGEST_OFFICE else ""
    return Answerer(name.strip(" .,"), _role(role), portfolio)


#: No portfolio is longer; what is, is a sentence that ran on.
_LONGEST_OFFICE = 110


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


def _on_behalf(source: Source) -> tuple[Answerer, ...]:
    offices = read_addressees(source.text("meta/antwoorddata/mede-antwoorder"))
    return tuple(
        Answerer(None, office.role, office.portfolio, True)
        for office in offices
        if len(office.portfolio) < _LONGEST_OFFICE
    )


def _is_known(answerers: tuple[Answerer, ...]) -> bool:
    return bool(answerers) and all(a.role and a.portfolio for a in answerers)


def _headed(heading: str) -> tuple[Answerer, ...]:
    """The office-holders in a printed heading, if it is understood whole."""
    header, problems = read_answer_header(heading)
    whole = not problems and all(_is_short(answerer) for answerer in header.answerers)
    return header.answerers if whole else ()


def _notice_givers(source: Source) -> tuple[Answerer, ...]:
    """Who gives notice of delay: by the heading of the notice, else by its attributes."""
    match = NOTICE_HEAD.match(source.text("mededeling"))
    found = _headed(match[0] if match else "")
    values = [source.attribute("mededeling", key) for key in ("mededeler", "functie", "afdeling")]
    if found or not values[0] or values[0].startswith(("lid ", "leden ")):
        return found
    return (_answerer(*values),)


def _is_short(answerer: Answerer) -> bool:
    return len(answerer.name or "") < 60 and 0 < len(answerer.portfolio) < _LONGEST_OFFICE


def _see_also(source: Source) -> tuple[SeeAlso, ...]:
    """'zie ook Aanhangsel Handelingen nr. 303, vergaderjaar 1994-1995', behind the date."""
    attribute = source.attribute("meta/antwoorddata", "antwoorddatum")[:250]
    return tuple(
        SeeAlso(f"{match[2]}-{int(match[2]) + 1}", number)
        for match in _SEE.finditer(attribute)
        for number in map(int, re.findall(r"\d+", match[1]))
        if number
    )


def _disagreements(
    source: Source, header: QuestionHeader, found: QuestionSet
) -> tuple[Problem, ...]:
    """Where the catalogue line, the catalogue and the tags say different things."""
    details = []
    tagged, printed = ({_letters(a.name) for a in row.askers} for row in (found, header))
    if printed and tagged != printed:
        names = " / ".join(", ".join(a.name for a in row.askers) for row in (found, header))
        details.append(f"vraagstellers {names}")
    tag = iso(source.attribute("meta/vraagdata", "indiendatum"))
    days = {day for day in (tag, header.submitted, found.submitted) if day}
    if len(days) > 1:
        details.append("ingezonden " + " / ".join(str(day) for day in sorted(days)))
    number = source.attribute("meta/vraagdata", "vraagnummer")
    if found.number and number.isdecimal() and int(number[:9]) != found.number:
        details.append(f"nummer {found.number} / {number}")
    return tuple(Problem.of("source_disagrees", detail=detail[:300]) for detail in details)
