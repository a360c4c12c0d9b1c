"""Follows a watched folder: what is whole goes into the archive, and is then set apart."""

from __future__ import annotations

import logging
import pathlib
import threading
from collections import deque
from collections.abc import Callable, Iterator

from django.db import close_old_connections

from ... import faults
from ...parsing import Problem, RawFile
from ...parsing.beside.pairing import folder_of
from ..bulk import Outcome, ingest_members, members_of
from ..changes import Change
from ..conclusions import dates
from ..identifying import loading
from . import places
from .apart import set_apart
from .places import Places, Sign

log = logging.getLogger(__name__)

#: seconds between two looks, and after a failure of disk or database
PAUSE, PAUSE_AFTER_FAILURE = 1.0, 30.0
#: what is told of a file that could not be stored, by no fault of disk or database
FAILED = "het opnemen liep mis; de beheerder vindt in het logboek waarom"

#: is given each file that was set apart, and where it is now
Told = Callable[[pathlib.Path, pathlib.Path, list[Outcome]], None]


class Follower:
    """Brings what comes in a folder into the archive, until it is asked to stop."""

    def __init__(
        self,
        folder: pathlib.Path,
        stop: threading.Event,
        *,
        jobs: int,
        told: Told,
        after: Callable[[], None],
        settled: float = places.SETTLED,
    ) -> None:
        """`told` is given each file that was done; `after` follows each time that any was."""
        self._folder = folder
        self._stop = stop
        self._jobs = jobs
        self._told = told
        self._after = after
        self._places = Places(folder, settled)

    def follow(self) -> None:
        """Raises places.Held where another does so already, places.Gone where there is none."""
        with places.alone(self._folder) as check:
            while not self._stop.is_set():
                check()
                self._stop.wait(self._look())

    def _look(self) -> float:
        """Does what is whole; how many seconds to wait until the next look."""
        close_old_connections()
        whole = self._places.whole()
        try:
            if whole and self._bring_in(whole):
                dates.again()
                self._after()
        except Exception as error:
            told = faults.told(error)
            if told is None:
                raise
            log.error("%s Over %g seconden opnieuw.", told, PAUSE_AFTER_FAILURE)
            return PAUSE_AFTER_FAILURE
        return PAUSE

    def _bring_in(self, whole: dict[pathlib.Path, Sign]) -> int:
        """Stores these files and sets them apart; how many."""
        loading.complete(begin=True)
        left, refused = dict(whole), set[pathlib.PurePath]()
        for path, outcomes in _stored(list(whole), self._jobs, self._stop):
            if any(one.change == Change.REFUSED for one in outcomes):
                refused.add(folder_of(path))
            self._set_apart(path, left.pop(path), outcomes)
        if not self._stop.is_set():
            for path in list(left):  # what was said beside another goes where that went
                self._set_apart(path, left.pop(path), [], refused=folder_of(path) in refused)
        return len(whole) - len(left)

    def _set_apart(
        self, path: pathlib.Path, sign: Sign, outcomes: list[Outcome], *, refused: bool = False
    ) -> None:
        place = set_apart(self._folder, path, sign, outcomes, refused=refused)
        if place:
            self._told(path, place, outcomes)


#: a file, and what became of all that is in it
Done = tuple[pathlib.Path, list[Outcome]]


def _stored(paths: list[pathlib.Path], jobs: int, stop: threading.Event) -> Iterator[Done]:
    """Each of these files once all that is in it was stored or refused.

    One that cannot be stored, by no fault of disk or database, costs no other.
    """
    while paths:
        run = _Run(paths, stop)
        try:
            yield from run.done(jobs)
            return
        except Exception as error:
            if not run.under_way or faults.told(error):
                raise
            path = run.under_way[0]
            log.exception("%s could not be stored", path)
            failed = Problem.of("parser_failed", detail=FAILED)
            yield from run.before(path)
            yield path, [Outcome(path.name, Change.REFUSED, None, (failed,))]
            paths = paths[paths.index(path) + 1 :]


class _Run:
    """Files that are stored one after another: which of them each outcome is of."""

    def __init__(self, paths: list[pathlib.Path], stop: threading.Event) -> None:
        self._paths = paths
        self._stop = stop
        self._last: Done | None = None
        #: the file of each that is in hand: read, and not yet stored or refused
        self.under_way: deque[pathlib.Path] = deque()

    def done(self, jobs: int) -> Iterator[Done]:
        for outcome in ingest_members(self._members(), jobs):
            path = self.under_way.popleft()
            yield from self.before(path)
            self._last = self._last or (path, [])
            self._last[1].append(outcome)
        if not self._stop.is_set():
            yield from self.before(None)

    def before(self, path: pathlib.Path | None) -> Iterator[Done]:
        """The file that was done before this one, if it was not given yet."""
        if self._last and self._last[0] != path:
            done, self._last = self._last, None
            yield done

    def _members(self) -> Iterator[tuple[str, RawFile | Problem]]:
        for path, name, raw in members_of(self._paths):
            if self._stop.is_set():
                return
            self.under_way.append(path)
            yield name, raw
