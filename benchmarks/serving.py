"""Starts the site as it is run for real, for the benchmarks that ask it things."""

from __future__ import annotations

import os
import pathlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

ROOT = pathlib.Path(__file__).resolve().parent.parent


@contextmanager
def gunicorn(
    workers: int, *more: list[str], application: str = "kamerarchief.wsgi"
) -> Iterator[int]:
    """The port of a running gunicorn; `more` are commands that run beside it."""
    port = free_port()
    served = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    commands = [[*served, "--workers", str(workers), application], *more]
    environment = {**os.environ, "HTTPS": "0", "LOG_LEVEL": "ERROR"}
    quiet = {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL}
    running = [subprocess.Popen(command, **quiet) for command in commands]
    try:
        wait_for(port, running[0])
        yield port
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def processor_of_workers() -> float:
    """Seconds of processor that all workers of the running gunicorn took so far (Linux)."""
    workers = [worker for master in children(os.getpid()) for worker in children(master)]
    return sum(map(_processor, workers)) / os.sysconf("SC_CLK_TCK")


def _processor(pid: int) -> int:
    """Ticks: what follows the name of the program, which may have spaces, are numbered fields."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def memory_of_workers() -> float:
    """Megabytes that the largest worker of the running gunicorn has to itself (Linux)."""
    workers = [worker for master in children(os.getpid()) for worker in children(master)]
    return max(sum(own_pages(worker)) for worker in workers) / 1024


def children(pid: int) -> list[int]:
    return list(map(int, pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def own_pages(pid: int) -> list[int]:
    """Kilobytes of the pages that no other process shares."""
    lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return [int(line.split()[1]) for line in lines if line.startswith("Private_")]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(3000):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if server.poll() is not None:
                sys.exit("gunicorn ended at once")
            time.sleep(0.1)
    sys.exit("gunicorn does not answer")
