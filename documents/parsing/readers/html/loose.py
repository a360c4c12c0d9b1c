"""Pages without a structure that tells questions from answers: their blocks as lines of text.

A link to a note further down is its mark; all else is left to the passes that read any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from ...lines.line import Line, Role
from ...lines.pictures import Picture, picture
from ...markup.flowing import Box, Paragraph, Script, as_lines, table, written
from ...markup.grid import count
from .page import HEADINGS, all_text, figure

_BLOCKS = {
    *("p", "div", "section", "article", "main", "body", "header", "footer", "aside", "figure"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", *HEADINGS),
    *("pre", "address", "fieldset", "details", "summary", "hr", "figcaption", "center", "nav"),
    *("form", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"),
}
#: Blocks with white space around them as browsers show them.
_SPACED = {"p", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figure", *HEADINGS}
#: How many links are looked at, and how long a note can be, in letters.
_MOST_LINKS = 5_000
_LONGEST_NOTE = 5_000
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NUMBER = re.compile(r"\W{0,2}(\d{1,3})\W{0,2}$")
_OWN_NUMBER = re.compile(r"^\W{0,2}(\d{1,3})\W{0,2}(?=\s|[^\W\d]|$)\s*")
_RETURN = re.compile(r"^\s*[\^↑↩⤴]\s*|\s*[\^↑↩⤴]\ufe0e?\s*$")


def page_lines(root: etree._Element) -> list[Line]:
    """The lines of a page; notes to which links lead come last."""
    page = _Page(root)
    found = as_lines(page.paragraphs(root), "koppeling naar een noot verderop")
    return [*found, *page.notes()]


class _Page:
    """Walks a page; knows which links are marks, and which blocks are the notes they lead to."""

    def __init__(self, root: etree._Element) -> None:
        self.marks: dict[etree._Element, int] = {}
        self.blocks: dict[etree._Element, int] = {}
        self.labels = dict(_item_labels(root))
        order = {element: index for index, element in enumerate(root.iter())}
        targets = {key: one for one in order for key in _names(one)}
        blocks: dict[etree._Element, etree._Element | None] = {}
        for link in islice(root.iter("a"), _MOST_LINKS):
            number = _NUMBER.match(all_text(link))
            target = targets.get((link.get("href") or "").partition("#")[2])
            if number and target is not None and order[target] > order[link]:
                if target not in blocks:
                    blocks[target] = _block_of(target, root)
                block = blocks[target]
                if block is not None and block not in link.iterancestors():
                    self.marks[link] = int(number[1])
                    self.blocks.setdefault(block, int(number[1]))

    def notes(self) -> Iterator[Line]:
        """The notes to which marks lead, each as one line."""
        for block, number in self.blocks.items():
            text = _RETURN.sub("", all_text(block))
            own = _OWN_NUMBER.match(text)
            text = text[own.end() :] if own and int(own[1]) == number else text
            line = Line(_RETURN.sub("", text), 0, True, True)
            line.give(Role.FOOTNOTE, by="noot waar een koppeling heen leidt", number=number)
            yield line

    def paragraphs(self, element: etree._Element) -> Iterator[Paragraph]:
        """The blocks of text in an element, in order."""
        if element in self.blocks:
            return
        tag = element.tag
        if tag == "table":
            yield Paragraph("")
            yield from self._table(element)
            yield Paragraph("")
            return
        if tag in _SPACED:
            yield Paragraph("")
        run: list[etree._Element | str] = [_spaced(element, element.text)]
        label = self.labels.get(element, "")
        for child in element:
            if _holds_blocks(child):
                yield from self._run(run, label)
                label, run = ("", []) if any(_said(piece) for piece in run) else (label, [])
                inner = list(self.paragraphs(child))
                yield from _labelled(inner, label)
                label = "" if any(one.text.strip() for one in inner) else label
            else:
                run.append(child)
            run.append(_spaced(element, child.tail))
        yield from self._run(run, label)
        if tag in _SPACED:
            yield Paragraph("")

    def _run(self, run: list[etree._Element | str], label: str) -> Iterator[Paragraph]:
        """The paragraph that a run of words and elements is; none where it is blank."""
        pictures: list[Picture] = []
        text = written(piece for part in run for piece in self._pieces(part, pictures))
        if text.strip(" ") or pictures:
            yield Paragraph(label + text.strip(" ") if text.strip() else "", pictures)

    def _pieces(
        self, part: etree._Element | str, pictures: list[Picture]
    ) -> Iterator[str | Script]:
        if isinstance(part, str):
            yield part
            return
        tag = part.tag if isinstance(part.tag, str) else ""
        if part in self.marks:
            yield f"[^{self.marks[part]}]"
        elif tag == "br":
            yield "\n"
        elif tag == "img":
            if count(part.get("width"), 99) > 1 and part.get("alt") != "":
                pictures.append(picture(part.get("src"), part.get("alt") or part.get("title")))
        elif tag in ("sup", "sub") and not any(one in self.marks for one in part.iter()):
            yield Script(written(self._inner(part, pictures)), tag == "sup")
        elif tag:
            yield from self._inner(part, pictures)

    def _inner(self, part: etree._Element, pictures: list[Picture]) -> Iterator[str | Script]:
        yield _spaced(part, part.text)
        for child in part:
            yield from self._pieces(child, pictures)
            yield _spaced(part, child.tail)

    def _table(self, element: etree._Element) -> Iterator[Paragraph]:
        for caption in element.iterchildren("caption"):
            yield from self.paragraphs(caption)
        rows = [
            [self._box(cell) for cell in row.iterchildren("td", "th")]
            for row in element.iter("tr")
            if next(row.iterancestors("table")) is element
        ]
        yield from table(rows)

    def _box(self, cell: etree._Element) -> Box:
        inner = list(self.paragraphs(cell))
        return Box(inner, count(cell.get("colspan")), count(cell.get("rowspan")))


def _names(element: etree._Element) -> Iterator[str]:
    for key in ("id", "name"):
        value = element.get(key)
        if value:
            yield value


def _block_of(target: etree._Element, root: etree._Element) -> etree._Element | None:
    """The block that a link leads into: an item, a paragraph; never the whole page."""
    for one in (target, *target.iterancestors()):
        if one is root:
            return None
        if one.tag in ("li", "p", "dd", "td", "aside", "div"):
            return one if len(all_text(one, _LONGEST_NOTE)) < _LONGEST_NOTE else None
    return None


def _holds_blocks(element: etree._Element) -> bool:
    return any(one.tag in _BLOCKS for one in element.iter() if isinstance(one.tag, str))


def _spaced(element: etree._Element, text: str | None) -> str:
    """Text with its white space as single spaces, but of `pre` with its line ends."""
    if not text:
        return ""
    return text if element.tag == "pre" else _SPACE.sub(" ", text)


def _said(piece: etree._Element | str) -> bool:
    return bool((piece if isinstance(piece, str) else all_text(piece)).strip())


def _labelled(paragraphs: list[Paragraph], label: str) -> Iterator[Paragraph]:
    """The paragraphs of an item, its label before the first that has text."""
    for one in paragraphs:
        if label and one.text.strip():
            one, label = Paragraph(label + one.text, one.pictures), ""
        yield one


def _item_labels(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What a browser prints before each item of a list: its number, or a bullet."""
    for list_ in root.iter("ul", "ol"):
        number = count(list_.get("start"))
        for item in list_.iterchildren("li"):
            number = count(item.get("value"), number)
            yield item, f"{figure(list_.get('type'), number)} " if list_.tag == "ol" else "– "
            number += 1
