"""Who has most of the connections loses one, also where all come from a proxy."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import pytest

from kamerarchief.fair.lines import Lines


@dataclass(frozen=True)
class Line:
    """A connection that a proxy made, with the end that the proxy has."""

    sock: socket.socket
    end: socket.socket
    client: tuple[str, int] = ("10.0.0.1", 1)


@pytest.fixture
def four() -> Iterator[list[Line]]:
    with ExitStack() as stack:
        pairs = [socket.socketpair() for _ in range(4)]
        for one in (end for pair in pairs for end in pair):
            stack.enter_context(closing(one))
        yield [Line(*pair) for pair in pairs]


def test_behind_a_proxy_the_visitor_with_most_lines_loses_one(four: list[Line]) -> None:
    lines, visitors = Lines(3), ["192.0.2.1", "192.0.2.2", "192.0.2.2"]
    for line, visitor in zip(four[:3], visitors, strict=True):
        lines.enter(line)
        lines.belongs_to(line, visitor)
    lines.enter(four[3])
    four[1].end.settimeout(10)
    assert four[1].end.recv(1) == b""  # it was cut, and the oldest was not
    four[0].sock.sendall(b"a")
    assert four[0].end.recv(1) == b"a"
