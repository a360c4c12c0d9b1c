"""What KOOP lists comes into the archive, once, whatever its service does."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from documents.archive.decisions.deletions import take_out
from documents.archive.decisions.withdrawals import withdraw
from documents.models import (
    Document,
    FetchedFile,
    RemoteItem,
    SyncRun,
    SyncSource,
    Withdrawal,
)

from .conftest import Archive
from .fake_koop import FakeKoop, Publication, answer_of, question_of, xml_of
from .server import ERROR_PAGE, Reply


def identifiers() -> list[str]:
    return sorted(Document.everything.values_list("identifier", flat=True))


def test_a_first_run_brings_in_all_that_is_listed(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1), answer_of(2), question_of(77))
    done = archive.sync()
    assert done.status == 0, done.output
    assert set(done.outcomes().values()) == {"new"}
    assert identifiers() == ["ah-tk-20242025-1", "ah-tk-20242025-2", "kv-tk-2024Z00077"]
    assert set(RemoteItem.objects.values_list("state", flat=True)) == {"stored"}


def test_what_the_search_service_says_comes_into_the_set(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1, case_number="2024Z12345"))
    archive.sync()
    document = Document.objects.get()
    assert document.case_number == "2024Z12345"
    assert document.topics.exists()


def test_one_publication_costs_one_request(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1, files=("html", "xml", "pdf", "odt")))
    archive.sync()
    assert [path.rpartition("/")[2] for path in koop.fetches()] == ["ah-tk-20242025-1.xml"]


def test_what_did_not_change_costs_no_request(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1), answer_of(2, modified="2026-11-26"))
    archive.sync()
    before = koop.fetches()
    archive.clock.later(days=1)
    done = archive.sync()
    assert koop.fetches() == before
    assert done.status == 0
    assert "nieuw" in done.output
    assert done.lines == []


def test_what_changed_is_fetched_again_and_becomes_a_version(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(1))
    archive.sync()
    changed = answer_of(1, modified="2026-11-27", version="2026-11-27T12:00:00+01:00", extra=" Ja?")
    koop.add(changed)
    done = archive.sync()
    assert done.outcomes() == {"ah-tk-20242025-1": "changed"}
    assert Document.objects.get().version == 2


def changed_at_the_source(number: int) -> Publication:
    return answer_of(
        number, modified="2026-11-27", version="2026-11-27T12:00:00+01:00", extra=" Ja?"
    )


def test_what_was_deleted_here_does_not_come_back_by_itself(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(1))
    archive.sync()
    take_out(Document.objects.get(), by="hoofd")
    koop.add(changed_at_the_source(1))
    done = archive.sync()
    assert done.outcomes() == {"ah-tk-20242025-1": "refused"}
    assert "eerder uit het archief verwijderd" in done.messages("ah-tk-20242025-1")
    assert not Document.everything.exists()


def test_what_was_withdrawn_here_stays_withdrawn(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1))
    archive.sync()
    withdraw(Document.objects.get(), reason=Withdrawal.Reason.PRIVACY, note="", by="hoofd")
    koop.add(changed_at_the_source(1))
    archive.sync()
    assert not Document.objects.exists()
    assert Document.everything.get().withdrawn


def test_made_anew_without_a_change_is_no_version(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 19: other bytes for the same text, and the same bytes anew."""
    koop.add(answer_of(1), answer_of(2))
    archive.sync()
    later = {"modified": "2026-11-27", "version": "2026-11-27T12:00:00+01:00"}
    koop.add(answer_of(1, **later), answer_of(2, **later))
    koop.bytes_of["ah-tk-20242025-2.xml"] = xml_of(answer_of(2)).replace(b"<metadata/>", b"\n")
    done = archive.sync()
    assert done.outcomes() == {"ah-tk-20242025-1": "same", "ah-tk-20242025-2": "same"}
    assert set(Document.objects.values_list("version", flat=True)) == {1}


def test_a_list_longer_than_a_page_is_read_by_identifier(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 3: positions from 10,000 on are never asked for."""
    koop.add(*(question_of(n, files=()) for n in range(1, 251)))
    done = archive.sync()
    assert RemoteItem.objects.count() == 250
    assert all("startRecord=1&" in path for path in koop.asked if path.startswith("/sru"))
    assert set(done.outcomes().values()) == {"missing"}


def test_the_order_of_identifiers_is_that_of_texts(archive: Archive, koop: FakeKoop) -> None:
    odd = [f"kv-{n}" for n in ("10016", "2009Z03159", "2009z03160", "2989900822", "2007-01-11")]
    made = [question_of(i, identifier=name, files=()) for i, name in enumerate(odd)]
    koop.add(*made, *(answer_of(n, files=()) for n in range(995, 1105)))
    archive.sync()
    assert RemoteItem.objects.count() == 115
    assert RemoteItem.objects.filter(remote_id__in=odd).count() == 5


def test_a_service_that_knows_no_order_is_read_by_position(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.knows_order = False
    koop.add(*(answer_of(n, files=()) for n in range(1, 151)))
    done = archive.sync("--year", "2024-2025")
    assert done.status == 0, done.output
    assert RemoteItem.objects.count() == 150
    assert "op positie gebladerd" in done.messages("koop")


def test_a_diagnostic_with_status_200_ends_the_run(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 1: it is no empty list."""
    koop.add(answer_of(1))
    koop.knows_order = False
    koop.instead(
        "/sru",
        *(
            [Reply(koop._listed({"query": "x (", "startRecord": "1", "maximumRecords": "1"}).body)]
            * 3
        ),
    )
    done = archive.sync("--year", "2024-2025")
    assert done.status == 1
    assert "KOOP begreep de vraag niet: Query syntax error; x (" in done.output
    assert SyncSource.objects.get().error


def test_an_answer_that_is_no_xml_is_asked_for_again(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1))
    koop.instead("/sru", Reply(ERROR_PAGE), Reply(b"<half"), Reply(ERROR_PAGE, status=503))
    done = archive.sync()
    assert done.status == 0, done.output
    assert identifiers() == ["ah-tk-20242025-1"]


def test_an_answer_may_have_no_prefixes(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 15: names are matched, not prefixes."""
    koop.add(answer_of(1))
    archive.sync("--dry-run", "--year", "2024-2025")
    path = koop.asked[0]
    body = koop.answer(path).body.decode()
    for prefix in ("sru", "gzd", "overheidwetgeving", "dcterms", "cd", "c"):
        body = body.replace(f"<{prefix}:", "<").replace(f"</{prefix}:", "</")
    koop.instead("Aanhangsel", Reply(body.encode()))
    done = archive.sync("--year", "2024-2025")
    assert done.outcomes() == {"ah-tk-20242025-1": "new"}
    assert Document.objects.get().case_number == "2024Z00001"


def test_a_page_of_an_error_with_status_200_is_never_stored(
    archive: Archive, koop: FakeKoop
) -> None:
    """Pitfall 2."""
    koop.add(answer_of(1))
    koop.bytes_of["ah-tk-20242025-1.xml"] = ERROR_PAGE
    done = archive.sync()
    assert done.outcomes() == {"ah-tk-20242025-1": "failed"}
    assert "een webpagina in plaats van XML" in done.messages("ah-tk-20242025-1")
    assert not Document.everything.exists()
    assert not FetchedFile.objects.exists()


@pytest.mark.parametrize("place", ["/fout404.html", "/Errors/404.htm"])
def test_a_redirect_to_the_page_of_an_error_is_a_missing_file(
    place: str, archive: Archive, koop: FakeKoop
) -> None:
    """Pitfall 2: the page itself has status 200."""
    koop.add(answer_of(1))
    koop.instead(".xml", Reply(status=302, headers={"Location": place}))
    done = archive.sync()
    assert done.outcomes() == {"ah-tk-20242025-1": "missing"}
    assert koop.times(place) == 0


def test_a_redirect_within_the_sources_is_followed(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1))
    moved = "/frbr/elders/ah-tk-20242025-1.xml"
    koop.instead("/1/xml/", Reply(status=301, headers={"Location": moved}))
    assert archive.sync().outcomes() == {"ah-tk-20242025-1": "new"}


@pytest.mark.parametrize(
    "place",
    [
        "https://elders.example/x.xml",
        "https://repository.overheid.nl.elders.example/x.xml",
        "https://repository.overheid.nl@elders.example/x.xml",
        "file:///etc/passwd",
        "http://169.254.169.254/x.xml",
        "//localhost:1/x.xml",
    ],
)
def test_a_redirect_to_another_host_is_not_followed(
    place: str, archive: Archive, koop: FakeKoop
) -> None:
    """Pitfall 25."""
    koop.add(answer_of(1))
    koop.instead(".xml", Reply(status=302, headers={"Location": place}))
    done = archive.sync()
    assert done.outcomes() == {"ah-tk-20242025-1": "failed"}
    assert "adres buiten de officiële bronnen" in done.messages("ah-tk-20242025-1")


def test_a_publication_elsewhere_is_not_fetched(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1, base="https://elders.example/ah"), answer_of(2))
    done = archive.sync()
    assert done.outcomes() == {"ah-tk-20242025-1": "failed", "ah-tk-20242025-2": "new"}


def test_a_change_of_the_same_day_is_seen_by_the_next_run(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 4: of a change only its day is known; three days are read again."""
    koop.add(answer_of(1, modified="2026-11-27"))
    archive.sync()
    koop.add(answer_of(2, modified="2026-11-24"), answer_of(3, modified="2026-11-27"))
    archive.clock.later(hours=2)
    done = archive.sync()
    assert done.outcomes() == {"ah-tk-20242025-2": "new", "ah-tk-20242025-3": "new"}


def test_not_yet_typeset_becomes_the_same_document_once_it_is(
    archive: Archive, koop: FakeKoop
) -> None:
    """Pitfall 5: first a PDF under another identifier, then XML."""
    early = answer_of(41, identifier="ah-1271549", status="Onopgemaakt", case_number="2024Z00041")
    koop.add(early)
    archive.sync()
    assert Document.objects.get().number == 41
    koop.add(answer_of(41, status="Opgemaakt na onopgemaakt", modified="2026-11-27", extra=" Nu?"))
    archive.sync()
    document = Document.objects.get()
    assert document.identifier == "ah-tk-20242025-41"
    assert document.versions.count() == 2


def test_a_reprint_is_a_version_of_its_number(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 6."""
    koop.add(answer_of(9), answer_of(9, identifier="ah-tk-20242025-9-h1", extra=" Herdrukt?"))
    archive.sync()
    assert identifiers() == ["ah-tk-20242025-9"]
    assert Document.objects.get().versions.count() == 2


def test_dirty_dates_of_a_record_stop_nothing(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 7."""
    days = ["0004-03-01", "01-03-2024", "", "geen", "1008-08-10"]
    koop.add(*(answer_of(i, available=day) for i, day in enumerate(days, 1)))
    done = archive.sync()
    assert list(done.outcomes().values()) == ["new"] * 5


def test_what_has_no_file_is_asked_for_after_some_days(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 8: three days for what is young, thirty for what is old."""
    koop.add(
        answer_of(1, files=(), available="2026-11-25"),
        answer_of(2, files=(), available="2020-01-01"),
    )
    assert set(archive.sync().outcomes().values()) == {"missing"}
    # the record stays as it was, but for the file
    koop.add(answer_of(1, available="2026-11-25"), answer_of(2, available="2020-01-01"))
    archive.clock.later(days=2)
    assert archive.sync().outcomes() == {}
    archive.clock.later(days=1, minutes=1)
    assert archive.sync().outcomes() == {"ah-tk-20242025-1": "new"}
    archive.clock.later(days=28)
    assert archive.sync().outcomes() == {"ah-tk-20242025-2": "new"}


def test_what_is_missing_and_no_longer_listed_is_not_asked_for_each_time(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(1, files=()))
    archive.sync()
    koop.remove("ah-tk-20242025-1")
    archive.clock.later(days=31)
    archive.sync()
    asked = koop.times("ah-tk-20242025-1")
    assert asked
    archive.sync()
    assert koop.times("ah-tk-20242025-1") == asked


def test_a_missing_kind_of_file_leads_to_the_next(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 9: old questions have no PDF; others have nothing else."""
    koop.add(answer_of(1, files=("xml", "pdf")))
    koop.instead(".xml", Reply(status=404))
    koop.bytes_of["ah-tk-20242025-1.pdf"] = b"%PDF-1.4\nno pages"
    done = archive.sync()
    assert done.outcomes() == {"ah-tk-20242025-1": "refused"}
    assert koop.times(".pdf") == 1
    # what was refused stays, to be looked at; and it is not asked for again
    assert bytes(FetchedFile.objects.get().data).startswith(b"%PDF")
    archive.sync()
    assert koop.times(".pdf") == 1


def test_a_file_that_cannot_be_read_leads_to_another_kind(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1, files=("xml", "pdf")))
    koop.bytes_of["ah-tk-20242025-1.xml"] = b"<?xml version='1.0'?><bijlage/>"
    koop.bytes_of["ah-tk-20242025-1.pdf"] = xml_of(answer_of(1))
    done = archive.sync()
    assert koop.times(".pdf") == 1
    assert done.outcomes() == {"ah-tk-20242025-1": "failed"}  # XML is no PDF either


def test_the_senate_and_other_publications_are_passed_over(
    archive: Archive, koop: FakeKoop
) -> None:
    """Pitfall 11."""
    senate = "Eerste Kamer der Staten-Generaal"
    koop.add(
        answer_of(1),
        answer_of(2, identifier="ah-ek-20242025-2", creator=senate),
        answer_of(3, identifier="kv-3", creator=senate),
    )
    archive.sync()
    assert identifiers() == ["ah-tk-20242025-1"]
    assert RemoteItem.objects.count() == 1


def test_a_notice_of_delay_is_an_appendix_too(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 12."""
    text = (
        xml_of(answer_of(5))
        .decode()
        .partition('<kamervraagomschrijving type="antwoord">')[0]
        .replace("Antwoord van", "Mededeling van")
    )
    text += (
        '<kamervraagomschrijving type="antwoord">Mededeling van Minister <naam><achternaam>'
        "Dijkstra</achternaam></naam> (Veren en Bruggen) (ontvangen <datum "
        'isodatum="2025-07-01">1 juli 2025</datum>).</kamervraagomschrijving>'
        "<kamervraagopmerking><al>Hierbij deel ik u mede dat de vragen niet binnen de gebruikelijke"
        " termijn kunnen worden beantwoord, omdat nader overleg nodig is.</al></kamervraagopmerking>"
        "</kamervragen></officiele-publicatie>"
    )
    koop.add(answer_of(5, subtype="Mededeling"))
    koop.bytes_of["ah-tk-20242025-5.xml"] = text.encode()
    archive.sync()
    assert Document.objects.get().kind == "postponement"


def test_one_answer_to_several_cases(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 14."""
    koop.add(answer_of(5, case_number="2024Z00010, 2024Z00011"))
    archive.sync()
    assert Document.objects.get().case_number == "2024Z00010"


def test_a_bomb_of_xml_is_refused(archive: Archive, koop: FakeKoop) -> None:
    """Pitfall 24: the limits of uploads hold for what comes from outside."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><officiele-publicatie>&b;'
    koop.add(answer_of(1), answer_of(2))
    koop.bytes_of["ah-tk-20242025-1.xml"] = b"<?xml version='1.0'?>" + bomb
    done = archive.sync()
    assert done.outcomes() == {"ah-tk-20242025-1": "refused", "ah-tk-20242025-2": "new"}


def test_many_failures_in_a_row_end_the_run(archive: Archive, koop: FakeKoop) -> None:
    koop.add(*(answer_of(n) for n in range(1, 41)))
    koop.instead("/frbr/", *[Reply(ERROR_PAGE)] * 40)
    done = archive.sync()
    assert done.status == 1
    assert "25 publicaties achter elkaar mislukten" in done.output
    assert len(koop.fetches()) == 25
    archive.clock.later(days=4)
    koop._waiting.clear()
    assert archive.sync().status == 0
    assert Document.objects.count() == 40


def test_a_list_that_gives_less_than_it_says_is_asked_for_twice_and_told(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(1))
    koop.miscounts = 1
    done = archive.sync("--year", "2024-2025")
    assert done.status == 0
    assert "KOOP telt 2 publicaties en noemt er 1" in done.messages("koop")
    assert koop.times("Aanhangsel") == 2


def test_a_service_that_gives_the_same_page_again_ends_the_run(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(*(answer_of(n, files=()) for n in range(1, 301)))
    archive.sync("--year", "2024-2025", "--limit", "1")
    page = koop.answer(koop.asked[0])
    koop.instead("Aanhangsel", *[page] * 5)
    done = archive.sync("--year", "2024-2025")
    assert done.status == 1
    assert "bladert niet verder" in done.output


def test_only_some_are_fetched_where_a_limit_is_given(archive: Archive, koop: FakeKoop) -> None:
    koop.add(*(answer_of(n) for n in range(1, 11)))
    assert len(archive.sync("--limit", "3").outcomes()) == 3
    assert SyncSource.objects.get().complete_at is None
    assert len(archive.sync("--limit", "3").outcomes()) == 3
    archive.sync()
    assert Document.objects.count() == 10
    assert len(koop.fetches()) == 10
    assert SyncSource.objects.get().complete_at == archive.clock.began


def test_a_run_that_only_looks_changes_nothing(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1), answer_of(2))
    done = archive.sync("--dry-run")
    assert set(done.outcomes().values()) == {"wanted"}
    assert koop.fetches() == []
    assert not RemoteItem.objects.exists()
    assert not SyncRun.objects.exists()
    assert SyncSource.objects.get().cursor == {}


def test_one_publication_is_read_again_when_it_is_asked_for(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(1), answer_of(2))
    archive.sync()
    done = archive.sync("--id", "ah-tk-20242025-2", "--id", "ah-tk-20242025-99")
    assert done.outcomes() == {"ah-tk-20242025-2": "same", "ah-tk-20242025-99": "missing"}
    assert done.status == 0


def test_a_period_is_read_without_moving_the_cursor(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1, modified="2020-01-05"), answer_of(2, modified="2020-02-05"))
    done = archive.sync("--since", "2020-01-01", "--until", "2020-01-31")
    assert done.outcomes() == {"ah-tk-20242025-1": "new"}
    assert SyncSource.objects.get().cursor == {}


def test_the_operator_is_named_in_each_request(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1))
    archive.sync()
    assert koop.agents == {"Kamerarchief-sync/1 (+beheer@archief.example)"}
    assert koop.connections == 1


def test_without_an_operator_it_does_not_start(
    archive: Archive, koop: FakeKoop, settings: Settings
) -> None:
    settings.CONTACT = ""
    done = archive.sync()
    assert done.status == 2
    assert "Zet CONTACT" in done.output
    assert koop.asked == []


@pytest.mark.parametrize(
    "words",
    [
        ("--until", "2024-01-01"),
        ("--year", "2024"),
        ("--year", "2024-2026"),
        ("--limit", "0"),
        ("--reconcile", "--since", "2024-01-01"),
        ("--follow", "--limit", "3"),
    ],
)
def test_what_makes_no_sense_is_told(words: tuple[str, ...], archive: Archive) -> None:
    assert archive.sync(*words).status == 2


def test_a_source_that_is_none_is_told(archive: Archive) -> None:
    done = archive.sync(name="elders")
    assert done.status == 2
    assert "Geen bron: elders" in done.output
