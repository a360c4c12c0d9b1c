"""Whatever is typed: an answer or a clear message, never an error page; and always within bounds."""

from __future__ import annotations

import string

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.search import SearchRequest, SearchTooHeavy, SearchUnavailable, search
from documents.search.engines import engine
from documents.search.engines.folder import WhooshEngine
from documents.search.engines.folder.evaluate import Evaluation
from documents.search.query.language import MAX_EXPANDED, MAX_WORDS, parse
from documents.search.query.tree import And, Fuzzy, Node, Not, Or, Prefix

from .archive import make_archive

NASTY = [
    "*",
    "a*",
    "veer* OR brug* OR sluis* OR dijk* OR molen* OR kade* OR pont* OR wiek*",
    "[a TO z]",
    " ".join(f"woord{i}" for i in range(2000)),
    "NOT " * 200 + "brug",
    "-" * 400 + "brug",
    "x" * 20_000,
    "(" * 400,
    "(" * 100 + "brug" + ")" * 100,
    ")(" * 200,
    '"' * 399,
    '"de de de de de de de de"~50',
    "brug~ sluis~ dijk~ molen~ kade~ pont~ wiek~ veer~",
    "<script>alert(1)</script>",
    "'; DROP TABLE documents_document; --",
    "\ufeff\u202e\ud7ff👩‍👩‍👧‍👦 \u0301\u0301",
    "vraag:antwoord:titel:brug",
    "antwoord-na:>99999999999 ingezonden:9999-12-31..0001-01-01",
]


@pytest.mark.django_db
def test_every_hostile_query_gets_an_answer(client: Client) -> None:
    make_archive()
    for query in NASTY:
        response = client.get("/zoeken/", {"q": query})
        assert response.status_code in {200, 400}, query[:50]
        assert "<script>alert" not in response.content.decode()


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.text(max_size=300),
        st.text('()"*~-: abrug' + string.digits, max_size=300),
        st.lists(st.sampled_from(["brug", "OR", "NOT", "(", ")", '"', "sluis*", "dijk~"])).map(
            " ".join
        ),
    )
)
def test_any_text_gets_an_answer(client: Client, text: str) -> None:
    make_archive_once()
    response = client.get("/zoeken/", {"q": text})
    assert response.status_code in {200, 302, 400}


def make_archive_once() -> None:
    try:
        engine().pks()
    except SearchUnavailable:
        make_archive()


def depth(node: Node | None) -> int:
    match node:
        case And(parts) | Or(parts):
            return 1 + max(map(depth, parts))
        case Not(part):
            return 1 + depth(part)
    return 1


def leaves(node: Node | None) -> list[Node]:
    match node:
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case Not(part):
            return leaves(part)
    return [node] if node else []


@pytest.mark.parametrize("query", NASTY)
def test_a_query_keeps_to_its_budget(query: str) -> None:
    tree = parse(query).tree
    found = leaves(tree)
    # a word may have a few synonyms
    assert len(found) <= 4 * MAX_WORDS
    assert sum(isinstance(leaf, Prefix | Fuzzy) for leaf in found) <= MAX_EXPANDED
    assert depth(tree) < 600


@pytest.mark.django_db
def test_a_search_that_takes_too_long_is_given_up(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_archive()
    monkeypatch.setattr("documents.search.engines.folder.evaluate.HARD_STOP", -1.0)
    with pytest.raises(SearchTooHeavy):
        search(SearchRequest("brug"))
    response = client.get("/zoeken/", {"q": "brug"})
    assert response.status_code == 400
    assert "Deze zoekvraag kostte te veel tijd" in response.content.decode()


@pytest.mark.django_db
def test_phrases_look_at_a_bounded_number_of_places(monkeypatch: pytest.MonkeyPatch) -> None:
    make_archive()
    used = engine()
    assert isinstance(used, WhooshEngine)
    monkeypatch.setattr("documents.search.engines.folder.evaluate.PLACES", 3)
    evaluation = Evaluation(used.snapshot())
    evaluation.documents(parse('"over de"').tree)
    assert evaluation.messages == [
        "De zoekvraag vroeg te veel; niet op elke volgorde van woorden is gelet."
    ]
