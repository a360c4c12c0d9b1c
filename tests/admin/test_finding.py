"""Finding documents in the admin: by text, people, kenmerk, number and the name of a file."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from documents.archive.decisions import withdrawals
from documents.models import Document
from documents.parsing import Answer, Asker, Question
from documents.search import indexing
from tests.factories import make_document
from tests.pages import get, texts

pytestmark = pytest.mark.django_db


def found(client: Client, text: str, **filters: str) -> list[str]:
    """The identifiers in the list, in its order."""
    address = reverse("admin:documents_document_changelist")
    query = "&".join(f"{key}={value}" for key, value in {"q": text, **filters}.items())
    return texts(get(client, f"{address}?{query}"), "//th[contains(@class, 'field-identifier')]")


def messages(client: Client, text: str) -> list[str]:
    address = reverse("admin:documents_document_changelist")
    return texts(get(client, f"{address}?q={text}"), "//ul[@class='messagelist']/li")


@pytest.fixture
def archive() -> None:
    """Three documents, in the index."""
    make_document(
        identifier="ah-tk-20232024-1771",
        session_year="2023-2024",
        number=1771,
        file_name="scan-veer.json",
        title="de kade",
        questions=(Question(1, "Vaart de veerpont?"),),
        answers=(Answer((1,), "Ja."),),
    )
    make_document(
        identifier="ah-tk-20222023-2",
        title="de veerpont en nog eens de veerpont",
        askers=(Asker("El Amrani", "Nieuw Midden"),),
    )
    make_document(
        identifier="kv-tk-2024Z00003",
        case_number="2024Z00003",
        title="een molen",
        questions=(Question(1, "Draait de molen?"),),
        answers=(Answer((1,), "Alleen bij wind."),),
        file_name="molen.json",
    )
    indexing.ensure()


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("draait de molen", ["kv-tk-2024Z00003"]),
        ("alleen bij wind", ["kv-tk-2024Z00003"]),
        ("El Amrani", ["ah-tk-20222023-2"]),
        ("Nieuw Midden", ["ah-tk-20222023-2"]),
        ("veerpont -kade", ["ah-tk-20222023-2"]),
        ("2023-2024 1771", ["ah-tk-20232024-1771"]),
        ("2023/24, nr. 1771", ["ah-tk-20232024-1771"]),
        ("2024Z00003", ["kv-tk-2024Z00003"]),
        ("20222023-2", ["ah-tk-20222023-2"]),
        ("AH-TK-20222023-2", ["ah-tk-20222023-2"]),
        ("scan-veer", ["ah-tk-20232024-1771"]),
        ("komeet", []),
    ],
)
def test_a_document_is_found_by(text: str, identifiers: list[str], beheer: Client) -> None:
    assert found(beheer, text) == identifiers


@pytest.mark.usefixtures("archive")
def test_what_is_found_stands_in_the_order_of_the_engine(beheer: Client) -> None:
    # in the title weighs more; by day the other would come first
    Document.objects.filter(identifier="ah-tk-20222023-2").update(date="1999-01-01")
    assert found(beheer, "veerpont") == ["ah-tk-20222023-2", "ah-tk-20232024-1771"]
    assert found(beheer, "veerpont", o="1") == ["ah-tk-20222023-2", "ah-tk-20232024-1771"]
    assert found(beheer, "veerpont", o="-1") == ["ah-tk-20232024-1771", "ah-tk-20222023-2"]


@pytest.mark.usefixtures("archive")
def test_the_list_keeps_its_filters(beheer: Client) -> None:
    assert found(beheer, "veerpont", session_year="2023-2024") == ["ah-tk-20232024-1771"]
    assert found(beheer, "veerpont", probleem="ja") == []


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("text", ["ah-tk-20232024-1771", "2023-2024 1771", "scan-veer.json"])
def test_a_withdrawn_document_is_found_and_told_to_be_so(text: str, beheer: Client) -> None:
    document = Document.objects.get(identifier="ah-tk-20232024-1771")
    withdrawals.withdraw(document, reason="privacy", note="", by="karin")
    assert found(beheer, text) == ["ah-tk-20232024-1771"]
    address = reverse("admin:documents_document_changelist")
    page = get(beheer, f"{address}?q={text}")
    assert texts(page, "//td[contains(@class, 'field-state')]") == ["ingetrokken"]


def test_a_new_document_is_found_at_once_by_its_kenmerk_and_soon_by_its_text(
    beheer: Client,
) -> None:
    indexing.ensure()
    make_document(identifier="ah-tk-20222023-8", title="de tolbrug", file_name="nieuw.json")
    assert found(beheer, "ah-tk-20222023-8") == found(beheer, "nieuw.json") == ["ah-tk-20222023-8"]
    assert found(beheer, "tolbrug") == []
    indexing.apply_queue()
    assert found(beheer, "tolbrug") == ["ah-tk-20222023-8"]


def test_without_an_index_the_database_is_searched_and_that_is_told(beheer: Client) -> None:
    make_document(identifier="ah-tk-20222023-8", title="de tolbrug")
    make_document(identifier="ah-tk-20222023-9", title="de molen", askers=(Asker("Vis"),))
    assert found(beheer, "tolbrug loon") == ["ah-tk-20222023-8"]
    assert found(beheer, "Vis") == ["ah-tk-20222023-9"]
    [told] = messages(beheer, "tolbrug")
    assert told.startswith("De zoekindex is nu niet te gebruiken")


@pytest.mark.usefixtures("archive")
def test_what_the_engine_says_of_a_question_is_told(beheer: Client) -> None:
    assert messages(beheer, "veerpont") == []
    assert messages(beheer, "x" * 3000)
    assert messages(beheer, '"veerpont')


@pytest.mark.usefixtures("archive")
def test_any_text_can_be_asked(beheer: Client) -> None:
    for text in ("%", "'", '"', "((", "*", "2023-2024", "-", "jaar:", "%00x", "€" * 300):
        address = reverse("admin:documents_document_changelist")
        assert beheer.get(address, {"q": text}).status_code in {200, 302, 400}
