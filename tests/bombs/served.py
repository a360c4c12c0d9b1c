"""Bombs through the upload of a site as it is run for real, that others visit meanwhile."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests
from lxml import html

from tests.infra.serving import PATIENCE, ROOT, gunicorn

from .bomb import Bomb

NAME, PASSWORD = "merel", "de veerpont vaart weer"
#: an archivist's account, as `manage.py shell` makes it
ACCOUNT = (
    "from django.contrib.auth.models import Group, User;"
    f"merel = User.objects.create_user({NAME!r}, password={PASSWORD!r}, is_staff=True);"
    "merel.groups.add(Group.objects.get(name='archivaris'))"
)
#: what visitors ask for, each time after so many seconds
PAGES, PAUSE = ("/", "/zoeken/?q=veer", "/kamerleden/", "/over/"), 0.2
#: seconds for all files of one upload
READING = 1800


@dataclass
class Visits:
    """What visitors met: the seconds of each answer, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class File:
    """A file as the page of its upload shows it: its name, and what is told of it in Dutch."""

    name: str
    is_refused: bool
    told: str


@dataclass(frozen=True)
class Site:
    """Where a site answers, who is signed in there, and the worker that reads for it."""

    address: str
    archivist: requests.Session
    worker: subprocess.Popen[bytes]

    def read(self, files: Sequence[Bomb]) -> list[File]:
        """The files of an upload of these, once the site says that all of them were read."""
        add = f"{self.address}/beheer/documents/upload/add/"
        form = self.archivist.get(add, timeout=PATIENCE)
        sent = [("file", (file.name, file.make())) for file in files]
        typed = {"csrfmiddlewaretoken": token(form)}
        page = self.archivist.post(add, typed, files=sent, timeout=PATIENCE)
        deadline = time.monotonic() + READING
        while 'id="voortgang"' in page.text:
            if time.monotonic() > deadline:
                raise TimeoutError("the upload was not read")
            time.sleep(PAUSE)
            page = self.archivist.get(page.url, timeout=PATIENCE)
        page.raise_for_status()
        return self._all_pages(page)

    def _all_pages(self, page: requests.Response) -> list[File]:
        found, number = files_of(page.text), 1
        while html.fromstring(page.text).xpath("//a[@rel='next']"):
            number += 1
            page = self.archivist.get(page.url, params={"pagina": number}, timeout=PATIENCE)
            found += files_of(page.text)
        return found


@contextmanager
def site(folder: pathlib.Path) -> Iterator[Site]:
    """A site without documents, with an archivist and a worker."""
    with gunicorn(folder, SECOND_FACTOR="0") as (port, _):
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "HTTPS": "0"}
        manage = [sys.executable, "manage.py"]
        for command in (["index"], ["shell", "--no-imports", "-c", ACCOUNT]):
            subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True)
        worker = subprocess.Popen([*manage, "work"], cwd=ROOT, env=environment)
        try:
            address = f"http://127.0.0.1:{port}"
            yield Site(address, signed_in(address), worker)
        finally:
            worker.terminate()
            worker.wait(PATIENCE)


@contextmanager
def visited(address: str) -> Iterator[Visits]:
    """What visitors meet at a site for as long as this lasts."""
    visits, done = Visits(), threading.Event()
    visitor = threading.Thread(target=visit, args=(address, visits, done))
    visitor.start()
    try:
        yield visits
    finally:
        done.set()
        visitor.join()


def visit(address: str, visits: Visits, done: threading.Event) -> None:
    while not done.wait(PAUSE):
        for page in PAGES:
            began = time.monotonic()
            try:
                requests.get(address + page, timeout=PATIENCE).raise_for_status()
            except requests.RequestException as error:
                visits.failed.append(str(error))
            visits.seconds.append(time.monotonic() - began)


def signed_in(address: str) -> requests.Session:
    session = requests.Session()
    login = f"{address}/beheer/login/"
    form = session.get(login, timeout=PATIENCE)
    typed = {"username": NAME, "password": PASSWORD, "csrfmiddlewaretoken": token(form)}
    answer = session.post(login, typed, timeout=PATIENCE)
    answer.raise_for_status()
    if "sessionid" not in session.cookies:
        raise ValueError("the archivist was not let in")
    return session


def token(page: requests.Response) -> str:
    """The token of the last form on a page."""
    page.raise_for_status()
    found = html.fromstring(page.text).xpath("//input[@name='csrfmiddlewaretoken']/@value")
    return str(found[-1])


def files_of(page: str) -> list[File]:
    """What the page of an upload shows of its files."""
    rows = html.fromstring(page).xpath("//tr[.//a[@class='bench-file']]")
    return [
        File(
            words(row.xpath(".//a[@class='bench-file']")[0]),
            "upload-refused" in row.get("class"),
            words(row.xpath("./td")[-1]),
        )
        for row in rows
    ]


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()
