"""Text → tokens → tree → text: what is written is read as the same."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from documents.models import Case
from documents.search import dutch
from documents.search.facets import FIELDS
from documents.search.query.clearing import cleared
from documents.search.query.language import MAX_EXPANDED, MAX_WORDS, Parsed, parse
from documents.search.query.reader import MAX_DEPTH, MAX_DISTANCE, nearly, word
from documents.search.query.remarks import Remarks
from documents.search.query.scanner import MAX_LENGTH, Token, TokenKind, scan, tidied
from documents.search.query.tree import (
    And,
    Answered,
    Between,
    Dated,
    Delay,
    Fuzzy,
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
    Word,
    is_pattern,
)
from documents.search.query.writing import write
from documents.search.zones import Zone

WORDS = st.sampled_from(
    "brug bruggen sluis veerpont imvowetgeving coordinatie l'eau 35 925 35925 2022z17084 titel to"
    " niet not and or soort 7 202 i&w dijk".split()
)
STOP_WORDS = st.sampled_from(sorted(dutch.STOP_WORDS))
NAMES = st.sampled_from(["VWS", "OM", "buza", "GL", "I&W", "rijkswaterstaat", "BZ"])
ZONES = st.none() | st.sampled_from(sorted(set(FIELDS.values())))


PHRASES = st.lists(WORDS | STOP_WORDS, min_size=1, max_size=4).map(
    lambda words: tuple(token.surface for token in dutch.places(" ".join(words)))
)
CONTENT: st.SearchStrategy[Node] = st.one_of(
    st.builds(word, WORDS | NAMES, ZONES),
    st.builds(Phrase, PHRASES, ZONES),
    st.builds(
        Near,
        st.lists(st.sampled_from("brug dijk de sluis 35".split()), min_size=2, unique=True).map(
            tuple
        ),
        st.integers(0, MAX_DISTANCE),
        ZONES,
    ),
    st.builds(
        Near,
        st.lists(st.sampled_from("brug dijk de sluis 35".split()), min_size=2, unique=True).map(
            tuple
        ),
        st.integers(0, MAX_DISTANCE),
        ZONES.filter(lambda zone: zone not in {Zone.MEMBER, Zone.MINISTER}),
        st.just(True),
    ),
    st.builds(OfKind, st.sampled_from(["question", "answer", "postponement"])),
    st.builds(OfState, st.sampled_from(Case.State.values)),
)
DATES = st.dates(date(1000, 1, 1), date(9999, 12, 31))
PERIODS = st.one_of(
    *(
        st.one_of(
            st.builds(kind, DATES, st.none()),
            st.builds(kind, st.none(), DATES),
            st.tuples(DATES, DATES).map(lambda two, kind=kind: kind(min(two), max(two))),
        )
        for kind in (Submitted, Answered, Dated)
    ),
)
DAYS = st.integers(0, 99_999)
DELAYS = st.one_of(
    st.builds(Delay, DAYS | st.just(100_000), st.none()),
    st.builds(Delay, st.none(), DAYS | st.just(-1)),
    st.tuples(DAYS, DAYS).map(lambda two: Delay(min(two), max(two))),
)
LEAVES = st.one_of(CONTENT, CONTENT, PERIODS, DELAYS)
#: these may be left out beside others
STOPPED: st.SearchStrategy[Node] = st.builds(
    word, STOP_WORDS, ZONES.filter(lambda zone: zone not in {Zone.MEMBER, Zone.MINISTER})
)


def groups(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """What the reader makes of parts: two or more in a group, a stop word never beside others."""
    return st.one_of(
        st.lists(parts, min_size=2, max_size=4).map(tuple).map(And),
        st.lists(STOPPED, min_size=2, max_size=3).map(tuple).map(And),
        st.lists(parts | STOPPED, min_size=2, max_size=4).map(tuple).map(Or),
        st.builds(Not, parts),
    )


MOST = st.none() | st.integers(1, 2)
EXPANDED: st.SearchStrategy[Node] = st.one_of(
    st.builds(Prefix, st.sampled_from("bru sluis 202 l'ea".split()), ZONES),
    st.builds(nearly, st.sampled_from("brig slius 202 VWS OM de".split()), ZONES, MOST),
    st.builds(Pattern, st.sampled_from("a?best *centrale v*pont *entr* br?g*".split()), ZONES),
    st.builds(Between, st.integers(0, 300), st.integers(300, 10**12 - 1), ZONES),
    st.sampled_from(
        [Phrase(("openbaar", "vervoer*")), Near(("*brug", "sluis"), 3), Phrase(("a?best", "in"))]
    ),
)
TREES = st.recursive(LEAVES | EXPANDED, groups, max_leaves=10)


def budget(node: Node) -> tuple[int, int, int]:
    """Words, words that stand for many, and groups within groups."""
    match node:
        case And(parts) | Or(parts):
            some = [budget(part) for part in parts]
            return (
                sum(n for n, _, _ in some),
                sum(n for _, n, _ in some),
                1 + max(n for *_, n in some),
            )
        case Not(part):
            words, expanded, deep = budget(part)
            return words, expanded, deep + 1
        case Prefix() | Fuzzy() | Pattern() | Between():
            return 1, 1, 0
        case Phrase(words) | Near(words):
            return len(words), sum(map(is_pattern, words)), 0
    return 1, 0, 0


@settings(max_examples=500)
@given(TREES | STOPPED)
def test_a_tree_that_is_written_is_read_as_that_tree(tree: Node) -> None:
    words, expanded, deep = budget(tree)
    assume(words <= MAX_WORDS and expanded <= MAX_EXPANDED and deep <= MAX_DEPTH)
    assume(len(write(tree)) <= MAX_LENGTH)
    assert parse(write(tree)) == Parsed(tree)


PIECES = st.sampled_from(
    [
        *'"()-*:~^![]{}&|.,;/_ ',
        *(" AND ", " OF ", " NIET ", "NOT", "OR", " EN ", "NIET "),
        *("vraag:", "Titel :", "-titel:", "titel:", "ministerie: ", "x:", "https://", "soort:"),
        *("antwoord-na: > ", "ingezonden:", "ingezonden:2021 - 2022", "[2020 TO 2022]", ".."),
        *("35 925", "35", "925", "~9", " || ", " && ", "()", '""', "21", "vragen", "12:30"),
        *(
            "\u00ad",
            "\u2013",
            "\0",
            "\t",
            "\r\n",
            "«",
            "”",
            "pont",
            "brug",
            "de",
            "é",
            "٣",
            "veer*",
        ),
        *("VWS", "OM", "IMVO-wet", "a.b", "I&W", "brig~", "~1", "a?best", "*centrale", "1..3"),
        *(" NEAR ", " w/5 ", "NEAR/2", "lid:de vries", "minister:van ", "'t", " maart 2003"),
        *("bron:", "jaar:", "beantwoord:voor ", "vergaderjaar:2002-2003", "een maand", "veer?"),
        *(" niet ", "zaak:", "tussen 2001 en 2003", "noorman-den uyl", "status: ", "2001-2003"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join))


def is_spelt(node: Node | None) -> bool:
    """Whether the words are read as they are written: '½' is folded into signs that are not."""
    match node:
        case And(parts) | Or(parts):
            return all(map(is_spelt, parts))
        case Not(part):
            return is_spelt(part)
        case Word(surface) | Prefix(surface) | Fuzzy(surface):
            return [token.surface for token in dutch.wholes(surface)] == [surface]
        case Pattern(pattern):
            return pattern.replace("*", "a").replace("?", "a").isascii()
        case Phrase(words) | Near(words) if any(map(is_pattern, words)):
            return all(map(str.isascii, words))
        case Phrase(words) | Near(words):
            return [token.surface for token in dutch.places(" ".join(words))] == list(words)
    return True


@settings(max_examples=800)
@example("_:000*")
@example("35, 925 brug")
@example("A-Z of vws")
@example("-(-brug) OM of vws")
@example("titel:(a OF vraag:b) -x:(y z)")
@example("antwoord-na:<0 antwoord-na:>99999")
@given(TEXTS)
def test_a_text_asks_the_same_when_its_tree_is_written(text: str) -> None:
    tree = parse(text).tree
    assume(is_spelt(tree) and len(write(tree)) <= MAX_LENGTH)
    assert parse(write(tree)) == Parsed(tree)


@settings(max_examples=500)
@given(TEXTS | st.lists(PIECES, max_size=300).map("".join))
def test_tokens_leave_nothing_but_white_space_between_them(typed: str) -> None:
    text = tidied(typed)
    tokens = scan(text)
    places = [0, *(place for token in tokens for place in (token.start, token.end)), len(text)]
    assert places == sorted(places)
    for end, start in zip(places[::2], places[1::2], strict=True):
        assert not text[end:start].strip()
    for token in tokens:
        assert token.text == text[token.start : token.end] != ""
        assert token.spaced == (token.start == 0 or text[token.start - 1].isspace())


def test_a_token_does_not_change() -> None:
    [token] = scan("brug")
    assert token == Token(TokenKind.WORD, "brug", 0, True)
    with pytest.raises(AttributeError):
        token.text = "dijk"  # type: ignore[misc]


@settings(max_examples=500)
@given(TEXTS)
def test_what_is_kept_of_the_tokens_stands_in_their_order(typed: str) -> None:
    """And no operator is left without what it connects."""
    text = tidied(typed)
    kept = cleared(scan(text), Remarks(text))
    assert [token.start for token in kept] == sorted({token.start for token in kept})
    binary, prefix = (
        {TokenKind.AND, TokenKind.OR},
        {TokenKind.NOT, TokenKind.MINUS, TokenKind.FIELD},
    )
    for before, after in pairwise([None, *(token.kind for token in kept), None]):
        if after in binary:
            assert before not in {None, TokenKind.OPEN, *binary, *prefix}
        if before in binary | prefix:
            assert after not in {None, TokenKind.CLOSE, *binary}


@pytest.mark.parametrize(
    "piece", ["NIET ", "-", "(", ")", "titel:", "a ", '"', "x:(", "^1", "~", "*"]
)
def test_no_text_has_more_tokens_than_signs_or_is_nested_deeper_than_may_be(piece: str) -> None:
    text = piece * MAX_LENGTH
    assert len(scan(tidied(text))) <= MAX_LENGTH
    assert nesting(parse(text + "brug").tree) <= 3 * MAX_DEPTH


def nesting(node: Node | None) -> int:
    match node:
        case And(parts) | Or(parts):
            return 1 + max(map(nesting, parts))
        case Not(part):
            return 1 + nesting(part)
    return 0


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("brug -dijk", "WORD MINUS WORD"),
        ('-titel:"de brug"~5', "MINUS FIELD PHRASE NEAR"),
        ("Titel : x OF (NIET y)", "FIELD WORD OR OPEN NOT WORD CLOSE"),
        ("ingezonden : 2021 - 2022 brug", "FIELD VALUE WORD"),
        ("antwoord-na: > 21 100", "FIELD VALUE WORD"),
        ("ingezonden:[2021 TO *]", "FIELD VALUE"),
        ("soort:-vragen", "FIELD MINUS VALUE"),
        ("35 925 euro", "WORD WORD"),
        ("brug^4 || -- ~5", "WORD SIGN WORD SIGN SIGN SIGN"),
        ('a "b', "WORD STRAY WORD"),
        ("https://x.nl/~jan", "WORD"),
        ("Noord-Holland", "WORD"),
    ],
)
def test_a_text_is_cut_into_tokens(text: str, kinds: str) -> None:
    assert " ".join(token.kind.name for token in scan(text)) == kinds
