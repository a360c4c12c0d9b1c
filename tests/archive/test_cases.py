"""Documents find their case as they are stored, and leave it as they change or go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from documents.archive import cases
from documents.archive.auditing import cases as auditing
from documents.archive.decisions import cases as cuts
from documents.archive.decisions import corrections, deletions, withdrawals
from documents.archive.export import question_set
from documents.models import Case, CaseCut, CaseKey, CasePlace, Document, Event, IndexChange
from documents.parsing import Note
from tests.archive.test_at_once import meanwhile
from tests.factories import make_document

NUMBER = "2022Z17084"
MAKE: dict[str, Callable[[], Document]] = {
    "question": lambda: make_document(
        kind="question", case_number=NUMBER, answers=(), answerers=(), answered=None,
        identifier=f"kv-tk-{NUMBER}", title="de pont",
    ),
    "notice": lambda: make_document(
        kind="postponement", answers=(), case_number=NUMBER, answered=date(2022, 9, 29),
        identifier="ah-tk-20222023-7001", title="de pont",
        notes=(Note("mededeling", "Ik antwoord uiterlijk 1 november, omdat de pont stuk is."),),
    ),
    "answer": lambda: make_document(
        case_number=NUMBER, identifier="ah-tk-20222023-7002", title="de pont"
    ),
    "other": lambda: make_document(
        identifier="ah-tk-20222023-7003", title="de pont", submitted=date(2021, 1, 1)
    ),
    "unnumbered": lambda: make_document(
        identifier="ah-tk-20222023-7004", title="de pont", answered=date(2022, 12, 24)
    ),
}  # fmt: skip


def together() -> dict[str, str]:
    """Identifier → slug and state of its case."""
    rows = CasePlace.objects.order_by("document__identifier")
    return {
        row.document.identifier: f"{row.case.slug} {row.case.told}"
        for row in rows.select_related("document", "case")
    }


def fresh(document: Document) -> Document:
    return Document.everything.get(pk=document.pk)


class OrderTest(TestCase):
    """Hypothesis and the database: each example begins with an empty archive."""

    @settings(max_examples=12)
    @given(st.permutations(sorted(MAKE)))
    def test_whatever_comes_first_the_cases_are_the_same(self, order: Sequence[str]) -> None:
        for name in order:
            MAKE[name]()
        answered = f"{NUMBER} Beantwoord na 60 dagen"
        assert together() == {
            f"kv-tk-{NUMBER}": answered,
            "ah-tk-20222023-7001": answered,
            "ah-tk-20222023-7002": answered,
            "ah-tk-20222023-7003": "ah-tk-20222023-7003 Beantwoord na 676 dagen",
            "ah-tk-20222023-7004": answered,
        }
        assert list(auditing.faults()) == []

    @settings(max_examples=12)
    @given(st.permutations(["question", "notice", "answer"]), st.integers(0, 2))
    def test_a_cut_holds_whatever_comes_later(self, order: Sequence[str], at: int) -> None:
        made = {}
        for name in order[: at + 1]:
            made[name] = MAKE[name]()
        loose = made[order[0]]
        cuts.cut(loose, keys_of(loose), why="vergissing", by="karin")
        for name in order[at + 1 :]:
            made[name] = MAKE[name]()
        slugs = {name: fresh(row).case.slug for name, row in made.items()}
        assert slugs.pop(order[0]) == loose.identifier
        assert set(slugs.values()) == {NUMBER}
        assert list(auditing.faults()) == []


def keys_of(document: Document) -> list[str]:
    return list(CaseKey.objects.filter(document=document).values_list("key", flat=True))


pytestmark = pytest.mark.django_db


def test_a_later_answer_makes_a_delay_an_answer_and_is_told_to_the_index() -> None:
    question, notice = MAKE["question"](), MAKE["notice"]()
    assert question.case.told == (
        "Uitgesteld tot 1 november 2022 («uiterlijk 1 november»), omdat de pont stuk is"
    )
    IndexChange.objects.all().delete()
    answer = MAKE["answer"]()
    noted = sorted(IndexChange.objects.values_list("document_pk", flat=True))
    assert noted == sorted([question.pk, notice.pk, answer.pk])
    assert fresh(question).case.told == "Beantwoord na 60 dagen"


def test_a_document_that_shares_nothing_notes_only_itself() -> None:
    MAKE["answer"]()
    IndexChange.objects.all().delete()
    other = MAKE["other"]()
    assert list(IndexChange.objects.values_list("document_pk", flat=True)) == [other.pk]


def test_a_withdrawn_document_leaves_its_case_and_comes_back() -> None:
    question, answer = MAKE["question"](), MAKE["answer"]()
    withdrawals.withdraw(answer, reason="privacy", note="", by="karin")
    assert together() == {question.identifier: f"{NUMBER} Open"}
    withdrawals.restore(answer, by="karin")
    assert len(together()) == 2
    assert fresh(question).case.state == Case.State.ANSWERED
    assert list(auditing.faults()) == []


def test_what_a_deleted_document_held_together_falls_apart() -> None:
    one = make_document(case_number=NUMBER, title="de sluis", submitted=date(2020, 1, 1))
    bridge = MAKE["answer"]()
    other = MAKE["unnumbered"]()
    assert {fresh(one).case, fresh(other).case} == {fresh(bridge).case}
    deletions.take_out(bridge, by="karin")
    assert fresh(one).case.slug == NUMBER
    assert fresh(other).case.slug == other.identifier
    assert list(auditing.faults()) == []
    deletions.take_out(fresh(one), fresh(other), by="karin")
    assert not Case.objects.exists()


def test_a_corrected_number_moves_a_document_to_another_case() -> None:
    question, answer = MAKE["question"](), MAKE["answer"]()
    wanted = replace(question_set(answer), case_number="2022Z99999", title="de brug")
    corrections.correct(answer, wanted, by="karin", why="verkeerd gedrukt")
    assert fresh(answer).case.slug == "2022Z99999"
    assert fresh(question).case.told == "Open"
    assert list(auditing.faults()) == []


def test_a_cut_is_undone_and_both_are_remembered() -> None:
    question, answer = MAKE["question"](), MAKE["answer"]()
    keys = keys_of(answer)
    assert len(cuts.cut(answer, keys, why="verkeerd gedrukt", by="karin")) == len(keys)
    assert cuts.cut(answer, keys, why="verkeerd gedrukt", by="karin") == []
    assert fresh(question).case.state == Case.State.OPEN
    for row in CaseCut.objects.all():
        cuts.undo(row.pk, by="piet")
    assert fresh(question).case.state == Case.State.ANSWERED
    ended = CaseCut.objects.exclude(ended_at=None)
    assert {(row.made_by, row.ended_by) for row in ended} == {("karin", "piet")}
    deeds = set(Event.objects.of_document(answer.pk).values_list("deed", flat=True))
    assert {Event.Deed.CUT, Event.Deed.UNCUT} <= deeds
    call_command("audit")


def test_an_archive_that_is_older_than_its_cases_gets_them() -> None:
    for make in MAKE.values():
        make()
    before = together()
    Case.objects.all().delete()
    CaseKey.objects.all().delete()
    assert cases.adopt() == len(MAKE)
    assert together() == before
    assert cases.adopt() == 0
    assert list(auditing.faults()) == []


def test_the_audit_tells_a_case_that_was_changed_behind_its_back() -> None:
    MAKE["answer"]()
    Case.objects.update(state=Case.State.OPEN)
    [fault] = auditing.faults()
    assert fault.startswith("ah-tk-20222023-7002: de zaak")


@pytest.mark.django_db(transaction=True)
def test_a_question_and_its_answer_that_come_at_one_moment_are_one_case() -> None:
    with meanwhile(lambda: MAKE["answer"]()):
        MAKE["question"]()
    assert set(together().values()) == {f"{NUMBER} Beantwoord na 60 dagen"}


def test_a_set_that_is_read_in_a_row_says_what_its_rows_say() -> None:
    for make in MAKE.values():
        document = make()
        [said] = cases.read([document.pk])
        assert said == cases.of_set(document, question_set(document))


def test_the_command_makes_cases_anew_and_keeps_what_was_cut(
    capsys: pytest.CaptureFixture[str],
) -> None:
    question, answer = MAKE["question"](), MAKE["answer"]()
    cuts.cut(answer, cuts.all_keys(answer), why="vergissing", by="karin")
    Case.objects.filter(slug=NUMBER).update(state=Case.State.ANSWERED)
    IndexChange.objects.all().delete()
    call_command("cases")
    assert "Van 1 documenten" in capsys.readouterr().out
    assert together() == {
        question.identifier: f"{NUMBER} Open",
        answer.identifier: f"{answer.identifier} Beantwoord na 60 dagen",
    }
    assert [row.document_pk for row in IndexChange.objects.all()] == [question.pk]
