"""Dates that cannot be right, and what must be meant."""

from __future__ import annotations

from datetime import date

import pytest

from documents.identity.dates import Dates, Printed, conclude, is_odd, period_of


def printed(
    submitted: date | None, answered: date | None, case: str = "", sure: tuple[str, ...] = ()
) -> Printed:
    return Printed(Dates(submitted, answered), "1995-1996", case, frozenset(sure))


@pytest.mark.parametrize(
    ("submitted", "answered", "case"),
    [
        (date(1996, 7, 12), date(1996, 8, 30), ""),
        (date(1996, 7, 12), date(1996, 7, 12), ""),
        # asked long before, and printed long after
        (date(1992, 3, 1), date(1996, 8, 30), ""),
        (date(1993, 4, 19), date(1993, 4, 21), ""),
        (date(1996, 7, 12), None, ""),
        (None, date(1996, 10, 2), ""),
        (None, None, ""),
        # the case number is of another year, and the dates agree with each other
        (date(1996, 7, 12), date(1996, 8, 30), "2030400070"),
        (date(1993, 10, 12), date(1996, 8, 30), "2939400070"),
    ],
)
def test_dates_that_agree_are_believed(
    submitted: date | None, answered: date | None, case: str
) -> None:
    dates = printed(submitted, answered, case)
    assert not is_odd(dates)
    assert conclude(dates) == dates.dates


def test_a_year_that_was_misread_is_the_one_of_the_session() -> None:
    found = conclude(printed(date(1996, 7, 12), date(1966, 8, 30)))
    assert found == Dates(date(1996, 7, 12), date(1996, 8, 30))


def test_both_dates_may_have_the_same_wrong_year() -> None:
    found = conclude(printed(date(1969, 7, 12), date(1969, 8, 30)))
    assert found == Dates(date(1996, 7, 12), date(1996, 8, 30))


def test_the_turn_of_the_year_is_seen() -> None:
    found = conclude(printed(date(1995, 12, 16), date(1995, 1, 6)))
    assert found == Dates(date(1995, 12, 16), date(1996, 1, 6))


def test_the_case_number_tells_the_year_of_the_questions() -> None:
    found = conclude(printed(date(1993, 11, 9), date(1996, 1, 10), "2959600070"))
    assert found == Dates(date(1995, 11, 9), date(1996, 1, 10))


def test_an_answer_before_its_questions_is_doubtful_and_no_choice_is_made() -> None:
    assert conclude(printed(date(1996, 2, 15), date(1996, 1, 20))) == Dates(None, None)


def test_neighbours_tell_which_month_was_meant() -> None:
    near = (date(1996, 3, 19), date(1996, 3, 28))
    found = conclude(printed(date(1996, 2, 15), date(1996, 1, 20)), near)
    assert found == Dates(date(1996, 2, 15), date(1996, 3, 20))


def test_neighbours_tell_which_of_the_two_is_wrong() -> None:
    near = (date(1996, 1, 15), date(1996, 1, 25))
    found = conclude(printed(date(1996, 12, 10), date(1996, 1, 20)), near)
    assert found == Dates(None, date(1996, 1, 20))
    near = (date(1996, 1, 1), date(1996, 1, 5))
    asked = (date(1996, 2, 10), date(1996, 2, 20))
    found = conclude(printed(date(1996, 2, 15), date(1994, 11, 1)), near, asked)
    assert found == Dates(date(1996, 2, 15), None)


def test_an_answer_long_after_its_session_year_is_doubtful() -> None:
    found = conclude(printed(date(1996, 7, 12), date(1998, 8, 30)))
    assert found.answered != date(1998, 8, 30)


def test_what_a_person_decided_is_not_doubted() -> None:
    both = printed(date(1996, 2, 15), date(1996, 1, 20), sure=("submitted", "answered"))
    assert conclude(both) == both.dates
    one = printed(date(1996, 2, 15), date(1996, 1, 20), sure=("submitted",))
    assert conclude(one) == Dates(date(1996, 2, 15), None)


def test_neighbours_count_where_they_agree() -> None:
    days = [date(1996, 3, day) for day in (1, 18, 19, 20, 21, 30)]
    assert period_of(days) == (date(1996, 3, 11), date(1996, 3, 28))
    assert period_of(days[:3]) is None
    assert period_of([date(1996, month, 1) for month in range(1, 7)]) is None
