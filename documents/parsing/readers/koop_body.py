"""The body of a KOOP publication: its elements in order become questions, answers and notes.

Where they have no number, their order tells: an answer goes with the questions since the answer
before it. Where a label stands in the text itself ('Vraag 1', '1.'), it is read there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..lines.labels import number_alone, number_first, read_label
from ..lines.pictures import pictures_told
from ..printed import one_line, read_numbers
from ..problems import Problem, left_out
from ..questionset import MARK, Answer, Kind, Note, NoteKind, Question
from .koop_dialects import name
from .koop_texts import APART, Texts, first_text

_LABEL = re.compile(r"^\D*(\d{1,4})\s?([a-z])\W*$")
_NOTES = ("kamervraagopmerking", "toelichting", "mededeling")
#: What belongs to no question and is read elsewhere, or is known from the heading.
_PASSED = {
    *("kamervraagkop", "kamervraagnummer", "kamervraagomschrijving", "kamervraagonderwerp"),
    *("metadata", "meta", "ondertekening", "noot", "datum"),
}
#: One more than the format allows, so that the checks tell that there were more.
_MOST = 1001


@dataclass
class _Piece:
    """A question or an answer as it stands: its label as printed, its numbers, its blocks."""

    kind: Kind
    printed: str
    numbers: tuple[int, ...]
    blocks: list[str]

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks)


@dataclass
class Parts:
    """What a body holds, in order; `notice` says that the publication is a Mededeling."""

    notice: bool
    texts: Texts = field(default_factory=Texts)
    pieces: list[_Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _loose: list[str] = field(default_factory=list)
    _highest: int = 0
    _counted: Counter[Kind] = field(default_factory=Counter)

    def read(self, body: etree._Element) -> None:
        """Read all of a body, then give numbers to what has none."""
        self.texts.know_notes(body)
        self._walk(body)
        self.problems += left_out(one_line(" ".join(self._loose)))
        _number_answers(self.pieces, self.problems)
        notes, problems = pictures_told(self.texts.pictures)
        self.notes += notes
        self.problems += problems

    @property
    def questions(self) -> tuple[Question, ...]:
        asked = (piece for piece in self.pieces if piece.kind is Kind.QUESTION)
        return tuple(question for piece in asked for question in _questions(piece))

    @property
    def answers(self) -> tuple[Answer, ...]:
        given = (piece for piece in self.pieces if piece.kind is Kind.ANSWER)
        return tuple(Answer(piece.numbers, piece.text) for piece in given)

    def _walk(self, element: etree._Element) -> None:
        """Read the parts in an element; text that stands outside any part is kept apart."""
        self._let_lie(element.text)
        for child in element:
            called = name(child)
            if called in APART:
                self._part(child, called)
            elif next(child.iter(*APART), None) is not None:
                self._walk(child)
            elif called not in _PASSED:
                self._let_lie(" ".join(self.texts.blocks(child)))
            self._let_lie(child.tail)

    def _let_lie(self, text: str | None) -> None:
        if text and MARK.sub("", text).strip():
            self._loose.append(text)

    def _part(self, element: etree._Element, called: str) -> None:
        """Read a question, an answer or a note, and then the parts that stand inside it."""
        label = one_line(first_text(element, "nr"))
        if called in _NOTES:
            self.texts.place = "mededeling" if self.notice else ""
            self.notes += _note(self.texts.blocks(element), self.notice, called)
        elif called == "vraag":
            self._ask(element, label)
        elif re.match(r"\W*Mededeling", label) or (self.notice and not read_numbers(label)):
            self.texts.place = "mededeling"
            self.notes.append(Note(NoteKind.NOTICE, "\n\n".join(self.texts.blocks(element))))
        else:
            self._reply(element, label)
        for inner in element.iter(*APART):
            if inner is not element and _outermost(inner, element):
                self._part(inner, name(inner))

    def _is_full(self, kind: Kind) -> bool:
        """Whether there are more of a kind than a set may have: no more are read."""
        self._counted[kind] += 1
        return self._counted[kind] > _MOST

    def _ask(self, element: etree._Element, label: str) -> None:
        if self._is_full(Kind.QUESTION):
            return
        number = self._highest + 1
        numbers = read_numbers(label)
        self.texts.place = f"vraag {(numbers or (number,))[0]}"
        blocks = self.texts.blocks(element)
        one = [_Piece(Kind.QUESTION, label, numbers or (number,), blocks)]
        made = one if numbers else _parted(Kind.QUESTION, blocks, number) or one
        self._highest = max(self._highest, *(n for piece in made for n in piece.numbers))
        self.pieces += made

    def _reply(self, element: etree._Element, label: str) -> None:
        if self._is_full(Kind.ANSWER):
            return
        numbers = read_numbers(label)
        open_ = _open_numbers(self.pieces)
        self.texts.place = f"antwoord {(numbers or open_ or (1,))[0]}"
        blocks = self.texts.blocks(element)
        parted = [] if numbers else _parted(Kind.ANSWER, blocks, (open_ or (1,))[0])
        if len(parted) > 1 and {n for piece in parted for n in piece.numbers} != set(open_):
            parted = []  # a list within one answer, not answers one by one
        self.pieces += parted or [_Piece(Kind.ANSWER, label, numbers, blocks)]


def _outermost(inner: etree._Element, element: etree._Element) -> bool:
    """Whether an element is a part of this one, with no other part between."""
    for above in inner.iterancestors():
        if above is element:
            return True
        if name(above) in APART:
            return False
    return False


def _parted(kind: Kind, blocks: list[str], expected: int) -> list[_Piece]:
    """Blocks that begin with labels of their own, from the number expected on; else nothing."""
    found: list[_Piece] = []
    for block in blocks:
        begun = _begun(kind, block, expected)
        if begun is None and not found:
            return []
        if begun is None:
            found[-1].blocks.append(block)
            continue
        numbers, rest = begun
        found.append(_Piece(kind, "", numbers, [rest] if rest else []))
        expected = numbers[-1] + 1
    return found


def _begun(kind: Kind, block: str, expected: int) -> tuple[tuple[int, ...], str] | None:
    """The numbers with which a block begins, and what follows them: 'Vraag 1', '1', '1. Klopt'."""
    label = read_label(block) or number_alone(block) or number_first(block)
    if label is None or not label.numbers or label.numbers[0] != expected:
        return None
    worded = block[:1].isalpha()
    if worded and label.kind != kind:
        return None
    return label.numbers, label.rest


def _open_numbers(pieces: list[_Piece], end: int | None = None) -> tuple[int, ...]:
    """The numbers of the questions right before `end` that have no answer below them."""
    at = end = len(pieces) if end is None else end
    while at and pieces[at - 1].kind is Kind.QUESTION:
        at -= 1
    return tuple(number for piece in pieces[at:end] for number in piece.numbers)


def _number_answers(pieces: list[_Piece], problems: list[Problem]) -> None:
    """Number the answers that have no number, by the questions since the answers before them."""
    guessed = False
    everything = tuple(n for p in pieces if p.kind is Kind.QUESTION for n in p.numbers)
    for start, run in _runs(pieces):
        bare = [piece for piece in run if not piece.numbers]
        told_there = {number for piece in run for number in piece.numbers}
        since = [n for n in _open_numbers(pieces, start) if n not in told_there]
        guessed |= len(bare) > 1
        for index, piece in enumerate(bare):
            last = index == len(bare) - 1
            share = since[index:] if last else since[index : index + 1]
            piece.numbers = tuple(share) or tuple(since[-1:]) or (everything if index == 0 else ())
    if guessed:
        problems.append(Problem.of("numbers_guessed"))


def _runs(pieces: list[_Piece]) -> Iterator[tuple[int, list[_Piece]]]:
    """The answers that follow each other without a question between, and where they begin."""
    run: list[_Piece] = []
    for index, piece in enumerate([*pieces, _Piece(Kind.QUESTION, "", (), [])]):
        if piece.kind is Kind.ANSWER:
            run.append(piece)
        elif run:
            yield index - len(run), run
            run = []


def _questions(piece: _Piece) -> list[Question]:
    """The questions under one heading; 'Vraag 2 en 3' shares its paragraphs out where it can."""
    label = _LABEL.match(piece.printed)
    if label:
        return [Question(int(label[1]), piece.text, label=label[1] + label[2])]
    blocks = piece.blocks
    if len(blocks) != len(piece.numbers):
        blocks = [piece.text, *[""] * (len(piece.numbers) - 1)]
    return [Question(number, block) for number, block in zip(piece.numbers, blocks, strict=True)]


def _note(blocks: list[str], notice: bool, called: str) -> list[Note]:
    """A note, its kind by its own heading ('Toelichting:'), which is not kept."""
    heading = re.match(r"(Toelichting|Mededeling)\b\s*:?\s*", blocks[0]) if blocks else None
    told_as = heading[1].lower() if heading else called
    kind = NoteKind.REMARK if told_as == "kamervraagopmerking" else NoteKind(told_as)
    if heading:
        blocks[0] = blocks[0][heading.end() :]
    if kind == NoteKind.REMARK and notice:
        kind = NoteKind.NOTICE
    words = "\n\n".join(block for block in blocks if block)
    return [Note(kind, words)] if words else []
