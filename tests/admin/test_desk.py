"""The first page of the admin: what waits, what is odd, what was done, and how the archive is."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.archive import export, uploads
from documents.archive.decisions import corrections, redactions
from documents.archive.upgrading import reparse
from documents.models import Document, DocumentVersion, UploadedFile
from documents.parsing import Problem
from documents.search import indexing
from tests.admin.conftest import Send, archivist, set_file
from tests.archive.test_audit import new_version
from tests.factories import make_document
from tests.pages import get, links, said, texts

pytestmark = pytest.mark.django_db


def desk(client: Client) -> Any:
    return get(client, reverse("admin:index"))


def section(client: Client, heading: str) -> str:
    """The text below a heading; empty where there is none."""
    found = desk(client).xpath(f"//section[h2 = '{heading}']")
    return said(found[0]) if found else ""


def state(client: Client) -> dict[str, str]:
    page = desk(client)
    labels, values = texts(page, "//section//dt"), texts(page, "//section//dd")
    return dict(zip(labels, values, strict=True))


def test_files_that_wait_are_counted_and_lead_to_their_uploads(beheer: Client, send: Send) -> None:
    send(("a.json", set_file()), ("b.json", set_file()), ("c.json", set_file()))
    uploads.cancel([UploadedFile.objects.order_by("pk")[0].pk], by="karin")
    assert "Bestanden die op beoordeling wachten: 2" in section(beheer, "Wat wacht")
    address = links(desk(beheer), "//section")["Bestanden die op beoordeling wachten: 2"]
    upload = UploadedFile.objects.all()[0].upload
    assert str(upload) in texts(get(beheer, address), "//th//a")
    assert "3 bestanden, 2 wachten" in section(beheer, "Laatste uploads")


def test_corrections_that_ask_for_a_new_look_are_named(beheer: Client) -> None:
    document = make_document(title="de veerpont")
    whole = Document.objects.whole().get()
    corrections.correct(document, replace(export.question_set(whole), title="een brug"), by="karin")
    assert "anders wordt gelezen: 0" in section(beheer, "Wat wacht")
    new_version(document, title="de pont")
    assert "anders wordt gelezen: 1" in section(beheer, "Wat wacht")
    address = reverse("admin:documents_document_change", args=[document.pk])
    assert links(desk(beheer), "//section")[document.identifier] == address


def test_redactions_that_hide_nothing_any_more_are_named(beheer: Client) -> None:
    document = make_document()
    redactions.redact(document, "vaart weer in mei", note="op verzoek", by="piet")
    assert "niet meer in het document staan: 0" in section(beheer, "Wat wacht")
    new_version(document, answers=())
    assert "niet meer in het document staan: 1" in section(beheer, "Wat wacht")
    assert "vaart weer" not in section(beheer, "Wat wacht")


def test_problems_are_counted_by_code_and_lead_to_their_documents(beheer: Client) -> None:
    make_document(problems=(Problem.of("no_title"), Problem.of("no_title")))
    make_document(problems=(Problem.of("no_title"), Problem.of("no_askers")))
    make_document()
    counted = texts(desk(beheer), "//section[h2 = 'Problemen']//li")
    assert [row.rpartition("(")[2] for row in counted] == ["2 documenten)", "1 document)"]
    address = desk(beheer).xpath("//section[h2 = 'Problemen']//a/@href")[0]
    assert len(get(beheer, address).xpath("//th[contains(@class, 'field-identifier')]")) == 2


def test_the_last_events_are_shown(beheer: Client) -> None:
    document = make_document()
    told = section(beheer, "Laatste gebeurtenissen")
    assert f"{document.identifier} gepubliceerd door een opdracht" in told


def test_the_state_of_the_index_is_told(beheer: Client) -> None:
    make_document()
    assert state(beheer)["Zoekindex"].startswith("De index moet worden opgebouwd")
    indexing.ensure()
    make_document()
    assert state(beheer)["Zoekindex"] == "1 documenten in de index; 1 wachten."


def test_what_waits_after_an_upgrade_is_told_with_the_command_that_shows_it(
    beheer: Client,
) -> None:
    make_document()
    DocumentVersion.objects.update(reading="json anders")
    told = section(beheer, "Na een nieuwe versie")
    assert "1 bron is gelezen door een eerdere versie: manage.py reparse --outdated" in told
    reparse.follow()
    assert section(beheer, "Na een nieuwe versie") == ""


def test_the_disk_is_told(beheer: Client) -> None:
    make_document()
    told = state(beheer)
    assert {"Vrij op de schijf", "Ruimte van bronnen", "Ruimte van de database"} < told.keys()
    assert told["Ruimte van de database"].endswith(("KB", "MB"))


def test_a_backup_is_unknown_until_a_script_leaves_word(beheer: Client) -> None:
    stamp: Path = settings.DATA_DIR / "last-backup"
    assert state(beheer)["Laatste reservekopie"] == "onbekend"
    stamp.touch()
    try:
        assert state(beheer)["Laatste reservekopie"].endswith("(vandaag of gisteren)")
        os.utime(stamp, (1_600_000_000, 1_600_000_000))
        assert "13-09-2020" in state(beheer)["Laatste reservekopie"]
        assert state(beheer)["Laatste reservekopie"].endswith("dat is lang geleden")
    finally:
        stamp.unlink()


@pytest.mark.parametrize(
    ("permission", "sections"),
    [
        ("view_document", ["Wat wacht", "Hoe het archief ervoor staat", "Problemen"]),
        ("view_upload", ["Wat wacht", "Hoe het archief ervoor staat", "Laatste uploads"]),
        ("view_event", ["Hoe het archief ervoor staat", "Laatste gebeurtenissen"]),
        ("view_party", ["Hoe het archief ervoor staat"]),
    ],
)
def test_each_sees_what_he_may(permission: str, sections: list[str]) -> None:
    client = archivist("iemand", permission)
    assert texts(desk(client), "//section/h2") == sections
    assert ("Vrij op de schijf" in state(client)) == (permission == "view_event")


def test_nobody_sees_it_without_signing_in() -> None:
    assert Client().get(reverse("admin:index")).status_code == 302
    assert Client().get("/beheer/").status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_archive(beheer: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            desk(beheer)
        return len(captured)

    for _ in range(2):
        make_document(problems=(Problem.of("no_title"),))
    queries()
    before = queries()
    for _ in range(8):
        redactions.redact(make_document(), "in mei", note="op verzoek", by="piet")
    queries()
    assert queries() <= before
