"""Two names are made one, renamed, and parted again; pages, filters and addresses follow."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documents.models import Event, Member, Ministry, Party
from documents.parsing import Addressee, Answerer, Asker
from documents.search import indexing
from tests.admin.conftest import archivist
from tests.factories import make_document
from tests.pages import get, links, main_text, texts, titles

pytestmark = pytest.mark.django_db


def address(row: Any, name: str) -> str:
    return reverse(f"admin:documents_{row._meta.model_name}_{name}", args=[row.pk])


def merge(client: Client, row: Any, into: str) -> HttpResponse:
    return client.post(address(row, "merge"), {"into": into, "merge": "Samenvoegen"}, follow=True)


def two_spellings() -> tuple[Member, Member]:
    """'Van Lon' and 'Van Loon' of one party, each with a document."""
    make_document(title="de brug", askers=(Asker("Van Lon", "Lijst Waterland"),))
    make_document(title="de pont", askers=(Asker("Van Loon", "Lijst Waterland"),))
    return Member.objects.get(name="Van Lon"), Member.objects.get(name="Van Loon")


def test_two_names_become_one(beheer: Client, client: Client) -> None:
    wrong, right = two_spellings()
    merge(beheer, wrong, "Van Loon (Lijst Waterland)")
    response = client.get(wrong.get_absolute_url() + "?jaar=2022")
    assert response.status_code == 302
    assert response.headers["Location"] == right.get_absolute_url() + "?jaar=2022"
    page = get(client, right.get_absolute_url())
    assert sorted(titles(page)) == ["De brug", "De pont"]
    assert "Ook gedrukt als Van Lon" in main_text(page)
    assert "1 in het archief" in main_text(get(client, "/kamerleden/"))
    event = Event.objects.first()
    assert event is not None
    assert (event.deed, event.by, event.subject) == (
        "merged",
        "archivaris",
        "Van Lon (Lijst Waterland)",
    )


def test_a_document_says_what_was_printed(beheer: Client, client: Client) -> None:
    wrong, _ = two_spellings()
    document = wrong.documents.get()
    merge(beheer, wrong, "van-loon-lijst-waterland")
    facts = texts(get(client, document.get_absolute_url()), "//dd")
    assert facts[0] == "Van Loon (Lijst Waterland) gedrukt als Van Lon (Lijst Waterland)"


def test_the_preview_names_documents_and_changes_nothing(beheer: Client) -> None:
    wrong, _ = two_spellings()
    make_document(
        title="van beide",
        askers=(Asker("Van Lon", "Lijst Waterland"), Asker("Van Loon", "Lijst Waterland")),
    )
    response = beheer.post(address(wrong, "merge"), {"into": "Van Loon (Lijst Waterland)"})
    text = " ".join(response.content.decode().split())
    for told in ("De brug", "De pont", "Van beide", "Beide namen staan in", "2 documenten"):
        assert told in text, told
    wrong.refresh_from_db()
    assert wrong.merged_into is None


def test_two_that_stand_in_one_document_are_named_once(
    beheer: Client, client: Client, search_engine: str
) -> None:
    both = (Asker("Van Lon", "Lijst Waterland"), Asker("Van Loon", "Lijst Waterland"))
    document = make_document(title="de brug", askers=both)
    offices = (Addressee("Minister", "Veer"), Addressee("Minister", "Veren"))
    other = make_document(title="de sluis", addressees=offices, answerers=())
    merge(beheer, Member.objects.get(name="Van Lon"), "van-loon-lijst-waterland")
    merge(beheer, Ministry.objects.get(name="Veer"), "veren")
    indexing.rebuild()
    facts = texts(get(client, document.get_absolute_url()), "//dd")
    assert facts[0] == "Van Loon (Lijst Waterland) gedrukt als Van Lon (Lijst Waterland)"
    assert texts(get(client, other.get_absolute_url()), "//dd")[1] == (
        "Minister (Veren) gedrukt als Minister (Veer)"
    )
    json = client.get(f"{document.get_absolute_url()}json/").json()
    [asker] = json["set"]["askers"]
    assert asker == {"name": "Van Loon", "party": "Lijst Waterland", "person": None}
    hits = texts(get(client, "/zoeken/?q=brug"), "//p[@class='people']")
    assert hits == [
        "Van Loon (Lijst Waterland) aan Minister (Veren en Bruggen) · antwoord van Dijkstra"
    ]
    [line] = texts(get(client, "/zoeken/?q=sluis"), "//p[@class='people']")
    assert line == "Van Loon (Lijst Waterland) aan Minister (Veren)"


def test_parting_them_again_gives_each_its_documents(beheer: Client, client: Client) -> None:
    wrong, right = two_spellings()
    merge(beheer, wrong, "van-loon-lijst-waterland")
    page = get(beheer, address(right, "change"))
    deeds = " ".join(texts(page, "//section[@class='deeds']"))
    assert "Hiermee samengevoegd: Van Lon (Lijst Waterland)" in deeds
    beheer.post(address(wrong, "unmerge"))
    assert titles(get(client, wrong.get_absolute_url())) == ["De brug"]
    assert titles(get(client, right.get_absolute_url())) == ["De pont"]
    assert "gedrukt als" not in main_text(get(client, wrong.documents.get().get_absolute_url()))


def test_a_new_document_that_prints_the_old_name_shows_the_other(
    beheer: Client, client: Client
) -> None:
    wrong, right = two_spellings()
    merge(beheer, wrong, "van-loon-lijst-waterland")
    make_document(title="de sluis", askers=(Asker("Van Lon", "Lijst Waterland"),))
    assert "De sluis" in titles(get(client, right.get_absolute_url()))


def test_a_merged_party_is_shown_with_its_members_and_in_filters(
    beheer: Client, client: Client, search_engine: str
) -> None:
    make_document(title="de brug", askers=(Asker("Van Loon", "Lijst-Delta"),))
    make_document(title="de pont", askers=(Asker("El Amrani", "Lijst Delt"),))
    indexing.rebuild()
    old = Party.objects.get(name="Lijst Delt")
    merge(beheer, old, "Lijst-Delta")
    indexing.apply_queue()
    assert "El Amrani (Lijst-Delta)" in main_text(get(client, "/kamerleden/"))
    assert links(get(client, "/fracties/"), "//ul[@class='names']").keys() == {"Lijst-Delta"}
    for slug in ("lijst-delta", "lijst-delt"):
        page = get(client, f"/zoeken/?fractie={slug}")
        assert texts(page, "//h1[@id='gevonden']") == ["2 zaken gevonden"], slug
        assert "Fractie: Lijst-Delta" in texts(page, "//ul[@class='chips']")[0]
    beheer.post(address(old, "unmerge"))
    indexing.apply_queue()
    page = get(client, "/zoeken/?fractie=lijst-delt")
    assert texts(page, "//h1[@id='gevonden']") == ["1 zaak gevonden"]


def test_a_merged_ministry_has_the_documents_of_both(beheer: Client, client: Client) -> None:
    make_document(title="de brug", answerers=(Answerer("Dijkstra", "Minister", "Veren & Bruggen"),))
    make_document(title="de pont")
    merge(beheer, Ministry.objects.get(name="Veren & Bruggen"), "veren-en-bruggen")
    page = get(client, "/ministeries/veren-en-bruggen/")
    assert sorted(titles(page)) == ["De brug", "De pont"]
    assert "Ook gedrukt als Veren & Bruggen" in main_text(page)


@pytest.mark.parametrize(
    ("into", "told"),
    [
        ("", "Kies eerst een naam."),
        ("Niemand", "«Niemand» is geen naam uit de lijst."),
        ("van-lon-lijst-waterland", "geen naam uit de lijst"),
    ],
)
def test_a_name_that_cannot_be_chosen_is_told(beheer: Client, into: str, told: str) -> None:
    wrong, _ = two_spellings()
    response = beheer.post(address(wrong, "merge"), {"into": into, "merge": "Samenvoegen"})
    assert response.status_code == 400
    assert told in response.content.decode()


def test_a_merged_name_is_not_merged_again(beheer: Client) -> None:
    wrong, right = two_spellings()
    make_document(askers=(Asker("De Wit", "Lijst Waterland"),))
    merge(beheer, wrong, "van-loon-lijst-waterland")
    response = merge(beheer, wrong, "de-wit-lijst-waterland")
    assert "is al samengevoegd met Van Loon" in response.content.decode()
    wrong.refresh_from_db()
    assert wrong.merged_into == right


def test_merging_and_renaming_ask_for_the_right(beheer: Client) -> None:
    wrong, _ = two_spellings()
    other = archivist("lezer", "change_member", "view_member", "correct_document")
    assert other.get(address(wrong, "merge")).status_code == 403
    assert merge(other, wrong, "van-loon-lijst-waterland").status_code == 403
    other.post(address(wrong, "change"), {"name": "Iemand"})
    wrong.refresh_from_db()
    assert wrong.name == "Van Lon"
    own = archivist("naamkenner", "merge_names")
    assert merge(own, wrong, "van-loon-lijst-waterland").status_code == 200
    wrong.refresh_from_db()
    assert wrong.merged_into is not None


def test_a_renamed_name_can_be_put_back_as_it_was_printed(beheer: Client, client: Client) -> None:
    wrong, right = two_spellings()
    beheer.post(address(wrong, "change"), {"name": "Van Loon", "party": wrong.party_id})
    page = get(client, wrong.get_absolute_url())
    assert texts(page, "//h1") == ["Van Loon"]
    assert "Ook gedrukt als Van Lon" in main_text(page)
    beheer.post(address(wrong, "as_printed"))
    assert texts(get(client, wrong.get_absolute_url()), "//h1") == ["Van Lon"]
    assert texts(get(client, right.get_absolute_url()), "//h1") == ["Van Loon"]


def test_a_name_that_is_renamed_to_that_of_another_is_told(beheer: Client) -> None:
    wrong, _ = two_spellings()
    sent = {"name": "Van Loon", "party": wrong.party_id}
    response = beheer.post(address(wrong, "change"), sent, follow=True)
    assert "Voeg de namen dan samen." in response.content.decode()
