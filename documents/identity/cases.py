"""Which documents are one case: one set of questions, its notices of delay, and its answers.

Each document has keys, and those that share one are looked at. A shared case number ties, for
that is what it is for; other keys only bring together what may belong together, and then askers,
day and title must say the same. What two documents are to each other depends on these two alone,
so the order in which they come does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from ..parsing.identifiers import publication
from . import casenumbers, likeness
from .notices import Said

#: the kinds of key, as they begin
NUMBER, REFERENCE, DAY = "nr:", "zie:", "dag:"
#: answers of one day to questions of one day and title are answers to two sets
_APART_DAYS = 3
#: signs of a surname that two documents of one day must share to be looked at
_BEGIN = 4


@dataclass(frozen=True)
class Facts:
    """What a document says by which it finds its case.

    `kind` is that of the set; `askers` are names as printed; `seen` the identifiers of the
    documents to which it refers ('zie ook').
    """

    pk: int
    identifier: str
    kind: str
    number: str
    submitted: date | None
    answered: date | None
    title: str
    askers: tuple[str, ...]
    seen: tuple[str, ...]
    said: Said
    #: the numbers of other cases that it serves, and the identifier of its answer as it is told
    others: tuple[str, ...] = ()
    answered_in: str = ""

    @property
    def base(self) -> str:
        """The identifier without the mark of a reprint, or of a text that was put right."""
        return publication(self.identifier)


def keys(facts: Facts) -> frozenset[str]:
    """The keys by which a document is brought together with others."""
    named = (facts.identifier, facts.base, *facts.seen, facts.answered_in)
    found = {f"{REFERENCE}{name}" for name in named if name}
    numbers = map(casenumbers.canonical, (facts.number, *facts.others))
    found |= {f"{NUMBER}{number}" for number in numbers if number}
    if facts.submitted:
        day = facts.submitted.isoformat()
        found |= {f"{DAY}{day} {name[:_BEGIN]}" for name in map(likeness.surname, facts.askers)}
    return frozenset(key[:200] for key in found)


def is_tie(key: str, one: Facts, other: Facts) -> bool:
    """Whether two documents that share a key belong together by it."""
    if key.startswith(NUMBER):
        return True
    if key.startswith(DAY):
        return _are_one_set(one, other)
    if one.base == other.base:
        return one.submitted == other.submitted
    identifier = key.removeprefix(REFERENCE)
    if _is_answer(identifier, one, other) or _is_answer(identifier, other, one):
        return True
    return _refers(identifier, one, other) and _agree(one, other)


def _is_answer(identifier: str, asked: Facts, answer: Facts) -> bool:
    """Whether the publisher told that the one is the answer to the other."""
    return asked.answered_in == identifier and identifier in (answer.identifier, answer.base)


def _refers(identifier: str, one: Facts, other: Facts) -> bool:
    """Whether one of the two is the document of the key, and the other refers to it."""
    return (identifier in (one.identifier, one.base) and identifier in other.seen) or (
        identifier in (other.identifier, other.base) and identifier in one.seen
    )


def _agree(one: Facts, other: Facts) -> bool:
    """Whether a reference between two is within a case: two of day, askers and title agree.

    A follow-up has another day, and most often another title.
    """
    askers = likeness.share_a_name(one.askers, other.askers)
    if one.submitted and one.submitted == other.submitted:
        return askers or likeness.like_titles(one.title, other.title)
    return askers and likeness.like_titles(one.title, other.title)


def _are_one_set(one: Facts, other: Facts) -> bool:
    """Whether two without a tie in print are of the same questions: askers, day and title."""
    if one.submitted is None or one.submitted != other.submitted:
        return False
    numbers = [casenumbers.canonical(facts.number) for facts in (one, other)]
    if all(map(casenumbers.is_whole, numbers)) and numbers[0] != numbers[1]:
        return one.kind != other.kind and _is_misprinted(numbers, one, other)
    return (
        likeness.share_a_name(one.askers, other.askers)
        and likeness.like_titles(one.title, other.title)
        and not _are_twins(one, other)
    )


def _is_misprinted(numbers: list[str], one: Facts, other: Facts) -> bool:
    return (
        casenumbers.is_misprint(*numbers)
        and likeness.same_names(one.askers, other.askers)
        and likeness.same_title(one.title, other.title)
    )


def _are_twins(one: Facts, other: Facts) -> bool:
    """Whether two of one kind came together: an answer and a further answer do not."""
    if one.kind != other.kind or not (one.answered and other.answered):
        return False
    return abs((one.answered - other.answered).days) <= _APART_DAYS


def components(facts: Iterable[Facts], held: Mapping[int, Collection[str]]) -> list[list[Facts]]:
    """The cases of these documents, each with its documents by date.

    `held` gives the keys of each document that count: a tie that was cut by hand is not in it.
    """
    rows = {row.pk: row for row in facts}
    sharing: defaultdict[str, list[Facts]] = defaultdict(list)
    for pk, row in rows.items():
        for key in held[pk]:
            sharing[key].append(row)
    parent = {pk: pk for pk in rows}
    for key, some in sharing.items():
        for one, other in combinations(some, 2):
            a, b = _root(parent, one.pk), _root(parent, other.pk)
            if a != b and is_tie(key, one, other):
                parent[a] = b
    found: defaultdict[int, list[Facts]] = defaultdict(list)
    for pk in rows:
        found[_root(parent, pk)].append(rows[pk])
    return [sorted(some, key=by_date) for some in found.values()]


def _root(parent: dict[int, int], pk: int) -> int:
    while parent[pk] != pk:
        parent[pk] = parent[parent[pk]]
        pk = parent[pk]
    return pk


def by_date(facts: Facts) -> tuple[date, int, str]:
    """The order of documents in a case."""
    return order(facts.kind, facts.answered or facts.submitted, facts.identifier)


def order(kind: str, day: date | None, identifier: str) -> tuple[date, int, str]:
    """By the day of each; questions before a notice, and that before an answer."""
    return day or date.max, _KINDS.index(kind), identifier


_KINDS = ("question", "postponement", "answer")


def slug(documents: list[Facts], held: Mapping[int, Collection[str]]) -> str:
    """The name of a case in its address: its case number, else that of its first document.

    So an address of before leads to the case as it is now: a document of it has that name.
    """
    numbers = sorted(
        key.removeprefix(NUMBER)
        for document in documents
        for key in held[document.pk]
        if key.startswith(NUMBER)
    )
    return numbers[0] if numbers else documents[0].identifier
