"""What of a session year is missing here, and what KOOP no longer lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...models import Document, SyncSource
from ...parsing.printed import runs

#: ranges of numbers that are named; the rest is counted
_NAMED = 40
#: five digits at most: none is higher, and all up to the highest are counted
_NUMBER = re.compile(r"^ah-tk-\d{8}-(?:AH)?0*(\d{1,5})(?!\d)")


def missing(source: SyncSource, session_year: str) -> str:
    """Dutch: the numbers of the Aanhangsel of a session year that are not in the archive.

    '' where none is missing. The highest number is that of the archive or of the source.
    """
    start = f"ah-tk-{session_year.replace('-', '')}-"
    listed = set(_numbers(source.items.filter(remote_id__startswith=start), "remote_id"))
    here = set(_numbers(Document.everything.filter(identifier__startswith=start), "identifier"))
    highest = max(listed | here, default=0)
    gaps = sorted(set(range(1, highest + 1)) - here)
    if not gaps:
        return ""
    told = f"{session_year}: van 1 t/m {highest} ontbreken hier {len(gaps)} nummers: {ranges(gaps)}"
    known = sorted(listed.intersection(gaps))
    return f"{told}; daarvan noemt KOOP wel: {ranges(known) if known else 'geen'}."


def _numbers(rows: Iterable[object], field: str) -> Iterator[int]:
    for identifier in rows.values_list(field, flat=True):  # type: ignore[attr-defined]
        if found := _NUMBER.match(identifier):
            yield int(found[1])


def ranges(numbers: list[int]) -> str:
    """Numbers as people write them: '3, 7–9'."""
    found = runs(numbers)
    told = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in found[:_NAMED]]
    rest = f" en {len(found) - _NAMED} reeksen meer" if len(found) > _NAMED else ""
    return ", ".join(told) + rest
