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

from ..lines.letters import letter_date
from ..lines.line import Line, Role
from ..lines.pictures import Picture, picture
from ..markup.flowing import Box, Paragraph, Script, as_lines, table, written
from ..markup.grid import count
from ..problems import Problem, Unreadable
from ..questionset import ParseResult, RawFile
from ..reading import read
from .docx_numbering import Numbering
from .packages import FAULTS, part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_O = "{urn:schemas-microsoft-com:office:office}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What Word does not print: properties, codes, and what was deleted or moved from here.
_UNPRINTED = (_FALLBACK, *(f"{_W}{tag}" for tag in ("pPr", "del", "moveFrom", "instrText")))
_HEAD = re.compile(r"word/header\d*\.xml$")
_SIGNS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SCRIPTS = {"superscript": True, "subscript": False}
#: What can hold a picture, what in it is one, and what names its file.
_DRAWN = {f"{_W}drawing", f"{_W}pict", f"{_W}object"}
_SHOWN = {"blip", "imagedata", "chart", "relIds"}
_KEYS = {f"{_R}embed", f"{_R}link", f"{_R}id"}
_FILES = "word/_rels/document.xml.rels"


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
    except FAULTS as error:
        detail = "het is geen leesbaar Word-document"
        raise Unreadable(Problem.of("unreadable", detail=detail)) from error


def _lines(package: zipfile.ZipFile) -> list[Line]:
    names = set(package.namelist())
    parts = {
        name: part(package, f"word/{name}.xml")
        for name in ("numbering", "styles")
        if f"word/{name}.xml" in names
    }
    files = _files(part(package, _FILES)) if _FILES in names else {}
    reader = _Reader(Numbering(parts.get("numbering"), parts.get("styles")), files)
    lines = reader.lines(part(package, "word/document.xml"))
    if letter_date(lines) is None:
        heads = [
            _Reader(Numbering()).lines(part(package, n)) for n in sorted(names) if _HEAD.match(n)
        ]
        dated = [head for head in heads if letter_date(head)]
        lines = [*max(dated, key=len, default=[]), *lines]
    for kind in ("footnote", "endnote"):
        if f"word/{kind}s.xml" in names:
            lines.extend(reader.notes(part(package, f"word/{kind}s.xml"), kind))
    return lines


def _files(root: etree._Element) -> dict[str, str]:
    """Key of a relation -> the file that it names."""
    return {one.get("Id", ""): one.get("Target", "") for one in root.iterchildren()}


class _Reader:
    """Turns the XML of a part into lines; counts lists and footnotes as Word does."""

    def __init__(self, numbering: Numbering, files: dict[str, str] | None = None) -> None:
        self.numbering = numbering
        self.files = files or {}
        self.marks: dict[tuple[str, str], int] = {}

    def lines(self, root: etree._Element) -> list[Line]:
        """The lines of a part; blank paragraphs become the gap of the line below."""
        return as_lines(self._paragraphs(root), "verwijzing van Word naar zijn noot")

    def notes(self, root: etree._Element, kind: str) -> Iterator[Line]:
        """The footnotes or endnotes that the text refers to, in the order of their marks."""
        texts = {
            note.get(f"{_W}id", ""): " ".join(
                " ".join(one.text for one in self._paragraphs(note)).split()
            )
            for note in root.iter(f"{_W}{kind}")
        }
        for (of_kind, key), number in sorted(self.marks.items(), key=lambda item: item[1]):
            if of_kind == kind:
                line = Line(texts.get(key, ""), 0, True, True)
                line.give(Role.FOOTNOTE, by="voet- of eindnoot van Word", number=number)
                yield line

    def _paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """The text of each paragraph and table row, in order of the document."""
        for element in root.iterchildren():
            if not isinstance(element.tag, str) or element.tag == _FALLBACK:
                continue
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from table([self._boxes(row) for row in _rows(element)])
            else:
                yield from self._paragraphs(element)

    def _boxes(self, row: etree._Element) -> list[Box]:
        """The cells of a row; one that a cell above covers is empty in Word's own file too."""
        before = _count(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        return [
            *([Box([], before)] if before else []),
            *(
                Box(list(self._paragraphs(cell)), _count(cell.find(f"{_W}tcPr/{_W}gridSpan")))
                for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt")
            ),
        ]

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Paragraph]:
        boxes: list[etree._Element] = []
        pictures: list[Picture] = []
        text = written(self._pieces(paragraph, boxes, pictures))
        yield Paragraph(self.numbering.numbered(paragraph, text), pictures)
        for box in boxes:
            yield from self._paragraphs(box)

    def _pieces(
        self, element: etree._Element, boxes: list[etree._Element], pictures: list[Picture]
    ) -> Iterator[str | Script]:
        script = _SCRIPTS.get(_vertical(element))
        for child in element.iterchildren():
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == f"{_W}t" and script is not None:
                yield Script(child.text or "", script)
            elif tag in (f"{_W}t", f"{_M}t"):
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == f"{_W}tab" and element.tag == f"{_W}r":
                yield " "
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                yield self._mark(tag[len(_W) : -len("Reference")], child.get(f"{_W}id", ""))
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif tag in (f"{_M}sup", f"{_M}sub"):
                inner = self._pieces(child, boxes, pictures)
                yield Script(written(inner), tag == f"{_M}sup")
            elif tag not in _UNPRINTED:
                pictures += self._pictures(child) if tag in _DRAWN else []
                yield from self._pieces(child, boxes, pictures)

    def _pictures(self, drawn: etree._Element) -> list[Picture]:
        """The picture in a drawing: its file, and what its maker says it shows."""
        shown = next((one for one in drawn.iter() if _local(one) in _SHOWN), None)
        if shown is None:
            return []
        told = next((one for one in drawn.iter() if _local(one) == "docPr"), shown)
        says = told.get("descr") or told.get("title") or shown.get(f"{_O}title") or told.get("name")
        key = next((value for name, value in shown.attrib.items() if name in _KEYS), "")
        return [picture(self.files.get(str(key), ""), says)]

    def _mark(self, kind: str, key: str) -> str:
        number = self.marks.setdefault((kind, key), len(self.marks) + 1)
        return f"[^{number}]"


def _rows(whole: etree._Element) -> list[etree._Element]:
    """The rows of a table, without those of a table inside it."""
    return [row for row in whole.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is whole]


def _count(element: etree._Element | None, default: int = 1) -> int:
    return default if element is None else count(element.get(f"{_W}val"), default)


def _vertical(run: etree._Element) -> str:
    """How a run stands to the line: 'superscript', 'subscript', or '' for on it."""
    told = run.find(f"{_W}rPr/{_W}vertAlign") if run.tag == f"{_W}r" else None
    return "" if told is None else told.get(f"{_W}val", "")


def _local(element: etree._Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]
