"""A walk along lists of KOOP, which the next run takes up where one ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ...models import SyncSource
from .queries import Listing

#: how the names of walks begin that compare
COMPARING = "reconcile"


@dataclass
class Walk:
    """Lists to go along in order; `source` keeps how far it came, None where nobody asks."""

    name: str
    listings: Sequence[Listing]
    began: datetime
    source: SyncSource | None = None
    done: list[str] = field(default_factory=list)
    #: the list that is under way, and the last identifier that was noted of it
    key: str = ""
    after: str = ""
    #: the keys of lists that gave less than they said
    short: list[str] = field(default_factory=list)

    @classmethod
    def resumed(
        cls, name: str, listings: Sequence[Listing], now: datetime, source: SyncSource
    ) -> Walk:
        """The walk with this name that is under way, or a new one."""
        kept: dict[str, Any] = source.cursor.get("walk") or {}
        if kept.get("name") != name:
            return cls(name, listings, now, source)
        return cls(
            name,
            listings,
            datetime.fromisoformat(kept["began"]),
            source,
            kept["done"],
            kept["key"],
            kept["after"],
            kept["short"],
        )

    @property
    def compares(self) -> bool:
        """Whether it is made to see what is missing, here or there."""
        return self.name.startswith(COMPARING)

    def left(self) -> Iterator[Listing]:
        """The lists that are not whole yet, each with its place in `after`."""
        for listing in self.listings:
            if listing.key in self.done:
                continue
            if listing.key != self.key:
                self.key, self.after = listing.key, ""
            yield listing

    def moves(self, after: str) -> None:
        """Everything up to this identifier is noted, in the transaction under way."""
        self.after = after
        self._keep()

    def ends(self, listing: Listing) -> None:
        """A list is whole, in the transaction under way."""
        self.done.append(listing.key)
        self.key = self.after = ""
        self._keep()

    def _keep(self) -> None:
        if self.source:
            kept = {
                "name": self.name,
                "began": self.began.isoformat(),
                "done": self.done,
                "key": self.key,
                "after": self.after,
                "short": self.short,
            }
            write_cursor(self.source, self.source.cursor | {"walk": kept})


def write_cursor(source: SyncSource, cursor: dict[str, Any]) -> None:
    """Writes how far a source was read, in the transaction under way."""
    source.cursor = cursor
    SyncSource.objects.filter(pk=source.pk).update(cursor=cursor)
