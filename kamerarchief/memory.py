"""How much memory a process of the site takes: bounded, whatever it is asked."""

from __future__ import annotations

import ctypes
import gc
import os
import time
from pathlib import Path

from .fair.debts import debts

#: megabytes by which a process may grow over what it had when it was ready; that is the index in
#: the main, and more in a larger archive. What it keeps of words, lists and rows, and what is free
#: between them, takes some 110 after 500 requests, 150 after 2,000 and 190 after 6,000, and no more
GROWTH = 300
#: or this part of what it had, where that is more: the figures of all cases and the lists of all
#: names are read when they are first asked for, and of 408,000 sets they took 650 MB beside 610
SHARE = 1.25
#: seconds between the renewals of two processes: they must not all be away at once
APART = 30.0
#: seconds after which what is free is given back again; that takes some tens of milliseconds
BACK = 20.0
#: what mallopt() calls the number of arenas (malloc.h of glibc), and how many there are to be: each
#: of the many threads would get its own, and what was freed in one is no room for another
_ARENA_MAX, _ARENAS = -8, 2


def spare() -> None:
    """Has all threads of this process, and of those forked from it, share a few heaps."""
    _of_glibc("mallopt", _ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Gives the system what nobody refers to any more, and what lies between what is in use.

    Python by itself looks for objects that refer to each other alone once in thousands of requests
    (`documents.processes.GARBAGE`): until then they took some 20 MB.
    """
    gc.collect()
    _of_glibc("malloc_trim", 0)


def _of_glibc(name: str, *given: int) -> None:
    """Calls a function that other libraries of C lack: there nothing is done."""
    function = getattr(ctypes.CDLL(None), name, None)
    if function:
        function(*given)


class Growth:
    """By how much this process grew since it was ready. Linux tells; elsewhere it never did."""

    def __init__(self) -> None:
        gc.collect()
        gc.freeze()  # what is there now stays: to look through it each time costs time for nothing
        self._ready, self._back = resident(), time.monotonic()

    def is_much(self) -> bool:
        """Whether it is to be renewed now. Gives back what is free, now and then."""
        if time.monotonic() - self._back > BACK:
            give_back()
            self._back = time.monotonic()
        if resident() - self._ready < max(GROWTH, SHARE * self._ready):
            return False
        return not debts.owe("renewal", APART, APART)


def resident() -> float:
    """Megabytes of this process that are in memory; 0.0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
