"""Setting type: blocks become lines, lines become pages with their footnotes at the foot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .blocks import BOLD, ITALIC, Block

_PIECE = re.compile(r"\[\^(\d+)\]|([*_])")
_VOWELS, _CONSONANTS = "aeiouyëïöüéè", "bcdfghjklmnpqrstvwxz"
#: A Dutch word breaks before one consonant between vowels, and between two that part easily.
_BREAK = re.compile(
    f"(?<=[{_VOWELS}])(?=(?:sch|ch|[{_CONSONANTS}])[{_VOWELS}])"
    f"|(?<=[{_VOWELS}][lmnrpgkf])(?=[bdghkmnpstvwz][{_VOWELS}])"
)


@dataclass(frozen=True)
class Piece:
    """Letters of one style; a mark is the number of a footnote, raised in print."""

    text: str
    style: str = ""
    mark: bool = False


Word = tuple[Piece, ...]


@dataclass(frozen=True)
class Line:
    """Words on one line; `space` lines of white above, `indent` in units of the measure."""

    words: tuple[Word, ...]
    space: float = 0
    indent: float = 0
    keep: bool = False

    @property
    def marks(self) -> list[int]:
        """The footnotes that are marked on this line."""
        return [int(piece.text) for word in self.words for piece in word if piece.mark]


@dataclass
class Page:
    """The lines of a page, and the footnotes below them, each as its own lines."""

    lines: list[Line] = field(default_factory=list)
    notes: dict[int, list[Line]] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """How wide letters are and how much fits, in one unit (letters for text, points for print)."""

    width_of: Callable[[Word], float]
    space: float
    width: float
    indent: float = 0


def words(block: Block) -> list[Word]:
    """The words of a block, each with its styles and marks."""
    return [_word(w) for w in _runs(block)]


def _runs(block: Block) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    style, end = block.style, 0
    for match in [*_PIECE.finditer(block.text), None]:
        if match and match[2] and not block.rich:
            continue
        _letters(found, block.text[end : match.start() if match else None], style)
        if match and match[1]:
            found[-1].append(Piece(match[1], block.style, mark=True))
        elif match:
            sign = BOLD if match[2] == "*" else ITALIC
            style = block.style if style == sign else sign
        end = match.end() if match else end
    return [word for word in found if word]


def _letters(found: list[list[Piece]], text: str, style: str) -> None:
    for index, part in enumerate(text.split(" ")):
        if index:
            found.append([])
        if part:
            found[-1].append(Piece(part, style))


def _word(pieces: list[Piece]) -> Word:
    return tuple(pieces)


def broken(word: Word, room: float, measure: Measure) -> tuple[Word, Word] | None:
    """The word in two at the last syllable that fits, or None; names and short words stay whole."""
    text = word[0].text
    if not re.match(r"[a-zëïöüé]{9,}", text):
        return None
    for match in reversed(list(_BREAK.finditer(text))):
        at = match.start()
        head = (Piece(text[:at] + "-", word[0].style),)
        if at >= 4 and re.match(r"[^\W\d]{4}", text[at:]) and measure.width_of(head) <= room:
            return head, (Piece(text[at:], word[0].style), *word[1:])
    return None


def lines(block: Block, measure: Measure) -> list[Line]:
    """The block broken into lines of the measure's width; items of a list hang."""
    hang = measure.indent if block.item else 0
    rest, used = words(block), 0.0
    rows: list[list[Word]] = []
    row: list[Word] = []
    while rest:
        word, room = rest.pop(0), measure.width - (hang if rows else 0)
        step = measure.width_of(word) + (measure.space if row else 0)
        if not row or used + step <= room:
            row, used = [*row, word], used + step
            continue
        halves = broken(word, room - used - measure.space, measure)
        if halves:
            row, word = [*row, halves[0]], halves[1]
        rows.append(row)
        row, used = [], 0.0
        rest.insert(0, word)
    rows.append(row)
    return [
        Line(
            tuple(row),
            space=block.space if n == 0 else 0,
            indent=hang if n else 0,
            keep=block.heading,
        )
        for n, row in enumerate(rows)
    ]


def pages(
    found: Sequence[Line], notes: dict[int, list[Line]], rooms: tuple[float, float], foot: float
) -> list[Page]:
    """The lines divided over pages; a room (first page, others) is counted in body lines.

    A line of a footnote takes `foot` of a body line, and the rule above the notes takes one.
    """
    done: list[Page] = []
    page, used = Page(), 0.0
    for index, line in enumerate(found):
        following = found[index + 1 : index + 2] if line.keep else []
        need = sum(_height(row, notes, foot, page) for row in (line, *following))
        if page.lines and used + need > rooms[min(len(done), 1)]:
            done.append(page)
            page, used = Page(), 0.0
        used += _height(line, notes, foot, page)
        page.lines.append(line)
        page.notes |= {n: notes[n] for n in line.marks}
    return [*done, page]


def _height(line: Line, notes: dict[int, list[Line]], foot: float, page: Page) -> float:
    rule = 1 if line.marks and not page.notes else 0
    return (
        1 + (line.space if page.lines else 0) + rule + foot * sum(len(notes[n]) for n in line.marks)
    )
