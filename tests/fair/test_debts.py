"""What an address owes is known to all processes, and comes off with time."""

from __future__ import annotations

import multiprocessing
import os
import signal

from kamerarchief.fair.debts import SETS, WAYS, Debts

FORKED = multiprocessing.get_context("fork")


def test_a_debt_comes_off_with_time() -> None:
    debts = Debts()
    assert debts.owe("a", 3600, 3600) == 0.0
    assert 0.0 < debts.owe("a", 3600, 3600) <= 3600
    assert debts.owe("b", 0.05, 0.05) == 0.0
    while debts.owe("b", 0.05, 0.05):
        pass


def test_what_is_refused_adds_nothing() -> None:
    debts = Debts()
    debts.owe("a", 60, 60)
    first = debts.owe("a", 60, 60)
    assert all(debts.owe("a", 60, 60) <= first for _ in range(100))


def test_processes_share_what_is_owed() -> None:
    debts = Debts()
    others = [FORKED.Process(target=_owe_often, args=(debts,)) for _ in range(4)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert debts.owe("a", 3600, 400 * 3600) > 0.0
    assert debts.owe("a", 3600, 402 * 3600) == 0.0


def _owe_often(debts: Debts) -> None:
    for _ in range(100):
        debts.owe("a", 3600, 1000 * 3600)


def test_a_process_that_is_killed_while_it_writes_stops_nobody() -> None:
    debts = Debts()
    other = FORKED.Process(target=_die, args=(debts,))
    other.start()
    other.join()
    assert other.exitcode == -signal.SIGKILL
    assert debts.owe("a", 1, 1) == 0.0


def _die(debts: Debts) -> None:
    with debts._held():
        os.kill(os.getpid(), signal.SIGKILL)


def test_more_addresses_than_there_is_room_for_leave_who_owes_most() -> None:
    debts = Debts()
    debts.owe("greedy", 3600, 3600)
    for number in range(4 * SETS * WAYS):
        debts.owe(str(number), 1, 1)
    assert debts.owe("greedy", 3600, 3600) > 0.0
