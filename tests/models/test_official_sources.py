"""When an official source was not read for too long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from documents.models import SyncRun, SyncSource
from documents.models.sync.sources import working_time

FRIDAY = datetime(2030, 5, 3, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("until", "hours"),
    [
        (datetime(2030, 5, 3, 18, 0, tzinfo=UTC), 2),
        (datetime(2030, 5, 5, 12, 0, tzinfo=UTC), 6),
        (datetime(2030, 5, 6, 8, 0, tzinfo=UTC), 16),
        (datetime(2030, 5, 10, 16, 0, tzinfo=UTC), 120),
        (FRIDAY - timedelta(days=1), 0),
    ],
    ids=["the same evening", "Sunday", "Monday morning", "a week later", "before"],
)
def test_a_weekend_is_no_working_time(until: datetime, hours: int) -> None:
    assert working_time(FRIDAY, until) == timedelta(hours=hours)


def test_a_source_is_overdue_after_36_hours_of_working_days() -> None:
    source = SyncSource(name="koop", complete_at=FRIDAY)
    assert not source.is_overdue(datetime(2030, 5, 7, 3, 59, tzinfo=UTC))
    assert source.is_overdue(datetime(2030, 5, 7, 4, 1, tzinfo=UTC))


@pytest.mark.django_db
def test_a_source_that_is_read_for_the_first_time_is_overdue_once_its_run_is_old() -> None:
    source = SyncSource.objects.create(name="koop")
    assert not source.is_overdue(FRIDAY)
    SyncRun.objects.create(source=source, began_at=FRIDAY, worker="veerhuis:1")
    assert not source.is_overdue(FRIDAY + timedelta(hours=7))
    assert source.is_overdue(FRIDAY + timedelta(days=7))
