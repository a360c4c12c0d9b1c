"""Who a printed name is, said by hand: it outranks the evidence, and lasts."""

from __future__ import annotations

import contextlib
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from documents.archive.decisions import names, people, withdrawals
from documents.archive.export import question_set
from documents.archive.identifying import again
from documents.archive.ingest import store
from documents.models import (
    Answering,
    Asking,
    Document,
    Event,
    Identification,
    Member,
    Minister,
    Person,
    Seat,
    facts_of,
)
from documents.parsing import Answerer, Asker, ParseResult, RawFile, to_json
from tests.archive.test_reparse import read_worse
from tests.factories import make_document
from tests.facts_factory import Facts

pytestmark = pytest.mark.django_db(transaction=True)  # files go to their places


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Two members whose names are alike, and one minister."""
    made = Facts(tmp_path / "facts")
    made.member("Anna van Loon", "Lijst Waterland", "2017-03-23")
    made.member("Bea van Doorn", "Dijkpartij", "2017-03-23")
    made.minister("Carel Dijkstra", "Veren en Bruggen", "2021-01-10")
    made.load()
    return made


def asker(document: Document) -> str:
    """Who asks, as the archive shows it."""
    return Asking.objects.get(document=document).member.name


def person(slug: str) -> Person:
    return Person.objects.get(slug=slug)


def printed(document: Document) -> Member:
    return Asking.objects.get(document=document).printed_member


def audited() -> str:
    """What the audit says of all documents."""
    told = io.StringIO()
    with contextlib.suppress(CommandError):
        call_command("audit", "--all", stdout=told)
    return told.getvalue()


def another_version(document: Document, **fields: object) -> None:
    """Another file of the same document."""
    whole = replace(question_set(Document.objects.whole().get(pk=document.pk)), **fields)
    store(RawFile("later.json", to_json(whole).encode()), ParseResult(whole, (), "koop_xml"))


def test_a_name_that_is_somebody_by_hand_is_so_in_all_documents(facts: Facts) -> None:
    one = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    other = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    assert asker(one) == "Anna van Loon"
    people.identify(printed(one), person("bea-van-doorn"), by="karin", why="zo staat het elders")
    for document in (one, other):
        row = Asking.objects.get(document=document)
        assert (row.member.name, row.confidence, row.reasons) == (
            "Bea van Doorn",
            100,
            ["met de hand"],
        )
    event = Event.objects.earliest("-pk")
    assert (event.deed, event.by, event.details["person"]) == (
        "identified",
        "karin",
        "Bea van Doorn",
    )
    assert "In orde." in audited()


def test_what_is_said_in_one_document_holds_there_alone_and_above_all(facts: Facts) -> None:
    one = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    other = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    people.identify(printed(one), None, by="karin")
    people.identify(printed(one), person("bea-van-doorn"), by="karin", document=one)
    assert (asker(one), asker(other)) == ("Bea van Doorn", "Loon")
    assert Asking.objects.get(document=other).confidence is None


def test_another_word_on_the_same_name_ends_the_first(facts: Facts) -> None:
    document = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    first = people.identify(printed(document), None, by="karin")
    people.identify(printed(document), person("bea-van-doorn"), by="piet")
    assert first
    first.refresh_from_db()
    assert first.ended_by == "piet"
    assert people.identify(printed(document), person("bea-van-doorn"), by="piet") is None
    assert Event.objects.filter(deed="identified").count() == 2
    assert "In orde." in audited()


def test_taken_back_the_evidence_decides_again(facts: Facts) -> None:
    document = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    made = people.identify(printed(document), person("bea-van-doorn"), by="karin")
    assert made
    assert people.undo(made, by="karin")
    assert asker(document) == "Anna van Loon"
    assert not people.undo(made, by="karin")
    assert Event.objects.filter(deed="unidentified").count() == 1
    assert "In orde." in audited()


def test_a_minister_by_hand_has_the_office_of_that_day(facts: Facts) -> None:
    answer = (Answerer("Xyz", "Minister", "Tolzaken"),)
    document = make_document(answerers=answer, answered=date(2022, 11, 8))
    people.identify(Minister.objects.get(name="Xyz"), person("carel-dijkstra"), by="karin")
    row = Answering.objects.get(document=document)
    assert row.minister
    assert row.minister.name == "Carel Dijkstra"
    assert row.office
    assert row.office.ministry.name == "Veren en Bruggen"


# What it outlives


@pytest.fixture
def decided(facts: Facts) -> Document:
    """A document whose asker is somebody else by hand than by the evidence."""
    document = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    people.identify(printed(document), person("bea-van-doorn"), by="karin")
    return document


def test_it_outlives_a_new_version_and_holds_for_new_documents(decided: Document) -> None:
    another_version(decided, title="opnieuw")
    assert asker(Document.objects.get(title="opnieuw")) == "Bea van Doorn"
    assert asker(make_document(askers=(Asker("Loon", "Lijst Waterland"),))) == "Bea van Doorn"


def test_what_holds_in_one_document_outlives_a_new_version(facts: Facts) -> None:
    document = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    people.identify(printed(document), person("bea-van-doorn"), by="karin", document=document)
    another_version(document, title="opnieuw")
    assert asker(document) == "Bea van Doorn"


def test_it_outlives_a_better_parser(decided: Document) -> None:
    read_worse(decided, title="de veerp ont")
    call_command("reparse", "--jobs", "1", "--apply", stdout=io.StringIO())
    assert "veerp ont" not in Document.objects.get(pk=decided.pk).title
    assert asker(decided) == "Bea van Doorn"


def test_it_outlives_other_tables(decided: Document, facts: Facts) -> None:
    facts.member("Dirk Loon", "Lijst Waterland", "2017-03-23")
    facts.load()
    assert asker(decided) == "Bea van Doorn"


def test_it_outlives_resolving_again(decided: Document) -> None:
    told = io.StringIO()
    call_command("people", "--resolve", "--apply", stdout=told)
    assert "0 van 1 documenten" in told.getvalue()
    assert asker(decided) == "Bea van Doorn"


def test_it_outlives_withdrawing_and_restoring(decided: Document) -> None:
    withdrawals.withdraw(decided, reason="privacy", note="", by="karin")
    withdrawals.restore(decided, by="karin")
    assert asker(decided) == "Bea van Doorn"


# What is refused, and what is never half done


def test_a_name_is_not_said_to_be_in_a_document_that_does_not_print_it(facts: Facts) -> None:
    one = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    other = make_document(askers=(Asker("Doorn", "Dijkpartij"),))
    with pytest.raises(people.NotIdentified, match="staat niet in"):
        people.identify(printed(one), None, by="karin", document=other)
    assert not Identification.objects.exists()


def test_a_person_who_was_made_one_with_another_is_not_chosen(facts: Facts) -> None:
    document = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    names.merge(person("bea-van-doorn"), person("anna-van-loon"), by="karin")
    with pytest.raises(people.NotIdentified, match="samengevoegd met Anna van Loon"):
        people.identify(printed(document), person("bea-van-doorn"), by="karin")


def test_without_its_row_of_history_nothing_is_decided(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE documents_event RENAME TO documents_event_gone")
    with pytest.raises(Exception, match="documents_event"):
        people.identify(printed(document), person("bea-van-doorn"), by="karin")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE documents_event_gone RENAME TO documents_event")
    assert asker(document) == "Anna van Loon"
    assert not Identification.objects.exists()


def test_the_audit_tells_a_decision_outside_of_the_history(decided: Document) -> None:
    Identification.objects.update(person=person("anna-van-loon"))
    assert "staat anders in de geschiedenis" in audited()
    Identification.objects.all().delete()
    Identification.objects.create(member=printed(decided), person=None, made_by="mol")
    assert "staat niet in de geschiedenis" in audited()


# Two persons that are one


def test_two_persons_become_one_and_two_again(facts: Facts) -> None:
    one = make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    other = make_document(askers=(Asker("Doorn", "Dijkpartij"),))
    bea, anna = person("bea-van-doorn"), person("anna-van-loon")
    names.merge(bea, anna, by="karin")
    assert (asker(one), asker(other)) == ("Anna van Loon", "Anna van Loon")
    assert asker(make_document(askers=(Asker("Doorn", "Dijkpartij"),))) == "Anna van Loon"
    assert facts_of(Seat, anna).count() == 2
    assert "In orde." in audited()
    names.unmerge(bea, by="karin")
    assert asker(other) == "Bea van Doorn"
    assert "In orde." in audited()


def test_a_name_that_fitted_two_means_the_one_that_they_are(tmp_path: Path) -> None:
    facts = Facts(tmp_path / "facts")
    facts.member("Anna van Loon", "Lijst Waterland", "2017-03-23")
    facts.member("Ans van Loon", "Lijst Waterland", "2017-03-23")
    facts.load()
    document = make_document(askers=(Asker("Van Loon", "Lijst Waterland"),))
    assert asker(document) == "Van Loon"
    names.merge(person("ans-van-loon"), person("anna-van-loon"), by="karin")
    assert asker(document) == "Anna van Loon"


def test_what_was_said_to_be_a_person_follows_whom_that_one_is_made_one_with(
    decided: Document,
) -> None:
    names.merge(person("bea-van-doorn"), person("anna-van-loon"), by="karin")
    assert asker(decided) == "Anna van Loon"
    assert "In orde." in audited()


# Names, beside persons


def test_the_row_of_a_person_is_neither_renamed_nor_merged_by_itself(facts: Facts) -> None:
    make_document(askers=(Asker("De Wit", "Dijkpartij"),))
    row = Member.objects.get(person__slug="anna-van-loon")
    wit = Member.objects.get(name="De Wit")
    with pytest.raises(names.NotMerged, match="voeg de personen samen"):
        names.merge(row, wit, by="karin")
    with pytest.raises(names.NotRespelled, match="wijzig de naam bij de persoon"):
        names.respell(row, {"name": "Van Loon"}, by="karin")


def test_a_printed_name_that_is_merged_into_a_person_means_that_person(facts: Facts) -> None:
    document = make_document(askers=(Asker("De Wit", "Dijkpartij"),))
    wit = Member.objects.get(name="De Wit")
    names.merge(wit, Member.objects.get(person__slug="anna-van-loon"), by="karin")
    assert asker(document) == "Anna van Loon"
    names.unmerge(wit, by="karin")
    assert asker(document) == "De Wit"
    assert "In orde." in audited()


def test_a_name_that_is_merged_into_another_means_whom_that_means(facts: Facts) -> None:
    wrong = make_document(askers=(Asker("Lwn", "Lijst Waterland"),))
    make_document(askers=(Asker("Loon", "Lijst Waterland"),))
    one, other = (Member.objects.get(name=name) for name in ("Lwn", "Loon"))
    names.merge(one, other, by="karin")
    assert asker(wrong) == "Anna van Loon"
    people.identify(other, person("bea-van-doorn"), by="karin")
    assert asker(wrong) == "Bea van Doorn"
    assert "In orde." in audited()


def test_a_corrected_spelling_is_evidence_at_once(facts: Facts) -> None:
    document = make_document(askers=(Asker("Qq", "Lijst Waterland"),))
    names.respell(Member.objects.get(name="Qq"), {"name": "Van Loon"}, by="karin")
    assert asker(document) == "Anna van Loon"
    assert again.differing([document.pk]) == set()
    assert "In orde." in audited()
