"""A query tree → text that reads as that tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from documents.parsing import Kind

from .. import dutch
from ..facets import FIELDS
from ..zones import Zone
from . import synonyms
from .reader import nearly, word
from .scanner import NO_NAMES, Token, name_of, scan
from .tree import (
    Added,
    And,
    Answered,
    Apart,
    Around,
    Between,
    Dated,
    Delay,
    Fuzzy,
    InPeriod,
    Leaf,
    Near,
    Node,
    Not,
    OfKind,
    OfState,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Submitted,
    Textual,
    Why,
    Word,
)
from .values import MOST_DAYS, session_of

#: zone → the shortest of the fields that ask for it
NAMES: dict[Zone, str] = {
    zone: name for name, zone in sorted(FIELDS.items(), key=lambda item: -len(item[0]))
}
#: kind → how it is written after 'soort:'
KINDS: dict[str, str] = {
    Kind.QUESTION: "vragen",
    Kind.ANSWER: "antwoord",
    Kind.POSTPONEMENT: "uitstel",
}


def field_of(token: Token) -> str:
    """The name by which a field is written: 'minister' of 'Bewindspersoon:'."""
    name = name_of(token)
    return NAMES[FIELDS[name]] if name in FIELDS else name


def write(node: Node | None) -> str:
    """The text of a tree; '' of none."""
    match node:
        case None:
            return ""
        case _ if typed := _typed(node):
            return typed
        case And(parts):
            return beside(map(_unit, parts))
        case Or(parts):
            return " OF ".join(map(_unit, parts))
        case Not(part):
            return f"-{_unit(part)}" if not isinstance(part, Not) else f"-({write(part)})"
        case _:
            return _leaf(node)


def beside(texts: Iterable[str]) -> str:
    """Texts next to each other, none of which is empty; two numbers do not become one."""
    written: list[str] = []
    for text in texts:
        written.append(f"({text})" if written and are_one(written[-1], text) else text)
    return " ".join(written)


def are_one(text: str, following: str) -> bool:
    """Whether two texts next to each other read otherwise than apart: '35' and '925' are one
    word, and '21' is a number of the days that follow."""
    apart = [*scan(text), *scan(following)]
    beside = scan(f"{text} {following}")
    return [token[:2] for token in beside] != [token[:2] for token in apart]


def _unit(node: Node) -> str:
    """A node as a part of another."""
    is_group = (isinstance(node, And | Or) and not _typed(node)) or _has_forms(node)
    return f"({write(node)})" if is_group else write(node)


def _has_forms(node: Node) -> bool:
    """Whether a node is written as words with NEAR between them."""
    return isinstance(node, Near) and node.forms


def _typed(node: Node) -> str:
    """The one word that a node was made of: with synonyms, with words that are spelt nearly so, or
    as a name; '' where it was not. What was added by the words of the archive is left out."""
    match node:
        case Or((Around(), part)):
            return write(part)
    leaf = node.parts[-1] if isinstance(node, Or) else node
    if isinstance(leaf, Fuzzy) and isinstance(node, Or):
        # an abbreviation in capitals has other names: 'OM~'
        for text in (leaf.surface, leaf.surface.upper(), _apart(leaf.surface)):
            if dutch.wholes(text) and nearly(text, leaf.zone, leaf.most) == node:
                return _in_zone(f"{text}{_fuzziness(leaf)}", leaf.zone)
    if isinstance(leaf, Phrase) and not leaf.typed and len(leaf.words) == 1:
        [surface] = leaf.words
        # a particle would take what follows as its name
        is_name = bool(dutch.wholes(surface)) and surface not in NO_NAMES
        is_name = is_name and word(surface, leaf.zone) == node
        return _in_zone(surface, leaf.zone) if is_name else ""
    parts = node.parts if isinstance(node, Or) else (node,)
    added = [part for part in parts if isinstance(part, Added) and part.typed]
    own = [part for part in parts if isinstance(part, Word) and not part.typed]
    if not added or len(own) > 1 or len(own) + len(added) < len(parts):
        return ""
    first = own[0] if own else added[0]
    text = first.surface if isinstance(first, Word) and not first.typed else added[0].typed
    read = [p for p in added if p.why is Why.SYNONYM and p.typed == text]
    text = text.upper() if text in dutch.STOP_WORDS else text
    if word(text, first.zone) != _one([*own, *read]):
        return _leaf(own[0]) if own else ""
    return _in_zone(text, first.zone)


def _one(parts: Sequence[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _apart(surface: str) -> str:
    """A word that is an abbreviation too had a hyphen: 'A-Z', which is not AZ."""
    return f"{surface[0]}-{surface[1:]}"


def _fuzziness(leaf: Fuzzy) -> str:
    return "~" if leaf.most is None else f"~{leaf.most}"


def _in_zone(text: str, zone: Zone | None) -> str:
    return text if zone is None else f"{NAMES[zone]}:{text}"


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Submitted() | Answered() | Dated():
            return _period(leaf)
        case Delay():
            return f"antwoord-na:{_days(leaf)}"
        case OfKind(kind):
            return f"soort:{KINDS[kind]}"
        case OfState(state):
            return f"status:{state}"
        case Around():
            return ""
        case Near(words, distance, zone, True):
            return f" NEAR/{distance} ".join(_in_zone(word, zone) for word in words)
        case _ if years := session_of(leaf):
            return f"vergaderjaar:{years}"
        case _:
            return _in_zone(_words(leaf), leaf.zone)


#: leaf of a period → its field
_FIELDS: dict[type[InPeriod], str] = {
    Submitted: "ingezonden",
    Answered: "beantwoord",
    Dated: "datum",
}


def _period(leaf: InPeriod) -> str:
    return f"{_FIELDS[type(leaf)]}:{leaf.since or ''}..{leaf.until or ''}"


def _days(delay: Delay) -> str:
    """'7..21'; '<0' and '>99999' where the next number cannot be typed."""
    least, most = delay.least, delay.most
    if most is not None and most < 0:
        return f"<{most + 1}"
    if least is not None and least > MOST_DAYS:
        return f">{least - 1}"
    return f"{'' if least is None else least}..{'' if most is None else most}"


def _words(leaf: Textual) -> str:
    match leaf:
        case Word(surface):
            return _apart(surface) if synonyms.of(surface) else surface
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Apart(first, last):
            return f'"{first} {last}"'
        case Near(words, distance):
            return f'"{" ".join(words)}"~{distance}'
        case Prefix(start):
            return f"{start}*"
        case Pattern(pattern):
            return pattern
        case Between(low, high):
            return f"{low}..{high}"
        case Fuzzy(surface):
            return f"{surface}{_fuzziness(leaf)}"
