"""What a publisher says beside a file: read in each dialect, merged, and told where it differs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from documents.parsing import (
    Asker,
    Kind,
    Problem,
    QuestionSet,
    RawFile,
    from_dict,
    members,
    parse,
    to_dict,
)
from documents.parsing.beside import Described, read
from documents.parsing.printed import typed_day
from tests import publications
from tests.publications import IDENTIFIER, TOPICS, metadata, owms, record, text, xml

DIALECTS = [metadata(), owms(), record(), record(prefix="")]


def merged(data: bytes, beside: bytes) -> QuestionSet:
    found = publications.read(data, beside).set
    assert found is not None
    return found


def problems(data: bytes, beside: bytes) -> list[str]:
    rows = publications.read(data, beside).problems
    return [row.message for row in rows if row.code == "beside_disagrees"]


@pytest.mark.parametrize("beside", DIALECTS)
def test_each_dialect_says_the_same(beside: bytes) -> None:
    found = read(beside)
    assert found is not None
    assert (found.identifier, found.number, found.session_year) == (IDENTIFIER, 9235, "2020-2021")
    assert (found.case_numbers, found.topics) == (("2021Z99739",), TOPICS)
    assert (found.status, found.subtype) == ("Opgemaakt na onopgemaakt", "Antwoord")
    assert found.answered == date(2021, 6, 21)
    assert found.askers == ("P.Q. (Romke) van Veen", "A. Smid")


def test_a_record_is_read_whatever_its_prefixes() -> None:
    assert read(record(prefix="")) == read(record())


@pytest.mark.parametrize("beside", DIALECTS)
@pytest.mark.parametrize("data", [xml(), text()])
def test_a_set_gets_what_only_metadata_say(data: bytes, beside: bytes) -> None:
    found = merged(data, beside)
    assert (found.identifier, found.number) == (IDENTIFIER, 9235)
    assert (found.case_number, found.topics) == ("2021Z99739", TOPICS)
    assert found.status == "Opgemaakt na onopgemaakt"
    assert found.askers == (Asker("Van Veen", "XYZ", "P.Q."), Asker("Smid", "XYZ", "A."))
    assert problems(data, beside) == []


def test_a_set_without_metadata_is_as_before() -> None:
    found = publications.read(xml()).set
    assert found is not None
    assert set(to_dict(found)) & {"other_cases", "answered_in", "status"} == set()
    assert from_dict(to_dict(found)) == found


def test_a_set_with_metadata_is_told_whole_by_its_json() -> None:
    found = merged(xml(), metadata(vraagnummer=("2021Z99739", "2021Z99740")))
    assert from_dict(to_dict(found)) == found


def test_one_answer_to_several_cases_has_all_their_numbers() -> None:
    for told in (
        ("2021Z99739", "2021Z99740"),
        ("2021Z99739, 2021Z99740",),
        ("2021Z99739 en 2021Z99740",),
    ):
        found = merged(xml(), metadata(vraagnummer=told))
        assert (found.case_number, found.other_cases) == ("2021Z99739", ("2021Z99740",))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"aanhangselNummer": "17"}, "het nummer is «17», en in de tekst «9235»"),
        (
            {"vergaderjaar": "2019-2020"},
            "het vergaderjaar is «2019-2020», en in de tekst «2020-2021»",
        ),
        (
            {"datumOntvangst": "2021-06-22"},
            "de dag van het antwoord is «2021-06-22», en in de tekst «2021-06-21», die telt",
        ),
        (
            {"datumIndiening": "2021-06-02"},
            "de dag van inzending is «2021-06-02», en in de tekst «2021-06-03», die telt",
        ),
    ],
)
def test_what_metadata_say_otherwise_is_told(fields: dict[str, str], told: str) -> None:
    assert any(told in message for message in problems(xml(), metadata(**fields)))


def test_metadata_lead_for_numbers_and_the_text_for_days() -> None:
    found = merged(xml(), metadata(aanhangselNummer="17", datumIndiening="2021-06-02"))
    assert (found.number, found.submitted) == (17, date(2021, 6, 3))


def test_a_day_that_the_text_has_not_is_that_of_the_metadata() -> None:
    found = merged(xml(asked="in juni"), metadata(datumIndiening="2021-06-02"))
    assert found.submitted == date(2021, 6, 2)


def test_metadata_of_what_is_no_kamervraag_are_not_believed() -> None:
    beside = metadata("kst-33037-430")
    found = merged(xml(), beside)
    assert (found.identifier, found.topics) == (IDENTIFIER, ())
    assert "geen Kamervragen" in problems(xml(), beside)[0]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2021-06-21", date(2021, 6, 21)),
        ("21-06-2021", date(2021, 6, 21)),
        ("1-6-2021", date(2021, 6, 1)),
        ("2021-06-21T09:30:00+02:00", date(2021, 6, 21)),
        ("0004-03-01", None),
        ("1008-08-10", None),
        ("31-02-2021", None),
        ("medio juni", None),
        ("", None),
    ],
)
def test_a_dirty_day_is_read_or_left_out(told: str, day: date | None) -> None:
    assert typed_day(told) == day
    found = read(metadata(datumIndiening=told))
    assert found is not None
    assert found.submitted == day


@pytest.mark.parametrize(
    "identifier",
    [
        *("ah-tk-20202021-9235-h1", "ah-tk-20202021-9235-n1", "ah-tk-20092010-AH2134"),
        *("ah-tk-20152016-6a", "ah-1106586", "kv-2989900822", "kv-2009z03159", "kv-10016"),
        *("kv-2009Z03159", "kv-2007-01-11", "kv-tk-201707014", "kv-tk-2015Z15377a", "kv-10016-h"),
    ],
)
def test_an_odd_identifier_is_kept_as_it_is(identifier: str) -> None:
    result = publications.read(xml(), metadata(identifier, aanhangselNummer=None))
    assert result.set is not None
    assert result.set.identifier == identifier
    assert "header_not_understood" not in {problem.code for problem in result.problems}


def test_a_number_with_letters_before_it_is_that_number() -> None:
    assert merged(xml(number="9235"), metadata(aanhangselNummer="AH9235")).number == 9235
    assert read(metadata(aanhangselNummer="6a")).number is None  # type: ignore[union-attr]


def test_the_order_of_askers_and_a_name_without_office_change_nobody() -> None:
    """Metadata turn the askers round, and name who answers without an office."""
    found = merged(xml(), metadata(indiener=("Smid, A.", "Veen, P.Q. van")))
    assert [asker.name for asker in found.askers] == ["Van Veen", "Smid"]
    assert [asker.initials for asker in found.askers] == ["P.Q.", "A."]
    assert [(row.name, row.portfolio) for row in found.answerers] == [("Bos", "Financiën")]


def test_initials_that_may_be_of_two_are_of_nobody() -> None:
    found = merged(xml(), metadata(indiener=("P. van Veen", "Q. van Veen", "A. Smid")))
    assert [asker.initials for asker in found.askers] == [None, "A."]


def test_a_mededeling_with_answers_is_an_answer() -> None:
    assert merged(xml(), metadata(subtype="Mededeling")).kind == Kind.ANSWER


def test_a_mededeling_is_a_postponement_where_the_text_says_no_more() -> None:
    data = xml().split(b'<kamervraagomschrijving type="antwoord">')[0]
    data += b"<vraag><nr>Vraag 1</nr><al>Vaart het veer?</al></vraag></kamervragen></officiele-publicatie>"
    assert merged(data, metadata(subtype="Mededeling")).kind == Kind.POSTPONEMENT
    assert merged(data, metadata(subtype="Antwoord")).kind == Kind.QUESTION


def test_questions_know_the_document_with_their_answer() -> None:
    data = xml().split(b'<kamervraagomschrijving type="antwoord">')[0]
    data += b"<vraag><nr>Vraag 1</nr><al>Vaart het veer?</al></vraag></kamervragen></officiele-publicatie>"
    beside = metadata("kv-tk-2021Z99739", "Schriftelijke vragen", aanhangsel=IDENTIFIER)
    found = merged(data, beside)
    assert (found.kind, found.answered_in) == (Kind.QUESTION, IDENTIFIER)
    # questions have no answer, whatever day is told
    assert found.answered is None


def test_questions_that_are_called_oral_are_questions() -> None:
    """Titles say 'Mondelinge vragen' of what is filed as written questions."""
    beside = metadata("kv-2989900822", "Schriftelijke vragen", title="Mondelinge vragen van Atema")
    found = read(beside)
    assert found is not None
    assert (found.subtype, found.identifier) == ("Schriftelijke vragen", "kv-2989900822")
    assert merged(xml(), beside).title == "het veer van Zandhuizen"


@pytest.mark.parametrize("data", DIALECTS)
def test_metadata_by_themselves_are_refused_with_what_to_do(data: bytes) -> None:
    result = parse(RawFile("metadata.xml", data))
    assert result.set is None
    assert [problem.code for problem in result.problems] == ["metadata_alone"]


@pytest.mark.parametrize("beside", [b"geen XML", b"<html/>", b"<metadata_gegevens><x", b"\xff\xfe"])
def test_what_cannot_be_read_beside_a_file_is_told_and_the_file_is_read(beside: bytes) -> None:
    result = publications.read(xml(), beside)
    assert result.set == publications.read(xml()).set
    assert Problem.of("beside_unreadable", "metadata") in result.problems


def test_entities_beside_a_file_are_not_followed() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + metadata().split(b"\n", 1)[1]
    assert read(bomb) is None


def test_the_first_of_several_records_counts() -> None:
    two = (
        b"<searchRetrieveResponse>"
        + record()
        + record("ah-tk-20202021-1")
        + b"</searchRetrieveResponse>"
    )
    assert read(two) == read(record())


def test_nothing_at_all_says_nothing() -> None:
    assert read(b"<metadata_gegevens/>") == Described()


# in folders and archives


def zipped(**files: bytes) -> RawFile:
    """A ZIP of these files; '__' in a name stands for '/', '_' for '.'."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return RawFile("publicatie.zip", packed.getvalue())


def besides(source: RawFile) -> dict[str, bytes]:
    found = {name.removeprefix("publicatie.zip/"): raw for name, raw in members(source)}
    return {name: raw.beside for name, raw in found.items() if isinstance(raw, RawFile)}


def test_metadata_in_a_folder_of_their_own_lie_beside_each_manifestation() -> None:
    source = zipped(
        pub__1__metadata__metadata_xml=metadata(),
        pub__1__xml__a_xml=xml(),
        pub__1__pdf__a_txt=text(),
    )
    assert besides(source) == {"pub/1/xml/a.xml": metadata(), "pub/1/pdf/a.txt": metadata()}


def test_metadata_in_the_same_folder_lie_beside_its_one_publication() -> None:
    source = zipped(a_xml=xml(), a_txt=text(), metadata_xml=metadata(), owms_xml=owms())
    assert besides(source) == {"a.xml": metadata(), "a.txt": metadata()}


def test_metadata_among_several_publications_go_by_name() -> None:
    other = "ah-tk-20202021-9236"
    files = {f"{IDENTIFIER}.xml": xml(), f"{other}.xml": xml(number="9236"), "m.xml": metadata()}
    assert besides(zipped(**files)) == {f"{IDENTIFIER}.xml": metadata(), f"{other}.xml": b""}


def test_metadata_of_another_publication_are_left_alone() -> None:
    files = {"ah-tk-20202021-9236.xml": xml(number="9236"), "metadata.xml": metadata()}
    assert besides(zipped(**files)) == {"ah-tk-20202021-9236.xml": b"", "metadata.xml": b""}


def test_what_was_said_beside_a_file_outlives_a_change_of_its_name() -> None:
    raw = RawFile("a.xml", xml(), metadata())
    assert parse(replace(raw, name="b.txt")).set == parse(raw).set
