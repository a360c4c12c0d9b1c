"""Where two versions of a document differ, ready for a page: long equal stretches are cut short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.archive.layers.paths import Json
from documents.archive.layers.wording import Kind, Run, compared

#: signs of an equal stretch that are shown beside a change
NEAR = 160
SKIPPED = " […] "


@dataclass(frozen=True)
class Part:
    """A part of a document that differs: its label, whether it is new or gone, and its words."""

    label: str
    is_new: bool
    is_gone: bool
    runs: tuple[Run, ...]


def differing(old: Json, new: Json) -> list[Part]:
    """The parts in which two sets differ, in the order of the document."""
    return [
        Part(part.label, part.old is None, part.new is None, tuple(_shortened(part.runs)))
        for part in compared(old, new)
        if part.differs
    ]


def words_of(parts: Iterable[Part]) -> tuple[int, int]:
    """How many words went, and how many came."""
    runs = [run for part in parts for run in part.runs]
    removed, added = (
        sum(len(run.text.split()) for run in runs if run.kind is kind)
        for kind in (Kind.REMOVED, Kind.ADDED)
    )
    return removed, added


def _shortened(runs: tuple[Run, ...]) -> Iterator[Run]:
    for place, run in enumerate(runs):
        if run.kind is not Kind.EQUAL or len(run.text) <= 2 * NEAR + len(SKIPPED):
            yield run
            continue
        before = run.text[:NEAR] if place else ""
        after = run.text[-NEAR:] if place < len(runs) - 1 else ""
        yield Run(run.kind, f"{before}{SKIPPED}{after}")
