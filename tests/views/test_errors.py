"""The pages for what goes wrong."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from documents.views import errors
from tests.pages import get, main_text

ADDRESS = "/beheer/login/"


@pytest.mark.django_db
def test_a_form_without_its_token_is_explained() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(ADDRESS, {"username": "iemand", "password": "iets"})
    assert response.status_code == 403
    assert "Het formulier is verlopen" in response.content.decode()


def test_no_access_is_said(rf: RequestFactory) -> None:
    response = errors.forbidden(rf.get("/"), PermissionDenied())
    assert response.status_code == 403
    assert "Geen toegang" in response.content.decode()


def test_a_request_that_no_server_understands(client: Client) -> None:
    response = client.get("/", headers={"host": "elders.example"})
    assert response.status_code == 400
    assert "Dat begreep de server niet" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/zoeken/?q=a%00b", "/beheer/documents/party/?slug=%00"])
def test_a_nul_in_an_address_is_refused(admin_client: Client, address: str) -> None:
    page = get(admin_client, address, 400)
    assert "Dat begreep de server niet" in main_text(page)


def test_a_fault_of_our_own_needs_no_database(rf: RequestFactory) -> None:
    # no django_db mark: a query here would fail the test
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Er is iets misgegaan" in response.content.decode()


@pytest.mark.django_db
def test_a_fault_in_a_view_gives_that_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("documents.models.DocumentQuerySet.newest", broken)
    client.raise_request_exception = False
    page = get(client, "/", 500)
    assert "Er is iets misgegaan" in main_text(page)
    assert "broken on purpose" not in page.text_content()


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "BREW"])
def test_a_method_for_which_no_page_has_an_answer_is_refused(client: Client, method: str) -> None:
    answer = client.generic(method, "/zoeken/?q=brug", headers={"Cookie": "x=geheim"})
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert answer["Content-Security-Policy"]
    assert b"geheim" not in answer.content
