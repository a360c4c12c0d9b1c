"""Footnotes in text without sizes: which lines they are, and where their marks stand.

Footnotes stand at the foot of a page, numbered on from the page before; a mark is the same number
glued to a word, after its punctuation, or alone on a line. Both are told from other numbers by
their order: number n+1 never stands before n.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, islice

from ..lines.hyphens import Hyphenation
from ..lines.line import Line, Role, body, of_role
from ..printed import month_number
from ..questionset import MARK, Footnote
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
_FIGURE = re.compile(r"[\[(]?\d+[\])]?")
#: Bounds for the search of one page: marks, places of each, places looked at, and in one line.
_MOST_MARKS = 100
_MOST_PLACES = 60
_MOST_TRIED = 10_000
_MOST_FIGURES = 1000
_ANY = range(1, 1000)
#: How much of a line shows what a number in it is, in characters on either side.
_AROUND = 80
#: Words after which a number counts or names something: 'artikel 3', 'de 2', 'nr. 5'.
COUNTED = re.compile(
    r"(?:\b(?:artikel(?:en)?|art|lid|leden|nrs?|nummers?|vra(?:gen|ag)|antwoord(?:en)?|bijlagen?"
    r"|paragraaf|hoofdstuk|tabel|figuur|fase|categorie|niveau|punt|deel|stap|groep|spoor|klasse"
    r"|versie|pagina|blz|p|en|of|de|het|een|op|in|met|van|voor|tot|per|ruim|circa|ca|bijna|t/m)\.?"
    r"|[€%§(/])\s*$",
    re.IGNORECASE,
)
#: What follows a number that measures something: '3,5', '10%', '12:30'.
_MEASURED = re.compile(r"[.,]\d|[-–%/°ºª]|\s*(?:%|procent)|:\d")
_NEXT_MARK = re.compile(r",\d{1,2}(?!\d)")
_AFTER_MARK = re.compile(r"(?:\[\^\d+\]|[?.!»”’'\")\w]\d{1,3}),?\s+$")
_CAN_END_MARK = "]0123456789"
_CLOSES = re.compile(r"[.,;:?!)»]+(?:\s|$)")
#: No longer than this is what such a word and its stop take, in characters.
LONGEST_COUNTED = 16
_LISTED_MARK = re.compile(r"(?<!\d)(\d{1,3})[\])]")
_LISTED = re.compile(r"^\[?(\d{1,3})[\])]\s*(\S.*)$", re.DOTALL)


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
    if starts:
        _take(text[starts[0] :], glued, by="noten bij elkaar aan het eind van het stuk")
    place_marks([lines])


def find_footnotes(lines: list[Line]) -> None:
    """Give the lines of footnotes their role and number, where none has been told apart yet."""
    if of_role(lines, Role.FOOTNOTE):
        return
    glued = are_glued(lines)
    found: list[Line] = []
    expected = 1
    note: list[Line] = []  # the last one of the page before
    for page in by_page(lines):
        _mark_foot(body(page), expected, glued)
        _mark_rest(page, note)
        page = unstacked(_taken_apart(page))
        note = last_note(page)
        expected = next((o.number + 1 for o in reversed(page) if o.number is not None), expected)
        found.extend(page)
    lines[:] = found


def _mark_foot(page: list[Line], expected: int, glued: bool) -> None:
    """Give the lines of the footnotes of one page their role."""
    parted, opening = _starts_of_foot(page, expected, glued)
    if parted and glued:
        _take(page[parted[0] :], glued, by="nootcijfer tegen zijn tekst, met een merk erboven")
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
    return {number for _, number, *_, score in _tried(text, _ANY) if score}


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
    parted = [start for start in starts if glued or _is_parted(page, start)]
    opening = [start for start in starts if opens_note(page, start)]
    return parted, opening


def _is_parted(page: list[Line], start: int) -> bool:
    """Whether white space stands above a line, or a line ended early above a footnote's opening."""
    line = page[start]
    if start == 0:
        return True
    return not _ALONE.match(line.text) and (line.gap or (line.early and opens_note(page, start)))


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
    figure = str(number)
    for index, line in enumerate(page):
        if line.role is Role.LABEL:
            continue
        if figure in line.text and any(s > least for *_, s in mark_places(line.text, {number})):
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


def find_listed(lines: list[Line]) -> None:
    """Give footnotes of letters their role: '1) NOS, 3 mei' or '[1] NOS', with a mark above."""
    marked: set[int] = set()
    for index, line in enumerate(lines):
        if line.role is not Role.TEXT or not ("]" in line.text or ")" in line.text):
            continue
        match = _LISTED.match(line.text)
        if match and int(match[1]) in marked:
            number = int(match[1])
            line.give(Role.FOOTNOTE, by="1) of [1] voor een noot, met merk erboven", number=number)
            _run_on(lines, index)
        else:
            begin = match.start(2) if match else 0
            marked.update(map(int, _LISTED_MARK.findall(line.text, begin)))


def _run_on(lines: list[Line], index: int) -> None:
    """Give the lines that go on with a listed footnote, without white space above, their role."""
    for line in islice(lines, index + 1, index + 30):
        if line.gap or line.role is not Role.TEXT or _LISTED.match(line.text):
            return
        line.give(Role.FOOTNOTE, by="vervolg, zonder wit, van een noot achter 1) of [1]")


def footnotes(lines: list[Line], hyphenation: Hyphenation) -> tuple[Footnote, ...]:
    """The footnotes that the lines make, in order, each text on one line."""
    found: list[tuple[int, list[str]]] = []
    for line in of_role(lines, Role.FOOTNOTE):
        if line.number is not None:
            found.append((line.number, [_without_number(line)]))
        elif found:
            found[-1][1].append(line.text)
    return tuple(Footnote(number, hyphenation.join(texts)) for number, texts in found)


def _without_number(line: Line) -> str:
    return re.sub(rf"^\[?\^?{line.number}[\])]?\s*", "", line.text, count=1)


def place_marks(pages: Iterable[list[Line]]) -> None:
    """Write each footnote's mark as `[^n]` at its place in the text lines of its page."""
    for page in pages:
        text = [line for line in page if line.role is Role.TEXT]
        numbers = Counter(line.number for line in page if line.number is not None)
        if not numbers:
            continue
        marked = Counter(int(n) for line in text for n in MARK.findall(line.text))
        wanted = sorted((numbers - marked).elements())[:_MOST_MARKS]
        for (at, begin, end), number in reversed(_best_places(text, wanted)):
            _write(text[at], begin, end, number)


Place = tuple[int, int, int]


@dataclass(frozen=True)
class _Chain:
    """Marks placed so far: the place of the last one, the score of all, and the one before."""

    last: Place
    score: float
    number: int = 0
    before: _Chain | None = None


def _best_places(text: list[Line], numbers: list[int]) -> list[tuple[Place, int]]:
    """The places of marks, in the order of the numbers, that together are the most convincing."""
    candidates = _candidates(text, set(numbers))
    front = [_Chain((-1, 0, 0), 0.0)]
    for number in numbers:
        grown = [_grown(front, place, score, number) for place, score in candidates[number]]
        front = _front(front + grown)
    chain: _Chain | None = front[-1]
    places: list[tuple[Place, int]] = []
    while chain and chain.before:
        places.append((chain.last, chain.number))
        chain = chain.before
    return places[::-1]


def _candidates(text: list[Line], numbers: set[int]) -> dict[int, list[tuple[Place, float]]]:
    """Where each number can be a mark, with a score; the best few of each."""
    found: dict[int, list[tuple[Place, float]]] = {number: [] for number in numbers}
    for at, number, begin, end, score in _tried(text, numbers):
        if score:
            found[number].append(((at, begin, end), score))
    return {
        n: sorted(places, key=lambda p: (-p[1], p[0]))[:_MOST_PLACES] for n, places in found.items()
    }


def _tried(
    text: Iterable[Line], numbers: Container[int]
) -> Iterator[tuple[int, int, int, int, float]]:
    """(index of the line, number, begin, end, score) of each place where a number stands."""
    places = (
        (at, *place) for at, line in enumerate(text) for place in mark_places(line.text, numbers)
    )
    return islice(places, _MOST_TRIED)


def _grown(front: list[_Chain], place: Place, score: float, number: int) -> _Chain:
    """The best chain that ends above a place, with a mark added there."""
    index = bisect_left(front, place[:2], key=lambda chain: chain.last[:2]) - 1
    return _Chain(place, front[max(index, 0)].score + score, number, front[max(index, 0)])


def _front(chains: list[_Chain]) -> list[_Chain]:
    """The chains that none beats both in score and in an earlier end, by their ends."""
    kept: list[_Chain] = []
    for chain in sorted(chains, key=lambda chain: (chain.last, -chain.score)):
        if not kept or chain.score > kept[-1].score:
            kept.append(chain)
    return kept


def mark_places(text: str, numbers: Container[int]) -> Iterator[tuple[int, int, int, float]]:
    """(number, begin, end, score) of each place in a line where one of these numbers stands."""
    for match in islice(_FIGURE.finditer(text), _MOST_FIGURES):
        begin, end = match.span()
        figure = match[0].strip("[()]")
        if len(figure) <= 3 and int(figure) in numbers:
            if begin == 0 and text[end - 1] == ")":
                end -= 1
            yield int(figure), begin, end, _score(text, begin, end)
        end = match.end() - len(match[0]) + len(match[0].rstrip("])"))
        for size in range(1, min(3, len(figure))):
            number = int(figure[-size:])
            if number in numbers and figure[-size] != "0":
                yield number, end - size, end, _score_in_digits(text, end - size, end)


def _score(text: str, begin: int, end: int) -> float:
    """How much a free-standing number looks like a mark: 0 is not at all."""
    before, after = text[max(0, begin - _AROUND) : begin], text[end : end + _AROUND]
    listed = text[end - 1] in "])"
    if before.endswith("^"):
        return 0
    if begin < _AROUND and not before.strip(" ,0123456789"):
        return _score_at_line_start(before, after, listed)
    glued = not before[-1].isspace()
    if listed:
        if text[begin].isdigit() and before.count("(") > before.count(")"):
            return 0  # '(zie vraag 3)'
        return _score_listed(text[begin], glued, before[-1])
    if _MEASURED.match(after) and not (before[-1] in "?!»”" and _NEXT_MARK.match(after)):
        return 0
    if not glued:
        after_mark = before.rstrip(", ")[-1:] in _CAN_END_MARK and _AFTER_MARK.search(before)
        if after_mark and not after[:1].strip():
            return 2.5
        return _score_apart(before, after)
    return _score_glued(before, after)


def _score_apart(before: str, after: str) -> float:
    """A number with white space before it, as some extractors set marks ('toe? 2 De')."""
    if before.rstrip()[-1] in "?.!»”’" and re.match(r"\s+[«“]?[A-ZÀ-Þ]|\s*$", after):
        return 2
    if COUNTED.search(before[-LONGEST_COUNTED:]) or month_number(
        after.split()[0] if after.split() else ""
    ):
        return 0
    if _CLOSES.match(after):
        return 0.7
    return 0.4 if before.rstrip()[-1].isdigit() else 0.2


def _score_listed(opening: str, glued: bool, last: str) -> float:
    """'[1]' is a mark more surely than '1)', and that more surely than '(1)'."""
    if opening == "[":
        return 3.5
    if opening == "(":
        return 1
    return 2 if not glued or last in "?.!»’'\"”" else 0


def _score_at_line_start(before: str, after: str, listed: bool) -> float:
    """A number that begins its line, or follows only other numbers there."""
    if listed:
        return 0
    if not after.strip(" ,0123456789"):
        return 4
    if before.strip():
        return 2 if after.startswith((" ", ",", ".")) else 0
    if _CLOSES.match(after):
        return 3
    return 1.5 if re.match(r"\s+[^\W\d]", after) else 0


def _score_glued(before: str, after: str) -> float:
    if after[:1].isalpha() and not after[:1].isupper():
        return 0
    last = before[-1]
    if last in "?.!»”’'\")],;:":
        return 0.3 if re.search(r"\d[.,]$", before) else 3
    word = re.search(r"[^\s(]+$", before)
    if last.isalpha() and word:
        return 1 if last.isupper() or any(ch.isdigit() for ch in word[0]) else 3
    return 0.5 if last in "-–/" else 0


def _score_in_digits(text: str, begin: int, end: int) -> float:
    """A mark glued to a figure: '20231' is the year 2023 with mark 1."""
    figure = re.search(r"[\d.,]*\d$", text[max(0, begin - _AROUND) : begin])
    if (
        not figure
        or text[end : end + 1].isalnum()
        or re.match(r"[.,]\d|\s*%", text[end : end + _AROUND])
    ):
        return 0
    year = re.fullmatch(r"(?:19|20)\d{2}", re.sub(r"^.*[-–]", "", figure[0]))
    return 2.5 if year else 0.4


def _write(line: Line, begin: int, end: int, number: int) -> None:
    """Put `[^n]` where the mark stands, against the word before it."""
    before, after = line.text[:begin], line.text[end:]
    line.marked(number, by="beste plaats voor het cijfer van de noot")
    before = before.rstrip(" ,") if before.rstrip().endswith("]") else before.rstrip()
    line.text = f"{before}[^{number}]{after}"
