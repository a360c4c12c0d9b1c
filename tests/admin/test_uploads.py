"""An archivist sends files, sees what was made of them, and publishes or cancels."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.archive import sources
from documents.archive.uploads import work
from documents.models import Document, IndexChange, Source, Upload, UploadedFile
from documents.parsing import Footnote, Question
from documents.parsing.files.limits import MEBIBYTE
from tests.admin.conftest import Send, archivist, set_file, zip_file

pytestmark = pytest.mark.django_db


def decide(client: Client, decision: str, *files: UploadedFile) -> str:
    """Presses a button of the preview with these files ticked; the page that comes."""
    upload = Upload.objects.get()
    address = reverse("admin:documents_upload_change", args=[upload.pk])
    data = {"decision": decision, "file": [file.pk for file in files]}
    return client.post(address, data, follow=True).content.decode()


def waiting() -> list[UploadedFile]:
    return list(UploadedFile.objects.filter(state="waiting"))


def file_page(client: Client, file: UploadedFile) -> str:
    address = reverse("admin:documents_upload_file", args=[file.upload_id, file.pk])
    return client.get(address).content.decode()


def test_the_page_of_a_file_shows_what_the_parser_made_and_stores_no_document(
    send: Send, beheer: Client
) -> None:
    send(
        (
            "veer.json",
            set_file(
                identifier="ah-tk-20222023-77",
                title="de veerpont bij Oudewaarde",
                questions=(Question(1, "Kent u dit bericht?[^1]", (1,)), Question(2, "En nu?")),
                footnotes=(Footnote(1, "Waterlands Dagblad, 3 mei"),),
            ),
        )
    )
    page = file_page(beheer, *waiting())
    for shown in (
        "veer.json",
        "de veerpont bij Oudewaarde",
        "Van Loon (Lijst Waterland)",
        "Minister Dijkstra (Veren en Bruggen)",
        "9 september 2022",
        "8 november 2022",
        "Kent u dit bericht?",
        "De veerpont vaart weer in mei.",
        "Waterlands Dagblad, 3 mei",
        "Nieuw document",
        "ah-tk-20222023-77",
    ):
        assert shown in page
    assert not Document.objects.exists()


def test_publishing_makes_the_document_as_it_was_seen(send: Send, beheer: Client) -> None:
    send(("veer.json", set_file(identifier="ah-tk-20222023-77")))
    page = decide(beheer, "publish", *waiting())
    assert "1 nieuw" in page
    document = Document.objects.get()
    assert document.get_absolute_url() in page
    assert document.identifier == "ah-tk-20222023-77"
    assert [question.number for question in document.questions.all()] == [1, 2]
    assert list(IndexChange.objects.values_list("document_pk", flat=True)) == [document.pk]
    assert beheer.get(document.get_absolute_url()).status_code == 200


def test_publishing_twice_does_no_harm(send: Send, beheer: Client) -> None:
    send(("veer.json", set_file()))
    files = waiting()
    decide(beheer, "publish", *files)
    page = decide(beheer, "publish", *files)
    assert "1 al eerder afgehandeld" in page
    assert Document.objects.get().version == 1


def test_the_same_bytes_again_change_nothing(send: Send, beheer: Client) -> None:
    data = set_file()
    send(("een.json", data))
    decide(beheer, "publish", *waiting())
    Upload.objects.all().delete()
    assert "publiceren verandert niets" in send(("twee.json", data)).content.decode()
    assert "1 ongewijzigd" in decide(beheer, "publish", *waiting())
    assert Document.objects.get().version == 1


def test_a_changed_file_becomes_a_new_version(send: Send, beheer: Client) -> None:
    send(("een.json", set_file(identifier="ah-tk-20222023-9", title="oude titel")))
    decide(beheer, "publish", *waiting())
    Upload.objects.all().delete()
    page = send(("twee.json", set_file(identifier="ah-tk-20222023-9", title="nieuwe titel")))
    assert "Nieuwe versie van" in page.content.decode()
    decide(beheer, "publish", *waiting())
    document = Document.objects.get()
    assert (document.title, document.version) == ("nieuwe titel", 2)
    assert Source.objects.count() == 2


def test_only_ticked_files_are_published_and_the_others_wait(send: Send, beheer: Client) -> None:
    send(("een.json", set_file(title="een")), ("twee.json", set_file(title="twee")))
    decide(beheer, "publish", waiting()[1])
    assert [document.title for document in Document.objects.all()] == ["twee"]
    assert [file.name for file in waiting()] == ["een.json"]


def test_cancelled_files_are_not_published_later(send: Send, beheer: Client) -> None:
    send(("een.json", set_file()), ("twee.json", set_file()))
    files = waiting()
    assert "Geannuleerd: 2" in decide(beheer, "cancel", *files)
    decide(beheer, "publish", *files)
    assert not Document.objects.exists()


def test_a_zip_gives_a_row_for_each_member(send: Send, beheer: Client) -> None:
    members = {f"map/set{i}.json": set_file(title=f"set {i}") for i in range(30)}
    page = send(("alles.zip", zip_file(members))).content.decode()
    assert "alles.zip/map/set0.json" in page
    assert "Alle 30 publiceren" in page
    assert "30 nieuw" in decide(beheer, "publish all")
    assert Document.objects.count() == 30


def test_refused_files_are_listed_beside_the_good_ones(send: Send, beheer: Client) -> None:
    page = send(
        ("goed.json", set_file()), ("plaatje.png", b"\x89PNG\r\n\x1a\n123")
    ).content.decode()
    assert "een PNG-afbeelding" in page
    assert "1 geweigerd" in page
    decide(beheer, "publish", *UploadedFile.objects.all())
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("leeg.txt", b"", "Het bestand is leeg, of bevat alleen spaties of nullen."),
        ("plaatje.png", b"\x89PNG\r\n\x1a\n123", "een PNG-afbeelding"),
        ("lijst.json", b"{}", "De JSON klopt niet"),
        ("leeg.zip", zip_file({}), "Er zit geen bestand in het archief."),
        ("uit.zip", zip_file({"../../uit.txt": b"tekst"}), "onveilige bestandsnaam"),
        ("bom.zip", zip_file({"bom.txt": b"\0" * 30_000_000}), "geweigerd"),
    ],
)
def test_of_a_file_with_nothing_to_read_the_reason_is_told_and_no_byte_kept(
    send: Send, beheer: Client, name: str, data: bytes, message: str
) -> None:
    page = send((name, data)).content.decode()
    assert message in page
    assert "1 geweigerd" in page
    assert list(UploadedFile.objects.values_list("state", "source")) == [("refused", None)]
    assert name not in beheer.get(reverse("admin:documents_source_changelist")).content.decode()
    Source.objects.update(received_at=datetime(2000, 1, 1, tzinfo=UTC))
    assert list(sources.sweep()) != []
    assert not Source.objects.exists()


def test_sending_no_file_asks_for_one(beheer: Client) -> None:
    response = beheer.post(reverse("admin:documents_upload_add"), {})
    assert response.status_code == 400
    assert "Kies eerst een of meer bestanden." in response.content.decode()


def test_too_many_files_at_once_are_refused_with_the_reason(send: Send) -> None:
    response = send(*[(f"{i}.txt", b"x") for i in range(501)])
    assert response.status_code == 400
    assert "te veel bestanden" in response.content.decode()


def test_of_too_many_files_the_first_are_read_and_the_rest_refused_with_the_reason(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.parsing.files.limits.MAX_FILES", 2)
    made = {f"{i}.json": set_file(title=f"set {i}") for i in range(4)}
    page = send(("veel.zip", zip_file(made)), ("nog.json", set_file())).content.decode()
    assert "er zitten meer dan 2 bestanden in deze upload" in page
    assert [file.name for file in waiting()] == ["veel.zip/0.json", "veel.zip/1.json"]
    refused = UploadedFile.objects.filter(state="refused").values_list("name", flat=True)
    assert list(refused) == ["veel.zip/2.json", "nog.json"]


def test_a_body_beyond_the_limit_is_refused_with_the_reason(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.parsing.files.limits.MAX_BODY", MEBIBYTE)
    response = send(("veer.json", set_file() + b" " * MEBIBYTE))
    assert response.status_code == 413
    assert "groter dan 1 MB" in response.content.decode()
    assert not Upload.objects.exists()


def test_a_damaged_form_is_told_apart(beheer: Client) -> None:
    response = beheer.post(
        reverse("admin:documents_upload_add"),
        b"geen grens",
        content_type="multipart/form-data",
    )
    assert response.status_code == 400
    assert "beschadigd" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_lost_source_fails_for_that_file_alone(send: Send, beheer: Client) -> None:
    send(("een.json", set_file(title="een")), ("twee.json", set_file(title="twee")))
    lost, kept = waiting()
    assert lost.source
    lost.source.path.unlink()
    page = decide(beheer, "publish", lost, kept)
    assert "1 nieuw" in page
    assert "de bewaarde bron kan niet worden gelezen" in page
    assert [file.name for file in waiting()] == ["een.json"]


def test_an_upload_waits_in_the_list_until_it_is_decided(send: Send, beheer: Client) -> None:
    send(("veer.json", set_file()))
    address = reverse("admin:documents_upload_changelist") + "?toestand=wacht"
    link = reverse("admin:documents_upload_change", args=[Upload.objects.get().pk])
    assert link in beheer.get(address).content.decode()
    decide(beheer, "publish all")
    assert link not in beheer.get(address).content.decode()


def test_an_upload_that_is_not_read_yet_tells_how_far_it_is(beheer: Client) -> None:
    sent = {"file": [SimpleUploadedFile(f"{i}.json", set_file()) for i in range(2)]}
    address = beheer.post(reverse("admin:documents_upload_add"), sent)["Location"]
    page = beheer.get(address).content.decode()
    assert "0 van 2 bestanden gelezen" in page
    assert "De verwerking loopt niet" in page
    work.heart.beaten_at = -math.inf
    work.heart.beat()
    assert "De verwerking loopt niet" not in beheer.get(address).content.decode()
    assert beheer.post(address, {"decision": "publish all"}).status_code == 409
    work.all_waiting()
    assert "Alle 2 publiceren" in beheer.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("n" * 4000 + ".json", "n" * 250 + ".json"),
        ("map/../../etc/veer.json", "veer.json"),
        ("C:\\tijdelijk\\veer.json", "veer.json"),
        ("veer\u202enosj.json", "veernosj.json"),
        ("veer\x00\x07\x1b[31m.json", "veer[31m.json"),
        ("..", "naamloos"),
        ("\u202e\u202e", "naamloos"),
        ("\ud800veer.json", "?veer.json"),
    ],
)
def test_a_name_that_is_too_long_or_odd_drops_no_file(beheer: Client, name: str, kept: str) -> None:
    body = b"".join(
        b'--grens\r\nContent-Disposition: form-data; name="file"; filename="'
        + each.encode("utf-8", "replace")
        + b'"\r\n\r\n'
        + data
        + b"\r\n"
        for each, data in ((name, set_file(title="vreemd")), ("goed.json", set_file()))
    )
    address = reverse("admin:documents_upload_add")
    sent = beheer.post(
        address, body + b"--grens--\r\n", content_type="multipart/form-data; boundary=grens"
    )
    assert sent.status_code == 302
    work.all_waiting()
    assert [file.name for file in waiting()] == [kept, "goed.json"]


def test_without_ticks_or_with_a_foreign_file_nothing_is_published(
    send: Send, beheer: Client
) -> None:
    send(("veer.json", set_file()))
    assert "Vink eerst" in decide(beheer, "publish")
    address = reverse("admin:documents_upload_change", args=[Upload.objects.get().pk])
    for wrong in ("999999", "x", "9" * 40):
        response = beheer.post(address, {"decision": "publish", "file": [wrong]})
        assert response.status_code == 400
    assert not Document.objects.exists()


def test_an_upload_that_does_not_exist_is_not_found(beheer: Client) -> None:
    for wrong in ("7", "x", "9" * 40):
        address = reverse("admin:documents_upload_change", args=[wrong])
        assert beheer.get(address).status_code == 404


def test_only_staff_who_may_upload_reach_the_forms(send: Send) -> None:
    send(("veer.json", set_file()))
    add = reverse("admin:documents_upload_add")
    change = reverse("admin:documents_upload_change", args=[Upload.objects.get().pk])
    sent = {"file": SimpleUploadedFile("twee.json", set_file())}
    assert "/beheer/login/" in Client().post(add, sent)["Location"]
    assert archivist("kijker").post(add, sent).status_code == 403
    reader = archivist("lezer", "view_upload")
    assert reader.get(change).status_code == 200
    assert "Publiceren</button>" not in reader.get(change).content.decode()
    assert reader.post(change, {"decision": "publish all"}).status_code == 403
    assert Upload.objects.count() == 1


def test_the_upload_form_is_guarded_against_other_sites(db: None) -> None:
    signed_in = archivist("archivaris", "add_upload")
    guarded = Client(enforce_csrf_checks=True)
    guarded.cookies = signed_in.cookies
    sent = {"file": SimpleUploadedFile("veer.json", set_file())}
    assert guarded.post(reverse("admin:documents_upload_add"), sent).status_code == 403
    assert not Upload.objects.exists()
