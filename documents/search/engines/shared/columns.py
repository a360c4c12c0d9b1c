"""Values of each document besides its words: to filter, count, sort and compare by.

Each column is an array with a value for each document of a segment, in order. A facet is two:
how many values each document has, and the values, as numbers in a list of texts.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np

from ...analysis import Extent
from ...contents import Contents
from ...facets import keys
from ...zones import Zone
from .arrays import FacetColumn, Numbers
from .documents import Values

#: column → how a value is written; dates are ordinals, 0 for none
PLAIN = {
    "pk": "q",
    "digest": "Q",
    "date": "i",
    "submitted": "i",
    "days": "i",
    "kind": "B",
    "case": "q",
    "length": "I",
}
#: the first place of each zone, and one past the last place of all
BOUNDS = len(Zone) + 1
_END = "\x1e"


def names() -> list[str]:
    """The names of all columns."""
    of_facets = (f"{part}-{key}" for key in keys() for part in ("count", "value", "names"))
    return [*PLAIN, "bounds", "words", "frequencies", "telling", "telling-ends", *of_facets]


class List(NamedTuple):
    """The list of one term, as it is written: its number of documents, and its bytes."""

    documents: int
    data: bytes


class ColumnsWriter:
    """Gathers the columns of a segment."""

    def __init__(self) -> None:
        self.plain = {name: array(kind) for name, kind in PLAIN.items()}
        self.bounds = array("I")
        self.counts = {facet: array("H") for facet in keys()}
        self.values = {facet: array("I") for facet in keys()}
        self.names: dict[str, dict[str, int]] = {facet: {} for facet in keys()}

    def add(self, contents: Contents, extent: Extent) -> None:
        """Adds a document."""
        row = {
            "pk": contents.pk,
            "digest": int(contents.digest(), 16),
            **Values.of(contents)._asdict(),
            "length": extent.length,
        }
        for name, value in row.items():
            self.plain[name].append(value)
        self.bounds.extend(bounds(extent))
        for facet in keys():
            names = self.names[facet]
            self.counts[facet].append(len(contents.facets[facet]))
            for text in contents.facets[facet]:
                self.values[facet].append(names.setdefault(text, len(names)))

    def lists(
        self, frequencies: Mapping[str, int], telling: Mapping[int, Sequence[str]]
    ) -> dict[str, List]:
        """The columns; the words of the segment with how many documents have each; and those that
        tell a document from others, by its number."""
        words = sorted(frequencies)
        lists = {name: column.tobytes() for name, column in self.plain.items()}
        lists["bounds"] = self.bounds.tobytes()
        told = ["\n".join(telling.get(i, ())).encode() for i in range(len(self.plain["pk"]))]
        lists["telling"] = b"".join(told)
        lists["telling-ends"] = array("I", accumulate(map(len, told))).tobytes()
        lists["words"] = zlib.compress("\n".join(words).encode())
        counts = array("H", [frequencies[word] for word in words])
        lists["frequencies"] = zlib.compress(counts.tobytes())
        for facet in keys():
            lists[f"count-{facet}"] = self.counts[facet].tobytes()
            lists[f"value-{facet}"] = self.values[facet].tobytes()
            lists[f"names-{facet}"] = _END.join(self.names[facet]).encode()
        return {name: List(1, data) for name, data in lists.items()}


def bounds(extent: Extent) -> list[int]:
    """The first place of each zone, and one past the last place of all.

    A zone that has no text begins where the next one does.
    """
    firsts = [extent.end]
    for zone in reversed(Zone):
        firsts.append(min(extent.begins.get(zone, firsts[-1]), firsts[-1]))
    return firsts[::-1]


class SegmentColumns:
    """The columns of one segment, as arrays."""

    def __init__(
        self, count: int, plain: dict[str, Numbers], bounds: Numbers, facets: dict[str, FacetColumn]
    ) -> None:
        self.count, self.plain, self.bounds, self.facets = count, plain, bounds, facets
        self.words: bytes = b""
        self.frequencies: bytes = b""
        self.telling: bytes = b""
        self.ends: Numbers = np.empty(0, np.uint32)

    @classmethod
    def of(cls, count: int, data: Mapping[str, bytes]) -> SegmentColumns:
        """The columns that were written for so many documents. ValueError where they are not."""
        plain = {name: np.frombuffer(data[name], kind, count) for name, kind in PLAIN.items()}
        bounds = np.frombuffer(data["bounds"], np.uint32, count * BOUNDS)
        facets = {facet: _facet(count, data, facet) for facet in keys()}
        columns = cls(count, plain, bounds.reshape(count, BOUNDS), facets)
        columns.words, columns.frequencies = data["words"], data["frequencies"]
        columns.telling = data["telling"]
        # an index that was made before there were such words is searched until a new one is there
        ends = data["telling-ends"] or bytes(4 * count)
        columns.ends = np.frombuffer(ends, np.uint32, count)
        return columns

    def told(self, place: int) -> list[str]:
        """The words that tell a document of the segment from others, the best first."""
        start = int(self.ends[place - 1]) if place else 0
        return self.telling[start : int(self.ends[place])].decode().splitlines()

    def vocabulary(self) -> dict[str, int]:
        """The words of the segment, with how many of its documents have each."""
        if not self.words:
            return {}
        words = zlib.decompress(self.words).decode().split("\n")
        frequencies: Any = np.frombuffer(zlib.decompress(self.frequencies), np.uint16)
        return dict(zip(words, frequencies.tolist(), strict=True))


def _facet(count: int, data: Mapping[str, bytes], facet: str) -> FacetColumn:
    counts = np.frombuffer(data[f"count-{facet}"], np.uint16, count)
    values = np.frombuffer(data[f"value-{facet}"], np.uint32)
    documents = np.repeat(np.arange(count, dtype=np.uint32), counts)
    names = data[f"names-{facet}"].decode()
    return FacetColumn(documents, values, names.split(_END) if names else [])
