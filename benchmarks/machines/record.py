"""What everybody saw, and what each event cost."""

from __future__ import annotations

import enum
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

#: who notices an outage, with what is done by whom
KINDS = {"reading": ("reading",), "working": ("correcting", "uploading")}


class Outcome(enum.Enum):
    """How a request went: an answer, a page that says when to ask again, none at all, a fault."""

    WELL = "well"
    AWAY = "told to wait"
    NONE = "no answer"
    FAULT = "fault"

    @classmethod
    def of(cls, status: int, retry_after: str | None) -> Outcome:
        """Of an answer: its status and its header Retry-After."""
        if status < 500:
            return cls.WELL
        return cls.AWAY if status == 503 and retry_after else cls.FAULT


class Deed(NamedTuple):
    began: float
    ended: float
    what: str
    outcome: Outcome


class Span(NamedTuple):
    """An event, from its begin until people have read and worked for a while again."""

    name: str
    began: float
    ended: float


@dataclass
class Record:
    """What everybody did and saw; times are those of time.monotonic."""

    deeds: list[Deed] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    #: of each document: (when it was told as stored, number), and the highest number that was sent
    stored: dict[str, list[tuple[float, int]]] = field(default_factory=dict)
    sent: Counter[str] = field(default_factory=Counter)
    published: list[str] = field(default_factory=list)
    #: what did not go well without being wrong, by what was told
    failures: Counter[str] = field(default_factory=Counter)

    def least(self, name: str, before: float) -> int:
        """The number that a document must have for one who asks then."""
        return max((number for when, number in self.stored[name] if when <= before), default=0)

    def done(self, what: str, began: float, outcome: Outcome, detail: str) -> None:
        if outcome is not Outcome.WELL:
            self.failures[f"{what}: {outcome.value} ({detail})"] += 1
        self.deeds.append(Deed(began, time.monotonic(), what, outcome))

    def during(self, span: Span, kind: str) -> list[Deed]:
        """What was done in that time, by the end of each."""
        return [d for d in self._of(kind) if span.began <= d.ended <= span.ended]

    def count(self, outcome: Outcome) -> int:
        return sum(deed.outcome is outcome for deed in self.deeds)

    def are_back(self, since: float) -> bool:
        """Whether somebody read, and somebody worked, who began after that moment."""
        return all(
            any(deed.outcome is Outcome.WELL and deed.began > since for deed in self._of(kind))
            for kind in KINDS
        )

    def _of(self, kind: str) -> Iterator[Deed]:
        return (deed for deed in list(self.deeds) if deed.what in KINDS[kind])

    def longest_gap(self, span: Span, kind: str) -> float:
        """Seconds in a span of time in which nothing of this kind was done well."""
        done = self.during(span, kind)
        whens = sorted(deed.ended for deed in done if deed.outcome is Outcome.WELL)
        return max(b - a for a, b in zip([span.began, *whens], [*whens, span.ended], strict=True))


def told(record: Record, spans: Iterable[Span]) -> None:
    """Prints a row for each kind of event: how often, and for those who read and those who work
    how many requests, how many of each outcome but well, and the longest gap of all times."""
    spans = list(spans)
    heads = (f"{kind}: asked wait none fault   longest gap" for kind in KINDS)
    print(f"{'event':18} times", *(f"{head:>45}" for head in heads))
    for name in dict.fromkeys(span.name for span in spans):
        own = [span for span in spans if span.name == name]
        print(f"{name:18} {len(own):5}", *(_cells(record, own, kind) for kind in KINDS), flush=True)


def _cells(record: Record, spans: list[Span], kind: str) -> str:
    deeds = [deed for span in spans for deed in record.during(span, kind)]
    counts = Counter(deed.outcome for deed in deeds)
    bad = "".join(f"{counts[o]:5}" for o in (Outcome.AWAY, Outcome.NONE, Outcome.FAULT))
    gap = max(record.longest_gap(span, kind) for span in spans)
    return f"{len(deeds):15}{bad} {gap:11.1f} s"
