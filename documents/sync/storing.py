"""From files to the archive: parsed by other processes, stored one by one with their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from django.db import DatabaseError, transaction

from ..archive import ingest
from ..archive.changes import Change
from ..archive.decisions.deletions import taken_out
from ..archive.placing import claim
from ..archive.sources import is_full
from ..models import RemoteItem
from ..parsing import ParseResult, Problem, RawFile
from . import items
from .fetching import Fetching
from .outcomes import Outcome
from .runs import Broken, Run

#: why a set is not brought back that a person took out
OUT = "Het document is eerder uit het archief verwijderd; wie het terug wil, zet het er zelf in."
FULL = "De schijf is vol; maak ruimte en draai nog eens."
_OUTCOMES = {
    Change.NEW: Outcome.NEW,
    Change.CHANGED: Outcome.CHANGED,
    Change.KEPT: Outcome.KEPT,
    Change.UNCHANGED: Outcome.SAME,
}


class Reader(Protocol):
    """What parses files and gives their sets in order: `archive.parsers.Parsers`."""

    def run(
        self, raws: Iterable[tuple[str, RawFile | Problem]]
    ) -> Iterator[tuple[str, RawFile | None, ParseResult]]:
        """Name, raw file and result of each."""


def bring_in(run: Run, kinds: tuple[str, ...], reader: Reader) -> None:
    """Fetches, parses and stores all that is due.

    Raises Broken, Stopped or locks.Lost; what was done stays.
    """
    while _once(run, kinds, reader):
        pass


def _once(run: Run, kinds: tuple[str, ...], reader: Reader) -> bool:
    """One pass over what is due; whether there may be more: another kind of a file not read."""
    fetching, again, out = Fetching(run, kinds), False, taken_out()
    for key, raw, result in reader.run(fetching.raws()):
        item = fetching.under_way.pop(key)
        try:
            if result.set and out.intersection(claim(result.set).names):
                # what a person decided outranks what a source says
                _refuse(run, item, OUT)
            else:
                again |= _settle(run, item, raw, result, kinds)
        except (OSError, DatabaseError) as error:
            _trouble(run, item, error)
    return again and not run.is_done


def _settle(
    run: Run, item: RemoteItem, raw: RawFile | None, result: ParseResult, kinds: tuple[str, ...]
) -> bool:
    """Stores a set, or notes why there is none; whether another kind of file is left."""
    messages = tuple(problem.message for problem in result.problems)
    if raw is None or result.set is None:
        return _not_read(run, item, messages, kinds)
    with transaction.atomic():
        stored = ingest.store(raw, result)
        items.stored(item, stored.document.pk)
    outcome = _OUTCOMES[stored.change]
    run.tell(item.remote_id, outcome, *messages, document=stored.document.identifier)
    return False


def _not_read(
    run: Run, item: RemoteItem, messages: tuple[str, ...], kinds: tuple[str, ...]
) -> bool:
    """What came cannot be read: another kind of file is tried, or the publication is refused."""
    left = item.kinds_left(kinds)
    item.useless.extend(left[:1])
    if not left[1:]:
        _refuse(run, item, *messages)
        return False
    with transaction.atomic():
        items.unread(item, "; ".join(messages))
    return True


def _refuse(run: Run, item: RemoteItem, *messages: str) -> None:
    """It is not brought in, and the report says why."""
    with transaction.atomic():
        items.refused(item, "; ".join(messages))
    run.tell(item.remote_id, Outcome.REFUSED, *messages)


def _trouble(run: Run, item: RemoteItem, error: OSError | DatabaseError) -> None:
    """What could not be stored is told and tried again later; a full disk ends the run."""
    if is_full(error):
        raise Broken(FULL) from error
    told = f"niet op te nemen: {type(error).__name__}: {str(error)[:200]}"
    items.failed(item, told, run.clock.now())
    run.tell(item.remote_id, Outcome.FAILED, told)
    run.failed(told)
