"""Where in a set each of its problems is: an id on the page of the file, for a link and a mark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ...parsing import Problem, QuestionSet
from ...parsing.questionset import marks

HEADER = "kop"
#: problems that are listed of one file; some have thousands
SHOWN = 200
#: a place that a problem names: 'vraag 3a', 'antwoord 1, 2'
_NAMED = re.compile(r"(vraag|antwoord|voetnoot)\b(.*)", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,6})(?: t/m (\d{1,6}))?")
#: of problems that name their places in the message alone: which rows have those numbers
_BY_MESSAGE = {
    "question_without_answer": "questions",
    "answer_without_question": "answers",
    "number_double": "questions",
    "mark_without_footnote": "marks",
    "footnote_without_mark": "footnotes",
    "footnote_double": "footnotes",
    "numbers_missing": "after",
}
_KINDS = {"vraag": "questions", "antwoord": "answers", "voetnoot": "footnotes"}


class Told(NamedTuple):
    """A problem, and the id of the first part of the set that it is about."""

    problem: Problem
    id: str


class Part(NamedTuple):
    """A row of a set with its id and the problems that are about it."""

    id: str
    row: Any
    problems: Sequence[Problem]


class Marked(NamedTuple):
    """A set with its problems at their places: what is listed, and each part as it is shown."""

    told: list[Told]
    left: int
    header: Sequence[Problem]
    #: each question with the answers that begin with its number; at the end, those without one
    pairs: list[tuple[Part | None, list[Part]]]
    footnotes: list[Part]
    notes: list[Part]


def marked(questions: QuestionSet, problems: Sequence[Problem]) -> Marked:
    at: defaultdict[str, list[Problem]] = defaultdict(list)
    told = []
    for problem in problems[:SHOWN]:
        ids = _ids(problem, questions)
        told.append(Told(problem, ids[0]))
        for place in ids:
            at[place].append(problem)

    def parts(name: str) -> list[Part]:
        rows = enumerate(getattr(questions, name))
        return [Part(f"{name}-{i}", row, at[f"{name}-{i}"]) for i, row in rows]

    pairs = _paired(parts("questions"), parts("answers"))
    left = len(problems) - len(told)
    return Marked(told, left, at[HEADER], pairs, parts("footnotes"), parts("notes"))


def _paired(questions: list[Part], answers: list[Part]) -> list[tuple[Part | None, list[Part]]]:
    of: defaultdict[int | None, list[Part]] = defaultdict(list)
    numbers = {part.row.number for part in questions}
    for part in answers:
        first = part.row.numbers[0] if part.row.numbers else None
        of[first if first in numbers else None].append(part)
    pairs: list[tuple[Part | None, list[Part]]] = []
    for part in questions:
        pairs.append((part, of.pop(part.row.number, [])))
    return [*pairs, (None, of[None])] if of[None] else pairs


def _ids(problem: Problem, questions: QuestionSet) -> list[str]:
    """The ids of the parts that a problem is about; the header where it names none."""
    return list(dict.fromkeys(_found(problem, questions))) or [HEADER]


def _found(problem: Problem, questions: QuestionSet) -> Iterator[str]:
    if problem.code in _BY_MESSAGE:
        yield from _with_numbers(_BY_MESSAGE[problem.code], problem.message, questions)
    named = _NAMED.match(problem.place) or _NAMED.match(problem.message)
    if named:
        yield from _with_numbers(_KINDS[named[1].lower()], named[2], questions)
    yield from (f"notes-{i}" for i, n in enumerate(questions.notes) if n.kind == problem.place)


def _with_numbers(rows: str, text: str, questions: QuestionSet) -> Iterator[str]:
    wanted = [(int(first), int(last or first)) for first, last in _NUMBERS.findall(text)]
    if rows == "after":
        yield from _after(wanted, questions)
    elif rows == "marks":
        for name in ("questions", "answers"):
            yield from _having(name, wanted, (marks(r.text) for r in getattr(questions, name)))
    elif rows == "answers":
        yield from _having(rows, wanted, (row.numbers for row in questions.answers))
    else:
        yield from _having(rows, wanted, ([row.number] for row in getattr(questions, rows)))


def _having(
    name: str, wanted: list[tuple[int, int]], numbers: Iterable[Iterable[int]]
) -> Iterator[str]:
    """The ids of the rows of which one number is wanted."""
    for i, own in enumerate(numbers):
        if any(first <= number <= last for number in own for first, last in wanted):
            yield f"{name}-{i}"


def _after(wanted: list[tuple[int, int]], questions: QuestionSet) -> Iterator[str]:
    """The first question behind each gap in the numbers."""
    for first, _ in wanted:
        behind = (i for i, row in enumerate(questions.questions) if row.number > first)
        yield from (f"questions-{i}" for i in list(behind)[:1])
