"""Pages that mark their questions and answers, told in the elements of KOOP's XML.

officielebekendmakingen.nl has `div.vraag` and `div.antwoord`, each with its label in a heading or,
in older pages, in `p.nummer`; notes stand at the end in `div.noot`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ...headers import is_answer_header, is_question_header
from ...lines.furniture import is_furniture
from ...lines.labels import number_alone, numbers_alone, read_label
from ...markup.grid import count
from .page import HEADINGS, all_text, classes, figure

_PARTS = {"vraag": "vraag", "antwoord": "antwoord"}
_REMARKS = re.compile(r"kamervraagopmerking|toelichting|opmerking|mededeling")
_NOTES = {"noot", "voetnoot"}
_BLOCKS = {
    *("p", "div", "ul", "ol", "table", "section", "article", "blockquote", "pre", "dl", "figure"),
    *HEADINGS,
}
_TEXTS = {"p", "pre", "blockquote", "dt", "dd", "figcaption", "address"}
_OWN_HOST = re.compile(r"officielebekendmakingen\.nl|overheid\.nl")
_BACK = re.compile(r"(?:terug )?naar boven|terug|x noot", re.IGNORECASE)


def metadata(root: etree._Element) -> dict[str, list[str]]:
    """Name -> contents of the metadata in the head of a page."""
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name, told = meta.get("name") or meta.get("property"), meta.get("content")
        if name and told and told.strip():
            found.setdefault(name, []).append(" ".join(told.split()))
    return found


def publication(root: etree._Element) -> etree._Element | None:
    """The elements of a publication as KOOP's XML has them; None for a page of another kind."""
    parts = [one for one in root.iter() if _part(one)]
    heads = [one for one in root.iter() if _is_marked_head(one)]
    heads = heads or [one for one in root.iter(*HEADINGS) if _is_head(one)]
    if not parts or not heads:
        return None
    made = etree.Element("officiele-publicatie")
    told = etree.SubElement(made, "metadata")
    for name, values in metadata(root).items():
        for value in values:
            etree.SubElement(told, "meta", name=_clean(name), content=_clean(value))
    notes = [one for one in root.iter("div", "li", "p", "aside") if _is_note(one)]
    maker = _Maker({key for note in notes for key in _keys(note)})
    body = etree.SubElement(made, "kamervragen")
    for head in heads:
        maker.head(head, body)
    maker.walk(_around([*parts, *heads]), body)
    for note in notes:
        maker.note(note, body)
    return made


def _part(element: etree._Element) -> str | None:
    if element.tag not in ("div", "section", "article", "li"):
        return None
    return next((_PARTS[name] for name in classes(element) if name in _PARTS), None)


def _is_marked_head(element: etree._Element) -> bool:
    """Whether the page itself marks an element as who asks whom, or who answers."""
    if not any(name.startswith("kamervraagomschrijving") for name in classes(element)):
        return False
    return not any(_is_marked_head(inner) for inner in element)


def _is_head(element: etree._Element) -> bool:
    """Whether an element is a heading that says who asks whom, or who answers."""
    if _is_marked_head(element):
        return True
    if element.tag not in HEADINGS:
        return False
    text = all_text(element)
    return is_question_header(text) or is_answer_header(text)


def _is_note(element: etree._Element) -> bool:
    if not classes(element) & _NOTES:
        return False
    above = element.getparent()
    return above is None or not any(_is_note(one) for one in [above])


def _keys(note: etree._Element) -> Iterator[str]:
    """The names by which marks refer to a note."""
    for one in note.iter():
        for key in (one.get("id"), one.get("name")):
            if key:
                yield key.removeprefix("supernote-note-")


def _around(elements: list[etree._Element]) -> etree._Element:
    """The innermost element that holds all of these."""
    above = [list(reversed([*one.iterancestors()])) for one in elements]
    shared = [level[0] for level in zip(*above, strict=False) if len(set(level)) == 1]
    return shared[-1] if shared else elements[0]


class _Maker:
    """Makes elements of KOOP's XML from those of a page; knows the names of its notes."""

    def __init__(self, notes: set[str]) -> None:
        self.notes = notes

    def head(self, element: etree._Element, body: etree._Element) -> None:
        text = all_text(element)
        kind = "antwoord" if is_answer_header(text) else "vraag"
        heading = etree.SubElement(body, "kamervraagomschrijving", type=kind)
        self._inline(element, heading)

    def walk(self, element: etree._Element, body: etree._Element) -> None:
        """The parts below an element, in order; text that stands outside them is kept too."""
        for child in element:
            if _is_head(child) or _is_note(child) or not isinstance(child.tag, str):
                continue
            part = _part(child)
            if part:
                self._exchange(child, etree.SubElement(body, part))
            elif any(map(_REMARKS.match, classes(child))):
                self.blocks(child, etree.SubElement(body, "kamervraagopmerking"))
            elif any(_part(one) or _is_head(one) or _is_note(one) for one in child.iter()):
                self.walk(child, body)
            elif _is_text(all_text(child)) or child.find(".//img") is not None:
                self.blocks(child, etree.SubElement(body, "loos"), whole=True)

    def note(self, element: etree._Element, body: etree._Element) -> None:
        """A note: its number, and its text without what closes it."""
        made = etree.SubElement(body, "noot")
        keys = list(_keys(element))
        if keys:
            made.set("id", _clean(keys[0]))
        number = next((one for one in element.iter() if "nootnum" in classes(one)), None)
        if number is None:
            number = next(element.iter("sup"), None)
        if number is not None:
            etree.SubElement(made, "noot.nr").text = _clean(all_text(number))
        text = etree.SubElement(made, "noot.al")
        _add(text, element.text or "")
        for child in element:
            inside = number is not None and number in child.iter()
            if "note-close" not in classes(child) and not (inside and child.tag != "p"):
                self._inline(child, text, without=number)
            _add(text, " " + (child.tail or ""))

    def _exchange(self, element: etree._Element, made: etree._Element) -> None:
        label = _label(element)
        if label is not None:
            etree.SubElement(made, "nr").text = _clean(all_text(label))
        self.blocks(element, made, without=label)

    def blocks(
        self,
        element: etree._Element,
        made: etree._Element,
        *,
        without: etree._Element | None = None,
        whole: bool = False,
    ) -> None:
        """The blocks in an element; with `whole` the element itself is the only one."""
        loose: etree._Element | None = None
        for child in [element] if whole else _with_text(element, made):
            if child.tag in _BLOCKS or _is_note(child) or _is_second_break(child):
                loose = None
                self._block(child, made, without)
            elif child is not without:
                loose = etree.SubElement(made, "al") if loose is None else loose
                self._element(child, loose, without)
            tail = "" if whole else child.tail or ""
            if tail.strip():
                loose = etree.SubElement(made, "al") if loose is None else loose
                _add(loose, tail)

    def _block(
        self, element: etree._Element, made: etree._Element, without: etree._Element | None
    ) -> None:
        if _is_note(element) or element is without or not isinstance(element.tag, str):
            return
        part = _part(element)
        if part:
            self._exchange(element, etree.SubElement(made, part))
        elif element.tag in ("ul", "ol"):
            self._list(element, etree.SubElement(made, "lijst"))
        elif element.tag == "table":
            self._table(element, etree.SubElement(made, "table"))
        elif element.tag in HEADINGS or (
            element.tag in _TEXTS and not any(one.tag in _BLOCKS for one in element)
        ):
            called = "tussenkop" if element.tag in HEADINGS else "al"
            for piece in _parted(element):
                self._inline(piece, etree.SubElement(made, called), without=without)
        else:
            self.blocks(element, made, without=without)

    def _list(self, element: etree._Element, made: etree._Element) -> None:
        number = count(element.get("start"))
        for item in element:
            if item.tag != "li":
                continue
            li = etree.SubElement(made, "li")
            if element.tag == "ol":
                etree.SubElement(li, "li.nr").text = figure(element.get("type"), number)
                number = count(item.get("value"), number) + 1
            inner = [one for one in item if one.tag in ("ul", "ol")]
            self._inline(item, etree.SubElement(li, "al"), leaving=inner)
            for one in inner:
                self._list(one, etree.SubElement(li, "lijst"))

    def _table(self, element: etree._Element, made: etree._Element) -> None:
        for caption in element.iterchildren("caption"):
            self._inline(caption, etree.SubElement(made, "title"))
        group = etree.SubElement(made, "tgroup")
        for row in element.iter("tr"):
            if next(row.iterancestors("table")) is not element:
                continue
            line = etree.SubElement(group, "row")
            for cell in row.iterchildren("td", "th"):
                entry = etree.SubElement(line, "entry")
                for key in ("colspan", "rowspan"):
                    entry.set(key, str(count(cell.get(key))))
                self._inline(cell, etree.SubElement(entry, "al"))

    def _inline(
        self,
        element: etree._Element,
        made: etree._Element,
        *,
        without: etree._Element | None = None,
        leaving: list[etree._Element] | None = None,
    ) -> None:
        """The words in an element, in one run."""
        _add(made, element.text or "")
        for child in element:
            if child is not without and child not in (leaving or ()):
                self._element(child, made, without)
            _add(made, child.tail or "")

    def _element(
        self, element: etree._Element, made: etree._Element, without: etree._Element | None
    ) -> None:
        """An element inside a run of words: a mark, a power, a picture, a link, or only words."""
        tag = element.tag if isinstance(element.tag, str) else ""
        target = (element.get("href") or "").lstrip("#") if tag == "a" else ""
        if target and target in self.notes and element.get("href", "").startswith("#"):
            etree.SubElement(made, "nootref", refid=_clean(target)).text = _clean(all_text(element))
        elif tag == "sup" and not any(one.tag == "a" for one in element.iter()):
            self._inline(element, etree.SubElement(made, "sup"))
        elif tag == "sub":
            self._inline(element, etree.SubElement(made, "inf"))
        elif tag == "img":
            shown = etree.SubElement(made, "plaatje")
            shown.set("naam", _clean(element.get("src") or ""))
            shown.set("alt", _clean(element.get("alt") or element.get("title") or ""))
        elif tag == "br":
            _add(made, " ")
        elif tag == "a" and _is_outside(element):
            link = etree.SubElement(made, "extref", doc=_clean(element.get("href") or ""))
            self._inline(element, link, without=without)
        elif tag and tag not in ("script", "style", "noscript", "template", "svg", "button"):
            space = " " if tag in _BLOCKS or tag == "li" else ""
            _add(made, space)
            self._inline(element, made, without=without)
            _add(made, space)


def _label(element: etree._Element) -> etree._Element | None:
    """The element in a question or an answer that holds its label: a heading, or `p.nummer`."""
    for one in element.iter():
        text = all_text(one) if one is not element else ""
        if not text or len(text) > 120:
            continue
        marked = one.tag in HEADINGS or classes(one) & {"nummer", "stuktitel", "nr"}
        label = read_label(text) or number_alone(text) or numbers_alone(text)
        if marked and label is not None and not label.rest:
            return one
    return None


def _with_text(element: etree._Element, made: etree._Element) -> Iterator[etree._Element]:
    """The elements in an element; its own text before them becomes a paragraph first."""
    if (element.text or "").strip():
        etree.SubElement(made, "al").text = _clean(element.text or "")
    yield from element


def _parted(element: etree._Element) -> list[etree._Element]:
    """A paragraph in pieces where two line breaks part it; each piece as an element."""
    doubled = {one for one in element if _is_second_break(one)}
    if not doubled:
        return [element]
    pieces = [etree.Element("p")]
    pieces[0].text = element.text
    for child in list(element):
        if child in doubled:
            pieces.append(etree.Element("p"))
            pieces[-1].text = child.tail
        else:
            pieces[-1].append(child)
    return pieces


def _is_second_break(element: etree._Element) -> bool:
    """Whether an element is a line break right behind another: together they part paragraphs."""
    above = element.getprevious()
    return (
        element.tag == "br"
        and above is not None
        and above.tag == "br"
        and not (above.tail or "").strip()
    )


def _is_outside(link: etree._Element) -> bool:
    address = link.get("href") or ""
    return address.startswith(("http:", "https:")) and not _OWN_HOST.search(address)


def _is_text(text: str) -> bool:
    return bool(text) and not is_furniture(text) and not _BACK.fullmatch(text)


def _clean(text: str) -> str:
    """Text without what an element of XML cannot hold."""
    return (
        "".join(ch for ch in text if ch >= " " or ch in "\t\n\r")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )


def _add(made: etree._Element, text: str) -> None:
    """Put text behind all that an element holds."""
    text = _clean(text)
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text
