"""Ends ingest and indexing with kill -9 at random moments, again and again.

    python benchmarks/crash.py [--kills 200] [--files 300] [--seed 1]
    python -m tests.infra.postgres python benchmarks/crash.py

The second does so with database and index in PostgreSQL, which itself is left alone.
After each life of an archive (several kills, then one run that is left alone) its content must
equal that of an archive made in one quiet run, its index must equal its database, every source
must lie on disk as its name says, and no worker process may be left. Prints the figures; exits 1
at the first difference.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import psycopg

ROOT = pathlib.Path(__file__).resolve().parent.parent
#: of a database of PostgreSQL; '' where each archive is a file of SQLite
SERVER = os.environ.get("DATABASE_URL", "")
if not SERVER.startswith("postgres"):
    SERVER = ""
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def write_workload(folder: pathlib.Path, files: int) -> None:
    """Sets that refer to each other in both directions, second versions, and files to refuse."""
    folder.mkdir()
    for n in range(files):
        number = 9000 + (n % (files * 9 // 10))  # the last tenth are second versions
        questions = [
            {"number": i + 1, "text": f"Vraag {i} over dijk {n}?", "footnotes": []}
            for i in range(5)
        ]
        answers = [
            {"numbers": [i + 1], "text": f"Antwoord {i} over dijk {n}. " * 20, "footnotes": []}
            for i in range(5)
        ]
        row = {
            "identifier": f"ah-tk-20222023-{number}",
            "kind": "answer",
            "session_year": "2022-2023",
            "number": number,
            "submitted": "2022-09-09",
            "answered": "2022-10-10",
            "title": f"dijk {n}",
            "askers": [{"name": f"Polder {n % 20}", "party": f"P{n % 7}"}],
            "addressees": [{"role": "Minister", "portfolio": f"Waterstaat {n % 5}"}],
            "answerers": [
                {
                    "name": "Dijkstra",
                    "role": "Minister",
                    "portfolio": f"Waterstaat {n % 5}",
                    "on_behalf": False,
                }
            ],
            "see_also": [{"session_year": "2022-2023", "number": 9000 + (n * 7) % files}],
            "questions": questions,
            "answers": answers,
        }
        text = json.dumps(row) if n % 37 else '{"kaputt": '
        (folder / f"{n:05}.json").write_text(text)


def environment(data: pathlib.Path) -> dict[str, str]:
    """That of a process which works on the archive in `data`."""
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if SERVER:
        env |= {"DATABASE_URL": url_of(data), "SEARCH_ENGINE": "postgres"}
    return env | {"DATA_DIR": str(data), "HTTPS": "0", "SECRET_KEY": "k", "LOG_LEVEL": "ERROR"}


def url_of(data: pathlib.Path) -> str:
    """The database of the archive in `data`."""
    return f"{SERVER.rpartition('/')[0]}/{data.name}"


def copy(empty: pathlib.Path, data: pathlib.Path) -> None:
    """Makes an archive from the empty one, with a database of its own."""
    shutil.copytree(empty, data)
    run_sql(f'CREATE DATABASE "{data.name}" TEMPLATE "{empty.name}"')


def remove(data: pathlib.Path) -> None:
    shutil.rmtree(data)
    run_sql(f'DROP DATABASE "{data.name}" WITH (FORCE)')


def run_sql(statement: str) -> None:
    """On the server, if there is one."""
    if SERVER:
        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(statement)


def start(data: pathlib.Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*MANAGE, *words],
        env=environment(data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def finish(data: pathlib.Path, *words: str) -> str:
    """Runs a command to its end; its failure ends the benchmark."""
    run = subprocess.run([*MANAGE, *words], env=environment(data), capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"manage.py {' '.join(words)} failed:\n{run.stdout}\n{run.stderr}")
    return run.stdout


def digest(data: pathlib.Path) -> str:
    """A hash of everything that a visitor could see in the archive."""
    run = subprocess.run(
        [sys.executable, __file__, "--dump"], env=environment(data), capture_output=True, text=True
    )
    if run.returncode:
        sys.exit(run.stderr)
    return hashlib.sha256(run.stdout.encode()).hexdigest()


def dump() -> None:
    """Prints the whole archive, without what differs between equal archives: keys and times."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "kamerarchief.settings"
    import django

    django.setup()
    from documents.archive import sources
    from documents.models import Document

    rows = []
    for document in Document.objects.whole().order_by("pk").iterator(chunk_size=200):
        versions = [(v.number, v.source.sha256) for v in document.versions.all()]
        for version in document.versions.all():
            sources.read(version.source)
        row = [
            document.identifier,
            document.title,
            str(document.date),
            versions,
            [str(part) for part in document.askings.all()],
            [str(part) for part in document.answerings.all()],
            [(q.number, q.text) for q in document.questions.all()],
            [(a.numbers, a.text) for a in document.answers.all()],
            [(r.target_identifier, str(r.target)) for r in document.references.all()],
            sorted(r.document.identifier for r in document.referrers.all()),
        ]
        rows.append(json.dumps(row))
    print("\n".join(sorted(rows)))


def live(data: pathlib.Path, work: pathlib.Path, chance: random.Random, full: float) -> int:
    """One life of an archive: kills until ingest has ended by itself; returns their number."""
    kills = 0
    while True:
        ingest = start(data, "ingest", str(work), "--no-index")
        words = chance.choice([("--follow",), ("--follow",), ("--rebuild",)])
        index = start(data, "index", *words)
        time.sleep(chance.uniform(0.3, full))
        ended = ingest.poll() is not None
        for process in (ingest, index):
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                kills += 1
            process.wait()
        if ended:
            return kills


def left_over(data: pathlib.Path) -> list[int]:
    """Processes that still work on this archive, a second after the last kill."""
    time.sleep(1)
    needle = f"DATA_DIR={data}".encode()
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
        try:
            if needle in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def check(data: pathlib.Path, work: pathlib.Path, expected: str) -> None:
    """Runs once more, left alone, and compares."""
    workers = left_over(data)
    if workers:
        sys.exit(f"processes left over: {workers}")
    finish(data, "ingest", str(work))
    finish(data, "index", "--check")
    if digest(data) != expected:
        sys.exit(f"the archive in {data} differs from that of a quiet run")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--kills", type=int, default=200)
    args.add_argument("--files", type=int, default=300)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--dump", action="store_true", help=argparse.SUPPRESS)
    args = args.parse_args()
    if args.dump:
        return dump()
    chance = random.Random(args.seed)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="crash-"))
    try:
        torture(scratch, chance, args.kills, args.files)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def torture(scratch: pathlib.Path, chance: random.Random, wanted: int, files: int) -> None:
    work, empty, quiet = scratch / "work", scratch / "empty", scratch / "quiet"
    write_workload(work, files)
    empty.mkdir()
    run_sql(f'CREATE DATABASE "{empty.name}"')
    finish(empty, "migrate")
    copy(empty, quiet)
    began = time.monotonic()
    finish(quiet, "ingest", str(work), "--no-index")
    full = time.monotonic() - began
    finish(quiet, "index")
    expected = digest(quiet)
    kills = lives = 0
    while kills < wanted:
        data = scratch / f"life-{lives}"
        copy(empty, data)
        kills += live(data, work, chance, full)
        check(data, work, expected)
        remove(data)
        lives += 1
        print(f"{kills} kills in {lives} lives: nothing lost, nothing twice", flush=True)


if __name__ == "__main__":
    main()
