"""Opens the index in the database as it is at one moment: reads what is new to the process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from ..shared.postings import read_columns
from ..shared.snapshot import Segment, Snapshot
from .blocks import found, key, of_columns, place_of
from .cache import OutOfStep, Place, Source, whole
from .session import Session, searching

#: One statement, so that it tells of one moment.
_STATE = """
SELECT state.version, stored.number, stored.changed,
       CASE WHEN known.changed IS DISTINCT FROM stored.changed THEN stored.deleted END
FROM (SELECT coalesce((SELECT version FROM search_index WHERE number = %s), 0)) AS state (version)
LEFT JOIN search_segments AS stored ON true
LEFT JOIN unnest(%s::bigint[], %s::bigint[]) AS known (number, changed)
    ON known.number = stored.number
ORDER BY stored.number
"""
_SEGMENTS = "SELECT number, documents, firsts FROM search_segments WHERE number = ANY(%s)"
_COLUMNS = """
SELECT data, seal FROM search_blocks WHERE segment = %s AND number < %s ORDER BY number
"""


class Deleted(NamedTuple):
    """The places of the documents that were deleted from a segment, and when the last one was."""

    changed: int
    places: bytes


class StoredLists:
    """The lists of one segment, in blocks."""

    def __init__(self, source: Source, segment: int, firsts: list[bytes]) -> None:
        self._source, self._segment, self._firsts = source, segment, firsts

    def place(self, field: str, term: str) -> Place | None:
        """The block that has the list of a term, if any has."""
        number = place_of(self._firsts, key(field, term))
        return (self._segment, number) if number >= 0 else None

    def read(self, field: str, term: str) -> tuple[int, bytes]:
        place = self.place(field, term)
        return found(self._source.block(place), key(field, term)) if place else (0, b"")


class ColumnLists:
    """The first blocks of a segment, read whole for the columns in them, and not kept."""

    def __init__(self, firsts: list[bytes], blocks: list[bytes]) -> None:
        self._firsts, self._blocks = firsts, blocks

    def read(self, field: str, term: str) -> tuple[int, bytes]:
        name = key(field, term)
        return found(self._blocks[place_of(self._firsts, name)], name)


class StoredSnapshot(Snapshot):
    """The state of a generation; segments that `before` knows already are not read anew.

    Raises OutOfStep where the index changes meanwhile, and TablesGone.
    """

    def __init__(self, source: Source, before: StoredSnapshot | None = None) -> None:
        self.source = source
        if before and before.source.generation != source.generation:
            before = None
        with searching(source.alias, source.generation) as session:
            version, self.deleted = _state(source.generation, session, before)
            known = {s.name: s for s in before.segments} if before else {}
            segments = list(_opened(source, session, list(self.deleted), known))
        #: the generation and its version
        self.state = source.generation, version
        deleted = {str(n): np.frombuffer(d.places, "<u2") for n, d in self.deleted.items()}
        super().__init__(_placed(segments), deleted, before)

    def expect(self, terms: Iterable[tuple[str, str]]) -> None:
        """Reads the blocks that these terms need, and that are not kept, in one statement."""
        lists = [s.lists for s in self.segments if isinstance(s.lists, StoredLists)]
        places = (one.place(*term) for term in dict.fromkeys(terms) for one in lists)
        self.source.load(dict.fromkeys(place for place in places if place))


def _state(
    generation: int, session: Session, before: StoredSnapshot | None
) -> tuple[int, dict[int, Deleted]]:
    """The version of the generation, and its segments with the documents deleted from them."""
    known = before.deleted if before else {}
    changed = [deleted.changed for deleted in known.values()]
    rows = session.all_rows(_STATE, [generation, list(known), changed])
    stored = {
        number: known[number] if places is None else Deleted(changed, places)
        for _, number, changed, places in rows
        if number is not None
    }
    return rows[0][0], stored


def _opened(
    source: Source, session: Session, numbers: list[int], known: dict[str, Segment]
) -> Iterator[Segment]:
    """These segments; those that are known already are as they were."""
    wanted = [number for number in numbers if str(number) not in known]
    rows = session.all_rows(_SEGMENTS, [wanted]) if wanted else []
    if len(rows) < len(wanted):
        raise OutOfStep("a segment went while it was read")
    new = {number: (documents, firsts) for number, documents, firsts in rows}
    for number in numbers:
        if number not in new:
            yield known[str(number)]
            continue
        documents, firsts = new[number]
        yield _segment(source, session, number, documents, firsts)


def _segment(
    source: Source, session: Session, number: int, documents: int, firsts: list[bytes]
) -> Segment:
    blocks = session.all_rows(_COLUMNS, [number, of_columns(firsts)])
    columns = read_columns(ColumnLists(firsts, [whole(*row) for row in blocks]), documents)
    return Segment(str(number), 0, columns, StoredLists(source, number, firsts))


def _placed(segments: list[Segment]) -> list[Segment]:
    """The segments, each with the number of its first document."""
    placed: list[Segment] = []
    base = 0
    for segment in segments:
        placed.append(segment._replace(base=base))
        base += segment.columns.count
    return placed
