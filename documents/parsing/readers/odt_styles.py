"""Styles of OpenDocument, as far as they change what is read: raised letters, labels of lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from ..markup.grid import count

_DEEPEST = 10


def local(element: etree._Element) -> str:
    """The tag without its namespace; '' for a comment or an instruction."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, called: str) -> str:
    """The first attribute with this name, of whatever namespace; '' where there is none."""
    values = (str(v) for key, v in element.attrib.items() if str(key).rsplit("}", 1)[-1] == called)
    return next(values, "")


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered: '1', 'a' or '' for a bullet; what stands around it."""

    format: str
    before: str
    after: str
    start: int


@dataclass
class Styles:
    """The styles of a document: those of its content, and those that all its parts share."""

    content: etree._Element
    common: etree._Element | None = None
    _positions: dict[str, bool] = field(default_factory=dict)
    _levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for root in (self.common, self.content):
            for element in root.iter() if root is not None else ():
                if local(element) == "style":
                    self._read_style(element)
                elif local(element) == "list-style":
                    self._read_list(element)

    def script(self, span: etree._Element) -> bool | None:
        """Whether a span is raised (True) or lowered (False); None where it is neither."""
        return self._positions.get(attribute(span, "style-name"))

    def of_list(self, list_: etree._Element) -> str:
        return attribute(list_, "style-name")

    def goes_on(self, list_: etree._Element, depth: int) -> bool:
        """Whether a list goes on counting where the one before it ended."""
        goes = attribute(list_, "continue-numbering") == "true" or attribute(list_, "continue-list")
        return bool(goes) and depth == 1

    def begin(self, style: str, depth: int) -> None:
        """Begin to count at a level of a list."""
        level = self._levels.get((style, depth))
        self._counts[style, depth] = (level.start if level else 1) - 1

    def label(self, style: str, depth: int, item: etree._Element) -> str:
        """What is printed before an item: '– ', '1. ', 'Vraag 1 '."""
        level = self._levels.get((style, min(depth, _DEEPEST)))
        self._counts[style, depth] = self._counts.get((style, depth), 0) + 1
        told = attribute(item, "start-value")
        if told:
            self._counts[style, depth] = count(told)
        if level is None or not level.format:
            return "– "
        return level.before + _figure(level.format, self._counts[style, depth]) + level.after + " "

    def _read_style(self, style: etree._Element) -> None:
        for part in style.iterchildren():
            position = attribute(part, "text-position") if local(part) == "text-properties" else ""
            lifted = position.split(" ")[0]
            if lifted in ("super", "sub"):
                self._positions[attribute(style, "name")] = lifted == "super"
            elif lifted.endswith("%") and lifted not in ("0%", "-0%"):
                self._positions[attribute(style, "name")] = not lifted.startswith("-")

    def _read_list(self, style: etree._Element) -> None:
        for level in style.iterchildren():
            depth = count(attribute(level, "level"))
            bullet = local(level) != "list-level-style-number"
            self._levels[attribute(style, "name"), depth] = _Level(
                "" if bullet else attribute(level, "num-format"),
                attribute(level, "num-prefix"),
                attribute(level, "num-suffix"),
                count(attribute(level, "start-value")),
            )


def _figure(format: str, number: int) -> str:
    """A number as a list prints it: '3', 'c', 'iii'."""
    if format in ("a", "A") and 1 <= number <= 26:
        return chr(ord(format) + number - 1)
    return str(number)
