"""KOOP XML: the official publication, `officiele-publicatie/kamervragen` since 2009.

Questions and answers are numbered in words ('Antwoord 2 en 3'); footnotes stand inside the text
at their marks; tables are of the CALS model. The heading is prose with a few tags in it, and is
read as prose; the metadata lead where both tell the same.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lxml import etree

from ..headers import AnswerHeader, QuestionHeader, read_answer_header, read_question_header
from ..identifiers import number_of, numbered
from ..printed import one_line, read_session_year, typed_day
from ..problems import Problem
from ..questionset import (
    Answer,
    Footnote,
    Kind,
    ParseResult,
    QuestionSet,
    RawFile,
)
from . import koop_dialects, xml
from .koop_body import Parts
from .koop_dialects import name
from .koop_texts import all_text

#: a publisher's identifier of Kamervragen, however odd: 'ah-tk-20152016-6a', 'kv-2007-01-11'
_IDENTIFIER = re.compile(r"(?:ah|kv)(?:-[0-9A-Za-z]+)+")


def parse(raw: RawFile) -> ParseResult:
    """The question set in one official publication, with what was noticed."""
    root = xml.read_root(raw.data)
    if isinstance(root, Problem):
        return ParseResult(None, (root,))
    return read(root)


def read(root: etree._Element) -> ParseResult:
    """The question set in the elements of a publication, which are changed on the way."""
    body = koop_dialects.body(root)
    if body is None:
        return ParseResult(None, (Problem.of("no_questions"),))
    meta = _metadata(root)
    asked, replied, problems = _headers(body)
    parts = Parts(_is_notice(meta, replied))
    parts.read(body)
    kind = _kind(parts.answers, meta, replied)
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
        questions=parts.questions,
        answers=parts.answers,
        footnotes=tuple(Footnote(number, text) for number, text in parts.texts.footnotes.items()),
        notes=tuple(parts.notes),
        topics=tuple(meta.get("OVERHEID.category", ())),
    )
    return ParseResult(found, (*problems, *parts.problems))


# the heading


def _metadata(root: etree._Element) -> dict[str, list[str]]:
    """Name -> contents of the metadata, whatever element they stand in."""
    found: dict[str, list[str]] = {}
    for element in root.iter():
        key, content = element.get("name"), element.get("content")
        if key and content:
            found.setdefault(key, []).append(one_line(content))
    return found


def _headers(
    body: etree._Element,
) -> tuple[QuestionHeader, AnswerHeader | None, tuple[Problem, ...]]:
    """The headers in the two descriptions; the second is None for questions without an answer."""
    rows = list(body.iter("kamervraagomschrijving"))
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
        not kind and not all_text(row).strip().startswith("Vra")
    )


def _header_text(rows: list[etree._Element]) -> str:
    return one_line(" ".join(_without_notes(row) for row in rows))


def _without_notes(element: etree._Element) -> str:
    """The text of a heading; its footnotes are no part of it."""
    inner = (_without_notes(part) + (part.tail or "") for part in element)
    return "" if name(element) in ("noot", "nootref") else (element.text or "") + "".join(inner)


def _printed_date(body: etree._Element, kind: str) -> date | None:
    """The date tagged in a description of this kind, as `isodatum`."""
    for row in body.iter():
        if name(row) == "kamervraagomschrijving" and row.get("type") == kind:
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
    title = one_line(_without_notes(tagged)).strip(" .") if tagged is not None else ""
    return title or asked.title or meta.get("DC.title", [""])[0]


def _numbers(
    body: etree._Element, meta: dict[str, list[str]], kind: Kind, asked: QuestionHeader
) -> dict[str, Any]:
    """Identifier, session year, number and case number, from the metadata, else as printed."""
    number = _number(body, meta)
    printed = _find(body, "kamervraagnummer")
    label = one_line(all_text(printed)) if printed is not None else ""
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


def told_numbers(meta: dict[str, list[str]], kind: Kind) -> dict[str, Any]:
    """The names and numbers of a publication, and its topics, as its metadata alone tell them."""
    nothing = etree.Element("kamervragen")
    numbers = _numbers(nothing, meta, kind, QuestionHeader((), (), "", None, None))
    return {**numbers, "topics": tuple(meta.get("OVERHEID.category", ()))}


def _number(body: etree._Element, meta: dict[str, list[str]]) -> int | None:
    printed = _find(body, "kamervraagnummer")
    rows = [*meta.get("OVERHEIDop.aanhangselNummer", ()), *meta.get("OVERHEIDop.ondernummer", ())]
    rows += [one_line(all_text(printed))] if printed is not None else []
    return next(filter(None, map(number_of, rows)), None)


def _session_year(body: etree._Element, meta: dict[str, list[str]]) -> str | None:
    head = _find(body, "kamervraagkop")
    rows = [*meta.get("OVERHEIDop.vergaderjaar", ()), all_text(head) if head is not None else ""]
    return next(filter(None, map(read_session_year, rows)), None)


def _identifier(
    body: etree._Element,
    meta: dict[str, list[str]],
    kind: Kind,
    year: str | None,
    number: int | None,
    case: str | None,
) -> str | None:
    for key in ("DC.identifier", "DCTERMS.identifier", "dcterms.identifier"):
        official = [row for row in meta.get(key, ()) if _IDENTIFIER.fullmatch(row)]
        if official:
            return official[0]
    head = _find(body, "kamervraagkop")
    told = [*meta.get("DC.creator", ()), all_text(head) if head is not None else ""]
    house = "ek" if "Eerste Kamer" in " ".join(told) else "tk"
    if number and year and kind != Kind.QUESTION:
        return numbered(year, number, house)
    return f"kv-{house}-{case}" if case and re.fullmatch(r"[0-9A-Za-z]+", case) else None


# questions, answers, notes


def _find(root: etree._Element, called: str) -> etree._Element | None:
    return next(root.iter(called), None)


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
