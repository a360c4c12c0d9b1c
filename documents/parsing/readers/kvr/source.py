"""The tree and the catalogue of a KVR file, from which all else is read, with whole letters."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ftfy
from lxml import etree

from ...printed import mend_accents, read_date

Clean = Callable[[str | None], str]

_MOJIBAKE = re.compile("[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¨«»]")
_BROKEN = re.compile(r"(?<=[a-zà-ÿ])[-–] (?!(?:en|of|en/of|dan|als|tot|c\.q)\b)(?=[a-zà-ÿ])")
_SPACED = re.compile(r"(?<!\S)(?:[A-Za-z] ){2,}[A-Za-z](?!\S)")
#: A vowel and its accent; an acute behind any but an e may be an apostrophe ('foto´s').
_TORN = re.compile(r"((?<=\w)[eE](?=´)|[aeiouAEIOU](?=¨)|[eE](?=´\w))([¨´])")
_ACCENTS = {"¨": "\u0308", "´": "\u0301"}
#: Items of the catalogue whose line ends mean something.
_LINES = ("Rubriek", "Trefwoorden")


@dataclass(frozen=True)
class Source:
    """The tree, the items of the catalogue by name, and how texts of this file are cleaned."""

    root: etree._Element
    items: dict[str, str]
    clean: Clean

    @property
    def is_ocr(self) -> bool:
        """Whether the file was read from scanned paper ('Staten-Generaal digitaal')."""
        return self.clean is clean_ocr

    def has(self, path: str) -> bool:
        return self.root.find(path) is not None

    def attribute(self, path: str, name: str) -> str:
        found = self.root.find(path)
        return self.clean(found.get(name)) if found is not None else ""

    def text(self, path: str) -> str:
        found = self.root.find(path)
        return self.clean(all_text(found)) if found is not None else ""

    def people(self, item: str) -> list[tuple[str, str]]:
        """(name, party) of each person in an item of the catalogue."""
        path = f"meta/metadata/item[@attribuut='{item}']/persoon"
        rows = [(_named(self.clean(p.text)), p.get("partij")) for p in self.root.iterfind(path)]
        return [(name, self.clean(party)) for name, party in rows if re.search(r"\w", name)]

    def day(self, item: str, path: str, attribute: str) -> date | None:
        """A date by the catalogue; by the tags where the catalogue has none that can be."""
        typed = iso(self.items.get(item, ""))
        plausible = typed is not None and 1900 < typed.year < 2100
        return typed if plausible else iso(self.attribute(path, attribute))


@functools.lru_cache(2048)
def _named(text: str) -> str:
    """A name with its initials in front: 'Van der Burg V.A.M.' is 'V.A.M. van der Burg'."""
    match = re.fullmatch(r"(.*\w) ((?:[A-Z]\.\s?)+)", text)
    if not match:
        return re.sub(r"^en (?=[A-Z])|\s*\(.*", "", text).strip(" .,<>")
    return f"{match[2].strip()} {re.sub('^(Van|De|Ter|Ten) ', lambda m: m[0].lower(), match[1])}"


def read_source(root: etree._Element) -> Source:
    """The source under the root element of a file."""
    items = {item.get("attribuut", ""): item.text or "" for item in root.iter("item")}
    cleaning = clean_ocr if items.get("Bron") or items.get("SGD-Type") else clean
    cleaned = {key: mend(text) if key in _LINES else cleaning(text) for key, text in items.items()}
    return Source(root, cleaned, cleaning)


def mend(text: str) -> str:
    """Letters encoded twice ('FinanciÃ«n') and torn accents ('Financie¨n', 'Andre´') made whole."""
    if text.isascii():
        return text
    if ("Ã" in text or "Â" in text or "â" in text) and _MOJIBAKE.search(text):
        text = ftfy.fix_encoding(text)
    if "¨" in text or "´" in text:
        text = _TORN.sub(lambda m: unicodedata.normalize("NFC", m[1] + _ACCENTS[m[2]]), text)
    return mend_accents(text)


def clean(text: str | None) -> str:
    """The text on one line, its letters whole."""
    return " ".join(mend(text or "").replace("\u00ad", "").split())


def clean_ocr(text: str | None) -> str:
    """Also joins words broken at a line's end and words set with a space after each letter."""
    joined = clean(text)
    if "- " in joined or "– " in joined:
        joined = _BROKEN.sub("", joined)
    return _SPACED.sub(lambda match: match[0].replace(" ", ""), joined)


def all_text(element: etree._Element) -> str:
    """The text inside an element, that of its children included."""
    return "".join(map(str, element.itertext()))


def iso(text: str) -> date | None:
    """A date as the archive writes it: '1999-09-1', else printed as '1 september 1999'."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if not match:
        return read_date(text[:60])
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
