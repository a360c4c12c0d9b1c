"""A question set as the blocks of its printed page: headings, paragraphs, items of lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from documents.parsing import QuestionSet

from . import phrases

ITALIC, BOLD = "italic", "bold"


@dataclass(frozen=True)
class Block:
    """A piece of text that begins on a new line; `space` lines of white stand above it.

    The text may have `*bold*` and `_italic_` runs in a header, and marks of footnotes anywhere.
    """

    text: str
    style: str = ""
    space: float = 0
    item: bool = False
    heading: bool = False
    rich: bool = False


def blocks(questions: QuestionSet) -> Iterator[Block]:
    """Every block, from the header to the notes, in the order of print."""
    yield from _header(questions)
    answers = {answer.numbers[0]: answer for answer in questions.answers}
    covered = {n: a.numbers[0] for a in questions.answers for n in a.numbers}
    for question in questions.questions:
        yield Block(f"Vraag {question.number}", space=1, heading=True)
        yield from body(question.text)
        last = max((n for n in covered if covered[n] == covered.get(question.number)), default=0)
        if question.number == last:
            answer = answers[covered[last]]
            heading = f"Antwoord {phrases.number_list(answer.numbers)}"
            yield Block(heading, space=1, heading=True)
            yield from body(answer.text, ITALIC)
    yield from _notes(questions)


def body(text: str, style: str = "") -> Iterator[Block]:
    """The blocks of a running text: its paragraphs, and each item of its lists."""
    for part in text.split("\n\n"):
        for line in part.split("\n"):
            yield Block(line, style, item=line.startswith("– "))


def _notes(questions: QuestionSet) -> Iterator[Block]:
    for note in questions.notes:
        heading = "Mededeling" if note.kind == "mededeling" else f"{note.kind.capitalize()}:"
        yield Block(heading, BOLD if note.kind == "mededeling" else "", space=1, heading=True)
        yield from body(note.text)


def _header(questions: QuestionSet) -> Iterator[Block]:
    asked = phrases.askers(questions, name="*{}*")
    to = phrases.offices(questions.addressees)
    sent = phrases.dutch_date(questions.submitted)
    text = f"Vragen van {asked} aan {to} over _{questions.title}_ (ingezonden {sent})."
    yield Block(text, rich=True)
    if questions.answered:
        by = phrases.answerers(questions, name="*{}*")
        day = phrases.dutch_date(questions.answered)
        text = f"{phrases.answer_word(questions)} van {by} (ontvangen {day})."
        also = phrases.see_also(questions.see_also)
        yield Block(f"{text} {also}".strip(), space=0.5, rich=True)
