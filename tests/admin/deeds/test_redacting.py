"""A redacted passage is nowhere any more: on no page, in no index and in no table of the pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from documents.archive import uploads
from documents.archive.decisions import corrections, names
from documents.models import (
    Correction,
    Document,
    DocumentVersion,
    Event,
    Member,
    Redaction,
    Source,
    Upload,
    UploadedFile,
    Withdrawal,
)
from documents.parsing import (
    Answer,
    Asker,
    Footnote,
    Problem,
    Question,
    QuestionSet,
    SeeAlso,
    to_json,
)
from documents.search import SearchRequest, indexing, search
from tests.admin.conftest import Send, archivist
from tests.admin.deeds.crawl import pages
from tests.admin.deeds.pages import address, another_version, redact, withdraw
from tests.admin.deeds.pages import send as press
from tests.admin.sent import sent
from tests.factories import make_document, make_set
from tests.pages import get, main_text, texts

pytestmark = pytest.mark.django_db

#: what no visitor may find: two words that stand nowhere else
SECRET = "Kwikstaart"
#: tables that no page of a visitor reads as they are: what was parsed, decided, done and uploaded,
#: and the raw files with their names
PRIVATE = (
    *(DocumentVersion, Correction, Redaction, Withdrawal),
    *(Event, Upload, UploadedFile, Source),
)


def telling_set(**fields: Any) -> QuestionSet:
    """A set without a number, which has the passage in every place that it can stand in."""
    defaults: dict[str, Any] = {
        "identifier": None,
        "session_year": None,
        "number": None,
        "title": "de kluis van kapitein Kwikstaart in Oudewaarde",
        "askers": (Asker("Kapitein Kwikstaart", "Lijst Waterland"), Asker("El Amrani")),
        "see_also": (SeeAlso("2021-2022", 7001),),
        "questions": (
            Question(1, "Kent u Kapitein\nKwikstaart?[^1]\n\n– Kapitein\n– Kwikstaart"),
            Question(
                2, "En KAPITEIN Kwik-\nstaart, van https://kluis.example/kapitein-kwikstaart?"
            ),
        ),
        "answers": (
            Answer((1,), "Naam\tRol\nKapitein\tKwikstaart\tbaas\nDe Wit\tknecht\tgast"),
            Answer((2,), "Ja, Kapitein[^1] Kwikstáárt."),
        ),
        "footnotes": (Footnote(1, "Volgens «kapitein\u00a0Kwikstaart», 3 mei."),),
        "topics": ("Kapitein Kwikstaart",),
        "summary": "Over kapitein Kwikstaart.",
    }
    return make_set(**(defaults | fields))


def told_of() -> Document:
    """A document of which two versions, a correction, a problem and names have the passage."""
    make_document(identifier="ah-tk-20212022-7001", title="een kluis", askers=(Asker("De Wit"),))
    older = telling_set(askers=(Asker("Kapitein Kwikstaart", "Kwikstaart"),))
    another_version(older, "text")
    document = make_document_of(telling_set())
    wanted = dataclasses.replace(telling_set(), summary="Van kapitein Kwikstaart.")
    corrections.correct(
        document, dataclasses.replace(wanted, identifier=document.identifier), by="a"
    )
    return document


def make_document_of(questions: QuestionSet) -> Document:
    problem = Problem.of("question_without_answer", "Kapitein Kwikstaart", detail="Kwikstaart")
    fields = {field.name: getattr(questions, field.name) for field in dataclasses.fields(questions)}
    return make_document(problems=[problem], file_name="kapitein-kwikstaart.json", **fields)


def has(text: str, secret: str = SECRET) -> bool:
    return secret.lower() in text.lower()


def rows_with_the_secret() -> Iterator[str]:
    """The rows of tables that pages are made of, which have the words in one of their columns."""
    for model in apps.get_app_config("documents").get_models(include_auto_created=True):
        for row in model._base_manager.values() if model not in PRIVATE else ():
            if has(repr(row)):
                yield f"{model.__name__}: {row}"


def files_with_the_secret(folder: Path) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if has(path.read_bytes().decode("latin-1"))]


def index_tables_with_the_secret() -> Iterator[str]:
    """The same of the tables of the index, where PostgreSQL keeps it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
            " WHERE table_schema LIKE 'search%'"
        )
        for schema, table in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*) FROM {schema}.{table} t WHERE t::text ILIKE %s", [f"%{SECRET}%"]
            )
            if cursor.fetchone() != (0,):
                yield f"{schema}.{table}"


def addresses(document: Document, old: str) -> list[str]:
    """Addresses that no link leads to, or that one may remember."""
    found = [
        f"/documenten/{identifier}/{below}"
        for identifier in (document.identifier, old)
        for below in (
            "",
            "json/",
            "bron/",
            "bron/?versie=1",
            "versies/",
            "versies/1/",
            "versies/2/",
        )
    ]
    return [
        *found,
        "/kamerleden/kapitein-kwikstaart-lijst-waterland/",
        "/kamerleden/kapitein-kwikstaart-kwikstaart/",
        "/fracties/kwikstaart/",
        "/zoeken/?q=kluis",
        "/zoeken/?q=kluys",
        "/zoeken/?q=oudewaarde+OF+el+amrani",
    ]


def test_the_words_are_on_no_page_and_in_no_table_and_no_index(
    beheer: Client, client: Client, search_engine: str, index_dir: Path
) -> None:
    document = told_of()
    indexing.rebuild()
    old = document.identifier
    assert has(old)
    assert any(map(has, pages(client, addresses(document, old)).values()))
    for passage in ("kapitein Kwikstaart", "Kwikstaart"):
        redact(beheer, document, passage)
        document.refresh_from_db()
    for moment in ("before the index has it", "after"):
        found = pages(client, addresses(document, old))
        assert [page for page, text in found.items() if has(text)] == [], moment
        assert search(SearchRequest(SECRET)).total == 0
        assert search(SearchRequest("kwiks*")).total == 0
        indexing.apply_queue()
    assert search(SearchRequest("kluis")).total == 2
    assert list(rows_with_the_secret()) == []
    assert files_with_the_secret(index_dir) == []
    assert list(index_tables_with_the_secret()) == []
    assert indexing.fault() is None


def test_undoing_brings_all_of_it_back(beheer: Client, client: Client) -> None:
    document = told_of()
    old = document.identifier
    before = client.get(f"/documenten/{old}/json/").json()
    member = Member.objects.get(slug="kapitein-kwikstaart-kwikstaart")
    names.merge(member, Member.objects.get(slug="kapitein-kwikstaart-lijst-waterland"), by="a")
    redact(beheer, document, "kapitein Kwikstaart")
    redact(beheer, document, "Kwikstaart")
    assert not Member.objects.filter(slug__contains="kwikstaart").exists()
    for redaction in Redaction.objects.all():
        press(beheer, document, "unredact", redaction.pk)
    assert client.get(f"/documenten/{old}/json/").json() == before
    assert document.topics.get().name == "Kapitein Kwikstaart"
    again = Member.objects.get(slug="kapitein-kwikstaart-kwikstaart")
    assert again.root.slug == "kapitein-kwikstaart-lijst-waterland"
    assert client.get(f"/documenten/{old}/bron/").status_code == 200


def test_a_part_of_what_was_redacted_can_be_shown_again(beheer: Client, client: Client) -> None:
    document = told_of()
    redact(beheer, document, "kapitein Kwikstaart")
    redact(beheer, document, "Kwikstaart")
    press(beheer, document, "unredact", Redaction.objects.get(passage="kapitein Kwikstaart").pk)
    document.refresh_from_db()
    assert not has(document.identifier)
    assert document.title == "de kluis van kapitein [gelakt] in Oudewaarde"
    assert list(rows_with_the_secret()) == []


def test_a_withdrawn_document_leaves_nothing_in_the_index(
    beheer: Client, search_engine: str, index_dir: Path
) -> None:
    document = told_of()
    indexing.rebuild()
    make_document()
    indexing.apply_queue()
    withdraw(beheer, document)
    indexing.apply_queue()
    assert files_with_the_secret(index_dir) == []
    assert list(index_tables_with_the_secret()) == []


def test_a_deleted_document_leaves_nothing_in_the_index(
    beheer: Client, search_engine: str, index_dir: Path
) -> None:
    document = told_of()
    indexing.rebuild()
    press(beheer, document, "remove_confirm", typed=document.identifier)
    indexing.apply_queue()
    assert files_with_the_secret(index_dir) == []
    assert list(index_tables_with_the_secret()) == []


def test_the_page_says_that_something_was_redacted_and_why(beheer: Client, client: Client) -> None:
    document = make_document()
    redact(beheer, document, "weer in mei", note="verzoek van een betrokkene")
    page = get(client, document.get_absolute_url())
    assert "De veerpont vaart [gelakt]." in main_text(page)
    assert "Reden: verzoek van een betrokkene" in main_text(page)
    json = client.get(f"{document.get_absolute_url()}json/").json()
    assert json["redacted"] is True
    assert [row["reason"] for row in json["redactions"]] == ["verzoek van een betrokkene"]


def test_a_preview_says_where_the_passage_stands_and_changes_nothing(
    beheer: Client, client: Client
) -> None:
    document = told_of()
    sent = {"passage": "kapitein kwikstaart", "note": "privacy"}
    response = beheer.post(address(document, "redact"), sent)
    text = response.content.decode()
    for told in (
        "Titel",
        "Vraag 1",
        "Vraag 2",
        "Voetnoot 1",
        "Vraagsteller 1: naam",
        "Samenvatting",
    ):
        assert f"<strong>{told}</strong>" in text, told
    assert "Versie 1 (tekst): 11 keer" in " ".join(text.split())
    assert "kv-20220909-gelakt-de-kluis-van-gelakt-in-oudewaarde" in text
    assert not Redaction.objects.exists()
    document.refresh_from_db()
    assert has(document.title)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"passage": "", "note": "privacy"}, "Plak of typ eerst de passage."),
        ({"passage": "veerpont", "note": ""}, "Geef een reden"),
        ({"passage": "de", "note": "privacy"}, "ten minste 3 letters of cijfers"),
        ({"passage": "zeppelin", "note": "privacy"}, "staat niet in het document"),
        ({"passage": "veerpont", "note": "over de VEERPONT"}, "In de reden staat de passage zelf"),
        ({"passage": "veer " * 2000, "note": "privacy"}, "5000 tekens"),
    ],
)
def test_what_cannot_be_redacted_is_told(beheer: Client, sent: dict[str, str], told: str) -> None:
    document = make_document()
    response = beheer.post(address(document, "redact"), {**sent, "redact": "Lakken"})
    assert response.status_code == 400
    assert told in response.content.decode()
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    ("said", "passage", "left"),
    [
        ("Jan de Vries belde.", "jan DE vries", "[gelakt] belde."),
        ("Jan\nde\n\nVries belde.", "Jan de Vries", "[gelakt] belde."),
        ("Jan de Vries belde.", "Jan\r\nde\r\nVries", "[gelakt] belde."),
        ("Jan[^1] de Vr[^2]ies belde.", "Jan de Vries", "[gelakt] belde."),
        ("Jan de Vries belde.", "Jan[^1] de Vries", "[gelakt] belde."),
        ("Jan de Vrie-\nsma belde.", "Jan de Vriesma", "[gelakt] belde."),
        ("Jan de Vrie\u00adsma belde.", "Jan de Vriesma", "[gelakt] belde."),
        ("Jan de Vriesma belde.", "Jan de Vrie-\nsma", "[gelakt] belde."),
        ("Café Zo\u0308e ging open.", "Cafe\u0301 Zoë", "[gelakt] ging open."),
        ("Cafe Zoe ging open.", "Café Zoë", "[gelakt] ging open."),
        ("De ’s-Gravense “brug” zakte.", '\'s-Gravense "brug"', "De ’[gelakt]” zakte."),
        ("Van D’Angelo kwam niets.", "D'Angelo", "Van [gelakt] kwam niets."),
        ("Van 10\u202f000\u00a0euro.", "10 000 euro", "Van [gelakt]."),
        ("Van 2019–2021 dus.", "2019-2021", "Van [gelakt] dus."),
        (
            "Zie www.veer.example/jan-de-vries.html",
            "Jan de Vries",
            "Zie www.veer.example/[gelakt].html",
        ),
        ("Mail jandevries@veer.example maar.", "Jan de Vries", "Mail [gelakt]@veer.example maar."),
        ("– Jan\n– de Vries\n– klaar", "Jan de Vries", "– [gelakt]\n– klaar"),
        ("oﬃcier Ĳsbrand vertrok", "officier IJsbrand", "[gelakt] vertrok"),
        ("De heer Jansens hond.", "Jansen", "De heer [gelakt]s hond."),
    ],
)
def test_a_passage_is_met_however_it_is_written(
    beheer: Client, client: Client, said: str, passage: str, left: str
) -> None:
    document = make_document(
        questions=(Question(1, "Klopt dit?"),), answers=(Answer((1,), f"Begin. {said}"),)
    )
    redact(beheer, document, passage)
    answer = document.answers.get().text
    assert answer == f"Begin. {left}"


def test_a_table_keeps_its_cells(beheer: Client, client: Client) -> None:
    document = make_document(answers=(Answer((1, 2), "Naam\tRol\tJaar\nJan\tbaas\t2020"),))
    redact(beheer, document, "Jan baas")
    rows = texts(get(client, document.get_absolute_url()), "//div[@class='table']//tbody//td")
    assert rows == ["[gelakt]", "[gelakt]", "2020"]


def test_an_official_number_stays_though_the_passage_has_its_digits(beheer: Client) -> None:
    document = make_document(identifier="ah-tk-20222023-8300", number=8300, title="de 8300 kluizen")
    redact(beheer, document, "8300")
    document.refresh_from_db()
    assert document.identifier == "ah-tk-20222023-8300"
    assert document.title == "de [gelakt] kluizen"


def test_a_name_with_other_documents_stays(beheer: Client, client: Client) -> None:
    document, other = make_document(), make_document()
    redact(beheer, document, "Van Loon")
    get(client, "/kamerleden/van-loon-lijst-waterland/")
    assert "Van Loon" in main_text(get(client, other.get_absolute_url()))
    assert "Van Loon" not in main_text(get(client, document.get_absolute_url()))


def test_a_new_version_is_redacted_too(beheer: Client, client: Client) -> None:
    document = make_document(identifier="ah-tk-20222023-8301", title="de kluis van Kwikstaart")
    redact(beheer, document, "Kwikstaart")
    newer = make_set(identifier="ah-tk-20222023-8301", title="de open kluis van kwikstaart")
    another_version(newer, "koop_xml")
    assert texts(get(client, document.get_absolute_url()), "//h1") == ["De open kluis van [gelakt]"]


def test_a_withdrawn_document_can_be_redacted_before_it_is_restored(
    beheer: Client, client: Client
) -> None:
    document = told_of()
    withdraw(beheer, document)
    redact(beheer, document, "Kwikstaart")
    document.refresh_from_db()
    assert not has(document.identifier)
    press(beheer, document, "restore")
    assert not has(client.get(document.get_absolute_url()).content.decode())


def test_redacting_asks_for_the_right() -> None:
    document = make_document()
    other = archivist("lezer", "change_document", "withdraw_document", "see_sources")
    sent = {"passage": "veerpont", "note": "privacy", "redact": "Lakken"}
    assert other.post(address(document, "redact"), sent).status_code == 403
    assert other.get(address(document, "redact")).status_code == 403


def test_messages_do_not_repeat_the_passage(beheer: Client) -> None:
    document = make_document(title="de kluis van Kwikstaart")
    response = redact(beheer, document, "Kwikstaart")
    told = [str(message) for message in response.context["messages"]]
    assert told == ["De passage is gelakt, en de bronnen zijn niet meer openbaar."]
    assert list(Event.objects.filter(deed="redacted").values_list("by", flat=True)) == [
        "archivaris"
    ]


def renamed(beheer: Client) -> Document:
    """A document that got another identifier, as there was a redacted word in its own."""
    document = make_document_of(telling_set(title="de kluis van Kwikstaart", askers=()))
    redact(beheer, document, SECRET)
    document.refresh_from_db()
    assert SECRET.lower() not in document.identifier
    return document


def editor(document: Document) -> str:
    return reverse("admin:documents_document_change", args=[document.pk])


def test_taking_back_a_correction_brings_no_redacted_word_into_the_address(beheer: Client) -> None:
    document = renamed(beheer)
    [standing] = document.corrections.standing()
    page = beheer.post(
        editor(document), sent(beheer.get(editor(document))) | {"do": f"undo {standing.pk}"}
    )
    assert "woorden van een gelakte passage" in page.content.decode()
    assert document.corrections.standing().get() == standing
    assert Document.objects.get().identifier == document.identifier


@pytest.mark.parametrize("typed", ["kv-kwikstaart", "de-kapitein-kwikstaart"])
def test_no_redacted_word_can_be_typed_into_the_address(beheer: Client, typed: str) -> None:
    document = renamed(beheer)
    form = sent(beheer.get(editor(document))) | {"header-identifier": typed, "do": "save"}
    page = beheer.post(editor(document), form)
    assert (page.status_code, Document.objects.get().identifier) == (422, document.identifier)
    assert "woorden van een gelakte passage" in page.content.decode()


def uploaded_and_redacted(beheer: Client, send: Send) -> Document:
    """A document that came by an upload; a later file of it waits in another."""
    for summary in ("Over een kluis.", "Over een andere kluis."):
        made = telling_set(identifier="ah-tk-20222023-7002", summary=summary)
        send(("kapitein-kwikstaart.json", to_json(made).encode()))
        if not Document.objects.exists():
            uploads.publish([UploadedFile.objects.get().pk], by="archivaris")
    document = Document.objects.get()
    redact(beheer, document, SECRET)
    return document


def admin_pages(document: Document) -> list[str]:
    """Every page of the admin that shows a source, or a file of an upload."""
    pages = [reverse("admin:documents_source_changelist")]
    for pk in Source.objects.values_list("pk", flat=True):
        pages += [reverse(f"admin:documents_source_{n}", args=[pk]) for n in ("change", "file")]
    for file in UploadedFile.objects.all():
        here = [file.upload_id, file.pk]
        pages.append(reverse("admin:documents_upload_change", args=here[:1]))
        pages.append(reverse("admin:documents_upload_file", args=here))
        compare = reverse("admin:documents_upload_compare", args=here)
        pages.append(f"{compare}?document={document.pk}")
    return pages


def test_a_reader_of_the_admin_sees_redacted_words_in_no_source_and_no_upload(
    beheer: Client, send: Send
) -> None:
    document = uploaded_and_redacted(beheer, send)
    reader = archivist("lezer", "view_document", "view_source", "view_upload")
    for page in admin_pages(document):
        answer = reader.get(page)
        assert answer.status_code in (200, 302, 403, 404), page
        assert not has(b"".join(answer).decode()), page


def test_an_archivist_by_right_sees_the_redacted_words_there(beheer: Client, send: Send) -> None:
    document = uploaded_and_redacted(beheer, send)
    by_right = archivist("archief", "view_document", "view_source", "view_upload", "see_sources")
    assert all(has(b"".join(by_right.get(page)).decode()) for page in admin_pages(document))


def test_a_reason_that_was_given_before_shows_no_word_that_was_redacted_since(
    beheer: Client, client: Client
) -> None:
    document = make_document_of(telling_set(identifier="ah-tk-20222023-7003"))
    note = "op verzoek van kapitein Kwikstaart"
    redact(beheer, document, "Over kapitein", note=note)
    withdraw(beheer, document, note=note)
    redact(beheer, document, SECRET)
    json_page = reverse("document_json", args=[document.identifier])
    for page in (document.get_absolute_url(), json_page):
        answer = client.get(page)
        assert (answer.status_code, has(answer.content.decode())) == (410, False)
        assert "op verzoek van kapitein [gelakt]" in answer.content.decode()
    press(beheer, document, "restore")
    for page in (document.get_absolute_url(), json_page):
        assert not has(client.get(page).content.decode())


def test_a_second_click_does_not_redact_a_passage_twice(beheer: Client) -> None:
    document = make_document_of(telling_set())
    redact(beheer, document, SECRET)
    assert "Deze passage is al gelakt." in redact(beheer, document, SECRET).content.decode()
    press(beheer, document, "unredact", Redaction.objects.get().pk)
    assert not Redaction.objects.standing().exists()
    redact(beheer, document, SECRET)
    assert Redaction.objects.standing().count() == 1
