"""What is worked out of all documents: each process keeps it until a deed is done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.signals import request_finished, request_started
from django.dispatch import receiver

from documents.models import CaseKey, Document, Event, FactsStamp

#: seconds after which a value is worked out again though no deed was told: cases may be made anew
LONGEST = 600.0
#: of an archive with so many documents, what takes longer than so many seconds is worked out no
#: oftener than takes one part in SHARE of the time: it may change with every second
MANY, SLOW, SHARE = 500, 0.25, 100


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

    def __init__(self, make: Callable[..., Any], longest: float = LONGEST) -> None:
        self._make, self._longest = make, longest
        self._values: dict[tuple[Any, ...], _Value] = {}

    def __call__(self, *key: Any) -> Any:
        found, now, at = self._values.get(key), stamp(), time.monotonic()
        if found and (at < found.rests or (found.stamp == now and at < found.ends)):
            return found.value
        value = self._make(*key)
        end = time.monotonic()
        is_slow = end - at > SLOW and Document.objects.count() > MANY
        rest = min(SHARE * (end - at), LONGEST) if is_slow else 0.0
        values = {} if len(self._values) >= self.MOST else self._values
        # a thread that begins anew puts another dictionary in place of one that others read
        self._values = values | {key: _Value(value, now, end + rest, end + self._longest)}
        return value


def stamp() -> object:
    """What is another after every deed; within one request it is asked once."""
    if not hasattr(_request, "stamp"):
        return _read()
    if _request.stamp is None:
        _request.stamp = _read()
    return _request.stamp


def _read() -> object:
    word = FactsStamp.objects.values_list("word", flat=True).first()
    event = Event.objects.order_by("-pk").values_list("pk", "digest").first()
    # a document that is concluded anew gets new keys of its case, without a deed
    return word, event, CaseKey.objects.order_by("-pk").values_list("pk", flat=True).first()


#: `stamp` while a request is answered in this thread
_request = threading.local()


@receiver(request_started)
def _begin(**_: object) -> None:
    _request.stamp = None


@receiver(request_finished)
def _end(**_: object) -> None:
    vars(_request).pop("stamp", None)
