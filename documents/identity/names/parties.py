"""Which party a printed word means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from .spelling import distance, folded
from .tables import Tables

#: what stands before the name of a group: 'fractie-Yildirim', 'groep Nijpels', 'lid Verdonk'
_KIND = re.compile(r"^(?:fractie|fr\.?|groep|lid|leden|de|partij|lijst)[\s–-]*", re.IGNORECASE)


def party(printed: str, tables: Tables, day: date | None = None) -> str | None:
    """The key of the party that is printed, by its name alone; None where no name fits.

    Of several of one name the one that was there on the day.
    """
    key = folded(printed)
    found = tables.named_parties.get(key) or tables.named_parties.get(
        folded(_KIND.sub("", printed))
    )
    if not found and (match := re.fullmatch(_KIND.pattern + r"(.+)", printed, re.IGNORECASE)):
        found = tables.named_parties.get(folded(f"groep {match[1]}"))
    if not found:
        return None
    return min(found, key=lambda one: abs(tables.parties[one].period.days_from(day)) if day else 0)


def nearest(printed: str, keys: Iterable[str], tables: Tables) -> str | None:
    """The one of these parties of which a printed word may be another spelling."""
    word = folded(printed)
    near = []
    for key in keys:
        apart = min(distance(word, folded(name)) for name in tables.parties[key].names)
        if apart <= max(1.0, len(word) / 4):
            near.append((apart, key))
    near.sort()
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1]
