"""Versions of a document: all are kept, any can be made the valid one, each says what it changed."""

from __future__ import annotations

import dataclasses

import pytest
from django.test import Client
from django.urls import reverse

from documents.archive.decisions import corrections
from documents.models import Document, Event
from documents.parsing import Answer, Question, QuestionSet
from tests.admin.conftest import archivist
from tests.admin.deeds.pages import address, another_version, redact, send
from tests.factories import make_set
from tests.pages import get, links, main_text, texts

pytestmark = pytest.mark.django_db

NAMES = ("pont", "kade", "brug", "sluis", "dijk", "molen")


def whole() -> QuestionSet:
    """Six questions with answers, as in a PDF."""
    return make_set(
        identifier="ah-tk-20222023-8100",
        number=8100,
        title="de pont",
        questions=tuple(Question(i, f"Hoe gaat het met de {n}?") for i, n in enumerate(NAMES, 1)),
        answers=tuple(
            Answer((i,), f"Met de {n} gaat het goed. " * 3) for i, n in enumerate(NAMES, 1)
        ),
    )


def cut() -> QuestionSet:
    """The same, cut at two thirds."""
    full = whole()
    return dataclasses.replace(full, questions=full.questions[:4], answers=full.answers[:4])


def replaced() -> Document:
    """A whole PDF, that a text replaced which is cut."""
    another_version(whole(), "pdf")
    return another_version(cut(), "text", valid=True)


def test_a_pdf_that_a_text_cut_short_replaced_can_be_put_back(
    beheer: Client, client: Client
) -> None:
    document = replaced()
    assert "sluis" in main_text(get(client, document.get_absolute_url()))
    assert "molen" not in main_text(get(client, document.get_absolute_url()))
    page = get(beheer, address(document, "version", 1))
    assert "Maak versie 1 geldig" in page.xpath("//input[@type='submit']/@value")
    send(beheer, document, "validate", 1)
    assert "molen" in main_text(get(client, document.get_absolute_url()))
    event = Event.objects.first()
    assert event is not None
    assert (event.deed, event.by, event.details) == (
        "validated",
        "archivaris",
        {"old": 2, "new": 1},
    )


def test_losses_are_told_before_a_version_becomes_valid(beheer: Client) -> None:
    document = replaced()
    send(beheer, document, "validate", 1)
    page = get(beheer, address(document, "version", 2))
    [alarm] = texts(page, "//*[@role='alert']")
    assert "2 vragen minder (4 in plaats van 6)" in alarm
    assert "2 antwoorden minder (4 in plaats van 6)" in alarm
    assert "Vraag 6" in " ".join(texts(page, "//section[@class='difference']/h2"))
    assert "sluis" not in " ".join(texts(page, "//section[@class='difference']"))


def test_only_a_form_that_was_sent_makes_a_version_valid(beheer: Client) -> None:
    document = replaced()
    get(beheer, address(document, "validate", 1))
    document.refresh_from_db()
    assert document.version == 2


def test_making_a_version_valid_asks_for_the_right(beheer: Client) -> None:
    document = replaced()
    reader = archivist("lezer", "view_document", "correct_document")
    page = get(reader, address(document, "version", 1))
    assert page.xpath("//input[@value='Maak versie 1 geldig']") == []
    assert reader.post(address(document, "validate", 1)).status_code == 403


def test_corrections_stay_on_top_whichever_version_is_valid(beheer: Client, client: Client) -> None:
    document = another_version(whole(), "pdf")
    wanted = dataclasses.replace(whole(), title="de veerpont")
    corrections.correct(document, wanted, by="archivaris")
    another_version(dataclasses.replace(whole(), summary="Over veren."), "koop_xml")
    send(beheer, document, "validate", 1)
    assert texts(get(client, document.get_absolute_url()), "//h1") == ["De veerpont"]


def test_a_correction_without_a_place_in_a_version_is_told(beheer: Client) -> None:
    document = another_version(whole(), "pdf")
    full = whole()
    last = dataclasses.replace(full.answers[5], text="Met de molen gaat het slecht.")
    wanted = dataclasses.replace(full, answers=(*full.answers[:5], last))
    corrections.correct(document, wanted, by="archivaris")
    another_version(cut(), "text", valid=False)
    page = get(beheer, address(document, "version", 2))
    assert "Correcties zonder plaats in deze versie: antwoord op vraag 6" in main_text_of_admin(
        page
    )


def main_text_of_admin(page: object) -> str:
    return texts(page, "//div[@id='content-main']")[0]


def test_the_list_says_where_each_version_came_from(beheer: Client) -> None:
    document = another_version(whole(), "pdf")
    another_version(dataclasses.replace(whole(), title="de pont en de kade"), "koop_xml")
    rows = texts(get(beheer, address(document, "versions")), "//tbody/tr")
    assert len(rows) == 2
    assert rows[0].startswith("Versie 2 (geldig) versie.koop_xml (KOOP-XML")
    assert "titel" in rows[0]
    assert rows[1].startswith("Versie 1 versie.pdf (PDF")


def test_visitors_see_what_a_version_changed_word_by_word(client: Client) -> None:
    document = another_version(whole(), "pdf")
    another_version(dataclasses.replace(whole(), title="de oude pont"), "koop_xml")
    page = get(client, document.get_absolute_url())
    listing = links(page)["De 2 versies vergelijken"]
    page = get(client, listing)
    assert "Anders dan in de versie ervoor: titel." in main_text(page)
    page = get(client, links(page)["Versie 2"])
    assert texts(page, "//section[@class='difference']/h2") == ["Titel"]
    assert texts(page, "//section[@class='difference']//ins") == ["[erbij: oude ]"]
    assert page.xpath("//section[@class='difference']//del") == []


def test_visitors_see_which_fields_were_corrected_and_not_by_whom(client: Client) -> None:
    document = another_version(whole(), "pdf")
    another_version(dataclasses.replace(whole(), title="de oude pont"), "koop_xml")
    corrections.correct(document, dataclasses.replace(whole(), title="het veer"), by="geheime-naam")
    for page in (document.get_absolute_url(), f"{document.get_absolute_url()}versies/"):
        found = main_text(get(client, page))
        assert "titel" in found
        assert "gecorrigeerd" in found or "anders dan in de bron" in found
        assert "geheime-naam" not in client.get(page).content.decode()


def test_a_document_with_one_version_has_no_link_to_versions(client: Client) -> None:
    document = another_version(whole(), "pdf")
    assert not [a for a in links(get(client, document.get_absolute_url())) if "versies" in a]


def test_the_source_is_that_of_the_valid_version(beheer: Client, client: Client) -> None:
    document = replaced()
    send(beheer, document, "validate", 1)
    response = client.get(f"{document.get_absolute_url()}bron/")
    assert 'filename="versie.pdf"' in response["Content-Disposition"]


@pytest.mark.parametrize("number", ["3", "0", "9" * 30])
def test_a_version_that_is_not_there_is_not_found(
    beheer: Client, client: Client, number: str
) -> None:
    document = replaced()
    get(client, f"{document.get_absolute_url()}versies/{number}/", 404)
    assert beheer.get(f"{address(document, 'versions')}{number}/").status_code == 404


def test_the_source_of_a_redacted_document_is_for_those_with_the_right(
    beheer: Client, client: Client
) -> None:
    document = replaced()
    redact(beheer, document, "met de kade")
    page = get(client, f"{document.get_absolute_url()}bron/", 403)
    assert "bescherming van persoonsgegevens" in main_text(page)
    wanted = address(document, "version_source", 1)
    assert archivist("lezer", "view_document").get(wanted).status_code == 403
    assert archivist("ziener", "view_document", "see_sources").get(wanted).status_code == 200


def test_nor_is_such_a_source_shown_among_the_sources(beheer: Client) -> None:
    document = replaced()
    redact(beheer, document, "met de kade")
    source = document.versions.get(number=1).source
    pages = [
        reverse("admin:documents_source_change", args=[source.pk]),
        reverse("admin:documents_source_file", args=[source.pk]),
    ]
    reader = archivist("lezer", "view_source")
    seer = archivist("ziener", "view_source", "see_sources")
    assert [reader.get(page).status_code for page in pages] == [403, 403]
    assert [seer.get(page).status_code for page in pages] == [200, 200]
