"""Marks of footnotes in text without sizes: where they stand, and how surely.

A mark is the number of its footnote glued to a word, after its punctuation, or alone on a line. It
is told from other numbers by what stands around it, and by its order: n+1 never stands before n.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from ..lines.line import Line, Role
from ..markup.scripts import is_power
from ..printed import month_number
from ..questionset import MARK
from .raised import RAISED, lowered

_FIGURE = re.compile(rf"[\[(] ?\d+ ?[\])]|[\[(]?\d+[\])]?|[{RAISED}]+")
#: Marks between one pair of brackets: '(1, 2)', '[3 en 4]'.
_BRACKETED = re.compile(
    r"[\[(]\s?(\d{1,3}(?:(?:\s?[,;&]\s?|\s?/\s?|\s+en\s+)\d{1,3}){1,5})\s?[\])]"
)
#: Bounds for the search of one page: marks, places of each, places looked at, and in one line.
_MOST_MARKS = 100
_MOST_PLACES = 60
_MOST_TRIED = 10_000
_MOST_FIGURES = 1000
ANY = range(1, 1000)
#: How much of a line shows what a number in it is, in characters on either side.
_AROUND = 80
#: Words after which a number counts or names something: 'artikel 3', 'de 2', 'nr. 5'.
COUNTED = re.compile(
    r"(?:\b(?:artikel(?:en)?|art|lid|leden|nrs?|nummers?|vra(?:gen|ag)|antwoord(?:en)?|bijlagen?"
    r"|paragraaf|hoofdstuk|tabel|figuur|fase|categorie|niveau|punt|deel|stap|groep|spoor|klasse"
    r"|versie|pagina|blz|p|en|of|de|het|een|op|in|met|van|voor|tot|per|ruim|circa|ca|bijna|t/m"
    r"|onder|sub|ad|optie|scenario|variant|noot|voetnoot)\.?"
    r"|[€%§(/])\s*$",
    re.IGNORECASE,
)
#: Those of them behind which a number in brackets can be a mark: 'eerdere vragen 2) over kaas'.
_CITED = re.compile(r"\b(?:leden|vragen|antwoord(?:en)?|bijlagen?)\s*$", re.IGNORECASE)
#: What follows a number that measures something: '3,5', '10%', '12:30'.
_MEASURED = re.compile(r"[.,]\d|[-–%/°ºª]|\s*(?:%|procent|miljoen|miljard|euro\b)|:\d")
_NEXT_MARK = re.compile(r",\d{1,2}(?!\d)")
_AFTER_MARK = re.compile(r"(?:\[\^\d+\]|[?.!»”’'\")\w]\d{1,3}),?\s+$")
_CAN_END_MARK = "]0123456789"
#: Marks behind each other against a word, of which the second measures nothing: 'kranten1,2'.
_LIST_OF_MARKS = re.compile(
    r"\d{1,2}(?:,\d{1,2})+(?=[.?!;:)»]*(?:\s|$))(?!\s*(?:%|procent|miljoen|miljard|euro))"
)
_CLOSES = re.compile(r"[.,;:?!)»]+(?:\s|$)")
_CLOSING = "?.!»’'\"”)"
_ITEM_BEFORE = re.compile(r"[:;,–]\s*$")
_ENDS_OR_CAPITAL = re.compile(r"\s+[«“]?[A-ZÀ-Þ]|\s*$")
_MARK_ENDS = ("]", ")")
#: The rules that find footnotes in a list and place their marks, which no page looks for again.
LISTED = "noot in een lijst, met merk erboven"
OF_LIST = "beste plaats voor het cijfer van een noot in een lijst"
#: How many lines above can hold what a bracket closes.
_LINES_ABOVE = 6
#: How much surer a mark is that stands in brackets as the footnotes of its list do.
_ALIKE = 4
#: How surely a raised figure is a mark; the longest run of marks, in figures.
_RAISED_SCORE = 5
_LONGEST_RUN = 8
#: No longer than this is what such a word and its stop take, in characters.
LONGEST_COUNTED = 16


def place_marks(pages: Iterable[list[Line]], by: str = "") -> None:
    """Write each footnote's mark as `[^n]` at its place in the text lines of its page."""
    for page in pages:
        text = [line for line in page if line.role is Role.TEXT]
        numbers = Counter(
            line.number
            for line in page
            if line.number is not None and not (line.given and line.given[-1].by == LISTED)
        )
        if not numbers:
            continue
        marked = Counter(int(n) for line in text for n in MARK.findall(line.text))
        marked -= Counter(mark.number for line in text for mark in line.marks if mark.by == OF_LIST)
        place(text, sorted((numbers - marked).elements()), by=by)


def place(text: list[Line], numbers: list[int], style: str = "", by: str = "") -> None:
    """Write the marks with these numbers, in order, at their best places in lines of text.

    Marks in brackets of the `style` of their list are the best; `by` is the rule that places them.
    """
    wanted = numbers[:_MOST_MARKS]
    for line in text if wanted else ():
        _part_brackets(line, set(wanted))
    for (at, begin, end), number in reversed(_best_places(text, wanted, style)):
        end += _has_stray_bracket(text, at, begin, end)
        _write(text[at], begin, end, number, by or "beste plaats voor het cijfer van de noot")


def _has_stray_bracket(text: list[Line], at: int, begin: int, end: int) -> bool:
    """Whether a mark that begins a line has a bracket behind it that closes none above it."""
    if begin or text[at].text[end : end + 1] != ")":
        return False
    above = " ".join(line.text for line in text[max(0, at - _LINES_ABOVE) : at])
    return above.count("(") <= above.count(")")


class Placed(NamedTuple):
    """A mark that can be written: its number, how sure it is, and whether it stands in brackets."""

    number: int
    score: float
    bracketed: bool


def placeable(text: list[Line], numbers: list[int], style: str = "") -> list[Placed]:
    """The marks that `place` would write into lines of text."""
    texts = [Line(line.text) for line in text]
    for line in texts:
        _part_brackets(line, set(numbers))
    scores: dict[tuple[int, ...], float] = {}
    for at, number, begin, end, score in tried(texts, set(numbers)):
        scores[at, begin, end, number] = max(score, scores.get((at, begin, end, number), 0))
    best = _best_places(texts, numbers[:_MOST_MARKS], style)
    return [
        Placed(number, scores[at, begin, end, number], texts[at].text[end - 1] in "])")
        for (at, begin, end), number in best
    ]


def _part_brackets(line: Line, numbers: set[int]) -> None:
    """Give each mark between one pair of brackets its own: '(1, 2)' becomes '(1)(2)'."""

    def parted(match: re.Match[str]) -> str:
        found = [int(figure) for figure in re.findall(r"\d+", match[1])]
        before = line.text[max(0, match.start() - LONGEST_COUNTED) : match.start()]
        if not numbers.issuperset(found) or COUNTED.search(before):
            return match[0]
        opening, closing = match[0][0], match[0][-1]
        return "".join(f"{opening}{number}{closing}" for number in found)

    if "[" in line.text or "(" in line.text:
        line.text = _BRACKETED.sub(parted, line.text)


Place = tuple[int, int, int]


@dataclass(frozen=True)
class _Chain:
    """Marks placed so far: the place of the last one, the score of all, and the one before."""

    last: Place
    score: float
    number: int = 0
    before: _Chain | None = None


def _best_places(text: list[Line], numbers: list[int], style: str = "") -> list[tuple[Place, int]]:
    """The places of marks, in the order of the numbers, that together are the most convincing."""
    candidates = _candidates(text, set(numbers), style)
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


def _candidates(
    text: list[Line], numbers: set[int], style: str
) -> dict[int, list[tuple[Place, float]]]:
    """Where each number can be a mark, with a score; the best few of each."""
    found: dict[int, list[tuple[Place, float]]] = {number: [] for number in numbers}
    for at, number, begin, end, score in tried(text, numbers):
        if score:
            alike = style and _brackets(text[at].text[begin:end]) == style
            found[number].append(((at, begin, end), score + (_ALIKE if alike else 0)))
    return {
        n: sorted(places, key=lambda p: (-p[1], p[0]))[:_MOST_PLACES] for n, places in found.items()
    }


def _brackets(mark: str) -> str:
    """The style of a mark, as lists of footnotes have it: '[', '(', ')' or '' for figures alone."""
    return mark[0] if mark[0] in "[(" else mark[-1].strip("0123456789")


def tried(
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
        if match[0][0] in RAISED:
            yield from _raised_places(text, begin, end, numbers)
            continue
        figure = match[0].strip("[()] ")
        if len(figure) <= 3 and int(figure) in numbers:
            if begin == 0 and text[end - 1] == ")":
                end -= 1
            yield int(figure), begin, end, _score(text, begin, end)
        end = match.end() - len(match[0]) + len(match[0].rstrip("])"))
        for size in range(1, min(3, len(figure))):
            number = int(figure[-size:])
            if number in numbers and figure[-size] != "0":
                yield number, end - size, end, _score_in_digits(text, end - size, end)
        yield from _run_places(text, end - len(figure), end, numbers)
    for group in _BRACKETED.finditer(text) if "[" in text or "(" in text else ():
        for match in re.finditer(r"\d+", group[0]):
            if int(match[0]) in numbers:
                begin, end = group.start() + match.start(), group.start() + match.end()
                score = _score(text, group.start(), group.end())
                yield int(match[0]), begin, end, score


def _raised_places(
    text: str, begin: int, end: int, numbers: Container[int]
) -> Iterator[tuple[int, int, int, float]]:
    """The places in a run of raised figures, as `mark_places` gives them."""
    if is_power(text[max(0, begin - _AROUND) : begin]):
        return
    if end - begin <= 3 and lowered(text[begin:end]) in numbers:
        yield lowered(text[begin:end]), begin, end, _RAISED_SCORE
    for number, first, last in parted_run(str(lowered(text[begin:end]))):
        if number in numbers:
            yield number, begin + first, begin + last, _RAISED_SCORE


def _run_places(
    text: str, begin: int, end: int, numbers: Container[int]
) -> Iterator[tuple[int, int, int, float]]:
    """The marks in a run such as '?12', where it stands as surely as one mark would."""
    parts = parted_run(text[begin:end])
    if (
        not parts
        or any(part[0] not in numbers for part in parts)
        or text[end : end + 1] in _MARK_ENDS
    ):
        return
    glued = begin > 0 and not text[begin - 1].isspace()
    alone = text.strip() == text[begin:end]
    score = _score(text, begin, end)
    if alone or (score >= 2 and (glued or text[:begin].rstrip()[-1:] in "?.!»”’")):
        yield from ((number, begin + first, begin + last, score) for number, first, last in parts)


def parted_run(figures: str) -> list[tuple[int, int, int]]:
    """(number, begin, end) of the numbers that follow each other in a run: '12' is 1 and 2.

    None where the run is no such series.
    """
    for size in range(1, 1 + min(3, len(figures) // 2)):
        found, at = [(int(figures[:size]), 0, size)], size
        while at < len(figures) <= _LONGEST_RUN and figures[0] != "0":
            following = str(found[-1][0] + 1)
            if not figures.startswith(following, at):
                break
            found.append((int(following), at, at + len(following)))
            at += len(following)
        if at == len(figures):
            return found
    return []


def _score(text: str, begin: int, end: int) -> float:
    """How much a free-standing number looks like a mark: 0 is not at all."""
    before, after = text[max(0, begin - _AROUND) : begin], text[end : end + _AROUND]
    listed = text[end - 1] in "])"
    if before.endswith(("^", "\t")):
        return 0  # in the midst of a mark, or the first of a cell
    if begin < _AROUND and not before.strip(" ,0123456789"):
        return _score_at_line_start(before, after, listed)
    glued = not before[-1].isspace()
    if listed:
        if text[begin].isdigit() and before.count("(") > before.count(")"):
            return 0  # '(zie vraag 3)'
        return _score_listed(text[begin], glued, before, after)
    if _MEASURED.match(after) and not _goes_with_next(text, begin, end):
        return 0
    if not glued:
        after_mark = before.rstrip(", ")[-1:] in _CAN_END_MARK and _AFTER_MARK.search(before)
        if after_mark and not after[:1].strip():
            return 2.5
        return _score_apart(before, after)
    return _score_glued(before, after)


def _goes_with_next(text: str, begin: int, end: int) -> bool:
    """Whether a comma behind a number parts it from the next mark: '?1,2', 'kranten1,2'."""
    if text[begin - 1] in "?!»”":
        return bool(_NEXT_MARK.match(text[end : end + 4]))
    listed = _LIST_OF_MARKS.match(text, begin) if text[begin - 1].islower() else None
    return bool(listed) and text[end + 1 :].startswith(str(int(text[begin:end]) + 1))


def _score_apart(before: str, after: str) -> float:
    """A number with white space before it, as some extractors set marks ('toe? 2 De')."""
    if before.rstrip()[-1] in "?.!»”’" and _ENDS_OR_CAPITAL.match(after):
        return 2
    if COUNTED.search(before[-LONGEST_COUNTED:]) or month_number(
        after.split()[0] if after.split() else ""
    ):
        return 0
    if _CLOSES.match(after):
        return 0.7
    return 0.4 if before.rstrip()[-1].isdigit() else 0.2


def _score_listed(opening: str, glued: bool, before: str, after: str) -> float:
    """'[1]' is a mark more surely than '1)' or '(1)', which can be an item of an enumeration."""
    if opening == "[":
        return 3.5
    if glued:
        return 2 if opening == "(" or before[-1].isalpha() or before[-1] in _CLOSING else 0
    if before.rstrip()[-1] in "?.!»”’" and _ENDS_OR_CAPITAL.match(after):
        return 2
    cited = _CITED.search(before[-LONGEST_COUNTED:]) and re.match(r"\s+[a-z]", after)
    if cited or before.rstrip()[-1] == "%":
        return 0.5
    if _ITEM_BEFORE.search(before[-LONGEST_COUNTED:]) or COUNTED.search(before[-LONGEST_COUNTED:]):
        return 0
    return 1 if not after.strip() or _CLOSES.match(after) else 0.5


def _score_at_line_start(before: str, after: str, listed: bool) -> float:
    """A number that begins its line, or follows only other numbers there."""
    if listed:
        return 0
    if not after.strip(" ,0123456789"):
        return 4
    if before.strip():
        return 2 if after.startswith((" ", ",", ".")) else 0
    if _CLOSES.match(after):
        return 3 if after[0] != ")" or not after[1:].strip() else _score_before_bracket(after)
    if after[:1].isupper():
        return 1  # 'wanneer?', '2Bent u': an extractor broke the line at the mark
    return 1.5 if re.match(r"\s+[^\W\d]", after) else 0


def _score_before_bracket(after: str) -> float:
    """'1) de brug' is an item; '1), de brug' goes on with the line above it, '1). De' can do so."""
    return 3 if after[1] in ",;?" else 0.5 if after[1] == "." else 0


def _score_glued(before: str, after: str) -> float:
    if after[:1].isalpha() and not after[:1].isupper():
        return 0
    last = before[-1]
    if last in "?.!»”’'\")],;:":
        return 0.3 if re.search(r"\d[.,]$", before) else 3
    word = re.search(r"[^\s(]+$", before)
    if last.isalpha() and word:
        return 1 if last.isupper() or any(ch.isdigit() for ch in word[0]) else 3
    if last == "%":
        return 1
    return 0.5 if last in "-–/" else 0


def _score_in_digits(text: str, begin: int, end: int) -> float:
    """A mark glued to a figure: '20231' is the year 2023 with mark 1."""
    before = text[max(0, begin - _AROUND) : begin]
    figure = re.search(r"[\d.,]*\d$", before)
    after = text[end : end + _AROUND]
    if not figure or after[:1].isalnum() or re.match(r"[.,]\d|\s*%", after):
        return 0
    year = re.fullmatch(r"(?:19|20)\d{2}", re.sub(r"^.*[-–]", "", figure[0]))
    if year:
        return 2.5
    counts = not before[: figure.start()][-1:].isalpha() and re.match(r"\s+[a-zà-ÿ]", after)
    return 0 if counts else 0.4  # '12 miljoen', but 'NIS24 geeft aan'


def _write(line: Line, begin: int, end: int, number: int, by: str) -> None:
    """Put `[^n]` where the mark stands, against the word before it."""
    before, after = line.text[:begin], line.text[end:]
    line.marked(number, by=by)
    before = before.rstrip(" ,") if before.rstrip().endswith("]") else before.rstrip()
    after = re.sub(r"^\s?[,;]?\s?(?=\[\^)", "", after)
    line.text = f"{before}[^{number}]{after}"
