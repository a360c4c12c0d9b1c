"""A run from its begin to its end: the lock, the steps, and what is known afterwards."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from ..archive.conclusions import dates
from ..archive.identifying import loading
from ..archive.sources import is_full
from ..models import SyncRun, SyncSource
from . import locks
from .choice import Choice
from .net import Allowed, Client, Clock, Failed, Stopped
from .outcomes import Tally
from .runs import Broken, Follower, Listener, Run
from .storing import FULL, Reader, bring_in

#: how the archive calls itself at official sources
AGENT = "Kamerarchief-sync/1"

STOPPED = "Afgebroken. Wat al is opgenomen blijft; nog eens draaien gaat verder."


@dataclass(frozen=True)
class Ending:
    """How a run ended: its numbers, and in Dutch why it stopped; '' where it ended well."""

    tally: Tally
    error: str = ""
    is_stopped: bool = False


def run(
    follower: Follower, choice: Choice, clock: Clock, listener: Listener, reader: Reader
) -> Ending:
    """Reads a source as far as is asked. Raises locks.Held where another run does."""
    with locks.alone(follower.name) as check:
        source = SyncSource.objects.get_or_create(name=follower.name)[0]
        client = Client(_agent(), Allowed(follower.addresses), clock)
        try:
            began = clock.now()
            return _go(follower, Run(source, choice, client, clock, listener, check, began), reader)
        finally:
            client.close()


def _agent() -> str:
    """The archive, and how its operator is reached: sources want to know whom to tell."""
    return f"{AGENT} (+{settings.CONTACT.removeprefix('mailto:')})"


def _go(follower: Follower, run: Run, reader: Reader) -> Ending:
    row = _begin(run)
    error, is_stopped = "", False
    try:
        _steps(follower, run, reader)
    except Stopped:
        error, is_stopped = STOPPED, True
    except (Broken, Failed, locks.Lost) as trouble:
        error = str(trouble)
    except (OSError, DatabaseError) as trouble:
        if not is_full(trouble):
            raise
        error = FULL
    if row:
        _end(run, row, error)
    return Ending(run.tally, error, is_stopped)


def _steps(follower: Follower, run: Run, reader: Reader) -> None:
    if run.choice.dry_run:
        for _ in follower.steps(run):
            run.clock.check()
        return
    loading.complete(begin=True)
    for _ in follower.steps(run):
        _bring_in(follower, run, reader)
        if run.is_done:
            break
    _bring_in(follower, run, reader)
    dates.again()


def _bring_in(follower: Follower, run: Run, reader: Reader) -> None:
    due = run.due().count()
    if due and not run.is_done:
        run.listener.ahead(due, due * run.client.pacer.slowest())
        bring_in(run, follower.kinds, reader)


def _begin(run: Run) -> SyncRun | None:
    """The row of a run; one that only looks has none."""
    if run.choice.dry_run:
        return None
    return SyncRun.objects.create(
        source=run.source,
        began_at=run.began,
        worker=f"{platform.node()}:{os.getpid()}"[:120],
        options=run.choice.told(),
    )


def _end(run: Run, row: SyncRun, error: str) -> None:
    """Keeps how a run ended, where there is room for that."""
    try:
        _keep(run, row, error)
    except DatabaseError as trouble:
        if not is_full(trouble):
            raise


def _keep(run: Run, row: SyncRun, error: str) -> None:
    now = run.clock.now()
    SyncRun.objects.filter(pk=row.pk).update(ended_at=now, counts=dict(run.tally), error=error)
    known: dict[str, Any] = {"error": error}
    if run.whole and not error:
        known["complete_at"] = run.whole
    if run.tally["new"] or run.tally["changed"]:
        known["changed_at"] = now
    SyncSource.objects.filter(pk=run.source.pk).update(**known)
