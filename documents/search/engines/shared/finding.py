"""A search on an index as it is at one moment, the same in every engine."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator, Set
from contextlib import contextmanager
from functools import partial

from ... import dutch
from ...query.tree import And, Apart, Near, Node, Not, Or, Phrase, Word
from ..base import FEW, RELEVANCE, Conditions, SearchUnavailable
from .arrays import Floats, Numbers
from .evaluate import Evaluation
from .found import FoundInColumns, dated
from .partly import with_all_but_one, with_most
from .ranked import Ranking
from .snapshot import Snapshot

log = logging.getLogger(__name__)


@contextmanager
def reading() -> Iterator[None]:
    """Raises SearchUnavailable for the errors of lists that were damaged under a searcher.

    The index cannot be searched then, until the process that keeps it has made a new one.
    """
    try:
        yield
    except (EOFError, IndexError, OSError, ValueError, struct.error, zlib.error) as error:
        log.exception("the index is damaged")
        raise SearchUnavailable(f"the index is damaged: {error!r}") from error


def find(
    snapshot: Snapshot, tree: Node | None, conditions: Conditions, sort: str
) -> FoundInColumns:
    """The documents that match. Raises SearchUnavailable and SearchTooHeavy, as its pages do."""
    evaluation = Evaluation(snapshot)

    def scores(tree: Node, documents: Numbers) -> Floats:
        with reading():
            return Ranking(evaluation).scores(tree, documents)

    def bearing(stem: str) -> Set[str] | None:
        with reading():
            return snapshot.bearing(stem)

    with reading():
        snapshot.expect(_terms(tree))
        within = dated(snapshot, conditions)
        documents = evaluation.documents(tree) & within
        is_few = int(documents.sum()) < FEW
        return FoundInColumns(
            *(snapshot, documents, conditions, sort, evaluation.messages, bearing),
            partial(scores, tree) if sort == RELEVANCE and tree else None,
            with_most(evaluation, tree, within) if is_few else None,
            partial(with_all_but_one, evaluation, tree, within),
        )


def _terms(node: Node | None) -> Iterator[tuple[str, str]]:
    """The terms, each with its field, whose lists a tree needs; not those of leaves that stand for
    words of the vocabulary."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _terms(part)
        case Not(part):
            yield from _terms(part)
        case Word(surface, stem):
            yield "words", surface
            if stem:
                yield from (("stems", stem), ("parts", stem))
            if stem and dutch.analysed(stem) == (stem, stem):
                yield "words", stem
        case Phrase(words) | Near(words):
            yield from (("words", word) for word in words)
        case Apart():
            yield from (("words", word) for word in node.words)
