"""The body: labelled blocks of lines become questions, answers and notes.

A block is what stands under one label. Joint questions are taken apart where each has its own
paragraph; an answer keeps all its numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ..files.limits import MOST_QUESTIONS
from ..problems import Problem
from ..questionset import Answer, Kind, Note, NoteKind, Question, marks
from .blocks import Block, mend_blocks
from .hyphens import Hyphenation
from .joint import split_joint
from .labels import (
    Label,
    ad_first,
    is_open,
    letter_first,
    number_alone,
    number_first,
    number_open,
    numbers_alone,
    read_label,
)
from .line import Line, Role, body, of_role
from .origins import Origin
from .paragraphs import as_text, ends_sentence, leads_on, paragraphs


@dataclass(frozen=True)
class Body:
    """What the body says; `left_out` is text above the first label, which belongs to nothing.

    `origins` tells which lines the rows were made of, `problems` what was mended between labels.
    """

    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    notes: tuple[Note, ...] = ()
    left_out: str = ""
    origins: tuple[Origin, ...] = ()
    problems: tuple[Problem, ...] = ()


def mark_labels(lines: list[Line]) -> None:
    """Give labels their role. Numbers count as labels only where nothing is labelled 'Vraag 1'."""
    _mark_all(lines)
    _mark_ad(lines)
    _set_rests_apart(lines)


def _mark_all(lines: list[Line]) -> None:
    text = [line for line in lines if line.role is Role.TEXT]
    above_of = _lines_above(lines)
    for line, below in zip(text, [*text[1:], Line("")], strict=False):
        above = above_of.get(id(line))
        if is_open(line.text) and not below.gap and numbers_alone(below.text):
            label = read_label(f"{line.text} {below.text}")
            if label and _may_stand(line, label, above):
                line.give(Role.LABEL, by="label dat op de volgende regel doorgaat", label=label)
                below.give(Role.LABEL, by="nummers bij het label op de regel erboven")
        elif line.role is Role.TEXT:
            label = read_label(line.text)
            if label and _may_stand(line, label, above):
                _mark(line, label)
    if any(line.label and line.label.kind == Kind.QUESTION and line.label.numbers for line in text):
        return
    if _mark_letters(text):
        return
    asked, answered = _around_answer_header(lines)
    if not answered:
        asked, answered = _around_answer_label(body(lines))
    labelled = any(line.label and line.label.kind == Kind.ANSWER for line in lines)
    bare = (_mark_numbers_open,) if labelled else ()
    for mark_numbers in (_mark_numbers_alone, _mark_numbers_first, *bare):
        mark_numbers(asked)
        if any(line.label and line.label.kind == Kind.QUESTION for line in asked):
            _mark_answer_numbers(answered)
            return


def _mark_letters(text: list[Line]) -> bool:
    """Label questions behind 'V1' and answers behind 'A1'; tells whether there are."""
    found = _numbered_lines(text, lambda printed: _of_kind(letter_first(printed), Kind.QUESTION))
    asked = {number for _, label in found for number in label.numbers}
    for line in text:
        label = letter_first(line.text) if found else None
        if label and asked.issuperset(label.numbers):
            line.give(Role.LABEL, by="V of A vooraan, met nummers", label=label)
    return bool(found)


def _of_kind(label: Label | None, kind: Kind) -> Label | None:
    return label if label and label.kind == kind else None


def _mark_ad(lines: list[Line]) -> None:
    """Label answers behind 'Ad 1', where no answer has another label."""
    labels = [line.label for line in lines if line.label]
    if any(label.kind == Kind.ANSWER and label.numbers for label in labels):
        return
    asked = {number for label in labels for number in label.numbers}
    for line in of_role(lines, Role.TEXT):
        label = ad_first(line.text)
        if label and asked.issuperset(label.numbers):
            line.give(Role.LABEL, by="Ad vooraan, met nummers", label=label)


def _lines_above(lines: list[Line]) -> dict[int, Line]:
    """The line above each, by its id, furniture of pages left out of account."""
    printed = [line for line in lines if line.role is not Role.FURNITURE]
    return {id(line): above for above, line in itertools.pairwise(printed)}


def _around_answer_header(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The text before and after an answer's header that stands below the questions.

    The Aanhangsel was printed so until about 1995. All text and none where it stands elsewhere.
    """
    header = next((i for i, line in enumerate(lines) if line.role is Role.ANSWER_HEADER), 0)
    before, after = of_role(lines[:header], Role.TEXT), of_role(lines[header:], Role.TEXT)
    if any("?" in line.text for line in before):
        return before, after
    return [*before, *after], []


def _around_answer_label(text: list[Line]) -> tuple[list[Line], list[Line]]:
    """The text before and after a bare 'Antwoord', where it is the only label of an answer and the
    answers are numbered from 1; otherwise all text and none."""
    labels = [i for i, line in enumerate(text) if line.label and line.label.kind == Kind.ANSWER]
    bare = len(labels) == 1 and text[labels[0]].label == Label(Kind.ANSWER)
    at = labels[0] if bare else len(text)
    before, after = of_role(text[:at], Role.TEXT), of_role(text[at:], Role.TEXT)
    first = numbers_alone(after[0].text) if after else None
    return (before, after) if first and first.numbers[0] == 1 else ([*before, *after], [])


def _set_rests_apart(lines: list[Line]) -> None:
    """Make a line of text of what stands behind a label on its line, below it."""
    made: list[Line] = []
    for line in lines:
        made.append(line)
        if line.label and line.label.rest:
            rest = line.label.rest
            below = Line(rest, line.page, False, line.early, box=line.box, row=line.row)
            below.give(Role.TEXT, by="tekst die achter het label op dezelfde regel stond")
            made.append(below)
            line.text = line.text.removesuffix(rest).rstrip()
            line.label = replace(line.label, rest="")
    lines[:] = made


def _mark_answer_numbers(text: list[Line]) -> None:
    """Label the answers that stand behind numbers in order: '1', '2 en 3', '4. Ja.'."""
    expected = 1
    for line in text:
        label = numbers_alone(line.text) or number_first(line.text)
        if label and label.numbers[0] == expected:
            label = replace(label, kind=Kind.ANSWER)
            line.give(Role.LABEL, by="antwoordnummer dat op het vorige volgt", label=label)
            expected = label.numbers[-1] + 1


def _mark(line: Line, label: Label) -> None:
    """Give a line that begins with the word of its label its role."""
    if label.numbers:
        line.give(Role.LABEL, by="Vraag of Antwoord vooraan, met nummers", label=label)
    elif label.kind in (Kind.QUESTION, Kind.ANSWER):
        line.give(Role.LABEL, by="Vraag of Antwoord vooraan, zonder nummer", label=label)
    else:
        line.give(Role.LABEL, by="Toelichting, Mededeling of Opmerking vooraan", label=label)


def _may_stand(line: Line, label: Label, above: Line | None) -> bool:
    """Whether a line is a label and not a part of the sentence above it."""
    if above and above.role is Role.TEXT and not line.gap:
        if label.rest and not above.early:
            return False
        if line.text[0].islower() and not ends_sentence(above.text):
            return False  # 'zie het / antwoord op vraag 4.'
        if line.page == above.page and leads_on(above.text):
            return False  # 'zie het antwoord op / Vraag 4'
    return True


def _mark_numbers_alone(text: list[Line]) -> None:
    """Label the questions below numbers that stand alone on their lines."""
    for line, label in _numbered_lines(text, number_alone):
        line.give(Role.LABEL, by="vraagnummer alleen op zijn regel, in volgorde", label=label)


def _mark_numbers_first(text: list[Line]) -> None:
    """Label the questions that begin with their number and a stop."""
    for line, label in _numbered_lines(text, number_first):
        line.give(Role.LABEL, by="vraagnummer met een punt voor de vraag, in volgorde", label=label)


def _mark_numbers_open(text: list[Line]) -> None:
    """Label the questions that begin with their number and no stop, where answers have labels."""
    for line, label in _numbered_lines(text, number_open):
        line.give(Role.LABEL, by="vraagnummer zonder punt voor de vraag, in volgorde", label=label)


def _numbered_lines(
    text: list[Line], reader: Callable[[str], Label | None]
) -> list[tuple[Line, Label]]:
    """The lines whose numbers stand in order, and their labels; none where they ask nothing."""
    found: list[tuple[int, Label]] = []
    for index, line in enumerate(text):
        label = reader(line.text) if line.role is Role.TEXT else None
        if label and label.numbers == (len(found) + 1,):
            found.append((index, label))
    asks = _asks(text, [index for index, _ in found])
    return [(text[index], label) for index, label in found] if asks else []


def _asks(text: list[Line], numbered: list[int]) -> bool:
    """Whether most numbered lines are, or are followed by, a question."""
    ends = [*numbered[1:], len(text)]
    blocks = [text[a : min(b, a + 12)] for a, b in zip(numbered, ends, strict=False)]
    asking = sum(any("?" in line.text for line in block) for block in blocks)
    return asking > 0.5 * len(blocks)


def read_body(lines: list[Line], hyphenation: Hyphenation, kind: Kind) -> Body:
    """The questions, answers and notes in the lines that are text or labels."""
    blocks = _blocks(lines)
    told = mend_blocks(blocks, kind)
    free = list(itertools.takewhile(lambda line: not line.label, body(lines)))
    if not any(block.label.kind == Kind.QUESTION for block in blocks):
        free, below = _around_question_header(lines, free)
        blocks = _unlabelled(blocks, below, kind)
        free += _leave_end(blocks)
    rows = _Rows(hyphenation)
    for block in blocks:
        if len(rows.questions) > MOST_QUESTIONS:
            break  # what is too many is cut, and told, by the checks of every format
        rows.add(block)
    left_out = " ".join(line.text for line in free)
    return Body(
        tuple(rows.questions),
        tuple(rows.answers),
        tuple(rows.notes),
        left_out,
        tuple(rows.origins),
        told,
    )


@dataclass
class _Rows:
    """The rows made so far, what each was made of, and the questions that await an answer."""

    hyphenation: Hyphenation
    questions: list[Question] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)

    def add(self, block: Block) -> None:
        if block.label.kind == Kind.QUESTION:
            self._add_questions(block)
        elif block.label.kind == Kind.ANSWER:
            self._add_answers(block)
        elif texts := paragraphs(block.lines, self.hyphenation):
            self.notes.append(Note(block.label.kind, as_text(texts)))
            self._remember("notes", block, self.notes[-1:])

    def _add_questions(self, block: Block) -> None:
        """Add questions; a label printed twice with nothing between counts once."""
        new = _questions(block, self.hyphenation, len(self.questions))
        self.pending.extend(question.number for question in new)
        last = self.questions[-1] if self.questions else None
        if last and new and last.number == new[0].number and not last.text:
            self.questions.pop()
        self.questions.extend(new)
        self._remember("questions", block, new)

    def _add_answers(self, block: Block) -> None:
        label = block.label
        numbers = label.numbers or tuple(dict.fromkeys(self.pending)) or _last(self.questions)
        parts = [] if label.numbers else _numbered_answers(block, numbers)
        for part in parts or [Block(Label(Kind.ANSWER, numbers), block.lines, block.heads)]:
            texts = paragraphs(part.lines, self.hyphenation)
            _add_answer(self.answers, part.label.numbers, texts)
            self._remember("answers", part, self.answers[-1:])
        self.pending = []

    def _remember(self, part: str, block: Block, new: Sequence[Question | Answer | Note]) -> None:
        """Keep of which lines the rows that were added last were made."""
        first = len(getattr(self, part)) - len(new)
        texts = tuple(row.text for row in new)
        self.origins.append(Origin(part, first, texts, block.heads, block.lines))


def _numbered_answers(block: Block, numbers: tuple[int, ...]) -> list[Block]:
    """Answers under one bare label, each behind its number; none where not all are numbered."""
    parts: list[Block] = []
    for line in block.lines:
        label = number_alone(line.text) or number_first(line.text)
        if label and label.numbers == numbers[len(parts) : len(parts) + 1]:
            rest = Line(label.rest, line.page, False, line.early)
            parts.append(Block(label, [rest], [line]))
        elif parts:
            parts[-1].lines.append(line)
        else:
            return []
    return parts if len(parts) == len(numbers) > 1 else []


def _last(questions: list[Question]) -> tuple[int, ...]:
    return (questions[-1].number,) if questions else (1,)


def _blocks(lines: list[Line]) -> list[Block]:
    """The lines under each label; those before the first label are left to `_unlabelled`."""
    blocks: list[Block] = []
    for line in lines:
        if line.label:
            if blocks and line.label.kind == Kind.ANSWER and _is_heading(blocks[-1]):
                blocks.pop()
            blocks.append(Block(line.label, heads=[line]))
        elif blocks and line.role is Role.TEXT:
            blocks[-1].lines.append(line)
        elif blocks and line.role is Role.LABEL:
            blocks[-1].heads.append(line)
    return blocks


def _is_heading(block: Block) -> bool:
    """Whether a block is a bare 'Antwoorden' above answers with labels of their own."""
    return block.label == Label(Kind.ANSWER) and not block.lines


def _around_question_header(lines: list[Line], free: list[Line]) -> tuple[list[Line], list[Line]]:
    """The text above the header of questions and that below it; all is below where it has none."""
    rows = {id(line): row for row, line in enumerate(lines)}
    heads = [row for row, line in enumerate(lines) if line.role is Role.QUESTION_HEADER]
    first = heads[0] if heads else -1
    above = [line for line in free if rows[id(line)] < first]
    return above, free[len(above) :]


def _leave_end(blocks: list[Block]) -> list[Line]:
    """Take away the last of questions that have no labels where it alone asks nothing and is no
    sentence: what a site has below them. Returns its lines."""
    asking = [block for block in blocks if block.asks]
    asks = [any("?" in line.text for line in block.lines) for block in asking]
    left: list[Line] = []
    while len(asks) > 2 and not asks[-1] and sum(asks) > 1:
        block = asking.pop()
        asks.pop()
        if ends_sentence(block.lines[-1].text) and not block.lines[-1].text.endswith(":"):
            break
        blocks.remove(block)
        left = [*block.lines, *left]
    return left


def _unlabelled(blocks: list[Block], free: list[Line], kind: Kind) -> list[Block]:
    """Blocks of a document that labels no question: a notice, or questions one to a paragraph."""
    if kind == Kind.POSTPONEMENT:
        return [*([Block(Label(NoteKind.NOTICE), free)] if free else []), *blocks]
    return [
        *(Block(Label(Kind.QUESTION, (n,)), part) for n, part in enumerate(_parts(free), 1)),
        *blocks,
    ]


def _parts(lines: list[Line]) -> list[list[Line]]:
    """Lines parted where white space stands above one."""
    parts: list[list[Line]] = []
    for line in lines:
        if not parts or line.gap:
            parts.append([])
        parts[-1].append(line)
    return [part for part in parts if any(line.text.strip() for line in part)]


def _questions(block: Block, hyphenation: Hyphenation, so_far: int) -> list[Question]:
    numbers = block.label.numbers or (so_far + 1,)
    if len(numbers) == 1:
        text = as_text(paragraphs(block.lines, hyphenation))
        return [_question(numbers[0], text, block.label.printed)]
    texts = split_joint(block.lines, len(numbers), hyphenation)
    return [_question(number, text, None) for number, text in zip(numbers, texts, strict=True)]


def _question(number: int, text: str, printed: str | None) -> Question:
    return Question(number, text, marks(text), printed)


def _add_answer(answers: list[Answer], numbers: tuple[int, ...], texts: list[str]) -> None:
    text = as_text(texts)
    if answers and answers[-1].numbers == numbers and not answers[-1].text:
        answers.pop()
    answers.append(Answer(numbers, text, marks(text)))
