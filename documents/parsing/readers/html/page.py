"""A web page made safe and bare: parsed without network or entities, its furniture taken out."""

from __future__ import annotations

import re

from lxml import etree

from ...files import formats
from ...headers import is_answer_header, is_question_header
from ...printed import one_line
from ...problems import Problem, Unreadable

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
#: More than any page of questions has, however much stands around it.
_MOST_TAGS = 300_000


def read_page(data: bytes) -> etree._Element:
    """The root element of a page. Raises Unreadable."""
    text = formats.decode(data)
    if text.count("<") > _MOST_TAGS:
        raise Unreadable(Problem.of("unreadable", detail=f"meer dan {_MOST_TAGS} elementen"))
    text = _DECLARATION.sub("", text, count=1).replace("\0", "")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(Problem.of("unreadable", detail="de HTML klopt niet")) from error
    if root is None:
        raise Unreadable(Problem.of("no_text"))
    if _depth(root) > _DEEPEST:
        raise Unreadable(Problem.of("unreadable", detail="de HTML is te diep genest"))
    return root


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


def all_text(element: etree._Element) -> str:
    """The text of an element on one line, without scripts."""
    skipped = {id(inner) for part in element.iter(*_SILENT) for inner in part.iter()}
    parts = []
    for one in element.iter():
        if isinstance(one.tag, str) and id(one) not in skipped:
            parts.append(one.text or "")
        if one is not element:
            parts.append(one.tail or "")
    return one_line("".join(parts))


def figure(kind: str | None, number: int) -> str:
    """What stands before an item of a numbered list of this type: '3.', 'c.'."""
    if kind in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    return f"{number}."


def content(root: etree._Element) -> etree._Element:
    """The element that holds the text of a page, its furniture taken out of it."""
    body = next(root.iter("body"), root)
    _take_out(body)
    for chosen in _candidates(body):
        text = all_text(chosen)
        if len(_SOUGHT.findall(text)) >= max(1, len(_SOUGHT.findall(all_text(body))) - 1):
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
    text = all_text(element)
    if len(text) < 30:
        return False
    first = is_question_header(text) or is_answer_header(text)
    return first or len(_SOUGHT.findall(text)) > 2
