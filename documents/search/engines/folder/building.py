"""Makes the segments of a new index, on every core where there are many documents."""

from __future__ import annotations

import pathlib
import tempfile
from collections.abc import Iterator
from functools import partial
from typing import Any

import django
from whoosh.filedb.filestore import FileStorage

from documents.processes import in_order

from ...contents import Contents
from ..shared.postings import parts
from .postings import Writer, schema


def build(folder: pathlib.Path, batches: Iterator[list[Contents]]) -> list[Any]:
    """Writes all these documents into segments; returns the segments, which no index has yet."""
    work = partial(segment, folder)
    return list(in_order(work, parts(batches), begin=django.setup, ahead=1))


def segment(folder: pathlib.Path, contents: list[Contents]) -> Any:
    """Writes documents into a segment, in a folder of its own, as Whoosh's scratch files have the
    same name for every writer; then the files of the segment are moved."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        writer = Writer(FileStorage(own).create_index(schema()), _lk=False)
        for document in contents:
            writer.add(document)
        finished = writer.finished()
        for path in pathlib.Path(own).glob(f"{finished.segment_id()}.*"):
            path.rename(folder / path.name)
    return finished
