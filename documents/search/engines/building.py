"""Makes the segments of a new index, on every core where there are many documents."""

from __future__ import annotations

import multiprocessing
import os
import pathlib
import tempfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import chain, islice
from typing import Any

import django
from whoosh.filedb.filestore import FileStorage

from documents.workers import end_with_parent

from ..contents import Contents
from .postings import Writer, schema

#: documents to a segment: what a worker holds in memory at once
SEGMENT_DOCUMENTS = 10_000
#: With fewer documents other processes would take longer to start than to help.
MANY = 2_000


def build(folder: pathlib.Path, batches: Iterator[list[Contents]]) -> list[Any]:
    """Writes all these documents into segments; gives the segments, which no index has yet."""
    every = chain.from_iterable(batches)
    first = list(islice(every, MANY))
    if len(first) < MANY:
        return [segment(folder, first)] if first else []
    with ProcessPoolExecutor(
        os.cpu_count() or 1,
        mp_context=multiprocessing.get_context("forkserver"),
        initializer=django.setup,
    ) as workers:
        try:
            return list(_built(workers, folder, chain(first, every)))
        except BaseException:
            workers.shutdown(wait=False, cancel_futures=True)
            raise


def _built(
    workers: ProcessPoolExecutor, folder: pathlib.Path, contents: Iterator[Contents]
) -> Iterator[Any]:
    """Segments in order; no more documents are read than the workers have room for."""
    under_way: deque[Future[Any]] = deque()
    while part := list(islice(contents, SEGMENT_DOCUMENTS)):
        under_way.append(workers.submit(segment_apart, folder, part))
        if len(under_way) > (os.cpu_count() or 1):
            yield under_way.popleft().result()
    for future in under_way:
        yield future.result()


def segment_apart(folder: pathlib.Path, contents: list[Contents]) -> Any:
    """A segment, made in a worker process that ends with the process that it works for."""
    _end_with_parent()
    return segment(folder, contents)


def segment(folder: pathlib.Path, contents: list[Contents]) -> Any:
    """Writes documents into a segment, in a folder of its own, as Whoosh's scratch files have the
    same name for every writer; then the files of the segment are moved."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        writer = Writer(FileStorage(own).create_index(schema()), _lk=False)
        for document in contents:
            writer.add(document)
        made = writer.finished()
        for path in pathlib.Path(own).glob(f"{made.segment_id()}.*"):
            path.rename(folder / path.name)
    return made


_end_with_parent = cache(end_with_parent)
