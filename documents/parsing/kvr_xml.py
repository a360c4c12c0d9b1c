"""KVR XML: the Parlando archive of 1984-2008, clean and OCR-damaged ('Staten-Generaal digitaal').

Its catalogue (`item`) was typed by people; the tags under it were made by a program that erred
now and then. So the catalogue leads for dates, numbers and names, and what is lost in the tags is
looked for where it went: an answer in the attribute of a date, a year taken for a number.

Footnotes of the questions and of the answers may both begin at 1. A document numbers its
footnotes once: an answer's footnote whose number is taken gets the next free one, with its marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

import ftfy
from lxml import etree

from . import xml
from .dutch import mend_accents, read_date, read_numbers
from .headers import QuestionHeader, read_answer_header, read_question_header
from .offices import ROLE, read_addressees, read_portfolio, role_name
from .problems import Problem
from .questionset import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    ParseResult,
    Question,
    QuestionSet,
    RawFile,
    SeeAlso,
)

Clean = Callable[[str | None], str]

#: An answer or question longer than this in the attribute of a date is worth saving.
_WORTH_SAVING = 40
#: A number this far beyond the last question is a year or an amount at the head of a line.
_FAR = 10

_MOJIBAKE = re.compile("[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¨«»]")
_BROKEN = re.compile(r"(?<=[a-zà-ÿ])[-–] (?!(?:en|of|en/of|dan|als|tot|c\.q)\b)(?=[a-zà-ÿ])")
_SPACED = re.compile(r"(?<!\S)(?:[A-Za-z] ){2,}[A-Za-z](?!\S)")
_PLACE = re.compile(
    r"(?P<year>\d{4}-\d{4}),? (?:nr\.|nummer|vraagnr\.) *(?P<number>\d+)"
    r"(?P<variant>e?[A-Za-z]?)(?P<reprint> Herdruk)?"
)
_SEE = re.compile(
    r"Aanhangsel\s+Handelingen,?\s*(?:nrs?\.?|nummers?)?\s*"
    r"(\d{1,4}(?:\s*(?:,|en|en nr\.|,? nr\.)\s*\d{1,4})*),?\s*"
    r"vergaderjaar\s+(\d{4})\s*[-–/]\s*\d{2,4}",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(
    r"^[^)]{0,60}\)?[\s.,]*(?:\(?zie ook .{0,120}?vergaderjaar\s*\d{4}\s*[-–/]\s*\d{2,4}[\s.,)]*)?",
    re.IGNORECASE | re.DOTALL,
)
_NOTICE_HEAD = re.compile(
    r"^(?:\w+ ){0,2}[Mm]e\w+ van .{3,500}?\((?:Ontvangen|Ingezonden) ?[^)]{0,40}\)\s*"
)
_NOTICE_IN_TEXT = re.compile(r"\s*\bMededeling (?:Mededeling )?van (?:de )?(?:minist|staatss).*")


@dataclass(frozen=True)
class _Source:
    """The parts of the XML that everything is read from."""

    root: etree._Element
    items: dict[str, str]
    clean: Clean

    def find(self, path: str) -> etree._Element | None:
        return self.root.find(path)

    def attribute(self, path: str, name: str) -> str:
        found = self.root.find(path)
        return self.clean(found.get(name)) if found is not None else ""

    def text(self, path: str) -> str:
        found = self.root.find(path)
        return self.clean(_all_text(found)) if found is not None else ""

    def people(self, item: str) -> list[tuple[str, str]]:
        """(name, party) of each person in an item of the catalogue."""
        path = f"meta/metadata/item[@attribuut='{item}']/persoon"
        rows = [(self.clean(p.text), self.clean(p.get("partij"))) for p in self.root.iterfind(path)]
        return [(name, party) for name, party in rows if name]


def parse(raw: RawFile) -> ParseResult:
    """The question set in one file of the Parlando archive, with what was noticed."""
    root = xml.read_root(raw.data)
    if isinstance(root, Problem):
        return ParseResult(None, (root,))
    source = _source(root)
    header, problems = read_question_header(source.items.get("Bibliografische_omschrijving", ""))
    questions, strays = _questions(source)
    answers = _answers(source, questions) or strays or _answer_in_date(source, questions)
    footnotes, renumber = _footnotes(source)
    kind = _kind(source, answers)
    found, more = _answerers(source, kind)
    questions_set = QuestionSet(
        **_numbers(source),
        kind=kind,
        submitted=_date(source, "Datum_indiening", "meta/vraagdata", "indiendatum"),
        answered=_answered(source),
        title=header.title or source.attribute("meta/vraagdata", "onderwerp").rstrip("."),
        askers=_askers(source, header),
        addressees=read_addressees(source.text("meta/vraagdata/vraagt-aan")) or header.addressees,
        answerers=found,
        see_also=_see_also(source),
        questions=questions,
        answers=tuple(replace(a, text=renumber(a.text)) for a in answers),
        footnotes=footnotes,
        notes=_notes(source),
        topics=_topics(source.items),
        summary=source.items.get("Inhoud") or None,
        pages=_pages(source),
    )
    return ParseResult(
        questions_set, (*problems, *more, *_disagreements(source, header, questions_set))
    )


def _source(root: etree._Element) -> _Source:
    items = {item.get("attribuut", ""): item.text or "" for item in root.iter("item")}
    clean = _clean_ocr if items.get("Bron") or items.get("SGD-Type") else _clean
    lines = ("Rubriek", "Trefwoorden")
    cleaned = {key: _mend(text) if key in lines else clean(text) for key, text in items.items()}
    return _Source(root, cleaned, clean)


def _mend(text: str) -> str:
    """Letters encoded twice ('FinanciÃ«n') and torn accents ('Financie¨n') made whole."""
    if _MOJIBAKE.search(text):
        text = ftfy.fix_encoding(text)
    return mend_accents(text)


def _clean(text: str | None) -> str:
    return " ".join(_mend(text or "").replace("\u00ad", "").split())


def _clean_ocr(text: str | None) -> str:
    """Also joins words broken at a line's end and words set with a space after each letter."""
    text = _BROKEN.sub("", _clean(text))
    return _SPACED.sub(lambda match: match[0].replace(" ", ""), text)


def _all_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


# numbers, dates, kind


def _numbers(source: _Source) -> dict[str, Any]:
    """Identifier, session year, number and case number, by the place in the official series."""
    place = source.items.get("Vindplaats", "")
    case = source.items.get("Vraagnr_bij_indiening", "")[:40] or None
    match = _PLACE.search(place)
    if not match:
        return {"case_number": case}
    year, number = match["year"], match["number"]
    suffix = _variant(match["variant"], bool(match["reprint"]))
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
    """'-h1' for a reprint ('791H', 'nummer 791 Herdruk'), '-a' for '541a'."""
    if reprint or letter.endswith("H"):
        return "-h1"
    return f"-{letter.lower()}" if letter else ""


def _iso(text: str) -> date | None:
    """A date as the archive writes it: '1999-09-1', else printed as '1 september 1999'."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if not match:
        return read_date(text[:60])
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _plausible(day: date | None) -> bool:
    return day is not None and 1900 < day.year < 2100


def _date(source: _Source, item: str, path: str, attribute: str) -> date | None:
    """By the catalogue; by the tags where the catalogue has none that can be."""
    typed = _iso(source.items.get(item, ""))
    return typed if _plausible(typed) else _iso(source.attribute(path, attribute))


def _answered(source: _Source) -> date | None:
    found = _date(source, "Datum_reaktie", "meta/antwoorddata", "antwoorddatum")
    return found or _iso(source.attribute("mededeling", "mededelingdatum"))


def _kind(source: _Source, answers: tuple[Answer, ...]) -> str:
    """A set of the Aanhangsel without answers and without notice lost its answers on the way."""
    catalogue = source.items.get("Bibliografische_omschrijving", "")
    if answers:
        return "answer"
    if source.find("mededeling") is not None or catalogue.endswith("Mededeling"):
        return "postponement"
    return "answer" if source.items.get("Datum_reaktie") else "question"


def _pages(source: _Source) -> str | None:
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


def _askers(source: _Source, header: QuestionHeader) -> tuple[Asker, ...]:
    """The tagged persons; a party that is tagged on the last of several is taken from the header.

    'beiden CDA' on one person holds for those before as well.
    """
    printed = {_folded(asker.name): asker.party for asker in header.askers}
    rows = source.people("Indiener")
    joint = next((p for _, p in rows if _JOINT.match(p)), "")
    askers = []
    for name, party in rows:
        own = _JOINT.sub("", party or joint)
        askers.append(Asker(name, own or printed.get(_folded(name))))
    return tuple(dict.fromkeys(askers)) or header.askers


_JOINT = re.compile(r"^(?:beiden?|allen?)\s+", re.IGNORECASE)


def _folded(name: str) -> str:
    """A surname to compare: no initials, no case, no signs."""
    name = re.sub(r"\b(?:[A-Z]\.\s*)+", "", name)
    return re.sub(r"\W", "", name).casefold()


def _answerers(source: _Source, kind: str) -> tuple[tuple[Answerer, ...], tuple[Problem, ...]]:
    if kind == "postponement" and source.find("mededeling") is not None:
        found = _notice_givers(source)
    else:
        found = _tagged_answerer(source)
    found = found or tuple(Answerer(name, "", "") for name, _ in source.people("Beantwoorder"))
    behalf = () if kind == "postponement" else _on_behalf(source)
    unknown = [a.name for a in found if a.name and not (a.role and a.portfolio)]
    problems = (Problem.of("office_unknown", detail=", ".join(unknown)),) if unknown else ()
    known = (
        replace(a, role=a.role or UNKNOWN_ROLE, portfolio=a.portfolio or UNKNOWN) for a in found
    )
    return tuple(dict.fromkeys((*known, *behalf))), problems


#: What stands for an office of which only the holder's name is printed.
UNKNOWN_ROLE, UNKNOWN = "Bewindspersoon", "onbekend"


def _tagged_answerer(source: _Source) -> tuple[Answerer, ...]:
    path = "meta/antwoorddata/antwoorder"
    text = source.text(path)
    role, field = source.attribute(path, "functie"), source.attribute(path, "ministerie")
    names = [name for name, _ in source.people("Beantwoorder")]
    if re.match(r"(?:Ontvangen|Ingezonden|artikel)\b", field):
        field = ""
    if not (role or field) or not (text or names):
        return ()
    name = re.sub(r"^(?:de )?heer |^mevrouw ", "", text)
    cut = re.search(r",\s*(?=\S*minister|staatss)", name, re.IGNORECASE)
    if cut:
        office = read_addressees(name[cut.end() :])
        name = name[: cut.start()]
        if office and not field:
            role, field = office[0].role, office[0].portfolio
    return (_answerer(names[0] if names else name, role, field),)


def _answerer(name: str, role: str, field: str) -> Answerer:
    role = _role(role)
    if role == "Minister-President" and not field.endswith(("a.i", "a.i.")):
        field = "Algemene Zaken"
    field = re.sub(r",?\s*a\.\s?i\.?$", "", field)
    return Answerer(name.strip(" .,"), role, read_portfolio(field) if field else "")


def _role(text: str) -> str:
    """The role in its proper spelling, through the errors of OCR ('mmister'); '' if it is none."""
    match = ROLE.search(text)
    if match:
        return role_name(match)
    near = get_close_matches(text.casefold(), ("minister", "staatssecretaris"), 1, 0.75)
    return near[0].capitalize() if near else ""


def _on_behalf(source: _Source) -> tuple[Answerer, ...]:
    offices: tuple[Addressee, ...] = read_addressees(
        source.text("meta/antwoorddata/mede-antwoorder")
    )
    return tuple(Answerer(None, office.role, office.portfolio, True) for office in offices)


def _notice_givers(source: _Source) -> tuple[Answerer, ...]:
    """Who gives notice of delay: by the heading of the notice, else by its attributes."""
    match = _NOTICE_HEAD.match(source.text("mededeling"))
    header, problems = read_answer_header(match[0] if match else "")
    if header.answerers and not problems:
        return header.answerers
    values = [source.attribute("mededeling", key) for key in ("mededeler", "functie", "afdeling")]
    return (_answerer(*values),) if values[0] else ()


# texts


def _text(element: etree._Element, clean: Clean) -> str:
    """The text with its marks; what is tagged as marks but is a fraction becomes one again."""
    parts = [element.text or ""]
    for child in element:
        number = (child.get("nummer") or "").strip()
        parts += [f"[^{number}]" if number.isdecimal() else child.text or "", child.tail or ""]
    text = clean("".join(parts))
    text = re.sub(r"\[\^(\d+)\]\s*⁄\s*\[\^(\d+)\]", r"\1⁄\2", text)
    text = re.sub(r"(?<=\S)\s+(?=\[\^\d+\])", "", text)
    return re.sub(r"(\[\^\d+\])(?=[\w«(])", r"\1 ", text)


def _is_stray_number(number: int, seen: list[int], coming: Iterable[int]) -> bool:
    """Whether a number is a year, an amount or a page that began a line, not a question's."""
    highest = max(seen, default=0)
    if not seen or number <= highest:
        return False
    return number > highest + _FAR or any(highest < later < number for later in coming)


def _questions(source: _Source) -> tuple[tuple[Question, ...], tuple[Answer, ...]]:
    """The questions, and the answers that are tagged as questions (in OCR-damaged files)."""
    rows = _numbered(source, "vragen/vraag")
    printed = source.attribute("meta/vraagdata", "vraagnummer")
    questions: list[Question] = []
    strays: list[Answer] = []
    for at, (numbers, text) in enumerate(rows):
        seen = [q.number for q in questions]
        number = numbers[0] if numbers else max(seen, default=0) + 1
        if not seen and (str(number) == printed or number > _FAR) and text.startswith("Vra"):
            continue  # the heading of the set, taken for a question
        if _is_stray_number(number, seen, (n[0] for n, _ in rows[at + 1 :] if n)):
            last = questions.pop()
            questions.append(replace(last, text=f"{last.text} {number} {text}"))
        elif number in seen and (not text or (source.clean is _clean_ocr and "?" not in text)):
            strays += [Answer((number,), text)] if text else []
        else:
            questions.append(Question(number, text))
    return _question_in_date(source, tuple(questions)), tuple(strays)


def _question_in_date(source: _Source, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """Puts a first question back that the tags lost in the attribute of the date."""
    rest = _AFTER_DATE.sub("", source.attribute("meta/vraagdata", "indiendatum"), count=1)
    if len(rest) < _WORTH_SAVING or any(q.number == 1 for q in questions):
        return questions
    return (Question(1, re.sub(r"^1\s*\.?\s*(?=\D)", "", rest)), *questions)


def _numbered(source: _Source, path: str) -> list[tuple[tuple[int, ...], str]]:
    return [
        (_read_numbers(element.get("nummer") or ""), _text(element, source.clean))
        for element in source.root.iterfind(path)
    ]


def _read_numbers(text: str) -> tuple[int, ...]:
    """'1, 2 en 3' and '4 t/m 7'; also a whole year, which is no list of three digits."""
    text = text.strip(" .")
    if text.isdecimal():
        return (int(text[:9]),)
    return read_numbers(re.sub(r"(?<=\d)(?=en|t/m)|(?<=en|/m)(?=\d)", " ", text))


def _answers(source: _Source, questions: tuple[Question, ...]) -> tuple[Answer, ...]:
    """The answers; a stray number goes back into the text, 'en 8' joins the empty '7' before it."""
    known = [q.number for q in questions]
    answers: list[Answer] = []
    rows = _numbered(source, "antwoorden/antwoord")
    for at, (numbers, text) in enumerate(rows):
        last = answers[-1] if answers else None
        seen = [*known, *(n for answer in answers for n in answer.numbers)]
        coming = (n[0] for n, _ in rows[at + 1 :] if n)
        if last and len(numbers) == 1 and _is_stray_number(numbers[0], seen, coming):
            answers[-1] = replace(last, text=f"{last.text} {numbers[0]} {text}".strip())
        elif last and not re.sub(r"\[\^\d+\]", "", last.text).strip():
            merged = tuple(dict.fromkeys((*last.numbers, *numbers)))
            answers[-1] = Answer(merged, text)
        elif text or len(rows) == 1:
            answers.append(Answer(numbers or tuple(known), text))
        else:
            answers.append(Answer(numbers, text))
    return tuple(answer for answer in answers if answer.text)


def _answer_in_date(source: _Source, questions: tuple[Question, ...]) -> tuple[Answer, ...]:
    """An answer in one text, to all questions, that the tags lost in the attribute of the date."""
    attribute = source.attribute("meta/antwoorddata", "antwoorddatum")
    rest = _AFTER_DATE.sub("", attribute, count=1)
    if len(rest) < _WORTH_SAVING:
        return ()
    match = re.match(r"\d{1,2}(?:\s*(?:,|en|e n|t/m|-)\s*\d{1,2})*\s+(?=[A-Z])", rest)
    numbers = read_numbers(match[0]) if match else tuple(q.number for q in questions)
    return (Answer(tuple(dict.fromkeys(numbers)), rest[match.end() :] if match else rest),)


def _notes(source: _Source) -> tuple[Note, ...]:
    notice = source.find("mededeling") is not None
    notes = []
    for kind in ("toelichting", "mededeling"):
        for element in source.root.iterfind(kind):
            text = _text(element, source.clean)
            if kind == "mededeling":
                text = _NOTICE_HEAD.sub("", text)
            elif notice:
                text = _NOTICE_IN_TEXT.sub("", text)
            notes += [Note(kind, text)] if text else []
    return tuple(notes)


def _see_also(source: _Source) -> tuple[SeeAlso, ...]:
    """'zie ook Aanhangsel Handelingen nr. 303, vergaderjaar 1994-1995', behind the date."""
    attribute = source.attribute("meta/antwoorddata", "antwoorddatum")[:250]
    return tuple(
        SeeAlso(f"{match[2]}-{int(match[2]) + 1}", number)
        for match in _SEE.finditer(attribute)
        for number in map(int, re.findall(r"\d+", match[1]))
        if number
    )


# footnotes


def _footnotes(source: _Source) -> tuple[tuple[Footnote, ...], Callable[[str], str]]:
    """The footnotes, numbered once, and what renumbers the marks in an answer accordingly."""
    asked, answered = _noten(source, "vragen"), _noten(source, "antwoorden")
    marks = {_number(mark) for mark in source.root.iterfind("vragen/vraag/voetnoot")}
    if marks and not asked and source.find("antwoorden/antwoord/voetnoot") is None:
        asked, answered = answered, {}  # unanswered questions: their notes stand below
    taken = set(asked) | marks
    new: dict[int, int] = {}
    for number in answered:
        free = number if number not in taken else max({*taken, *answered}) + 1
        new[number] = free
        taken.add(free)
    notes = [*asked.items(), *((new[number], text) for number, text in answered.items())]

    def renumber(text: str) -> str:
        return re.sub(r"\[\^(\d{1,5})\]", lambda m: f"[^{new.get(int(m[1]), int(m[1]))}]", text)

    return tuple(Footnote(number, text) for number, text in notes), renumber


def _noten(source: _Source, part: str) -> dict[int, str]:
    """Number -> text of the notes under a part; a number printed twice has both texts."""
    found: dict[int, str] = {}
    for note in source.root.iterfind(f"{part}/noten/noot"):
        text = source.clean(_all_text(note))
        number = _number(note) or max(found, default=0) + 1
        if text and text not in found.get(number, ""):
            found[number] = f"{found[number]} {text}" if number in found else text
    return found


def _number(element: etree._Element) -> int:
    match = re.search(r"\d{1,5}", element.get("nummer") or "")
    return int(match[0]) if match else 0


def _disagreements(
    source: _Source, header: QuestionHeader, found: QuestionSet
) -> tuple[Problem, ...]:
    """Where the catalogue line, the catalogue and the tags say different things."""
    details = []
    printed, tagged = ({_folded(a.name) for a in row.askers} for row in (header, found))
    if header.askers and printed != tagged:
        names = " / ".join(", ".join(a.name for a in row.askers) for row in (found, header))
        details.append(f"vraagstellers {names}")
    tag = _iso(source.attribute("meta/vraagdata", "indiendatum"))
    days = {day for day in (tag, header.submitted, found.submitted) if day}
    if len(days) > 1:
        details.append("ingezonden " + " / ".join(str(day) for day in sorted(days)))
    number = source.attribute("meta/vraagdata", "vraagnummer")
    if found.number and number.isdecimal() and int(number) != found.number:
        details.append(f"nummer {found.number} / {number}")
    return tuple(Problem.of("source_disagrees", detail=detail[:300]) for detail in details)
