"""Deleting documents: told first, then typed over; sources and history stay."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Document, Event, IndexChange, Source
from documents.parsing import SeeAlso
from tests.admin.conftest import archivist
from tests.admin.deeds.pages import address, send
from tests.factories import make_document
from tests.pages import get, links, texts

pytestmark = pytest.mark.django_db


def going(page: object) -> str:
    return texts(page, "//div[@id='content-main']")[0]


def test_a_document_is_deleted_after_two_pages_and_its_identifier(
    beheer: Client, client: Client
) -> None:
    document = make_document(identifier="ah-tk-20222023-8200", number=8200)
    other = make_document(see_also=(SeeAlso("2022-2023", 8200),))
    page = get(beheer, address(document, "remove"))
    assert "1 versie" in going(page)
    assert f"de verwijzing vanuit {other.identifier}" in going(page)
    page = get(beheer, links(page, "//div")["Verder naar de bevestiging"])
    assert "Typ ter bevestiging: ah-tk-20222023-8200" in going(page)
    send(beheer, document, "remove_confirm", typed="ah-tk-20222023-8200")
    get(client, document.get_absolute_url(), 404)
    assert IndexChange.objects.filter(document_pk=document.pk).exists()
    assert other.references.get().target is None
    event = Event.objects.first()
    assert event is not None
    assert (event.deed, event.by, event.subject) == ("deleted", "archivaris", document.identifier)
    assert Source.objects.filter(sha256__in=event.details["sources"]).count() == 1


@pytest.mark.parametrize("typed", ["", "ah-tk-20222023-8201 ja", "ja"])
def test_another_text_deletes_nothing(beheer: Client, typed: str) -> None:
    document = make_document(identifier="ah-tk-20222023-8201")
    response = beheer.post(address(document, "remove_confirm"), {"typed": typed})
    assert response.status_code == 400
    assert Document.everything.exists()


def test_djangos_own_way_to_delete_leads_to_these_pages(beheer: Client) -> None:
    document = make_document()
    response = beheer.post(address(document, "delete"), {"post": "yes"})
    assert response.headers["Location"] == address(document, "remove")
    assert Document.everything.exists()


def test_several_are_deleted_together_after_their_number(beheer: Client) -> None:
    documents = [make_document() for _ in range(3)]
    chosen = [str(document.pk) for document in documents[:2]]
    changelist = reverse("admin:documents_document_changelist")
    response = beheer.post(
        changelist, {"action": "delete_chosen", "_selected_action": chosen}, follow=True
    )
    text = response.content.decode()
    assert documents[0].identifier in text
    assert documents[2].identifier not in text
    confirm = reverse("admin:documents_document_remove_many_confirm")
    where = f"{confirm}?document={','.join(chosen)}"
    assert beheer.post(where, {"typed": "3 documenten"}).status_code == 400
    assert Document.everything.count() == 3
    beheer.post(where, {"typed": "2 documenten"})
    assert list(Document.everything.all()) == [documents[2]]


@pytest.mark.parametrize("query", ["", "?document=", "?document=x,-1,²", f"?document={'9' * 40}"])
def test_an_address_without_documents_leads_back_to_the_list(beheer: Client, query: str) -> None:
    response = beheer.get(reverse("admin:documents_document_remove_many") + query)
    assert response.status_code == 302


def test_deleting_asks_for_the_right() -> None:
    document = make_document()
    other = archivist("lezer", "change_document", "withdraw_document")
    sent = {"typed": document.identifier}
    assert other.post(address(document, "remove_confirm"), sent).status_code == 403
    assert Document.everything.exists()
