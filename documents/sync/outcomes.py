"""What became of the publications of a run: a line of the report each, and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a publication. The values stand in the reports of `sync`."""

    NEW = "new"
    CHANGED = "changed"
    #: a second source, which does not become the one that the document is made of
    KEPT = "kept"
    SAME = "same"
    REFUSED = "refused"
    MISSING = "missing"
    FAILED = "failed"
    GONE = "gone"
    #: of a run that only looks: it would be fetched
    WANTED = "wanted"


#: Dutch: each outcome behind a number of publications
_COUNTED = {
    Outcome.NEW: "nieuw",
    Outcome.CHANGED: "gewijzigd",
    Outcome.KEPT: "tweede bron",
    Outcome.SAME: "ongewijzigd",
    Outcome.REFUSED: "geweigerd",
    Outcome.MISSING: "ontbreekt bij de bron",
    Outcome.FAILED: "mislukt",
    Outcome.GONE: "niet meer bij de bron",
    Outcome.WANTED: "op te halen",
}


@dataclass(frozen=True)
class Line:
    """A line of the report: a publication, or with outcome None a remark on the run."""

    identifier: str
    outcome: Outcome | None
    #: the identifier of the document that it became
    document: str = ""
    #: in Dutch: why, or what was noticed
    messages: tuple[str, ...] = ()


class Tally(Counter[str]):
    """The number of publications with each outcome; 'remarks' counts remarks on the run."""

    def rows(self, always: Collection[str] = ()) -> Iterator[tuple[str, int]]:
        """Each outcome that there was, in Dutch, and how often; `always` also where it was not."""
        told: list[tuple[str, str]] = [*_COUNTED.items(), ("remarks", "opmerkingen in het verslag")]
        for key, words in told:
            if self[key] or key in always:
                yield words, self[key]

    def count(self, line: Line) -> None:
        self[line.outcome or "remarks"] += 1
