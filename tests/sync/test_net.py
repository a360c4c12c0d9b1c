"""The client has manners, and believes nothing that a server does."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.sync.net import (
    HOSTS,
    Allowed,
    Client,
    Failed,
    Missing,
    NotAllowed,
    Pacer,
    Refused,
    Stopped,
    TooLarge,
    Transient,
    Unreachable,
    Wait,
    looks_like,
)

from .clock import FakeClock
from .server import ERROR_PAGE, Reply, Server


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(lambda path: Reply(b"goed")).running() as server:
        yield server


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def client(server: Server, clock: FakeClock) -> Iterator[Client]:
    client = Client("agent", Allowed([server.url]), clock, whole=20)
    yield client
    client.close()


def get(client: Client, server: Server, path: str = "/x", most: int = 1000) -> bytes:
    return client.get(server.url + path, bytes, most)


# The pace


def test_a_host_is_asked_once_a_second(client: Client, server: Server, clock: FakeClock) -> None:
    for _ in range(5):
        get(client, server)
    assert clock.slept == [1.0] * 4
    assert server.connections == 1


def test_time_spent_elsewhere_counts(client: Client, server: Server, clock: FakeClock) -> None:
    get(client, server)
    clock.passed += 5
    get(client, server)
    assert clock.slept == []


@given(st.lists(st.sampled_from(["ask", "slower", "well"]), max_size=60))
def test_no_host_is_ever_asked_more_than_once_a_second(deeds: list[str]) -> None:
    clock = FakeClock()
    pacer = Pacer(clock)
    asked = []
    for deed in deeds:
        if deed == "ask":
            pacer.wait("host")
            asked.append(clock.passed)
        elif deed == "slower":
            pacer.slower("host")
        else:
            pacer.well("host")
        assert 1.0 <= pacer.slowest() <= 60.0
    assert all(later - earlier >= 0.999 for earlier, later in itertools.pairwise(asked))


def test_a_host_that_says_so_is_asked_less_often_from_then_on(
    client: Client, server: Server, clock: FakeClock
) -> None:
    server.instead("/x", Reply(status=429))
    get(client, server)
    del clock.slept[:]
    for _ in range(300):
        get(client, server)
    assert clock.slept[1] > 1.9
    assert clock.slept[-1] == pytest.approx(1.15)  # above the pace at which it said so


# Asking again


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 408])
def test_what_may_go_well_later_is_asked_again(
    status: int, client: Client, server: Server, clock: FakeClock
) -> None:
    server.instead("/x", *[Reply(ERROR_PAGE, status=status)] * 4)
    assert get(client, server) == b"goed"
    assert len(server.asked) == 5
    assert clock.slept == sorted(clock.slept)  # longer each time
    assert sum(clock.slept) > 2 + 4 + 8 + 16


def test_it_is_not_asked_for_ever(client: Client, server: Server) -> None:
    server.instead("/x", *[Reply(status=503)] * 9)
    with pytest.raises(Unreachable, match=r"status 503: .*5 keer"):
        get(client, server)
    assert len(server.asked) == 5


@pytest.mark.parametrize("status", [400, 401, 403, 405, 414, 418])
def test_a_mistake_of_our_own_is_not_asked_again(
    status: int, client: Client, server: Server
) -> None:
    server.instead("/x", Reply(status=status))
    with pytest.raises(Refused):
        get(client, server)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_missing(status: int, client: Client, server: Server) -> None:
    server.instead("/x", Reply(status=status))
    with pytest.raises(Missing):
        get(client, server)
    assert len(server.asked) == 1


def test_the_seconds_that_a_host_asks_for_are_waited(
    client: Client, server: Server, clock: FakeClock
) -> None:
    server.instead("/x", Reply(status=429, headers={"Retry-After": "120"}))
    assert get(client, server) == b"goed"
    assert 120 <= sum(clock.slept) < 160


@pytest.mark.parametrize(
    ("value", "least"),
    [("Fri, 01 Jan 1999 00:00:00 GMT", 0), ("-5", 0), ("straks", 2), ("", 2), ("0", 0)],
)
def test_odd_moments_to_come_back_are_understood(
    value: str, least: float, client: Client, server: Server, clock: FakeClock
) -> None:
    server.instead("/x", Reply(status=503, headers={"Retry-After": value}))
    assert get(client, server) == b"goed"
    assert least <= sum(clock.slept) < 10


def test_a_host_that_wants_to_be_left_alone_for_long_ends_the_run(
    client: Client, server: Server, clock: FakeClock
) -> None:
    server.instead("/x", Reply(status=503, headers={"Retry-After": "7200"}))
    with pytest.raises(Wait, match="120 minuten rust"):
        get(client, server)
    assert clock.slept == []


def test_two_who_ask_do_not_go_in_step(server: Server) -> None:
    waits = []
    for _ in range(5):
        clock = FakeClock()
        client = Client("agent", Allowed([server.url]), clock)
        server.instead("/x", Reply(status=500))
        get(client, server)
        waits.append(clock.passed)
        client.close()
    assert len(set(waits)) > 1


def test_no_connection_is_told(client: Client, server: Server, clock: FakeClock) -> None:
    gone = Client("agent", Allowed(["http://127.0.0.1:9"]), clock)
    with pytest.raises(Unreachable, match="geen verbinding"):
        gone.get("http://127.0.0.1:9/x", bytes)


def test_an_answer_that_breaks_off_is_asked_again(client: Client, server: Server) -> None:
    """Pitfall 16: truncated bodies."""
    server.instead("/x", Reply(b"half", told_length=400), Reply(b""))
    assert get(client, server) == b"goed"
    assert len(server.asked) == 3


def test_what_the_reader_does_not_take_is_asked_again(client: Client, server: Server) -> None:
    server.instead("/x", Reply(ERROR_PAGE))

    def read(data: bytes) -> bytes:
        if data != b"goed":
            raise Transient("iets anders")
        return data

    assert client.get(server.url + "/x", read) == b"goed"


def test_it_ends_while_it_waits_when_somebody_asks(
    client: Client, server: Server, clock: FakeClock
) -> None:
    server.instead("/x", *[Reply(status=500)] * 5)
    clock.stops_after = 4  # the first wait takes 2 to 3.5 seconds, the next at least 4
    with pytest.raises(Stopped):
        get(client, server)
    assert len(server.asked) == 2


# Bounds


@pytest.mark.parametrize("told", [None, 5])
def test_more_bytes_than_are_taken_are_refused(
    told: int | None, client: Client, server: Server
) -> None:
    body = b"x" * 3_000_000
    headers = {} if told is None else {"Transfer-Encoding": "identity"}
    server.instead("/x", Reply(body, headers=headers))
    with pytest.raises(TooLarge):
        get(client, server)
    assert get(client, server) == b"goed"


def test_a_bomb_is_measured_unpacked(client: Client, server: Server) -> None:
    """Pitfall 24."""
    body = gzip.compress(b"\0" * 20_000_000)
    server.instead("/x", Reply(body, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(TooLarge):
        get(client, server, most=1_000_000)


@pytest.mark.parametrize(
    "reply", [Reply(b"drup", told_length=400, hangs_after=2), Reply(is_silent=True)]
)
def test_a_server_that_goes_on_for_ever_is_given_up(
    reply: Reply, server: Server, clock: FakeClock
) -> None:
    client = Client("agent", Allowed([server.url]), clock, whole=0.2)
    server.instead("/x", reply, reply)
    assert get(client, server) == b"goed"
    assert len(server.asked) == 3
    client.close()


def test_redirects_have_an_end(client: Client, server: Server) -> None:
    server.instead("/x", *[Reply(status=302, headers={"Location": "/x"})] * 20)
    with pytest.raises(Refused, match="meer dan 5 doorverwijzingen"):
        get(client, server)
    assert len(server.asked) == 6


def test_a_redirect_to_nowhere_has_an_end(client: Client, server: Server) -> None:
    server.instead("/x", *[Reply(status=302)] * 20)
    with pytest.raises(Failed):
        get(client, server)


# Addresses


@pytest.mark.parametrize(
    ("url", "mended"),
    [
        ("https://repository.overheid.nl/a?b=c#d", "https://repository.overheid.nl/a?b=c"),
        ("http://repository.overheid.nl/a", "https://repository.overheid.nl/a"),
        ("ftps://repository.overheid.nl/a", "https://repository.overheid.nl/a"),
        ("http://Repository.Overheid.NL:80/a", "https://repository.overheid.nl/a"),
        (
            " https://zoek.officielebekendmakingen.nl/x.xml\n",
            "https://zoek.officielebekendmakingen.nl/x.xml",
        ),
        ("http://127.0.0.1:5/a", "http://127.0.0.1:5/a"),
    ],
)
def test_addresses_of_sources_are_asked_over_https(url: str, mended: str) -> None:
    """Pitfall 25: the service gives http and ftps too."""
    assert Allowed(["http://127.0.0.1:5/sru"]).checked(url) == mended


@pytest.mark.parametrize(
    "url",
    [
        "https://elders.example/",
        "https://repository.overheid.nl.elders.example/",
        "https://repository.overheid.nl:8443/",
        "https://iemand@repository.overheid.nl/",
        "http://127.0.0.1:6/",
        "https://127.0.0.1:5/",
        "file:///etc/passwd",
        "ftp://repository.overheid.nl/",
        "https://[::1",
        "repository.overheid.nl",
        "",
    ],
)
def test_any_other_address_is_not_asked(url: str) -> None:
    with pytest.raises(NotAllowed):
        Allowed(["http://127.0.0.1:5/sru"]).checked(url)


@given(st.text())
def test_whatever_stands_for_an_address_leads_to_a_source_or_nowhere(url: str) -> None:
    try:
        found = Allowed().checked(url)
    except NotAllowed:
        return
    assert found.startswith(tuple(f"https://{host}" for host in HOSTS))


# What bytes are


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("xml", b"<?xml version='1.0'?><officiele-publicatie/>", True),
        ("xml", b"\xef\xbb\xbf<?xml version='1.0'?><a/>", True),
        ("xml", "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"), True),
        ("xml", b"\n <officiele-publicatie>", True),
        ("xml", b"<!-- x --><officiele-publicatie>", True),
        ("xml", ERROR_PAGE, False),
        ("xml", b"<html><body>fout", False),
        ("xml", b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html>", False),
        ("xml", b"%PDF-1.4", False),
        ("xml", b"Not found", False),
        ("pdf", b"%PDF-1.4 ...", True),
        ("pdf", b"\r\n%PDF-1.7", True),
        ("pdf", ERROR_PAGE, False),
        ("pdf", b"<html>%PDF-1.4", False),
        ("odt", b"PK\x03\x04...", True),
        ("odt", ERROR_PAGE, False),
        ("html", b"<!DOCTYPE html><meta name='OVERHEIDop.vraagnummer' content='x'/>", True),
        ("html", ERROR_PAGE, False),
        ("html", b"%PDF-1.4", False),
    ],
)
def test_bytes_are_known_by_how_they_begin(kind: str, data: bytes, expected: bool) -> None:
    assert looks_like(kind, data) is expected
