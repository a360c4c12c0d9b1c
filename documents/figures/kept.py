"""Keeps the table of cases in each process, and reads it again once the archive is another."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from documents.models import CaseKey, Event, FactsStamp

from .reading import read
from .table import Table

#: reading takes at most one part in so many of the time, while many documents come in
SHARE = 20
#: seconds after which it is read again in any case
LONGEST = 3600.0


@dataclass(frozen=True)
class _Kept:
    """A table, what the archive was when it was read, and when it may and must be read again."""

    version: object
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
        if kept is None or (now >= kept.again and (now >= kept.until or kept.version != version())):
            return self._read(kept)
        return kept.table

    def _read(self, seen: _Kept | None) -> Table:
        """Reads the table, unless another thread is doing so and an older one can be given."""
        if not self._lock.acquire(blocking=seen is None):
            assert seen
            return seen.table
        try:
            if self._kept is not None and self._kept is not seen:
                return self._kept.table
            before, start = version(), time.monotonic()
            table = read()
            end = time.monotonic()
            again = end + SHARE * (end - start) if len(table.entries) > FEW else end
            self._kept = _Kept(before, again, end + LONGEST, table)
            return table
        finally:
            self._lock.release()


#: so few cases are read again whenever something changed
FEW = 500


def version() -> object:
    """What is another after every deed and every document that is written, for two small queries
    and one more.

    Each deed has its event, and a document that is written or concluded anew gets new keys by
    which it finds its case.
    """
    return (
        FactsStamp.objects.values_list("word", flat=True).first(),
        Event.objects.order_by("-pk").values_list("pk", "digest").first(),
        CaseKey.objects.order_by("-pk").values_list("pk", flat=True).first(),
    )


_keeper = Keeper()


def table() -> Table:
    """The table of cases."""
    return _keeper.table()
