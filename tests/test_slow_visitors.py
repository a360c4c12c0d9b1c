"""Visitors who send or take slowly keep no other one waiting."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.infra.serving import ROOT, gunicorn, proxied

#: seconds within which a visitor must have an answer; a slow one is at it for longer
SOON = 8
ATTACKERS = 40
FORM = (
    b"POST /beheer/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=a\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"
)
HEADERS = b"GET /over/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def alone(folder: Path) -> Iterator[int]:
    """The port of a gunicorn without a proxy."""
    with gunicorn(folder) as (port, _):
        yield port


@pytest.fixture(scope="module")
def behind(alone: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the proxy before it."""
    with proxied(tmp_path_factory.mktemp("proxy"), alone) as port:
        yield port


@contextlib.contextmanager
def attacked(port: int, start: bytes, count: int = ATTACKERS, more: bytes = b"a") -> Iterator[None]:
    """Many connections that begin a request, and then send a byte of it now and then."""
    stopped = threading.Event()
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]

    def trickle() -> None:
        while not stopped.wait(1):
            for one in sockets:
                with contextlib.suppress(OSError):
                    one.send(more)

    for one in sockets:
        one.sendall(start)
    thread = threading.Thread(target=trickle)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
        for one in sockets:
            one.close()


def status(port: int, address: str = "/over/") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SOON)
    with contextlib.closing(connection):
        connection.request("GET", address)
        return connection.getresponse().status


@pytest.mark.parametrize("start", [FORM, HEADERS], ids=["body", "headers"])
@pytest.mark.parametrize("site", ["alone", "behind"])
def test_slow_connections_keep_nobody_waiting(
    site: str, start: bytes, request: pytest.FixtureRequest
) -> None:
    port = request.getfixturevalue(site)
    with attacked(port, start):
        assert [status(port) for _ in range(15)] == [200] * 15


def answer(port: int, sent: bytes) -> bytes:
    """All that comes back, until the server ends the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as one:
        one.sendall(sent)
        return b"".join(iter(lambda: one.recv(65536), b""))


@pytest.mark.parametrize("start", [FORM, HEADERS], ids=["body", "headers"])
def test_a_slow_request_is_told_so(alone: int, start: bytes) -> None:
    told = answer(alone, start)
    assert told.startswith(b"HTTP/1.1 408 ")
    assert b"Het versturen duurde te lang" in told


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n folded: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nna me: a\r\n\r\n",
        FORM.replace(b"Length: 1000", b"Length: drie"),
        FORM.replace(b"Content-Length: 1000", b"Transfer-Encoding: chunked") + b"drie\r\n",
    ],
    ids=["version", "folded", "header", "length", "piece"],
)
def test_what_no_browser_sends_is_refused_in_dutch(alone: int, sent: bytes) -> None:
    told = answer(alone, sent)
    assert told.startswith(b"HTTP/1.1 400 ")
    assert b"Deze vraag is niet te lezen" in told


@pytest.mark.parametrize(
    "session", [b"", b"; sessionid=verzonnenverzonnenverzonnen12345"], ids=["none", "invented"]
)
def test_a_large_form_of_who_is_not_signed_in_is_not_read(alone: int, session: bytes) -> None:
    start = FORM.replace(b"Length: 1000", b"Length: 19000000")
    told = answer(alone, start.replace(b"csrftoken=a", b"csrftoken=a" + session))
    assert told.startswith(b"HTTP/1.1 413 ")
    assert b"te groot: meer dan 1 MB" in told


def test_a_body_in_pieces_is_bounded_too(alone: int) -> None:
    start = FORM.replace(b"Content-Length: 1000", b"Transfer-Encoding: chunked")
    piece = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    assert answer(alone, start + piece * 17).startswith(b"HTTP/1.1 413 ")
    assert answer(alone, start + piece + b"0\r\n\r\n").startswith(b"HTTP/1.1 403 ")  # no token


def test_who_asks_whether_to_go_on_is_told_to(alone: int) -> None:
    start = FORM.replace(b"Length: 1000\r\n", b"Length: 3\r\nExpect: 100-continue\r\n")
    with socket.create_connection(("127.0.0.1", alone), timeout=60) as one:
        one.sendall(start)
        assert one.recv(100).startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
        one.sendall(b"a=b")
        assert one.recv(100).startswith(b"HTTP/1.1 403 ")  # no token


# Who takes the answer slowly

LARGE = 40_000_000  # more than the system keeps for a connection
FILE = b"GET /data/bestanden/kamerarchief.jsonl.gz HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def content(alone: int, folder: Path) -> bytes:
    """What is in a large file that the site offers."""
    subprocess.run(
        [sys.executable, "manage.py", "dump"],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(folder)},
        check=True,
    )
    content = random.Random(1).randbytes(LARGE)
    [file] = folder.glob("dump/*/kamerarchief.jsonl.gz")
    file.write_bytes(content)
    return content


@pytest.mark.parametrize("site", ["alone", "behind"])
def test_who_takes_nothing_keeps_nobody_waiting(
    site: str, content: bytes, request: pytest.FixtureRequest
) -> None:
    port = request.getfixturevalue(site)
    with attacked(port, FILE + b"\r\n", more=b""):
        assert [status(port) for _ in range(15)] == [200] * 15


def test_a_large_file_comes_whole_and_in_part(alone: int, content: bytes) -> None:
    head, _, body = answer(alone, FILE + b"\r\n").partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert body == content
    head, _, body = answer(alone, FILE + b"Range: bytes=5-12345678\r\n\r\n").partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 206 ")
    assert body == content[5:12345679]


# Many more than there are threads


@pytest.mark.parametrize("start", [FORM, HEADERS, b"G"], ids=["body", "headers", "hardly"])
def test_hundreds_of_slow_connections_keep_nobody_waiting(alone: int, start: bytes) -> None:
    with attacked(alone, start, count=700):
        assert [status(alone) for _ in range(15)] == [200] * 15


def test_half_closed_and_pipelined_requests_are_answered(alone: int, behind: int) -> None:
    whole = HEADERS + b"\r\n"
    for port in (alone, behind):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as one:
            one.sendall(whole)
            one.shutdown(socket.SHUT_WR)
            assert one.recv(100).startswith(b"HTTP/1.1 200 ")
    closing = HEADERS + b"Connection: close\r\n\r\n"
    assert answer(behind, whole + closing).count(b"HTTP/1.1 200 ") == 2
