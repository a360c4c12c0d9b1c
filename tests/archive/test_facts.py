"""Facts changed by hand: they are checked, told, and outlive every later table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from documents.archive.decisions import facts as deeds
from documents.archive.decisions import people
from documents.archive.identifying import again
from documents.models import (
    Asking,
    Event,
    Membership,
    Ministry,
    Party,
    PartySuccession,
    Person,
    Seat,
)
from documents.parsing import Asker
from tests.archive.test_people import asker, audited, person
from tests.factories import make_document
from tests.facts_factory import Facts

pytestmark = pytest.mark.django_db(transaction=True)  # files go to their places


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Two members of one surname, who sat one after the other."""
    made = Facts(tmp_path / "facts")
    made.member("Anna van Loon", "Lijst Waterland", "2017-03-23", "2019-01-01")
    made.member("Bea van Loon", "Lijst Waterland", "2021-03-31")
    made.load()
    return made


def test_a_seat_that_is_void_counts_no_more_and_outlives_its_table(facts: Facts) -> None:
    document = make_document(askers=(Asker("Van Loon", "Lijst Waterland"),))
    assert asker(document) == "Bea van Loon"
    for kind in (Seat, Membership):
        row = kind.objects.get(person__slug="bea-van-loon")
        deeds.change(row, {"void": True}, by="karin")
    assert again.differing([document.pk]) == {document.pk}
    facts.load()
    assert asker(document) != "Bea van Loon"
    assert Seat.objects.get(person__slug="bea-van-loon").void
    assert "In orde." in audited()


def test_a_changed_fact_is_told_with_old_and_new_and_who(facts: Facts) -> None:
    row = Seat.objects.get(person__slug="anna-van-loon")
    assert deeds.change(row, {"end": date(2023, 1, 1)}, by="karin")
    event = Event.objects.earliest("-pk")
    assert (event.deed, event.by) == ("fact changed", "karin")
    assert event.details["changes"] == [
        {"path": "end", "old": "2019-01-01", "new": "2023-01-01"},
    ]
    assert list(Event.objects.of_name("person", row.person_id)) == [event]
    assert not deeds.change(row, {"end": date(2023, 1, 1)}, by="karin")


def test_a_changed_fact_outlives_other_tables(facts: Facts) -> None:
    row = Seat.objects.get(person__slug="anna-van-loon")
    deeds.change(row, {"end": date(2023, 1, 1)}, by="karin")
    deeds.change(person("bea-van-loon"), {"first_name": "Beatrix"}, by="karin")
    facts.load()
    row.refresh_from_db()
    assert row.end == date(2023, 1, 1)
    assert person("bea-van-loon").name == "Beatrix van Loon"
    assert "In orde." in audited()


def test_a_renamed_person_is_shown_by_the_new_name_at_once(facts: Facts) -> None:
    document = make_document(askers=(Asker("Van Loon", "Lijst Waterland"),))
    deeds.change(person("bea-van-loon"), {"first_name": "Beatrix"}, by="karin")
    assert asker(document) == "Beatrix van Loon"
    assert "In orde." in audited()


def test_documents_follow_when_somebody_says_so(facts: Facts) -> None:
    document = make_document(askers=(Asker("De Wit", "Lijst Waterland"),))
    wit = deeds.add(Person(surname="Wit", particle="de", first_name="Dirk"), by="karin")
    party = Party.objects.get(name="Lijst Waterland")
    deeds.add(Seat(person=wit, chamber="tk", start=date(2021, 3, 31)), by="karin")
    deeds.add(Membership(person=wit, party=party, start=date(2021, 3, 31)), by="karin")
    assert asker(document) == "De Wit"
    assert people.resolve([document.pk], by="karin") == 1
    assert asker(document) == "Dirk de Wit"
    event = Event.objects.earliest("-pk")
    assert (event.deed, event.by, event.details["documents"]) == ("resolved", "karin", 1)
    assert people.resolve([document.pk], by="karin") == 0
    assert "In orde." in audited()


def test_a_new_person_takes_no_address_of_a_printed_name(facts: Facts) -> None:
    document = make_document(askers=(Asker("De Wit"),))
    made = deeds.add(Person(surname="Wit", particle="de"), by="karin")
    assert made.slug == "de-wit-2"
    assert Asking.objects.get(document=document).member.person is None


def test_a_person_by_hand_is_that_of_a_later_table_of_the_same_slug(facts: Facts) -> None:
    made = deeds.add(Person(surname="Wit", first_name="Dirk", initials="D.J."), by="karin")
    facts.member("Dirk Wit", "Lijst Waterland", "2021-03-31")
    facts.load()
    made.refresh_from_db()
    assert (made.slug, made.initials, made.seats.count()) == ("dirk-wit", "D.J.", 1)
    assert "In orde." in audited()


def test_a_row_of_a_table_is_not_removed_and_one_by_hand_is(facts: Facts) -> None:
    with pytest.raises(deeds.NotRemoved, match="telt niet mee"):
        deeds.remove(Seat.objects.get(person__slug="bea-van-loon"), by="karin")
    made = deeds.add(Seat(person=person("bea-van-loon"), chamber="ek"), by="karin")
    deeds.remove(made, by="karin")
    assert not Seat.objects.filter(chamber="ek").exists()
    assert Event.objects.earliest("-pk").deed == "fact removed"
    assert "In orde." in audited()


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        (Seat, {"end": date(2001, 1, 1)}, "vóór het begin"),
        (Ministry, {"periods": "ooit..nu"}, "is geen periode"),
        (Ministry, {"periods": "1994-08-22..; .. ;"}, "«..» is geen periode"),
        (Ministry, {"periods": "2002-01-01..2001-01-01"}, "vóór het begin"),
        (Party, {"start": date(2002, 1, 1), "end": date(2001, 1, 1)}, "vóór het begin"),
        (Person, {"surname": "x" * 100, "particle": "y" * 40, "first_name": "z" * 60}, "tekens"),
    ],
)
def test_what_cannot_be_is_refused(
    facts: Facts, kind: type, values: dict[str, object], told: str
) -> None:
    facts.minister("Carel Dijkstra", "Veren en Bruggen", "2021-01-10")
    facts.load()
    row = kind._default_manager.earliest("pk")  # type: ignore[attr-defined]
    with pytest.raises(ValidationError, match=told):
        deeds.change(row, values, by="karin")
    row.refresh_from_db()
    assert not row.edited
    assert not Event.objects.filter(deed="fact changed").exists()


def test_a_succession_by_hand_outlives_its_table(facts: Facts) -> None:
    facts.party("Dijkpartij")
    facts.add("party_successions", old="lijst-waterland", new="dijkpartij", kind="split")
    facts.load()
    row = PartySuccession.objects.get()
    deeds.change(row, {"void": True, "on": date(2020, 1, 1)}, by="karin")
    facts.load()
    row = PartySuccession.objects.get()
    assert (row.void, row.on) == (True, date(2020, 1, 1))
    assert "In orde." in audited()


def test_the_audit_tells_a_fact_that_was_changed_outside_of_the_history(facts: Facts) -> None:
    row = Seat.objects.get(person__slug="anna-van-loon")
    deeds.change(row, {"end": date(2023, 1, 1)}, by="karin")
    Seat.objects.filter(pk=row.pk).update(end=date(2024, 1, 1))
    assert "is anders dan de geschiedenis zegt" in audited()
    Seat.objects.filter(pk=row.pk).update(end=date(2023, 1, 1))
    Person.objects.filter(slug="bea-van-loon").update(edited=True)
    assert "buiten de geschiedenis om" in audited()
