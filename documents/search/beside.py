"""Indexing beside storing: a process of its own takes what waits while more is stored.

It does so in big batches, as each costs a commit of the index, and only where much comes in: what
is left is for who ends. Whatever it meets costs no more than time: what waits stays in the queue.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future

from django.db import connections

from documents.processes import end, keep_collector_off, twin

from . import indexing

log = logging.getLogger(__name__)

#: so many changes at least, and at most, in one commit
FEWEST, MOST = 500, 4_000


class Beside:
    """A process that keeps the index up to date while this one stores: a copy of this one.

    So it is made before this one begins to work, outside any transaction.
    """

    def __init__(self) -> None:
        _disconnect()
        keep_collector_off()  # here and in the copy: both make rows by the thousand, and no garbage
        self._workers = twin()
        self._stored = 0
        self._under_way: Future[int] | None = None
        self._is_broken = False

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, *error: object) -> None:
        """Ends the process, whatever it is doing: what it has not put in the index still waits."""
        end(self._workers)

    def stored(self) -> None:
        """Tells that one more document was stored, for good."""
        self._stored += 1
        if self._stored >= FEWEST and self._is_free():
            self._under_way, self._stored = self._workers.submit(indexing.catch_up, MOST), 0

    def _is_free(self) -> bool:
        if self._is_broken or self._under_way is None:
            return not self._is_broken
        if not self._under_way.done():
            return False
        error = self._under_way.exception()
        if error:
            log.warning("what comes in is not indexed meanwhile: %s", error)
        self._is_broken = error is not None
        return not self._is_broken

    def finish(self) -> bool:
        """Brings the index up to date in that process; False where it did nothing, or cannot."""
        if self._under_way is None or self._is_broken:
            return False
        try:
            self._workers.submit(indexing.ensure).result()
        except Exception as error:
            log.warning("the index is brought up to date once more: %s", error)
            return False
        return True


def _disconnect() -> None:
    """Closes what is open to the database: two processes may not share it, nor its threads."""
    for one in connections.all(initialized_only=True):
        one.close()
        close_pool = getattr(one, "close_pool", None)  # that of PostgreSQL has one
        if close_pool:
            close_pool()
