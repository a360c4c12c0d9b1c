"""The whole of docker-compose.yml rehearsed without containers.

    python -m tests.infra.compose [COMMAND...]

makes an `.env` of the example, starts what compose names, brings in the demo archive, runs the
command with SERVED_SITE set to the address of the proxy, ends a web process with kill -9 while
visitors ask, lets `sync` follow an official source that is made up and `backup` write what it keeps, and looks
whether anything was written beside the volumes. Prints what it saw; status 1 where something is not as it must be.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.sync.fake_chamber import FakeChamber
from tests.sync.fake_koop import FakeKoop, answer_of

from .running import Container, Project, until

#: what the source that is made up publishes
PUBLISHED = "ah-tk-20242025-17"
#: how often the site is asked while one web process is ended, and by how many at once
VISITS, VISITORS = 400, 4


class Rehearsal:
    """The steps, each of which tells what it saw."""

    def __init__(self, project: Project, koop: FakeKoop) -> None:
        self.project, self.koop = project, koop
        self.site = f"https://localhost:{project.differences.https}"
        self.began = time.monotonic()
        self.faults: list[str] = []

    def say(self, text: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {text}", flush=True)

    def must(self, holds: bool, text: str) -> None:
        """Tells it; a fault where it does not hold."""
        self.say(text if holds else f"NOT SO: {text}")
        if not holds:
            self.faults.append(text)

    @property
    def trusted(self) -> Path:
        """The certificate by which the proxy's own is signed."""
        root = self.project.root / "volumes/certificates/caddy/pki/authorities/local/root.crt"
        until(root.exists, "the proxy's certificate")
        return root

    def ask(self, path: str) -> tuple[int, bytes]:
        """Status and body of a page, through the proxy."""
        context = ssl.create_default_context(cafile=str(self.trusted))
        try:
            with urllib.request.urlopen(self.site + path, timeout=60, context=context) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def answers(self, path: str) -> bool:
        with contextlib.suppress(OSError):
            return self.ask(path)[0] == 200
        return False

    def start(self) -> None:
        """All that no profile holds back, which an operator adds later; and the archive."""
        names = [one.name for one in self.project.services.values() if not one.profiles]
        self.images = {name: self._image(name) for name in names}
        self.before = self._files()
        self.project.up(*names)
        self.say(f"started: {', '.join(one.name for one in self.all())}")
        for one in self.all():
            if one.service.healthcheck:
                one.wait("service_healthy")
                self.say(f"healthy: {one.name}")
        web = self.project.containers["web"][0]
        web.run(["python", "manage.py", "demo"], check=True)
        until(lambda: self.answers("/gezond/"), "/gezond/ through the proxy")
        self.say(f"/gezond/ says {json.loads(self.ask('/gezond/')[1])}")
        self.dumped()

    def dumped(self) -> None:
        """The service starts anew, as it goes on every day: its dump has what came since."""
        [dump] = self.project.containers["dump"]
        dumps = self.project.root / "volumes/data/dump"
        dump.stop()
        before = set(dumps.iterdir())
        dump.start()
        until(
            lambda: b"met 128 documenten" in self.ask("/data/")[1],
            "/data/ with the dump of the archive",
        )
        self.must(bool(set(dumps.iterdir()) - before), "a dump of all took the place of the first")

    def _image(self, name: str) -> Path:
        return self.project.image(self.project.services[name].image).folder

    def all(self) -> Iterator[Container]:
        return (one for some in self.project.containers.values() for one in some)

    def redirect(self) -> None:
        """Plain HTTP is sent on to HTTPS."""
        plain = f"http://localhost:{self.project.differences.http}/over/"
        try:
            urllib.request.build_opener(_Still).open(plain)
            leads = "nowhere"
        except urllib.error.HTTPError as error:
            leads = error.headers.get("Location", "")
        self.must(leads.startswith("https://localhost"), f"{plain} leads to {leads}")

    def command(self, command: list[str]) -> None:
        own = {"SERVED_SITE": self.site, "SSL_CERT_FILE": str(self.trusted)}
        status = subprocess.run(command, env=os.environ | own).returncode
        self.must(status == 0, f"{' '.join(command)} ends with {status}")

    def killed_web(self) -> None:
        """No visitor notices that one of two web processes is ended and comes back."""
        first, *others = self.project.containers["web"]
        self.must(bool(others), f"{1 + len(others)} web processes")
        seen: Counter[int] = Counter()
        threads = [threading.Thread(target=self._visit, args=(seen,)) for _ in range(VISITORS)]
        for thread in threads:
            thread.start()
        until(lambda: seen.total() > VISITS // 4, "some answers")
        first.kill()
        for thread in threads:
            thread.join()
        self.must(set(seen) == {200}, f"{first.name} ended with kill -9 under {dict(seen)} answers")
        first.wait("service_healthy")
        self.must(first.starts == 2, f"{first.name} came back by itself")
        told = {one.name: one.log.read_text().count('"GET /') for one in (first, *others)}
        self.must(all(told.values()), f"both answered: {told}")

    def _visit(self, seen: Counter[int]) -> None:
        paths = ("/over/", "/zoeken/?q=brug", "/datum/", "/")
        for n in range(VISITS // VISITORS):
            try:
                status = self.ask(paths[n % len(paths)])[0]
            except OSError:
                status = 0
            seen[status] += 1

    def synced(self) -> None:
        """What a source publishes is on the site, by `sync`, `index` and `web` together."""
        self.koop.add(answer_of(17))
        self.project.up("sync")
        until(lambda: self.answers(f"/documenten/{PUBLISHED}/"), "what the source published")
        until(lambda: b"nummer 17" in self.ask("/zoeken/?q=%22nummer+17%22")[1], "it is found")
        self.say(f"{PUBLISHED} came from the source, and is found")

    def backed_up(self) -> None:
        """What `backup` wrote is whole, as the archive itself says."""
        folder = self.project.root / "volumes/backups"
        self.project.up("backup")
        until(lambda: any(folder.glob("**/manifest.json")), "a back-up")
        [backup] = self.project.containers["backup"]
        command = ["python", "manage.py", "verify", "/backups"]
        done = backup.run(command, capture_output=True)
        self.must(done.returncode == 0, f"the back-up: {(done.stdout + done.stderr).strip()}")

    def end(self) -> None:
        """All live until they are told to stop; nothing was written beside the volumes."""
        for one in self.all():
            once = one.service.restart == "no"
            well = one.status == 0 if once else one.runs
            self.must(well, f"{one.name}: {'done' if once else 'runs'}, {one.starts} start(s)")
        self.project.down()
        self.must(self._files() == self.before, "no image was written to")

    def _files(self) -> dict[str, int]:
        """Each file of the images, with when it changed."""
        return {
            str(path): path.stat().st_mtime_ns
            for folder in set(self.images.values())
            for path in folder.glob("**/*")
            if path.is_file() and not path.is_symlink()
        }


class _Still(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


@contextlib.contextmanager
def rehearsal() -> Iterator[Rehearsal]:
    root = Path(tempfile.mkdtemp(prefix="kamerarchief-co-", dir="/tmp"))
    root.chmod(0o755)
    koop, chamber = FakeKoop(), FakeChamber()
    try:
        with koop.running(), chamber.running():
            project = Project(root, variables(koop, chamber))
            try:
                yield Rehearsal(project, koop)
            except BaseException:
                tell_logs(root)
                raise
            finally:
                project.down()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def variables(koop: FakeKoop, chamber: FakeChamber) -> dict[str, str]:
    """What an operator fills in; the sources are made up ones."""
    return {
        "SECRET_KEY": secrets.token_hex(32),
        "POSTGRES_PASSWORD": secrets.token_hex(32),
        "CONTACT": "beheer@archief.example",
        "COMPOSE_PROFILES": "sync,backup",
        "KOOP_SRU_URL": koop.sru,
        "TK_FEED_URL": chamber.feed,
        "TK_ODATA_URL": chamber.odata,
    }


def tell_logs(root: Path) -> None:
    for path in sorted((root / "logs").glob("*.log")):
        print(f"== {path.name}\n{path.read_text()[-2000:]}", file=sys.stderr)


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with rehearsal() as rehearsed:
        rehearsed.start()
        rehearsed.redirect()
        if command:
            rehearsed.command(command)
        rehearsed.killed_web()
        rehearsed.synced()
        rehearsed.backed_up()
        rehearsed.end()
    print("\n".join(rehearsed.faults) or "all of compose is as it must be")
    return 1 if rehearsed.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
