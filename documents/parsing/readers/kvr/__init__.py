"""KVR XML: the Parlando archive of 1984-2008, clean and OCR-damaged ('Staten-Generaal digitaal').

Its catalogue (`item`) was typed by people; the tags under it were made by a program that erred
now and then. So the catalogue leads for dates, numbers and names, and what is lost in the tags is
looked for where it went: an answer in the attribute of a date, a year taken for a number.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from lxml import etree

from ...headers import QuestionHeader, read_question_header
from ...problems import Problem
from ...questionset import Kind, ParseResult, QuestionSet, RawFile, SeeAlso
from .. import xml
from .people import addressees, answerers, askers, letters, more_askers
from .source import Source, iso, read_source
from .texts import NOTICE_HEAD, Texts, is_notice, read_texts

_PLACE = re.compile(
    r"(?P<year>\d{4}-\d{4}),? (?:nr\.|nummer|vraagnr\.) *(?P<number>\d+?)"
    r"(?P<variant>(?:\de)?H|[A-Za-z])?(?P<reprint> Herdruk)?(?=,|$)"
)
_SEE = re.compile(
    r"Aanhangsel\s+Handelingen,?\s*(?:nrs?\.?|nummers?)?\s*"
    r"(\d{1,4}(?:\s*(?:,|en|en nr\.|,? nr\.)\s*\d{1,4})*),?\s*"
    r"vergaderjaa*r,?\s+(\d{4})\s*[-–/]\s*\d{2,4}",
    re.IGNORECASE,
)
#: '4 7 0', '1 9 8 8 - 1 9 8 9': digits that were set apart.
_APART = re.compile(r"(?<!\d)\d(?: \d)+(?!\d)")
#: What the Eerste Kamer writes between the askers and those asked; what follows the subject.
_TOLD = re.compile(
    r",?\s*(?:op \d{1,2} ?\w+ \d{4},? )?m(?:ed|e)egedeeld\b|\s*\(Zie ook [^()]*\)"
    r"|[.\s]*;\s*(?:\w+ )?(?:[Aa]ntwoord|[Mm]ededeling)$"
)
#: 'Crone (PvdA) over ...': a line that leaves out 'Vragen van het lid'
_ASKER_ALONE = re.compile(r"[^()]{2,80}\([^()]{2,40}\) over\b")


def parse(raw: RawFile) -> ParseResult:
    """The question set in one file of the Parlando archive, with what was noticed."""
    root = xml.read_root(raw.data)
    return ParseResult(None, (root,)) if isinstance(root, Problem) else _read(root)


def _read(root: etree._Element) -> ParseResult:
    source = read_source(root)
    header, problems = _header(source)
    texts = read_texts(source)
    kind = _kind(source, texts)
    found_answerers, more = answerers(source, kind, texts.reply)
    found = QuestionSet(
        **_numbers(source),
        kind=kind,
        submitted=source.day("Datum_indiening", "meta/vraagdata", "indiendatum"),
        answered=_answered(source),
        title=header.title or source.attribute("meta/vraagdata", "onderwerp").rstrip("."),
        askers=askers(source, header),
        addressees=addressees(source, header),
        answerers=found_answerers,
        see_also=_see_also(source),
        questions=texts.questions,
        answers=texts.answers,
        footnotes=texts.footnotes,
        notes=texts.notes,
        topics=_topics(source.items),
        summary=source.items.get("Inhoud") or None,
        pages=_pages(source),
    )
    told = (*problems, *more, *_disagreements(source, header, found), *_other_paper(source))
    if texts.heads:
        found = replace(found, askers=(*found.askers, *more_askers(texts.heads)))
        told += (Problem.of("series_joined", detail=" / ".join(texts.heads)[:300]),)
    if texts.unread:
        told += (Problem.of("text_left_out", "onder de tekst", detail=texts.unread[:200]),)
    return ParseResult(found, told)


def _header(source: Source) -> tuple[QuestionHeader, tuple[Problem, ...]]:
    """The catalogue line; in some files it is no more than the subject."""
    line = _TOLD.sub("", source.items.get("Bibliografische_omschrijving", ""))
    is_whole = re.search(r"\bvra(?:ag|gen)\b", line[:40], re.IGNORECASE) or _ASKER_ALONE.match(line)
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


def _kind(source: Source, texts: Texts) -> Kind:
    """The kind of a set; an answer, even without texts, where the catalogue has its date."""
    catalogue = source.items.get("Bibliografische_omschrijving", "")
    if texts.answers:
        return Kind.ANSWER
    if source.has("mededeling") or catalogue.endswith("Mededeling") or is_notice(texts.reply):
        return Kind.POSTPONEMENT
    return Kind.ANSWER if source.items.get("Datum_reaktie") else Kind.QUESTION


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
    r"(?<!Verenigde)(?<!Nederlandse)(?<!Eerste)(?<!Tweede)(?<!Europese)(?<!Sierra)"
    r"(?<!Westelijke)(?<!Zuidelijk)(?<!Centrale)(?<!&) +(?=[A-ZÀ-Þ&])"
)


def _see_also(source: Source) -> tuple[SeeAlso, ...]:
    """'zie ook Aanhangsel Handelingen nr. 303, vergaderjaar 1994-1995', behind the date."""
    attribute = source.attribute("meta/antwoorddata", "antwoorddatum")[:250]
    notice = NOTICE_HEAD.match(source.text("mededeling"))
    attribute += f" {notice[0]}" if notice else ""
    if source.is_ocr:
        attribute = _APART.sub(lambda match: match[0].replace(" ", ""), attribute)
    return tuple(
        SeeAlso(f"{match[2]}-{int(match[2]) + 1}", number)
        for match in _SEE.finditer(attribute)
        for number in map(int, re.findall(r"\d+", match[1]))
        if number
    )


#: The foot of the pages of a numbered paper: 'vergaderjaar 1996–1997, 25 432, nr. 4'.
_PAPER = re.compile(r"vergaderjaar [\d–-]+,\s*\d{2} ?\d{3}\b.*")


def _other_paper(source: Source) -> tuple[Problem, ...]:
    """Whether the foot of the pages is that of a Kamerstuk: then the texts are of that paper."""
    paper = _PAPER.search(source.attribute("meta/footer", "lopendefooter"))
    return (Problem.of("other_paper", detail=f"Kamerstuk, {paper[0][:80]}"),) if paper else ()


def _disagreements(
    source: Source, header: QuestionHeader, found: QuestionSet
) -> tuple[Problem, ...]:
    """Where the catalogue line, the catalogue and the tags say different things."""
    details = []
    tagged, printed = ({letters(a.name) for a in row.askers} for row in (found, header))
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
