"""Periods and lengths of time as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.query.language import Parsed, parse
from documents.search.query.periods import read_length, read_period
from documents.search.query.tree import And, Answered, Dated, Delay, Submitted, Word

YEAR_2003 = (date(2003, 1, 1), date(2003, 12, 31))
MARCH = (date(2003, 3, 1), date(2003, 3, 31))
THE_15TH = (date(2003, 3, 15), date(2003, 3, 15))
FROM_2001 = (date(2001, 1, 1), date(2003, 12, 31))


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2003", YEAR_2003),
        ("in 2003", YEAR_2003),
        ("het jaar 2003", YEAR_2003),
        ("maart 2003", MARCH),
        ("mrt 2003", MARCH),
        ("mrt. 2003", MARCH),
        ("Maart '03", MARCH),
        ("2003-03", MARCH),
        ("3-2003", MARCH),
        ("15 maart 2003", THE_15TH),
        ("op 15 mrt 2003", THE_15TH),
        ("15-mrt-2003", THE_15TH),
        ("15e maart 2003", THE_15TH),
        ("15-3-2003", THE_15TH),
        ("15.3.2003", THE_15TH),
        ("15/03/2003", THE_15TH),
        ("2003-03-15", THE_15TH),
        ("2001 t/m 2003", FROM_2001),
        ("2001 tot en met 2003", FROM_2001),
        ("2001-2003", FROM_2001),
        ("2001 - 2003", FROM_2001),
        ("2001\u20132003", FROM_2001),
        ("2001..2003", FROM_2001),
        ("2001/2003", FROM_2001),
        ("van 2001 t/m 2003", FROM_2001),
        ("tussen 2001 en 2003", FROM_2001),
        ("1 t/m 31 maart 2003", MARCH),
        ("1-31 maart 2003", MARCH),
        ("januari-december 2003", YEAR_2003),
        ("1 maart - 31 maart 2003", MARCH),
        (">2003", (date(2004, 1, 1), None)),
        ("> maart 2003", (date(2003, 4, 1), None)),
        ("na 2003", (date(2004, 1, 1), None)),
        (">=2003", (date(2003, 1, 1), None)),
        ("vanaf 2003", (date(2003, 1, 1), None)),
        ("sinds maart 2003", (date(2003, 3, 1), None)),
        ("voor 2003", (None, date(2002, 12, 31))),
        ("v\u00f3\u00f3r 2003", (None, date(2002, 12, 31))),
        ("tot 2003", (None, date(2002, 12, 31))),
        ("<15 maart 2003", (None, date(2003, 3, 14))),
        ("t/m 2003", (None, date(2003, 12, 31))),
        ("2003..", (date(2003, 1, 1), None)),
        ("..2003", (None, date(2003, 12, 31))),
        ("najaar 2003", (date(2003, 9, 1), date(2003, 11, 30))),
        ("februari 1900", (date(1900, 2, 1), date(1900, 2, 28))),
    ],
)
@pytest.mark.parametrize(
    ("field", "leaf"), [("ingezonden", Submitted), ("beantwoord", Answered), ("jaar", Dated)]
)
def test_a_period_is_read_whole_in_each_field(
    typed: str,
    period: tuple[date | None, date | None],
    field: str,
    leaf: type[Submitted | Answered | Dated],
) -> None:
    parsed = parse(f"brug {field}:{typed} dijk")
    assert read_period(typed) == period
    assert parsed == parse(f"brug {field}:({typed}) dijk")
    assert parsed.messages == ()
    assert isinstance(parsed.tree, And)
    assert parsed.tree.parts == (Word("brug", "brug"), leaf(*period), Word("dijk", "dijk"))


@pytest.mark.parametrize(
    "typed", ["31 februari 2003", "maart", "2003-13", "0000", "> 9999", "gisteren", "2003 of zo"]
)
def test_what_is_no_period_is_none(typed: str) -> None:
    assert read_period(typed) is None


@pytest.mark.parametrize(
    ("typed", "least", "most"),
    [
        ("21", 21, 21),
        ("> 100 dagen", 101, None),
        (">100", 101, None),
        ("3 weken", 21, 27),
        ("drie weken", 21, 27),
        ("een maand", 30, 59),
        ("> een maand", 31, None),
        ("meer dan een jaar", 366, None),
        ("binnen 3 weken", None, 21),
        ("minder dan twee weken", None, 13),
        ("ten minste 10", 10, None),
        ("3-6 weken", 21, 42),
        ("een week tot een maand", 7, 30),
        ("7..21", 7, 21),
        ("1.000 dagen", 1000, 1000),
        ("half jaar", 182, 363),
    ],
)
def test_a_length_of_time_is_read_whole(typed: str, least: int | None, most: int | None) -> None:
    assert parse(f"antwoord-na:{typed}") == Parsed(Delay(least, most))
    both = And((Delay(least, most), Word("brug", "brug")))
    assert parse(f"antwoord-na:{typed} brug") == Parsed(both)


@given(st.text(max_size=40))
def test_any_text_can_stand_for_a_period_or_a_length(typed: str) -> None:
    for read in (read_period, read_length):
        found = read(typed)
        assert found is None or len(found) == 2
