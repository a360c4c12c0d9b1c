"""Footnotes in text without sizes: which lines they are.

They stand at the foot of a page, numbered on from the page before, and each has a mark above it
(`marks`). They are told from other numbers by that, and by their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from ..lines.hyphens import Hyphenation
from ..lines.line import Line, Role, body, of_role
from ..printed import month_number
from ..questionset import Footnote
from .marks import ANY, LISTED, OF_LIST, mark_places, place_marks, tried
from .raised import raised
from .runon import last_note, rest_of_note
from .stacked import unstacked

_GLUED = re.compile(
    r"^\d{1,2}(?:[A-Z«“„][^\W\d_]|https?:|www\.|(?:de|het) [A-Z])"  # '1de Volkskrant'
)
_OFFICIAL = re.compile(
    r"^(\d{1,3})(?:\s+(?=\S)|(?=[^\s\d.,;:)\]%–-])|(?=(?:19|20)\d{2}))(.+)$", re.DOTALL
)
#: A number alone on its line, with the text of the footnote on the next.
_ALONE = re.compile(r"^(\d{1,3})$")
_OPENING = (
    r"[«„“\"'‘(\[]*(?:[A-ZÀ-Þ\d]|https?:|www\.|(?:de|het) [A-ZÀ-Þ]|idem\b|zie\b"
    r"|[\w.-]{1,60}\.(?:nl|com|org|eu)\b)"
)
_OPENS = re.compile(_OPENING)
#: How sure the mark of a note must be that does not begin as notes do, and its most lines.
_SURE = 2
_LONGEST_NOTE = 12
#: Marks that can stand in one run with the first: '?12'.
_MOST_IN_RUN = 8


def by_page(lines: list[Line]) -> list[list[Line]]:
    """The lines of each page."""
    return [list(page) for _, page in groupby(lines, key=lambda line: line.page)]


def are_glued(lines: list[Line]) -> bool:
    """Whether the numbers of footnotes stand against their text ('1NRC, 23 januari').

    Some extractors leave them so; otherwise a space follows ('1 NRC'), and white space stands
    above the first. The functions below call this `glued`.
    """
    return any(_GLUED.match(line.text) for line in lines)


def find_endnotes(lines: list[Line]) -> None:
    """Give footnotes that stand together at the end of a document their role, and place marks.

    Only where no footnote has been told apart yet.
    """
    if not lines or lines[0].page == lines[-1].page or of_role(lines, Role.FOOTNOTE):
        return
    text, glued = body(lines), are_glued(lines)
    parted, opening = _starts_of_foot(text, 1, glued)
    starts = [*parted, *reversed(opening)]
    if not starts:
        return
    foot = text[starts[0] :]
    _take(foot, glued, by="noten bij elkaar aan het eind van het stuk")
    place_marks([lines], by=OF_LIST)
    _told(foot, by=LISTED)


def _told(foot: list[Line], *, by: str) -> None:
    """Remember that footnotes were told by a rule which placed their marks."""
    for line in foot:
        if line.number is not None:
            line.give(Role.FOOTNOTE, by=by)


def find_footnotes(lines: list[Line]) -> None:
    """Give the lines of footnotes their role and number, where none has been told apart yet."""
    if of_role(lines, Role.FOOTNOTE):
        return
    glued = are_glued(lines)
    found: list[Line] = []
    expected = 1
    note: list[Line] = []  # the last one of the page before
    for page in by_page(lines):
        if found or not _is_foot_alone(body(page), glued):
            _mark_foot(body(page), expected, glued)
        _mark_rest(page, note)
        page = unstacked(_taken_apart(page))
        note = last_note(page)
        expected = next((o.number + 1 for o in reversed(page) if o.number is not None), expected)
        found.extend(page)
    lines[:] = found


def _is_foot_alone(page: list[Line], glued: bool) -> bool:
    """Whether a page begins as a footnote does, so that there is no text above its footnotes."""
    return bool(page) and number_of(page[0], glued) is not None and page[0].role is Role.TEXT


def _mark_foot(page: list[Line], expected: int, glued: bool) -> None:
    """Give the lines of the footnotes of one page their role."""
    parted, opening = _starts_of_foot(page, expected, glued)
    if parted and glued:
        first = number_of(page[parted[0]], glued)
        # a line that begins with a mark stands above the footnote
        start = max(i for i in parted if number_of(page[i], glued) == first)
        _take(page[start:], glued, by="nootcijfer tegen zijn tekst, met een merk erboven")
    elif parted:
        _take(page[parted[0] :], glued, by="noten onder wit, met een merk erboven")
    elif opening:
        _take(page[opening[-1] :], glued, by="laatste regel die een noot kan openen, zonder wit")


def _mark_rest(page: list[Line], note: list[Line]) -> None:
    """Give the lines that go on with the last footnote of the page before their role."""
    foot = next((i for i, line in enumerate(page) if line.role is Role.FOOTNOTE), len(page))
    for line in rest_of_note(body(page[:foot]), note):
        line.give(Role.FOOTNOTE, by="noot die over de bladzijde doorloopt")


def _taken_apart(page: list[Line]) -> list[Line]:
    """The lines of a page, footnotes that an extractor set behind each other each on its own."""
    begun = {line.number for line in page}
    if begun == {None}:
        return page
    marked: set[int] | None = None
    parts: list[Line] = []
    number = 0
    for line in page:
        number = line.number or number
        while line.role is Role.FOOTNOTE and number + 1 not in begun:
            cut = re.search(rf"\s(?={number + 1}\s+{_OPENING})", line.text)
            if not cut:
                break
            if marked is None:
                marked = _marked(other for other in page if other.role is Role.TEXT)
            if number + 1 not in marked:
                break
            number += 1
            parts.append(replace(line, text=line.text[: cut.start()]))
            line = replace(line, text=line.text[cut.end() :])
            line.give(Role.FOOTNOTE, by="noot achter een andere op één regel", number=number)
        parts.append(line)
    return parts


def _marked(text: Iterable[Line]) -> set[int]:
    """The numbers of which something in these lines can be the mark."""
    return {number for _, number, *_, score in tried(text, ANY) if score}


def _starts_of_foot(page: list[Line], expected: int, glued: bool) -> tuple[list[int], list[int]]:
    """Where the footnotes of a page can begin: with a number whose mark stands above it.

    The first list has the lines with white space above, the surest sign; there they begin at the
    first. Most extractors leave none: then they begin at the last of the second list, the lines
    that open as a footnote does.
    """
    last_label = max((i for i, line in enumerate(page) if line.role is Role.LABEL), default=-1)
    begun = {i: number_of(page[i], glued) for i in range(last_label + 1, len(page))}
    # numbering that begins anew needs a mark that is surely one
    least = {1: 0.9, expected: 0}
    found = [n for n in least if n in begun.values()]
    first_mark = {n: _first_mark(page, n, least[n]) for n in found}
    starts = [i for i, n in begun.items() if n in found and (i == 0 or first_mark[n or 0] < i)]
    parted = [
        start
        for start in starts
        if glued or _is_parted(page, start) or _closes_page(page, start, expected)
    ]
    opening = [start for start in starts if opens_note(page, start)]
    return parted, opening


def _is_parted(page: list[Line], start: int) -> bool:
    """Whether white space stands above a line, or a line ended early above a footnote's opening."""
    line = page[start]
    if start == 0:
        return True
    return not _ALONE.match(line.text) and (line.gap or (line.early and opens_note(page, start)))


def _closes_page(page: list[Line], start: int, expected: int) -> bool:
    """Whether a number alone, the next in order and surely marked, has a note below it that goes on
    to the end of the page, in whatever way this begins: '3', 'bis: de grondslag'."""
    line, below = page[start], page[start + 1 :]
    if not (_ALONE.match(line.text) and line.gap and int(line.text) == expected and below):
        return False
    if len(below) > _LONGEST_NOTE or any(other.gap or other.label for other in below):
        return False
    return _first_mark(page, expected, _SURE) < start


def opens_note(page: list[Line], start: int) -> bool:
    """Whether a line opens a footnote: its number, then a capital, a quotation or an address."""
    match = _OFFICIAL.match(page[start].text)
    if match:
        return bool(_OPENS.match(match[2]))
    return start + 1 < len(page) and bool(_OPENS.match(page[start + 1].text))


def number_of(line: Line, glued: bool) -> int | None:
    alone = _ALONE.match(line.text)
    if alone:
        return int(alone[1])
    match = _OFFICIAL.match(line.text)
    if not match or (glued and line.text[match.end(1)].isspace()):
        return None
    return None if month_number(match[2].split()[0]) else int(match[1])


def _first_mark(page: list[Line], number: int, least: float) -> int:
    """Index of the first line with something that can be the mark of this footnote."""
    figure, high = str(number)[-1], raised(number)[-1]
    run = range(number, number + _MOST_IN_RUN)
    for index, line in enumerate(page):
        if line.role is Role.LABEL:
            continue
        shown = figure in line.text or high in line.text
        places = mark_places(line.text, run) if shown else ()
        if any(found == number and score > least for found, *_, score in places):
            return index
    return len(page)


def _take(foot: list[Line], glued: bool, *, by: str) -> None:
    """Give the lines of a foot their role, and those that begin a footnote its number.

    `by` is the rule by which the first was told.
    """
    number = number_of(foot[0], glued) or 0
    foot[0].give(Role.FOOTNOTE, by=by, number=number)
    alone = {line.text for line in foot[1:] if _ALONE.match(line.text)}
    for line in foot[1:]:
        strays = str(number + 1) in alone and line.text == str(number + 2)
        if strays or _begins(line, number + 1, glued):
            number += 2 if strays else 1
            line.give(Role.FOOTNOTE, by="cijfer van de volgende noot", number=number)
        else:
            line.give(Role.FOOTNOTE, by="vervolg van de noot erboven")


def _begins(line: Line, number: int, glued: bool) -> bool:
    if not line.text.startswith(str(number)):
        return False
    if line.text == str(number):
        return True
    match = re.match(rf"{number}(?=\D|(?:19|20)\d\d)", line.text)
    if not match:
        return False
    after = line.text[match.end()]
    return not after.isspace() and after not in ".,;:)%-–" if glued else after.isspace()


def footnotes(lines: list[Line], hyphenation: Hyphenation) -> tuple[Footnote, ...]:
    """The footnotes that the lines make, in order, each text on one line."""
    found: list[Footnote] = []
    for first, *more in footnote_lines(lines):
        texts = [_without_number(first), *(line.text for line in more)]
        found.append(Footnote(first.number or 0, hyphenation.join(texts)))
    return tuple(found)


def footnote_lines(lines: list[Line]) -> list[list[Line]]:
    """The lines of each footnote, in order."""
    found: list[list[Line]] = []
    for line in of_role(lines, Role.FOOTNOTE):
        if line.number is not None:
            found.append([line])
        elif found:
            found[-1].append(line)
    return found


def _without_number(line: Line) -> str:
    number = (
        rf"^(?:[-–•*+]\s+)?(?:(?:voet)?noot\s)?[\[(]?\s?\^?{line.number}\s?[\])]?(?:[.:](?=\s))?\s*"
    )
    return re.sub(number, "", line.text, count=1, flags=re.IGNORECASE)
