"""Which documents are one case, whatever the order in which they are taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.identity import casenumbers, likeness, states
from documents.identity.cases import Facts, components, keys, slug
from documents.identity.notices import Outcome, Said

ASKED, LATER = date(1992, 3, 3), date(1992, 4, 1)
QUESTION = Facts(
    1, "kv-1", "question", "", ASKED, None, "de pont bij Oudewaarde", ("Van Loon",), (),
    Said(Outcome.OPEN),
)  # fmt: skip
NOTICE = replace(
    QUESTION, pk=2, identifier="ah-tk-19911992-2", kind="postponement", answered=date(1992, 3, 20),
    said=Said(Outcome.POSTPONED, until=LATER, why="omdat het vriest"),
)  # fmt: skip
ANSWER = replace(
    QUESTION, pk=3, identifier="ah-tk-19911992-3", kind="answer", answered=LATER,
    said=Said(Outcome.ANSWERED),
)  # fmt: skip


def tied(*documents: Facts) -> list[set[int]]:
    held = {row.pk: keys(row) for row in documents}
    return sorted(({row.pk for row in some} for some in components(documents, held)), key=min)


def numbered(*numbers: str) -> list[Facts]:
    """Documents with these case numbers that have nothing else in common."""
    days = [date(1990, 1, 1 + n) for n in range(len(numbers))]
    return [
        replace(
            ANSWER, pk=n, identifier=f"ah-{n}", number=number, submitted=days[n],
            title=f"zaak {'abcdef'[n] * 9}", askers=(f"Lid{'abcdef'[n] * 6}",),
        )
        for n, number in enumerate(numbers)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("299015520", "2990015520"),
        ("201020313", "2010203130"),
        ("2990015520", "2990015520"),
        ("2022Z17084", "2022Z17084"),
        ("2022z 17084", "2022Z17084"),
        ("2022Z7084", "2022Z07084"),
        ("00000", ""),
        ("", ""),
        ("202038300", "202038300"),  # three can be meant
    ],
)
def test_a_case_number_that_lost_a_zero_is_the_one_that_was_meant(printed: str, meant: str) -> None:
    assert casenumbers.canonical(printed) == meant


def test_documents_with_one_case_number_are_one_case() -> None:
    assert tied(*numbered("2990015520", "299015520", "2990015530")) == [{0, 1}, {2}]


def test_askers_day_and_title_together_tie_what_has_no_number() -> None:
    assert tied(QUESTION, NOTICE, ANSWER) == [{1, 2, 3}]
    assert tied(QUESTION, replace(ANSWER, title="de sluis bij Oudewaarde")) == [{1}, {3}]
    assert tied(QUESTION, replace(ANSWER, askers=("El Amrani",))) == [{1}, {3}]
    assert tied(QUESTION, replace(ANSWER, submitted=date(1992, 3, 4))) == [{1}, {3}]


@pytest.mark.parametrize(
    ("title", "is_same"),
    [
        ("de pont bij Oudewaarde1", True),
        ("de pont bij Oude-waarde", True),
        ("de pont bij Oudewaarde (lngezonden 3 maart 1992)", True),
        ("de ponl bij Oudewaarde", True),
        ("de pont bij Nieuwewaarde", False),
        ("de 2 ponten bij Oudewaarde", False),
    ],
)
def test_a_title_may_be_read_with_errors_but_not_be_another(title: str, is_same: bool) -> None:
    assert (tied(QUESTION, replace(ANSWER, title=title)) == [{1, 3}]) == is_same


def test_two_answers_of_one_day_are_to_two_sets_and_a_later_one_is_a_further_answer() -> None:
    twin = replace(ANSWER, pk=4, identifier="ah-tk-19911992-4")
    assert tied(ANSWER, twin) == [{3}, {4}]
    assert tied(ANSWER, replace(twin, answered=date(1992, 5, 1))) == [{3, 4}]


def test_other_numbers_keep_like_sets_apart_unless_one_was_misprinted() -> None:
    question = replace(QUESTION, number="2919201690")
    assert tied(question, replace(ANSWER, number="2919201990")) == [{1, 3}]
    assert tied(question, replace(ANSWER, number="2919201700")) == [{1}, {3}]
    assert tied(question, replace(ANSWER, number="2909201690")) == [{1, 3}]  # no such session


def test_a_reference_ties_within_a_case_and_not_a_follow_up() -> None:
    other_day = replace(ANSWER, submitted=date(1992, 3, 8), seen=(NOTICE.identifier,))
    assert tied(NOTICE, other_day) == [{2, 3}]
    follow_up = replace(other_day, title="de pont vaart nog steeds niet")
    assert tied(NOTICE, follow_up) == [{2}, {3}]
    assert tied(NOTICE, replace(other_day, askers=("El Amrani",))) == [{2}, {3}]


def test_a_reprint_is_of_the_case_of_what_it_reprints() -> None:
    reprint = replace(
        ANSWER, pk=4, identifier=f"{ANSWER.identifier}-h1", title="de pont", askers=()
    )
    assert tied(ANSWER, reprint) == [{3, 4}]
    assert tied(ANSWER, replace(reprint, submitted=date(1991, 1, 1))) == [{3}, {4}]


def test_a_case_is_named_by_its_number_else_by_its_first_document() -> None:
    held = {row.pk: keys(row) for row in (NOTICE, ANSWER)}
    assert slug([NOTICE, ANSWER], held) == NOTICE.identifier
    given_number = replace(ANSWER, number="2919201690")
    held[3] = keys(given_number)
    assert slug([NOTICE, given_number], held) == "2919201690"
    held[3] -= {"nr:2919201690"}
    assert slug([NOTICE, given_number], held) == NOTICE.identifier


@given(st.permutations(range(6)))
def test_the_order_of_documents_does_not_matter(order: list[int]) -> None:
    documents = [
        QUESTION, NOTICE, ANSWER,
        replace(ANSWER, pk=4, identifier="ah-4", title="de pont bij Oudewaarde 1", answered=None),
        *numbered("2990015520", "299015520")[:1],
        replace(ANSWER, pk=9, identifier="ah-9", number="2990015520", title="x", askers=()),
    ]  # fmt: skip
    assert tied(*(documents[n] for n in order)) == tied(*documents)


# The state


def test_questions_alone_are_open_and_a_notice_puts_them_off() -> None:
    assert states.conclude([QUESTION]).outcome == Outcome.OPEN
    state = states.conclude([QUESTION, NOTICE])
    assert (state.outcome, state.until, state.why) == (
        Outcome.POSTPONED,
        LATER,
        "omdat het vriest",
    )


def test_an_answer_outranks_a_delay_and_tells_its_days() -> None:
    further = replace(ANSWER, pk=4, answered=date(1992, 6, 1))
    state = states.conclude([QUESTION, NOTICE, ANSWER, further])
    assert (state.outcome, state.days, state.why) == (Outcome.ANSWERED, 29, "")


def test_days_of_dates_that_cannot_be_right_are_not_told() -> None:
    assert states.conclude([replace(ANSWER, submitted=date(1992, 5, 1))]).days is None
    assert states.conclude([replace(ANSWER, submitted=date(1951, 5, 1))]).days is None
    misread = replace(QUESTION, submitted=date(1952, 3, 3))
    assert states.conclude([misread, NOTICE, ANSWER]).days == 29


def test_a_letter_or_a_withdrawal_ends_a_delay() -> None:
    letter = replace(NOTICE, pk=4, said=Said(Outcome.LETTER), answered=LATER)
    assert states.conclude([NOTICE, letter]) == states.State(Outcome.LETTER, 29)
    gone = replace(NOTICE, pk=4, said=Said(Outcome.WITHDRAWN))
    assert states.conclude([NOTICE, gone]).outcome == Outcome.WITHDRAWN


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("de veerdienst, deel 3", "de veerdienst, deel 4", False),
        ("de veerdienst 1", "de veerdienst", True),
        ("de veerdienst 1", "de veerdienst 1", True),
        ("de tol op de A 12", "de tol op de A 2", False),
    ],
)
def test_titles_that_end_in_other_numbers_are_of_other_cases(
    one: str, other: str, same: bool
) -> None:
    assert likeness.like_titles(one, other) is same
    assert likeness.same_title(one, other) is same
