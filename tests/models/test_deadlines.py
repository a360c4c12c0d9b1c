"""Within how long questions must be answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from documents.models import DUE_DAYS, DUE_TERM, is_late
from documents.search import SearchRequest, indexing, search
from documents.search.facets import IN_TIME, LATE
from tests.factories import make_document


def test_the_term_is_three_weeks() -> None:
    assert (DUE_DAYS, DUE_TERM) == (21, "drie weken")


@pytest.mark.parametrize(("days", "late"), [(0, False), (21, False), (22, True), (-1, False)])
def test_the_last_day_of_the_term_is_in_time(days: int, late: bool) -> None:
    assert is_late(days) is late


@pytest.mark.django_db
def test_pages_and_search_agree_on_the_edge_of_the_term() -> None:
    sent = date(2022, 9, 9)
    documents = {
        days: make_document(submitted=sent, answered=sent + timedelta(days)) for days in (21, 22)
    }
    indexing.rebuild()
    assert {days: row.is_late for days, row in documents.items()} == {21: False, 22: True}
    for value, days in ((IN_TIME, 21), (LATE, 22)):
        hits = search(SearchRequest(filters={"late": [value]}))[0:9]
        assert [hit.document for hit in hits] == [documents[days]]
