"""Visitors and archivists: each with a browser, and with what he may expect to see."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable
from typing import Any

import requests
from lxml import html

from .forms import fields, made
from .record import Outcome, Record
from .servers import PASSWORD, PATIENCE, USER

#: seconds after which a visitor must see what was stored: what kamerarchief.replicas allows, and
#: how long its verdict holds
SEEN = 5.0 + 2.0 + 1.0
TITLE = re.compile(r"proef (\d+)")


class Person:
    """Somebody with a browser; what an outage costs him is noted, and he goes on."""

    def __init__(self, base: str, record: Record, seed: int) -> None:
        self.base, self.record, self.chance = base, record, random.Random(seed)
        self.session = requests.Session()

    def ask(self, what: str, method: str, path: str, **more: Any) -> requests.Response | None:
        """The answer; None where there is none or the site is not well, which is noted."""
        began = time.monotonic()
        try:
            address = path if path.startswith("http") else self.base + path
            answer = self.session.request(method, address, timeout=PATIENCE, **more)
        except requests.RequestException as error:
            self.record.done(what, began, Outcome.NONE, type(error).__name__)
            return None
        outcome = Outcome.of(answer.status_code, answer.headers.get("Retry-After"))
        self.record.done(what, began, outcome, f"status {answer.status_code}")
        return answer if outcome is Outcome.WELL else None

    def work(self, stopped: threading.Event, deed: Callable[[], None]) -> None:
        while not stopped.wait(self.chance.uniform(0.1, 0.4)):
            try:
                deed()
            except Exception as error:  # a page that is not what it should be
                self.record.wrong.append(f"{deed}: {error!r}")

    def number(self, what: str, path: str, name: str) -> int | None:
        """The number in the title of a document as its page has it."""
        answer = self.ask(what, "GET", path)
        if answer is None:
            return None
        found = TITLE.search(answer.text)
        if answer.status_code != 200 or not found:
            self.record.wrong.append(f"{what} {name}: status {answer.status_code}, no number")
            return None
        return int(found[1])

    # What they do

    def read(self) -> None:
        name = self.chance.choice(list(self.record.stored))
        least = self.record.least(name, time.monotonic() - SEEN)
        number = self.number("reading", f"/documenten/{name}/", name)
        if number is not None and not least <= number <= self.record.sent[name]:
            sent = self.record.sent[name]
            self.record.wrong.append(f"reading {name}: {number}, not {least} to {sent}")

    def search(self) -> None:
        answer = self.ask("reading", "GET", "/zoeken/?q=veerpont")
        if answer is not None and answer.status_code != 200:
            self.record.wrong.append(f"search: status {answer.status_code}")

    def look(self) -> None:
        (self.search if self.chance.random() < 0.2 else self.read)()

    def sign_in(self) -> None:
        while True:
            page = self.ask("signing in", "GET", "/beheer/login/?next=/beheer/")
            if page is None:
                continue
            typed = fields(page.text, "//form") | {"username": USER, "password": PASSWORD}
            here = {"Referer": page.url}
            answer = self.ask("signing in", "POST", page.url, data=typed, headers=here)
            if answer is not None and "sessionid" in self.session.cookies:
                return

    def correct_one(self, own: list[tuple[str, str]]) -> None:
        """Corrects one of these documents: (identifier, key)."""
        self.correct(*self.chance.choice(own))

    def correct(self, name: str, key: str) -> None:
        """Makes the number of a document one higher, and reads it."""
        address = f"/beheer/documents/document/{key}/change/"
        page = self.ask("correcting", "GET", address)
        if page is None:
            return
        typed = fields(page.text, "//form[contains(@class, 'edit-form')]")
        found = TITLE.search(typed.get("header-title", ""))
        least = self.record.least(name, time.monotonic())
        if not found or int(found[1]) < least:
            self.record.wrong.append(f"correcting {name}: {found and found[1]}, {least} is stored")
            return
        self.store(name, page.url, typed)

    def store(self, name: str, address: str, typed: dict[str, Any]) -> None:
        """Sends the form with the next number, and reads back what was told as stored."""
        number = self.record.sent[name] = self.record.sent[name] + 1
        typed |= {"header-title": f"de veerpont, proef {number}", "do": "save"}
        here = {"Referer": address}
        answer = self.ask("correcting", "POST", address, data=typed, headers=here)
        if answer is None:
            return
        if not answer.history:  # a form that was stored leads on
            self.record.failures[f"correcting: the form came back ({answer.status_code})"] += 1
            return
        self.record.stored[name].append((time.monotonic(), number))
        seen = self.number("reading back", f"/documenten/{name}/", name)
        if seen is not None and seen < number:
            self.record.wrong.append(f"reading back {name}: {seen}, {number} was stored")

    def upload(self) -> None:
        """Sends a file, and publishes it."""
        number = 5001 + self.record.sent["uploads"]
        self.record.sent["uploads"] += 1
        name = f"ah-tk-20232024-{number}"
        page = self.ask("uploading", "GET", "/beheer/documents/upload/add/")
        if page is None:
            return
        typed = fields(page.text, "//form[.//input[@type='file']]")
        sent = {"file": (f"{name}.json", made(name, number, "de veerpont, proef 0"))}
        here = {"Referer": page.url}
        page = self.ask("uploading", "POST", page.url, data=typed, files=sent, headers=here)
        read = self.when_read(page) if page is not None else None
        if read is not None and self.publish(read):
            self.record.published.append(name)

    def when_read(self, page: requests.Response) -> requests.Response | None:
        """The page of an upload once another process has read its file; None where it is not."""
        for _ in range(40):
            if ticked(page):
                return page
            time.sleep(0.5)
            again = self.ask("uploading", "GET", page.url)
            if again is None:
                return None
            page = again
        self.record.failures["uploading: never read"] += 1
        return None

    def publish(self, page: requests.Response) -> bool:
        """Publishes what is ticked on the page of an upload; whether it was told as stored."""
        token = html.fromstring(page.text).xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
        typed = {"csrfmiddlewaretoken": token, "decision": "publish", "file": ticked(page)}
        here = {"Referer": page.url}
        answer = self.ask("uploading", "POST", page.url, data=typed, headers=here)
        if answer is not None and "1 nieuw" not in answer.text:
            self.record.failures["uploading: not told as published"] += 1
            return False
        return answer is not None


def ticked(page: requests.Response) -> list[str]:
    """The files of an upload that can be published."""
    found: list[str] = html.fromstring(page.text).xpath("//input[@name='file']/@value")
    return found


def check_all(person: Person) -> list[str]:
    """What is not there at the end, of all that was told as stored."""
    record, lost = person.record, []
    for name in record.stored:
        least = record.least(name, time.monotonic())
        number = person.number("checking", f"/documenten/{name}/", name)
        if number is None or number < least:
            lost.append(f"{name}: {number}, {least} was stored")
    for name in record.published:
        answer = person.ask("checking", "GET", f"/documenten/{name}/")
        if answer is None or answer.status_code != 200:
            lost.append(f"{name}: published, and {answer and answer.status_code}")
    return lost
