"""Whatever is typed: an answer or a clear message, never an error page; and always within bounds."""

from __future__ import annotations

import re
import string
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from documents.search import MAX_LENGTH, SearchRequest, SearchTooHeavy, SearchUnavailable, search
from documents.search.engines import engine
from documents.search.engines.folder import WhooshEngine
from documents.search.engines.shared.evaluate import Evaluation
from documents.search.query.language import MAX_EXPANDED, MAX_WORDS, parse
from documents.search.query.tree import And, Fuzzy, Node, Not, Or, Prefix
from tests.pages import get, main_text, texts, titles, titles_with_all

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


NO_WORD = "In de zoekvraag staat geen woord of getal; hij is genegeerd."
TOO_MANY_WORDS = "vanaf hier zijn er meer dan 50 woorden; die zijn weggelaten."
TOO_LONG = "De zoekvraag is te lang: de eerste 500 tekens zijn gebruikt."
MANY_STARS = "alleen bij de eerste 6 woorden met een * of ~ is die gebruikt."

#: For each of these: how many of the five documents are found, and what is told.
OUTCOMES: list[tuple[int, list[str]]] = [
    (5, [NO_WORD]),
    (0, ["voor een * moeten ten minste 3 letters staan."]),
    (5, [MANY_STARS]),
    (0, ["«[a TO z]» betekent hier niets; er is op de losse woorden gezocht."]),
    (0, [TOO_LONG, TOO_MANY_WORDS]),
    (0, [TOO_LONG, "verbindt hier niets; er is op gezocht als op gewone woorden."]),
    (1, ["is als een enkele - gelezen: wat volgt, is uitgesloten."]),
    (0, [TOO_LONG]),
    (5, [NO_WORD]),
    (4, ["er staan te veel haakjes in elkaar; er is op de losse woorden gezocht."]),
    (5, [NO_WORD]),
    (5, [NO_WORD]),
    (5, []),
    (0, [MANY_STARS]),
    (0, []),
    (0, ["«--» is weggelaten; een - sluit iets uit als hij er direct voor staat."]),
    (5, [NO_WORD]),
    (0, ["achter «vraag:» staat geen woord; er is op dat woord zelf gezocht."]),
    (0, ["het aantal dagen «>99999999999» is niet begrepen", "eindigt voordat zij begint."]),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("search_engine")
def test_every_hostile_query_gets_an_answer(client: Client) -> None:
    make_archive()
    for query, (count, told) in zip(NASTY, OUTCOMES, strict=True):
        page = answer(client, query)
        assert len(titles_with_all(page)) == count, query[:50]
        messages = " ".join(texts(page, "//*[@role='status' or @role='alert']"))
        assert [part for part in told if part not in messages] == [], query[:50]
        assert (messages != "") == (told != []), query[:50]
        assert texts(page, "//script[not(@src)]") == []


def answer(client: Client, query: str) -> Any:
    """The page of hits, or the document that the query names.

    Status 400 tells that not all of the query was searched: it was too long, or had a NUL.
    """
    response = client.get("/zoeken/", {"q": query})
    if response.status_code == 302:
        return get(client, response["Location"])
    whole = len(query.strip()) <= MAX_LENGTH and "\0" not in query
    assert response.status_code == (200 if whole else 400), query[:50]
    return html.fromstring(response.content.decode())


@pytest.mark.django_db
@pytest.mark.usefixtures("search_engine")
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
    page = answer(client, text)
    [heading] = texts(page, "//main//h1")
    if "\0" in text:
        assert heading == "Dat begreep de server niet"
    elif page.xpath("//h1[@id='gevonden']"):
        [(_, whole, partly)] = COUNT.findall(main_text(page))
        assert len(titles(page)) == sum(map(int, filter(str.isdigit, (whole, partly))))
    else:
        assert page.xpath("//article")  # the document that the text names


COUNT = re.compile(
    r"(Niets gevonden)|(\d+|Geen) (?:zaak|zaken) (?:gevonden|met alle woorden(?: \(en (\d+))?)"
)


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
@pytest.mark.usefixtures("search_engine")
def test_a_search_that_takes_too_long_is_given_up(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_archive()
    for name in ("shared.evaluate", "postgres.session"):
        monkeypatch.setattr(f"documents.search.engines.{name}.HARD_STOP", -1.0)
    with pytest.raises(SearchTooHeavy):
        search(SearchRequest("brug"))
    response = client.get("/zoeken/", {"q": "brug"})
    assert response.status_code == 400
    assert "Deze zoekvraag kostte te veel tijd en is afgebroken." in response.content.decode()


@pytest.mark.django_db
def test_phrases_look_at_a_bounded_number_of_places(monkeypatch: pytest.MonkeyPatch) -> None:
    make_archive()
    used = engine()
    assert isinstance(used, WhooshEngine)
    monkeypatch.setattr("documents.search.engines.shared.evaluate.PLACES", 3)
    evaluation = Evaluation(used.snapshot())
    evaluation.documents(parse('"over de"').tree)
    assert evaluation.messages == [
        "De zoekvraag vroeg te veel; niet op elke volgorde van woorden is gelet."
    ]
