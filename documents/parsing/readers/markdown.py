"""Markdown, as converters make it of PDF and Word, made plain text: signs go, all words stay.

pymupdf4llm, marker, docling and pandoc each write marks of footnotes in their own way; here they
become '[^1]', '[1]' or raised figures, which the readers of footnotes know.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: An empty cell of a table, which white space at a line's end must not swallow.
EMPTY_CELL = "\ue000"
#: Signs of which one is enough to tell Markdown from plain text.
_SIGNS = re.compile(
    r"^ {0,3}#{1,6} +\S|^\[\^[^\]\s]{1,30}\]:|^-{5}[ \t]*$|</?su[pb]>|\\[_*\[\]#|.]|\*\*\S"
    r"|^ {0,3}\|?(?: *:?-{2,}:? *\|)+|\]\((?:https?:|#|mailto:)|\^\d{1,3}\^"
    r"|\]\{\.|^<!-- .* -->$|^!\[[^\]\n]{0,300}\]\(\S|<img\b",
    re.MULTILINE,
)
_UP = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_DOWN = str.maketrans("0123456789-", "₀₁₂₃₄₅₆₇₈₉₋")
#: Signs that were escaped are hidden from the rules below; they come back at the end.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = 0xE100
_ENTITIES = {
    "&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&apos;": "'",
    "&euro;": "€", "&amp;": "&",
}  # fmt: skip
_TAGS = re.compile(
    r"</?(?:span|a|u|b|i|em|strong|p|div|center|mark|small|font|figure|caption)\b[^<>\n]{0,300}>"
    r"|<!--.{0,300}?-->",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>\s*(.{0,40}?)\s*</sup>", re.IGNORECASE)
_LOWERED = re.compile(r"<sub>\s*(.{0,40}?)\s*</sub>", re.IGNORECASE)
_FIGURES = re.compile(r"-?\d[\d ,;]*")
_RAISED_BY_PANDOC = re.compile(r"\^(\d{1,3})\^")
_LOWERED_BY_PANDOC = re.compile(r"(?<=\w)~(\d{1,3})~")
_FORMULA = re.compile(r"\$ ?([\w.,]{0,20}) ?\^ ?\{? ?(-?\d{1,3}) ?\}? ?\$")
#: What pymupdf4llm writes of a power or a unit.
_BRACKETED_POWER = re.compile(r"(?<=\b10)\[ ?(-?\d{1,2}) ?\]|(?<=\b[kcdm]m|[ \d]m)\[ ?([23]) ?\]")
_BRACKETED_ORDINAL = re.compile(r"(?<=\d)\[ ?(e|de|ste) ?\]")
_IMAGE = re.compile(
    r"!\[(?P<says>[^\]\n]{0,300})\]\(\s*<?(?P<name>[^)\s>]{0,2000})[^)\n]{0,300}\)(?:\{[^}\n]{0,200}\})?"
    r"|(?:\*\*)?==> picture \[[\d x]{1,20}\] intentionally omitted <==(?:\*\*)?"
    r"|<!-- image -->"
)
_IMAGE_TAG = re.compile(r"<img\b[^<>\n]{0,1000}>", re.IGNORECASE)
_TAG_SAYS = re.compile(r"\b(src|alt)\s*=\s*[\"']([^\"'\n]{0,1000})[\"']", re.IGNORECASE)
#: A picture in what is given: what it shows and its file, each behind its sign.
PICTURE = re.compile("\ue001([^\ue001-\ue003]*)\ue002([^\ue001-\ue003]*)\ue003")
_LINK = re.compile(
    r"\[((?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){0,2000})\]"
    r"\(<?((?:[^()\s]|\([^()\s]{0,300}\)){0,3000})>?(?: +\"[^\"\n]{0,300}\")?\)"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]{1,2000})>")
_SPAN = re.compile(r"\[([^\[\]\n]{0,500})\]\{[^{}\n]{1,200}\}")
_ATTRIBUTES = re.compile(r" *\{[#.][^{}\n]{1,200}\}(?=\s*$)", re.MULTILINE)
_STRONG = re.compile(r"(\*{2,3}|__|~~)(?=\S)([^\n]{1,400}?)(?<=\S)\1")
_UNDERLINED = re.compile(r"(?<![\w/=&?.-])_(?=[^\s_])([^_\n]{1,500})(?<=\S)_(?![\w/=&])")
_CODE = re.compile(r"(`+)([^`\n]{1,500})\1")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")
_QUOTED = re.compile(r"^ {0,3}(?:> ?)+(?=[^\s\d]|$)")
_RULE = re.compile(r"^[ \t]*(?:(?:[-_*=—][ \t]*){3,})$")
_PAGE_END = re.compile(r"^(?:-{5}|\{\d{1,4}\}-{5,}|-{2,} ?end of page[ .=:]*\d+ ?-{2,})[ \t]*$")
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$")
_UNDER_HEADS = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*$")
_MADE_UP_HEAD = re.compile(r"Col\d+|")
_DEFINED = re.compile(r"^[ \t]{0,3}(?:[-*+][ \t]+)?\[\^([^\]\s]{1,30})\]:[ \t]*(.*)$")
_MARK = re.compile(r"\[\^([^\]\s]{1,30})\]")
_BULLET_OF_NOTE = re.compile(r"^[ \t]{0,3}[-*+][ \t]+(?=[\[(]\d{1,3} ?[\])])")
_OPENS_NOTES = re.compile(r"^\W{0,3}(?:(?:voet|eind)?not(?:en|a)|[\[(]?\^?1\b)", re.IGNORECASE)
#: No text of more rows is looked into for footnotes with names.
_INDENTED = re.compile(r"^(?: {4}|\t)\s*(?=\S)")


def is_markdown(text: str) -> bool:
    """Whether a text has a sign that plain text has not."""
    return bool(_SIGNS.search(text))


def unmarked(text: str) -> str:
    """A text without the signs of Markdown: pages end in form feeds, tabs part cells."""
    text = _ESCAPED.sub(lambda match: chr(_HIDDEN + ord(match[1])), text)
    text = re.sub(r"\\$", "", text, flags=re.MULTILINE)
    for entity, sign in _ENTITIES.items():
        text = text.replace(entity, sign)
    rows = _with_pages(_with_notes(_inline(text).split("\n")))
    text = "\n".join(_row(row) for row in rows)
    return re.sub(f"[{chr(_HIDDEN + 33)}-{chr(_HIDDEN + 126)}]", _shown, text)


def _shown(match: re.Match[str]) -> str:
    return chr(ord(match[0]) - _HIDDEN)


def _inline(text: str) -> str:
    """The text without the signs that stand within a line."""
    if "<" in text:
        text = "\n".join(_broken(row) for row in text.split("\n"))
    text = _IMAGE_TAG.sub(_tag_pictured, _IMAGE.sub(_pictured, text))
    text = _AUTOLINK.sub(r"\1", _TAGS.sub("", text))
    text = _LINK.sub(_linked, text)
    text = _RAISED.sub(_moved(_UP), text)
    text = _LOWERED.sub(_moved(_DOWN), text)
    text = _FORMULA.sub(lambda match: match[1] + match[2].translate(_UP), text)
    text = _RAISED_BY_PANDOC.sub(lambda match: match[1].translate(_UP), text)
    text = _LOWERED_BY_PANDOC.sub(lambda match: match[1].translate(_DOWN), text)
    text = _BRACKETED_POWER.sub(lambda match: (match[1] or match[2]).translate(_UP), text)
    text = _BRACKETED_ORDINAL.sub(r"\1", text)
    text = _ATTRIBUTES.sub("", _SPAN.sub(r"\1", text))
    for _ in range(2):
        text = _STRONG.sub(r"\2", text)
    return _CODE.sub(r"\2", _UNDERLINED.sub(r"\1", text))


def _pictured(match: re.Match[str]) -> str:
    return f"\ue001{match['says'] or ''}\ue002{match['name'] or ''}\ue003"


def _tag_pictured(match: re.Match[str]) -> str:
    told = {key.lower(): value for key, value in _TAG_SAYS.findall(match[0])}
    return f"\ue001{told.get('alt', '')}\ue002{told.get('src', '')}\ue003"


def _broken(row: str) -> str:
    """A row with its breaks as line ends, or as spaces within a table."""
    return _BREAK.sub(" " if row.lstrip().startswith("|") else "\n", row)


def _moved(table: dict[int, int]) -> Callable[[re.Match[str]], str]:
    """Figures raised or lowered; other words, and marks in brackets, as they are."""
    return lambda match: match[1].translate(table) if _FIGURES.fullmatch(match[1]) else match[1]


def _linked(match: re.Match[str]) -> str:
    """The text of a link; a number that leads to a note in the same text is its mark."""
    text, address = match[1].strip(), match[2]
    hidden = "".join(chr(_HIDDEN + ord(sign)) for sign in "[]")
    number = text.strip(f"[]^{hidden}{chr(_HIDDEN + ord('^'))} ")
    if number.isdecimal() and len(number) <= 3 and "#" in address:
        return f"[{number}]"
    if address.startswith("#") and not any(sign.isalnum() for sign in text):
        return ""  # the arrow that leads back from a note
    return text


def _with_notes(rows: list[str]) -> list[str]:
    """Rows with each '[^name]: ...' on one row, its name a number in the order of the marks."""
    defined = {match[1] for row in rows if (match := _DEFINED.match(row))}
    numbers: dict[str, int] = {}
    named = {name for name in defined if not name.isdecimal()}
    if named:
        taken = max((int(name) for name in defined if name.isdecimal()), default=0)
        order = dict.fromkeys(n for row in rows for n in _MARK.findall(row) if n in named)
        numbers = {name: taken + at for at, name in enumerate(order, 1)}
    made: list[str] = []
    in_note = False
    for row in rows:
        row = _MARK.sub(lambda match: f"[^{numbers.get(match[1], match[1])}]", row)
        note, indented = _DEFINED.match(row), _INDENTED.match(row)
        if note:
            made.append(f"[^{note[1]}]: {note[2]}")
        elif in_note and indented:
            while not made[-1].strip():
                made.pop()
            made[-1] += f" {row.strip()}"
        else:
            made.append(row)
        in_note = bool(note) or (in_note and bool(indented or not row.strip()))
    return made


def _with_pages(rows: list[str]) -> list[str]:
    """Rows with form feeds where pages end, and without other rules."""
    made: list[str] = []
    for at, row in enumerate(rows):
        if not (_PAGE_END.match(row) or (_RULE.match(row) and "|" not in row)):
            made.append(row)
            continue
        below = next((other for other in rows[at + 1 :] if other.strip()), "")
        under_heading = bool(made and made[-1].strip())
        ends = _PAGE_END.match(row) and not under_heading and not _OPENS_NOTES.match(below)
        made.append("\f" if ends else "")
    return made


def _row(row: str) -> str:
    """A row without the signs at its beginning: of a heading, a quotation, a table."""
    if _UNDER_HEADS.match(row):
        return ""
    cells = _ROW.match(row)
    if cells:
        return _cells(cells[1])
    heading = _HEADING.match(row)
    if heading:
        return heading[1] or ""
    return _BULLET_OF_NOTE.sub("", _QUOTED.sub("", row))


def _cells(inside: str) -> str:
    """A row of a table with tabs between its cells; nothing of heads that a converter made up."""
    cells = [" ".join(cell.split()) for cell in inside.split("|")]
    if all(_MADE_UP_HEAD.fullmatch(cell) for cell in cells):
        return ""
    shown = (PICTURE.sub("", cell).strip() for cell in cells)
    return "\t".join(
        cell if words else f"{EMPTY_CELL}{cell}" for cell, words in zip(cells, shown, strict=True)
    )
