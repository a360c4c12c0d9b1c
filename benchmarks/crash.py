"""Ends what the archive does with kill -9, at the n-th write, sync or rename, again and again.

    python benchmarks/crash.py [--kills 500] [--database sqlite|postgresql] [--minutes 60]

Eight acts: ingest with index, the index anew by several processes, an upload and its publication,
decisions (corrections, withdrawals, a deletion), what an official source has, a back-up, reparse,
and preparing from nothing. A shim
(`breaking/shim.c`) counts what all processes of the act do to the files of the archive, and what
they send to PostgreSQL, and kills one of them, or all, just before the n-th. The n are drawn over
the whole of what a quiet run does, so that each of its parts has some: the source files, the
transactions, the checkpoint, the index, its swap, the queues (`breaking/places.py`).

Each act is done by a process that is forked from one which has all code and dictionaries loaded,
and no database open. The facts are those of the demonstration: every act reads all of them.

Right after a kill: the database is whole, what was told is so, every source is there with its
hash, and every set, its rows and its history agree (`audit --all`). Then the act is begun again:
all rows of all tables and all files must be those of a quiet run, and the index equal to the
database. Prints the figures; exits 1 at a fault, and tells where it can be found again.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from breaking import shim  # noqa: E402

from tests.infra import postgres  # noqa: E402


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--kills", type=int, default=500)
    args.add_argument("--files", type=int, default=24)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--database", choices=["sqlite", "postgresql"], default=given())
    args.add_argument("--minutes", type=float, default=600, help="de langste tijd")
    args.add_argument("--acts", default="", help="alleen deze, zoals: ingest,upload")
    args = args.parse_args()
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        if args.database == "sqlite":
            sys.exit(torture(args, pathlib.Path(folder), ""))
        with postgres.server() as url:
            sys.exit(torture(args, pathlib.Path(folder), url))


def given() -> str:
    """The database that the environment names."""
    url = os.environ.get("DATABASE_URL", "")
    return "postgresql" if url.startswith("postgres") else "sqlite"


def torture(args: argparse.Namespace, scratch: pathlib.Path, url: str) -> int:
    """Goes on with the shim in front of every process, and another database than the one given."""
    env = shim.environment_of(scratch, url)
    words = [scratch, args.kills, args.files, args.seed, args.minutes, *args.acts.split(",")]
    command = [sys.executable, "-m", "breaking.torture", *filter(None, map(str, words))]
    return subprocess.run(command, env=env).returncode


if __name__ == "__main__":
    main()
