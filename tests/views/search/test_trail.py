"""From a hit to the next one, and back to the hits."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from documents.models import Document
from documents.search import indexing
from tests.factories import make_document
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db

UPPER = "//nav[@class='trail'][1]"


@pytest.fixture
def harbours() -> None:
    """Twenty-three harbours, each a day older than the one before."""
    for number in range(23):
        make_document(
            identifier=f"ah-tk-20192020-{700 + number}",
            title=f"de haven {number}",
            session_year="2021-2022",
            submitted=date(2022, 5, 1 + number),  # each a case of its own
            answered=date(2022, 6, 30 - number),
        )
    indexing.rebuild()


def neighbour(page: object, word: str) -> str:
    """The address of the previous or the next hit."""
    found = [to for said, to in links(page, UPPER).items() if said.startswith(word)]
    return found[0] if found else ""


@pytest.mark.usefixtures("harbours")
def test_one_walks_from_hit_to_hit_and_back(client: Client) -> None:
    hits = get(client, "/zoeken/?q=haven&sortering=nieuwste&jaar=2022&pagina=2")
    page = get(client, links(hits)["De haven 20"])
    assert "treffer 21 van 23" in main_text(page)
    assert texts(page, "//article//h1") == ["De haven 20"]
    before = get(client, neighbour(page, "Vorige"))
    assert texts(before, "//article//h1") == ["De haven 19"]
    after = get(client, neighbour(page, "Volgende"))
    assert texts(after, "//article//h1") == ["De haven 21"]
    assert titles(get(client, links(page)["Terug naar de resultaten"])) == titles(hits)
    assert len(titles(get(client, links(before)["Terug naar de resultaten"]))) == 20


@pytest.mark.usefixtures("harbours")
def test_the_box_on_a_document_holds_the_search_that_led_there(client: Client) -> None:
    page = get(client, links(get(client, '/zoeken/?q="haven" 3'))["De haven 3"])
    assert page.xpath("//input[@name='q']/@value") == ['"haven" 3']


@pytest.mark.usefixtures("harbours")
def test_the_first_has_none_before_it_and_the_last_none_after(client: Client) -> None:
    first = get(client, links(get(client, "/zoeken/?q=haven&sortering=nieuwste"))["De haven 0"])
    assert neighbour(first, "Vorige") == ""
    hits = get(client, "/zoeken/?q=haven&sortering=nieuwste&pagina=2")
    last = get(client, links(hits)["De haven 22"])
    assert neighbour(last, "Volgende") == ""


@pytest.mark.usefixtures("harbours")
def test_the_way_is_found_again_after_the_hits_changed(client: Client) -> None:
    address = links(get(client, "/zoeken/?q=haven&sortering=nieuwste"))["De haven 5"]
    make_document(title="de haven erbij", answered=date(2022, 7, 20))
    indexing.rebuild()
    page = get(client, address)
    assert "treffer 7 van 24" in main_text(page)
    assert texts(get(client, neighbour(page, "Volgende")), "//article//h1") == ["De haven 6"]


@pytest.mark.usefixtures("harbours")
@pytest.mark.parametrize("place", ["23", "999", "9999999"])
def test_a_document_that_is_no_hit_still_has_a_way_back(client: Client, place: str) -> None:
    page = get(client, f"/documenten/ah-tk-20192020-700/?q=zeppelin&plek={place}")
    assert "nu geen treffer" in main_text(page)
    back = get(client, links(page)["Terug naar de resultaten"].split("&")[0])
    assert back.xpath("//input[@name='q']/@value") == ["zeppelin"]


@pytest.mark.usefixtures("harbours")
@pytest.mark.parametrize("place", ["0", "-1", "x", "1.5", "%C2%B2", "9" * 5000])
def test_a_place_that_is_no_number_is_refused(client: Client, place: str) -> None:
    page = get(client, f"/documenten/ah-tk-20192020-700/?q=haven&plek={place}", 400)
    assert "De plek van een treffer is een getal vanaf 1." in main_text(page)


def test_without_an_index_there_is_still_a_way_back(client: Client) -> None:
    document = make_document()
    page = get(client, f"{document.get_absolute_url()}?q=veer&plek=41")
    assert links(page)["Terug naar de resultaten"] == "/zoeken/?q=veer&pagina=3#treffer-41"


@pytest.mark.usefixtures("harbours")
def test_a_document_that_was_not_opened_from_a_search_has_no_way_back(client: Client) -> None:
    page = get(client, Document.objects.newest()[0].get_absolute_url() + "?q=haven")
    assert "Terug naar de resultaten" not in main_text(page)
