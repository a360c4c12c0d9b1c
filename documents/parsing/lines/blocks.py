"""Blocks: what stands under one label; and what print has between labels without one of its own.

A heading between two pairs belongs to what follows. An answer whose label was forgotten stands
under its question, and a question whose label was forgotten under the answer before it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..problems import Problem
from ..questionset import Kind
from .labels import Label
from .line import Line
from .paragraphs import ends_sentence, is_bullet

#: A heading that its question repeats: in lines, and in letters.
_LONGEST_REPEATED, _SHORTEST_REPEATED = 3, 12
#: A heading below white space, in lines, and of each line in words and in characters; and of one
#: without white space above.
_MOST_LINES, _MOST_WORDS, _MOST_LETTERS, _MOST_WORDS_CLOSE = 2, 12, 90, 6
#: Words that a sentence has and a heading has not.
_SPOKEN = re.compile(
    r"\b(?:ik|u|wij|we|mij|is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|heb|had|kan|kunt"
    r"|kunnen|zal|zullen|moet|moeten|bent|ben|ja|nee|neen|zie|zo|graag|idem|hierbij|conform|verwijs"
    r"|verwezen|bijlage|kamerstuk\w*|hoogachtend|getekend|n\.?v\.?t|minister|staatssecretaris)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:\d{1,2}[.)]?\s+|[A-Z][.)]\s+|[IVX]+\.?\s+)?[«“\"'‘(]?[A-ZÀ-Þ][^\t|@]*[\w)»”’\"']\s*:?$"
)
_CLOSES = re.compile(r"[.?!][»”’'\")\]]*(?:\s*\[\^\d+\])*(?:\d{1,2}(?:[\s,]\d{1,2})*)?$")
_ASKED = re.compile(r"\?[»”’'\")\]]*(?:\s*\[\^\d+\])*(?:\s?\d{1,2})?$")
#: How what goes on with a question begins, though it asks nothing.
_ASKS_ON = re.compile(
    r"\W*(?:(?:Zo|Indien|Waarom|Graag|Gelieve|Kunt|Kan|Wilt|Wil|Bent|Deelt|Gaat|Alvast|Bij voorbaat"
    r"|Svp|S\.v\.p|Onder andere|Daarbij|Bijvoorbeeld|En|Of|Dit|Toelichting)\b|[«“„])",
)
_SAID_AT_ONCE = re.compile(r"(?:Ja|Nee|Neen)\b[.,]")
#: Words of an answer, fewer than which are none; and where all answers lack their labels.
_FEWEST_WORDS, _FEWEST_OF_ALL = 4, 2
_DASHES = frozenset("–-—•")
#: The share of the other questions that must have their answer right below them.
_MOST = 0.7


@dataclass
class Block:
    """A label and the lines under it; `heads` are the lines of the label itself."""

    label: Label
    lines: list[Line] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        return self.label.kind == Kind.QUESTION

    @property
    def answers(self) -> bool:
        return self.label.kind == Kind.ANSWER


def mend_blocks(blocks: list[Block], kind: Kind) -> tuple[Problem, ...]:
    """Take apart what stands under a label that is not its own; tells what was taken. `kind` is
    that of the set, by its headers."""
    _return_items(blocks)
    headings = list(_leave_headings(blocks))
    repaired = list(_renumber(blocks))
    return (*headings, *repaired, *_label_questions(blocks), *_label_answers(blocks, kind))


def _return_items(blocks: list[Block]) -> None:
    """Give dashes that stand alone in an answer their items, where an extractor set as many lines
    below its question."""
    for block, below in itertools.pairwise(blocks):
        if not (block.asks and below.answers):
            continue
        last = next((i for i, line in enumerate(block.lines) if _ASKED.search(line.text)), None)
        items = block.lines[last + 1 :] if last is not None else []
        dashes = [line for line in below.lines if line.text.strip() in _DASHES]
        if not items or len(items) != len(dashes) or not items[0].gap:
            continue
        if any("?" in line.text or line.text[:1].isupper() for line in items):
            continue
        for dash, item in zip(dashes, items, strict=True):
            dash.text = f"{dash.text.strip()} {item.text}"
        del block.lines[-len(items) :]


def _renumber(blocks: list[Block]) -> Iterator[Problem]:
    """Give a question whose number is printed twice the next one, where that is missing and an
    answer or the next question shows that it is meant; tells which."""
    asking = [block for block in blocks if block.asks]
    asked = {number for block in asking for number in block.label.numbers}
    answered = {number for block in blocks if block.answers for number in block.label.numbers}
    for block, again, after in itertools.zip_longest(asking, asking[1:], asking[2:]):
        if again is None or len(block.label.numbers) != 1 or block.label != again.label:
            continue
        number = block.label.numbers[0] + 1
        follows = after is not None and after.label.numbers[:1] == (number + 1,)
        if block.lines and again.lines and number not in asked and (number in answered or follows):
            again.label = replace(again.label, numbers=(number,), printed=None)
            yield Problem.of(
                "number_repaired", f"vraag {number}", detail=number, printed=number - 1
            )


def _leave_headings(blocks: list[Block]) -> Iterator[Problem]:
    """Take a heading above a question out of the text above it; tells those that are left out.

    One whose words the question repeats is surely a heading.
    """
    for block, below in itertools.pairwise(blocks):
        if not (below.asks or (block.answers and below.answers)):
            continue
        repeated = _repeated(block, below) if block.answers and below.asks else 0
        count = repeated or _heading(block)
        if count:
            text = " ".join(line.text for line in block.lines[-count:])
            del block.lines[-count:]
            if not repeated:
                yield Problem.of("text_left_out", f"boven {_name(below)}", detail=text)


def _repeated(block: Block, below: Block) -> int:
    """How many lines at the end of a block are a heading with words of the question below."""
    asked = _letters(below.lines)
    for count in range(1, min(_LONGEST_REPEATED, len(block.lines) - 1) + 1):
        heading = _letters(block.lines[-count:])
        ended = ends_sentence(block.lines[-count - 1].text)
        if ended and len(heading) > _SHORTEST_REPEATED and heading in asked:
            return count
    return 0


def _letters(lines: list[Line]) -> str:
    return re.sub(r"\W", "", "".join(line.text for line in lines)).casefold()


def _heading(block: Block) -> int:
    """How many lines at the end of a block are a heading: short, below a sentence's end."""
    for count in range(1, min(_MOST_LINES, len(block.lines) - 1) + 1):
        above, first = block.lines[-count - 1], block.lines[-count]
        text = " ".join(line.text for line in block.lines[-count:])
        if not _CLOSES.search(above.text):
            continue
        close = not first.gap and first.page == above.page
        words = len(text.split())
        if close and (count > 1 or words > _MOST_WORDS_CLOSE or not above.early):
            continue
        if words <= _MOST_WORDS and len(text) <= _MOST_LETTERS and _is_heading(text, close):
            return count
    return 0


def _is_heading(text: str, close: bool) -> bool:
    if _SPOKEN.search(text) or is_bullet(text) or text.endswith((".", "?", "!", ",", ";")):
        return False
    return bool(_HEADING.match(text)) and not (close and re.search(r"\d", text))


def _label_answers(blocks: list[Block], kind: Kind) -> Iterator[Problem]:
    """Part an answer whose label was forgotten from the question above it; tells where."""
    asking = [i for i, block in enumerate(blocks) if block.asks]
    paired = {i for i in asking if i + 1 < len(blocks) and blocks[i + 1].answers}
    answered = {number for block in blocks if block.answers for number in block.label.numbers}
    whole = kind == Kind.ANSWER and _all_unlabelled(blocks)
    for at in reversed(asking):
        block = blocks[at]
        if at in paired or answered & set(block.label.numbers) or not block.label.numbers:
            continue
        begin = _statement(block, _FEWEST_OF_ALL if whole else _FEWEST_WORDS)
        if begin is None or not (whole or len(paired) >= max(1, _MOST * (len(asking) - 1))):
            continue
        label = Label(Kind.ANSWER, block.label.numbers)
        blocks.insert(at + 1, Block(label, block.lines[begin:]))
        del block.lines[begin:]
        yield Problem.of("label_missing", _name(block), detail=f"het antwoord op {_name(block)}")


def _all_unlabelled(blocks: list[Block]) -> bool:
    """Whether no answer has a label, and nearly all questions go on with what is an answer."""
    asking = [block for block in blocks if block.asks]
    stated = sum(_statement(block, _FEWEST_OF_ALL) is not None for block in asking)
    labelled = any(block.answers for block in blocks)
    return not labelled and len(asking) > 1 and stated >= _MOST * len(asking)


def _statement(block: Block, fewest: int) -> int | None:
    """Index of the line at which a block goes on, after its question, with what is an answer of
    so many words."""
    lines = block.lines
    last = next((i for i in reversed(range(len(lines))) if "?" in lines[i].text), None)
    if last is None or last + 1 == len(lines) or not _ASKED.search(lines[last].text):
        return None
    first = lines[last + 1]
    said = " ".join(line.text for line in lines[last + 1 :])
    parted = first.gap or (lines[last].early and first.page == lines[last].page)
    if not parted or not re.match(r"[A-ZÀ-Þ]", first.text) or _ASKS_ON.match(first.text):
        return None
    whole = len(said.split()) >= fewest and ends_sentence(said)
    return last + 1 if whole or _SAID_AT_ONCE.match(said) else None


def _label_questions(blocks: list[Block]) -> Iterator[Problem]:
    """Part a question whose label was forgotten from the answer above it; tells where."""
    asked = {number for block in blocks if block.asks for number in block.label.numbers}
    pairs = itertools.pairwise(enumerate(blocks))
    found = [(at, below) for (at, block), (_, below) in pairs if block.answers and below.answers]
    followed = sum(a.asks and b.answers for a, b in itertools.pairwise(blocks))
    for at, below in reversed(found):
        block, numbers = blocks[at], below.label.numbers
        if not numbers or asked & set(numbers) or len(numbers) > 1 or followed < len(found) + 1:
            continue
        begin = _asked_at_end(block)
        if begin is not None:
            blocks.insert(at + 1, Block(Label(Kind.QUESTION, numbers), block.lines[begin:]))
            del block.lines[begin:]
            name = _name(blocks[at + 1])
            yield Problem.of("label_missing", name, detail=name)


def _asked_at_end(block: Block) -> int | None:
    """Index of the line at which the last paragraph of an answer begins, if that is a question."""
    lines = block.lines
    if len(lines) < 2 or not _ASKED.search(lines[-1].text):
        return None
    by_gap = any(line.gap for line in lines[1:])
    for at in range(len(lines) - 1, 0, -1):
        if (lines[at].gap if by_gap else lines[at - 1].early) and _CLOSES.search(
            lines[at - 1].text
        ):
            return at if re.match(r"[«“\"'‘(]?[A-ZÀ-Þ]", lines[at].text) else None
    return None


def _name(block: Block) -> str:
    """'vraag 3', 'antwoord 2, 3': the label as problems name it."""
    word = "vraag" if block.asks else "antwoord" if block.answers else str(block.label.kind)
    return f"{word} {', '.join(map(str, block.label.numbers))}".strip()
