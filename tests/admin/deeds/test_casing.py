"""The page on which an archivist cuts a document loose from a case to which it does not belong."""

from __future__ import annotations

import pytest
from django.test import Client

from documents.models import CaseCut, Document, Event
from documents.parsing import Asker
from tests.admin.conftest import archivist
from tests.admin.deeds.pages import address, send, withdraw
from tests.factories import make_document
from tests.pages import get, main_text, texts

pytestmark = pytest.mark.django_db
NUMBER = "2022Z17084"


def two() -> tuple[Document, Document]:
    """Two documents of other people with one case number, which one of them should not have."""
    return (
        make_document(case_number=NUMBER, title="de pont"),
        make_document(case_number=NUMBER, title="de sluis", askers=(Asker("El Amrani"),)),
    )


def state(document: Document) -> str:
    return str(Document.objects.get(pk=document.pk).case.slug)


def test_a_tie_is_shown_cut_with_a_reason_and_undone(beheer: Client, client: Client) -> None:
    one, other = two()
    page = get(beheer, address(other, "case"))
    assert f"zaaknummer {NUMBER}: met vragen met antwoord {one.identifier}" in main_text(page)
    send(beheer, other, "case", key=f"nr:{NUMBER}", why="het nummer is verkeerd gedrukt")
    assert (state(one), state(other)) == (NUMBER, other.identifier)
    [panel] = texts(get(client, one.get_absolute_url()), "//section[contains(@class, 'case')]")
    assert panel.startswith("Zaak Beantwoord na 60 dagen")
    assert "De hele zaak" not in panel
    page = get(beheer, address(other, "case"))
    assert "het nummer is verkeerd gedrukt" in main_text(page)
    send(beheer, other, "uncut", CaseCut.objects.get().pk)
    assert state(one) == state(other) == NUMBER
    told = Event.objects.of_document(other.pk).values_list("deed", flat=True)
    assert list(told)[:2] == [Event.Deed.UNCUT, Event.Deed.CUT]
    history = get(beheer, address(other, "history"))
    assert "het nummer is verkeerd gedrukt" in main_text(history)


def test_a_document_that_stands_alone_is_tied_to_nothing_that_comes(beheer: Client) -> None:
    one, other = two()
    send(beheer, other, "case", key="alle", why="een vergissing")
    later = make_document(case_number=NUMBER, title="de sluis", askers=(Asker("El Amrani"),))
    assert (state(one), state(later), state(other)) == (NUMBER, NUMBER, other.identifier)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"why": "zo maar"}, "Kies een band."),
        ({"key": "nr:1", "why": "zo maar"}, "Kies een band die er is."),
        ({"key": "alle"}, "Geef een reden."),
    ],
)
def test_a_form_that_is_not_filled_in_cuts_nothing(
    beheer: Client, fields: dict[str, str], message: str
) -> None:
    _, other = two()
    response = beheer.post(address(other, "case"), fields)
    assert response.status_code == 400
    assert message in response.content.decode()
    assert not CaseCut.objects.exists()


def test_what_was_cut_or_undone_already_is_told(beheer: Client) -> None:
    _, other = two()
    for _ in range(2):
        response = send(beheer, other, "case", key="alle", why="een vergissing")
    assert "was al losgemaakt" in response.content.decode()
    pk = CaseCut.objects.latest("pk").pk
    send(beheer, other, "uncut", pk)
    assert "niet (meer) losgemaakt" in send(beheer, other, "uncut", pk).content.decode()
    assert beheer.get(address(other, "uncut", pk), follow=True).status_code == 200


def test_a_withdrawn_document_has_no_case_to_be_cut_from(beheer: Client) -> None:
    one, _ = two()
    withdraw(beheer, one)
    page = get(beheer, address(one, "case"))
    assert "hoort bij geen zaak" in main_text(page)
    assert texts(page, "//form[contains(@action, 'weer')]") == []


def test_who_may_not_correct_may_not_cut(db: None) -> None:
    _, other = two()
    reader = archivist("lezer", "view_document")
    assert reader.post(address(other, "case"), {"key": "alle", "why": "x"}).status_code == 403
    assert not CaseCut.objects.exists()
