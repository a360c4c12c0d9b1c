"""Publications as they come: again, in any order, with other metadata, under other identifiers."""

from __future__ import annotations

import io
import itertools
import pathlib
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from documents.archive import bulk, sources, uploads
from documents.archive.auditing import deeds
from documents.archive.changes import Change
from documents.archive.decisions.deletions import take_out
from documents.archive.upgrading import reparse
from documents.models import Case, Document, DocumentVersion, Event, Repeat, Source
from documents.search.query.identifiers import named
from tests.publications import IDENTIFIER, TOPICS, keep, metadata, owms, record, text, xml
from tests.uploaded import received

pytestmark = pytest.mark.django_db

CASE = "2021Z99739"
#: the only manifestation that there is until the publication is typeset
UNMADE = "ah-1271549"


def unmade(**fields: Any) -> bytes:
    return metadata(UNMADE, documentStatus="Onopgemaakt", **fields)


def shown() -> list[tuple[str, str, list[str], str]]:
    """What a visitor finds of each document: identifier, case, subjects, format of its source."""
    return [
        (
            row.identifier,
            row.case_number,
            sorted(row.topics.values_list("name", flat=True)),
            row.source.format,
        )
        for row in Document.objects.order_by("identifier")
    ]


WHOLE = [(IDENTIFIER, CASE, sorted(TOPICS), "koop_xml")]


# the same again


def test_a_file_with_its_metadata_is_stored_once() -> None:
    first = keep(xml(), metadata())
    again = keep(xml(), metadata())
    assert (first.change, again.change) == (Change.NEW, Change.UNCHANGED)
    assert again.document == first.document
    assert (DocumentVersion.objects.count(), Repeat.objects.count()) == (1, 0)


def test_the_same_file_with_metadata_that_tell_more_is_a_new_version() -> None:
    keep(xml())
    stored = keep(xml(), metadata())
    assert stored.change is Change.CHANGED
    assert shown() == WHOLE
    assert DocumentVersion.objects.count() == 2


def test_a_file_that_comes_without_its_metadata_later_takes_nothing_away() -> None:
    keep(xml(), metadata())
    assert keep(xml()).change is Change.UNCHANGED
    assert keep(xml(answer="Nee."), b"").change is Change.KEPT
    assert shown() == WHOLE


def test_other_metadata_that_say_the_same_are_noted_once_and_make_no_version() -> None:
    keep(xml(), metadata())
    for _ in range(2):
        assert keep(xml(), owms()).change is Change.UNCHANGED
        assert keep(xml(), record()).change is Change.UNCHANGED
    assert DocumentVersion.objects.count() == 1
    assert Repeat.objects.count() == 2
    call_command("audit", "--all")
    events = Event.objects.filter(deed="repeated")
    assert [event.get_deed_display() for event in events] == ["herzien zonder wijziging"] * 2


def test_other_bytes_that_say_the_same_are_noted_once_and_kept() -> None:
    keep(xml(), metadata())
    remade = xml().replace(b"<kamervragen>", b"<kamervragen>\n")
    for _ in range(2):
        assert keep(remade, metadata()).change is Change.UNCHANGED
    assert (DocumentVersion.objects.count(), Repeat.objects.count()) == (1, 1)
    assert [told for told in sources.sweep() if "verwijderd" in told] == []
    assert Source.objects.get(repeats__isnull=False).path.read_bytes() == remade


def test_what_goes_back_to_an_older_text_is_a_version() -> None:
    keep(xml(), metadata())
    keep(xml(answer="Nee."), metadata())
    back = xml().replace(b"<kamervragen>", b"<kamervragen>\n")
    assert keep(back, metadata()).change is Change.CHANGED
    assert Document.objects.get().answers.get().text == "Ja, het veer vaart."


def test_the_same_bytes_under_another_identifier_are_one_document() -> None:
    first = keep(xml(), unmade())
    stored = keep(xml(), metadata())
    assert stored.document == first.document
    assert shown() == WHOLE


def test_a_file_without_a_number_becomes_the_publication_that_its_metadata_name() -> None:
    nameless = xml(number="").replace(b"Vergaderjaar 2020", b"Jaar 2020")
    derived = keep(nameless).document.identifier
    keep(nameless, metadata())
    assert shown() == WHOLE
    assert derived.startswith("kv-20210603-van-veen")


# in any order


FILES = {
    "xml": (xml(), metadata(), "a.xml"),
    "text": (text(), metadata(), "a.txt"),
    "record": (xml(), record(), "b.xml"),
    "owms": (text(), owms(), "b.txt"),
}


@pytest.mark.parametrize("order", list(itertools.permutations(FILES)))
def test_the_formats_of_one_publication_are_one_document_in_any_order(
    order: tuple[str, ...],
) -> None:
    for name in (*order, *order):
        keep(*FILES[name])
    assert shown() == WHOLE
    assert DocumentVersion.objects.count() == 2


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_what_was_not_yet_typeset_becomes_the_publication_with_its_number(
    client: Client, order: tuple[int, ...]
) -> None:
    files = [
        (text(), unmade(), "unmade.txt"),
        (xml(answer="Ja, het veer vaart weer."), metadata(), "made.xml"),
        (text(answer="Ja, het veer vaart weer."), metadata(), "made.txt"),
    ]
    for turn in order:
        keep(*files[turn])
    assert shown() == WHOLE
    assert Document.objects.get().answers.get().text == "Ja, het veer vaart weer."
    moved = client.get(f"/documenten/{UNMADE}/json/")
    assert (moved.status_code, moved["Location"]) == (301, f"/documenten/{IDENTIFIER}/json/")
    assert named(UNMADE) == Document.objects.get()
    call_command("audit", "--all")


def test_what_is_not_yet_typeset_has_the_address_of_its_own_until_then(client: Client) -> None:
    keep(text(), unmade())
    page = client.get(f"/documenten/{UNMADE}/").content.decode()
    assert "Nog niet opgemaakt" in page
    keep(xml(), metadata())
    assert "Nog niet opgemaakt" not in client.get(f"/documenten/{IDENTIFIER}/").content.decode()


@pytest.mark.parametrize("last", [False, True])
def test_of_two_as_good_the_one_that_was_typeset_counts(last: bool) -> None:
    files = [(text(), unmade(), "a.txt"), (text(answer="Nee."), metadata(), "b.txt")]
    for file in files if last else files[::-1]:
        keep(*file)
    assert Document.objects.get().answers.get().text == "Nee."
    assert Document.objects.get().identifier == IDENTIFIER


def test_another_case_with_that_number_is_another_document() -> None:
    keep(text(), unmade(vraagnummer="2021Z11111"))
    keep(xml(), metadata())
    assert [row[0] for row in shown()] == [UNMADE, IDENTIFIER]


@pytest.mark.parametrize("last", [False, True])
def test_a_reprint_is_a_version_of_its_number_whichever_comes_first(
    client: Client, last: bool
) -> None:
    reprint = f"{IDENTIFIER}-h1"
    files = [(xml(), metadata()), (xml(answer="Nee, in juli."), metadata(reprint))]
    for file in files if last else files[::-1]:
        keep(*file)
    assert shown() == WHOLE
    assert Document.objects.get().answers.get().text == "Nee, in juli."
    assert client.get(f"/documenten/{reprint}/")["Location"] == f"/documenten/{IDENTIFIER}/"
    assert named(reprint) == Document.objects.get()
    for address in ("", "citeer/"):
        page = client.get(f"/documenten/{IDENTIFIER}/{address}").content.decode()
        assert "Aanhangsel Handelingen II 2020/21, nr. 9235 (herdruk)" in page
    call_command("audit", "--all")


@pytest.mark.parametrize("last", [False, True])
def test_a_text_that_was_put_right_is_a_version_where_its_questions_are_the_same(
    last: bool,
) -> None:
    files = [(xml(), metadata()), (xml(answer="Nee."), metadata(f"{IDENTIFIER}-n1"))]
    for file in files if last else files[::-1]:
        keep(*file)
    assert shown() == WHOLE
    assert Document.objects.get().answers.get().text == "Nee."


@pytest.mark.parametrize("last", [False, True])
def test_a_further_answer_to_other_questions_is_a_document_of_the_same_case(last: bool) -> None:
    other = (
        "Hoeveel veren zijn er op de rivier, hoeveel varen er elke dag, en wie betaalt dat alles"
        " uiteindelijk, gelet op de kosten die de inwoners van het dorp nu al jaren maken?"
    )
    mended = f"{IDENTIFIER}-n1"
    files = [(xml(), metadata()), (xml(question=other), metadata(mended))]
    for file in files if last else files[::-1]:
        keep(*file)
    assert [row[0] for row in shown()] == [IDENTIFIER, mended]
    assert Case.objects.filter(places__isnull=False).distinct().count() == 1


def test_a_reprint_of_a_case_with_a_number_of_figures_alone_is_a_version_of_it() -> None:
    """Case numbers of before 2009 have no letter in them."""
    keep(xml(), metadata(vraagnummer="2079900822"))
    keep(xml(answer="Nee."), metadata(f"{IDENTIFIER}-h1", vraagnummer="2079900822"))
    assert [row[0] for row in shown()] == [IDENTIFIER]


def test_a_reprint_of_other_people_on_another_day_is_not_taken_for_it() -> None:
    keep(xml(), metadata())
    other = xml(asked="9 juni 2021", askers="Tak en Blad (beiden XYZ)", answer="Nee.")
    stored = keep(other, metadata(f"{IDENTIFIER}-h1", indiener=None))
    assert stored.document.identifier == f"{IDENTIFIER}-h1"
    assert stored.document.problems.filter(code="number_in_use").exists()
    assert Document.objects.count() == 2


def test_a_number_spelled_otherwise_is_that_number(client: Client) -> None:
    keep(xml(), metadata("ah-tk-20202021-AH9235", aanhangselNummer="AH9235"))
    keep(xml(answer="Nee."), metadata())
    assert shown() == WHOLE
    found = client.get("/documenten/ah-tk-20202021-AH9235/")
    assert found["Location"] == f"/documenten/{IDENTIFIER}/"


@pytest.mark.parametrize(
    "identifier",
    [
        *("ah-tk-20152016-6a", "ah-1106586", "kv-2989900822", "kv-2009z03159", "kv-10016"),
        *("kv-2007-01-11", "kv-tk-201707014", "kv-tk-2015Z15377a", "ah-ek-20202021-9235"),
    ],
)
def test_an_odd_identifier_has_a_page_and_is_found(client: Client, identifier: str) -> None:
    keep(xml(number=""), metadata(identifier, aanhangselNummer=None, vergaderjaar=None))
    document = Document.objects.get()
    assert document.identifier == identifier
    for address in ("", "json/", "bron/", "citeer/", "versies/", "verwant/"):
        assert client.get(f"/documenten/{identifier}/{address}").status_code == 200
    assert named(identifier) == named(identifier.upper()) == document
    assert client.get("/zoeken/", {"q": identifier}).status_code in (200, 302)
    assert client.get("/atom/").status_code == 200


# cases


def question(number: str, **fields: object) -> None:
    data = xml(number="").split(b'<kamervraagomschrijving type="antwoord">')[0]
    data += f"<vraag><nr>Vraag 1</nr><al>Vaart {number}?</al></vraag>".encode()
    data += b"</kamervragen></officiele-publicatie>"
    told: dict[str, object] = {"aanhangselNummer": None, "datumOntvangst": None}
    keep(
        data,
        metadata(f"kv-tk-{number}", "Schriftelijke vragen", vraagnummer=number, **told | fields),
    )


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_one_answer_to_several_cases_makes_them_one(client: Client, order: tuple[int, ...]) -> None:
    both = (CASE, "2021Z99740")
    steps: list[Callable[[], object]] = [
        lambda: question(CASE, indiener=None),
        lambda: question("2021Z99740", indiener=None),
        lambda: keep(xml(), metadata(vraagnummer=both)),
    ]
    for turn in order:
        steps[turn]()
    case = Case.objects.get(places__isnull=False, places__document__identifier=IDENTIFIER)
    assert case.places.count() == 3
    assert (case.slug, case.state) == (CASE, Case.State.ANSWERED)
    page = client.get(f"/documenten/{IDENTIFIER}/").content.decode()
    assert "Zaaknummers" in page
    assert ", ".join(both) in page
    assert client.get(f"/documenten/{IDENTIFIER}/json/").json()["set"]["other_cases"] == [both[1]]


def test_each_number_of_an_answer_leads_to_it(client: Client) -> None:
    keep(xml(), metadata(vraagnummer=(CASE, "2021Z99740")))
    assert named(CASE) == named("2021Z99740") == Document.objects.get()
    assert client.get("/zaken/2021Z99740/")["Location"] == f"/zaken/{CASE}/"


@pytest.mark.parametrize("last", [False, True])
def test_questions_and_the_answer_that_they_name_are_one_case(client: Client, last: bool) -> None:
    """Also where the answer has no case number, and prints another day."""
    answered = xml(asked="4 juni 2021", askers="Tak en Blad (beiden XYZ)")
    steps: list[Callable[[], object]] = [
        lambda: question(CASE, aanhangsel=IDENTIFIER),
        lambda: keep(answered, metadata(vraagnummer=None, indiener=None)),
    ]
    for step in steps if last else steps[::-1]:
        step()
    assert (
        Case.objects.get(
            places__isnull=False, places__document__identifier=IDENTIFIER
        ).places.count()
        == 2
    )
    assert (
        f'href="/documenten/{IDENTIFIER}/"'
        in client.get(f"/documenten/kv-tk-{CASE}/").content.decode()
    )


# folders, archives, uploads


def packed(*files: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, inside in files:
            archive.writestr(name, inside)
    return data.getvalue()


PUBLICATION = (
    (f"{IDENTIFIER}/1/metadata/metadata.xml", metadata()),
    (f"{IDENTIFIER}/1/metadataowms/metadata_owms.xml", owms()),
    (f"{IDENTIFIER}/1/pdf/{IDENTIFIER}.txt", text()),
    (f"{IDENTIFIER}/1/xml/{IDENTIFIER}.xml", xml()),
)


def test_a_folder_of_a_publication_is_one_document_with_its_metadata(
    tmp_path: pathlib.Path,
) -> None:
    folder = tmp_path / "in"
    for name, data in PUBLICATION:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    outcomes = [outcome.change for outcome in bulk.ingest_all([folder], jobs=1)]
    assert outcomes == [Change.NEW, Change.CHANGED]
    assert bulk.count([folder]) == 2
    assert shown() == WHOLE
    again = [outcome.change for outcome in bulk.ingest_all([folder], jobs=1)]
    assert again == [Change.UNCHANGED, Change.UNCHANGED]


@pytest.mark.parametrize("flat", [False, True])
def test_a_zip_of_a_publication_is_one_document_with_its_metadata(
    tmp_path: pathlib.Path, flat: bool
) -> None:
    files = [(pathlib.PurePath(name).name if flat else name, data) for name, data in PUBLICATION]
    (tmp_path / "publicatie.zip").write_bytes(packed(*files))
    assert [o.change for o in bulk.ingest_all([tmp_path], jobs=1)] == [Change.NEW, Change.CHANGED]
    assert shown() == WHOLE


@pytest.mark.parametrize("as_zip", [False, True])
def test_an_upload_of_a_publication_keeps_its_metadata(as_zip: bool) -> None:
    files = [(pathlib.PurePath(name).name, data) for name, data in PUBLICATION]
    sent = [("publicatie.zip", packed(*files))] if as_zip else files
    upload = received(*sent)
    rows = list(upload.files.order_by("name"))
    assert [row.beside and row.beside.path.read_bytes() for row in rows] == [metadata()] * 2
    foreseen = {
        preview.foreseen.identifier for preview in uploads.previews(rows) if preview.foreseen
    }
    assert foreseen == {IDENTIFIER}
    uploads.publish([row.pk for row in rows], by="karin")
    assert shown() == WHOLE
    assert {version.beside_id for version in DocumentVersion.objects.all()} == {rows[0].beside_id}


def test_metadata_that_are_sent_alone_are_refused() -> None:
    [file] = received(("metadata.xml", metadata())).files.all()
    assert file.state == "refused"
    assert "samen met het bestand zelf" in file.problems[0]["message"]


# kept for ever


def test_reading_the_kept_files_again_gives_the_same() -> None:
    keep(xml(), metadata())
    keep(text(), owms())
    keep(xml(), record())
    pks = list(Document.objects.values_list("pk", flat=True))
    assert [found.is_changed for found in reparse.reparse_all(pks, 1)] == [False]


def test_the_metadata_of_a_document_that_was_deleted_stay() -> None:
    document = keep(xml(), metadata()).document
    keep(xml(), owms())
    kept = set(Source.objects.values_list("sha256", flat=True))
    take_out(document, by="karin")
    told = Event.objects.get(deed="deleted").details["sources"]
    assert set(told) == kept
    assert len(kept) == 3


def test_a_publication_of_the_eerste_kamer_is_told_apart(client: Client) -> None:
    keep(xml(number="10"), metadata("ah-ek-20202021-10", aanhangselNummer="10"))
    keep(
        xml(number="10", asked="9 juni 2021"), metadata("ah-tk-20202021-10", aanhangselNummer="10")
    )
    assert [row[0] for row in shown()] == ["ah-ek-20202021-10", "ah-tk-20202021-10"]
    pages = [client.get(f"/documenten/{row[0]}/").content.decode() for row in shown()]
    assert ["Eerste Kamer" in page for page in pages] == [True, False]


def test_a_repeat_that_the_history_does_not_tell_is_a_fault() -> None:
    keep(xml(), metadata())
    keep(xml(), owms())
    Repeat.objects.all().delete()
    assert any("herziening zonder wijziging" in fault for fault in deeds.faults())
