"""Keeps the table of cases in each process, and reads it again once the archive is another."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from documents.models import Stamp, stamp_now

from .reading import read
from .table import Table

#: so few cases are read again whenever something changed; reading more takes at most one part in so
#: many of the time, while documents come in
FEW, SHARE = 500, 20
#: seconds after which it is read again in any case
LONGEST = 3600.0


@dataclass(frozen=True)
class _Kept:
    """A table, what the archive was when it was read, and when it may and must be read again; it
    must be at once where something was hidden."""

    stamp: Stamp
    again: float
    until: float
    table: Table


class Keeper:
    """Gives the table as it is now, or was a little while ago where much is being written."""

    def __init__(self) -> None:
        self._kept: _Kept | None = None
        self._lock = threading.Lock()

    def table(self) -> Table:
        kept, now = self._kept, time.monotonic()
        if kept is None:
            return self._first()
        if now < kept.until and kept.stamp == stamp_now():
            return kept.table
        if now < kept.again and not kept.stamp.tells_of_hidden():
            return kept.table
        return self._next(kept)

    def _first(self) -> Table:
        with self._lock:
            return (self._kept or self._read()).table

    def _next(self, old: _Kept) -> Table:
        """A newer table, unless another thread is reading one: then the old one once more."""
        if not self._lock.acquire(blocking=False):
            return old.table
        try:
            return self._read().table
        finally:
            self._lock.release()

    def _read(self) -> _Kept:
        seen, start = stamp_now(), time.monotonic()
        table = read()
        end = time.monotonic()
        again = end + SHARE * (end - start) if len(table.entries) > FEW else end
        self._kept = _Kept(seen, again, end + LONGEST, table)
        return self._kept


_keeper = Keeper()


def table() -> Table:
    """The table of cases."""
    return _keeper.table()
