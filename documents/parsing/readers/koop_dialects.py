"""The older dialects of KOOP's XML, told in the words of the newest, so that one reader does.

Until about 2010: `vraagdoc` with `vragen` and `reactie`, `omschr` for the heading, `nummer` for
`nr`, `voetref` for `nootref`. No whole file of it is at hand; these are the names that public
readers of it know.
"""

from __future__ import annotations

from lxml import etree

#: Old name -> new name, wherever the element stands.
_NAMES = {
    "vraagnummer": "kamervraagnummer",
    "omschr": "kamervraagomschrijving",
    "omschrijving": "kamervraagomschrijving",
    "nummer": "nr",
    "ondw": "kamervraagonderwerp",
    "onderwerp": "kamervraagonderwerp",
    "toelicht": "toelichting",
    "opmerking": "kamervraagopmerking",
    "voetref": "nootref",
    "noot.ref": "nootref",
    "voetnoot": "noot",
    "vraagkop": "kamervraagkop",
    "p": "al",
}
#: What holds questions or answers in each dialect, the newest first.
BODIES = ("kamervragen", "vraagdoc", "vragen", "reactie")


def name(element: etree._Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def body(root: etree._Element) -> etree._Element | None:
    """What holds all questions and answers of a publication, in the words of the newest dialect."""
    found = {name(element) for element in root.iter(*(f"{{*}}{called}" for called in BODIES))}
    if not found:
        return None
    whole = next(root.iter("{*}kamervragen")) if "kamervragen" in found else root
    _modernise(whole)
    return whole


def _modernise(body: etree._Element) -> None:
    for element in body.iter():
        old = name(element)
        element.tag = _NAMES.get(old, old)
        if element.tag == "kamervraagomschrijving":
            _tell_heading(element)


def _tell_heading(heading: etree._Element) -> None:
    """Tell of a heading whether it is that of an answer, and which words are its subject."""
    if heading.get("type") is None and _inside(heading, "reactie"):
        heading.set("type", "antwoord")
    for part in heading.iter():
        if name(part) == "titel":
            part.tag = "kamervraagonderwerp"


def _inside(element: etree._Element, ancestor: str) -> bool:
    return any(name(above) == ancestor for above in element.iterancestors())
