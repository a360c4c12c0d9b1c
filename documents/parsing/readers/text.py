"""Plain text, as extractors make it of a PDF or DOCX: bytes to lines, then to a question set."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from itertools import accumulate

from ..files.formats import decode
from ..files.limits import MOST_LETTERS, MOST_LINES
from ..lines.furniture import awaits_number, is_page_foot
from ..lines.hyphens import mend_inside
from ..lines.labels import read_label
from ..lines.line import Line
from ..lines.paragraphs import mark_early
from ..lines.pictures import picture
from ..printed import mend_accents
from ..problems import Problem
from ..questionset import ParseResult, RawFile
from ..reading import read
from .markdown import EMPTY_CELL, PICTURE, is_markdown, unmarked

#: In print no line is longer, in characters: where one is, an extractor lost line ends.
_LOST_LINE_ENDS = 130
#: Spaces that are no ordinary one, and runs of ordinary ones.
_ODD_SPACES = "\v\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_SPACES = re.compile(r"  +")
_FOOT = re.compile(
    r"(?P<foot>Tweede Kamer, vergaderjaar \d{4}[-–]\d{4}, (?:Aanhangsel|Vragen)(?: (?=\d))?)"
    r"(?P<figures>\d{0,6})(?:(?P<ends>[^\S\n\f]*(?:[\n\f]|$))|(?=\S))"
)
#: How pdfminer writes a character that its font does not name: in this print always a bullet.
_SYMBOLS = "\x81\uf0b7\uf0a7"
_SYMBOL_BULLET = re.compile(rf"[^\S\n]{{0,40}}[{_SYMBOLS}][^\S\n]*")
#: How extractors write the hyphen of a word that a line's end breaks; pdfium leaves out the end.
_HYPHENS = "\u00ad\ufffe\x02"
_BROKEN_WORD = re.compile(
    r"(?<=[^\W\d_])[^\S\f]{0,20}\u00ad[^\S\n\f]*\n[^\S\f]{0,20}(?=[a-zà-ÿ])"
    r"|(?<=[^\W\d_])[^\S\f]{0,20}\n[^\S\n\f]*\u00ad(?=[a-zà-ÿ])"
    r"|\u00ad[^\S\n]*\n|[\ufffe\x02]\n?"
)
#: The same where the line's end became a space; 'in- en uitvoer' keeps its hyphen.
_BROKEN_BY_SPACE = re.compile(r"(?<=[^\W\d_])\u00ad +(?=[a-zà-ÿ])(?P<more>(?:en|of)\b)?")
#: 'waaronder:– de brug;– de weg': line ends lost before the items of a list.
_LOST_ITEM = re.compile(r"(?<=[a-z)][.:;])(?=[–•] )")
#: Italic type as some write it in plain text; bold is two asterisks.
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300})(?<=\S)\*(?![\w*])")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,2000})(?<=\S)\*\*")
_STARRED_NOTE = re.compile(r"^\*\*(?:\)|[ \t])[ \t]*[^\s*]", re.MULTILINE)
#: A mark behind a sentence, and how long words can be that were torn from the line below.
_MARK_END = re.compile(r"[?.!»”]\d{1,2}$")
_LONGEST_FRAGMENT = 25
#: White space within a line that parts the cells of a table.
_WIDE = "   "
_CELLS = re.compile(r"(?<=[^\s•–-]) {3,}(?=\S)")
#: A text of so few rows has no spacing that is worth a look.
_FEW_ROWS = 10
_BLANK_ROW = re.compile(r"\n[^\S\n\f]*\n")
_ROW_END = re.compile(r"\S[^\S\n]*\n")
_BLANK_BELOW = re.compile(r"\S[^\S\n]*\n\s*\n")
_GOES_ON_BELOW = re.compile(r"[a-zà-ÿ,][^\S\n]*\n\s*\n[^\S\n]*[a-zà-ÿ]")
_LOST_BULLET = re.compile(r"\(cid:\d+\)")
#: The share of lines that can begin a page, where no other line is indented, and where some are.
_MOST_BEGINS, _MOST_INDENTED = 0.1, 0.05
#: How far below the line before it a line is looked for, in letters.
_FURTHEST = 1_000


def text_lines(text: str) -> list[Line]:
    """The lines of a text with their pages; blank lines become the `gap` of the line below."""
    text = _cleaned(text)
    begins = _page_spaces(text.split("\n", MOST_LINES))
    lines: list[Line] = []
    page, gap = 0, False
    foot = ""  # the last line of the page, once its end has been seen
    for space in _ODD_SPACES:
        text = text.replace(space, " ")
    for number, row in enumerate(_SPACES.sub(" ", text).split("\n", 2 * MOST_LINES)):
        pictures = tuple(picture(file, says) for says, file in PICTURE.findall(row))
        row = _SPACES.sub(" ", PICTURE.sub("", row)) if pictures else row
        line = row.strip().replace(EMPTY_CELL, "")
        if lines and not line:
            lines[-1].pictures += pictures
            pictures = ()
        below = foot and line and not (line.isdigit() and awaits_number(foot))
        if row.startswith("\f") or number in begins or below:
            page += bool(lines)
            foot = ""
        if not line or len(lines) == MOST_LINES:
            gap = True
            continue
        lines.append(Line(line, page, gap, pictures=pictures))
        gap, foot = False, line if foot or is_page_foot(line) else ""
    _mend_words(lines)
    lines = _rejoined(lines)
    mark_early(lines)
    return lines


def _cleaned(text: str) -> str:
    """The text with one kind of line end, whole letters, and a line's end after a page's foot."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if any(hyphen in text for hyphen in _HYPHENS):
        text = _BROKEN_WORD.sub("-\n", text)
        text = _BROKEN_BY_SPACE.sub(lambda match: f"- {match[1]}" if match[1] else "", text)
        text = text.replace("\u00ad", "")
    text = mend_accents(text)
    text = unmarked(text) if is_markdown(text) else text
    text = _LOST_BULLET.sub("•", text)
    if any(symbol in text for symbol in _SYMBOLS):
        text = _SYMBOL_BULLET.sub("\n• ", text)
    if "*" in text:
        text = _BOLD.sub(r"\1", text)
        text = text if _STARRED_NOTE.search(text) else text.replace("**", "")
        text = _EMPHASIS.sub(r"\1", text)
    if any(end + item in text for end in ".:;" for item in "–•"):
        text = _LOST_ITEM.sub("\n", text)
    text = _with_feet_apart(text).replace("\f", "\n\f")
    text = _with_tabs(text) if _WIDE in text else text
    return _BLANK_ROW.sub("\n", text) if _is_double_spaced(text) else text


def _with_feet_apart(text: str) -> str:
    """The text with a line's end after the number of each page, where an extractor lost it.

    Figures behind a foot are the page that is due, and text behind it: 'Aanhangsel 32 miljoen'.
    """
    page = 0

    def apart(match: re.Match[str]) -> str:
        nonlocal page
        figures, due = match["figures"], str(page + 1)
        rest = figures.removeprefix(due) if page or not match["ends"] else ""
        if rest == figures:  # another page is due
            rest = "" if match["ends"] else figures[3:]
        number = figures[: len(figures) - len(rest)]
        page = int(number) if number else page + 1
        below = rest + (match["ends"] or "")
        return f"{match['foot']}{number}" + (
            below if match["ends"] and not rest else f"\n\f{below}"
        )

    return _FOOT.sub(apart, text)


def _is_double_spaced(text: str) -> bool:
    """Whether white space stands below nearly every line, also where sentences go on."""
    if text.count("\n\n") + text.count("\n \n") < 0.4 * text.count("\n"):
        return False
    filled = len(_ROW_END.findall(text))
    return (
        filled > _FEW_ROWS
        and len(_BLANK_BELOW.findall(text)) > 0.9 * filled
        and len(_GOES_ON_BELOW.findall(text)) > 0.2 * filled
    )


def _with_tabs(text: str) -> str:
    """The text with tabs where white space parts the cells of rows that stand below each other."""
    rows = text.split("\n")
    wide = [_WIDE in row and bool(_CELLS.search(row)) for row in rows]
    for index, row in enumerate(rows):
        if wide[index] and any(wide[max(0, index - 1) : index] + wide[index + 1 : index + 2]):
            rows[index] = _CELLS.sub("\t", row)
    return "\n".join(rows)


def _rejoined(lines: list[Line]) -> list[Line]:
    """Lines that were broken behind a mark ('afspreekt?3', 'Heeft u', 'daar'), made one again."""
    made: list[Line] = []
    for line, below in zip(lines, [*lines[1:], Line("")], strict=False):
        if made and _is_fragment(made[-1], line, below):
            made[-1].text += f" {line.text}"
        else:
            made.append(line)
    return made


def _is_fragment(above: Line, line: Line, below: Line) -> bool:
    """Whether a line is the first words of a sentence, between a mark and what goes on."""
    return (
        len(line.text) <= _LONGEST_FRAGMENT
        and line.text[-1].isalpha()
        and below.text[:1].islower()
        and not (line.gap or below.gap)
        and bool(_MARK_END.search(above.text[-4:]))
        and read_label(line.text) is None
    )


def _mend_words(lines: list[Line]) -> None:
    """Make whole the words that were broken at line ends which an extractor lost."""
    if not any(len(line.text) > _LOST_LINE_ENDS for line in lines):
        return
    if not any(is_page_foot(line.text) for line in lines):
        return
    for line in lines:
        line.text = mend_inside(line.text)


def _page_spaces(rows: list[str]) -> set[int]:
    """Lines that begin with one space more than nearly all others: there a page began."""
    indents = {n: len(row) - len(row.lstrip(" ")) for n, row in enumerate(rows) if row.strip()}
    [(usual, _)] = Counter(indents.values()).most_common(1) or [(0, 0)]
    others = [n for n, indent in indents.items() if indent != usual]
    begins = {n for n in others if indents[n] == usual + 1 and rows[n].lstrip(" ")[:1].strip()}
    share = _MOST_BEGINS if len(begins) == len(others) else _MOST_INDENTED
    return begins if len(others) <= max(1, share * len(indents)) else set()


def parse(raw: RawFile) -> ParseResult:
    """The question set in a plain text."""
    text = decode(raw.data)
    lines = text_lines(text[:MOST_LETTERS])
    if not lines:
        return ParseResult(None, (Problem.of("no_text"),))
    result = read(lines)
    if len(text) > MOST_LETTERS or len(lines) == MOST_LINES:
        cut = Problem.of("text_cut", detail=f"na {MOST_LETTERS} tekens of {MOST_LINES} regels")
        return ParseResult(result.set, (*result.problems, cut))
    return result


def lines(raw: RawFile) -> list[Line]:
    """The lines of a text with their rows in it, before they are given their roles."""
    text = decode(raw.data)[:MOST_LETTERS]
    made = text_lines(text)
    _find_rows(made, text)
    return made


def _find_rows(lines: list[Line], text: str) -> None:
    """Set the row of each line: where its letters stand in the text, below the line before it.

    A line whose letters were mended gets the row at which the line before it ends.
    """
    rows = [_letters(row) for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    letters, ends, at = "".join(rows), list(accumulate(map(len, rows))), 0
    for line in lines:
        sought = _letters(line.text)
        found = letters.find(sought, at, at + len(sought) + _FURTHEST)
        line.row = min(bisect_right(ends, found if found >= 0 else at), len(ends) - 1) + 1
        at = found + len(sought) if found >= 0 else at


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
