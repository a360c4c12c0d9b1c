"""Several series of questions that were printed, and answered, as one.

The heading of the next series stands at the end of the last question of the one before, and its
numbers begin anew. They are numbered on, each with the number of the print for its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...questionset import MARK, Answer, Question, marks

_HEAD = re.compile(
    r"\s*(?P<head>\bVra(?:ag|gen) van (?:het lid|de leden|de heer|mevrouw|mw\.?) "
    r"[^?]{10,800}?\(\s*(?:[Ii]n|[Uu]it)gezonden [^()]{4,40}\))[\s.]*\Z"
)
#: '[^1] De Veerbode, 3 mei 1999'
_NOTE = re.compile(r"\[\^(\d{1,5})\]([^\[\]]*)")
_ENDED = re.compile(r"[?.!]\s*\Z")
#: letters of the shortest footnote
_SHORTEST = 4


@dataclass(frozen=True)
class Series:
    """All questions, numbered on; the headings of the series behind the first; the number before
    each of these; and the footnotes that stood among the questions."""

    questions: tuple[Question, ...]
    heads: tuple[str, ...] = ()
    begins: tuple[int, ...] = ()
    noted: dict[int, str] | None = None


def numbered_on(questions: tuple[Question, ...], notes: dict[int, str]) -> Series:
    """The questions as one series; the same where no heading parts them. `notes` are the footnotes
    that were tagged; with those that stood among the questions they are `Series.noted`."""
    parts = list(_parts(questions))
    if len(parts) < 2:
        return Series(questions)
    rows: list[Question] = []
    begins: list[int] = []
    found: dict[int, str] = {}
    for part, _ in parts:
        begin = max((row.number for row in rows), default=0)
        part, found = _own_notes(part, found, notes)
        begins += [begin] if rows else []
        rows += [_on(row, begin) for row in part]
    left = [text for text in notes.values() if text not in found.values()]
    found |= dict(enumerate(left, max(found, default=0) + 1))
    return Series(tuple(rows), tuple(head for _, head in parts if head), tuple(begins), found)


def _on(row: Question, begin: int) -> Question:
    return replace(row, number=row.number + begin, label=str(row.number)) if begin else row


def _parts(questions: tuple[Question, ...]) -> Iterator[tuple[list[Question], str]]:
    """The questions of each series, and the heading of the next."""
    part: list[Question] = []
    for at, question in enumerate(questions):
        match = _HEAD.search(question.text) if "gezonden" in question.text else None
        again = at + 1 < len(questions) and questions[at + 1].number <= question.number
        if match and again:
            part.append(replace(question, text=question.text[: match.start()].rstrip()))
            yield part, match["head"]
            part = []
        else:
            part.append(question)
    yield part, ""


def _own_notes(
    part: list[Question], found: dict[int, str], tagged: dict[int, str]
) -> tuple[list[Question], dict[int, str]]:
    """A series without the footnotes below its last question, its marks numbered on where a series
    before has these; and the footnotes found, with its own: those below it, else tagged ones."""
    head, own = notes_below(part[-1].text)
    marked = {number for row in part[:-1] for number in marks(row.text)} | set(marks(head))
    if own and set(own) <= marked:
        part = [*part[:-1], replace(part[-1], text=head)]
    else:
        marked = {number for row in part for number in marks(row.text)}
        own = {n: text for n, text in tagged.items() if n in marked}
        own = {n: text for n, text in own.items() if found.get(n) != text}
    free = max({*found, *marked}, default=0)
    new = {n: free + at for at, n in enumerate((n for n in own if n in found), 1)}
    part = [replace(row, text=_renumbered(row.text, new)) for row in part]
    return part, found | {new.get(n, n): text for n, text in own.items()}


def _renumbered(text: str, new: dict[int, int]) -> str:
    return MARK.sub(lambda mark: f"[^{new.get(int(mark[1]), int(mark[1]))}]", text)


def answered_on(answers: tuple[Answer, ...], begins: tuple[int, ...]) -> tuple[Answer, ...]:
    """The answers with the numbers of their questions, where their numbers begin anew as often;
    else the same."""
    rows: list[Answer] = []
    shift, times, highest = 0, 0, 0
    for answer in answers:
        if answer.numbers and min(answer.numbers) <= highest and times < len(begins):
            shift, times, highest = begins[times], times + 1, 0
        highest = max(highest, *answer.numbers) if answer.numbers else highest
        rows.append(replace(answer, numbers=tuple(n + shift for n in answer.numbers)))
    return tuple(rows) if times == len(begins) else answers


def notes_below(text: str) -> tuple[str, dict[int, str]]:
    """A text without the footnotes that stand behind its last sentence, and these by number; ''
    and none where there are none."""
    found: list[re.Match[str]] = []
    end = len(text)
    for note in reversed(list(_NOTE.finditer(text))):
        if note.end() != end or len(note[2]) < _SHORTEST:
            break
        found.append(note)
        end = note.start()
    while found and not _ENDED.search(text, max(0, found[-1].start() - 3), found[-1].start()):
        found.pop()
    if not found:
        return "", {}
    first = found[-1].start()
    return text[:first].rstrip(), {int(note[1]): note[2].strip() for note in reversed(found)}
