"""While the database is away, pages say so in Dutch and are asked again; nothing is a fault."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from lxml import html

from tests.infra import postgres, serving
from tests.pages import said

#: as a browser has it that was signed in: the session is asked for before any view
TOKEN = "x" * 32
SESSION = {"Cookie": f"sessionid=0123456789abcdef0123456789abcdef; csrftoken={TOKEN}"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PAGES = ("/", "/beheer/", "/beheer/documents/document/", "/kamerleden/", "/documenten/ah-tk-1/")
SUGGESTIONS = "/zoeken/suggesties/?q=brug"
PROGRAMS = ("/documenten/ah-tk-1/json/", SUGGESTIONS)


def asked(port: int, path: str, method: str = "GET") -> tuple[http.client.HTTPResponse, str]:
    """The answer to one who is signed in, and its body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=serving.PATIENCE)
    with closing(connection):
        form = f"username=iemand&password=iets&csrfmiddlewaretoken={TOKEN}"
        body = form if method == "POST" else None
        connection.request(method, path, body, SESSION | (FORM if body else {}))
        answer = connection.getresponse()
        return answer, answer.read().decode()


def check_away(port: int, pages: Sequence[str], programs: Sequence[str]) -> int:
    """Asks these addresses, and sends a form; gives how many were asked."""
    for path in pages:
        answer, body = asked(port, path)
        assert (path, answer.status) == (path, 503)
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["Cache-Control"] == "no-store"
        assert "even niet bereikbaar" in said(html.fromstring(body).find(".//h1"))
    for path in programs:
        answer, body = asked(port, path)
        assert (path, answer.status) == (path, 503)
        assert int(answer.headers["Retry-After"]) > 0
        assert "gegevens" in json.loads(body)["error"]
    answer, body = asked(port, "/beheer/login/", "POST")
    assert answer.status == 503
    assert "Verstuurde u iets?" in body
    return len(pages) + len(programs) + 1


@contextmanager
def site(folder: Path, **settings: str) -> Iterator[tuple[int, list[str]]]:
    """The port of a site, and a list of what its log says of pages, once it has ended."""
    lines: list[str] = []
    with serving.gunicorn(folder, **settings) as (port, served):
        yield port, lines
        served.terminate()
        assert served.stdout
        told = served.stdout.read()
    assert "Traceback" not in told, told
    lines += [line for line in told.splitlines() if "documents.views.errors" in line]


def test_a_file_that_is_no_database_any_more(tmp_path: Path) -> None:
    with site(tmp_path) as (port, lines):
        for file in tmp_path.glob("*.sqlite3*"):
            file.write_bytes(b"no database " * 5_000)
        number = check_away(port, PAGES, PROGRAMS)
    assert len(lines) == number, "\n".join(lines)


def test_a_server_that_stops_and_comes_back(tmp_path: Path) -> None:
    found: list[Path] = []

    def find(folder: Path) -> Path:
        found.extend((folder, postgres.binaries_for(folder)))
        return found[1]

    with postgres.private(find) as url, site(tmp_path, DATABASE_URL=url) as (port, lines):
        assert asked(port, SUGGESTIONS)[0].status == 200
        folder, binaries = found
        stop(folder / "data/postmaster.pid")
        # each waits until the pool gives up, so few
        number = check_away(port, PAGES[1:2], PROGRAMS[:1])
        again = postgres.launch(binaries, folder / "data", folder)
        try:
            postgres.wait_for(again, folder)
            assert asked(port, SUGGESTIONS)[0].status == 200
        finally:
            postgres.stop(again)
    assert len(lines) == number, "\n".join(lines)


def stop(file: Path) -> None:
    """Ends the server that wrote this file, which it removes when it has ended."""
    os.kill(int(file.read_text().split()[0]), signal.SIGINT)
    deadline = time.monotonic() + serving.PATIENCE
    while file.exists() and time.monotonic() < deadline:
        threading.Event().wait(0.1)
    assert not file.exists()
