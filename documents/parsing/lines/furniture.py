"""Furniture of the page: running heads and feet, and what they tell about the document.

The official print says on each page 'Tweede Kamer, vergaderjaar 2022–2023, Aanhangsel' and on the
first its number and identifier; letters of ministries begin with 'AH 604' and a case number.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from ..headers import CASE_NUMBER, is_answer_header, is_question_header
from ..identifiers import numbered
from . import sites
from .heads import find_header
from .letterheads import mark_letterheads
from .line import Line, Role

_YEARS = r"(\d{4})\s*[-–—]\s*(\d{4})"
_FOOT = re.compile(
    rf"Tweede\s*Kamer,?\s*vergaderjaar\s*{_YEARS},?\s*(?P<series>Aanhangsel|Vragen)\s*(?P<page>\d{{1,4}})?\s*$",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"\b(ah|kv)-tk-(?:(\d{4})(\d{4})-(\d+)|((?:19|20)\d{2}Z\d+))\b", re.IGNORECASE
)
#: The same as it stands upright beside a page, read without some of its signs: 'h tk 20182019 387'.
_UPRIGHT = re.compile(r"^\W*a?h[ -]?tk[ -]?(\d{4})(\d{4})[ -]?(\d{1,4})\b", re.IGNORECASE)

_FURNITURE = re.compile(
    r"^\W*(?:Tweede Kamer der Staten-Generaal\s*2?"
    rf"|(?-i:Vergaderjaar)\s*{_YEARS}.*"
    r"|Aanhangsel van de Handelingen|Vragen gesteld door de leden der Kamer.*"
    r"|(?:met de daarop door de\s*)?regering gegeven antwoorden\s*"
    r"|(?:a?h|k?v)[ -]?tk[ -]?\d{8}[ -]?\d{1,4}(?:[ -]?[nh]\d)?"
    r"|(?:ah|kv)-tk-[\dZ-]+|ISSN\s*0921\s*-?\s*7398.*|[’'‘]?s-Gravenhage\s+\d{4}.*"
    r"|Pagina\s+\d{1,3}\s+(?:van|/)\s+\d{1,3}"
    r"|KST\w+|\d{7,})\W*$",
    re.IGNORECASE,
)
#: How a footnote in a list begins, which can name an appendix as the foot of a page does.
_NOTE = re.compile(r"^[\[(]?\d{1,3} ?[\])]")
_LETTER_NUMBER = re.compile(r"^\s*AH\s*(?:nr\.?\s*)?(\d{1,4})\s*$")
#: A case number alone on its line, or behind its name.
_CASE_LINE = re.compile(
    r"^\W*(?:(?:zaak|vraag|kamervraag)?nummers?|zaak|nr\.?|(?:ons\s+|uw\s+)?kenmerk|(?:onze\s+|uw\s+)?referentie)?"
    rf"\W*({CASE_NUMBER.pattern})\W*$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^\s*(\d{1,4})\s*$")
#: No line of furniture is longer, in characters.
_LONGEST = 200
#: The first page's heads stand within this many lines.
_HEAD_LINES = 25
#: What a site has above a text is not longer, in lines.
_MOST_ABOVE = 90


@dataclass
class Imprint:
    """What the furniture says: each value as printed, None where it is not."""

    session_year: str | None = None
    number: int | None = None
    case_number: str | None = None
    submitted: date | None = None
    answered: date | None = None
    left_out: list[Line] = field(default_factory=list)


def is_page_foot(text: str) -> bool:
    """Whether a line is the running foot that closes a page."""
    if "ergaderjaar" not in text[:_LONGEST] or len(text) >= _LONGEST or _NOTE.match(text):
        return False
    return bool(_FOOT.search(text))


def awaits_number(text: str) -> bool:
    """Whether a line is a running foot without a page number, which may follow on the next."""
    return is_page_foot(text) and not _FOOT.search(text)["page"]  # type: ignore[index]


def is_furniture(text: str) -> bool:
    """Whether a line is one that the official print has on its pages, other than the foot."""
    return len(text) < _LONGEST and bool(_FURNITURE.match(text))


def read_furniture(lines: list[Line]) -> Imprint:
    """Give furniture its role, and return what it says about the document."""
    imprint = Imprint()
    begin = _first_header(lines)
    numbers = _page_numbers(lines)
    numbered = not sites.is_letter_head(lines[:begin])
    for index, line in enumerate(lines):
        _mark_furniture(lines, index, numbers)
        if line.role is Role.FURNITURE:
            _note_years(line.text, imprint)
            _note_identifier(line.text, imprint)
        elif index < begin:
            _head_line(line, imprint, numbered)
    mark_letterheads(lines)
    _read_site(lines, begin, imprint)
    return imprint


def _read_site(lines: list[Line], begin: int, imprint: Imprint) -> None:
    """Give the lines of a site their roles; `begin` is the index of the first header."""
    for told in (sites.mark_table(lines[:begin]), sites.mark_days(lines)):
        for name in ("session_year", "number", "case_number", "submitted", "answered"):
            setattr(imprint, name, getattr(imprint, name) or getattr(told, name))
    sites.mark_notes(lines)
    imprint.left_out = sites.mark_tail(lines)


def _mark_furniture(lines: list[Line], index: int, numbers: set[int]) -> None:
    """Give a line that has nothing to do with the text its role; `numbers` as `_page_numbers`."""
    line = lines[index]
    if is_furniture(line.text):
        line.give(Role.FURNITURE, by="vaste tekst van de gedrukte bladzijde")
    elif sites.is_button(line.text):
        line.give(Role.FURNITURE, by="knop of verwijzing van een site")
    elif any(sites.is_printed_title(line.text, other.text) for other in _beside(lines, index)):
        line.give(Role.FURNITURE, by="titel die een browser op elke bladzijde drukt")
    elif is_page_foot(line.text):
        line.give(Role.FURNITURE, by="voet van de bladzijde, met het vergaderjaar")
    elif _page_number(lines, index):
        line.give(Role.FURNITURE, by="bladzijdenummer achter de voet van de bladzijde")
    elif id(line) in numbers:
        line.give(Role.FURNITURE, by="los nummer onder bijna elke bladzijde, oplopend")


def _beside(lines: list[Line], index: int) -> list[Line]:
    """The lines above and below one that begins or ends with a figure; none of any other."""
    text = lines[index].text
    if not (text[:1].isdigit() or text[-1:].isdigit()):
        return []
    return lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]


def _first_header(lines: list[Line]) -> int:
    """Index of the first line of a header: what stands above is furniture of the first page."""
    head = [line if not is_furniture(line.text) else Line("") for line in lines[:_MOST_ABOVE]]
    found = [find_header(head, is_header) for is_header in (is_question_header, is_answer_header)]
    starts = [start for start in found if start is not None]
    if starts:
        return min(starts)
    return min(_HEAD_LINES, len(lines)) if _has_letter_number(lines) else 0


def _has_letter_number(lines: list[Line]) -> bool:
    return any(_LETTER_NUMBER.match(line.text) for line in lines[:5])


def _head_line(line: Line, imprint: Imprint, numbered: bool) -> None:
    """A line above the headers: the number of the document, or that of its case.

    `numbered` tells whether a number alone can be one, which in a letter it is not.
    """
    letter = _LETTER_NUMBER.match(line.text)
    bare = _BARE_NUMBER.match(line.text) if numbered else None
    case = _CASE_LINE.match(line.text)
    if letter:
        imprint.number = int(letter[1])
        line.give(Role.FURNITURE, by="AH-nummer boven de kop")
    elif case:
        number = case[1].replace(" ", "").upper()
        if imprint.case_number is None or "Z" in number:
            imprint.case_number = number
        line.give(Role.FURNITURE, by="zaaknummer boven de kop")
    elif bare and int(bare[1]) and bare[1] != "2":
        imprint.number = int(bare[1])
        line.give(Role.FURNITURE, by="los nummer boven de kop: dat van het Aanhangsel")
    elif bare:
        line.give(Role.FURNITURE, by="losse 2 boven de kop: die van de Tweede Kamer")
    elif not line.text:
        line.give(Role.FURNITURE, by="lege regel boven de kop")


def _page_number(lines: list[Line], index: int) -> bool:
    """Whether a line is a page's number: a number alone right after a running foot."""
    if not (lines[index].text[:1].isdigit() and _BARE_NUMBER.match(lines[index].text[:8])):
        return False
    above = next((o for o in reversed(lines[max(0, index - 3) : index]) if o.text), None)
    return bool(above and awaits_number(above.text))


def _page_numbers(lines: list[Line]) -> set[int]:
    """The ids of the numbers alone below their pages, where most pages have one, in order."""
    last = {line.page: line for line in lines}
    bare = {page: line for page, line in last.items() if _BARE_NUMBER.match(line.text)}
    steps = Counter(int(line.text) - page for page, line in bare.items())
    [(step, times)] = steps.most_common(1) or [(0, 0)]
    if len(last) == 1 or times < 0.8 * len(last):
        return set()
    return {id(line) for page, line in bare.items() if int(line.text) - page == step}


def _note_years(text: str, imprint: Imprint) -> None:
    match = re.search(rf"vergaderjaar\s*{_YEARS}", text, re.IGNORECASE)
    if match:
        imprint.session_year = f"{match[1]}-{match[2]}"


def _note_identifier(text: str, imprint: Imprint) -> None:
    match = _IDENTIFIER.search(text)
    if match and match[5]:
        imprint.case_number = match[5].upper().replace("TK-", "")
    elif match:
        imprint.session_year, imprint.number = f"{match[2]}-{match[3]}", int(match[4])
    elif upright := _UPRIGHT.match(text):
        imprint.session_year = f"{upright[1]}-{upright[2]}"
        imprint.number = int(upright[3])


def identifier(imprint: Imprint) -> str | None:
    """The identifier that follows from the numbers, or None where they are not printed."""
    if imprint.session_year and imprint.number:
        return numbered(imprint.session_year, imprint.number)
    return f"kv-tk-{imprint.case_number}" if imprint.case_number else None
