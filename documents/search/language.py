"""What a visitor types → a query tree, with a Dutch message for all that was not understood.

Whoosh's query parser finds words, "phrases", operators, brackets and fields; the tree is our own.
Nothing that can be typed is an error: what cannot be read is searched as plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from whoosh import fields
from whoosh.qparser import QueryParser, plugins, syntax

from . import dutch, synonyms
from .tree import And, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Word
from .values import VALUES, NotUnderstood
from .vocabulary import Vocabulary
from .zones import FIELDS, Zone

#: the budget of a query: characters, words, words with a * or a ~, brackets within brackets,
#: letters before a *, places between words that are near
MAX_LENGTH = 500
MAX_WORDS = 50
MAX_EXPANDED = 6
MAX_DEPTH = 10
MIN_PREFIX = 3
MAX_DISTANCE = 50

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_NAMES = "|".join(sorted([*FIELDS, *VALUES], key=len, reverse=True))
_FIELD = re.compile(rf"(?<![\w-])(-?)({_NAMES}):\s*", re.IGNORECASE)
_OPERATORS = frozenset({"AND", "EN", "OR", "OF", "NOT", "NIET"})
#: a quoted phrase is passed over whole
_PLAIN_WORD = re.compile(r"\"[^\"]*\"|[^\W_]+(?![\w*~:'’-])")
#: a number in groups, as '35 925': with stops it is one word for the parser too
_GROUPED = re.compile(r"(?<![\w.])\d{1,3}(?: \d{3})+(?![\w.])")
#: what looks like a field and is none; an address of the web is no field
_UNKNOWN = re.compile(rf"(?<![\w/-])(?!(?:{_NAMES}):)([^\W\d_]\w*):(?=[^\s/])", re.IGNORECASE)
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


def corrected(text: str, vocabulary: Vocabulary) -> str | None:
    """The text with its misspelt words corrected; None where nothing is to be corrected.

    Operators, fields, phrases and words with a * or ~ stay as they are.
    """
    better = _PLAIN_WORD.sub(lambda match: _better(match[0], vocabulary), text)
    return better if better != text else None


def _better(word: str, vocabulary: Vocabulary) -> str:
    found = dutch.places(word) if not word.startswith('"') else []
    if word in _OPERATORS or len(found) != 1:
        return word
    return vocabulary.correction(found[0].surface) or word


@dataclass
class _Reading:
    """One text being read: how many words there have been, and what must be told."""

    words: int = 0
    expanded: int = 0
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
            last = text.rindex('"')
            self.tell(
                f"Er ontbreekt een aanhalingsteken; dat bij {_near(text, last)} is genegeerd."
            )
            text = f"{text[:last]} {text[last + 1 :]}"
        text = _outside_quotes(_GROUPED, lambda match: match[0].replace(" ", "."), text)
        for name in _UNKNOWN.findall(re.sub(r'"[^"]*"', "", text)):
            self.tell(f"«{name}:» is geen veld; er is op de losse woorden gezocht.")
        return _FIELD.sub(lambda match: f"{match[1]}{match[2].lower()}:", text)

    def tree(self, text: str) -> Node | None:
        """The query in a prepared text; where it cannot be read, all of its words."""
        if self.is_readable(text):
            try:
                return self.node(_parser().process(text)) or self.plain(text)
            except Exception:  # a visitor's text must never break the page
                self.words = 0
                self.tell("De zoekvraag is niet begrepen; er is op de losse woorden gezocht.")
        return self.plain(text)

    def is_readable(self, text: str) -> bool:
        """Whether the brackets are in order; tells where they are not."""
        opened: list[int] = []
        deepest = 0
        for at, character in enumerate(re.sub(r'"[^"]*"', lambda m: "x" * len(m[0]), text)):
            if character == "(":
                opened.append(at)
                deepest = max(deepest, len(opened))
            elif character == ")" and not opened:
                return self._plainly(f"Het haakje bij {_near(text, at)} sluit niets")
            elif character == ")":
                opened.pop()
        if opened:
            return self._plainly(f"Het haakje bij {_near(text, opened[-1])} is niet gesloten")
        if deepest > MAX_DEPTH:
            return self._plainly("Er staan te veel haakjes in elkaar")
        return True

    def _plainly(self, reason: str) -> bool:
        self.tell(f"{reason}; er is op de losse woorden gezocht.")
        return False

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
            case syntax.TextNode() if node.fieldname in VALUES:
                return self._value(node.fieldname, node.text)
            case NearPlugin.NearNode():
                return self._near(node.text, int(node.distance), FIELDS.get(node.fieldname))
            case plugins.PhrasePlugin.PhraseNode():
                return self._phrase(node.text, FIELDS.get(node.fieldname))
            case plugins.PrefixPlugin.PrefixNode():
                return self._prefix(node.text, FIELDS.get(node.fieldname))
            case FuzzyPlugin.FuzzyNode():
                return self._fuzzy(node.text, FIELDS.get(node.fieldname))
            case syntax.TextNode() if node.text in _OPERATORS:
                self._loose(node.text)
            case syntax.TextNode():
                return self.plain(node.text, FIELDS.get(node.fieldname))
            case syntax.Operator():
                self._loose(node.text)
        return None

    def _loose(self, text: str) -> None:
        """An operator with nothing beside it."""
        if text.strip() in _OPERATORS:
            self.tell(f"«{text.strip()}» verbindt hier niets en is weggelaten.")

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
        words = [_with_synonyms(token, text[token.start : token.end], zone) for token in found]
        return joined(And, [word for word in words if not _is_stop_word(word)] or words)

    def _counts(self) -> bool:
        """Whether there is room for one more word."""
        self.words += 1
        if self.words > MAX_WORDS:
            self.tell(f"Alleen de eerste {MAX_WORDS} woorden zijn gebruikt.")
        return self.words <= MAX_WORDS

    def _phrase(self, text: str, zone: Zone | None) -> Node | None:
        words = tuple(token.surface for token in dutch.places(text) if self._counts())
        return Phrase(words, zone) if words else None

    def _near(self, text: str, distance: int, zone: Zone | None) -> Node | None:
        phrase = self._phrase(text, zone)
        words = tuple(dict.fromkeys(phrase.words)) if isinstance(phrase, Phrase) else ()
        if len(words) < 2 or not distance:
            return phrase
        if distance > MAX_DISTANCE:
            self.tell(f"Na ~ kan ten hoogste {MAX_DISTANCE} staan; daarmee is gezocht.")
        return Near(words, min(distance, MAX_DISTANCE), zone)

    def _prefix(self, text: str, zone: Zone | None) -> Node | None:
        found = dutch.places(text)
        if not found or len(found[-1].surface) < MIN_PREFIX:
            self.tell(
                f"Voor de * bij {_quoted(text)} moeten ten minste {MIN_PREFIX} letters staan."
            )
            return self.plain(text, zone)
        if not self._expands():
            return self.plain(text, zone)
        *words, last = [token for token in found if self._counts()] or found[:1]
        parts: list[Node] = [Word(word.surface, word.stem, zone) for word in words]
        return joined(And, [*parts, Prefix(last.surface, zone)])

    def _fuzzy(self, text: str, zone: Zone | None) -> Node | None:
        found = dutch.wholes(text)
        if len(found) != 1 or not self._expands():
            return self.plain(text, zone)
        return Fuzzy(found[0].surface, zone) if self._counts() else None

    def _expands(self) -> bool:
        """Whether there is room for one more word that stands for many."""
        self.expanded += 1
        if self.expanded > MAX_EXPANDED:
            self.tell(
                f"Alleen bij de eerste {MAX_EXPANDED} woorden met een * of ~ is die gebruikt."
            )
        return self.expanded <= MAX_EXPANDED

    def _value(self, name: str, text: str) -> Node | None:
        try:
            return VALUES[name](text)
        except NotUnderstood as error:
            self.tell(f"{error} Daarop is als woord gezocht.")
            return self.plain(text)


def _near(text: str, at: int) -> str:
    """Where in a text, for a message: a few letters around it, and which character it is."""
    return f"teken {at + 1} ({_quoted(text[max(0, at - 12) : at + 13].strip())})"


def _quoted(text: str) -> str:
    return f"«{text[:40]}»"


def _with_synonyms(token: dutch.Token, typed: str, zone: Zone | None) -> Node:
    """A word, or the other names of what it may stand for: 'VWS' has a longer one."""
    word = Word(token.surface, token.stem, zone)
    others: list[Node] = [
        Phrase(names, zone, token.surface)
        if len(names) > 1
        else Word(names[0], dutch.stem(names[0]), zone, token.surface)
        for names in synonyms.of(typed)
    ]
    # 'OM' is an institution, but 'om' stands in every document
    return joined(Or, others if others and _is_stop_word(word) else [word, *others]) or word


def joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    """The parts under one node; a single part is that part itself, none is None."""
    return kind(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def _is_stop_word(node: Node) -> bool:
    """Whether a part may be left out: a word that hardly any document lacks, or its absence."""
    part = node.part if isinstance(node, Not) else node
    return isinstance(part, Word) and not part.stem


def _outside_quotes(
    pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], text: str
) -> str:
    """The text with what a pattern finds changed, but not within quotation marks."""
    parts = re.split(r'("[^"]*")', text)
    return "".join(part if part.startswith('"') else pattern.sub(change, part) for part in parts)


class FuzzyPlugin(plugins.TaggingPlugin):  # type: ignore[misc]
    """A word with ~ behind it: any word that is spelt nearly so."""

    class FuzzyNode(syntax.TextNode):  # type: ignore[misc]
        pass

    expr = r'(?P<text>[^\s*~():"]+)~(?=[\s)]|$)'
    nodetype = FuzzyNode


class NearPlugin(plugins.TaggingPlugin):  # type: ignore[misc]
    """Words in quotation marks with ~ and a number behind them: the words near each other."""

    class NearNode(syntax.TextNode):  # type: ignore[misc]
        def __init__(self, text: str, distance: str) -> None:
            super().__init__(text)
            self.distance = distance

    expr = r'"(?P<text>[^"]*)"~(?P<distance>[0-9]{1,6})(?=[\s)]|$)'
    nodetype = NearNode


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
    names = {name: fields.ID() for name in (*FIELDS, *VALUES)}
    return QueryParser(
        None,
        fields.Schema(**names),
        plugins=[
            plugins.WhitespacePlugin(),
            NearPlugin(),
            plugins.PhrasePlugin('"(?P<text>[^"]*)"(?P<slop>(?!))?'),
            plugins.PrefixPlugin(r'(?P<text>[^\s*():"]+)[*](?=[\s)]|$)'),
            FuzzyPlugin(),
            plugins.FieldsPlugin(rf"(?<!\w)(?P<text>{_NAMES}|\w+):(?=\S)"),
            plugins.GroupPlugin(),
            plugins.OperatorsPlugin(operators, clean=True),
        ],
    )
