"""The feed as it is asked: a category from a place on, and the place where a day begins."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from ..net import Client, Missing, Refused
from .answers import MOST_BYTES, Page, page

#: the category that changes most; of the places in the feed it has the closest
BUSIEST = "Document"


class Feed:
    """The SyncFeed at an address: `asked` counts what was asked of it."""

    def __init__(self, base: str, client: Client) -> None:
        self.base = base.rstrip("/")
        self.client = client

    def ask(self, category: str, place: int) -> Page:
        """The entries of a category behind a place; 0 is the begin of all. Raises net.Failed."""
        fields = {"category": category} | ({"skiptoken": str(place)} if place else {})
        return self.client.get(f"{self.base}/Feed?{urlencode(fields)}", page, MOST_BYTES)

    def file(self, key: object) -> str:
        """The address of a file."""
        return f"{self.base}/Resources/{key}"

    def place_at(self, moment: datetime) -> int:
        """The last place before which all was changed before a moment, found by halving.

        Places are of all categories together, so that one serves for each. About fifty requests.
        """
        low, high = 0, 1
        while self._is_before(high, moment):
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            if self._is_before(middle, moment):
                low = middle
            else:
                high = middle
        return low

    def _is_before(self, place: int, moment: datetime) -> bool:
        """Whether the first change behind a place came before a moment."""
        try:
            first = self.ask(BUSIEST, place).first
        except (Missing, Refused):
            return False  # there is no such place yet
        return first is not None and first < moment
