"""Who has many requests waiting keeps no other one waiting for all of them."""

from __future__ import annotations

import threading

import pytest

from kamerarchief.fair.turns import MOST, TooMany, Turns


def done_in_turn(threads: int, busy: list[str], asked: list[str]) -> list[str]:
    """In which order addresses are answered that ask while others are being answered."""
    turns, order = Turns(threads), []
    started, go_on = threading.Semaphore(0), threading.Event()

    def hold() -> None:
        started.release()
        go_on.wait(60)

    for who in busy:
        turns.submit(who, hold)
    for _ in busy:
        started.acquire()
    last = [turns.submit(who, order.append, who) for who in asked]
    go_on.set()
    for one in last:
        one.result(60)
    return order


def test_addresses_are_answered_in_turn() -> None:
    order = done_in_turn(1, ["x"], ["a", "a", "a", "a", "b", "b", "c"])
    assert order == ["a", "b", "c", "a", "b", "a", "a"]


def test_who_has_none_in_hand_goes_first() -> None:
    turns, order = Turns(2), []
    started, one, other = threading.Event(), threading.Event(), threading.Event()

    def hold(until: threading.Event) -> None:
        started.set()
        until.wait(60)

    turns.submit("a", hold, one)
    turns.submit("b", hold, other)
    started.wait(60)
    waiting = [turns.submit(who, order.append, who) for who in "abc"]
    other.set()  # a's first stays in hand: c has none, and b none any more
    for each in waiting[1:]:
        each.result(60)
    assert set(order[:2]) == {"b", "c"}
    one.set()


def test_one_address_leaves_a_thread_for_another() -> None:
    turns, go_on, started = Turns(2), threading.Event(), threading.Event()

    def hold() -> None:
        started.set()
        go_on.wait(60)

    greedy = [turns.submit("a", hold) for _ in range(5)]
    started.wait(60)
    assert turns.submit("b", int, "7").result(60) == 7
    assert not any(one.done() for one in greedy)
    go_on.set()
    for one in greedy:
        one.result(60)


def test_one_address_fills_the_queue_for_no_other() -> None:
    turns, go_on = Turns(1), threading.Event()
    started = threading.Event()

    def hold() -> None:
        started.set()
        go_on.wait(60)

    turns.submit("x", hold)
    started.wait(60)
    for _ in range(MOST):
        turns.submit("a", int)
    with pytest.raises(TooMany):
        turns.submit("a", int)
    other = turns.submit("b", int, "7")
    go_on.set()
    assert other.result(60) == 7
    assert turns.submit("a", int).result(60) == 0


def test_what_goes_wrong_is_raised_where_it_was_asked() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        Turns(1).submit("a", int, "x").result(60)
