"""What holds of any text that stands where a name should."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.identity.names.conclusions import Header, conclude
from documents.identity.names.spelling import distance, folded
from documents.identity.names.tables import Tables

from .own import own

NAMES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["De Vries", "van der", "Kamp c.s.", "B.J. van der Vlies", "Justitie", "–"]),
)
DAYS = st.none() | st.dates(date(1980, 1, 1), date(2030, 1, 1))
ROLES = st.sampled_from(["Minister", "Staatssecretaris", "Minister-President", "Bewindspersoon"])
HEADERS = st.builds(
    Header,
    chamber=st.sampled_from(["tk", "ek"]),
    submitted=DAYS,
    answered=DAYS,
    askers=st.lists(st.tuples(NAMES, st.none() | NAMES), max_size=4),
    addressees=st.lists(st.tuples(ROLES, NAMES), max_size=3),
    answerers=st.lists(st.tuples(st.none() | NAMES, ROLES, NAMES), max_size=3),
)


@settings(max_examples=200, deadline=None)
@given(HEADERS)
def test_every_name_has_one_conclusion_whatever_is_printed(header):
    concluded = conclude(header, own())
    assert len(concluded.askers) == len(header.askers)
    assert len(concluded.addressees) == len(header.addressees)
    assert len(concluded.answerers) == len(header.answerers)
    for verdict in [row.verdict for row in (*concluded.askers, *concluded.answerers)]:
        for found in verdict.found:
            assert found.person in own().people
            assert found.reasons
            assert 0 < found.confidence <= 99


@settings(max_examples=100, deadline=None)
@given(HEADERS)
def test_without_tables_nobody_is_known(header):
    concluded = conclude(header, Tables())
    assert not any(row.verdict.found for row in (*concluded.askers, *concluded.answerers))


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_spelling_is_as_far_from_another_as_that_from_it(one, other):
    one, other = folded(one), folded(other)
    assert distance(one, other) == distance(other, one) >= 0
    assert (distance(one, other) == 0) == (one == other)
