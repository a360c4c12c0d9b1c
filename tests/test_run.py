"""`./run`: explains itself, serves, stops cleanly, and says in one line what is wrong."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.infra.demo import archive

ROOT = Path(__file__).parent.parent
RUN = ROOT / "run"


def run(script: Path, *words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs a copy of the script to its end."""
    return subprocess.run(
        [script, *words], cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The script in a checkout where nothing was installed yet."""
    folder = tmp_path / "a checkout"
    folder.mkdir()
    for name in ("run", "requirements.txt", "manage.py"):
        shutil.copy(ROOT / name, folder)
    return folder / "run"


@pytest.fixture
def taken() -> Iterator[str]:
    """The number of a port on which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


@pytest.fixture
def free() -> str:
    """The number of a port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


def put_on_path(folder: Path, name: str, script: str) -> str:
    """A PATH where a command is replaced by a shell script."""
    folder.mkdir(exist_ok=True)
    command = folder / name
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_help_from_any_folder_and_through_a_link(tmp_path: Path) -> None:
    link = tmp_path / "kamerarchief"
    link.symlink_to(RUN)
    done = run(link, "help", cwd=tmp_path)
    assert done.returncode == 0
    words = ("setup", "ingest", "test", "test --quick", "golden", "lint", "bench", "manage", "PORT")
    words += ("audit", "controle", "rehearse")
    for word in words:
        assert word in done.stdout


def test_an_unknown_command_is_told_with_the_help(bare: Path, tmp_path: Path) -> None:
    done = run(bare, "serveer", cwd=tmp_path)
    assert done.returncode == 1
    assert "./run setup" in done.stderr
    assert done.stderr.endswith("run: onbekende opdracht: serveer\n")


def test_a_port_in_use_is_told_before_anything_is_done(
    bare: Path, taken: str, tmp_path: Path
) -> None:
    done = run(bare, cwd=tmp_path, PORT=taken)
    assert done.returncode == 1
    assert done.stderr == (
        f"run: Poort {taken} is al in gebruik; kies een andere, "
        f"bijvoorbeeld: PORT={int(taken) + 1} ./run\n"
    )
    assert not (bare.parent / ".venv").exists()


@pytest.mark.parametrize("port", ["abc", "0", "08123", "65536", "80 80"])
def test_a_port_that_is_none_is_told(port: str, bare: Path, tmp_path: Path) -> None:
    done = run(bare, cwd=tmp_path, PORT=port)
    assert done.returncode == 1
    assert done.stderr == f"run: PORT={port} is geen poortnummer.\n"


def test_a_python_that_is_too_old_is_told(bare: Path, tmp_path: Path) -> None:
    for name in ("python3.11", "python3.12", "python3.13", "python3", "python"):
        path = put_on_path(tmp_path / "bin", name, "exit 1")
    done = run(bare, "setup", cwd=tmp_path, PATH=path)
    assert done.returncode == 1
    assert done.stderr == "run: Python 3.11 of nieuwer is niet gevonden; installeer het eerst.\n"


def test_a_python_without_venv_is_told(bare: Path, tmp_path: Path) -> None:
    without_venv = 'case "$*" in *ensurepip*) exit 1;; esac; exec ' + f'"{sys.executable}" "$@"'
    path = put_on_path(tmp_path / "bin", "python3.11", without_venv)
    done = run(bare, "setup", cwd=tmp_path, PATH=path)
    assert done.returncode == 1
    assert "De module venv ontbreekt" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_no_network_is_told_in_one_line(bare: Path, free: str, tmp_path: Path) -> None:
    (bare.parent / "requirements.txt").write_text("nonesuch==1.0 --hash=sha256:" + "0" * 64)
    nowhere = {"PIP_INDEX_URL": f"http://127.0.0.1:{free}/", "PIP_CONFIG_FILE": os.devnull}
    done = run(bare, "setup", cwd=tmp_path, PIP_FIND_LINKS="", **nowhere)
    assert done.returncode == 1
    assert done.stderr == (
        "run: Installeren lukte niet: de pakketten zijn niet te bereiken; is er netwerk?\n"
    )
    assert not list((bare.parent / ".venv").glob("*.installed"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of an archive that was set up, with the demo in it."""
    return archive(tmp_path_factory)


@pytest.fixture
def served(free: str, demo: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`./run`, answering, and the address that it printed."""
    shutil.copytree(demo, tmp_path / "data")
    environment = {**os.environ, "PORT": free, "DATA_DIR": "data"}
    environment.pop("DATABASE_URL", None)
    with subprocess.Popen(
        [RUN],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        yield process, address_in(process.stdout)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def address_in(output: IO[str]) -> str:
    """Reads until the site says where it is. Fails where the output ends before."""
    lines = []
    for line in output:
        lines.append(line)
        if found := re.search(r"draait op (http://127\.0\.0\.1:\d+/)", line):
            return found[1]
    raise AssertionError("".join(lines))


def workers(process: subprocess.Popen[str], word: str) -> list[int]:
    """The processes that `./run` started and that have this word on their command line."""
    done = subprocess.run(
        ["pgrep", "-g", str(os.getpgid(process.pid)), "-f", word], capture_output=True, text=True
    )
    return [int(line) for line in done.stdout.split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_the_demo_and_stops_cleanly(
    number: signal.Signals, served: tuple[subprocess.Popen[str], str]
) -> None:
    process, address = served
    with urllib.request.urlopen(address) as answer:
        assert "Demo-archief" in answer.read().decode()
    with pytest.raises(urllib.error.HTTPError, match="414") as refused:
        urllib.request.urlopen(f"{address}zoeken/?q={'a' * 9_000}")
    assert "Dit adres is te lang." in refused.value.read().decode()
    os.killpg(process.pid, number)  # as the terminal does for Ctrl-C
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert output.endswith("Kamerarchief is gestopt.\n")
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("index --follow", "de zoekindex is gestopt"),
        ("gunicorn", "De webserver is gestopt"),
        ("manage.py work", "dat uploads leest is gestopt"),
    ],
)
def test_where_one_process_dies_the_other_stops_too(
    word: str, message: str, served: tuple[subprocess.Popen[str], str]
) -> None:
    process, _ = served
    os.kill(min(workers(process, word)), signal.SIGKILL)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert message in output
