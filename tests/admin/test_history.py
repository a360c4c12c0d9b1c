"""The history in the admin: who did what, when, with which file; as pages and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from documents.archive import export, uploads
from documents.archive.decisions import corrections, deletions, names, redactions, withdrawals
from documents.archive.versions import make_valid
from documents.models import Document, Event, Member, Party, UploadedFile
from documents.parsing import Asker
from tests.admin.conftest import Send, archivist, set_file
from tests.archive.test_audit import new_version
from tests.factories import make_document
from tests.pages import get, main_text, texts

pytestmark = pytest.mark.django_db


def history_of(row: Any, **query: str) -> str:
    address = reverse(f"admin:documents_{row._meta.model_name}_history", args=[row.pk])
    return address + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def whole(**query: str) -> str:
    address = reverse("admin:documents_event_changelist")
    return address + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def correct(document: Document, **fields: Any) -> None:
    stored = Document.everything.whole().get(pk=document.pk)
    wanted = replace(export.question_set(stored), **fields)
    corrections.correct(document, wanted, by="karin", why="drukfout")


def deeds(client: Client, address: str) -> list[str]:
    """The headings of a list, the last event first."""
    return texts(get(client, address), "//ol[@class='history-events']/li/h2")


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    data = b"".join(response.streaming_content)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_all_that_happened_to_a_document_stands_in_one_list(beheer: Client) -> None:
    document = make_document(file_name="veer.json")
    new_version(document)
    make_valid(document.pk, 1, by="karin")
    correct(document, title="de veerpont bij Zomerdam")
    redactions.redact(document, "vaart weer in mei", note="op verzoek", by="piet")
    withdrawals.withdraw(document, reason="privacy", note="", by="piet")
    withdrawals.restore(document, by="piet")
    names.respell(Member.objects.get(), {"name": "Van Loon-Smit"}, by="karin")
    told = deeds(beheer, history_of(document))
    assert [deed.split(":")[0] for deed in told] == [
        "Naam gewijzigd",
        "Hersteld",
        "Ingetrokken",
        "Gelakt",
        "Gecorrigeerd",
        "Andere versie geldig gemaakt",
        "Nieuwe versie",
        "Gepubliceerd",
    ]
    text = main_text(get(beheer, history_of(document)))
    for words in ("door karin", "door een opdracht", "uit veer.json", "Reden: drukfout"):
        assert words in text


def test_old_and_new_value_of_a_correction_are_shown(beheer: Client) -> None:
    document = make_document(title="de veerpont", askers=(Asker("Van Loon"),))
    correct(document, title="een brug", askers=(Asker("Van Loon"), Asker("Vis", "Waterland")))
    page = get(beheer, history_of(document))
    assert texts(page, "//dl//dt") == ["Titel", "Vraagstellers"]
    assert texts(page, "//dl//del") == ["de veerpont", "Van Loon (zonder fractie)"]
    assert texts(page, "//dl//ins")[1] == "Van Loon (zonder fractie) Vis (Waterland)"


def test_of_a_long_value_the_words_that_differ_are_shown(beheer: Client) -> None:
    document = make_document(title="de veerpont bij Oudewaarde vaart niet meer in de winter")
    correct(document, title="de veerpont bij Nieuwewaarde vaart niet meer in de winter")
    page = get(beheer, history_of(document))
    assert texts(page, "//dl//del") == ["Oudewaarde"]
    assert texts(page, "//dl//ins") == ["Nieuwewaarde"]
    [whole] = page.xpath("//dl/dd/span")
    assert "\n" not in whole.text_content()  # white space is shown as it stands


def test_names_that_are_merged_are_told_with_each_document_that_has_them(beheer: Client) -> None:
    document, other = make_document(), make_document(askers=(Asker("Vis"),))
    bystander = make_document(askers=(Asker("Aalbers"),))
    names.merge(Member.objects.get(name="Vis"), Member.objects.get(name="Van Loon"), by="karin")
    for row in (
        document,
        other,
        Member.objects.get(name="Vis"),
        Member.objects.get(name="Van Loon"),
    ):
        assert deeds(beheer, history_of(row))[0] == "Samengevoegd: Vis"
    assert "Samengevoegd: Vis" not in deeds(beheer, history_of(bystander))


def test_a_withdrawn_document_keeps_the_history_of_its_names(beheer: Client) -> None:
    document = make_document()
    names.respell(Party.objects.get(), {"name": "Waterlijst"}, by="karin")
    withdrawals.withdraw(document, reason="privacy", note="", by="karin")
    assert "Naam gewijzigd: Lijst Waterland" in deeds(beheer, history_of(document))


def test_an_upload_has_a_history_of_its_own(beheer: Client, send: Send) -> None:
    send(("a.json", set_file(identifier="ah-tk-20222023-71")), ("b.json", set_file()))
    one, other = UploadedFile.objects.order_by("pk")
    uploads.cancel([other.pk], by="karin")
    uploads.publish([one.pk], by="karin")
    upload = one.upload
    assert deeds(beheer, history_of(upload)) == [
        "Gepubliceerd: ah-tk-20222023-71",
        f"Geannuleerd: {upload}",
        f"Gelezen: {upload}",
        f"Geüpload: {upload}",
    ]
    assert "Bestanden: b.json" in main_text(get(beheer, history_of(upload)))


def test_the_whole_archive_has_a_history_also_of_what_is_gone(beheer: Client) -> None:
    document = make_document(identifier="ah-tk-20222023-71")
    deletions.take_out(document, by="karin")
    told = deeds(beheer, whole())
    assert told == ["Verwijderd: ah-tk-20222023-71", "Gepubliceerd: ah-tk-20222023-71"]
    assert not get(beheer, whole()).xpath("//ol[@class='history-events']//a")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"wat": "corrected"}, 1),
        ({"door": "kar"}, 1),
        ({"zoek": "20222023-71"}, 2),
        ({"zoek": "veer.json"}, 1),
        ({"van": "2020-01-01", "tot": "2020-12-31"}, 0),
        ({"van": "2020-01-01"}, 3),
    ],
)
def test_a_history_can_be_filtered(query: dict[str, str], count: int, beheer: Client) -> None:
    document = make_document(identifier="ah-tk-20222023-71", file_name="veer.json")
    make_document(identifier="ah-tk-20222023-80")
    correct(document, title="anders")
    expected = ["Hier is niets gebeurd."] if not count else []
    assert len(deeds(beheer, whole(**query))) == count
    assert len(rows(beheer, whole(vorm="csv", **query))) == count
    assert [t for t in texts(get(beheer, whole(**query)), "//ol/li") if "niets" in t] == expected


@pytest.mark.parametrize("query", [{"van": "gisteren"}, {"wat": "gekocht"}])
def test_a_filter_that_means_nothing_is_told(query: dict[str, str], beheer: Client) -> None:
    make_document()
    assert texts(get(beheer, whole(**query), 400), "//p[@role='alert']")
    assert beheer.get(whole(vorm="csv", **query)).status_code == 400


def test_a_long_history_has_pages(beheer: Client) -> None:
    for _ in range(51):
        make_document()
    assert len(deeds(beheer, whole())) == 50
    assert len(deeds(beheer, whole(pagina="2", door=""))) == 1
    assert len(rows(beheer, whole(vorm="csv"))) == 51


def test_the_csv_has_a_row_for_each_field_that_changed(beheer: Client) -> None:
    document = make_document(title="de veerpont", file_name="veer.json")
    correct(document, title="een brug", summary="Over een brug.")
    first, *changed = rows(beheer, history_of(document, vorm="csv"))
    assert (first["wat"], first["waarvan"], first["bestand"]) == (
        "gepubliceerd",
        document.identifier,
        "veer.json",
    )
    assert [(row["veld"], row["oud"], row["nieuw"]) for row in changed] == [
        ("titel", "de veerpont", "een brug"),
        ("samenvatting", "–", "Over een brug."),
    ]
    assert {row["door"] for row in changed} == {"karin"}


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", " =", "\t=", "\n="])
def test_no_cell_of_the_csv_is_a_formula(begin: str, beheer: Client) -> None:
    document = make_document()
    correct(document, title=f"{begin}HYPERLINK(1)")
    row = rows(beheer, history_of(document, vorm="csv"))[-1]
    assert row["nieuw"] == f"'{begin}HYPERLINK(1)"


def test_redacted_words_are_shown_only_to_those_who_may_see_them() -> None:
    document = make_document(title="klacht van Jansen", file_name="klacht-jansen.json")
    correct(document, title="klacht van de heer Jansen uit Oudewaarde")
    redactions.redact(document, "Jansen", note="op verzoek", by="piet")
    plain = archivist("lezer", "view_document", "view_event")
    assert "Jansen" not in main_text(get(plain, history_of(document)))
    assert "Jansen" not in main_text(get(plain, whole()))
    assert "Jansen" not in str(rows(plain, whole(vorm="csv")))
    for permission in ("redact_document", "see_sources"):
        trusted = archivist(permission, "view_document", permission)
        assert "Jansen" in main_text(get(trusted, history_of(document)))


def test_redacted_words_stay_hidden_when_the_document_is_deleted_and_in_names() -> None:
    document = make_document(askers=(Asker("Jansen"),))
    names.respell(Member.objects.get(), {"name": "Jansen-Smit"}, by="karin")
    correct(document, title="klacht van Jansen")
    redactions.redact(document, "Jansen", note="op verzoek", by="piet")
    reader = archivist("lezer", "view_document", "view_event")
    assert "Jansen" not in main_text(get(reader, whole()))
    deletions.take_out(document, by="piet")
    assert "Jansen" not in main_text(get(reader, whole()))
    assert "Jansen" not in str(rows(reader, whole(vorm="csv")))


def test_who_may_not_see_it_sees_no_history() -> None:
    document = make_document()
    assert archivist("vreemd").get(history_of(document)).status_code == 403
    assert archivist("lezer", "view_document").get(whole()).status_code == 403
    assert archivist("kijker", "view_event").get(whole()).status_code == 200
    assert Client().get(whole()).status_code == 302


def test_djangos_own_log_gets_no_rows_of_the_archive(beheer: Client) -> None:
    document = make_document()
    member = Member.objects.get()
    address = reverse("admin:documents_member_change", args=[member.pk])
    beheer.post(address, {"name": "Van Loon-Smit", "party": member.party_id})
    remove = reverse("admin:documents_document_remove_confirm", args=[document.pk])
    beheer.post(remove, {"typed": document.identifier})
    assert not Document.everything.exists()
    assert not LogEntry.objects.exists()
    assert [e.deed for e in Event.objects.order_by("pk")][-2:] == ["renamed", "deleted"]


def test_a_history_of_what_is_not_there_is_not_found(beheer: Client) -> None:
    address = reverse("admin:documents_document_history", args=[99])
    assert beheer.get(address).status_code == 404
    assert beheer.get(reverse("admin:documents_event_change", args=[1])).status_code == 404
