"""A search that is asked again in one state of the archive is not made again, and tells no less."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents.archive.decisions import withdrawals
from documents.models import Document
from documents.search import SearchTooHeavy, indexing
from documents.views.search import page
from tests.factories import make_document

pytestmark = pytest.mark.django_db

ADDRESS = "/zoeken/?q=veerpont"


@pytest.fixture
def document() -> Document:
    made = make_document(title="de veerpont bij Oudewaarde")
    indexing.rebuild()
    return made


def told(response: HttpResponse) -> dict[str, str]:
    """The headers, but for the number of the request."""
    return {name: text for name, text in response.items() if name != "X-Request-ID"}


def shown(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("document")
def test_it_is_the_same_page_for_less(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(ADDRESS)
    with django_assert_max_num_queries(3):  # the state of the archive, and of its index
        again = client.get(ADDRESS)
    assert again.content == first.content
    assert told(again) == told(first)


@pytest.mark.usefixtures("document")
def test_another_search_is_another_page(client: Client) -> None:
    assert "Oudewaarde" in shown(client)
    assert "Niets gevonden" in shown(client, "/zoeken/?q=luchtballon")


def test_what_was_withdrawn_a_moment_ago_is_gone(client: Client, document: Document) -> None:
    assert "Oudewaarde" in shown(client)
    withdrawals.withdraw(document, reason="privacy", note="", by="archivaris")
    assert "Oudewaarde" not in client.get(ADDRESS).content.decode()


@pytest.mark.usefixtures("document")
def test_what_came_a_moment_ago_is_there(client: Client) -> None:
    shown(client)
    make_document(title="de veerpont bij Woudrichem")
    indexing.apply_queue()
    assert "Woudrichem" in shown(client)


@pytest.mark.usefixtures("document")
def test_what_was_given_up_is_tried_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def heavy(*_: object) -> None:
        raise SearchTooHeavy

    with monkeypatch.context() as patched:
        patched.setattr(page, "search", heavy)
        assert client.get(ADDRESS).status_code == 400
    assert "Oudewaarde" in shown(client)


@pytest.mark.usefixtures("document")
def test_who_is_signed_in_gets_a_page_of_his_own(client: Client, admin_user: User) -> None:
    own = Client()
    own.force_login(admin_user)
    assert own.get(ADDRESS).headers["Cache-Control"].startswith("private")
    assert client.get(ADDRESS).headers["Cache-Control"].startswith("public")
    assert own.get(ADDRESS).headers["Cache-Control"].startswith("private")
