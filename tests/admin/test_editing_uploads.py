"""A file that waits is corrected before it is published, in the same editor."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documents.archive import uploads
from documents.archive.changes import Change
from documents.models import Document, Event, UploadedFile
from tests.admin.conftest import Send, archivist, set_file
from tests.admin.sent import sent, tree
from tests.admin.test_corrections import fields, reparsed, saved, told
from tests.factories import make_document
from tests.pages import texts

pytestmark = pytest.mark.django_db


def address(file: UploadedFile) -> str:
    return reverse("admin:documents_upload_correct", args=[file.upload_id, file.pk])


@pytest.fixture
def file(send: Send) -> UploadedFile:
    """A file that waits."""
    send(("veer.json", set_file(identifier="ah-tk-20222023-77", title="de brg")))
    return UploadedFile.objects.get()


def correct(client: Client, file: UploadedFile, do: str = "save", **typed: str) -> HttpResponse:
    return client.post(address(file), sent(client.get(address(file))) | typed | {"do": do})


def publish(file: UploadedFile) -> Document:
    uploads.publish([file.pk], by="het hoofd")
    file.refresh_from_db()
    assert file.document is not None
    return file.document


def test_saving_a_waiting_file_unchanged_changes_nothing(
    beheer: Client, file: UploadedFile
) -> None:
    events = Event.objects.count()
    response = correct(beheer, file)
    assert saved(response)
    assert response.url.endswith(f"/bestand/{file.pk}/")
    file.refresh_from_db()
    assert (file.wanted, Event.objects.count()) == (None, events)


def test_what_is_corrected_before_is_a_correction_once_published(
    beheer: Client, file: UploadedFile
) -> None:
    typed = {"header-title": "de brug", "answers-0-text": "Jawel.\r\n\r\n– toch", "why": "zetfout"}
    assert saved(correct(beheer, file, **typed))
    document = publish(file)
    assert (document.title, document.answers.first().text) == ("de brug", "Jawel.\n\n– toch")
    rows = {(row.path, row.why, row.made_by) for row in document.corrections.all()}
    assert rows == {
        ("title", "zetfout", "archivaris"),
        ("answers[0].text", "zetfout", "archivaris"),
    }


def test_a_document_keeps_its_own_corrections_when_a_corrected_file_is_published(
    beheer: Client, send: Send
) -> None:
    document = make_document(identifier="ah-tk-20222023-78", pages="1")
    change = reverse("admin:documents_document_change", args=[document.pk])
    beheer.post(change, sent(beheer.get(change)) | {"header-title": "van vroeger", "do": "save"})
    send(("later.json", set_file(identifier="ah-tk-20222023-78", title="later", pages="2")))
    file = UploadedFile.objects.get()
    assert saved(correct(beheer, file, **{"header-pages": "3"}))
    assert publish(file) == document
    document.refresh_from_db()
    assert (document.title, document.pages) == ("van vroeger", "3")


def test_corrections_of_a_file_that_do_not_fit_those_of_its_document_are_told(
    beheer: Client, send: Send
) -> None:
    document = make_document(identifier="ah-tk-20222023-78")
    change = reverse("admin:documents_document_change", args=[document.pk])
    page = beheer.post(change, sent(beheer.get(change)) | {"do": "remove answers 1"})
    whole = sent(page) | {"do": "save"}
    [overrule] = tree(beheer.post(change, whole)).xpath("//input[@name='overrule']/@value")
    assert saved(beheer.post(change, whole | {"overrule": overrule}))
    send(("later.json", set_file(identifier="ah-tk-20222023-78", pages="2")))
    file = UploadedFile.objects.get()
    assert saved(correct(beheer, file, **{"answers-1-text": "In juni."}))
    outcome = uploads.publish([file.pk], by="archivaris", despite_losses=True)
    assert outcome == {Change.FAILED: 1}
    file.refresh_from_db()
    assert "past niet op de correcties van het document" in file.outcome
    assert document.answers.count() == 1


def test_a_file_whose_set_cannot_be_read_has_no_editor(beheer: Client, file: UploadedFile) -> None:
    UploadedFile.objects.update(parsed={"kind": "iets"})
    assert beheer.get(address(file)).status_code == 404


def test_buttons_move_the_parts_of_a_file_and_faults_are_told(
    beheer: Client, file: UploadedFile
) -> None:
    page = correct(beheer, file, "up questions 1", **{"header-title": "half"})
    assert fields(page, "questions", "number") == ["2", "1"]
    assert sent(page)["header-title"] == "half"
    assert told(correct(beheer, file, **{"questions-0-number": "2"}))[:1] == [
        "Vraag 2 staat er twee keer."
    ]
    file.refresh_from_db()
    assert file.wanted is None


def test_a_file_cannot_be_given_the_identifier_of_another_document(
    beheer: Client, file: UploadedFile
) -> None:
    make_document(identifier="ah-tk-20222023-79")
    typed = {"header-identifier": "ah-tk-20222023-79"}
    assert told(correct(beheer, file, **typed)) == ["Dit kenmerk is al van een ander document."]
    assert saved(correct(beheer, file, **{"header-identifier": "ah-tk-20222023-80"}))
    assert publish(file).identifier == "ah-tk-20222023-80"


def test_what_another_changed_in_a_file_is_told(beheer: Client, file: UploadedFile) -> None:
    stale = sent(beheer.get(address(file)))
    correct(beheer, file, **{"header-title": "van de een"})
    response = beheer.post(address(file), stale | {"header-title": "van de ander", "do": "save"})
    assert response.status_code == 409
    rows = texts(tree(response), "//section[@aria-labelledby='intussen']//dd")
    assert rows == ["de brg", "van de een"]
    assert sent(response)["header-title"] == "van de ander"


def test_a_file_that_was_published_meanwhile_is_not_edited(
    beheer: Client, file: UploadedFile
) -> None:
    data = sent(beheer.get(address(file)))
    publish(file)
    assert beheer.get(address(file)).status_code == 404
    response = beheer.post(address(file), data | {"header-title": "x", "do": "save"})
    assert response.status_code == 404


def test_a_file_has_its_address_in_its_own_upload_only(beheer: Client, file: UploadedFile) -> None:
    wrong = reverse("admin:documents_upload_correct", args=[file.upload_id + 1, file.pk])
    assert beheer.get(wrong).status_code == 404
    huge = reverse("admin:documents_upload_correct", args=[10**30, 10**30])
    assert beheer.get(huge).status_code == 404


def test_who_may_not_upload_may_not_correct_a_file(file: UploadedFile) -> None:
    client = archivist("ander", "view_upload", "correct_document")
    assert client.get(address(file)).status_code == 403


def test_a_document_whose_source_changed_meanwhile_is_told(beheer: Client) -> None:
    document = make_document(title="de brug")
    change = reverse("admin:documents_document_change", args=[document.pk])
    stale = sent(beheer.get(change))
    reparsed(document, title="de bruggen", number=document.number)
    response = beheer.post(change, stale | {"header-pages": "9", "do": "save"})
    assert response.status_code == 409
    assert (sent(response)["header-title"], sent(response)["header-pages"]) == ("de bruggen", "9")
