"""A query tree in Dutch, as lines within lines: what a visitor reads under 'Zo is gezocht'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as formatted

from documents.models import Case, Document

from ..zones import Zone
from . import synonyms
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
    Word,
    is_pattern,
)
from .values import session_of


@dataclass(frozen=True)
class Line:
    """A line of Dutch; one that ends with a colon has lines under it."""

    text: str
    parts: tuple[Line, ...] = ()


#: where a word stands
_WHERE: dict[Zone, str] = {
    Zone.TITLE: "in de titel",
    Zone.QUESTION: "in een vraag",
    Zone.ANSWER: "in een antwoord",
    Zone.FOOTNOTE: "in een voetnoot",
    Zone.NOTE: "in een toelichting",
    Zone.SUMMARY: "in de samenvatting",
    Zone.TOPIC: "in een onderwerp",
    Zone.MINISTER: "in de naam van een bewindspersoon",
    Zone.MINISTRY: "in de naam van een ministerie",
    Zone.MEMBER: "in de naam van een Kamerlid",
    Zone.PARTY: "in de naam van een fractie",
    Zone.CODE: "in een nummer",
}
_DOES: dict[type[InPeriod], str] = {
    Submitted: "ingezonden",
    Answered: "beantwoord",
    Dated: "met een datum",
}


def in_words(tree: Node | None) -> tuple[Line, ...]:
    """The lines of a tree, all of which must hold; none of no tree."""
    return tuple(map(_line, _all(tree))) if tree else ()


def _all(node: Node) -> Iterator[Node]:
    """The parts that must all hold, those within one another as well."""
    match node:
        case And(parts):
            for part in parts:
                yield from _all(part)
        case _:
            yield node


def _line(node: Node) -> Line:
    match node:
        case And():
            return Line("dit alles:", tuple(map(_line, _all(node))))
        case Or((Around() as hint, part)):
            line = _line(part)
            during = _period(hint.since, hint.until)
            return Line(f"{line.text}; of een document van die tijd ({during})", line.parts)
        case Or(parts):
            return _choice(parts)
        case Not(part):
            line = _line(part)
            return Line("niet:", (line,)) if line.parts else Line(f"niet: {line.text}")
        case _:
            return Line(_leaf(node))


def _choice(parts: tuple[Node, ...]) -> Line:
    """Things of which one will do; the other names of a word stand in its own line."""
    match parts:
        case [Or(inner), Fuzzy() as nearly] if any(map(_is_name, inner)):
            parts = (*inner, nearly)
    own = [part for part in parts if not (_is_name(part) or isinstance(part, Fuzzy))]
    others = [_also(part) for part in parts if _is_name(part) or isinstance(part, Fuzzy)]
    match own:
        case [Word() | Phrase() as word] if others:
            return Line("; ".join([_leaf(word), *others]))
        case [] if any(map(_is_name, parts)):
            return Line("; ".join(_leaf(part) for part in parts if isinstance(part, Textual)))
    return Line("ten minste één hiervan:", tuple(map(_line, parts)))


def _is_name(node: Node) -> bool:
    """Whether a node is another name of what was typed."""
    return isinstance(node, Added) and bool(node.typed)


def _also(node: Node) -> str:
    match node:
        case Word(surface):
            return f"ook «{synonyms.spelt((surface,))}»"
        case Phrase(words):
            return f"ook «{synonyms.spelt(words)}»"
        case Apart(first, last):
            return f"ook «{first}» vlak bij «{last}»"
        case Fuzzy(_, _, most):
            return f"ook woorden die bijna zo gespeld zijn{_letters(most)}"
    return ""


def _letters(most: int | None) -> str:
    if most is None:
        return ""
    return f", met ten hoogste {most} {'letter' if most == 1 else 'letters'} verschil"


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Around(since, until):
            return f"bij voorkeur {_period(since, until)}"
        case Submitted() | Answered() | Dated():
            return f"{_DOES[type(leaf)]} {_period(leaf.since, leaf.until)}"
        case Delay(least, most):
            return f"beantwoord na {_days(least, most)}"
        case OfKind(kind):
            return f"soort: {Document.Kind(kind).label}"
        case OfState(state):
            return f"status: {Case.State(state).label}"
        case _ if years := session_of(leaf):
            return f"vergaderjaar {years}"
        case _:
            where = "" if leaf.zone is None else f", {_WHERE[leaf.zone]}"
            return f"{_text(leaf)}{where}"


def _text(leaf: Textual) -> str:
    match leaf:
        case Word(surface, ""):
            return f"het woord «{surface}»"
        case Word(surface):
            return f"«{_spelt(surface)}», ook in andere vormen en in samenstellingen"
        case Phrase((word,)):
            return f"precies «{word}»"
        case Phrase(words):
            return f"precies deze woorden naast elkaar: «{' '.join(words)}»{_signs(words)}"
        case Apart(first, last):
            return f"«{first}» vlak bij «{last}», ook in samenstellingen"
        case Near(words, distance, _, forms):
            named = ", ".join(f"«{word}»" for word in words)
            among = f"met ten hoogste {distance} andere woorden ertussen" if distance else "aaneen"
            also = ", ook in andere vormen" if forms else ""
            return f"dicht bij elkaar, {among}: {named}{also}{_signs(words)}"
        case Prefix(start):
            return f"woorden die beginnen met «{start}»"
        case Pattern(pattern):
            return f"woorden als «{pattern}»{_signs([pattern])}"
        case Between(low, high):
            return f"een getal van {low} tot en met {high}"
        case Fuzzy(surface, _, most):
            return f"woorden die bijna gespeld zijn als «{surface}»{_letters(most)}"


def _spelt(surface: str) -> str:
    """A word as it was typed, as far as is known: an abbreviation has its capitals."""
    return synonyms.spelt((surface,))


def _signs(words: Iterable[str]) -> str:
    """What the signs of a pattern stand for."""
    every = "".join(word for word in words if is_pattern(word))
    means = {"?": "een ? is één letter", "*": "een * is elk aantal letters"}
    told = [meaning for sign, meaning in means.items() if sign in every]
    return f" ({'; '.join(told)})" if told else ""


def _period(since: date | None, until: date | None) -> str:
    if since and until:
        if since == until:
            return f"op {_day(since)}"
        return f"van {_day(since)} tot en met {_day(until)}"
    return f"op of na {_day(since)}" if since else f"op of voor {_day(until)}" if until else ""


def _day(day: date | None) -> str:
    return formatted(day, "j F Y") if day else ""


def _days(least: int | None, most: int | None) -> str:
    if least == most:
        return _counted(least)
    if least is not None and most is not None:
        return f"{least} tot en met {_counted(most)}"
    return f"ten minste {_counted(least)}" if most is None else f"ten hoogste {_counted(most)}"


def _counted(days: int | None) -> str:
    return f"{days} {'dag' if days == 1 else 'dagen'}"
