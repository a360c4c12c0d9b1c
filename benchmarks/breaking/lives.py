"""One life of an archive: an act that is killed, what is there then, and the act to its end."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import psycopg
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from documents.search import indexing

from . import acts, rows, shim
from .shim import Call, Counter
from .workload import Workload

#: seconds after which what does not end is a fault
PATIENCE = 60


class Fault(Exception):
    """The archive is not what it must be."""


@dataclass
class Place:
    """Where an archive lives, always the same, and the folder with the states to begin from."""

    data: pathlib.Path
    states: pathlib.Path
    work: Workload
    counter: Counter
    #: of PostgreSQL, with the name of the database at its end; '' where it is SQLite
    url: str
    #: of processor time, used by what was done
    seconds: float = 0.0

    def save(self, name: str) -> None:
        """Keeps the archive as a state to begin from."""
        shutil.copytree(self.data, self.states / name)
        if self.url:
            self._sql(f'CREATE DATABASE "{self._kept(name)}" TEMPLATE "{self.database}"')

    def restore(self, name: str) -> None:
        """Puts a state in place of what is there; nothing was told yet."""
        self.told.unlink(missing_ok=True)
        shutil.rmtree(self.data, ignore_errors=True)
        if name == "nothing":
            self.data.mkdir(mode=0o700)
        else:
            command = ["cp", "-a", "--reflink=auto", self.states / name, self.data]
            subprocess.run(command, check=True)
        if self.url:
            self._sql(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')
            template = "" if name == "nothing" else f' TEMPLATE "{self._kept(name)}"'
            self._sql(f'CREATE DATABASE "{self.database}"{template}')

    @property
    def told(self) -> pathlib.Path:
        """Where an act tells what it did: outside the archive."""
        return self.states.parent / "told"

    def seen(self) -> str:
        """What an act told, there and in the report of ingest."""
        return (self.told.read_text() if self.told.exists() else "") + acts.report()

    @property
    def database(self) -> str:
        return self.url.rpartition("/")[2]

    def _kept(self, name: str) -> str:
        return f"state-{name}"

    @functools.cached_property
    def _server(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(f"{self.url.rpartition('/')[0]}/postgres", autocommit=True)

    def _sql(self, statement: str) -> None:
        self._server.execute(statement)

    def wait_for_server(self) -> None:
        """Waits until the server is done with what a killed process had sent it."""
        if not self.url:
            return
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        until = time.monotonic() + PATIENCE
        while self._server.execute(others, [self.database]).fetchone() != (0,):
            if time.monotonic() > until:
                raise Fault("the server still works for a process that was killed")
            time.sleep(0.02)


class Ended(NamedTuple):
    """How a process ended: its error or '', the call before which it was killed, and all calls."""

    error: str
    killed: Call | None
    count: int


def do(
    place: Place,
    work: Callable[[], object],
    kill_at: int = 0,
    *,
    group: bool = False,
    traced: bool = False,
) -> Ended:
    """Does this in a process of its own, which is killed at that call, with its group or not."""
    told = place.states.parent / "outcome"
    told.unlink(missing_ok=True)
    place.counter.begin(kill_at, group=group, traced=traced)
    child = os.fork()
    if child == 0:
        os.setsid()
        _do(work, told)
    _, status, used = os.wait4(child, 0)
    place.seconds += used.ru_utime + used.ru_stime
    _wait_for_workers(child)
    killed, count = place.counter.killed, place.counter.count
    place.counter.begin()
    place.wait_for_server()
    error = f"ended by signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else told.read_text()
    return Ended(error, killed, count)


def _do(work: Callable[[], object], told: pathlib.Path) -> None:
    error = ""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            work()
        connections.close_all()
    except BaseException:
        error = traceback.format_exc()
    told.write_text(error)
    os._exit(0)


def _wait_for_workers(group: int) -> None:
    """Waits until every process of the group is gone, as workers go after their parent."""
    with contextlib.suppress(ProcessLookupError):  # not even a zombie is left
        os.killpg(group, 0)
        _wait_for_living(group)


def _wait_for_living(group: int) -> None:
    until = time.monotonic() + PATIENCE
    while _is_alive(group):
        if time.monotonic() > until:
            os.killpg(group, signal.SIGKILL)
            raise Fault(f"processes are left over {PATIENCE} seconds after a kill")
        time.sleep(0.02)


def _is_alive(group: int) -> bool:
    """Whether a process of the group still works; a zombie does not."""
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = path.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state not in "ZX":
                return True
    return False


class Teller:
    """Tells in a file what was done, and the shim what comes next."""

    def __init__(self, path: pathlib.Path, counter: Counter) -> None:
        self._path = path
        self.phase = counter.phase

    def __call__(self, **line: Any) -> None:
        with self._path.open("a") as file:
            file.write(json.dumps(line) + "\n")


def act(place: Place, name: str, told: pathlib.Path | None = None) -> Callable[[], None]:
    """The act, which tells in that file, else in one outside the archive."""
    tell = Teller(told or place.told, place.counter)
    return lambda: acts.ACTS[name][0](place.work, tell)


def look(place: Place, told: str | None = None) -> Callable[[], None]:
    """Looks at the archive right after it was broken; `told` is what a person saw. Raises Fault."""

    def work() -> None:
        seen = place.seen() if told is None else told
        _look_at_database()
        if not _is_migrated():
            if seen:
                raise Fault("not all tables are there, but something was told")
            return
        if faults := acts.untrue(seen):
            raise Fault(faults[0])
        rows.read_sources()
        _audit()

    return work


@functools.cache
def last_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).graph.leaf_nodes())


def _is_migrated() -> bool:
    return last_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


def _look_at_database() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = cursor.execute("PRAGMA integrity_check").fetchall()
            found += cursor.execute("PRAGMA foreign_key_check").fetchall()
        if found != [("ok",)]:
            raise Fault(f"the database is damaged: {found}")


def _audit() -> None:
    """Every set whole, with its rows and its history, as the archive itself judges it."""
    out = io.StringIO()
    try:
        call_command("audit", "--all", stdout=out)
    except CommandError as error:
        raise Fault(f"{error}\n{out.getvalue()}") from error


def compare(place: Place, expected: pathlib.Path, *, keep: bool = False) -> Callable[[], None]:
    """Compares all rows and files with those of a quiet run, and the index with the database."""

    def work() -> None:
        if keep:
            _audit()
        call_command("index", "--check", stdout=io.StringIO())
        found = rows.shown()
        if keep:
            expected.write_text(json.dumps(found))
            return
        wanted = json.loads(expected.read_text())
        for table in wanted.keys() | found.keys():
            if found.get(table) != wanted.get(table):
                raise Fault(_difference(table, found.get(table, []), wanted.get(table, [])))
        if left := indexing.status().waiting:
            raise Fault(f"{left} changes wait for the index")

    return work


def _difference(table: str, found: list[str], wanted: list[str]) -> str:
    more = sorted(set(found) - set(wanted))[:2]
    less = sorted(set(wanted) - set(found))[:2]
    counts = f"{len(found)} rows, {len(wanted)} after a quiet run"
    return f"{table}: {counts}\n  more: {more}\n  less: {less}"


def must(ended: Ended, what: str) -> None:
    if ended.error:
        raise Fault(f"{what}:\n{ended.error}")


def quiet(place: Place, name: str) -> list[Call]:
    """The act without a kill: keeps what it gives; the calls that it makes. Raises Fault."""
    place.restore(acts.ACTS[name][1])
    trace = pathlib.Path(os.environ["SHIM_TRACE"])
    trace.write_text("")
    must(do(place, act(place, name), traced=True), f"{name} fails by itself")
    calls = [shim.call(line) for line in trace.read_text(errors="replace").splitlines()]
    must(do(place, compare(place, place.states / f"{name}.json", keep=True)), "quiet")
    return calls


def live(place: Place, name: str, kill_at: int, *, group: bool) -> Call | None:
    """One life; the call before which it was killed, None where it never was. Raises Fault."""
    place.restore(acts.ACTS[name][1])
    ended = do(place, act(place, name), kill_at, group=group)
    if ended.killed:
        must(do(place, look(place)), "right after the kill")
    else:
        must(ended, "not killed")
    must(do(place, act(place, name)), "begun again")
    must(do(place, compare(place, place.states / f"{name}.json")), "at the end")
    return ended.killed
