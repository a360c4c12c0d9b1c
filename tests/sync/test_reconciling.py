"""What is missing here, and what is gone at the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.models import Document, RemoteItem, SyncSource
from documents.sync.koop.reconciling import ranges

from .conftest import Archive
from .fake_koop import FakeKoop, answer_of, question_of


def test_numbers_that_are_missing_here_are_told(archive: Archive, koop: FakeKoop) -> None:
    koop.add(*(answer_of(n) for n in (1, 2, 5, 9)), answer_of(7, files=()))
    done = archive.sync("--reconcile", "--year", "2024-2025")
    told = "2024-2025: van 1 t/m 9 ontbreken hier 5 nummers: 3–4, 6–8; daarvan noemt KOOP wel: 7."
    assert told in done.messages("koop")
    assert done.outcomes()["ah-tk-20242025-9"] == "new"


def test_a_year_that_is_whole_is_not_told(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1), answer_of(2))
    done = archive.sync("--reconcile", "--year", "2024-2025")
    assert done.messages("koop") == ""


def test_what_is_no_longer_listed_is_marked_after_three_times_and_stays(
    archive: Archive, koop: FakeKoop
) -> None:
    """Pitfall 20."""
    koop.add(answer_of(1), answer_of(2), question_of(3))
    archive.sync()
    koop.remove("ah-tk-20242025-2")
    for expected in ({}, {}, {"ah-tk-20242025-2": "gone"}):
        archive.clock.later(days=7)
        done = archive.sync("--reconcile")
        assert done.outcomes() == expected
    assert RemoteItem.objects.gone().get().is_gone
    assert Document.objects.count() == 3
    koop.add(answer_of(2))
    archive.clock.later(days=7)
    assert archive.sync("--reconcile").outcomes() == {}
    assert not RemoteItem.objects.gone().exists()


def test_other_years_are_not_counted_as_gone(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1), answer_of(1, "2023-2024"))
    archive.sync()
    archive.clock.later(days=1)
    archive.sync("--reconcile", "--year", "2024-2025")
    assert set(RemoteItem.objects.values_list("absences", flat=True)) == {0}


def test_a_list_that_gives_less_than_it_says_marks_nothing(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(1), answer_of(2))
    archive.sync()
    koop.remove("ah-tk-20242025-2")
    koop.miscounts = 1
    archive.clock.later(days=1)
    archive.sync("--reconcile", "--year", "2024-2025")
    assert set(RemoteItem.objects.values_list("absences", flat=True)) == {0}


def test_comparing_moves_no_cursor_of_changes(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1))
    archive.sync()
    since = SyncSource.objects.get().cursor["since"]
    archive.clock.later(days=10)
    archive.sync("--reconcile")
    cursor = SyncSource.objects.get().cursor
    assert cursor["since"] == since
    assert "reconciled" in cursor
    assert "walk" not in cursor


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([3], "3"), ([3, 4], "3–4"), ([1, 3, 4, 5, 9], "1, 3–5, 9"), ([], "")],
)
def test_numbers_are_told_as_people_write_them(numbers: list[int], told: str) -> None:
    assert ranges(numbers) == told


@given(st.sets(st.integers(1, 200)))
def test_long_lists_of_numbers_are_cut(numbers: set[int]) -> None:
    assert len(ranges(sorted(numbers))) < 600


def test_a_number_that_cannot_be_is_not_counted_up_to(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1), answer_of(3), answer_of(10**20))

    run = archive.sync("--reconcile", "--year", "2024-2025")

    assert "van 1 t/m 3 ontbreken hier" in run.messages("koop")
