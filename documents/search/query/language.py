"""What a visitor types → a query tree, with a Dutch message for all that was not understood.

Whoosh's query parser finds words, "phrases", operators, brackets and fields; the tree is our own.
Nothing that can be typed is an error: what cannot be read is searched as plain words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from whoosh import fields
from whoosh.qparser import QueryParser, plugins, syntax

from .. import dutch
from ..facets import FIELDS
from ..vocabulary import Vocabulary
from ..zones import Zone
from . import synonyms
from .tree import And, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Word
from .typed import NAMES, OPERATORS, Remarks, masked, prepared, tidied
from .values import VALUES, NotUnderstood

#: the budget of a query, besides its length: words, words with a * or a ~, brackets within
#: brackets, letters before a *, places between words that are near
MAX_WORDS = 50
MAX_EXPANDED = 6
MAX_DEPTH = 10
MIN_PREFIX = 3
MAX_DISTANCE = 50

#: a quoted phrase is passed over whole
_PLAIN_WORD = re.compile(r"\"[^\"]*\"|[^\W_]+(?![\w*~:'’-])")
#: where a * or ~ does not make a prefix or a fuzzy word; an address may have a /~
_MISPLACED = re.compile(r"(?<![\w/~*])[*~]|(?<!/)[*~](?=[\w*])")
#: a comma or full stop after a value, but not the end of '2022..'
_PUNCTUATION = re.compile(r"(?:[,;!?]|(?<!\.)\.)$")
_BEGIN, _END = r"(?<![^\s(])", r"(?=[\s(])"


@dataclass(frozen=True)
class Parsed:
    """The tree, None where there is nothing to look for, and what the visitor must be told."""

    tree: Node | None
    messages: tuple[str, ...] = ()


def parse(text: str) -> Parsed:
    """The query in a text. Never raises, whatever the text."""
    remarks = Remarks(tidied(text))
    tree = _Reading(remarks).tree(prepared(remarks))
    if tree is None and text.strip():
        return Parsed(None, ("In de zoekvraag staat geen woord of getal; hij is genegeerd.",))
    return Parsed(tree, tuple(remarks.messages()))


def corrected(text: str, vocabulary: Vocabulary) -> str | None:
    """The text with its misspelt words corrected; None where nothing is to be corrected.

    Operators, fields, phrases and words with a * or ~ stay as they are.
    """
    better = _PLAIN_WORD.sub(lambda match: _better(match[0], vocabulary), text)
    return better if better != text else None


def _better(word: str, vocabulary: Vocabulary) -> str:
    found = dutch.places(word) if not word.startswith('"') else []
    if word in OPERATORS or len(found) != 1:
        return word
    return vocabulary.correction(found[0].surface) or word


@dataclass
class _Reading:
    """One text being read: how many words there have been, and what must be told."""

    remarks: Remarks
    words: int = 0
    expanded: int = 0

    def tree(self, text: str) -> Node | None:
        """The query in a prepared text; where it cannot be read, all of its words."""
        if self.is_readable(text):
            try:
                return self.node(_parser().process(text)) or self.words_of(text)
            except Exception:  # a visitor's text must never break the page
                self.words = 0
                self.remarks.tell(
                    "de zoekvraag is niet begrepen; er is op de losse woorden gezocht."
                )
        return self.words_of(text)

    def is_readable(self, text: str) -> bool:
        """Whether the brackets are in order; tells where they are not."""
        opened: list[int] = []
        for at, character in enumerate(masked(text)):
            if character == "(":
                opened.append(at)
                if len(opened) > MAX_DEPTH:
                    return self._plainly("er staan te veel haakjes in elkaar", at)
            elif character == ")" and not opened:
                return self._plainly("dit haakje sluit niets", at)
            elif character == ")":
                opened.pop()
        return not opened or self._plainly("dit haakje is niet gesloten", opened[-1])

    def _plainly(self, reason: str, at: int) -> bool:
        self.remarks.tell(f"{reason}; er is op de losse woorden gezocht.", at)
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
            case syntax.TextNode():
                return self._text(node, node.startchar, FIELDS.get(node.fieldname))
            case syntax.Operator():
                self._loose(node.text, node.startchar)
        return None

    def _text(self, node: Any, at: int, zone: Zone | None) -> Node | None:
        """Our tree of a node with a text, which stands at this place."""
        match node:
            case _ if node.fieldname in VALUES:
                return self._value(node.fieldname, f"{node.text}{_sign_of(node)}", at)
            case NearPlugin.NearNode():
                return self._near(node.text, int(node.distance), at, zone)
            case plugins.PhrasePlugin.PhraseNode():
                return self._phrase(node.text, at, zone)
            case plugins.PrefixPlugin.PrefixNode():
                return self._prefix(node.text, at, zone)
            case FuzzyPlugin.FuzzyNode():
                return self._fuzzy(node.text, at, zone)
            case _ if node.text in OPERATORS:
                self._loose(node.text, at)
                return None
        # Whoosh says of a word that it took for a field at first only where it ends
        return self.plain(node.text, node.endchar - len(node.text), zone)

    def _loose(self, text: str, at: int) -> None:
        """An operator with nothing beside it."""
        if text.strip() in OPERATORS:
            self.remarks.tell(f"«{text.strip()}» verbindt hier niets en is weggelaten.", at)

    def _parts(self, nodes: Any) -> list[Node]:
        return [made for made in map(self.node, nodes) if made]

    def _all(self, nodes: Any) -> Node | None:
        """All parts; stop words only where there is nothing else."""
        parts = self._parts(nodes)
        return joined(And, [part for part in parts if not _is_stop_word(part)] or parts)

    def plain(self, text: str, at: int = 0, zone: Zone | None = None) -> Node | None:
        """All the words of a text that stands at this place; tells of a * or ~ among them."""
        for match in _MISPLACED.finditer(text):
            remark = f"een {match[0]} kan alleen aan het eind van een woord staan."
            self.remarks.tell(remark, at + match.start())
        return self.words_of(text, at, zone)

    def words_of(self, text: str, at: int = 0, zone: Zone | None = None) -> Node | None:
        """All the words of a text that stands at this place, as plain words."""
        found = [token for token in dutch.wholes(text) if self._counts(at + token.start)]
        words = [_with_synonyms(token, text[token.start : token.end], zone) for token in found]
        return joined(And, [word for word in words if not _is_stop_word(word)] or words)

    def _counts(self, at: int) -> bool:
        """Whether there is room for one more word, which stands at this place."""
        self.words += 1
        if self.words > MAX_WORDS:
            self.remarks.tell(
                f"vanaf hier zijn er meer dan {MAX_WORDS} woorden; die zijn weggelaten.", at
            )
        return self.words <= MAX_WORDS

    def _phrase(self, text: str, at: int, zone: Zone | None) -> Node | None:
        words = tuple(token.surface for token in dutch.places(text) if self._counts(at))
        return Phrase(words, zone) if words else None

    def _near(self, text: str, distance: int, at: int, zone: Zone | None) -> Node | None:
        phrase = self._phrase(text, at, zone)
        words = tuple(dict.fromkeys(phrase.words)) if isinstance(phrase, Phrase) else ()
        if len(words) < 2:
            return Phrase(words, zone) if words else None
        if distance > MAX_DISTANCE:
            self.remarks.tell(f"na ~ kan ten hoogste {MAX_DISTANCE} staan; daarmee is gezocht.", at)
        return Near(words, min(distance, MAX_DISTANCE), zone)

    def _prefix(self, text: str, at: int, zone: Zone | None) -> Node | None:
        found = dutch.places(text)
        if not found or len(found[-1].surface) < MIN_PREFIX:
            self.remarks.tell(f"voor een * moeten ten minste {MIN_PREFIX} letters staan.", at)
            return self.plain(text, at, zone)
        if not self._expands(at):
            return self.plain(text, at, zone)
        *words, last = [token for token in found if self._counts(at)] or found[:1]
        parts: list[Node] = [Word(word.surface, word.stem, zone) for word in words]
        return joined(And, [*parts, Prefix(last.surface, zone)])

    def _fuzzy(self, text: str, at: int, zone: Zone | None) -> Node | None:
        found = dutch.wholes(text)
        if len(found) != 1 or not self._expands(at):
            return self.plain(text, at, zone)
        return Fuzzy(found[0].surface, zone) if self._counts(at) else None

    def _expands(self, at: int) -> bool:
        """Whether there is room for one more word that stands for many."""
        self.expanded += 1
        if self.expanded > MAX_EXPANDED:
            self.remarks.tell(
                f"alleen bij de eerste {MAX_EXPANDED} woorden met een * of ~ is die gebruikt.", at
            )
        return self.expanded <= MAX_EXPANDED

    def _value(self, name: str, text: str, at: int) -> Node | None:
        try:
            return VALUES[name](_PUNCTUATION.sub("", text))
        except NotUnderstood as error:
            self.remarks.tell(f"{error} Daarop is als woord gezocht.", at)
            return self.plain(text, at)


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


#: the first letter of a word with a * or ~, which is not the - that excludes it
_FIRST = r"[^\s*~():\"-]"


def _sign_of(node: Any) -> str:
    """What stood behind the text of a node and gave it its meaning."""
    match node:
        case plugins.PrefixPlugin.PrefixNode():
            return "*"
        case FuzzyPlugin.FuzzyNode() | NearPlugin.NearNode():
            return "~"
    return ""


class FuzzyPlugin(plugins.TaggingPlugin):  # type: ignore[misc]
    """A word with ~ behind it: any word that is spelt nearly so."""

    class FuzzyNode(syntax.TextNode):  # type: ignore[misc]
        pass

    expr = rf"(?P<text>{_FIRST}[^\s*~():\"]*)~(?=[\s)]|$)"
    nodetype = FuzzyNode


class NearPlugin(plugins.TaggingPlugin):  # type: ignore[misc]
    """Words in quotation marks with ~ and a number behind them: the words near each other."""

    class NearNode(syntax.TextNode):  # type: ignore[misc]
        def __init__(self, text: str, distance: str) -> None:
            super().__init__(text)
            self.distance = distance

    expr = r'"(?P<text>[^"]*)"~(?P<distance>[0-9]+)(?=[\s)]|$)'
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
            plugins.PrefixPlugin(rf'(?P<text>{_FIRST}[^\s*():"]*)[*](?=[\s)]|$)'),
            FuzzyPlugin(),
            plugins.FieldsPlugin(rf"(?<!\w)(?P<text>{NAMES}|\w+):(?=\S)"),
            plugins.GroupPlugin(),
            plugins.OperatorsPlugin(operators, clean=True),
        ],
    )
