"""Withdrawing a document: no visitor sees anything of it, until it is restored."""

from __future__ import annotations

import pytest
from django.test import Client

from documents.archive import uploads
from documents.models import Document, Event, UploadedFile
from documents.parsing import SeeAlso
from documents.search import indexing
from tests.admin.conftest import Send, archivist, set_file
from tests.admin.deeds.pages import address, send, withdraw
from tests.factories import make_document
from tests.pages import get, links, main_text, texts

pytestmark = pytest.mark.django_db


def secret() -> Document:
    return make_document(
        identifier="ah-tk-20222023-8001", number=8001, title="de kluis van Kapitein Kwikstaart"
    )


@pytest.mark.parametrize(
    "below", ["", "json/", "bron/", "bron/?versie=1", "versies/", "versies/1/"]
)
def test_every_address_of_a_withdrawn_document_says_that_it_is_gone(
    beheer: Client, client: Client, below: str
) -> None:
    document = secret()
    withdraw(beheer, document, reason="rechter", note="Zie de uitspraak van mei.")
    response = client.get(f"/documenten/{document.identifier}/{below}")
    assert response.status_code == 410
    assert response["X-Robots-Tag"] == "noindex"
    text = response.content.decode()
    assert "rechterlijke uitspraak" in text
    assert "Zie de uitspraak van mei." in text
    assert "Kwikstaart" not in text


def test_a_withdrawn_document_is_in_no_list_and_no_count(
    beheer: Client, client: Client, search_engine: str
) -> None:
    document = secret()
    make_document(
        identifier="ah-tk-20222023-8002",
        number=8002,
        title="de brug",
        see_also=(SeeAlso("2022-2023", 8001),),
    )
    indexing.rebuild()
    addresses = [
        "/",
        "/zoeken/?q=kwikstaart",
        "/zoeken/?q=kwikst*",
        "/zoeken/?q=kwikstaert",
        "/zoeken/",
        "/kamerleden/van-loon-lijst-waterland/",
        "/datum/2022/11/",
        "/documenten/ah-tk-20222023-8002/",
    ]
    withdraw(beheer, document)
    for moment in ("before the index knows it", "after"):
        for page in addresses:
            found = main_text(get(client, page))
            assert "wikstaart" not in found.replace("kwikstaart", "", 1), (moment, page)
            assert "2 documenten" not in found, (moment, page)
        assert "Niets gevonden" in main_text(get(client, "/zoeken/?q=kwikstaart")) or (
            "0 documenten" in main_text(get(client, "/zoeken/?q=kwikstaart"))
        )
        indexing.apply_queue()


def test_a_reference_to_a_withdrawn_document_is_no_link_until_it_is_restored(
    beheer: Client, client: Client
) -> None:
    document = secret()
    other = make_document(see_also=(SeeAlso("2022-2023", 8001),))
    withdraw(beheer, document)
    assert document.get_absolute_url() not in links(get(client, other.get_absolute_url())).values()
    send(beheer, document, "restore")
    assert document.get_absolute_url() in links(get(client, other.get_absolute_url())).values()


def test_a_name_that_stood_in_a_withdrawn_document_alone_has_no_page(
    beheer: Client, client: Client
) -> None:
    document = secret()
    get(client, "/kamerleden/van-loon-lijst-waterland/")
    withdraw(beheer, document)
    get(client, "/kamerleden/van-loon-lijst-waterland/", 404)
    send(beheer, document, "restore")
    get(client, "/kamerleden/van-loon-lijst-waterland/")


def test_a_restored_document_is_as_it_was(beheer: Client, client: Client) -> None:
    document = secret()
    before = client.get(f"/documenten/{document.identifier}/json/").json()
    withdraw(beheer, document)
    send(beheer, document, "restore")
    assert client.get(f"/documenten/{document.identifier}/json/").json() == before
    deeds = Event.objects.of_document(document.pk).values_list("deed", "by")
    assert list(deeds)[:2] == [("restored", "archivaris"), ("withdrawn", "archivaris")]


def test_a_new_upload_of_a_withdrawn_document_stays_withdrawn(
    beheer: Client, client: Client, send: Send
) -> None:
    document = secret()
    withdraw(beheer, document)
    send(("nieuw.json", set_file(identifier=document.identifier, title="de kluis, opnieuw")))
    file = UploadedFile.objects.get()
    assert uploads.preview(file).is_withdrawn
    uploads.publish([file.pk], by="archivaris")
    get(client, document.get_absolute_url(), 410)
    assert Document.everything.get().versions.count() == 2


def test_without_a_reason_nothing_is_withdrawn(beheer: Client, client: Client) -> None:
    document = secret()
    response = beheer.post(address(document, "withdraw"), {"note": "zomaar"})
    assert response.status_code == 400
    assert "Kies een reden." in response.content.decode()
    get(client, document.get_absolute_url())


def test_withdrawing_asks_for_the_right(client: Client) -> None:
    document = secret()
    other = archivist("lezer", "change_document", "redact_document")
    assert other.post(address(document, "withdraw"), {"reason": "privacy"}).status_code == 403
    assert other.post(address(document, "restore")).status_code == 403
    own = archivist("intrekker", "withdraw_document")
    own.post(address(document, "withdraw"), {"reason": "privacy"})
    get(client, document.get_absolute_url(), 410)


def test_the_page_of_a_document_leads_to_what_can_be_done_with_it(beheer: Client) -> None:
    document = secret()
    page = get(beheer, address(document, "change"))
    assert {"Intrekken…", "Passage lakken…", "Verwijderen…", "Versies"} <= links(page).keys()
    withdraw(beheer, document, note="Op verzoek.")
    page = get(beheer, address(document, "change"))
    assert "Herstellen…" in links(page)
    assert "Op verzoek." in texts(page, "//section[@class='deeds']")[0]


def test_an_unknown_document_is_not_found(beheer: Client) -> None:
    assert beheer.get("/beheer/documents/document/999/intrekken/").status_code == 404
    assert beheer.get(f"/beheer/documents/document/{10**30}/intrekken/").status_code == 404
