"""How fast real sets come in, with their index, and how much is written for each byte of them.

    python benchmarks/ingesting.py CORPUS.tar.xz [--sets 2000] [--database sqlite|postgresql]

Takes sets by lot and ingests them as anyone would, `manage.py ingest`, into an empty archive of
its own (--grown 20000: into one that has so many others already). Then, in the same run, the
yardsticks: the same files parsed on one core and no more, and the rows that came of them written
by bare `executemany` into an empty database of the same kind. At last the same again, one stage
after another in one process: what each asks of the processor. On a machine that others use
processor time says more than the clock, so both are told.

PostgreSQL is one of its own that waits for its disk, as one in use does. What all processes spend
and write is read from /proc, so this needs Linux, and a folder (TMPDIR) that is on a disk. Exits 1
where it is slower, or writes more, than the limits below.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.infra import postgres  # noqa: E402

#: sets a second with index, on two cores that nobody else uses
WANTED = {"sqlite": 250, "postgresql": 200}
#: bytes written for each byte of source, and the time in yardsticks
WRITTEN, RATIO = 8.0, 2.5
#: a server that waits until what it says is on disk
LASTING = {"listen_addresses": "", "timezone": "UTC"}
#: asks the system to give this process the orphans of its children, so that it can count them
_SUBREAPER = 36


class Spent(NamedTuple):
    """Seconds by the clock, seconds of processor, and bytes written, of processes together."""

    clock: float
    processor: float
    written: int

    def since(self, before: Spent) -> Spent:
        return Spent(*(now - then for now, then in zip(self, before, strict=True)))


def spent() -> Spent:
    """What this process and all below it spent until now, those that ended with them."""
    ticks = os.sysconf("SC_CLK_TCK")
    seconds, written = 0.0, 0
    for pid in _below(os.getpid()):
        with contextlib.suppress(OSError):
            stat = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            seconds += sum(map(int, stat[11:15])) / ticks
            lines = pathlib.Path(f"/proc/{pid}/io").read_text().splitlines()
            written += int(dict(line.split(": ") for line in lines)["write_bytes"])
    return Spent(time.perf_counter(), seconds, written)


def _below(pid: int) -> Iterator[int]:
    yield pid
    for children in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in children.read_text().split():
                yield from _below(int(child))


def measured(work: Callable[[], object]) -> Spent:
    """What a piece of work spends, in whatever processes."""
    before = spent()
    work()
    return spent().since(before)


class Archive:
    """An archive of its own, with nothing in it but the tables of facts."""

    def __init__(self, folder: pathlib.Path, url: str) -> None:
        self.folder = folder
        self.url = url
        own = {"DATA_DIR": str(folder), "HTTPS": "0", "LOG_LEVEL": "WARNING"}
        self.env = os.environ | own | {"DATABASE_URL": url or self._file_url()}
        folder.mkdir()
        self.manage("prepare", "--database")

    def manage(self, *words: str) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        subprocess.run(command, env=self.env, check=True, stdout=subprocess.DEVNULL)

    def _file_url(self) -> str:
        return f"sqlite:///{self.folder / 'kamerarchief.sqlite3'}"

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """A bare connection to its database."""
        if self.url:
            import psycopg

            opened: Any = psycopg.connect(self.url)
        else:
            opened = sqlite3.connect(self.folder / "kamerarchief.sqlite3")
            opened.execute("PRAGMA synchronous=FULL")
        with contextlib.closing(opened):
            yield opened


class Bench:
    """One run over some files."""

    def __init__(self, scratch: pathlib.Path, files: pathlib.Path, server: str) -> None:
        self.scratch, self.files, self.server = scratch, files, server
        paths = sorted(files.iterdir())
        self.sets = len(paths)
        self.source = sum(path.stat().st_size for path in paths)

    def archive(self, name: str) -> Archive:
        """A new archive, in a database of its own."""
        url = ""
        if self.server:
            import psycopg

            with psycopg.connect(self.server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            url = f"{self.server.rpartition('/')[0]}/{name}"
        return Archive(self.scratch / name, url)

    def whole(self, grown: pathlib.Path | None) -> tuple[Archive, Spent]:
        archive = self.archive("whole")
        if grown:
            archive.manage("ingest", str(grown))
        return archive, measured(lambda: archive.manage("ingest", str(self.files)))

    def bare(self, filled: Archive) -> Spent:
        """The rows that the files gave, written by `executemany` alone."""
        empty = self.archive("bare")
        with filled.connection() as source, empty.connection() as target:
            rows = list(_rows(source, target, mark="%s" if self.server else "?"))
            return measured(lambda: _write(target, rows))

    def stages(self) -> dict[str, Spent]:
        """Parse, store and index, one after another, in one process without any other."""
        archive = self.archive("stages")
        os.environ.update(archive.env, DJANGO_SETTINGS_MODULE="kamerarchief.settings")
        import django

        django.setup()
        return dict(_stages(self.files))


def _stages(files: pathlib.Path) -> Iterator[tuple[str, Spent]]:
    from documents.archive import bulk, ingest
    from documents.parsing import ParseResult, RawFile, parse
    from documents.processes import keep_collector_off
    from documents.search import indexing

    raws = [RawFile(path.name, path.read_bytes()) for path in sorted(files.iterdir())]
    parse(raws[0])  # loads the list of words
    parsed: list[tuple[RawFile, ParseResult]] = []
    yield "parse", measured(lambda: parsed.extend((raw, parse(raw)) for raw in raws))
    keep_collector_off()  # as the processes have it that store and index in `ingest`
    good = [one for one in parsed if one[1].set]
    groups = [good[i : i + bulk.GROUP_FILES] for i in range(0, len(good), bulk.GROUP_FILES)]
    yield "store", measured(lambda: [list(ingest.store_all(group)) for group in groups])
    yield "index", measured(indexing.ensure)


#: an order to insert, and the rows for it
Rows = tuple[str, list[tuple[Any, ...]]]


def _rows(source: Any, target: Any, mark: str) -> Iterator[Rows]:
    """The rows of documents' tables that are in the one and not in the other."""
    from_facts: set[Any]
    for table in _tables(source):
        found = source.execute(f'SELECT * FROM "{table}"')
        columns = [column[0] for column in found.description]
        from_facts = {row[0] for row in target.execute(f'SELECT * FROM "{table}"')}
        rows = [tuple(map(_given, row)) for row in found.fetchall() if row[0] not in from_facts]
        if rows:
            names = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join([mark] * len(columns))
            yield f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows


def _tables(connection: Any) -> list[str]:
    is_file = isinstance(connection, sqlite3.Connection)
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if is_file
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    names = [name for (name,) in connection.execute(asked)]
    return sorted(name for name in names if name.startswith("documents_"))


def _given(value: Any) -> Any:
    """A value as a driver takes it: that of PostgreSQL gives JSON read."""
    if isinstance(value, dict | list):
        from psycopg.types.json import Jsonb

        return Jsonb(value)
    return value


def _write(target: Any, rows: list[Rows]) -> None:
    """All in one transaction, at whose end keys of other tables are looked at."""
    cursor = target.cursor()
    if not isinstance(target, sqlite3.Connection):
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for order, values in rows:
        cursor.executemany(order, values)
    target.commit()


def unpack(corpus: pathlib.Path, folders: dict[pathlib.Path, int], seed: int) -> None:
    """Fills each folder with so many files of the corpus, taken by lot; none twice."""
    with tarfile.open(corpus) as archive:
        members = [member for member in archive if member.isfile()]
        drawn = random.Random(seed).sample(members, min(len(members), sum(folders.values())))
        goes: dict[str, pathlib.Path] = {}
        for folder, count in folders.items():
            folder.mkdir()
            goes |= {member.name: folder for member in drawn[:count]}
            del drawn[:count]
        for member in members:
            if folder := goes.get(member.name):
                stream = archive.extractfile(member)
                assert stream
                (folder / pathlib.Path(member.name).name).write_bytes(stream.read())


def run(args: argparse.Namespace, scratch: pathlib.Path, server: str) -> int:
    files, others = scratch / "files", scratch / "others"
    unpack(args.corpus, {files: args.sets, others: args.grown}, args.seed)
    bench = Bench(scratch, files, server)
    filled, whole = bench.whole(others if args.grown else None)
    bare = bench.bare(filled) if not args.grown else None
    stages = bench.stages()
    return told(args.database, bench, whole, stages, bare)


def told(
    database: str, bench: Bench, whole: Spent, stages: dict[str, Spent], bare: Spent | None
) -> int:
    """Prints what was measured; 1 where something is not as it should be."""
    count, rate = bench.sets, bench.sets / whole.clock
    written = whole.written / bench.source
    load = os.getloadavg()[0]
    print(f"{database}: {count} sets of {bench.source / count / 1000:.1f} kB, load {load:.1f}")
    print(f"with index: {rate:.0f} sets a second (asked: {WANTED[database]}),")
    print(
        f"  on {os.cpu_count()} cores, {whole.processor / count * 1000:.1f} ms of processor a set"
    )
    print(f"written: {written:.1f} bytes a byte of source (asked: at most {WRITTEN:g})")
    for name, one in stages.items():
        ms, bytes_ = one.processor / count * 1000, one.written / bench.source
        print(f"  {name} by itself: {ms:.1f} ms of processor a set, {bytes_:.1f} bytes a byte")
    holds = rate >= WANTED[database] and 0 < written <= WRITTEN
    if bare:
        ratio = whole.clock / (stages["parse"].clock + bare.clock)
        spent_ratio = whole.processor / (stages["parse"].processor + bare.processor)
        print(f"bare executemany: {bare.processor / count * 1000:.1f} ms of processor a set,")
        print(f"  {bare.clock / count * 1000:.1f} by the clock")
        print(f"time in yardsticks, parse and executemany: {ratio:.2f} by the clock,")
        print(f"  {spent_ratio:.2f} of processor (asked: at most {RATIO:g})")
        holds &= ratio <= RATIO
    return int(not holds)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--sets", type=int, default=2000)
    parser.add_argument("--grown", type=int, default=0, help="sets that are there before")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=sorted(WANTED), default="sqlite")
    return parser.parse_args()


def main() -> int:
    args = arguments()
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory(prefix="ingesting-") as folder:
        if args.database == "sqlite":
            return run(args, pathlib.Path(folder), "")
        with postgres.private(postgres.binaries_for, LASTING) as url:
            return run(args, pathlib.Path(folder), url)


if __name__ == "__main__":
    sys.exit(main())
