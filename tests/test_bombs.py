"""Bombs: a worker reads on, and tells what it refused."""

from __future__ import annotations

import pytest

from documents.models import SentFile, UploadedFile
from tests.admin.conftest import set_file
from tests.bombs import bombs
from tests.uploaded import received

#: the first of each kind is the smallest
SMALL = list({bomb.kind: bomb for bomb in reversed(list(bombs()))}.values())
#: these have so many files that the upload has room for no other, whatever comes after them
MANY = {"zip of documents", "zip of many members"}


def test_there_are_enough_of_them() -> None:
    assert len(list(bombs())) >= 181
    assert len(SMALL) > 80


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", range(4))
def test_a_worker_outlives_the_small_ones(part: int) -> None:
    chosen = [bomb for bomb in SMALL[part::4] if bomb.kind not in MANY]
    files = [(bomb.name, bomb.make()) for bomb in chosen]
    received(*files, ("goed.json", set_file()))
    assert set(SentFile.objects.values_list("state", flat=True)) <= {"done", "refused"}
    good = UploadedFile.objects.get(name="goed.json")
    assert good.state == "waiting", good.problems
