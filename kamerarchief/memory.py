"""How much memory a process of the site takes: bounded, whatever it is asked."""

from __future__ import annotations

import ctypes
import gc
import os
from pathlib import Path

from .fair.debts import debts

#: megabytes by which a process may grow over what it had when it was ready; that is the index in
#: the main, and more in a larger archive
GROWTH = 150
#: seconds between the renewals of two processes: they must not all be away at once
APART = 30.0
#: what mallopt() calls the number of arenas (malloc.h of glibc), and how many there are to be: each
#: of the many threads would get its own, and what was freed in one is no room for another
_ARENA_MAX, _ARENAS = -8, 2


def spare() -> None:
    """Has all threads of this process, and of those forked from it, share a few heaps."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # of glibc alone
    if mallopt:
        mallopt(_ARENA_MAX, _ARENAS)


class Growth:
    """By how much this process grew since it was ready. Linux tells; elsewhere it never did."""

    def __init__(self) -> None:
        gc.collect()
        gc.freeze()  # what is there now stays: to look through it each time costs time for nothing
        self._ready = resident()

    def is_much(self) -> bool:
        """Whether it is to be renewed now."""
        if resident() - self._ready < GROWTH:
            return False
        return not debts.owe("renewal", APART, APART)


def resident() -> float:
    """Megabytes of this process that are in memory; 0.0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
