"""What is worked out of all documents: each process keeps it until a deed is done.

What takes long is kept a little longer, but never after something was hidden.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from documents.models import Document, Stamp, stamp_now

#: seconds after which a value is worked out again though no deed was told: cases may be made anew
LONGEST = 600.0
#: of an archive with so many documents, what takes longer than so many seconds is worked out no
#: oftener than takes one part in SHARE of the time: it may change with every second
MANY, SLOW, SHARE = 500, 0.25, 100
#: values of one function that are kept, where it says nothing else
MOST = 500


class _Value(NamedTuple):
    """A value, the state of the archive of which it is, and until when it is kept (seconds):
    `rests` unless something is hidden, `ends` where nothing happens."""

    value: Any
    stamp: Stamp
    rests: float
    ends: float


class Kept:
    """A function that works something out of the archive, and remembers what came of it.

    >>> years = Kept(Document.objects.counts_by_year)
    >>> years()

    Of several arguments those that were asked first are kept, whose values have a `size` of `most`
    together: then it begins anew. What comes out must not be changed by those who ask. Where it
    `rests` not, it is never told of an older archive.
    """

    def __init__(
        self,
        make: Callable[..., Any],
        longest: float = LONGEST,
        *,
        rests: bool = True,
        most: int = MOST,
        size: Callable[[Any], int] = lambda _: 1,
    ) -> None:
        self._make, self._longest, self._rests = make, longest, rests
        self._most, self._size = most, size
        self._values: dict[tuple[Any, ...], _Value] = {}

    def __call__(self, *key: Any) -> Any:
        found, now, at = self._values.get(key), stamp_now(), time.monotonic()
        if found and (_is_current(found, now, at) or _may_rest(found, at)):
            return found.value
        value = self._make(*key)
        end = time.monotonic()
        is_slow = self._rests and end - at > SLOW and Document.objects.count() > MANY
        rest = min(SHARE * (end - at), LONGEST) if is_slow else 0.0
        values = self._values if self._has_room(value) else {}
        # a thread that begins anew puts another dictionary in place of one that others read
        self._values = values | {key: _Value(value, now, end + rest, end + self._longest)}
        return value

    def _has_room(self, value: Any) -> bool:
        kept = sum(self._size(one.value) for one in self._values.values())
        return kept + self._size(value) <= self._most


def _is_current(found: _Value, now: Stamp, at: float) -> bool:
    return found.stamp == now and at < found.ends


def _may_rest(found: _Value, at: float) -> bool:
    """Whether a value may still be told though the archive is another now."""
    return at < found.rests and not found.stamp.tells_of_hidden()
