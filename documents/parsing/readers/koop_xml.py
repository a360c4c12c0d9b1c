"""KOOP XML: the official publication since 2009, `officiele-publicatie/kamervragen`.

Questions and answers are numbered in words ('Antwoord 2 en 3'); footnotes stand inside the text
at their marks; tables are of the CALS model. The heading is prose with a few tags in it, and is
read as prose; the metadata lead where both tell the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree

from ..headers import AnswerHeader, QuestionHeader, read_answer_header, read_question_header
from ..printed import one_line, read_numbers, typed_day
from ..problems import Problem
from ..questionset import (
    Answer,
    Footnote,
    Kind,
    Note,
    NoteKind,
    ParseResult,
    Question,
    QuestionSet,
    RawFile,
)
from . import xml

#: a publisher's identifier of Kamervragen, however odd: 'ah-tk-20152016-6a', 'kv-2007-01-11'
_IDENTIFIER = re.compile(r"(?:ah|kv)(?:-[0-9A-Za-z]+)+")
_LABEL = re.compile(r"^\D*(\d{1,4})\s?([a-z])\W*$")
#: Elements that are a block of their own inside a question, an answer or a note.
_PARAGRAPHS = {"al", "tussenkop", "titel", "kop", "tekstregel", "title"}
_SILENT = {"nr", "plaatje", "illustratie"}


@dataclass
class _Text:
    """Turns elements into text, and collects the footnotes that it meets on the way."""

    footnotes: dict[int, str] = field(default_factory=dict)

    def blocks(self, element: etree._Element) -> Iterator[str]:
        """The blocks of text in an element, without its number."""
        loose = element.text or ""
        for child in element:
            name = _name(child)
            if name in _SILENT:
                loose += child.tail or ""
                continue
            if not _is_block(child):
                loose += self._child(child) + (child.tail or "")
                continue
            if loose.strip():
                yield one_line(loose)
            yield from self._block(child, name)
            loose = child.tail or ""
        if loose.strip():
            yield one_line(loose)

    def _block(self, element: etree._Element, name: str) -> Iterator[str]:
        if name == "lijst":
            items = [item for item in self._items(element) if item]
            yield "\n".join(f"– {item}" for item in items)
        elif name in ("table", "tgroup"):
            yield from self._table(element)
        else:
            yield from self.blocks(element)

    def _items(self, element: etree._Element) -> Iterator[str]:
        """The items of a list with their letters or numbers; an inner list follows its item."""
        for child in element:
            if _name(child) != "li":
                continue
            own = [part for part in child if _name(part) not in ("li.nr", "lijst")]
            label = re.sub(r"^\W+$", "", _first_text(child, "li.nr").strip())
            yield one_line(" ".join([label, child.text or "", *map(self._child, own)]))
            for inner in child.iterchildren():
                if _name(inner) == "lijst":
                    yield from self._items(inner)

    def _table(self, element: etree._Element) -> Iterator[str]:
        """The rows as lines, their cells parted by tabs; the title as a paragraph before it."""
        for title in element.iterchildren():
            if _name(title) in ("title", "titel"):
                yield one_line(self._child(title))
        rows = [row for row in element.iter() if _name(row) == "row"]
        lines = [
            "\t".join(one_line(self._child(cell)) for cell in row if _name(cell) == "entry")
            for row in rows
        ]
        if any("\t" in line for line in lines):
            yield "\n".join(lines)
        else:
            yield from filter(None, lines)

    def _child(self, element: etree._Element) -> str:
        """The text inside an element, in one run; a footnote leaves its mark."""
        name = _name(element)
        if name == "noot":
            return self._mark(element)
        if name in _SILENT or name == "li.nr":
            return ""
        space = " " if _is_block(element) else ""
        parts = [self._child(child) + (child.tail or "") for child in element]
        return space + (element.text or "") + "".join(parts) + space

    def _mark(self, noot: etree._Element) -> str:
        """The mark of a footnote; one whose number another text has gets the next free number."""
        printed = re.search(r"\d{1,5}", _first_text(noot, "noot.nr"))
        number = int(printed[0]) if printed else max(self.footnotes, default=0) + 1
        bodies = [child for child in noot if _name(child) != "noot.nr"]
        text = one_line(" ".join(_with_links(body) for body in bodies) or noot.text or "")
        if self.footnotes.get(number, text) != text:
            number = max(self.footnotes) + 1
        self.footnotes[number] = text
        return f"[^{number}]"


def _name(element: etree._Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def _is_block(element: etree._Element) -> bool:
    return _name(element) in _PARAGRAPHS | {"lijst", "table", "tgroup", "li"} or any(
        _name(child) in ("al", "lijst", "table") for child in element
    )


def _first_text(element: etree._Element, name: str) -> str:
    found = next((child for child in element if _name(child) == name), None)
    return _all_text(found) if found is not None else ""


def _all_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _with_links(element: etree._Element) -> str:
    """The text of a footnote, each link's address behind its words where these do not show it."""
    text = _all_text(element)
    for link in element.iter():
        address = link.get("doc") or ""
        if _name(link) == "extref" and address.startswith("http") and address not in text:
            text += f" ({address})"
    return text


def parse(raw: RawFile) -> ParseResult:
    """The question set in one official publication, with what was noticed."""
    root = xml.read_root(raw.data)
    if isinstance(root, Problem):
        return ParseResult(None, (root,))
    body = root if _name(root) == "kamervragen" else _find(root, "kamervragen")
    if body is None:
        return ParseResult(None, (Problem.of("no_questions"),))
    return _read(root, body)


def _find(root: etree._Element, name: str) -> etree._Element | None:
    return next((element for element in root.iter() if _name(element) == name), None)


def _read(root: etree._Element, body: etree._Element) -> ParseResult:
    meta = _metadata(root)
    asked, replied, problems = _headers(body)
    text = _Text()
    questions, answers, notes = _parts(body, text, _is_notice(meta, replied))
    kind = _kind(answers, meta, replied)
    found = QuestionSet(
        kind=kind,
        **_numbers(body, meta, kind, asked),
        submitted=_printed_date(body, "vraag") or asked.submitted,
        answered=_printed_date(body, "antwoord") or _answered(meta, kind, replied),
        title=_title(body, meta, asked),
        askers=asked.askers,
        addressees=asked.addressees,
        answerers=replied.answerers if replied else (),
        see_also=replied.see_also if replied else (),
        questions=questions,
        answers=answers,
        footnotes=tuple(Footnote(number, words) for number, words in text.footnotes.items()),
        notes=notes,
        topics=tuple(meta.get("OVERHEID.category", ())),
    )
    return ParseResult(found, problems)


# the heading


def _metadata(root: etree._Element) -> dict[str, list[str]]:
    """Name -> contents of the metadata, whatever element they stand in."""
    found: dict[str, list[str]] = {}
    for element in root.iter():
        name, content = element.get("name"), element.get("content")
        if name and content:
            found.setdefault(name, []).append(one_line(content))
    return found


def _headers(
    body: etree._Element,
) -> tuple[QuestionHeader, AnswerHeader | None, tuple[Problem, ...]]:
    """The headers in the two descriptions; the second is None for questions without an answer."""
    rows = [e for e in body.iter() if _name(e) == "kamervraagomschrijving"]
    replies = [row for row in rows if _is_reply(row)]
    others = [row for row in rows if row not in replies]
    asked, problems = read_question_header(_header_text(others))
    if not replies:
        return asked, None, problems
    replied, more = read_answer_header(_header_text(replies))
    return asked, replied, (*problems, *more)


def _is_reply(row: etree._Element) -> bool:
    kind = row.get("type", "")
    return kind in ("antwoord", "mededeling") or (
        not kind and not _all_text(row).strip().startswith("Vra")
    )


def _header_text(rows: list[etree._Element]) -> str:
    return one_line(" ".join(_all_text(row) for row in rows))


def _printed_date(body: etree._Element, kind: str) -> date | None:
    """The date tagged in a description of this kind, as `isodatum`."""
    for row in body.iter():
        if _name(row) == "kamervraagomschrijving" and row.get("type") == kind:
            days = [typed_day(element.get("isodatum")) for element in row.iter()]
            return next((day for day in days if day), None)
    return None


def _answered(meta: dict[str, list[str]], kind: Kind, replied: AnswerHeader | None) -> date | None:
    if kind == Kind.QUESTION:
        return None
    received = meta.get("OVERHEIDop.datumOntvangst", [None])[0]
    return (replied.answered if replied else None) or typed_day(received)


def _title(body: etree._Element, meta: dict[str, list[str]], asked: QuestionHeader) -> str:
    tagged = _find(body, "kamervraagonderwerp")
    title = one_line(_all_text(tagged)).strip(" .") if tagged is not None else ""
    return title or asked.title or meta.get("DC.title", [""])[0]


def _numbers(
    body: etree._Element, meta: dict[str, list[str]], kind: Kind, asked: QuestionHeader
) -> dict[str, Any]:
    """Identifier, session year, number and case number, from the metadata, else as printed."""
    number = _number(body, meta)
    printed = _find(body, "kamervraagnummer")
    label = one_line(_all_text(printed)) if printed is not None else ""
    year = _session_year(body, meta)
    case = meta.get("OVERHEIDop.vraagnummer", [asked.case_number])[0]
    if case is None and re.fullmatch(r"\d{4}Z\d+", label):
        case = label
    return {
        "identifier": _identifier(body, meta, kind, year, number, case),
        "session_year": year,
        "number": number,
        "case_number": case,
    }


def _number(body: etree._Element, meta: dict[str, list[str]]) -> int | None:
    printed = _find(body, "kamervraagnummer")
    rows = [*meta.get("OVERHEIDop.aanhangselNummer", ()), *meta.get("OVERHEIDop.ondernummer", ())]
    rows += [one_line(_all_text(printed))] if printed is not None else []
    found = (re.fullmatch(r"(?:AH)?0*(\d{1,5})", row, re.IGNORECASE) for row in rows)
    return next((int(match[1]) for match in found if match), None)


def _session_year(body: etree._Element, meta: dict[str, list[str]]) -> str | None:
    head = _find(body, "kamervraagkop")
    rows = [*meta.get("OVERHEIDop.vergaderjaar", ()), _all_text(head) if head is not None else ""]
    found = (re.search(r"(\d{4})\s*[-–/]\s*(\d{4})", row) for row in rows)
    return next((f"{match[1]}-{match[2]}" for match in found if match), None)


def _identifier(
    body: etree._Element,
    meta: dict[str, list[str]],
    kind: Kind,
    year: str | None,
    number: int | None,
    case: str | None,
) -> str | None:
    for name in ("DC.identifier", "DCTERMS.identifier", "dcterms.identifier"):
        official = [row for row in meta.get(name, ()) if _IDENTIFIER.fullmatch(row)]
        if official:
            return official[0]
    head = _find(body, "kamervraagkop")
    told = [*meta.get("DC.creator", ()), _all_text(head) if head is not None else ""]
    house = "ek" if "Eerste Kamer" in " ".join(told) else "tk"
    if number and year and kind != Kind.QUESTION:
        return f"ah-{house}-{year.replace('-', '')}-{number}"
    return f"kv-{house}-{case}" if case and re.fullmatch(r"[0-9A-Za-z]+", case) else None


# questions, answers, notes


def _is_notice(meta: dict[str, list[str]], replied: AnswerHeader | None) -> bool:
    return "Mededeling" in meta.get("DC.type", ()) or bool(
        replied and replied.kind == Kind.POSTPONEMENT
    )


def _kind(
    answers: tuple[Answer, ...], meta: dict[str, list[str]], replied: AnswerHeader | None
) -> Kind:
    if answers:
        return Kind.ANSWER
    if _is_notice(meta, replied):
        return Kind.POSTPONEMENT
    return Kind.ANSWER if replied else Kind.QUESTION


def _parts(
    body: etree._Element, text: _Text, notice: bool
) -> tuple[tuple[Question, ...], tuple[Answer, ...], tuple[Note, ...]]:
    questions: list[Question] = []
    answers: list[Answer] = []
    notes: list[Note] = []
    for element in body.iter():
        name = _name(element)
        if name == "vraag":
            questions += _questions(element, text, len(questions))
        elif name == "antwoord":
            label, blocks = _first_text(element, "nr"), "\n\n".join(text.blocks(element))
            numbers = read_numbers(label) or _only(questions)
            if re.match(r"\W*Mededeling", label) or (notice and not read_numbers(label)):
                notes.append(Note(NoteKind.NOTICE, blocks))
            else:
                answers.append(Answer(numbers, blocks))
        elif name in ("kamervraagopmerking", "toelichting", "mededeling"):
            notes += _note(list(text.blocks(element)), notice, name)
    return tuple(questions), tuple(answers), tuple(notes)


def _only(questions: list[Question]) -> tuple[int, ...]:
    """An answer without a number answers all questions before it."""
    return tuple(question.number for question in questions)


def _questions(element: etree._Element, text: _Text, before: int) -> list[Question]:
    """The questions under one heading; 'Vraag 2 en 3' shares its paragraphs out where it can."""
    printed = one_line(_first_text(element, "nr"))
    numbers = read_numbers(printed) or (before + 1,)
    blocks = list(text.blocks(element))
    label = _LABEL.match(printed)
    if label:
        return [Question(int(label[1]), "\n\n".join(blocks), label=label[1] + label[2])]
    if len(blocks) != len(numbers):
        blocks = ["\n\n".join(blocks), *[""] * (len(numbers) - 1)]
    return [Question(number, block) for number, block in zip(numbers, blocks, strict=True)]


def _note(blocks: list[str], notice: bool, name: str) -> list[Note]:
    """A note, its kind by its own heading ('Toelichting:'), which is not kept."""
    heading = re.match(r"(Toelichting|Mededeling)\b\s*:?\s*", blocks[0]) if blocks else None
    told = heading[1].lower() if heading else name
    kind = NoteKind.REMARK if told == "kamervraagopmerking" else NoteKind(told)
    if heading:
        blocks[0] = blocks[0][heading.end() :]
    if kind == NoteKind.REMARK and notice:
        kind = NoteKind.NOTICE
    words = "\n\n".join(block for block in blocks if block)
    return [Note(kind, words)] if words else []
