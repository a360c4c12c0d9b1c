"""OpenDocument texts: the paragraphs, notes, lists, tables and pictures of a text, as lines.

officielebekendmakingen.nl gives its publications so, and some ministries their letters. Only the
parts that hold text are read, each bounded, as those of Word are.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from ..files.limits import LARGEST_PART
from ..lines.letters import letter_date
from ..lines.line import Line, Role
from ..lines.pictures import Picture, picture
from ..markup.flowing import Box, Paragraph, Script, as_lines, table, written
from ..markup.grid import MOST_COLUMNS, count
from ..problems import Problem, Unreadable
from ..questionset import ParseResult, RawFile
from ..reading import read
from .odt_styles import Styles, attribute, local
from .packages import FAULTS, part

#: What is no text of the document: what was deleted, remarks beside it, and what a picture says.
_UNPRINTED = {
    *("tracked-changes", "annotation", "annotation-end", "title", "desc", "ruby-text"),
    *("note-citation", "note-body", "table-of-content", "sequence-decls", "variable-decls"),
    *("event-listeners", "forms", "covered-table-cell", "bookmark", "script"),
}
_BREAKS = {"line-break": "\n", "tab": " ", "s": " ", "soft-page-break": ""}
_SPACE = re.compile(r"\s+")


def parse(raw: RawFile) -> ParseResult:
    """The question set in an OpenDocument text."""
    try:
        found = lines(raw)
    except Unreadable as error:
        return ParseResult(None, (error.problem,))
    if not found:
        return ParseResult(None, (Problem.of("no_text"),))
    return read(found)


def lines(raw: RawFile) -> list[Line]:
    """The lines of an OpenDocument text, its notes last. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as package:
            return _lines(package)
    except FAULTS as error:
        detail = "het is geen leesbaar OpenDocument-bestand"
        raise Unreadable(Problem.of("unreadable", detail=detail)) from error


def _lines(package: zipfile.ZipFile) -> list[Line]:
    names = set(package.namelist())
    if _is_encrypted(package, names):
        raise Unreadable(Problem.of("encrypted"))
    content = part(package, "content.xml")
    common = part(package, "styles.xml") if "styles.xml" in names else None
    reader = _Reader(Styles(content, common))
    body = next((one for one in content.iter() if local(one) == "text" and _is_body(one)), None)
    found = reader.lines(body) if body is not None else []
    if common is not None and letter_date(found) is None:
        heads = [reader.lines(one) for one in common.iter() if local(one) == "header"]
        dated = [head for head in heads if letter_date(head)]
        found = [*max(dated, key=len, default=[]), *found]
    return [*found, *reader.notes()]


def _is_body(element: etree._Element) -> bool:
    above = element.getparent()
    return above is not None and local(above) == "body"


def _is_encrypted(package: zipfile.ZipFile, names: set[str]) -> bool:
    manifest = "META-INF/manifest.xml"
    if manifest not in names or package.getinfo(manifest).file_size > LARGEST_PART:
        return False
    return b"encryption-data" in package.read(manifest)


class _Reader:
    """Turns elements into lines; keeps the notes that it meets, and counts lists."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.bodies: list[etree._Element] = []

    def lines(self, root: etree._Element) -> list[Line]:
        """The lines of a part; blank paragraphs become the gap of the line below."""
        return as_lines(self._paragraphs(root), "verwijzing van OpenDocument naar zijn noot")

    def notes(self) -> Iterator[Line]:
        """The footnotes and endnotes that the text refers to, in the order of their marks."""
        for number, body in enumerate(self.bodies, 1):
            text = " ".join(" ".join(one.text for one in self._paragraphs(body)).split())
            line = Line(text, 0, True, True)
            line.give(Role.FOOTNOTE, by="voet- of eindnoot van OpenDocument", number=number)
            yield line

    def _paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """The text of each paragraph, item and table row, in order of the document."""
        for element in root.iterchildren():
            tag = local(element)
            if tag in ("p", "h"):
                yield from self._paragraph(element)
            elif tag == "list":
                yield from self._list(element)
            elif tag == "table":
                yield from table([self._boxes(row) for row in _rows(element)])
            elif tag == "frame":
                yield from self._frame(element)
            elif tag not in _UNPRINTED:
                yield from self._paragraphs(element)

    def _paragraph(self, element: etree._Element, label: str = "") -> Iterator[Paragraph]:
        frames: list[etree._Element] = []
        text = written(self._pieces(element, frames))
        yield Paragraph(label + text, [one for f in frames for one in _pictures(f)])
        for frame in frames:
            yield from self._boxed(frame)

    def _frame(self, frame: etree._Element) -> Iterator[Paragraph]:
        """A frame that stands on the page itself: its pictures, or the text in its box."""
        yield Paragraph("", _pictures(frame))
        yield from self._boxed(frame)

    def _boxed(self, frame: etree._Element) -> Iterator[Paragraph]:
        for box in frame.iterchildren():
            if local(box) == "text-box":
                yield from self._paragraphs(box)

    def _list(self, list_: etree._Element, above: str = "", depth: int = 1) -> Iterator[Paragraph]:
        """The items of a list, each behind what is printed before it."""
        style = self.styles.of_list(list_) or above
        if not self.styles.goes_on(list_, depth):
            self.styles.begin(style, depth)
        for item in list_.iterchildren():
            label = "" if local(item) == "list-header" else None
            for inner in item.iterchildren():
                if local(inner) == "list":
                    yield from self._list(inner, style, depth + 1)
                elif local(inner) in ("p", "h"):
                    label = self.styles.label(style, depth, item) if label is None else label
                    yield from self._paragraph(inner, label)
                    label = ""

    def _boxes(self, row: etree._Element) -> list[Box]:
        found: list[Box] = []
        for cell in (one for one in row.iterchildren() if local(one) == "table-cell"):
            times = min(count(attribute(cell, "number-columns-repeated")), MOST_COLUMNS)
            if not len(cell):  # nothing in it: one cell as wide as all of them
                found.append(Box([], times * _spans(cell, "columns"), _spans(cell, "rows")))
                continue
            inner = list(self._paragraphs(cell))
            found += [Box(inner, _spans(cell, "columns"), _spans(cell, "rows"))] * times
        return found

    def _pieces(
        self, element: etree._Element, frames: list[etree._Element]
    ) -> Iterator[str | Script]:
        yield _spaced(element.text)
        for child in element.iterchildren():
            tag = local(child)
            if tag in _BREAKS:
                yield _BREAKS[tag]
            elif tag == "note":
                yield self._mark(child)
            elif tag == "frame":
                frames.append(child)
            elif tag == "span" and (up := self.styles.script(child)) is not None:
                yield Script(written(self._pieces(child, frames)), up)
            elif tag not in _UNPRINTED:
                yield from self._pieces(child, frames)
            yield _spaced(child.tail)

    def _mark(self, note: etree._Element) -> str:
        body = next((one for one in note.iterchildren() if local(one) == "note-body"), None)
        if body is None:
            return ""
        self.bodies.append(body)
        return f"[^{len(self.bodies)}]"


def _spaced(text: str | None) -> str:
    """Text with the white space of the file as single spaces: what is printed has its own tags."""
    return _SPACE.sub(" ", text) if text else ""


def _rows(whole: etree._Element) -> list[etree._Element]:
    """The rows of a table, also those in its head, without those of a table inside it."""
    found: list[etree._Element] = []
    for row in whole.iterchildren():
        if local(row) == "table-row":
            found.append(row)
        elif local(row) in ("table-header-rows", "table-rows", "table-row-group"):
            found += _rows(row)
    return found


def _spans(cell: etree._Element, over: str) -> int:
    return count(attribute(cell, f"number-{over}-spanned"))


def _pictures(frame: etree._Element) -> list[Picture]:
    """The picture in a frame: its file, and what its maker says it shows; none in a text box."""
    inner = {local(one): one for one in reversed(list(frame.iterchildren()))}
    shown = next((inner[tag] for tag in ("image", "object", "object-ole") if tag in inner), None)
    if shown is None or "text-box" in inner:
        return []
    says = next(
        ("".join(map(str, inner[tag].itertext())) for tag in ("desc", "title") if tag in inner), ""
    )
    return [picture(attribute(shown, "href"), says or attribute(frame, "name"))]
