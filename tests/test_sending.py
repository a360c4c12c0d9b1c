"""An answer that is written by one thread and sent by another comes whole, or is given up."""

from __future__ import annotations

import random
import socket
import tempfile
import threading
from collections.abc import Iterator

import pytest

from kamerarchief import sending
from kamerarchief.sending import HELD, Answer, NoRoom, Room, send

CONTENT = random.Random(1).randbytes(4 * HELD)


@pytest.fixture
def answer() -> Iterator[Answer]:
    one = Answer(Room(10 * HELD), "192.0.2.1")
    yield one
    one.drop()


def test_who_writes_waits_for_nobody_and_all_comes(answer: Answer) -> None:
    for start in range(0, len(CONTENT), 1000):
        answer.sendall(CONTENT[start : start + 1000])
    answer.written()
    assert b"".join(answer.pieces()) == CONTENT


def test_what_is_written_comes_before_the_rest_is(answer: Answer) -> None:
    pieces = answer.pieces()
    answer.sendall(b"a")
    assert next(pieces) == b"a"
    later = threading.Timer(0, lambda: (answer.sendall(b"b"), answer.written()))
    later.start()
    assert list(pieces) == [b"b"]


def test_a_file_comes_in_its_place_also_after_it_was_closed(answer: Answer) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(CONTENT)
        file.flush()
        answer.sendall(b"before ")
        answer.sendfile(file, offset=10, count=3 * HELD)
        answer.sendall(b" after")
    answer.written()
    assert b"".join(answer.pieces()) == b"before " + CONTENT[10 : 3 * HELD + 10] + b" after"


def test_who_writes_for_nobody_is_told(answer: Answer) -> None:
    answer.sendall(b"a")
    answer.drop()
    with pytest.raises(BrokenPipeError):
        answer.sendall(b"b")


def test_the_disk_is_not_filled_and_room_comes_back() -> None:
    room = Room(4 * HELD)
    first, second = Answer(room, "192.0.2.1"), Answer(room, "192.0.2.1")
    first.sendall(CONTENT[: 2 * HELD])
    with pytest.raises(NoRoom):
        second.sendall(CONTENT[: HELD + 1])
    first.drop()
    second.sendall(CONTENT[: HELD + 1])
    second.drop()


def test_who_takes_all_that_he_may_leaves_as_much_to_others() -> None:
    room = Room(4 * HELD)
    one, other = Answer(room, "192.0.2.1"), Answer(room, "192.0.2.2")
    one.sendall(CONTENT[: 2 * HELD])
    other.sendall(CONTENT[: 2 * HELD])
    for answer in (one, other):
        with pytest.raises(NoRoom):
            answer.sendall(b"a")
        answer.drop()


def test_a_page_comes_also_where_files_that_are_taken_slowly_have_all_the_room() -> None:
    room = Room(4 * HELD)
    file, page = Answer(room, "192.0.2.1"), Answer(room, "192.0.2.1")
    file.sendall(CONTENT[: 2 * HELD])
    page.sendall(CONTENT[:1000])
    page.sendall(CONTENT[1000:HELD])
    page.written()
    assert b"".join(page.pieces()) == CONTENT[:HELD]
    page.drop()
    file.drop()


def test_what_was_taken_needs_no_room_any_more() -> None:
    """A file larger than the room comes whole to who takes it as it is made."""
    answer = Answer(Room(4 * HELD), "192.0.2.1")
    pieces, taken = answer.pieces(), bytearray()
    for start in range(0, len(CONTENT), 2 * HELD):
        answer.sendall(CONTENT[start : start + 2 * HELD])
        while len(taken) < start + 2 * HELD:
            taken += next(pieces)
    answer.written()
    assert list(pieces) == []
    assert taken == CONTENT
    answer.drop()


def test_who_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.1)
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(TimeoutError):
        send(ours, iter([bytes(sending.PIECE)] * 1000))


def test_who_takes_a_byte_now_and_then_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.3)
    ours, theirs = socket.socketpair()
    ended = threading.Event()

    def take() -> None:
        while not ended.wait(0.01):
            theirs.recv(1)

    taker = threading.Thread(target=take)
    taker.start()
    try:
        with pytest.raises(TimeoutError):
            send(ours, iter([bytes(sending.PIECE)] * 1000))
    finally:
        ended.set()
        taker.join()
        ours.close()
        theirs.close()
