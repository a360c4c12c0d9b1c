"""What tells whether the archive is still the one of which something was worked out."""

from __future__ import annotations

import threading
from typing import Any, NamedTuple

from django.core.signals import request_finished, request_started
from django.db.models import QuerySet, Subquery
from django.dispatch import receiver

from ..prepared import Asked
from .cases import CaseKey
from .history import Event
from .people import FactsStamp

#: after these deeds, words that were shown must be shown nowhere
_HIDING = (Event.Deed.WITHDRAWN, Event.Deed.REDACTED, Event.Deed.DELETED)


class Stamp(NamedTuple):
    """What is another after every deed and every document that is written.

    Each deed has its event, of which this has the key and the digest; a document that is written
    or concluded anew gets new keys by which it finds its case.
    """

    word: str | None
    event: tuple[int, str] | None
    case_key: int | None

    def tells_of_hidden(self) -> bool:
        """Whether something was hidden since: what was worked out then must not be told any more.

        For one small query: only what came after is looked at.
        """
        last = self.event[0] if self.event else 0
        return Event.objects.filter(pk__gt=last, deed__in=_HIDING).exists()


def _newest() -> QuerySet[Event, Any]:
    """Key and digest of the last event, with the word of the facts and the last key of a case."""
    both = Subquery(_words()[:1]), Subquery(_cases()[:1])
    return Event.objects.order_by("-pk").values_list("pk", "digest", *both)[:1]


def _words() -> QuerySet[FactsStamp, Any]:
    return FactsStamp.objects.values_list("word", flat=True)


def _cases() -> QuerySet[CaseKey, Any]:
    return CaseKey.objects.order_by("-pk").values_list("pk", flat=True)


_last = Asked(_newest)


def _read() -> Stamp:
    for pk, digest, word, case_key in _last():
        return Stamp(word, (pk, digest), case_key)
    # an archive without any deed may have facts
    return Stamp(_words().first(), None, _cases().first())


def stamp_now() -> Stamp:
    """The stamp of the archive, for one small query; within one request it is asked once."""
    if not hasattr(_request, "stamp"):
        return _read()
    if _request.stamp is None:
        _request.stamp = _read()
    found: Stamp = _request.stamp
    return found


#: the stamp while a request is answered in this thread
_request = threading.local()


@receiver(request_started)
def _begin(**_: object) -> None:
    _request.stamp = None


@receiver(request_finished)
def _end(**_: object) -> None:
    vars(_request).pop("stamp", None)
