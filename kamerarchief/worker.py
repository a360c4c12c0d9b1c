"""The worker of gunicorn: a slow visitor keeps no other one waiting.

Gunicorn's worker reads a request in the thread that answers it, for as long as the visitor takes.
Here many threads read, each within a limit of time, and hand what is whole to the few that answer.
Requests that Django never sees are refused in Dutch.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import SimpleNamespace
from typing import IO, Any

from django.conf import settings
from django.http import parse_cookie
from gunicorn.http.errors import (
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    NoMoreData,
    ParseException,
)
from gunicorn.http.unreader import SocketUnreader
from gunicorn.util import close_graceful, write_error
from gunicorn.workers.gthread import ThreadWorker

from documents.parsing.files.limits import MAX_BODY, MEBIBYTE, human_size

from .accounts.address import vouched
from .fair.lines import Lines, peer
from .fair.turns import TooMany, Turns
from .memory import GROWTH, Growth
from .sending import ROOM, Answer, NoRoom, Room, send, spool

#: threads that read in each process; one that waits costs next to nothing
READERS = 250
#: seconds within which the headers must be there, and those after which the body must be, to which
#: a body gets as many more as it takes at SLOWEST bytes a second
HEADERS, BODY, SLOWEST = 10.0, 10.0, 32 * 1024
#: seconds for which one who asked too much waits to be told so, so that he asks less
SLOWED = 1.0
#: bytes of the body of one who is not signed in, which is a form with some text
FORM = MEBIBYTE
#: bytes of a body that are held in memory; the rest is on disk
HELD = MEBIBYTE // 4
#: bytes of the body of one who is signed in: the archive itself says in full what is too much, so
#: this is above its own limit, as in deploy/Caddyfile
LARGEST = MAX_BODY * 3 // 2
#: large bodies that are read at once in each process
LARGE = 4
#: headers that no visitor sent
OURS = (InvalidResponseHeader, InvalidResponseHeaderName)


class Slow(Exception):
    """The visitor took too long over his request."""


class TooLarge(Exception):
    """The body has more bytes than it may have; `limit` is how many it may."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class Busy(Exception):
    """Too many large bodies are being read already."""


class Patient(SocketUnreader):  # type: ignore[misc]
    """What gunicorn reads a request from, until a limit of time."""

    def __init__(self, sock: Any) -> None:
        super().__init__(sock)
        self.until = time.monotonic() + HEADERS

    def chunk(self, size_hint: int | None = None) -> bytes:
        left = self.until - time.monotonic()
        if left <= 0:
            raise Slow
        self.sock.settimeout(left)
        try:
            read: bytes = super().chunk(size_hint)
            return read
        except TimeoutError as error:
            raise Slow from error


class Worker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's worker with threads; those that read and send are not those that answer.

    A connection serves one request, whatever `keepalive` says.
    """

    alive: bool

    def get_thread_pool(self) -> ThreadPoolExecutor:
        self.answering = Turns(self.cfg.threads)
        self.large = threading.BoundedSemaphore(LARGE)
        self.room = Room(ROOM)
        self.lines = Lines(READERS)
        return ThreadPoolExecutor(READERS)

    def begin_to_watch_memory(self) -> None:
        """From what it has now, once all is read that a process keeps."""
        self.memory = Growth()

    def notify(self) -> None:
        """Every second; ends this process, after what it has in hand, where it grew too large."""
        super().notify()
        if self.alive and self.memory.is_much():
            self.log.warning("This process grew by more than %d MB: it is renewed.", GROWTH)
            self.alive = False

    def enqueue_req(self, conn: Any) -> None:
        self.lines.enter(conn)
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        try:
            conn.init()
            conn.parser.unreader = Patient(conn.sock)
            super().handle(conn)
        finally:
            # gunicorn would have its main thread wait for the visitor to close the line
            close_graceful(conn.sock)
        return False

    def finish_request(self, conn: Any, fs: Any) -> None:
        self.lines.leave(conn)
        self.nr_conns -= 1

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Reads the body of a request whose headers were read, and has it answered."""
        self.lines.belongs_to(conn, asker(req, conn))
        with spool(HELD) as body:
            self._read(req, conn, body)
            req.body = body
            self.lines.is_at_work(conn)
            return self._answer(req, conn)

    def _answer(self, req: Any, conn: Any) -> Any:
        """Sends the answer while another thread makes it."""
        answer = Answer(self.room, asker(req, conn))
        given = SimpleNamespace(sock=answer, client=conn.client, server=conn.server)
        try:
            made = self.in_turn(req, conn, super().handle_request, req, given)
            made.add_done_callback(lambda _: self._is_made(conn, answer))
            send(conn.sock, slowed(answer.pieces()))
        except OSError as error:
            self.log.debug("A visitor did not take the answer: %s", error)
        finally:
            answer.drop()
        return made.result()

    def _is_made(self, conn: Any, answer: Answer) -> None:
        """Nothing is left to do for a connection than to send."""
        self.lines.is_waiting(conn)
        answer.written()

    def in_turn(self, req: Any, conn: Any, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """What comes of the work, once the address that asks for it had its turn."""
        return self.answering.submit(asker(req, conn), work, *given)

    def _read(self, req: Any, conn: Any, body: IO[bytes]) -> None:
        length = _length(req)
        if length == 0:
            return
        if length is not None and length <= FORM:
            self._copy(req, conn, body, FORM)
        elif self.in_turn(req, conn, is_signed_in, req).result():
            self._read_large(req, conn, body)
        else:
            self._copy(req, conn, body, FORM)

    def _read_large(self, req: Any, conn: Any, body: IO[bytes]) -> None:
        if not self.large.acquire(blocking=False):
            raise Busy
        try:
            self.lines.is_at_work(conn)
            self._copy(req, conn, body, LARGEST)
        finally:
            self.large.release()

    def _copy(self, req: Any, conn: Any, body: IO[bytes], limit: int) -> None:
        """Reads the body, of `limit` bytes at most, in the time that a slow line takes for it."""
        if (_length(req) or 0) > limit:
            raise TooLarge(limit)
        if req._expected_100_continue:
            conn.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            req._expected_100_continue = False
        began, read = time.monotonic(), 0
        while True:
            conn.parser.unreader.until = began + BODY + read / SLOWEST
            piece = req.body.read(64 * 1024)
            if not piece:
                break
            read += len(piece)
            if read > limit:
                raise TooLarge(limit)
            body.write(piece)
        if read < (_length(req) or 0):
            raise NoMoreData  # the visitor went away: there is nobody to answer
        body.seek(0)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        match exc:
            case LimitRequestLine():
                message = (
                    "Dit adres is te lang. Ga terug, en zoek met minder tekst of minder filters."
                )
                write_error(client, 414, "Adres te lang", message)
            case LimitRequestHeaders():
                message = "Uw browser stuurt te veel mee. Verwijder de cookies van deze site."
                write_error(client, 431, "Te veel meegestuurd", message)
            case Slow():
                message = "Het versturen duurde te lang. Probeer het opnieuw."
                write_error(client, 408, "Te lang gewacht", message)
            case TooLarge():
                message = (
                    f"Dit formulier is te groot: meer dan {human_size(exc.limit)}. "
                    "Wie is aangemeld, mag meer versturen."
                )
                write_error(client, 413, "Te groot", message)
            case Busy() | TooMany() | NoRoom():
                message = "Er wordt al veel verstuurd. Probeer het over een minuut opnieuw."
                write_error(client, 503, "Even te druk", message)
            # a header of ours that is wrong is a fault of ours
            case ParseException() if not isinstance(exc, OURS):
                message = "Deze vraag is niet te lezen: zo vraagt geen browser om een pagina."
                write_error(client, 400, "Niet te lezen", message)
            case _:
                super().handle_error(req, client, addr, exc)


def slowed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of an answer; of one that refuses too many requests only after a while."""
    for number, piece in enumerate(pieces):
        if number == 0 and piece.startswith(b"HTTP/1.1 429 "):
            time.sleep(SLOWED)
        yield piece


def asker(req: Any, conn: Any) -> str:
    """The address that asks; behind a proxy the one that it vouches for."""
    return vouched(dict(req.headers).get("X-FORWARDED-FOR", ""), peer(conn)) or ""


def _length(req: Any) -> int | None:
    """The length of the body in bytes; 0 where there is none, None where it is not said before."""
    headers = dict(req.headers)
    if "TRANSFER-ENCODING" in headers:
        return None
    return int(headers.get("CONTENT-LENGTH", 0))


def is_signed_in(req: Any) -> bool:
    """Whether the request comes with the session of somebody who is signed in."""
    # only now is Django set up: this module is read before
    from django.contrib.auth import SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import DatabaseError

    cookies = parse_cookie(dict(req.headers).get("COOKIE", ""))
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    try:
        return bool(key) and SESSION_KEY in SessionStore(key)
    except DatabaseError:
        return False
