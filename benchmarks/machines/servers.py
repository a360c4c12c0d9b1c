"""The machines: databases and processes that can be ended, paused and started anew."""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

import requests

from tests.infra import postgres, serving

from .forms import made

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
USER, PASSWORD = "archivaris", "veerpont-bij-oudewaarde"
SETTINGS = {"listen_addresses": "", "timezone": "UTC", "synchronous_commit": "on"}
#: seconds within which a web must answer, and people must be able to read and to work again
BACK = 180.0
#: seconds after which a visitor goes away
PATIENCE = 20.0
#: documents to correct
DOCUMENTS = 8


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
        self.primary, self.standby = map(self._server, ("p", "s"))
        self.webs: list[Web] = []
        self.beside: dict[str, Process] = {}
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

    def start(self) -> None:
        """Whatever comes of it, `end` ends what was started."""
        self._start_databases()
        self.manage("prepare", "--database")
        self.manage("collectstatic", "--no-input")
        self.manage("createsuperuser", "--noinput", f"--username={USER}", "--email=a@example.org")
        self.webs = [Web(self), Web(self)]
        self.beside = {
            "index": Process(self, "manage.py", "index", "--follow"),
            "work": Process(self, "manage.py", "work"),
        }
        for web in self.webs:
            web.wait()

    def _server(self, name: str) -> Server:
        folder = self.folder / name
        folder.mkdir()
        if owner := postgres.owner():
            shutil.chown(folder, owner)
        return Server(folder, postgres.binaries_for(folder))

    def _start_databases(self) -> None:
        primary, standby, owner = self.primary, self.standby, postgres.owner()
        postgres._initialise(primary.binaries, primary.folder / "data", owner)
        primary.start()
        copy = [primary.binaries / "pg_basebackup", "--write-recovery-conf", "--checkpoint=fast"]
        where = ["--host", primary.folder, "--username", postgres.USER]
        target = ["--pgdata", standby.folder / "data"]
        subprocess.run([*copy, *where, *target], check=True, cwd=standby.folder, user=owner)
        standby.start()
        primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        primary.sql("SELECT pg_reload_conf()")

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
    if missing := set(names) - set(keys):  # a file has half a minute, whatever else is done here
        raise RuntimeError(f"the machine is too busy to begin: {sorted(missing)} were refused")
    return {name: str(keys[name]) for name in names}
