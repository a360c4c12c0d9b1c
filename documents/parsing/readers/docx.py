"""DOCX letters of ministries: the paragraphs of Word, its footnotes and its lists, as lines.

Only the parts of the package that hold text are read, each bounded, with a parser that resolves
no entities. Text boxes count once; the head of the page only where the letter itself has no date.
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
from ..problems import Problem, Unreadable
from ..questionset import MARK, ParseResult, RawFile
from ..reading import read
from .docx_numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What Word does not print: properties, codes, and what was deleted or moved from here.
_UNPRINTED = (_FALLBACK, *(f"{_W}{tag}" for tag in ("pPr", "del", "moveFrom", "instrText")))
_HEAD = re.compile(r"word/header\d*\.xml$")


def parse(raw: RawFile) -> ParseResult:
    """The question set in a Word document."""
    try:
        lines = document_lines(raw.data)
    except Unreadable as error:
        return ParseResult(None, (error.problem,))
    if not lines:
        return ParseResult(None, (Problem.of("no_text"),))
    return read(lines)


def lines(raw: RawFile) -> list[Line]:
    """The lines of a Word document, before they are given their roles. Raises Unreadable."""
    return document_lines(raw.data)


def document_lines(data: bytes) -> list[Line]:
    """The lines of a Word document, footnotes last. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _lines(package)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError, RuntimeError) as error:
        detail = "het is geen leesbaar Word-document"
        raise Unreadable(Problem.of("unreadable", detail=detail)) from error


def _lines(package: zipfile.ZipFile) -> list[Line]:
    names = set(package.namelist())
    parts = {
        name: _part(package, f"word/{name}.xml")
        for name in ("numbering", "styles")
        if f"word/{name}.xml" in names
    }
    reader = _Reader(Numbering(parts.get("numbering"), parts.get("styles")))
    lines = reader.lines(_part(package, "word/document.xml"))
    if letter_date(lines) is None:
        heads = [
            _Reader(Numbering()).lines(_part(package, n)) for n in sorted(names) if _HEAD.match(n)
        ]
        dated = [head for head in heads if letter_date(head)]
        lines = [*max(dated, key=len, default=[]), *lines]
    for kind in ("footnote", "endnote"):
        if f"word/{kind}s.xml" in names:
            lines.extend(reader.notes(_part(package, f"word/{kind}s.xml"), kind))
    return lines


def _part(package: zipfile.ZipFile, name: str) -> etree._Element:
    if package.getinfo(name).file_size > LARGEST_PART:
        raise Unreadable(Problem.of("unreadable", detail="een onderdeel is te groot"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(package.read(name), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        # Word writes none; what stands for an entity would be lost
        raise Unreadable(Problem.of("forbidden_xml"))
    return root


def _line(text: str, gap: bool) -> Line:
    """A paragraph or row of text, with the marks of Word's footnotes in it."""
    line = Line(text, 0, gap, True)
    for number in MARK.findall(text):
        line.marked(int(number), by="verwijzing van Word naar zijn noot")
    return line


class _Reader:
    """Turns the XML of a part into lines; counts lists and footnotes as Word does."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.marks: dict[tuple[str, str], int] = {}

    def lines(self, root: etree._Element) -> list[Line]:
        """The lines of a part; blank paragraphs become the gap of the line below."""
        lines: list[Line] = []
        gap = False
        for text in self._paragraphs(root):
            for row in text.split("\n"):
                row = re.sub(r"[^\S\t]+", " ", row).strip()
                if row:
                    lines.append(_line(row, gap))
                gap = not row
        return lines

    def notes(self, root: etree._Element, kind: str) -> Iterator[Line]:
        """The footnotes or endnotes that the text refers to, in the order of their marks."""
        texts = {
            note.get(f"{_W}id", ""): " ".join(" ".join(self._paragraphs(note)).split())
            for note in root.iter(f"{_W}{kind}")
        }
        for (of_kind, key), number in sorted(self.marks.items(), key=lambda item: item[1]):
            if of_kind == kind:
                line = Line(texts.get(key, ""), 0, True, True)
                line.give(Role.FOOTNOTE, by="voet- of eindnoot van Word", number=number)
                yield line

    def _paragraphs(self, root: etree._Element) -> Iterator[str]:
        """The text of each paragraph and table row, in order of the document."""
        for element in root.iterchildren():
            if not isinstance(element.tag, str) or element.tag == _FALLBACK:
                continue
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            else:
                yield from self._paragraphs(element)

    def _table(self, table: etree._Element) -> Iterator[str]:
        """A table's rows, each with tabs; of one that sets out a page, its texts one by one."""
        rows = [
            [list(self._paragraphs(cell)) for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt")]
            for row in table.iter(f"{_W}tr")
            if next(row.iterancestors(f"{_W}tbl")) is table
        ]
        filled = [[[text for text in cell if text.strip()] for cell in row] for row in rows]
        wide = [sum(map(bool, row)) > 1 for row in filled]
        plain = [wide[i] and all(len(cell) <= 1 for cell in row) for i, row in enumerate(filled)]
        tabular = sum(plain) > 1 and 2 * sum(plain) >= len(rows)
        for i, row in enumerate(rows):
            if plain[i] or (tabular and wide[i]):
                yield "\t".join(" ".join(cell).strip() for cell in filled[i]).strip("\t")
            else:
                yield from (text for cell in row for text in cell)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        boxes: list[etree._Element] = []
        text = "".join(self._pieces(paragraph, boxes))
        yield self.numbering.numbered(paragraph, text)
        for box in boxes:
            yield from self._paragraphs(box)

    def _pieces(self, element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for child in element.iterchildren():
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == f"{_W}t":
                yield child.text or ""
            elif tag in (f"{_W}br", f"{_W}cr"):
                yield "\n"
            elif tag == f"{_W}tab" and element.tag == f"{_W}r":
                yield " "
            elif tag == f"{_W}noBreakHyphen":
                yield "-"
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                yield self._mark(tag[len(_W) : -len("Reference")], child.get(f"{_W}id", ""))
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif tag not in _UNPRINTED:
                yield from self._pieces(child, boxes)

    def _mark(self, kind: str, key: str) -> str:
        number = self.marks.setdefault((kind, key), len(self.marks) + 1)
        return f"[^{number}]"
