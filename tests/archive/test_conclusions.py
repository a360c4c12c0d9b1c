"""What the archive concludes: references tied both ways, and dates that do not count."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from documents.archive.auditing import cases, rows
from documents.archive.conclusions import dates, renewing
from documents.archive.decisions import corrections, redactions, withdrawals
from documents.archive.export import question_set
from documents.models import Document, DocumentProblem, IndexChange, Reference
from documents.parsing import Asker, Footnote, Note, Question, SeeAlso
from tests.factories import make_document
from tests.facts_factory import Facts

pytestmark = pytest.mark.django_db

CITED = "Aanhangsel Handelingen, nr. 7, vergaderjaar 2021–2022"
TARGET = "ah-tk-20212022-7"
AGAIN = "Herinnert u zich uw antwoorden op eerdere vragen over de pont?[^1]"


def asking(**fields: Any) -> Document:
    """A document that follows up on the seventh set of 2021-2022."""
    given = {"questions": (Question(1, AGAIN),), "footnotes": (Footnote(1, CITED),)}
    return make_document(**(given | fields))


def target(**fields: Any) -> Document:
    return make_document(identifier=TARGET, session_year="2021-2022", number=7, **fields)


@pytest.mark.parametrize("first", ["target", "asking"])
def test_a_reference_is_tied_whichever_document_came_first(first: str) -> None:
    if first == "target":
        there, here = target(), asking()
    else:
        here, there = asking(), target()
    reference = here.references.get()
    assert reference.target == there
    assert (reference.kind, reference.relation) == ("aanhangsel", "follow-up")
    assert (reference.place, reference.printed) == ("footnotes[0].text", CITED)
    assert list(there.referrers.all()) == [reference]


def test_one_document_may_refer_to_another_in_several_places() -> None:
    here = asking(
        see_also=(SeeAlso("2021-2022", 7),), notes=(Note("toelichting", f"{CITED}; {CITED}"),)
    )
    assert here.references.count() == 4
    assert question_set(here).see_also == (SeeAlso("2021-2022", 7),)


def test_a_withdrawn_document_is_tied_to_nothing_until_it_is_restored() -> None:
    here, there = asking(), target()
    withdrawals.withdraw(there, reason="privacy", note="", by="archivaris")
    assert here.references.get().target is None
    withdrawals.restore(there, by="archivaris")
    assert here.references.get().target == there


def test_a_case_is_the_document_with_its_answer() -> None:
    here = make_document(notes=(Note("toelichting", "Ter aanvulling van vragen 2060714200."),))
    asked = make_document(
        identifier="kv-tk-2060714200", case_number="2060714200", kind="question", number=None
    )
    assert here.references.get().target == asked
    answered = make_document(case_number="2060714200")
    assert here.references.get().target == answered
    withdrawals.withdraw(answered, reason="privacy", note="", by="archivaris")
    assert here.references.get().target == asked


def test_a_corrected_footnote_leads_elsewhere() -> None:
    target()
    here = asking()
    footnotes = (Footnote(1, CITED.replace("7", "8")),)
    wanted = dataclasses.replace(question_set(here), footnotes=footnotes)
    corrections.correct(here, wanted, by="archivaris")
    reference = here.references.get()
    assert (reference.target_identifier, reference.target) == ("ah-tk-20212022-8", None)


def test_redacted_words_are_in_no_reference() -> None:
    target()
    here = asking()
    redactions.redact(here, "nr. 7, vergaderjaar", note="geheim", by="archivaris")
    assert not here.references.exists()


def test_an_old_archive_gets_its_references_and_dates_once() -> None:
    here, there = asking(), target(submitted=date(2022, 3, 10), answered=date(1922, 3, 30))
    Reference.objects.all().delete()
    DocumentProblem.objects.all().delete()
    Document.objects.filter(pk=there.pk).update(answered=date(1922, 3, 30), date=date(1922, 3, 30))
    Document.objects.update(concluded=0)
    assert renewing.renew() == 2
    assert here.references.get().target == there
    there.refresh_from_db()
    assert there.date == date(2022, 3, 30)
    assert there.problems.get().code == "date_repaired"
    assert list(rows.faults([here.pk, there.pk])) == []
    assert renewing.renew() == 0


def test_an_audit_tells_a_reference_that_is_gone() -> None:
    here = asking()
    Reference.objects.all().delete()
    [fault] = rows.faults([here.pk])
    assert "(references)" in fault


# Dates


def test_a_misread_year_is_repaired_and_told() -> None:
    document = make_document(
        submitted=date(2023, 3, 10), answered=date(1923, 3, 30), session_year="2022-2023"
    )
    assert (document.answered, document.date) == (date(2023, 3, 30), date(2023, 3, 30))
    assert document.printed_answered == date(1923, 3, 30)
    assert document.days_to_answer == 20
    problem = document.problems.get()
    assert problem.code == "date_repaired"
    assert "30-3-1923" in problem.message
    assert question_set(document).answered == date(1923, 3, 30)


def test_a_doubtful_date_is_no_day_of_the_calendar_and_no_number_of_days() -> None:
    document = make_document(submitted=date(2023, 3, 10), answered=date(2023, 2, 20))
    assert (document.submitted, document.answered, document.date) == (None, None, None)
    assert document.days_to_answer is None
    assert Document.objects.counts_by_year() == {}
    assert [problem.code for problem in document.problems.all()] == ["date_doubtful"] * 2
    assert list(rows.faults([document.pk])) == []


def test_neighbours_that_come_later_tell_which_date_was_meant() -> None:
    numbers = {"session_year": "2022-2023", "submitted": date(2023, 3, 10)}
    document = make_document(
        identifier="ah-tk-20222023-5005", number=5005, answered=date(2023, 2, 20), **numbers
    )
    for number in (5001, 5002, 5003, 5004, 5006, 5007, 5008, 5009):
        day = date(2023, 4, 15 + number - 5000)
        make_document(identifier=f"ah-tk-20222023-{number}", number=number, answered=day, **numbers)
    IndexChange.objects.all().delete()
    assert dates.again() == 1
    document.refresh_from_db()
    assert document.answered == date(2023, 4, 20)
    assert [problem.code for problem in document.problems.all()] == ["date_repaired"]
    assert IndexChange.objects.filter(document_pk=document.pk).exists()
    assert dates.again() == 0


def test_a_date_that_is_repaired_later_moves_the_office_and_the_case_with_it(
    tmp_path: Path,
) -> None:
    facts = Facts(tmp_path / "facts")
    facts.minister("Bram Dijkstra", "Veren en Bruggen", "2023-04-18", "2023-12-31")
    facts.load()
    numbers = {"session_year": "2022-2023", "submitted": date(2023, 3, 10)}
    document = make_document(
        identifier="ah-tk-20222023-5005", number=5005, answered=date(2023, 2, 20), **numbers
    )
    assert document.answerings.get().confidence is None
    for number in (5001, 5002, 5003, 5004, 5006, 5007, 5008, 5009):
        day = date(2023, 4, 15 + number - 5000)
        make_document(
            identifier=f"ah-tk-20222023-{number}",
            number=number,
            answered=day,
            askers=(Asker(f"Lid {number}", None),),
            **numbers,
        )
    dates.again()
    document = Document.objects.get(pk=document.pk)
    assert document.answered == date(2023, 4, 20)
    assert str(document.answerings.get().minister) == "Bram Dijkstra"
    assert document.case.days == 41
    assert list(cases.faults()) == []


def test_a_date_that_an_archivist_corrected_is_not_doubted() -> None:
    document = make_document(submitted=date(2023, 3, 10), answered=date(2023, 2, 20))
    wanted = dataclasses.replace(question_set(document), answered=date(2023, 4, 2))
    corrections.correct(document, wanted, by="archivaris")
    document.refresh_from_db()
    assert (document.submitted, document.answered) == (date(2023, 3, 10), date(2023, 4, 2))
    assert not document.problems.exists()
