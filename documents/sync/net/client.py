"""Asks official sources with manners: one connection a host, a pace, bounds, and asking again.

Nothing of an answer is believed: not its status, its length or where it leads.
"""

from __future__ import annotations

import queue
import random
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar
from urllib.parse import urljoin

import requests
import urllib3
from requests.adapters import HTTPAdapter

from .addresses import Allowed, host_of
from .faults import Missing, Refused, TooLarge, Transient, Unreachable, Wait
from .pace import Clock, Pacer

Read = TypeVar("Read")
_Box: TypeAlias = "queue.SimpleQueue[Answer | Exception]"

#: times that one thing is asked
TRIES = 5
#: seconds: to connect, and between two pieces of an answer
CONNECT, SILENCE = 10.0, 60.0
#: seconds that a whole answer may take
WHOLE = 180.0
#: the most seconds of a Retry-After that a run waits; for longer it ends
PATIENCE = 900.0
#: bytes of an answer, unpacked
MOST_BYTES = 50 * 1024 * 1024
MOST_REDIRECTS = 5
_PIECE = 64 * 1024
_MOVED = {301, 302, 303, 307, 308}
_BUSY = {429, 503}
_GONE = {404, 410}
#: where sources lead for what they do not have
_ERROR_PAGE = re.compile(r"fout404|errors?/404", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """A whole answer: the address that gave it in the end, its status, headers and bytes."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes


class Client:
    """Asks one thing at a time. `agent` names the archive and how its operator is reached."""

    def __init__(self, agent: str, allowed: Allowed, clock: Clock, *, whole: float = WHOLE) -> None:
        self.agent = agent
        self.whole = whole
        self.allowed = allowed
        self.clock = clock
        self.pacer = Pacer(clock)
        self._random = random.Random()  # noqa: S311 - only to spread requests
        self._session = _session(agent)
        self.requests = 0

    def get(self, url: str, read: Callable[[bytes], Read], most_bytes: int = MOST_BYTES) -> Read:
        """What `read` makes of the answer; where it raises Transient, it is asked again.

        Raises Missing, Refused, TooLarge, NotAllowed, Unreachable or Wait, and Stopped.
        """
        for tried in range(1, TRIES + 1):
            try:
                return read(self._answer(url, most_bytes))
            except Transient as trouble:
                if tried == TRIES:
                    raise Unreachable(f"{trouble} ({TRIES} keer gevraagd)") from trouble
                self._back_off(url, trouble, tried)
        raise AssertionError  # pragma: no cover - the loop returns or raises

    def close(self) -> None:
        self._session.close()

    def _back_off(self, url: str, trouble: Transient, tried: int) -> None:
        """Leaves the host alone: as long as it asks, else longer each time, never in step."""
        host = host_of(self.allowed.checked(url))
        if trouble.slower:
            self.pacer.slower(host)
        seconds = 2.0**tried if trouble.after is None else trouble.after
        if seconds > PATIENCE:
            minutes = round(seconds / 60)
            raise Wait(f"{trouble}; de bron vraagt {minutes} minuten rust", seconds)
        self.pacer.rest(host, seconds + self._random.uniform(0, 1 + seconds / 4))

    def _answer(self, url: str, most_bytes: int) -> bytes:
        """The bytes of a good answer, at the end of redirects."""
        for _ in range(MOST_REDIRECTS + 1):
            url = self.allowed.checked(url)
            if _ERROR_PAGE.search(url):
                raise Missing(f"de bron heeft het bestand niet: {url}")
            answer = self._ask(url, most_bytes)
            if answer.status not in _MOVED:
                _judge(answer)
                self.pacer.well(host_of(url))
                return answer.data
            url = _led_to(url, answer)
        raise Refused(f"meer dan {MOST_REDIRECTS} doorverwijzingen: {url}")

    def _ask(self, url: str, most_bytes: int) -> Answer:
        """One request, which ends in time whatever the host does."""
        self.pacer.wait(host_of(url))
        self.requests += 1
        session: requests.Session = self._session
        box: _Box = queue.SimpleQueue()
        given_up = threading.Event()

        def work() -> None:
            try:
                box.put(_exchange(session, url, most_bytes, given_up))
            except Exception as error:
                box.put(error)

        threading.Thread(target=work, daemon=True).start()
        try:
            return self._awaited(box, url)
        finally:
            given_up.set()

    def _awaited(self, box: _Box, url: str) -> Answer:
        """What the thread that asks puts in the box, within the time of a whole answer."""
        end = time.monotonic() + self.whole
        while time.monotonic() < end:
            try:
                found = box.get(timeout=min(1.0, self.whole))
            except queue.Empty:
                self.clock.check()
                continue
            if isinstance(found, Exception):
                raise found
            return found
        self._session = _session(self.agent)  # the other has a connection that nobody can end
        raise Transient(f"geen heel antwoord binnen {self.whole:.0f} seconden: {url}")


def _led_to(url: str, answer: Answer) -> str:
    """Where a redirect leads. Raises Refused where that is no address."""
    try:
        return urljoin(url, answer.headers.get("Location", ""))
    except ValueError as error:
        raise Refused(f"{url} verwijst naar iets dat geen adres is") from error


def _session(agent: str) -> requests.Session:
    """A session with one connection a host, which sends no password that a machine keeps."""
    session = requests.Session()
    session.headers["User-Agent"] = agent
    session.auth = lambda request: request
    adapter = HTTPAdapter(pool_connections=4, pool_maxsize=1)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def _exchange(
    session: requests.Session, url: str, most_bytes: int, given_up: threading.Event
) -> Answer:
    """Asks once. Raises Transient where the connection fails, TooLarge."""
    try:
        with session.get(
            url, stream=True, allow_redirects=False, timeout=(CONNECT, SILENCE)
        ) as response:
            pieces = _pieces(response, most_bytes, given_up)
            data = b"" if response.status_code in _MOVED else b"".join(pieces)
            return Answer(url, response.status_code, response.headers, data)
    except requests.exceptions.InvalidURL as error:
        raise Refused(f"geen adres: {url}") from error
    except ValueError as error:  # requests looks at the Location, whether it is followed or not
        raise Refused(f"{url} verwijst naar iets dat geen adres is") from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise Transient(f"{_told(error)}: {url}") from error


def _pieces(
    response: requests.Response, most_bytes: int, given_up: threading.Event
) -> Iterator[bytes]:
    """The body as it comes: a piece for each bit that the host sends, however slowly."""
    size = 0
    raw = response.raw
    while not given_up.is_set():
        piece = raw.read1(_PIECE, decode_content=True) or b""
        size += len(piece)
        if size > most_bytes:
            raise TooLarge(f"groter dan {most_bytes // 1024 // 1024} MB: {response.url}")
        if not piece:
            return
        yield piece


def _judge(answer: Answer) -> None:
    """Raises what the status of an answer means, unless it is good."""
    status, told = answer.status, f"status {answer.status}: {answer.url}"
    if status == 200:
        if not answer.data:
            raise Transient(f"een leeg antwoord: {answer.url}")
    elif status in _GONE:
        raise Missing(told)
    elif status in _BUSY:
        raise Transient(told, after=_retry_after(answer), slower=True)
    elif status == 408 or status >= 500:
        raise Transient(told, after=_retry_after(answer))
    else:
        raise Refused(told)


def _retry_after(answer: Answer) -> float | None:
    """The seconds that the source asks for, which it may give as a moment; None if it does not."""
    value = answer.headers.get("Retry-After")
    if not value:
        return None
    try:
        return max(0.0, float(urllib3.Retry().parse_retry_after(value)))
    except urllib3.exceptions.InvalidHeader:
        return None


def _told(error: Exception) -> str:
    """Dutch: what went wrong with a connection."""
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
        return "geen antwoord op tijd"
    if isinstance(error, requests.exceptions.SSLError):
        return "geen veilige verbinding"
    if isinstance(error, requests.ConnectionError):
        return "geen verbinding"
    return "het antwoord brak af"
