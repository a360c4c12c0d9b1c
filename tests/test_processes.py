"""Work given to worker processes comes back in order, however many of them there are."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from documents import processes
from tests.house import ROOT


def nothing() -> None:
    """What a worker begins with that needs nothing."""


def slowly() -> None:
    """Two seconds of work."""
    until = time.process_time() + 2
    while time.process_time() < until:
        pass


def test_few_items_are_worked_on_here() -> None:
    here = processes.in_order(_pid, [[1], [2, 3]], begin=nothing, ahead=1)
    assert list(here) == [os.getpid(), os.getpid()]


def test_many_items_are_worked_on_elsewhere_and_come_back_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "FEW", 2)
    parts = [[number, number] for number in range(40)]
    assert list(processes.in_order(sum, parts, begin=nothing, ahead=1)) == list(range(0, 80, 2))
    pids = set(processes.in_order(_pid, parts, begin=nothing, ahead=1))
    assert os.getpid() not in pids


def test_no_more_parts_are_taken_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FEW", 1)
    taken: list[int] = []

    def parts() -> processes.Iterator[list[int]]:
        for number in range(200):
            taken.append(number)
            yield [number]

    results = processes.in_order(operator.itemgetter(0), parts(), begin=nothing, ahead=2)
    assert next(results) == 0
    assert len(taken) <= 2 * (os.cpu_count() or 1) + 1
    results.close()


def test_what_goes_wrong_in_a_worker_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FEW", 1)
    with pytest.raises(IndexError):
        list(processes.in_order(operator.itemgetter(3), [[1], [2]], begin=nothing, ahead=1))


def test_the_time_in_which_a_worker_begins_is_no_time_of_its_work() -> None:
    assert processes.alone(operator.neg, 3, begin=slowly, seconds=0.5) == -3
    with pytest.raises(TimeoutError):
        processes.alone(operator.call, slowly, begin=nothing, seconds=0.5)


def test_workers_end_with_the_process_that_they_work_for() -> None:
    code = """
        import os, time
        from documents.processes import pool
        with pool(2, os.getpid) as workers:
            pids = {workers.submit(os.getpid).result() for _ in range(8)}
            print(*pids, flush=True)
            workers.submit(time.sleep, 600).result()
    """
    script = [sys.executable, "-c", textwrap.dedent(code)]
    with subprocess.Popen(script, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert pids
        parent.send_signal(signal.SIGKILL)
        # the pipe closes when the last of them, which all hold its end, is gone
        assert parent.stdout.read() == ""


def _pid(part: list[int]) -> int:
    return os.getpid()
