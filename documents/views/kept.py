"""What is worked out of all documents: each process keeps it until a deed is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from documents.models import Event, FactsStamp

#: seconds after which a value is worked out again though no deed was told: cases may be made anew
LONGEST = 600.0
#: a value that takes longer than so many seconds takes at most one part in SHARE of the time
SLOW, SHARE = 0.25, 100


class _Value(NamedTuple):
    """A value, the state of the archive of which it is, and until when it is kept (seconds):
    `rests` whatever happens, `ends` where nothing does."""

    value: Any
    stamp: object
    rests: float
    ends: float


class Kept:
    """A function that works something out of the archive, and remembers what came of it.

    >>> years = Kept(Document.objects.counts_by_year)
    >>> years()

    Of several arguments the MOST that were asked first are kept; what comes out must not be
    changed by those who ask.
    """

    MOST = 500

    def __init__(self, make: Callable[..., Any]) -> None:
        self._make = make
        self._values: dict[tuple[Any, ...], _Value] = {}

    def __call__(self, *key: Any) -> Any:
        found, now, at = self._values.get(key), stamp(), time.monotonic()
        if found and (at < found.rests or (found.stamp == now and at < found.ends)):
            return found.value
        value = self._make(*key)
        end = time.monotonic()
        rest = SHARE * (end - at) if end - at > SLOW else 0.0
        values = {} if len(self._values) >= self.MOST else self._values
        # a thread that begins anew puts another dictionary in place of one that others read
        self._values = values | {key: _Value(value, now, end + rest, end + LONGEST)}
        return value


def stamp() -> object:
    """What is another after every deed."""
    word = FactsStamp.objects.values_list("word", flat=True).first()
    return word, Event.objects.order_by("-pk").values_list("pk", "digest").first()
