"""What a visitor types → a query tree, with a Dutch message for all that was not understood.

Whoosh's query parser finds words, "phrases", operators, brackets and fields; the tree is our own.
Nothing that can be typed is an error: what cannot be read is searched as plain words.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from whoosh import fields
from whoosh.qparser import QueryParser, plugins, syntax

from . import dutch
from .tree import And, Node, Not, Or, Phrase, Prefix, Submitted, Word
from .zones import FIELDS, Zone

#: the budget of a query: characters, words, words with a *, brackets within brackets, letters
#: before a *
MAX_LENGTH = 500
MAX_WORDS = 50
MAX_PREFIXES = 6
MAX_DEPTH = 10
MIN_PREFIX = 3

SUBMITTED = "ingezonden"

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_FIELD = re.compile(rf"(?<!\w)({'|'.join([*FIELDS, SUBMITTED])}):\s*", re.IGNORECASE)
_BEGIN, _END = r"(?<![^\s(])", r"(?=[\s(])"


@dataclass(frozen=True)
class Parsed:
    """The tree, None where there is nothing to look for, and what the visitor must be told."""

    tree: Node | None
    messages: tuple[str, ...] = ()


def parse(text: str) -> Parsed:
    """The query in a text. Never raises, whatever the text."""
    reading = _Reading()
    tree = reading.tree(reading.prepared(text))
    if tree is None and text.strip() and not reading.messages:
        reading.tell("In de zoekvraag staat geen woord of getal; hij is genegeerd.")
    return Parsed(tree, tuple(reading.messages))


@dataclass
class _Reading:
    """One text being read: how many words there have been, and what must be told."""

    words: int = 0
    prefixes: int = 0
    messages: list[str] = field(default_factory=list)

    def tell(self, message: str) -> None:
        if message not in self.messages:
            self.messages.append(message)

    def prepared(self, text: str) -> str:
        """The text within its budget, with one kind of quotation mark and of space."""
        text = "".join(c if c.isprintable() else " " for c in text).translate(_QUOTES).strip()
        if len(text) > MAX_LENGTH:
            self.tell(f"De zoekvraag is ingekort tot {MAX_LENGTH} tekens.")
            text = text[:MAX_LENGTH]
        if text.count('"') % 2:
            self.tell("Er ontbreekt een aanhalingsteken; het laatste is genegeerd.")
            text = " ".join(text.rsplit('"', 1))
        return _FIELD.sub(lambda match: match[1].lower() + ":", text)

    def tree(self, text: str) -> Node | None:
        """The query in a prepared text; where it cannot be read, all of its words."""
        if self.is_readable(text):
            try:
                return self.node(_parser().process(text))
            except Exception:  # a visitor's text must never break the page
                self.words = 0
                self.tell("De zoekvraag is niet begrepen; er is op de losse woorden gezocht.")
        return self.plain(text)

    def is_readable(self, text: str) -> bool:
        """Whether the brackets are in order; tells where they are not."""
        depth = deepest = 0
        for character in re.sub(r'"[^"]*"', "", text):
            depth += (character == "(") - (character == ")")
            if depth < 0:
                break
            deepest = max(deepest, depth)
        if depth:
            self.tell("De haakjes kloppen niet; er is op de losse woorden gezocht.")
        elif deepest > MAX_DEPTH:
            self.tell("Er staan te veel haakjes in elkaar; er is op de losse woorden gezocht.")
        return not depth and deepest <= MAX_DEPTH

    def node(self, node: Any) -> Node | None:
        """Our tree of a node of Whoosh's; None where nothing is left of it."""
        match node:
            case syntax.NotGroup():
                part = self._all(node)
                return Not(part) if part else None
            case syntax.OrGroup():
                return joined(Or, self._parts(node))
            case syntax.GroupNode():
                return self._all(node)
            case plugins.PhrasePlugin.PhraseNode():
                return self._phrase(node.text, node.fieldname)
            case plugins.PrefixPlugin.PrefixNode():
                return self._prefix(node.text, node.fieldname)
            case syntax.TextNode() if node.fieldname == SUBMITTED:
                return self._submitted(node.text)
            case syntax.TextNode():
                return self.plain(node.text, FIELDS.get(node.fieldname))
            case syntax.Operator():
                return self.plain(node.text)
        return None

    def _parts(self, nodes: Any) -> list[Node]:
        return [made for made in map(self.node, nodes) if made]

    def _all(self, nodes: Any) -> Node | None:
        """All parts; stop words only where there is nothing else."""
        parts = self._parts(nodes)
        return joined(And, [part for part in parts if not _is_stop_word(part)] or parts)

    def plain(self, text: str, zone: Zone | None = None) -> Node | None:
        """All the words of a text, as plain words."""
        if "*" in text:
            self.tell("Een * kan alleen aan het eind van een woord staan.")
        found = [token for token in dutch.wholes(text) if self._counts()]
        words: list[Node] = [Word(token.surface, token.stem, zone) for token in found]
        return joined(And, [word for word in words if not _is_stop_word(word)] or words)

    def _counts(self) -> bool:
        """Whether there is room for one more word."""
        self.words += 1
        if self.words > MAX_WORDS:
            self.tell(f"Alleen de eerste {MAX_WORDS} woorden zijn gebruikt.")
        return self.words <= MAX_WORDS

    def _phrase(self, text: str, name: str | None) -> Node | None:
        words = tuple(token.surface for token in dutch.places(text) if self._counts())
        if name == SUBMITTED:
            return self._submitted(text)
        return Phrase(words, FIELDS.get(name or "")) if words else None

    def _prefix(self, text: str, name: str | None) -> Node | None:
        zone = FIELDS.get(name or "")
        found = dutch.places(text)
        if not found or len(found[-1].surface) < MIN_PREFIX:
            self.tell(f"Voor een * moeten ten minste {MIN_PREFIX} letters staan.")
            return self.plain(text, zone)
        self.prefixes += 1
        if self.prefixes > MAX_PREFIXES:
            self.tell(f"Alleen bij de eerste {MAX_PREFIXES} woorden met een * is die gebruikt.")
            return self.plain(text, zone)
        *words, last = [token for token in found if self._counts()] or found[:1]
        parts: list[Node] = [Word(word.surface, word.stem, zone) for word in words]
        return joined(And, [*parts, Prefix(last.surface, zone)])

    def _submitted(self, text: str) -> Node | None:
        since, between, until = text.partition("..")
        first, last = period(since), period(until if between else since)
        if (since and not first) or (until and not last) or not (since or until):
            self.tell(
                f"De datum «{text}» is niet begrepen; schrijf bijvoorbeeld {SUBMITTED}:2022,"
                f" {SUBMITTED}:2022-11 of {SUBMITTED}:2022-09..2022-11."
            )
            return None
        return Submitted(first[0] if first else None, last[1] if last else None)


def joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    """The parts under one node; a single part is that part itself, none is None."""
    return kind(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def _is_stop_word(node: Node) -> bool:
    return isinstance(node, Word) and not node.stem


def period(text: str) -> tuple[date, date] | None:
    """First and last day of a year, a month ('2022-09') or a day ('2022-09-30' or '30-9-2022')."""
    day_first = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", text, re.ASCII)
    if day_first:
        text = "-".join(reversed(day_first.groups()))
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text, re.ASCII)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        last = day or calendar.monthrange(year, month)[1]
        return date(year, month, day or 1), date(year, month, last)
    except ValueError:  # a day that does not exist
        return None


def _parser() -> QueryParser:
    """A parser of Whoosh's with the operators in Dutch and English; cheap to make."""
    operator = plugins.OperatorsPlugin.OpTagger
    prefix = operator(
        rf"{_BEGIN}(?:(?:NOT|NIET){_END}|-(?=[^\s-]))", syntax.NotGroup, syntax.PrefixOperator
    )
    operators = [
        (prefix, 0),
        (operator(rf"(?<=[\s)])(?:AND|EN){_END}", syntax.AndGroup), 0),
        (operator(rf"(?<=[\s)])(?:OR|OF){_END}", syntax.OrGroup), 0),
    ]
    names = {name: fields.ID() for name in (*FIELDS, SUBMITTED)}
    return QueryParser(
        None,
        fields.Schema(**names),
        plugins=[
            plugins.WhitespacePlugin(),
            plugins.PhrasePlugin('"(?P<text>[^"]*)"(?P<slop>(?!))?'),
            plugins.PrefixPlugin(r'(?P<text>[^\s*():"]+)[*](?=[\s)]|$)'),
            plugins.FieldsPlugin(r"(?<!\w)(?P<text>\w+):(?=\S)"),
            plugins.GroupPlugin(),
            plugins.OperatorsPlugin(operators, clean=True),
        ],
    )
