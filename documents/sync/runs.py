"""One run of a source: what it asks, what it tells, and when it gives up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ..models import RemoteItemQuerySet, SyncSource
from .choice import Choice
from .net import Client, Clock
from .outcomes import Line, Outcome, Tally

#: publications in a row that could not be had, after which a run ends: something else is wrong
CIRCUIT = 25


class Broken(Exception):
    """A run cannot go on; the message says why. What it did stays, and the next goes on."""


class Listener(Protocol):
    """Who is told of a run as it goes."""

    def line(self, line: Line) -> None:
        """What became of a publication, or a remark."""

    def ahead(self, publications: int, seconds: float) -> None:
        """So many are still to be fetched, which will take so long at least."""


@dataclass
class Run:
    """A run under way; a source gets it to list with, and what fetches and stores uses it too."""

    source: SyncSource
    choice: Choice
    client: Client
    clock: Clock
    listener: Listener
    #: raises locks.Lost where another run may have begun
    check: Callable[[], None]
    began: datetime
    tally: Tally = field(default_factory=Tally)
    fetched: int = 0
    #: since when all that is new is known, once it is
    whole: datetime | None = None
    _failures: int = 0

    def tell(self, identifier: str, outcome: Outcome, *messages: str, document: str = "") -> None:
        """Puts what became of a publication in the report and the tally."""
        line = Line(identifier, outcome, document, messages)
        self.tally.count(line)
        self.listener.line(line)

    def remark(self, message: str) -> None:
        """Puts a remark on the run itself in the report."""
        line = Line(self.source.name, None, "", (message,))
        self.tally.count(line)
        self.listener.line(line)

    def failed(self, why: str) -> None:
        """A publication could not be had. Raises Broken after too many in a row."""
        self._failures += 1
        if self._failures >= CIRCUIT:
            raise Broken(f"{CIRCUIT} publicaties achter elkaar mislukten; de laatste: {why}")

    def worked(self) -> None:
        """A publication came."""
        self._failures = 0

    def due(self) -> RemoteItemQuerySet:
        """What is to be fetched or stored: of a part that was chosen only what this run listed."""
        rows: RemoteItemQuerySet = self.source.items.due(self.clock.now())
        return rows.filter(listed_at__gte=self.began) if self.choice.is_part else rows

    @property
    def is_full(self) -> bool:
        """Whether enough is listed for a run that fetches no more than a number."""
        limit = self.choice.limit
        if limit is None:
            return False
        wanted = self.tally[Outcome.WANTED] if self.choice.dry_run else self.due().count()
        return self.fetched + wanted >= limit

    @property
    def is_done(self) -> bool:
        """Whether as many were fetched as this run may."""
        return self.choice.limit is not None and self.fetched >= self.choice.limit


class Follower(Protocol):
    """What knows one official source: how it lists, and how far it was read."""

    name: str
    #: seconds between two runs of who follows it
    period: float
    #: the kinds of its files, the best first
    kinds: tuple[str, ...]
    #: whether it can be compared with what is here, for what is gone there
    reconciles: bool

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses in the settings at which it may be asked."""

    def steps(self, run: Run) -> Iterator[None]:
        """Lists what is new, a step at a time; what is due is fetched after each.

        Once all that is new is known, `run.whole` is set.
        """
