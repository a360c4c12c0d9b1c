"""Joint questions: the text under 'Vraag 2 en 3' becomes one text for each question.

A question begins where a line begins a sentence. Lines ended early or after white space are sure;
where those are too few, other lines that begin a sentence may be the ones that are missing.
"""

from __future__ import annotations

import itertools
import re

from .hyphens import Hyphenation
from .line import Line
from .paragraphs import as_text, paragraphs

_ENDED = re.compile(r"[.?!][»”’'\")\]]*(?:\s*\[\^\d+\])*[?.]?$")
_ASKED = re.compile(r"\?[»”’'\")\]]*(?:\s*\[\^\d+\])*$")
_CAPITAL = re.compile(r"[«„“\"'‘(]*[A-ZÀ-Þ]")
#: 'te voeren?Bent u': a line's end that an extractor lost.
_LOST_LINE_END = re.compile(r"(?<=[?!.»”])(?<![A-Z]\.)(?=[«“\"‘]?[A-ZÀ-Þ][a-zà-ÿ]*\s)")
_SENTENCE_END = re.compile(r"(?<=\?)(?:\[\^\d+\])*\s+(?=[«“\"‘]?[A-ZÀ-Þ])")
#: A sentence that goes on with the question before it: surely, and perhaps.
_GOES_ON = re.compile(r"(?:Zo\s*(?:ja|nee|niet)|Indien (?:ja|nee|niet)|Waarom (?:wel|niet))\b")
_MAY_GO_ON = re.compile(r"(?:Zo|Indien|Waarom|En|Of|Graag|Welke?|Wat|Hoe|Wanneer)\b")
_LOST_ENDS = 130


def split_joint(lines: list[Line], count: int, hyphenation: Hyphenation) -> list[str]:
    """The texts of `count` questions under one heading.

    One each where the text shows where each begins; otherwise the first has the whole text and
    the others the empty one.
    """
    lines = [line for line in lines if line.text.strip()]
    starts = _starts(lines, count)
    if starts is not None:
        bounds = [0, *starts, len(lines)]
        parts = [lines[a:b] for a, b in itertools.pairwise(bounds)]
        return [as_text(paragraphs(part, hyphenation)) for part in parts]
    blocks = paragraphs(lines, hyphenation)
    lost = any(len(line.text) > _LOST_ENDS for line in lines)
    found = [_lost(blocks)]
    if lost:
        found += [_sentences(blocks, _GOES_ON), _sentences(blocks, _MAY_GO_ON)]
    for texts in found:
        if len(texts) == count:
            return texts
    return [as_text(blocks)] + [""] * (count - 1)


def _starts(lines: list[Line], count: int) -> list[int] | None:
    """Indexes of the lines, after the first, that begin a question; None where it is not plain."""
    likely = [i for i in range(1, len(lines)) if _begins(lines[i - 1], lines[i])]
    asked = [i for i in likely if _ASKED.search(lines[i - 1].text)]
    after_question = set(asked)
    plain = [i for i in asked if not _GOES_ON.match(lines[i].text)]
    sure = [i for i in likely if lines[i - 1].early or lines[i].gap]
    surely_asked = [i for i in sure if i in after_question]
    for starts in (sure, surely_asked, likely, asked, sorted({*surely_asked, *plain})):
        if len(starts) == count - 1:
            return starts
    return None


def _begins(above: Line, line: Line) -> bool:
    return bool(_ENDED.search(above.text) and _CAPITAL.match(line.text))


def _lost(blocks: list[str]) -> list[str]:
    """Blocks parted also where an extractor lost a line's end."""
    return [part for block in blocks for part in _LOST_LINE_END.split(block) if part.strip()]


def _sentences(blocks: list[str], goes_on: re.Pattern[str]) -> list[str]:
    """Questions, each with the sentences that go on with it ('Zo nee, waarom niet?')."""
    found: list[str] = []
    for sentence in _SENTENCE_END.split(" ".join(blocks)):
        if found and goes_on.match(sentence):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found
