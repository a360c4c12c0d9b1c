"""A citation as BibTeX: a `techreport`, which every style knows, in UTF-8."""

from __future__ import annotations

import re

from .authors import Author
from .plain import leidraad
from .work import Work

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
#: braces are named and not escaped, as BibTeX counts them all the same
_ESCAPED = str.maketrans(
    {sign: f"\\{sign}" for sign in "$&#%_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
#: a word with a capital, which a style would otherwise print small
_CAPITALS = re.compile(r"\S*[^\W\d_a-zß-öø-ÿ]\S*")


def bibtex(work: Work) -> str:
    """The entry of a work; text without meaning for TeX, addresses as they are."""
    day = work.day
    fields = {
        "author": " and ".join(map(_name, work.authors)),
        "title": _title(work.title),
        "type": escaped(work.genre),
        "institution": escaped(work.publisher),
        "number": escaped(work.number),
        "year": str(day.year) if day else "",
        "day": str(day.day) if day else "",
        "pages": escaped("--".join(filter(None, work.pages))),
        "language": "dutch",
        "note": escaped(leidraad(work)),
        "keywords": escaped(", ".join(work.subjects)),
        "url": work.address,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    if day:
        lines.append(f"  month = {_MONTHS[day.month - 1]},\n")
    return f"@techreport{{{work.key},\n{''.join(lines)}}}\n"


def escaped(text: str) -> str:
    """A text in which no sign means anything to TeX."""
    return text.translate(_ESCAPED)


def _title(title: str) -> str:
    """The title, with words in braces of which a style must leave the capitals."""
    first, space, rest = title.partition(" ")
    kept = [_kept(first) if first[1:] != first[1:].lower() else escaped(first)]
    kept += [_kept(word) if _CAPITALS.fullmatch(word) else escaped(word) for word in rest.split()]
    return " ".join(kept) if space else kept[0]


def _kept(word: str) -> str:
    return f"{{{escaped(word)}}}"


def _name(author: Author) -> str:
    """'van der Vlies, Bas'; in braces what must not be parted: an office, a name of two words."""
    family = escaped(author.family)
    if author.is_office or (" " in family and not author.given):
        family = f"{{{family}}}"
    name = f"{escaped(author.particle)} {family}".strip()
    return f"{name}, {escaped(author.given)}" if author.given else name
