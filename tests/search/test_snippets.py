"""Snippets: the best texts of a hit, marked, safe to put in a page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.parsing import Addressee, Answerer
from documents.search import SearchRequest, Snippet, indexing, marking, search
from documents.search.highlight import WIDTH, Passage, shown
from documents.search.marking import Marker
from documents.search.query.language import parse
from documents.search.query.tree import Apart, Or, Why, Word
from documents.search.zones import Zone
from tests.factories import make_document

from .archive import make_archive


def of(query: str, *texts: str, title: str = "") -> list[Snippet]:
    """The snippets of a document with these questions."""
    passages = [
        Passage(Zone.QUESTION, f"Vraag {i}", f"vraag-{i}", t, (i,)) for i, t in enumerate(texts, 1)
    ]
    return shown(title, passages, Marker(parse(query).tree))[0]


def html(query: str, text: str) -> str:
    return str(of(query, text)[0].html)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("brug", "De bruggen over", "De <mark>bruggen</mark> over"),
        ("coordinatie", "de Coördinatie[^1] faalt", "de <mark>Coördinatie</mark> faalt"),
        ('"de brug"', "de brug en een brug", "<mark>de brug</mark> en een brug"),
        ("slui*", "sluizen en sluis", "<mark>sluizen</mark> en <mark>sluis</mark>"),
        ("wetgeving", "de wet- en regelgeving", "de <mark>wet- en regelgeving</mark>"),
        ("regelgeving", "de wet- en regelgeving", "de wet- en <mark>regelgeving</mark>"),
        ("AOW", "de A.O.W.-uitkering", "de <mark>A.O.W.</mark>-uitkering"),
        ("1000", "€ 1.000 of 2,5", "€ <mark>1.000</mark> of 2,5"),
        ("2,5", "€ 1.000 of 2,5%", "€ 1.000 of <mark>2,5</mark>%"),
        ("50%", "wel 50 procent", "wel <mark>50 procent</mark>"),
        ("imvo", "het IMVO-convenant", "het <mark>IMVO</mark>-convenant"),
        ("imvo-convenant", "het IMVO-convenant", "het <mark>IMVO-convenant</mark>"),
        ("antwoord:brug", "een brug", "een brug"),
        ("sluis -brug", "sluis, brug", "<mark>sluis</mark>, brug"),
        ("dit", "<b>dit</b> & dat", "&lt;b&gt;<mark>dit</mark>&lt;/b&gt; &amp; dat"),
        (
            "script",
            "<script>1</script>",
            "&lt;<mark>script</mark>&gt;1&lt;/<mark>script</mark>&gt;",
        ),
        ("brug", "– een brug\n– een pont", "– een <mark>brug</mark> – een pont"),
    ],
)
def test_what_is_found_is_marked(query: str, text: str, marked: str) -> None:
    assert html(query, text) == marked


def test_of_a_long_text_the_best_stretch_is_shown() -> None:
    text = "leeg woord " * 100 + "hier staan brug en sluis bijeen " + "een brug " + "leeg " * 200
    best = html("brug sluis", text)
    assert best.startswith("…")
    assert best.endswith("…")
    assert "<mark>brug</mark> en <mark>sluis</mark>" in best
    assert len(re.sub("<.*?>", "", best)) <= WIDTH + 10


def test_the_best_text_comes_first_and_what_adds_nothing_is_left_out() -> None:
    found = of("brug sluis", "een brug", "een sluis en een brug", "niets", "brug", "sluis")
    assert [snippet.anchor for snippet in found] == ["vraag-2"]


def test_a_question_and_its_answer_are_shown_together() -> None:
    passages = [
        Passage(Zone.QUESTION, "Vraag 1", "vraag-1", "Is er een brug?", (1,)),
        Passage(Zone.ANSWER, "Antwoord 1", "vraag-1", "Nee.", (1,)),
        Passage(Zone.QUESTION, "Vraag 2", "vraag-2", "Komt er een brug?", (2,)),
        Passage(Zone.ANSWER, "Antwoord 2", "vraag-2", "Ja, met een sluis.", (2,)),
        Passage(Zone.FOOTNOTE, "Voetnoot 1", "voetnoten", "Dijkbode, 1 mei"),
    ]
    found, _ = shown("", passages, Marker(parse("brug sluis dijkbode").tree))
    assert [s.label for s in found] == ["Vraag 2", "Antwoord 2", "Voetnoot 1"]


@pytest.mark.parametrize(
    ("query", "text", "reasons"),
    [
        ("brug", "een brug en bruggen", []),
        ("brug", "veel bruggen", ["«bruggen» is een andere vorm van «brug»"]),
        ("veerpomt~", "een veerpont", ["«veerpont» lijkt op «veerpomt»"]),
        ("veer*", "een veerpont", []),
        ("GL GroenLinks", "van GL en GroenLinks", []),
        ("brug", "niets", []),
    ],
)
def test_it_is_told_why_a_document_matched(query: str, text: str, reasons: list[str]) -> None:
    passage = Passage(Zone.QUESTION, "Vraag 1", "vraag-1", text, (1,))
    assert shown("", [passage], Marker(parse(query).tree))[1] == reasons


def test_a_name_that_is_another_name_for_what_was_typed_is_told() -> None:
    make = Passage(Zone.QUESTION, "Vraag 1", "vraag-1", "Vaart de pont?", (1,))
    names = [(Zone.MEMBER, "Van Loon"), (Zone.PARTY, "GroenLinks")]
    _, told = shown("", [make], Marker(parse("GL pont").tree), names)
    assert told == ["«GroenLinks» is een ander woord voor «GL»"]


@pytest.mark.parametrize(
    ("leaf", "marked", "told"),
    [
        (
            Apart("mensenrechten", "schending", None, "mensenrechtenschending"),
            "een <mark>schending van de mensenrechten</mark> daar",
            "«schending van de mensenrechten» is een andere schrijfwijze van"
            " «mensenrechtenschending»",
        ),
        (
            Word("aktie", "aktie", None, "actie", Why.SPELLING),
            "een <mark>aktie</mark> daar",
            "«aktie» is een andere spelling van «actie»",
        ),
    ],
)
def test_what_was_added_to_a_query_is_marked_with_its_reason(
    leaf: Apart | Word, marked: str, told: str
) -> None:
    text = re.sub("<.*?>", "", marked)
    tree = Or((Word(leaf.typed, leaf.typed), leaf))
    passage = Passage(Zone.QUESTION, "Vraag 1", "vraag-1", text, (1,))
    [snippet], reasons = shown("", [passage], Marker(tree))
    assert (snippet.html, reasons) == (marked, [told])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("pont waterker*", ["onderwerp «Waterkering»"]),
        ("pont milieus natuur", ["onderwerp «Natuur, milieu en water»"]),
        ("pont zomer", []),  # who answered stands on the line of people
        ("pont 2021Z00777", ["nummer «2021Z00777»"]),
        ("pont (loon OF waterkering)", []),
        ("pont tolzaken -waterschap", []),
    ],
)
def test_a_name_that_a_hit_does_not_show_is_told(query: str, told: list[str]) -> None:
    make_document(
        title="de pont",
        case_number="2021Z00777",
        topics=("Waterkering", "Natuur, milieu en water"),
        addressees=(Addressee("Minister", "Tolzaken"),),
        answerers=(Answerer("Zomer", "Minister", "Tolzaken"),),
    )
    indexing.rebuild()
    [hit] = search(SearchRequest(query))[:5]
    assert hit.reasons == told


def test_where_only_the_title_matches_the_first_question_is_shown() -> None:
    [snippet] = of("veerpont", "Klopt het?", "Waarom?", title="de veerpont")
    assert (snippet.label, snippet.anchor) == ("Vraag 1", "vraag-1")
    assert snippet.html == "Klopt het?"


def test_where_only_the_title_matches_a_summary_is_shown_before_a_question() -> None:
    texts = [
        Passage(Zone.QUESTION, "Vraag 1", "vraag-1", "Klopt het?", (1,)),
        Passage(Zone.SUMMARY, "Samenvatting", "samenvatting", "Over varen."),
    ]
    [snippet], _ = shown("de veerpont", texts, Marker(parse("veerpont").tree))
    assert (snippet.label, snippet.html) == ("Samenvatting", "Over varen.")


def test_where_nothing_is_marked_the_beginning_is_shown() -> None:
    assert [s.html for s in of("", "Klopt het?", "Waarom?")] == ["Klopt het?"]


@pytest.mark.django_db
def test_snippets_lead_to_their_place_on_the_page() -> None:
    make_archive()
    [hit] = search(SearchRequest("kade overkant courant"))[:5]
    assert {(s.label, s.anchor) for s in hit.snippets} == {
        ("Vraag 1", "vraag-1"),
        ("Vraag 2", "vraag-2"),
        ("Voetnoot 1", "noot-1"),
    }
    # of alternatives one is enough
    [hit] = search(SearchRequest("kade OF overkant OF courant"))[:5]
    assert [(s.label, s.anchor) for s in hit.snippets] == [("Vraag 1", "vraag-1")]
    [hit] = search(SearchRequest("sluisdeuren"))[:5]
    assert [(s.label, s.anchor) for s in hit.snippets] == [("Toelichting", "toelichting-0")]
    [hit] = search(SearchRequest("zodra"))[:5]
    assert [(s.label, s.anchor) for s in hit.snippets] == [("Antwoord 1, 2", "vraag-1")]


@given(st.text(max_size=400), st.sampled_from(["a*", "brug", '"de brug"', "aaa* OF e", "é"]))
def test_a_snippet_is_safe_whatever_the_text(text: str, query: str) -> None:
    for snippet in of(query, text + " brug"):
        bare = re.sub("</?mark>", "", str(snippet.html))
        assert not set(bare) & set("<>\"'")


def test_of_many_reasons_always_the_same_are_told() -> None:
    text = "wegen huizen schepen bruggen treinen scholen"
    passages = [Passage(Zone.QUESTION, "Vraag 1", "vraag-1", text, (1,))]
    query = Marker(parse("trein school huis brug weg schip").tree)
    _, reasons = shown("", passages, query)
    assert [reason.split("»")[0] for reason in reasons] == ["«bruggen", "«huizen", "«schepen"]


@pytest.mark.parametrize("known", [None, {"brug", "bruggen", "ophaalbrug"}])
def test_forms_and_compounds_are_marked_whether_or_not_the_index_tells_of_them(
    known: set[str] | None,
) -> None:
    passage = Passage(Zone.QUESTION, "Vraag 1", "vraag-1", "De bruggen, Ophaalbrug en brug. Sluis!")
    marker = Marker(parse("brug").tree, lambda stem: known)
    [snippet], _ = shown("", [passage], marker)
    marked = "De <mark>bruggen</mark>, <mark>Ophaalbrug</mark> en <mark>brug</mark>. Sluis!"
    assert snippet.html == marked


def test_words_that_were_seen_are_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking._Keys, "MOST", 20)
    monkeypatch.setattr(marking, "KEYS", marking._Keys())
    words = [f"sluis{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    for word in words:
        assert html("brug", f"{word} brug") == f"{word} <mark>brug</mark>"
    kept = [word in marking.KEYS for word in words]
    assert len(marking.KEYS) <= 20
    assert kept == sorted(kept), "the oldest go first"
    assert sum(kept) > 15
