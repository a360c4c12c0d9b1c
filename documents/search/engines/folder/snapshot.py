"""Opens the index in a folder as it is at one moment."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage

from ..shared.arrays import Numbers
from ..shared.columns import SegmentColumns
from ..shared.postings import read_columns
from ..shared.snapshot import Segment, Snapshot
from . import manifest
from .postings import FileLists, KeptLists, kept_lists


class FolderSnapshot(Snapshot):
    """The state of a folder; segments that `before` has open already are not read anew."""

    def __init__(
        self,
        folder: pathlib.Path,
        before: FolderSnapshot | None = None,
        whole: manifest.Whole | None = None,
    ) -> None:
        self.state = state(folder)
        leaves = list(FileStorage(str(folder)).open_index().reader().leaf_readers())
        if before and before.state[0] != self.state[0]:
            before = None
        known = {s.name: s.columns for s in before.segments} if before else {}
        self.kept: KeptLists = before.kept if before else kept_lists()
        segments = list(_opened(leaves, known, self.kept, whole or manifest.Whole()))
        super().__init__(segments, dict(_deleted(leaves)), before)

    def expect(self, terms: Iterable[tuple[str, str]]) -> None:
        wanted = list(dict.fromkeys(terms))
        for segment in self.segments:
            if isinstance(segment.lists, FileLists):
                segment.lists.load(wanted)


def _opened(
    leaves: list[tuple[Any, int]],
    known: dict[str, SegmentColumns],
    kept: KeptLists,
    whole: manifest.Whole,
) -> Iterator[Segment]:
    """The segments; the columns of one never change, so known ones are kept."""
    for leaf, base in leaves:
        if leaf.doc_count_all():
            name, lists = leaf.segment().segment_id(), FileLists(leaf, kept, whole)
            columns = known.get(name) or read_columns(lists, leaf.doc_count_all())
            yield Segment(name, base, columns, lists)


def _deleted(leaves: list[tuple[Any, int]]) -> Iterator[tuple[str, Numbers]]:
    for leaf, _ in leaves:
        if leaf.has_deletions():
            segment = leaf.segment()
            yield segment.segment_id(), np.array(list(segment.deleted_docs()), np.int64)


def state(folder: pathlib.Path) -> tuple[str, int]:
    """The name of the folder and the number of its newest commit, which tell states apart.

    Raises FileNotFoundError where there is no index.
    """
    name = manifest.contents(folder)
    if name is None:
        raise FileNotFoundError(f"no table of contents in {folder}")
    return folder.name, manifest.number(name)
