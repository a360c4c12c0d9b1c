"""The protocol of an engine: it finds documents by a query tree, and keeps an index of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from ..contents import Contents
from ..query.tree import Expanded, Fuzzy, Node
from ..query.writing import write
from ..vocabulary import Vocabulary

RELEVANCE, NEWEST, OLDEST = "relevance", "newest", "oldest"
ASKED, QUICKEST, SLOWEST = "asked", "quickest", "slowest"
#: seconds after which a search that is not done is given up
HARD_STOP = 2.0
#: With fewer documents than this that have all the words, those with most of them are hits too.
FEW = 10
#: words that a prefix, or a word with a ~, stands for at most
EXPANSIONS = 128


#: whether a search was given up since this was set to False: what is shown may lack something
given_up: ContextVar[bool] = ContextVar("given_up", default=False)


class SearchGivenUp(Exception):
    """A search has no result now, and may have one a moment later."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        given_up.set(True)


class SearchUnavailable(SearchGivenUp):
    """There is no index that can be read, yet."""


class SearchTooHeavy(SearchGivenUp):
    """A search took longer than HARD_STOP."""


def too_many(leaf: Expanded) -> str:
    """Dutch: that a leaf stands for more words than are looked for."""
    which = "die het meest voorkomen"
    if isinstance(leaf, Fuzzy):
        which = "die er het meest op lijken"
    typed = write(replace(leaf, zone=None))
    return f"«{typed}» past op veel woorden; de {EXPANSIONS} {which} zijn gebruikt."


@dataclass(frozen=True)
class Conditions:
    """Conditions on a hit besides the query: a period, a value of each filter, and documents that
    it may not be (`without`). With `by_case`, the documents of one case are one hit."""

    since: date | None = None
    until: date | None = None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    without: frozenset[int] = frozenset()
    by_case: bool = False


class Found(Protocol):
    """The documents that match: how many, which, and how many by each value of each facet.

    A facet with a filter is counted over the documents that the other conditions leave, so that
    a visitor sees the hits that another value would give. `total` and `facets` are exact;
    `messages` (Dutch) tell of anything that is not. `total` counts hits, `documents` and the
    facets count documents, which are more where those of a case are one hit.

    Where few documents have all the words, those with most of them are hits too. They come below
    the first `complete` hits.
    """

    total: int
    complete: int
    #: how many of the words the hits below have at least, and of how many
    least: tuple[int, int]
    documents: int
    messages: list[str]

    @property
    def facets(self) -> Mapping[str, Mapping[str, int]]: ...

    def among(self, name: str, other: str, values: Sequence[str]) -> Mapping[str, int]:
        """Value of a facet → how many of the documents counted for it have one of `values` of
        another facet."""
        ...

    @property
    def bearing(self) -> Callable[[str], Set[str] | None]:
        """Gives the words of the index that have a stem, or a part with it; None where the index
        does not tell. Raises SearchUnavailable."""
        ...

    def costs(self) -> list[tuple[Node, int]]:
        """Parts of the query that cost hits, each with the number of hits that match without."""
        ...

    def page(self, start: int, stop: int) -> list[tuple[int, float]]:
        """Primary key and score of the hits in this stretch, best first; ties newest first.

        The hit of a case is its answer, if that matches, else its questions; it stands where the
        best of its documents would.

        By NEWEST and OLDEST documents without a date come last; by ASKED, which has the newest
        questions first, those without a day of asking; by QUICKEST and SLOWEST those without a
        delay, and by QUICKEST those whose dates make it less than none.
        """
        ...


class Engine(Protocol):
    """Searches and keeps an index. One process at a time calls the methods that write."""

    name: str

    def find(self, tree: Node | None, conditions: Conditions, sort: str) -> Found:
        """The documents that match the tree and the conditions; where tree is None, all of these.

        Raises SearchUnavailable where there is no index, SearchTooHeavy after HARD_STOP.
        """
        ...

    def telling(self, pks: Set[int]) -> dict[int, list[str]]:
        """The words that tell each of these documents from others, as they are printed, the best
        first; a document that is not in the index is left out. Raises SearchUnavailable."""
        ...

    def version(self) -> str:
        """What is another after each change of the index; '' where there is none. Quick."""
        ...

    def vocabulary(self) -> Vocabulary:
        """The words of the archive; may be a minute behind. Raises SearchUnavailable."""
        ...

    def fault(self, *, thorough: bool) -> str | None:
        """Dutch: why the index must be rebuilt, or None; thorough reads every byte of it."""
        ...

    def is_outdated(self) -> bool:
        """Whether the index can be searched, but must be rebuilt: it has another stamp."""
        ...

    def size(self) -> int:
        """How many documents are in the index; quick. Raises SearchUnavailable."""
        ...

    def pks(self) -> set[int]:
        """The documents in the index. Raises SearchUnavailable."""
        ...

    def digests(self) -> dict[int, str]:
        """The digest of each document's contents as they were indexed. Raises SearchUnavailable."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Waits until no process on another machine writes this index, and keeps others waiting."""
        ...

    def apply(self, contents: Iterable[Contents], gone: Iterable[int]) -> None:
        """Puts these documents in the index or replaces them, and takes out those that are gone."""
        ...

    def tidy(self) -> list[int]:
        """Documents to apply once more, so that the index does not fall into small pieces."""
        ...

    def purge(self, pks: Set[int]) -> list[int]:
        """Documents to apply once more, after which nothing is left on disk of what the index held
        of these documents before they were last applied; and of replaced indexes nothing at all."""
        ...

    def begin(self) -> NewIndex:
        """A new, empty index beside the present one."""
        ...


class NewIndex(Protocol):
    """An index being made, which no searcher sees before `swap`."""

    def fill(self, batches: Iterator[list[Contents]]) -> None:
        """Puts all these documents in, on every core where that helps."""
        ...

    def apply(self, contents: Iterable[Contents], gone: Iterable[int]) -> None:
        """Does the same as Engine.apply, in this index."""
        ...

    def swap(self) -> None:
        """Makes this the index that is searched, at once and for good."""
        ...

    def discard(self) -> None:
        """Removes this index."""
        ...
