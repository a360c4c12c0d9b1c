"""What tells one state of the archive from another, at the price of three small queries."""

from __future__ import annotations

from typing import NamedTuple

from .cases import CaseKey
from .history import Event
from .people import FactsStamp


class Stamp(NamedTuple):
    """Another after every deed, and after every document that is written or concluded anew.

    Each deed has its event (its key and digest); facts have a word of their own; and a document
    that is concluded anew gets new keys by which it finds its case.
    """

    facts: str | None
    event: tuple[int, str] | None
    key: int | None


def archive_stamp() -> Stamp:
    """The stamp of the archive as it is."""
    return Stamp(
        FactsStamp.objects.values_list("word", flat=True).first(),
        Event.objects.order_by("-pk").values_list("pk", "digest").first(),
        CaseKey.objects.order_by("-pk").values_list("pk", flat=True).first(),
    )
