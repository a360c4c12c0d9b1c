"""A process that grows much is renewed, and not all at once."""

from __future__ import annotations

import sys

import pytest

from kamerarchief.memory import GROWTH, SHARE, Growth, resident

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


def test_a_process_that_grew_much_is_renewed_and_the_next_one_only_later() -> None:
    first, second = Growth(), Growth()
    assert not first.is_much()
    much = bytearray(b"a") * int(1.2 * max(GROWTH, SHARE * resident()) * 1_000_000)
    assert first.is_much()
    assert not second.is_much()
    del much


def test_a_process_of_a_large_archive_may_grow_as_that_is_large() -> None:
    index = bytearray(b"a") * (GROWTH * 1_000_000)
    large = Growth()
    figures = bytearray(b"a") * (GROWTH * 1_200_000)
    assert not large.is_much()
    del index, figures
