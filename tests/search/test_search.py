"""Searching a small archive: what is found, in which order, with which counts."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.paginator import Paginator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.models import Document
from documents.search import SearchRequest, SearchUnavailable, indexing, search
from tests.factories import make_document

from .archive import found, make_archive

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_engine")]


#: query → the documents that it finds
FINDS: dict[str, set[str]] = {
    "veerpont": {"veer"},
    "pont kade": {"veer"},
    "bruggen": {"veer", "brug", "sluis", "molen"},
    "brug -pont": {"brug", "sluis", "molen"},
    "brug NIET (pont OF molen)": {"brug", "sluis"},
    "kade OF wieken": {"veer", "molen"},
    "wieken kade": set(),
    "NIET brug": {"dijk"},
    '"de brug"': {"veer", "brug", "sluis", "molen"},
    '"de bruggen"': {"brug"},
    '"dijk de"': set(),
    '"brug & de sluis"': {"sluis"},
    '"de pont vaart"': {"veer"},
    '"pont vaart weer naar"': set(),
    '"kade wanneer"': set(),  # the end of one question and the beginning of the next
    "slui*": {"sluis"},
    "coordinatie": {"brug"},
    "imvo": {"brug"},
    "IMVO-convenant": {"brug"},
    "titel:brug": {"brug"},
    "vraag:brug": {"brug", "sluis", "molen"},
    "antwoord:brug": {"veer"},
    "antwoord:(brug OF wind)": {"veer", "molen"},
    "voetnoot:courant": {"veer"},
    "antwoord:courant": set(),
    'antwoord:"de gemeente"': {"brug"},
    'vraag:"de gemeente"': set(),
    "vraag:wieke*": {"molen"},
    "titel:wieke*": set(),
    "minister:Zomer": {"brug"},
    "minister:zomerweg": set(),
    "ministerie:tolzaken": {"brug"},
    "kamerlid:amrani": {"brug"},
    'partij:"Nieuw Midden"': {"brug"},
    "onderwerp:waterkering": {"dijk"},
    "nummer:2022Z00003": {"sluis"},
    "2022Z00003": {"sluis"},
    "ah-tk-20212022-2": {"brug"},
    "ingezonden:2021": {"veer", "brug"},
    "ingezonden:2021-11..2022-09": {"brug", "sluis"},
    "ingezonden:2022-10.. hoog": {"dijk"},
    "de": {"veer", "brug", "sluis", "dijk", "molen"},
    "sluisdeuren": {"sluis"},
    "(brug": {"veer", "brug", "sluis", "molen"},
    "": {"veer", "brug", "sluis", "dijk", "molen"},
}


@pytest.fixture
def _archive(search_engine: str) -> None:
    make_archive()


@pytest.mark.usefixtures("_archive")
def test_a_query_finds() -> None:
    assert {query: set(found(query)) for query in FINDS} == FINDS


@pytest.mark.usefixtures("_archive")
def test_a_title_is_above_a_text() -> None:
    assert found("brug")[0] == "brug"
    assert found("sluis")[0] == "sluis"


@pytest.mark.usefixtures("_archive")
def test_hits_are_sorted_by_date_and_the_undated_are_last() -> None:
    assert found(sort="newest") == ["dijk", "sluis", "brug", "veer", "molen"]
    assert found(sort="oldest") == ["veer", "brug", "sluis", "dijk", "molen"]


def test_of_equal_hits_the_newest_is_first() -> None:
    for year in (2019, 2022, 2020):
        make_document(
            title="de tol", session_year="", answered=date(year, 5, 1), identifier=f"tol-{year}"
        )
    indexing.rebuild()
    assert found("tol") == ["tol-2022", "tol-2020", "tol-2019"]


@pytest.mark.usefixtures("_archive")
def test_dates_and_filters_must_all_be_met() -> None:
    assert set(found(since=date(2022, 3, 1), until=date(2022, 9, 9))) == {"brug", "sluis"}
    assert set(found("brug", filters={"kind": ("question",)})) == {"sluis"}
    assert set(found(filters={"year": ("2021", "2022"), "party": ("nieuw-midden",)})) == {"brug"}
    assert set(found(filters={"year": ("2021", "2022")})) == {"veer", "brug", "sluis", "dijk"}
    assert found(filters={"party": ("bestaat-niet",)}) == []


@pytest.mark.usefixtures("_archive")
def test_counts_are_over_all_hits() -> None:
    counts = search(SearchRequest("brug")).facets
    assert [(c.label, c.count) for c in counts["party"]] == [
        ("Lijst Waterland", 4),
        ("Nieuw Midden", 1),
    ]
    assert [(c.value, c.count) for c in counts["year"]] == [("2022", 2), ("2021", 1)]
    assert {(c.label, c.count) for c in counts["kind"]} == {
        ("Vragen met antwoord", 3),
        ("Vragen", 1),
    }


@pytest.mark.usefixtures("_archive")
def test_counts_of_a_chosen_filter_tell_what_another_value_would_give() -> None:
    counts = search(SearchRequest("brug", filters={"year": ("2022",), "kind": ("postponement",)}))
    assert counts.total == 0
    kinds = {c.value: (c.count, c.selected) for c in counts.facets["kind"]}
    assert kinds == {"answer": (1, False), "question": (1, False), "postponement": (0, True)}
    assert counts.facets["party"] == []


@pytest.mark.usefixtures("_archive")
def test_a_page_of_results_is_a_page_of_djangos() -> None:
    pages = Paginator(search(SearchRequest(sort="oldest")), 2)
    assert (pages.count, pages.num_pages) == (5, 3)
    titles = [[hit.document.identifier for hit in pages.page(n)] for n in (1, 2, 3)]
    assert [len(page) for page in titles] == [2, 2, 1]
    assert titles[0][0] == "ah-tk-20202021-1"
    assert titles[2] == ["ah-tk-20222023-5"]


@pytest.mark.usefixtures("_archive")
def test_a_document_that_went_is_left_out() -> None:
    Document.objects.get(identifier="ah-tk-20222023-4").delete()
    assert found("dijk") == []


def test_without_an_index_search_says_that_it_cannot() -> None:
    with pytest.raises(SearchUnavailable):
        search(SearchRequest("brug"))


def test_an_empty_archive_finds_nothing() -> None:
    indexing.rebuild()
    assert found("brug") == []
    assert found() == []
    assert found("NIET bru*") == []


@pytest.mark.usefixtures("_archive")
@settings(
    max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.lists(
        st.sampled_from(
            [
                "brug",
                '"',
                "(",
                ")",
                " ",
                "-",
                "*",
                "vraag:",
                "ingezonden:",
                "2022",
                "..",
                "de",
                "slui*",
                " OF ",
                " NIET ",
                "\x00",
                "\ud800",
                "é",
                "😀",
                "minister:",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_whatever_is_typed_there_is_an_answer(typed: str) -> None:
    results = search(SearchRequest(typed))
    assert len(results[0:20]) == results.total <= 5
