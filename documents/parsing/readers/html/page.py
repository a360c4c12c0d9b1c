"""A web page made safe and bare: parsed without network or entities, its furniture taken out."""

from __future__ import annotations

import re

from lxml import etree

from ...files import formats
from ...files.limits import MOST_LETTERS, MOST_TAGS
from ...headers import is_answer_header, is_question_header
from ...printed import one_line
from ...problems import Problem, Unreadable

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>\s*")
#: Never text of the page.
_SILENT = {
    *("script", "style", "noscript", "template", "iframe", "svg", "canvas", "object", "embed"),
    *("input", "select", "option", "textarea", "button", "audio", "video", "head", "map", "dialog"),
}
#: Beside the text of the page, as a rule.
_BESIDE = {"nav", "header", "footer", "aside", "form", "menu"}
_ROLES = {
    *("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary"),
    *("menu", "menubar", "toolbar"),
}
_FURNITURE = re.compile(
    r"cookie|consent|breadcrumb|kruimel|(?:^|[-_])(?:nav|menu|sidebar|footer|share|social|search"
    r"|zoeken|login|skip|banner|gerelateerd|related|newsletter|nieuwsbrief|tags?|pagination)"
    r"(?:$|[-_])|navbar|navigat|skiplink|note-close|sr-only|visually-hidden",
    re.IGNORECASE,
)
_NOTES = re.compile(r"noot|noten|note|fn\b", re.IGNORECASE)
#: What only the text that is sought has.
_SOUGHT = re.compile(
    r"\bVra(?:gen|ag)\s+(?:van|\d)|\bAntwoord(?:en)?\s+(?:van|op|\d)|\bingezonden\b|\bMededeling\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Deeper than any page nests its elements; each level costs Python two calls.
_DEEPEST = 200
#: One tag, past what its quotes hold; and what parts its attributes.
_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_PARTS_OF_TAG = re.compile(r"""[^\s/="'>]++|"[^"]*+"|'[^']*+'""")
_MOST_ATTRIBUTES = 300
#: How many elements are tried as the one that holds the text; how much is looked at of furniture.
_MOST_CANDIDATES = 12
_LOOKED_AT = 20_000


def read_page(data: bytes) -> etree._Element:
    """The root element of a page. Raises Unreadable."""
    text = formats.decode(data)
    if text.count("<") > MOST_TAGS:
        raise Unreadable(Problem.of("unreadable", detail=f"meer dan {MOST_TAGS} elementen"))
    if any(map(_has_many_attributes, _TAG.finditer(text))):
        raise Unreadable(Problem.of("unreadable", detail=f"meer dan {_MOST_ATTRIBUTES} attributen"))
    text = _DECLARATION.sub("", text, count=1).replace("\0", "")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(Problem.of("unreadable", detail="de HTML klopt niet")) from error
    if root is None:
        raise Unreadable(Problem.of("no_text"))
    if _depth(root) > _DEEPEST:
        raise Unreadable(Problem.of("unreadable", detail="de HTML is te diep genest"))
    if len(all_text(root, 2 * MOST_LETTERS)) > MOST_LETTERS:
        raise Unreadable(Problem.of("unreadable", detail=f"meer dan {MOST_LETTERS} letters tekst"))
    return root


def _has_many_attributes(tag: re.Match[str]) -> bool:
    """Whether a tag has so many attributes that the parser, which compares them all, takes long."""
    size = tag.end() - tag.start()
    return size > _MOST_ATTRIBUTES and len(_PARTS_OF_TAG.findall(tag[0])) > _MOST_ATTRIBUTES


def _parser() -> etree.HTMLParser:
    """A fresh parser; libxml2's own limits of depth and size hold."""
    return etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )


def _depth(root: etree._Element) -> int:
    """How deep the elements of a page are nested; counted without recursion."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def classes(element: etree._Element) -> set[str]:
    return set((element.get("class") or "").lower().split())


def all_text(element: etree._Element, most: int = 1_000_000) -> str:
    """The text of an element on one line, without scripts; at most about so many letters."""
    parts: list[str] = []
    _gather(element, parts, most)
    return one_line("".join(parts))


def _gather(element: etree._Element, parts: list[str], left: int) -> int:
    """Put the texts in an element into `parts`; what is left of the letters that may be put."""
    if left <= 0 or not isinstance(element.tag, str) or element.tag in _SILENT:
        return left
    left = _put(element.text, parts, left)
    for inner in element:
        if left <= 0:
            break
        left = _put(inner.tail, parts, _gather(inner, parts, left))
    return left


def _put(text: str | None, parts: list[str], left: int) -> int:
    parts.append((text or "")[: max(left, 0)])
    return left - len(text or "")


def figure(kind: str | None, number: int) -> str:
    """What stands before an item of a numbered list of this type: '3.', 'c.'."""
    if kind in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    return f"{number}."


def content(root: etree._Element) -> etree._Element:
    """The element that holds the text of a page, its furniture taken out of it."""
    body = next(root.iter("body"), root)
    _take_out(body)
    wanted = max(1, len(_SOUGHT.findall(all_text(body))) - 1)
    for chosen in _candidates(body)[:_MOST_CANDIDATES]:
        if len(_SOUGHT.findall(all_text(chosen))) >= wanted:
            return chosen
    return body


def _candidates(body: etree._Element) -> list[etree._Element]:
    """Elements that pages hold their own text in, from narrow to wide."""
    found = [one for one in body.iter() if one.get("id") in ("broodtekst", "main-column")]
    found += [one for one in body.iter() if "stuk" in classes(one)]
    found += list(body.iter("article"))
    found += [one for one in body.iter() if one.tag == "main" or one.get("role") == "main"]
    return found


def _take_out(body: etree._Element) -> None:
    for element in [one for one in body.iter() if one is not body and _is_furniture(one)]:
        above = element.getparent()
        if above is None:
            continue
        before = element.getprevious()
        if before is not None:
            before.tail = f"{before.tail or ''} {element.tail or ''}"
        else:
            above.text = f"{above.text or ''} {element.tail or ''}"
        above.remove(element)


def _is_furniture(element: etree._Element) -> bool:
    """Whether an element is no text of the page: a menu, a banner, what is not shown."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    beside = element.tag in _BESIDE or element.get("role") in _ROLES
    if not (hidden or beside or any(map(_FURNITURE.search, named.split()))):
        return False
    if "note-close" in named:
        return True
    notes = _NOTES.search(named) or str(element.get("role") or "").startswith("doc-")
    return not (notes or _is_sought(element))


def _is_sought(element: etree._Element) -> bool:
    """Whether what looks like furniture holds a header or several labels all the same."""
    text = all_text(element, _LOOKED_AT)
    if len(text) < 30:
        return False
    first = is_question_header(text) or is_answer_header(text)
    return first or len(_SOUGHT.findall(text)) > 2
