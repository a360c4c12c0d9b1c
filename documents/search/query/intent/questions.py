"""Words of asking and of politeness weigh nothing: 'wat zei de minister over', 'ik zoek'.

They stand at the beginning or the end of a query in plain words, and are what a question has beside
its subject. They count where nothing else is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ... import dutch
from ..scanner import tidied
from ..tree import And, Node, Or, Word, is_choice

_ASKS = r"(?:wat|wie|waar|waarom|waarover|wanneer|welke?|hoe|hoeveel|hoezo)"
_IS = (
    r"(?:is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|kan|kunnen|moet|moeten"
    r"|gaat|gaan|doet|doen|deed|deden|staat|weten|weet|wist)"
)
_SAYS = (
    r"(?:zei|zeiden|zegt|zeggen|gezegd|vindt|vinden|vond|vonden|denkt|denken|dacht|antwoordde"
    r"|antwoordden|antwoordt|antwoorden|geantwoord|vroeg|vroegen|vraagt|vragen|gevraagd|schreef"
    r"|schrijft|meldt|meldde|doet|deed|doen|deden|gedaan|weet|wist)"
)
_SPEAKER = (
    r"(?:ministers?|minister-presidente?|premier|staatssecretaris(?:sen)?"
    r"|bewinds(?:persoon|lieden|personen)|kabinet|regering|(?:tweede )?kamer|kamerlid|kamerleden)"
)
_ABOUT = r"(?:over|op|aan|tegen|van|inzake|omtrent|naar)"
_SMALL = r"(?:(?:de|het|een|er|dan|nu|ook|eigenlijk|precies|u|men|wij|we|ik|mij|me|zich) )*"
_MATTER = (
    r"(?:informatie|gegevens|documenten|stukken|kamervragen|vragen|antwoord(?:en)?|alles|iets|alle)"
)
#: beginnings of a query, the longest first
_BEGINNINGS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_ASKS} {_SMALL}(?:{_IS} )?{_SMALL}{_SPEAKER} {_SMALL}(?:{_SAYS} )?{_ABOUT}\b",
        rf"{_ASKS} {_SMALL}{_SAYS} {_SMALL}{_SPEAKER} (?:{_ABOUT}\b)?",
        rf"{_ASKS} {_SMALL}{_IS} {_SMALL}(?:(?:gebeurd|bekend|gezegd|gedaan|gevraagd) )?"
        rf"(?:{_ABOUT}|met|bij|rond)\b",
        rf"{_ASKS} {_SMALL}(?:{_IS}\b)?",
        rf"(?:kunt|kan|wilt|wil) (?:u|je|iemand) {_SMALL}(?:zeggen|vertellen|vinden|zoeken)?",
        rf"(?:ik|wij|we) {_SMALL}(?:zoek|zoeken|wil|willen|zou|ben|zijn) {_SMALL}"
        rf"(?:graag )?(?:(?:weten|lezen|zien) )?(?:op zoek )?(?:naar )?(?:{_MATTER} )*{_ABOUT}?",
        rf"(?:zoek|vind|geef|toon|laat) {_SMALL}(?:zien )?(?:{_MATTER} )+{_ABOUT}",
        rf"(?:{_MATTER} )+(?:over|inzake|omtrent)\b",
    )
]
_END = re.compile(
    r"[\s,]*\b(?:alstublieft|alsjeblieft|a\.?u\.?b|s\.?v\.?p|graag|bedankt|dank (?:u|je)(?: wel)?)"
    r"[\s.!?]*$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[\w\s,'’-]+", re.UNICODE)


def without_asking(tree: Node | None, text: str) -> tuple[Node | None, tuple[str, ...]]:
    """The tree without words of asking, and what is told of that in Dutch."""
    text = tidied(text)
    beginning, ending = _beginning(text), _ending(text)
    if not isinstance(tree, And) or not (beginning or ending):
        return tree, ()
    parts = _without(tree.parts, beginning)
    parts = _without(parts[::-1], ending, backwards=True)[::-1]
    if not parts or len(parts) == len(tree.parts):
        return tree, ()
    said = " … ".join(part.strip(" ,.!?") for part in (beginning, ending) if part)
    left = parts[0] if len(parts) == 1 else And(tuple(parts))
    return left, (f"«{said}» weegt niet mee: het is de vraag, niet waar die over gaat.",)


def _beginning(text: str) -> str:
    """The words of asking that a text begins with."""
    found = (pattern.match(text) for pattern in _BEGINNINGS)
    longest = max((match[0] for match in found if match), key=len, default="")
    return longest if _PLAIN.fullmatch(longest) else ""


def _ending(text: str) -> str:
    match = _END.search(text)
    return match[0] if match else ""


def _without(parts: Sequence[Node], said: str, *, backwards: bool = False) -> Sequence[Node]:
    """The parts without these words at their beginning; all of them where it has other words."""
    words = [token.surface for token in dutch.wholes(said) if token.stem]
    words = words[::-1] if backwards else words
    begin = [_typed(part) for part in parts[: len(words)]]
    return parts[len(words) :] if words == begin and len(words) < len(parts) else parts


def _typed(part: Node) -> str:
    leaves = part.parts if isinstance(part, Or) and not is_choice(part) else (part,)
    words = (leaf for leaf in leaves if isinstance(leaf, Word) and leaf.zone is None)
    return next((word.typed or word.surface for word in words), "")
