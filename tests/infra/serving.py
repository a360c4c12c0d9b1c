"""The site as it is run for real: gunicorn, alone or behind the proxy."""

from __future__ import annotations

import http.client
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from . import caddy

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
#: seconds that something may take to answer: many times what it takes alone, as the tests of others
#: may have the processor
PATIENCE = 300
#: how the proxy tells that one of several does not answer, as docs/machines.md has it
CHECKED = """
	health_uri /gezond/leeft/
	health_interval 2s
	health_timeout 5s
	health_headers {
		Host localhost
	}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def gunicorn(folder: pathlib.Path, **settings: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """The port of a gunicorn on the archive in a folder, and its process; ends it."""
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "HTTPS": "0"} | settings
    manage = [sys.executable, "manage.py", "prepare", "--database"]
    subprocess.run(manage, cwd=ROOT, env=environment, check=True)
    if not (ROOT / "staticfiles/staticfiles.json").exists():  # pages name the files in it
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
        subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    served = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for(port)
        answered(port)
        yield port, served
    finally:
        served.send_signal(signal.SIGTERM)
        served.communicate(timeout=PATIENCE)


@contextmanager
def proxied(folder: pathlib.Path, *upstreams: int) -> Iterator[int]:
    """The port of the shipped proxy before gunicorns; plain HTTP, and no port of its own admin."""
    port = free_port()
    shipped = (ROOT / "deploy/Caddyfile").read_text()
    ours = "to " + " ".join(f"127.0.0.1:{port}" for port in upstreams)
    if len(upstreams) > 1:
        ours += f"\n{CHECKED}"
    here = re.sub(r"dynamic a \{.*?\}", ours, shipped, flags=re.DOTALL)
    assert here != shipped
    file = folder / "Caddyfile"
    file.write_text(here.replace("{\n\tservers", "{\n\tadmin off\n\tservers", 1))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
    }
    command = [caddy.executable(), "run", "--adapter", "caddyfile", "--config", str(file)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen(command, env=environment, **quiet)
    try:
        wait_for(port)
        yield port
    finally:
        running.terminate()
        running.wait(PATIENCE)


def answered(port: int) -> None:
    """Waits until a process that answers is ready; it listens long before on a busy machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with closing(connection):
        connection.request("GET", "/gezond/leeft/")
        connection.getresponse()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
        else:
            return
