"""The Tweede Kamer is read in any order, and a run of it can end anywhere."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from documents.archive.conclusions import reports
from documents.models import Case, CaseReport, Document, FeedEntry, FeedTie, RemoteItem, SyncSource
from documents.sync import items
from documents.sync.tk import follower, noting
from documents.sync.tk.entries import CATEGORIES

from .clock import FakeClock
from .conftest import Archive
from .fake_chamber import FakeChamber, key_of
from .test_running import DyingClock, Killed


def contents() -> list[Any]:
    """All that a visitor could see, and what is known of cases, without keys and times."""
    rows = Document.everything.order_by("identifier")
    documents = [
        (row.identifier, json.dumps(row.versions.get(number=row.version).parsed)) for row in rows
    ]
    told = CaseReport.objects.order_by("number").values_list(
        "number", "due", "is_settled", "is_withdrawn", "is_gone"
    )
    cases = Case.objects.order_by("slug").values_list("slug", "state", "told_by", "due")
    listed = RemoteItem.objects.order_by("remote_id").values_list("remote_id", "state", "version")
    return [documents, list(told), list(cases), list(listed)]


def tell(chamber: FakeChamber) -> None:
    """Cases in all states, with what was deleted, corrected and told before its target."""
    for number in range(1, 4):
        chamber.ask(number)
    chamber.reply(1)
    chamber.put("zaak", "2026Z00002", **(chamber.case(2) | {"afgedaan": "true"}))
    chamber.put(
        "document",
        "withdrawal",
        {"zaak": "2026Z00003"},
        soort="Mededeling",
        onderwerp="Vragen ingetrokken",
    )
    chamber.ask(4)
    chamber.delete("2026Z00004")
    chamber.put("zaak", "brief", nummer="2026Z09999", soort="Brief regering")
    chamber.put(
        "documentVersie",
        "v1",
        {"document": "2026Z00001 answer"},
        externeidentifier="ah-tk-20262027-9",
    )
    chamber.reply(1)
    chamber.things[key_of("2026Z00001 answer")].refs.append(("huidigeDocumentVersie", key_of("v1")))


def test_a_run_that_was_killed_anywhere_is_taken_up(archive: Archive, chamber: FakeChamber) -> None:
    """Pitfall 22: the place in the feed is written with the rows of its page, or not at all."""
    tell(chamber)
    chamber.most = 2
    deaths = 0
    for life in range(3, 200, 5):
        archive.clock = DyingClock(life)
        try:
            archive.sync(name="tk")
        except Killed:
            deaths += 1
    assert deaths > 5
    archive.clock = FakeClock()
    assert archive.sync(name="tk").status == 0
    found = contents()
    assert "ah-tk-20262027-9" in [name for name, _ in found[0]]
    assert after(archive, chamber, [()]) == found


@pytest.mark.parametrize("count", range(1, 40, 4))
def test_a_kill_between_any_two_writes_leaves_nothing_by_halves(
    count: int, archive: Archive, chamber: FakeChamber, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pitfall 22: rows, what follows from them, and the place are one transaction."""
    tell(chamber)
    chamber.most = 3
    expected = after(archive, chamber, [()])
    left = [count]

    def dying(real: Any) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            made = real(*args, **named)
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return made

        return call

    with monkeypatch.context() as patched:
        patched.setattr(noting, "_write", dying(noting._write))
        patched.setattr(items, "note", dying(items.note))
        patched.setattr(reports, "write", dying(reports.write))
        patched.setattr(follower, "_move", dying(follower._move))
        with suppress(Killed):
            archive.sync(name="tk")
    source = SyncSource.objects.get()
    if not source.cursor:
        assert not FeedTie.objects.exists()
    archive.clock = FakeClock()
    assert archive.sync(name="tk").status == 0
    assert contents() == expected


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],  # an example is some runs: to look for a smaller one takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    order=st.permutations(CATEGORIES),
    most=st.integers(1, 9),
    again=st.integers(0, 4),
    parts=st.lists(
        st.sampled_from(
            [
                (),
                ("--limit", "1"),
                ("--dry-run",),
                ("--id", "2026Z00001"),
                ("--since", "2026-11-01"),
            ]
        ),
        max_size=3,
    ),
)
def test_any_order_and_repetition_of_pages_gives_the_same_archive(
    order: list[str],
    most: int,
    again: int,
    parts: list[tuple[str, ...]],
    archive: Archive,
    chamber: FakeChamber,
) -> None:
    """Of the categories too: what is referred to may come long after."""
    chamber.things.clear()
    tell(chamber)
    chamber.most, chamber.again = 250, 0
    expected = after(archive, chamber, [()])
    chamber.most, chamber.again = most, again
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(follower, "CATEGORIES", tuple(order))
        assert after(archive, chamber, [*parts, ()]) == expected


def after(archive: Archive, chamber: FakeChamber, runs: list[tuple[str, ...]]) -> list[Any]:
    """What an archive holds that began empty, after these runs."""
    archive.clock = FakeClock()
    with transaction.atomic():
        Document.everything.all().delete()
        for kind in (CaseReport, Case, RemoteItem, SyncSource):
            kind._default_manager.all().delete()
        FeedEntry.objects.all().delete()
        for words in runs:
            done = archive.sync(*words, name="tk")
            assert done.status == 0, done.output
        found = contents()
        transaction.set_rollback(True)
    assert found[0]
    return found
