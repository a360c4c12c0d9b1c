"""Names of stored documents resolved by tables that are loaded; and the command `people`."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from documents.archive.identifying import again, loading
from documents.management.commands import demo
from documents.models import Document, Member, Office, Party, Person, Seat
from documents.parsing import Addressee, Answerer, Asker
from tests.factories import make_document
from tests.facts_factory import Facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """A member who changed party, and a minister of two ministries one after the other."""
    made = Facts(tmp_path / "facts")
    made.member("Anna van Loon", "Lijst Waterland", "2010-01-01", "2020-12-31")
    made.member("Anna van Loon", "Nieuw Midden", "2021-01-01")
    made.minister("Bram Dijkstra", "Veren en Bruggen", "2021-06-01", "2022-10-31")
    made.minister("Bram Dijkstra", "Tolzaken", "2022-11-01")
    return made


def people(*words: str) -> str:
    out = StringIO()
    call_command("people", *words, stdout=out)
    return out.getvalue()


def shown(document: Document) -> tuple[list[str], list[str]]:
    """Who asks and who answers, as a page tells it."""
    whole = Document.objects.whole().get(pk=document.pk)
    return list(map(str, whole.askers)), list(map(str, whole.answerers))


def test_a_document_that_comes_after_the_tables_shows_the_people(facts: Facts) -> None:
    facts.load()
    document = make_document(answered=date(2022, 10, 8))
    assert shown(document) == (
        ["Anna van Loon (Lijst Waterland)"],
        ["Minister Bram Dijkstra (Veren en Bruggen)"],
    )


def test_one_that_came_before_them_does_after_resolving_again(facts: Facts) -> None:
    document = make_document(answered=date(2022, 10, 8))
    assert shown(document)[0] == ["Van Loon (Lijst Waterland)"]
    facts.load()
    assert shown(document)[0] == ["Anna van Loon (Lijst Waterland)"]


def test_the_office_and_the_party_are_those_of_that_day(facts: Facts) -> None:
    facts.load()
    unknown = (Answerer("Dijkstra", "Bewindspersoon", "onbekend"),)
    asker = (Asker("Van Loon", None),)
    day = date(2022, 12, 1)
    document = make_document(
        submitted=date(2022, 11, 5), answered=day, answerers=unknown, askers=asker
    )
    assert shown(document) == (
        ["Anna van Loon (Nieuw Midden)"],
        ["Bewindspersoon Bram Dijkstra (Tolzaken)"],
    )
    assert document.answerings.get().office == Office.objects.get(ministry__slug="tolzaken")


def test_what_nobody_prints_is_not_concluded(facts: Facts) -> None:
    facts.load()
    document = make_document(askers=(Asker("Iemand Anders", "Lijst Waterland"),))
    assert shown(document)[0] == ["Iemand Anders (Lijst Waterland)"]
    assert document.askings.get().confidence is None


def test_resolving_shows_what_would_change_and_changes_it_only_when_told(facts: Facts) -> None:
    facts.load()
    document = make_document(answered=date(2022, 10, 8), askers=(Asker("Van Lon", "Nieuw Midden"),))
    Person.objects.filter(slug="anna-van-loon").update(other="Van Lon;Van Lonn")
    again_now = people("--resolve")
    assert again_now.strip().endswith("0 van 1 documenten worden anders herleid.")
    Person.objects.filter(slug="anna-van-loon").update(surname="Berg", other="")
    loading.renew_stamp()
    told = people("--resolve")
    assert "Van Lon (Nieuw Midden): Anna van Loon → Van Lon (Nieuw Midden)" in told
    assert "1 van 1 documenten worden anders herleid." in told
    assert shown(document)[0] == ["Anna van Loon (Nieuw Midden)"]
    people("--resolve", "--apply")
    assert shown(document)[0] == ["Van Lon (Nieuw Midden)"]


def test_a_line_of_json_tells_a_person(facts: Facts) -> None:
    facts.load()
    make_document(answered=date(2022, 10, 8), askers=(Asker("Van Lonn", "Lijst Waterland"),))
    lines = [json.loads(line) for line in people("--json").splitlines()]
    assert [line["slug"] for line in lines] == ["anna-van-loon", "bram-dijkstra"]
    assert lines[0] == {
        "slug": "anna-van-loon",
        "name": "Anna van Loon",
        "first_name": "Anna",
        "offices": [],
        "parties": [{"name": "Lijst Waterland", "documents": 1}],
        "asked": 1,
        "answered": 0,
        "as_printed": {"Van Lonn": 1},
    }
    assert lines[1]["offices"] == [
        {
            "role": "minister",
            "ministry": "Veren en Bruggen",
            "from": "2021-06-01",
            "to": "2022-10-31",
            "documents": 1,
        },
        {
            "role": "minister",
            "ministry": "Tolzaken",
            "from": "2022-11-01",
            "to": None,
            "documents": 0,
        },
    ]
    assert lines[1]["answered"] == 1


def test_the_check_lists_idle_offices_late_documents_and_unresolved_names(facts: Facts) -> None:
    facts.minister("Carla Steen", "Havens", "2022-01-01", "2022-12-31")
    facts.load()
    make_document(answered=date(2022, 10, 8), askers=(Asker("Onbekende", None),))
    late = make_document(
        answered=date(2022, 11, 20),
        answerers=(Answerer("Dijkstra", "Minister", "Veren en Bruggen"),),
    )
    told = people("--check")
    assert "ambt zonder documenten: Carla Steen, Minister (Havens)" in told
    assert f"buiten het ambt: {late.identifier}" in told
    assert "niet herleid, vraagsteller: «Onbekende» in 1 documenten" in told


def test_loading_the_same_tables_again_changes_nothing(facts: Facts, tmp_path: Path) -> None:
    facts.load()
    before = [list(kind.objects.order_by("pk").values()) for kind in (Person, Office, Seat, Party)]
    facts.load()
    after = [list(kind.objects.order_by("pk").values()) for kind in (Person, Office, Seat, Party)]
    assert before == after


def test_a_row_that_left_the_table_goes_and_one_changed_by_hand_stays(facts: Facts) -> None:
    facts.load()
    first, second = Seat.objects.order_by("start")
    Seat.objects.filter(pk=first.pk).update(edited=True, start=date(2011, 3, 1))
    facts._rows["seats"].clear()
    facts.load()
    assert list(Seat.objects.values_list("pk", "start")) == [(first.pk, date(2011, 3, 1))]
    assert not Seat.objects.filter(pk=second.pk).exists()


def test_a_table_that_is_not_well_formed_stores_nothing(facts: Facts, tmp_path: Path) -> None:
    facts.load()
    path = tmp_path / "facts" / "seats.csv"
    with path.open("a", encoding="utf-8") as file:
        csv.writer(file).writerow(["nobody", "tk", "2020-01-01", "", "verzonnen"])
    with pytest.raises(KeyError):
        loading.add(tmp_path / "facts", "test")
    assert Seat.objects.count() == 2


def test_a_printed_name_that_is_the_name_in_full_is_the_persons_own_row(facts: Facts) -> None:
    document = make_document(askers=(Asker("Anna van Loon", None),))
    facts.load()
    assert shown(document)[0] == ["Anna van Loon (Nieuw Midden)"]
    assert Member.objects.filter(slug="anna-van-loon").count() == 1


def test_two_names_that_run_together_are_two_people_at_one_place(facts: Facts) -> None:
    facts.member("Dirk Vos", "Lijst Waterland", "2010-01-01")
    facts.load()
    document = make_document(askers=(Asker("Van Loon en Vos", "Lijst Waterland"),))
    assert shown(document)[0] == ["Anna van Loon (Lijst Waterland)", "Dirk Vos (Lijst Waterland)"]
    assert list(document.askings.values_list("position", flat=True)) == [0, 0]


def test_a_ministry_that_is_not_printed_is_that_of_who_answers(facts: Facts) -> None:
    facts.load()
    document = make_document(
        answered=date(2022, 10, 8), addressees=(Addressee("Minister", "onbekend"),)
    )
    assert str(document.addressings.get()) == "Minister (Veren en Bruggen)"


def test_the_rows_are_as_they_would_be_made_now(facts: Facts) -> None:
    facts.load()
    made = [make_document().pk for _ in range(3)]
    assert again.differing(made) == set()


def test_the_first_real_document_brings_the_real_tables_into_a_demonstration(
    tmp_path: Path,
) -> None:
    loading.load(demo.FACTS, "demo")
    assert not Person.objects.filter(slug="rita-verdonk").exists()
    loading.complete()
    assert Person.objects.filter(slug="rita-verdonk").exists()
    assert not loading.load()
    assert not loading.load(demo.FACTS, "demo")


def test_an_archive_without_tables_stays_so_until_it_is_prepared() -> None:
    make_document()
    loading.complete(begin=True)
    assert not Person.objects.exists()


def test_an_empty_archive_begins_with_the_tables() -> None:
    loading.complete(begin=True)
    assert Person.objects.filter(slug="rita-verdonk").exists()
