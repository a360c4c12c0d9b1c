"""What KOOP lists comes into the archive, once."""

from __future__ import annotations

from documents.models import Document, RemoteItem

from .conftest import Archive
from .fake_koop import FakeKoop, answer_of, question_of


def test_a_first_run_brings_in_all_that_is_listed(archive: Archive, koop: FakeKoop) -> None:
    koop.add(answer_of(1), answer_of(2), question_of(77))
    done = archive.sync()
    assert done.status == 0, done.output
    assert set(done.outcomes().values()) == {"new"}
    assert sorted(Document.objects.values_list("identifier", flat=True)) == [
        "ah-tk-20242025-1",
        "ah-tk-20242025-2",
        "kv-tk-2024Z00077",
    ]
    assert set(RemoteItem.objects.values_list("state", flat=True)) == {"stored"}
