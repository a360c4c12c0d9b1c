"""The texts in KOOP's XML: paragraphs, lists, tables, powers, footnotes and pictures as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..lines.pictures import Picture, picture
from ..markup import scripts
from ..markup.grid import Cell, as_rows, count, laid_out
from ..printed import one_line
from .koop_dialects import name

#: Elements that are a block of their own inside a question, an answer or a note.
_PARAGRAPHS = {"al", "tussenkop", "titel", "kop", "tekstregel", "title", "bijschrift"}
_BLOCKS = _PARAGRAPHS | {"lijst", "table", "tgroup", "li"}
#: Parts of the set of their own, wherever they stand: never part of the text around them.
APART = {"vraag", "antwoord", "kamervraagopmerking", "toelichting", "mededeling"}
_SILENT = {"nr", *APART}
_PICTURES = {"plaatje", "illustratie", "img"}
_RAISED = {"sup", "superscript"}
_LOWERED = {"sub", "inf", "subscript"}
_BREAKS = {"br", "regeleinde", "witreg"}
#: White space between two marks, which the site prints and the file does not have.
_APART = re.compile(r"(\[\^\d+\]) (?=\[\^\d+\])")
_REFERS = ("refid", "idref", "ref", "nr", "href", "target", "noot")


@dataclass
class Texts:
    """Turns elements into text; knows the footnotes, and collects the pictures that it meets.

    `place` is the part of the set that is being read, as problems name it.
    """

    footnotes: dict[int, str] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    place: str = ""
    _numbers: dict[etree._Element, int] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _before: str = ""

    def know_notes(self, body: etree._Element) -> None:
        """Number all footnotes of a publication, so that what refers to one finds it.

        One whose number another text has gets the next free number.
        """
        highest = 0
        for noot in body.iter("noot"):
            printed = first_text(noot, "noot.nr") or first_text(noot, "nr") or noot.get("nr", "")
            figures = re.search(r"\d{1,5}", printed)
            own = int(figures[0]) if figures else highest + 1
            text = _note_text(noot)
            if self.footnotes.get(own, text) != text:
                own = highest + 1
            highest = max(highest, own)
            self.footnotes[own] = text
            self._numbers[noot] = own
            for key in filter(None, (noot.get("id"), noot.get("nr"), printed.strip())):
                self._ids.setdefault(key, own)

    def blocks(self, element: etree._Element) -> list[str]:
        """The blocks of text in an element, without its number."""
        return [block for block in self._blocks(element) if block]

    def _blocks(self, element: etree._Element) -> Iterator[str]:
        loose = element.text or ""
        for child in element:
            called = name(child)
            if not _is_block(child) or called in _SILENT or called in _PICTURES:
                loose += self._child(child, loose) + (child.tail or "")
                continue
            yield self._said(loose)
            yield from self._block(child, called)
            loose = child.tail or ""
        yield self._said(loose)

    def _said(self, text: str) -> str:
        """A block on one line; what follows it may be a picture, which is told after it."""
        line = _APART.sub(r"\1", one_line(text))
        self._before = line or self._before
        return line

    def _block(self, element: etree._Element, called: str) -> Iterator[str]:
        if called in ("lijst", "deflijst", "definitielijst"):
            items = [item for item in self._items(element) if item]
            yield "\n".join(f"– {item}" for item in items)
        elif called in ("table", "tgroup"):
            yield from self._table(element)
        else:
            yield from self._blocks(element)

    def _items(self, element: etree._Element) -> Iterator[str]:
        """The items of a list with their letters or numbers; an inner list follows its item."""
        for child in element:
            if name(child) not in ("li", "definitie-item"):
                continue
            own = [part for part in child if name(part) not in ("li.nr", "lijst")]
            printed = first_text(child, "li.nr") or child.get("nr", "")
            label = re.sub(r"^\W+$", "", printed.strip())
            texts = [self._child(part, "") + (part.tail or "") for part in own]
            yield self._said(" ".join([label, child.text or "", *texts]))
            for inner in child.iterchildren():
                if name(inner) == "lijst":
                    yield from self._items(inner)

    def _table(self, element: etree._Element) -> Iterator[str]:
        """The rows as lines, their cells parted by tabs; the title as a paragraph before it."""
        for title in element.iterchildren():
            if name(title) in ("title", "titel"):
                yield self._said(self._child(title, ""))
        columns: dict[str, tuple[int, int]] = {}
        rows: list[list[Cell]] = []
        for one in element.iter():
            if name(one) == "tgroup":
                columns = _columns(one)
            elif name(one) == "row":
                rows.append(self._cells(one, columns))
        lines = as_rows(laid_out(rows))
        self._before = lines[-1] if lines else self._before
        if any("\t" in line for line in lines):
            yield "\n".join(lines)
        else:
            yield from lines

    def _cells(self, row: etree._Element, columns: dict[str, tuple[int, int]]) -> list[Cell]:
        return [
            _cell(entry, one_line(self._child(entry, "")), columns)
            for entry in row
            if name(entry) == "entry"
        ]

    def _child(self, element: etree._Element, before: str) -> str:
        """The text inside an element, in one run; a footnote leaves its mark.

        `before` is the text that stands before it.
        """
        called = name(element)
        if called == "noot":
            return f"[^{self._numbers[element]}]" if element in self._numbers else ""
        if called == "nootref":
            return self._reference(element)
        if called in _PICTURES:
            return self._picture(element, before)
        if called in _SILENT or called == "li.nr":
            return ""
        if called in _BREAKS:
            return " "
        if called in ("msup", "msub"):
            return self._formula(element, before)
        inside = self._inside(element, before)
        if called in _RAISED or element.get("type") in _RAISED:
            return self._raised(inside, before)
        if called in _LOWERED or element.get("type") in _LOWERED:
            return scripts.lowered(inside, before)
        return f" {inside} " if _is_block(element) else inside

    def _inside(self, element: etree._Element, before: str) -> str:
        text = element.text or ""
        for child in element:
            text += self._child(child, before[-8:] + text) + (child.tail or "")
        return text

    def _formula(self, element: etree._Element, before: str) -> str:
        """A power or an index of a formula: what it stands on, then the raised or lowered part."""
        base, *rest = [self._child(child, before) for child in element] or [""]
        write = scripts.raised if name(element) == "msup" else scripts.lowered
        return base + "".join(write(part, base) for part in rest)

    def _raised(self, text: str, before: str) -> str:
        """Raised letters; a number is the mark of a footnote where there is one and no power."""
        mark = text.strip(" ()[]")
        is_number = re.fullmatch(r"[0-9]{1,5}", mark) and not scripts.is_power(before)
        if is_number and int(mark) in self.footnotes:
            return f"[^{int(mark)}]"
        return scripts.raised(text, before)

    def _reference(self, element: etree._Element) -> str:
        """The mark of a footnote that stands elsewhere; as printed where it cannot be found."""
        printed = "".join(map(str, element.itertext())).strip(" ()[]\n\t")
        keys = [element.get(key, "").lstrip("#") for key in _REFERS]
        found = next((self._ids[key] for key in [*keys, printed] if key in self._ids), None)
        if found is not None:
            return f"[^{found}]"
        figures = re.search(r"\d{1,5}$", printed or next(filter(None, keys), ""))
        return f"[^{int(figures[0])}]" if figures else printed

    def _picture(self, element: etree._Element, before: str) -> str:
        """Remember a picture with where it stands; it leaves no text but its caption."""
        inner = [one for one in element.iter() if name(one) in ("illustratie", "img")]
        says = first_text(element, "alt") or first_text(element, "bijschrift")
        for one in inner or [element]:
            file = one.get("naam") or one.get("src") or one.get("name") or one.get("id")
            alt = one.get("alt") or one.get("titel") or says
            after = one_line(before) or self._before
            self.pictures.append(picture(file, alt, place=self.place, after=after))
        return ""


def first_text(element: etree._Element, called: str) -> str:
    """All the text of the first child with this name; '' where there is none."""
    found = next((child for child in element if name(child) == called), None)
    return all_text(found) if found is not None else ""


def all_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _is_block(element: etree._Element) -> bool:
    return name(element) in _BLOCKS or any(
        name(child) in ("al", "lijst", "table", "definitie-item") for child in element
    )


def _note_text(noot: etree._Element) -> str:
    bodies = [child for child in noot if name(child) not in ("noot.nr", "nr")]
    parts = [noot.text or ""]
    for part in bodies:
        parts += [_with_links(part), part.tail or ""]
    return one_line(" ".join(parts))


def _with_links(element: etree._Element) -> str:
    """The text of a footnote, each link's address behind its words where these do not show it."""
    text = all_text(element)
    for link in element.iter():
        address = link.get("doc") or ""
        if name(link) == "extref" and address.startswith("http") and address not in text:
            text += f" ({address})"
    return text


def _columns(group: etree._Element) -> dict[str, tuple[int, int]]:
    """Name of a column, or of a span of columns, -> the first and the last of its columns."""
    found: dict[str, tuple[int, int]] = {}
    specs = [one for one in group if name(one) == "colspec"]
    for at, one in enumerate(specs):
        place = count(one.get("colnum"), at + 1) - 1
        found.setdefault(one.get("colname", str(place + 1)), (place, place))
    for one in (inner for inner in group.iter() if name(inner) == "spanspec"):
        first, last = found.get(one.get("namest", "")), found.get(one.get("nameend", ""))
        if first and last:
            found.setdefault(one.get("spanname", ""), (first[0], last[1]))
    return found


def _cell(entry: etree._Element, text: str, columns: dict[str, tuple[int, int]]) -> Cell:
    """A cell of a CALS table; of HTML's model where it has `colspan`."""
    called = entry.get("namest") or entry.get("colname") or entry.get("spanname") or ""
    first, last = columns.get(called, (None, -1))
    last = columns.get(entry.get("nameend") or "", (0, last))[1]
    across = count(entry.get("colspan")) if first is None else max(1, last - first + 1)
    down = count(entry.get("morerows"), 0) + count(entry.get("rowspan"))
    return Cell(text, across, down, first)
