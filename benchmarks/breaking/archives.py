"""Archives in folders of their own, each with its database, for benches that kill processes."""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys

import psycopg

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: of a database of PostgreSQL; '' where each archive is a file of SQLite
SERVER = os.environ.get("DATABASE_URL", "")
if not SERVER.startswith("postgres"):
    SERVER = ""
_DIGEST = "import django; django.setup(); from breaking import archives; print(archives.shown())"


def environment(data: pathlib.Path) -> dict[str, str]:
    """That of a process which works on the archive in `data`."""
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if SERVER:
        url = f"{SERVER.rpartition('/')[0]}/{data.name}"
        env |= {"DATABASE_URL": url, "SEARCH_ENGINE": "postgres"}
    return env | {"DATA_DIR": str(data), "HTTPS": "0", "SECRET_KEY": "k", "LOG_LEVEL": "ERROR"}


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


def finish(data: pathlib.Path, *words: str) -> str:
    """Runs a command to its end; its failure ends the benchmark."""
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    run = subprocess.run(command, env=environment(data), capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"manage.py {' '.join(words)} failed:\n{run.stdout}\n{run.stderr}")
    return run.stdout


def digest(data: pathlib.Path) -> str:
    """A hash of all rows and files, but for what a follower notes of its own runs."""
    env = environment(data) | {
        "PYTHONPATH": f"{ROOT / 'benchmarks'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "kamerarchief.settings",
    }
    command = [sys.executable, "-c", _DIGEST]
    run = subprocess.run(command, env=env, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    return hashlib.sha256(run.stdout.encode()).hexdigest()


def shown() -> str:
    """What `digest` hashes, as JSON; for a process with the archive's settings."""
    from . import rows

    found = rows.shown()
    own = [table for table in found if table.startswith(("documents_sync", "documents_remote"))]
    return json.dumps({table: found[table] for table in sorted(found.keys() - own)})
