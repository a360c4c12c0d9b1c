"""A PostgreSQL with a streaming replica of it, both private and real."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from . import postgres


@dataclass
class Pair:
    """A primary and its replica, each with its folder; the replica can be stopped and started."""

    binaries: Path
    primary: Path
    replica: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = postgres.launch(self.binaries, self.replica / "data", self.replica)
        postgres.wait_for(self.process, self.replica)

    def stop(self) -> None:
        if self.process:
            postgres.stop(self.process)
        self.process = None

    def on_replica(self, statement: str) -> object:
        """The one value that a statement gives there."""
        connection = psycopg.connect(host=str(self.replica), user=postgres.USER, dbname="postgres")
        with connection:
            row = connection.execute(statement).fetchone()  # type: ignore[call-overload]
        assert row is not None
        return row[0]

    def has_caught_up(self) -> bool:
        """Whether the replica has all that the primary wrote."""
        connection = psycopg.connect(host=str(self.primary), user=postgres.USER, dbname="postgres")
        with connection:
            row = connection.execute("SELECT pg_current_wal_lsn()").fetchone()
        assert row is not None
        return self.on_replica(f"SELECT pg_last_wal_replay_lsn() >= '{row[0]}'::pg_lsn") is True


@contextmanager
def pair() -> Iterator[Pair]:
    """Both, running. Raises NoPostgres where they cannot be had."""
    found: list[Path] = []

    def find(folder: Path) -> Path:
        found.extend((folder, postgres.binaries_for(folder)))
        return found[1]

    folder = Path(tempfile.mkdtemp(prefix="kamerarchief-re-", dir="/tmp"))
    try:
        with postgres.private(find):
            primary, binaries = found
            made = Pair(binaries, primary, folder)
            _copy(made)
            try:
                made.start()
                yield made
            finally:
                made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(pair: Pair) -> None:
    """Copies the primary while it runs, as a standby that follows it."""
    owner = postgres.owner()
    pair.replica.chmod(0o755)
    if owner:
        shutil.chown(pair.replica, owner)
    subprocess.run(
        [
            *(pair.binaries / "pg_basebackup", "--write-recovery-conf", "--checkpoint=fast"),
            *("--host", pair.primary, "--username", postgres.USER),
            *("--pgdata", pair.replica / "data", "--no-sync"),
        ],
        check=True,
        cwd=pair.replica,
        user=owner,
        capture_output=True,
    )
