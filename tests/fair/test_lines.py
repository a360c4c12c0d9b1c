"""Who has most of the connections loses one, also where all come from a proxy."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from types import SimpleNamespace

import pytest

from kamerarchief.fair.lines import Lines


@pytest.fixture
def four() -> Iterator[list[SimpleNamespace]]:
    """Connections that a proxy made, each with the end that the proxy has."""
    with ExitStack() as stack:
        pairs = [socket.socketpair() for _ in range(4)]
        for one in (end for pair in pairs for end in pair):
            stack.enter_context(closing(one))
        yield [SimpleNamespace(sock=a, client=("10.0.0.1", 1), end=b) for a, b in pairs]


def test_behind_a_proxy_the_visitor_with_most_lines_loses_one(four: list[SimpleNamespace]) -> None:
    lines, visitors = Lines(3), ["192.0.2.1", "192.0.2.2", "192.0.2.2"]
    for line, visitor in zip(four[:3], visitors, strict=True):
        lines.enter(line)
        lines.belongs_to(line, visitor)
    lines.enter(four[3])
    four[1].end.settimeout(10)
    assert four[1].end.recv(1) == b""  # it was cut, and the oldest was not
    four[0].sock.sendall(b"a")
    assert four[0].end.recv(1) == b"a"
