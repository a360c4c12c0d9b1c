"""Lists of Word: what it prints before a paragraph that is numbered, bulleted or lettered.

The text of a label may be part of the numbering: some ministries have lists whose items begin with
'Vraag 1', 'Vraag 2'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: A list and its level, of which Word has nine.
Key = tuple[str, str]
_DEPTHS = [str(depth) for depth in range(9)]


@dataclass(frozen=True)
class _Level:
    """How one level is numbered: 'decimal', 'bullet'; as 'Vraag %1'; from which number."""

    format: str
    text: str
    start: int


class Numbering:
    """Counts the paragraphs of each list as Word does."""

    def __init__(
        self, numbering: etree._Element | None = None, styles: etree._Element | None = None
    ) -> None:
        self._levels = {} if numbering is None else _levels(numbering)
        self._styles = {} if styles is None else _styles(styles)
        self._counts: dict[str, list[int]] = {}

    def numbered(self, paragraph: etree._Element, text: str) -> str:
        """The text of a paragraph behind what Word prints before it: '– ', '1. ', 'Vraag 1 '."""
        key = _key(paragraph.find(f"{_W}pPr")) or self._styles.get(_style(paragraph), ("", ""))
        level = self._levels.get(key)
        if level is None or not (text.strip() or re.search(r"[^\W\d_]", level.text)):
            return text
        depth = int(key[1])
        counts = self._counts.setdefault(key[0], [0] * len(_DEPTHS))
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (len(_DEPTHS) - depth - 1)
        return _printed(level, depth, counts[depth] + level.start - 1) + text


def _printed(level: _Level, depth: int, count: int) -> str:
    if level.format == "bullet":
        return "– "
    if level.format == "lowerLetter" and count <= 26:
        figure = chr(ord("a") + count - 1)
    elif level.format == "decimal":
        figure = str(count)
    else:
        return ""
    own = f"%{depth + 1}"
    text = level.text.replace(own, figure, 1)
    return f"{figure}. " if own not in level.text or "%" in text else f"{text.strip()} "


def _levels(root: etree._Element) -> dict[Key, _Level]:
    abstract = {
        list_.get(f"{_W}abstractNumId", ""): {
            level.get(f"{_W}ilvl", "0"): _level(level) for level in list_.iter(f"{_W}lvl")
        }
        for list_ in root.iter(f"{_W}abstractNum")
    }
    return {
        (num.get(f"{_W}numId", ""), depth): level
        for num in root.iter(f"{_W}num")
        for depth, level in abstract.get(_value(num, "abstractNumId"), {}).items()
        if depth in _DEPTHS
    }


def _level(element: etree._Element) -> _Level:
    start = _value(element, "start")
    return _Level(
        _value(element, "numFmt"),
        _value(element, "lvlText"),
        int(start) if re.fullmatch(r"\d{1,3}", start, re.ASCII) else 1,
    )


def _value(element: etree._Element, tag: str) -> str:
    child = element.find(f"{_W}{tag}")
    return "" if child is None else child.get(f"{_W}val", "")


def _styles(root: etree._Element) -> dict[str, Key]:
    """The list and level that each style of paragraphs puts its paragraphs in."""
    return {
        style.get(f"{_W}styleId", ""): key
        for style in root.iter(f"{_W}style")
        if (key := _key(style.find(f"{_W}pPr")))
    }


def _style(paragraph: etree._Element) -> str:
    properties = paragraph.find(f"{_W}pPr")
    return "" if properties is None else _value(properties, "pStyle")


def _key(properties: etree._Element | None) -> Key | None:
    """The list and level in the properties of a paragraph or style."""
    list_ = None if properties is None else properties.find(f"{_W}numPr")
    if list_ is None or not _value(list_, "numId"):
        return None
    return _value(list_, "numId"), _value(list_, "ilvl") or "0"
