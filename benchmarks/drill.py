"""Two web machines and a standby, of which one after another is ended while people read and work.

    python benchmarks/drill.py [--minutes 30] [--seed 1]

Two gunicorns stand behind the shipped proxy and share one data folder; the database streams to a
standby, synchronously, as docs/machines.md has it. Visitors read, archivists correct, upload and
publish, and read what they wrote. Meanwhile the web processes, the index, the standby and the
primary are ended with kill -9 and started again, and the primary is paused; at last it is ended for
good and the standby promoted by hand, as the docs say.

No answer may be wrong: a visitor sees a state that somebody wrote and none older than a replica may
be; who wrote reads what he wrote. Nothing may be lost that was told as stored. Prints what each
event cost; exits 1 where an answer was wrong or something was lost.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import requests
from lxml import html

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.infra import postgres, serving  # noqa: E402

DOCUMENTS, READERS, ARCHIVISTS = 8, 3, 2
#: seconds after which a visitor must see what was stored: what kamerarchief.replicas allows, and
#: how long its verdict holds
SEEN = 5.0 + 2.0 + 1.0
#: seconds after which a visitor goes away; seconds that a machine is gone, and that are left after
PATIENCE, GONE, REST = 20.0, 5.0, 10.0
#: seconds within which people must be able to read and to work again after an event
BACK = 180.0
USER, PASSWORD = "archivaris", "veerpont-bij-oudewaarde"
SETTINGS = {"listen_addresses": "", "timezone": "UTC", "synchronous_commit": "on"}
TITLE = re.compile(r"proef (\d+)")


@dataclass
class Server:
    """A PostgreSQL with its folder, which can be ended, paused and started."""

    folder: pathlib.Path
    binaries: pathlib.Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        data = self.folder / "data"
        self.process = postgres.launch(self.binaries, data, self.folder, SETTINGS)
        postgres.wait_for(self.process, self.folder)

    def pids(self) -> list[int]:
        assert self.process
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [self.process.pid, *map(int, children.read_text().split())]

    def send(self, number: signal.Signals) -> None:
        """To the server and all its processes, as where its machine stands still or is gone."""
        for pid in self.pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        assert self.process
        self.send(signal.SIGKILL)
        self.process.wait()
        (self.folder / "data/postmaster.pid").unlink(missing_ok=True)

    def sql(self, statement: str) -> None:
        command = ["psql", "-qX", "-h", self.folder, "-U", postgres.USER, "-d", "postgres"]
        command[0] = str(self.binaries / "psql")
        subprocess.run([*command, "-c", statement], check=True, stdout=subprocess.DEVNULL)

    @property
    def url(self) -> str:
        return postgres.url_of(self.folder)


class Process:
    """A process of the archive, with all that it starts."""

    def __init__(self, site: Site, *command: str) -> None:
        self.site, self.command = site, command
        self.start()

    def start(self) -> None:
        with (self.site.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.command],
                cwd=ROOT,
                env=self.site.environment,
                stdout=log,
                stderr=log,
                process_group=0,
            )

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Web(Process):
    """A gunicorn; started once it answers, as its port is there before its processes are."""

    def __init__(self, site: Site) -> None:
        self.port = serving.free_port()
        super().__init__(site, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}")

    def wait(self) -> None:
        address, ends = f"http://127.0.0.1:{self.port}/gezond/leeft/", time.monotonic() + BACK
        while time.monotonic() < ends:
            with contextlib.suppress(requests.RequestException):
                if requests.get(address, timeout=PATIENCE).ok:
                    return
            time.sleep(0.2)
        raise RuntimeError(f"a web does not start: {self.site.folder / 'log'}")


class Site:
    """The machines: two databases, two webs and what works beside them, and the proxy before."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.primary, self.standby = self._databases()
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": self.primary.url,
            "DATABASE_REPLICA_URLS": self.standby.url,
            "SEARCH_ENGINE": "postgres",
            "SECRET_KEY": "drill" * 10,
            "SECOND_FACTOR": "0",
            "HTTPS": "0",
            "BEHIND_PROXY": "1",
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        }
        self.manage("prepare", "--database")
        self.manage("collectstatic", "--no-input")
        self.manage("createsuperuser", "--noinput", f"--username={USER}", "--email=a@example.org")
        self.webs = [Web(self), Web(self)]
        self.beside = {"index": Process(self, "manage.py", "index", "--follow")}
        if (ROOT / "documents/management/commands/work.py").exists():
            self.beside["work"] = Process(self, "manage.py", "work")
        for web in self.webs:
            web.wait()

    def _databases(self) -> tuple[Server, Server]:
        owner, made = postgres.owner(), []
        for name in ("p", "s"):
            folder = self.folder / name
            folder.mkdir()
            if owner:
                shutil.chown(folder, owner)
            made.append(Server(folder, postgres.binaries_for(folder)))
        primary, standby = made
        postgres._initialise(primary.binaries, primary.folder / "data", owner)
        primary.start()
        copy = [primary.binaries / "pg_basebackup", "--write-recovery-conf", "--checkpoint=fast"]
        where = ["--host", primary.folder, "--username", postgres.USER]
        target = ["--pgdata", standby.folder / "data"]
        subprocess.run([*copy, *where, *target], check=True, cwd=standby.folder, user=owner)
        standby.start()
        primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        primary.sql("SELECT pg_reload_conf()")
        return primary, standby

    def manage(self, *command: str) -> None:
        run = [sys.executable, "manage.py", *command]
        subprocess.run(run, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def promote(self) -> None:
        """By hand, as docs/machines.md says; the primary is gone."""
        control = [self.standby.binaries / "pg_ctl", "promote", "-D", self.standby.folder / "data"]
        quiet = subprocess.DEVNULL
        subprocess.run(control, check=True, cwd="/", user=postgres.owner(), stdout=quiet)
        self.standby.sql("ALTER SYSTEM RESET synchronous_standby_names")
        self.standby.sql("SELECT pg_reload_conf()")
        self.environment |= {"DATABASE_URL": self.standby.url, "DATABASE_REPLICA_URLS": ""}
        for one in (*self.webs, *self.beside.values()):
            one.kill()
            one.start()

    def end(self) -> None:
        for one in (*self.webs, *self.beside.values()):
            one.kill()
        for server in (self.primary, self.standby):
            if server.process and server.process.poll() is None:
                server.send(signal.SIGCONT)
                server.kill()


@dataclass
class Record:
    """What everybody saw: (when it began, when it ended, what was done, whether it went well)."""

    deeds: list[tuple[float, float, str, bool]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    #: of each document: (when it was told as stored, number), and the highest number that was sent
    stored: dict[str, list[tuple[float, int]]] = field(default_factory=dict)
    sent: Counter[str] = field(default_factory=Counter)
    published: list[str] = field(default_factory=list)
    #: what went wrong without being wrong, by what was told
    failures: Counter[str] = field(default_factory=Counter)

    def least(self, name: str, before: float) -> int:
        """The number that a document must have for one who asks then."""
        return max((number for when, number in self.stored[name] if when <= before), default=0)

    def done(self, what: str, began: float, is_well: bool) -> None:
        self.deeds.append((began, time.monotonic(), what, is_well))


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
            self.record.failures[f"{what}: {type(error).__name__}"] += 1
            self.record.done(what, began, is_well=False)
            return None
        is_well = answer.status_code < 500
        if not is_well:
            self.record.failures[f"{what}: status {answer.status_code}"] += 1
        self.record.done(what, began, is_well)
        return answer if is_well else None

    def work(self, stopped: threading.Event, deed: Callable[[], None]) -> None:
        while not stopped.wait(self.chance.uniform(0.1, 0.4)):
            deed()

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
        number = self.record.sent[name] = self.record.sent[name] + 1
        typed |= {"header-title": f"de veerpont, proef {number}", "do": "save"}
        here = {"Referer": page.url}
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
        number = 5000 + len(self.record.published) + self.record.sent["uploads"]
        self.record.sent["uploads"] += 1
        name = f"ah-tk-20232024-{number}"
        page = self.ask("uploading", "GET", "/beheer/documents/upload/add/")
        if page is None:
            return
        typed = fields(page.text, "//form[.//input[@type='file']]")
        sent = {"file": (f"{name}.json", made(name, number, "de veerpont, proef 0"))}
        here = {"Referer": page.url}
        page = self.ask("uploading", "POST", page.url, data=typed, files=sent, headers=here)
        for _ in range(40):  # it is read by another process
            if page is None:
                return
            ticked = html.fromstring(page.text).xpath("//input[@name='file']/@value")
            if ticked:
                break
            time.sleep(0.5)
            page = self.ask("uploading", "GET", page.url)
        else:
            self.record.failures["uploading: never read"] += 1
            return
        token = html.fromstring(page.text).xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
        typed = {"csrfmiddlewaretoken": token, "decision": "publish", "file": ticked}
        here = {"Referer": page.url}
        page = self.ask("uploading", "POST", page.url, data=typed, headers=here)
        if page is not None and "1 nieuw" in page.text:
            self.record.published.append(name)


def fields(page: str, form: str) -> dict[str, Any]:
    """What a browser sends of a form."""
    from tests.admin.sent import value_of

    found = html.fromstring(page).xpath(f"({form})[last()]")
    sent: dict[str, Any] = {}
    for one in found[0].xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        value = value_of(one)
        if value is not None and one.get("disabled") is None and one.get("type") != "file":
            sent[one.get("name")] = re.sub("\r\n?|\n", "\r\n", value)
    return sent


def made(identifier: str, number: int, title: str) -> bytes:
    """A set in the archive's own format."""
    told = json.loads((ROOT / "samples/json").glob("*.json").__next__().read_text())
    told |= {"identifier": identifier, "number": number, "session_year": "2023-2024"}
    return json.dumps(told | {"title": title, "case_number": None}).encode()


# The events


def events(site: Site) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each with what it does; what is ended is back when it returns."""

    def away(one: Process | Server) -> Callable[[], None]:
        def act() -> None:
            one.kill()
            time.sleep(GONE)
            one.start()
            if isinstance(one, Web):
                one.wait()

        return act

    def paused() -> None:
        site.primary.send(signal.SIGSTOP)
        time.sleep(2 * GONE)
        site.primary.send(signal.SIGCONT)

    yield "nothing", lambda: None
    while True:
        yield "standby killed", away(site.standby)
        yield "primary paused", paused
        yield "primary killed", away(site.primary)
        yield "web 1 killed", away(site.webs[0])
        yield "web 2 killed", away(site.webs[1])
        for name, process in site.beside.items():
            yield f"{name} killed", away(process)


def last(site: Site) -> None:
    """The primary is gone for good; the keeper takes some seconds to see it."""
    site.primary.kill()
    time.sleep(GONE)
    site.promote()


def longest_gap(deeds: list[tuple[float, float, str, bool]], began: float, ended: float) -> float:
    """Seconds in a span of time in which nothing of these was done well."""
    whens = sorted(end for _, end, _, is_well in deeds if is_well and began <= end <= ended)
    return max(b - a for a, b in zip([began, *whens], [*whens, ended], strict=True))


def until_back(record: Record) -> None:
    """Waits until somebody reads and somebody works again."""
    now, ends = time.monotonic(), time.monotonic() + BACK
    while time.monotonic() < ends:
        well = {deed[2] for deed in list(record.deeds) if deed[3] and deed[0] > now}
        if all(well & set(whats) for whats in KINDS.values()):
            return
        time.sleep(0.5)
    record.wrong.append(f"nobody could read and work within {BACK:.0f} s")


KINDS = {"reading": ("reading",), "writing": ("correcting", "uploading")}


def told(record: Record, spans: list[tuple[str, float, float]]) -> None:
    print(f"{'event':18}", *(f"{kind:>8} failed longest gap" for kind in KINDS))
    for name, began, ended in spans:
        cells = []
        for whats in KINDS.values():
            deeds = [deed for deed in list(record.deeds) if deed[2] in whats]
            during = [deed for deed in deeds if began <= deed[1] <= ended]
            failed = sum(not deed[3] for deed in during)
            gap = longest_gap(deeds, began, ended)
            cells.append(f"{len(during):8} {failed:6} {gap:9.1f} s")
        print(f"{name:18}", *cells, flush=True)


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


def fill(site: Site) -> dict[str, str]:
    """Documents to correct: their keys in the admin by identifier."""
    incoming = site.folder / "in"
    incoming.mkdir()
    names = [f"ah-tk-20232024-{number}" for number in range(1, 1 + DOCUMENTS)]
    for number, name in enumerate(names, 1):
        (incoming / f"{name}.json").write_bytes(made(name, number, "de veerpont, proef 0"))
    site.manage("ingest", str(incoming))
    code = "from documents.models import Document as D; import json; "
    code += "print(json.dumps(dict(D.objects.values_list('identifier', 'pk'))))"
    shell = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    asked = subprocess.run(
        shell, cwd=ROOT, env=site.environment, check=True, capture_output=True, text=True
    )
    keys = json.loads(asked.stdout)
    return {name: str(keys[name]) for name in names}


def run(site: Site, base: str, minutes: float, seed: int) -> bool:
    keys, record, stopped = fill(site), Record(), threading.Event()
    record.stored = {name: [] for name in keys}
    people = [Person(base, record, seed + n) for n in range(READERS + ARCHIVISTS + 1)]
    deeds: list[Callable[[], None]] = [person.look for person in people[:READERS]]
    for n, person in enumerate(people[READERS:-1]):
        own = list(keys.items())[n::ARCHIVISTS]  # each his own, or they would meet each other
        deeds.append(lambda person=person, own=own: person.correct(*person.chance.choice(own)))  # type: ignore[misc]
    deeds.append(people[-1].upload)
    for person in people[READERS:]:
        person.sign_in()
    threads = [
        threading.Thread(target=person.work, args=(stopped, deed))
        for person, deed in zip(people, deeds, strict=True)
    ]
    for thread in threads:
        thread.start()
    spans, ends = [], time.monotonic() + minutes * 60
    try:
        for name, act in events(site):
            is_last = time.monotonic() > ends
            began = time.monotonic()
            last(site) if is_last else act()
            until_back(record)
            time.sleep(REST)
            spans.append(("standby promoted" if is_last else name, began, time.monotonic()))
            told(record, spans[-1:])
            if is_last:
                break
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
    lost = check_all(Person(base, record, seed))
    print(f"\n{minutes:.0f} minutes and more, {len(record.deeds)} requests")
    told(record, spans)
    stored = sum(map(len, record.stored.values()))
    print(f"{stored} corrections and {len(record.published)} uploads were told as stored")
    for what, count in sorted(record.failures.items()):
        print(f"  {count:5} {what}")
    print(
        f"wrong: {len(record.wrong)}, lost: {len(lost)}", *record.wrong[:20], *lost[:20], sep="\n"
    )
    return not record.wrong and not lost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="kamerarchief-dr-", dir="/tmp"))
    folder.chmod(0o755)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    site = Site(folder)
    try:
        with serving.proxied(folder, *(web.port for web in site.webs)) as port:
            is_well = run(site, f"http://127.0.0.1:{port}", args.minutes, args.seed)
        log = (folder / "log").read_text()
        print(f"tracebacks in the logs of the site: {log.count('Traceback')}")
    finally:
        site.end()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
