"""What the Tweede Kamer tells comes into the archive on its day, whatever its feed does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from documents.archive.auditing.cases import faults
from documents.archive.placing import claim
from documents.archive.versions import standing
from documents.models import (
    Case,
    CaseReport,
    Document,
    FeedEntry,
    RemoteItem,
    SyncRun,
    SyncSource,
    stamp_now,
)
from documents.parsing import from_dict
from tests.sync.test_koop import identifiers

from .conftest import Archive, Synced
from .fake_chamber import FakeChamber, answer_text, key_of, letter
from .fake_koop import FakeKoop, Publication, answer_of, question_of, xml_of
from .server import ERROR_PAGE, Reply


def tk(archive: Archive, *words: str) -> Synced:
    """Reads the Tweede Kamer; the run must end well."""
    done = archive.sync(*words, name="tk")
    assert done.status == 0, done.output
    return done


def parsed(document: Document) -> dict[str, Any]:
    """The valid set of a document."""
    found: dict[str, Any] = document.versions.get(number=document.version).parsed or {}
    return found


def test_questions_come_in_on_the_day_that_they_are_asked(
    archive: Archive, chamber: FakeChamber
) -> None:
    chamber.ask(7)
    done = tk(archive)
    assert list(done.outcomes().values()) == ["new"]
    document = Document.objects.get()
    found = parsed(document)
    assert document.identifier == "kv-tk-2026Z00007"
    assert document.kind == "question"
    assert found["case_number"] == "2026Z00007"
    assert found["submitted"] == "2026-11-27"
    assert found["session_year"] == "2026-2027"
    assert found["title"] == "de veerpont van nummer 7"
    assert found["askers"] == [
        {"name": "Van Kwelder", "party": "Lijst Waterland", "initials": "Q."}
    ]
    assert found["addressees"] == [{"role": "Minister", "portfolio": "Veren en Bruggen"}]
    assert len(found["questions"]) == 2


def test_what_the_text_does_not_say_is_told_by_the_feed(
    archive: Archive, chamber: FakeChamber
) -> None:
    chamber.ask(7, text="1\nVaart de pont?\n2\nZo nee, wanneer weer?\n")
    tk(archive)
    found = parsed(Document.objects.get())
    assert found["submitted"] == "2026-11-27"
    assert found["title"] == "De veerpont van nummer 7"
    assert [one["name"] for one in found["askers"]] == ["Van Kwelder"]
    assert found["askers"][0]["party"] == "Lijst Waterland"
    assert found["addressees"] == [{"role": "Minister", "portfolio": "Veren en Bruggen"}]


def test_utc_midnight_is_the_next_day_in_amsterdam(archive: Archive, chamber: FakeChamber) -> None:
    """Pitfall 17: 22:00Z in summer, 23:00Z in winter."""
    chamber.ask(1, gestart="2026-05-21T22:00:00Z", text="1\nVaart de pont?\n2\nEn nu?\n")
    chamber.ask(2, gestart="2026-11-26T23:00:00Z", text="1\nVaart de pont?\n2\nEn dan?\n")
    chamber.ask(3, gestart="2026-05-21T22:00:00", text="1\nVaart de pont?\n2\nEn toen?\n")
    tk(archive)
    days = dict(Document.objects.values_list("identifier", "submitted"))
    assert days["kv-tk-2026Z00001"] == date(2026, 5, 22)
    assert days["kv-tk-2026Z00002"] == date(2026, 11, 27)
    assert days["kv-tk-2026Z00003"] == date(2026, 5, 21)  # without an offset it is of Amsterdam
    assert CaseReport.objects.get(number="2026Z00001").due == date(2026, 12, 18)


def test_only_kamervragen_are_kept(archive: Archive, chamber: FakeChamber) -> None:
    chamber.put("zaak", "brief", nummer="2026Z09999", soort="Brief regering")
    chamber.put("document", "brief d", {"zaak": "brief"}, file=letter("x"), soort="Brief regering")
    chamber.put("zaak", "mondeling", nummer="2026Z09998", soort="Mondelinge vragen")
    chamber.ask(7)
    tk(archive)
    assert identifiers() == ["kv-tk-2026Z00007"]
    assert FeedEntry.objects.filter(category__in=["zaak", "document"]).count() == 2
    assert not chamber.times(key_of("brief d"))


def test_a_reference_before_its_target_is_resolved_when_that_comes(
    archive: Archive, chamber: FakeChamber
) -> None:
    """Pitfall 16: a document before its case, an actor before its document."""
    chamber.ask(7, text="1\nVaart de pont?\n2\nEn nu?\n")
    later = {name: chamber.things.pop(key_of(name)) for name in ("2026Z00007", "2026Z00007 asks")}
    tk(archive)
    assert identifiers() == []
    chamber._place(later["2026Z00007"], None)
    tk(archive)
    assert identifiers() == ["kv-tk-2026Z00007"]
    assert parsed(Document.objects.get())["askers"] == []
    chamber._place(later["2026Z00007 asks"], None)
    done = tk(archive)
    assert list(done.outcomes().values()) == ["changed"]
    assert parsed(Document.objects.get())["askers"][0]["name"] == "Van Kwelder"


def test_duplicates_and_repeated_entries_change_nothing(
    archive: Archive, chamber: FakeChamber
) -> None:
    """Pitfall 16: the same entry twice, on one page and on two."""
    chamber.ask(7)
    tk(archive)
    fetches = chamber.times("/Resources/")
    chamber.again = 3
    for name in ("2026Z00007", "2026Z00007 questions"):
        chamber._place(chamber.things[key_of(name)], None)
    done = tk(archive)
    assert done.outcomes() == {}
    assert chamber.times("/Resources/") == fetches


def test_a_mass_correction_fetches_nothing_again(archive: Archive, chamber: FakeChamber) -> None:
    for number in range(1, 6):
        chamber.ask(number)
    tk(archive)
    for thing in list(chamber.things.values()):
        chamber._place(thing, None)
    before = chamber.times("/Resources/")
    tk(archive)
    assert chamber.times("/Resources/") == before


def test_a_deleted_case_is_marked_and_nothing_is_removed(
    archive: Archive, chamber: FakeChamber, client: Client
) -> None:
    """Pitfall 16: a tombstone has no field but its key."""
    chamber.ask(7)
    tk(archive)
    chamber.delete("2026Z00007")
    chamber.delete("2026Z00007 asks")
    tk(archive)
    assert CaseReport.objects.get().is_gone
    document = Document.objects.get()
    assert document.identifier == "kv-tk-2026Z00007"
    page = client.get(document.case.get_absolute_url()).content.decode()
    assert "heeft deze zaak uit haar gegevens gehaald" in page


def test_a_deleted_document_is_marked_as_gone(archive: Archive, chamber: FakeChamber) -> None:
    chamber.ask(7)
    tk(archive)
    chamber.delete("2026Z00007 questions")
    tk(archive)
    assert Document.objects.count() == 1
    assert RemoteItem.objects.get().is_gone


def test_a_file_of_another_length_is_never_stored(archive: Archive, chamber: FakeChamber) -> None:
    """Pitfall 16: broken enclosures: the bytes must be as many as the feed tells."""
    chamber.ask(7)
    chamber.things[key_of("2026Z00007 questions")].told_length = 99_999
    done = tk(archive)
    assert list(done.outcomes().values()) == ["failed"]
    assert "niet heel" in done.messages(key_of("2026Z00007 questions"))
    assert not Document.everything.exists()
    assert chamber.times("/Resources/") == 1
    # it is tried again later, and comes once it is whole
    chamber.things[key_of("2026Z00007 questions")].told_length = None
    chamber._place(chamber.things[key_of("2026Z00007 questions")], None)
    assert list(tk(archive).outcomes().values()) == ["new"]


def test_an_error_text_with_status_200_is_never_stored(
    archive: Archive, chamber: FakeChamber
) -> None:
    """Pitfall 16: the service says 'not found' with status 200."""
    chamber.ask(7)
    chamber.instead("/Resources/", Reply(b"Resource not found"))
    assert list(tk(archive).outcomes().values()) == ["failed"]
    assert not Document.everything.exists()


def test_a_missing_file_is_asked_for_again_after_some_days(
    archive: Archive, chamber: FakeChamber
) -> None:
    """The feed tells of a document once alone."""
    chamber.ask(7)
    chamber.instead("/Resources/", Reply(status=404))
    assert list(tk(archive).outcomes().values()) == ["missing"]
    archive.clock.later(days=2)
    assert tk(archive).outcomes() == {}
    archive.clock.later(days=1, minutes=1)
    assert list(tk(archive).outcomes().values()) == ["new"]


def test_a_truncated_page_is_asked_for_again(archive: Archive, chamber: FakeChamber) -> None:
    """Pitfall 16: half an answer, and a page of an error with status 200."""
    chamber.ask(7)
    whole = chamber._page("Zaak", 0).body
    chamber.instead("category=Zaak", Reply(whole[: len(whole) // 2]), Reply(ERROR_PAGE))
    tk(archive)
    assert identifiers() == ["kv-tk-2026Z00007"]


def test_one_category_that_fails_does_not_keep_the_others_back(
    archive: Archive, chamber: FakeChamber
) -> None:
    """Pitfall 16: outages are of single categories."""
    chamber.ask(7)
    chamber.instead("category=Persoon", *[Reply(ERROR_PAGE, status=500)] * 5)
    done = archive.sync(name="tk")
    assert done.status == 1
    assert "Persoon" in done.output
    assert identifiers() == ["kv-tk-2026Z00007"]
    assert SyncSource.objects.get().complete_at is None
    tk(archive)
    assert SyncSource.objects.get().complete_at


def test_a_feed_that_stands_still_is_told(archive: Archive, chamber: FakeChamber) -> None:
    """Pitfall 16: an outage of days looks like quiet; weekends are quiet."""
    chamber.ask(7)
    assert "staat misschien stil" not in tk(archive).messages("tk")
    archive.clock.later(days=3)  # from Friday to Monday
    assert "staat misschien stil" not in tk(archive).messages("tk")
    archive.clock.later(days=1)
    assert "staat misschien stil: Zaak, ZaakActor, Document" in tk(archive).messages("tk")


def test_empty_people_and_parties_of_the_feed_name_nobody(
    archive: Archive, chamber: FakeChamber
) -> None:
    """Pitfall 18: people without a name; a party in several rows; a party with another name now."""
    chamber.put("persoon", "nobody", achternaam=None, initialen=None)
    chamber.put("fractie", "old", afkorting="Lijst Waterland", datumInactief="2024-01-01")
    chamber.ask(7)
    # who asked is told by the person alone, and the party now has another name
    refs: dict[str, Any] = {"zaak": "2026Z00007", "persoon": "kwelder", "fractie": "old"}
    chamber.put("zaakActor", "2026Z00007 asks", refs, relatie="Indiener", actorFractie="LW-Delta")
    refs = {"zaak": "2026Z00007", "persoon": "nobody"}
    chamber.put("zaakActor", "2026Z00007 too", refs, relatie="Medeindiener", actorNaam=None)
    tk(archive)
    askers = parsed(Document.objects.get())["askers"]
    # the printed party is that of the day
    assert askers == [{"name": "Van Kwelder", "party": "Lijst Waterland", "initials": "Q."}]
    assert FeedEntry.objects.filter(category="persoon").count() == 1


def test_names_without_prefixes_are_understood(archive: Archive, chamber: FakeChamber) -> None:
    chamber.is_plain = True
    chamber.ask(7)
    tk(archive)
    assert identifiers() == ["kv-tk-2026Z00007"]


def test_the_sort_of_a_document_goes_by_how_it_begins(
    archive: Archive, chamber: FakeChamber
) -> None:
    chamber.ask(7)
    chamber.reply(7, soort="Antwoord schriftelijke vragen (nader)")
    tk(archive)
    assert set(Document.objects.values_list("kind", flat=True)) == {"question", "answer"}


def test_pages_are_followed_and_each_place_is_kept(archive: Archive, chamber: FakeChamber) -> None:
    chamber.most = 2
    for number in range(1, 6):
        chamber.ask(number)
    tk(archive)
    assert Document.objects.count() == 5
    places = SyncSource.objects.get().cursor["places"]
    assert (
        set(places)
        == {"Zaak", "ZaakActor", "Document", "DocumentVersie", "Persoon", "Fractie"}
        - {"DocumentVersie"}
        or places["DocumentVersie"] == 0
    )
    asked = len(chamber.asked)
    tk(archive)
    # one page a category, from where it was left
    assert len(chamber.asked) - asked == 6


def test_an_answer_gets_its_number_when_the_chamber_tells_it(
    archive: Archive, chamber: FakeChamber
) -> None:
    chamber.ask(7)
    chamber.reply(7)
    tk(archive)
    answer = Document.objects.get(kind="answer")
    assert answer.identifier == "ah-tk-2026D20007"
    assert parsed(answer)["answered"] == "2026-12-11"
    assert Case.objects.get().state == "beantwoord"
    chamber.reply(7, aanhangselnummer="262700321")
    tk(archive)
    assert identifiers() == ["ah-tk-20262027-321", "kv-tk-2026Z00007"]


def koop_xml(one: Publication) -> bytes:
    """The file of a publication, as one of the questions that the Tweede Kamer tells of."""
    text = xml_of(one).decode()
    for right, day in zip(("2026-11-27", "2026-12-11"), _DAYS.findall(text)[::2], strict=False):
        text = text.replace(day, right)
    return _MEMBER.sub("Vragen van het lid <naam><achternaam>Van Kwelder<", text).encode()


_DAYS = re.compile(r"\d{4}-\d\d-\d\d")
_MEMBER = re.compile(r"Vragen van het lid <naam><achternaam>[^<]+<")


@pytest.mark.parametrize("first", ["tk", "koop"])
def test_what_koop_brings_is_the_same_document_and_leads(
    first: str, archive: Archive, chamber: FakeChamber, koop: FakeKoop
) -> None:
    """A PDF or letter of the Tweede Kamer never takes the place of KOOP's XML."""
    chamber.ask(7)
    chamber.reply(7)
    asked = question_of(7, "2026-2027", case_number="2026Z00007")
    answered = answer_of(321, "2026-2027", case_number="2026Z00007")
    koop.add(asked, answered)
    for one in (asked, answered):
        koop.bytes_of[f"{one.identifier}.xml"] = koop_xml(one)
    for name in ("tk", "koop") if first == "tk" else ("koop", "tk"):
        assert archive.sync(name=name).status == 0
    assert identifiers() == ["ah-tk-20262027-321", "kv-tk-2026Z00007"]
    answer = Document.objects.get(identifier="ah-tk-20262027-321")
    assert answer.source.format == "koop_xml"
    assert answer.versions.count() == 2
    question = Document.objects.get(identifier="kv-tk-2026Z00007")
    assert question.source.format == "koop_xml"


def test_a_notice_of_delay_comes_in(archive: Archive, chamber: FakeChamber) -> None:
    chamber.ask(7)
    text = (
        "2026Z00007\nUitstel van de beantwoording van de vragen van het lid Van Kwelder (Lijst"
        " Waterland) over de veerpont van nummer 7 (ingezonden 27 november 2026)\n"
        "Mededeling van minister Dijkstra (Veren en Bruggen) (ontvangen 11 december 2026)\n"
        "Hierbij deel ik u mede dat de vragen niet binnen de gebruikelijke termijn kunnen worden"
        " beantwoord, omdat nader overleg nodig is.\n"
    )
    chamber.put(
        "document",
        "delay",
        {"zaak": "2026Z00007"},
        file=letter(text),
        soort="Mededeling (uitstel antwoord)",
        documentNummer="2026D30007",
        datum="2026-12-10T23:00:00Z",
    )
    done = tk(archive)
    assert set(done.outcomes().values()) == {"new"}
    assert Document.objects.filter(kind="postponement").count() == 1
    assert Case.objects.get().state == "uitgesteld"


def test_deadline_settled_and_withdrawn_are_told_with_who_says_it(
    archive: Archive, chamber: FakeChamber, client: Client
) -> None:
    chamber.ask(1)
    chamber.ask(2, afgedaan="true")
    chamber.ask(3)
    chamber.put(
        "document",
        "withdrawal",
        {"zaak": "2026Z00003"},
        soort="Mededeling",
        onderwerp="Vragen over de veerpont van nummer 3 zijn ingetrokken",
    )
    tk(archive)
    cases = {case.slug: case for case in Case.objects.all()}
    assert cases["2026Z00001"].state == "open"
    assert cases["2026Z00001"].due == date(2026, 12, 18)
    assert cases["2026Z00002"].told == "Afgedaan, volgens de Tweede Kamer"
    assert cases["2026Z00003"].told == "Ingetrokken, volgens de Tweede Kamer"
    assert list(Case.objects.unanswered()) == [cases["2026Z00001"]]
    page = client.get(cases["2026Z00001"].get_absolute_url()).content.decode()
    assert "Volgens de Tweede Kamer" in page
    assert "18 december 2026" in page
    told = client.get(Document.objects.get(case_number="2026Z00003").get_absolute_url())
    assert "Ingetrokken, volgens de Tweede Kamer" in told.content.decode()


def test_what_documents_say_goes_before_what_a_source_says(
    archive: Archive, chamber: FakeChamber
) -> None:
    chamber.ask(7)
    chamber.reply(7)
    chamber.put(
        "document",
        "withdrawal",
        {"zaak": "2026Z00007"},
        soort="Mededeling",
        onderwerp="Vragen ingetrokken",
    )
    tk(archive)
    case = Case.objects.get()
    assert (case.state, case.told_by, case.due) == ("beantwoord", "", None)


def test_a_report_may_come_before_the_document(archive: Archive, chamber: FakeChamber) -> None:
    chamber.ask(7, afgedaan="true")
    chamber.instead("/Resources/", Reply(status=404))
    tk(archive)
    assert CaseReport.objects.get().is_settled
    archive.clock.later(days=4)
    tk(archive)
    assert Case.objects.get().told_by == "tk"


def test_reading_from_a_day_on_needs_no_history(archive: Archive, chamber: FakeChamber) -> None:
    """A feed knows no days: the place is found by halving."""
    for number in range(1, 31):
        chamber.ask(number)
        for thing in list(chamber.things.values())[-4:]:
            thing.updated = "2020-01-01T10:00:00Z"
    for thing in chamber.things.values():
        thing.updated = "2020-01-01T10:00:00Z"
    chamber.ask(31)
    tk(archive, "--since", "2026-11-27")
    assert identifiers() == ["kv-tk-2026Z00031"]
    assert len(chamber.asked) < 80
    # the next goes on from there
    asked = len(chamber.asked)
    chamber.ask(32)
    tk(archive)
    assert identifiers() == ["kv-tk-2026Z00031", "kv-tk-2026Z00032"]
    assert len(chamber.asked) - asked == 7


def test_reading_from_a_day_on_leaves_no_gap_behind(archive: Archive, chamber: FakeChamber) -> None:
    chamber.ask(1)
    tk(archive)
    chamber.ask(2)
    for thing in chamber.things.values():
        thing.updated = "2026-11-20T10:00:00Z"
    chamber.ask(3)
    tk(archive, "--since", "2026-11-27")
    assert identifiers() == ["kv-tk-2026Z00001", "kv-tk-2026Z00003"]
    tk(archive)
    assert "kv-tk-2026Z00002" in identifiers()


@pytest.mark.parametrize("version", ["v5", "v4/2.0"])
def test_one_number_is_looked_up(
    version: str, archive: Archive, chamber: FakeChamber, settings: Settings
) -> None:
    settings.TK_ODATA_URL = f"{chamber.url}/OData/{version}"
    chamber.ask(7)
    chamber.ask(8)
    chamber.reply(7)
    done = tk(archive, "--id", "2026Z00007")
    assert sorted(done.outcomes().values()) == ["new", "new"]
    assert identifiers() == ["ah-tk-2026D20007", "kv-tk-2026Z00007"]
    assert not chamber.times("SyncFeed/2.0/Feed")
    done = tk(archive, "--id", "kv-tk-2026Z00007", "--id", "2026Z00099", "--id", "ah-tk-20202021-1")
    assert sorted(done.outcomes().values()) == ["missing", "same", "same"]


def test_what_is_deleted_in_a_looked_up_case_is_left_out(
    archive: Archive, chamber: FakeChamber
) -> None:
    chamber.ask(7)
    chamber.reply(7)
    chamber.things[key_of("2026Z00007 answer")].is_deleted = True
    tk(archive, "--id", "2026Z00007")
    assert identifiers() == ["kv-tk-2026Z00007"]


def test_what_was_looked_up_and_comes_by_the_feed_is_the_same(
    archive: Archive, chamber: FakeChamber
) -> None:
    chamber.ask(7)
    tk(archive, "--id", "2026Z00007")
    assert set(tk(archive).outcomes().values()) <= {"same"}
    assert Document.objects.get().version == 1


def test_a_run_that_only_looks_keeps_nothing(archive: Archive, chamber: FakeChamber) -> None:
    chamber.ask(7)
    done = tk(archive, "--dry-run")
    assert list(done.outcomes().values()) == ["wanted"]
    assert not FeedEntry.objects.exists()
    assert not RemoteItem.objects.exists()
    assert not SyncRun.objects.exists()
    assert SyncSource.objects.get().cursor == {}


def test_a_session_year_is_not_asked_of_the_chamber(archive: Archive, chamber: FakeChamber) -> None:
    done = tk(archive, "--year", "2024-2025")
    assert "niet per vergaderjaar" in done.messages("tk")
    assert chamber.asked == []


def test_a_limit_is_kept_and_the_next_run_goes_on(archive: Archive, chamber: FakeChamber) -> None:
    for number in range(1, 6):
        chamber.ask(number)
    assert len(tk(archive, "--limit", "2").outcomes()) == 2
    tk(archive)
    assert Document.objects.count() == 5
    assert max(chamber.counts()[p] for p in chamber.asked if "/Resources/" in p) == 1


def test_an_answer_to_several_cases_serves_each(archive: Archive, chamber: FakeChamber) -> None:
    """Pitfall 14."""
    chamber.ask(1)
    chamber.ask(2)
    chamber.put(
        "document",
        "both",
        {"zaak": ["2026Z00002", "2026Z00001"]},
        file=letter(answer_text(1)),
        soort="Antwoord schriftelijke vragen",
        documentNummer="2026D40000",
        datum="2026-12-10T23:00:00Z",
    )
    tk(archive)
    found = parsed(Document.objects.get(kind="answer"))
    assert (found["case_number"], found["other_cases"]) == ("2026Z00001", ["2026Z00002"])


def test_a_pdf_of_the_chamber_goes_behind_one_of_koop(
    archive: Archive, chamber: FakeChamber
) -> None:
    """It counts as not yet typeset, as it comes before that."""
    chamber.ask(7)
    tk(archive)
    own = from_dict(parsed(Document.objects.get()))
    typeset = replace(own, status="Opgemaakt")
    assert standing("pdf", claim(typeset), True) < standing("pdf", claim(own), True)


def test_a_page_that_was_kept_is_made_anew_when_a_source_says_something_else(
    archive: Archive, chamber: FakeChamber
) -> None:
    chamber.ask(7)
    tk(archive)
    before = stamp_now()
    tk(archive)
    assert stamp_now() == before
    chamber.put("zaak", "2026Z00007", **(chamber.case(7) | {"termijn": "2027-01-05T23:00:00Z"}))
    tk(archive)
    assert Case.objects.get().due == date(2027, 1, 6)
    assert stamp_now() != before


def test_the_cases_are_what_an_audit_makes_of_them(archive: Archive, chamber: FakeChamber) -> None:
    chamber.ask(1)
    chamber.ask(2, afgedaan="true")
    chamber.reply(1)
    tk(archive)
    assert list(faults()) == []
