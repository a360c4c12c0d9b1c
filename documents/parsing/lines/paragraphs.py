"""Lines made into text: paragraphs, lists and tables, as the question set writes them.

A paragraph ends where white space follows, or where a line was ended although the next word
would have fitted.
"""

from __future__ import annotations

import re

from .hyphens import VERY_COMMON, Hyphenation, dutch_words
from .line import Line

_BULLET = re.compile(r"^\s*(?:[•▪◦‣●■□➢✓·\uf0b7\uf0a7\x81]\s*|[-–—o*]\s+(?=\S))")
_BULLET_ALONE = re.compile(r"^\s*[•▪◦‣●■□➢✓·\uf0b7\uf0a7\x81]?\s*$")
_STARTS = re.compile(r"[«„“\"'‘(\[]*[A-ZÀ-Þ\d]|[a-z][.)]\s")
_ENDS_SENTENCE = re.compile(r"[.?!:;…][»”’'\")\]]*(?:\s*\[\^\d+\])*[.,]?$")
#: The end of a text, in characters, that shows whether it ends a sentence.
_TAIL = 60
#: Where on a line the title of an article ends that began on the line above, in characters.
_REST_OF_TITLE = 80
#: A line that ends no sentence was ended on purpose only where this share of it is empty.
UNFINISHED = 0.2


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, or announces a list."""
    return not text[-1:].isalpha() and bool(_ENDS_SENTENCE.search(text[-_TAIL:]))


def is_bullet(text: str) -> bool:
    """Whether a line begins an item of a list with a bullet or a dash."""
    return bool(_BULLET.match(text))


def paragraphs(lines: list[Line], hyphenation: Hyphenation) -> list[str]:
    """The blocks that lines make: each a paragraph, one item of a list ('– ...') or a table row."""
    blocks: list[list[str]] = []
    above: Line | None = None
    alone = 0  # bullets on lines of their own, since the last text
    for line in lines:
        text = line.text.strip(" ")
        if not text or _BULLET_ALONE.match(text):
            alone += bool(text)
            continue
        if (is_bullet(text) and text[0] != "\t") or alone == 1:
            blocks.append(["– " + _BULLET.sub("", text)])
        elif above is None or _parted(above, line, "".join(blocks[-1][-2:])[-_TAIL:]):
            blocks.append([text])
        else:
            blocks[-1].append(text)
        above, alone = line, 0
    return [hyphenation.join(block) for block in blocks]


def _parted(above: Line, line: Line, tail: str) -> bool:
    """Whether a new block begins with a line; `tail` is the end of the block above it."""
    if "\t" in line.text or "\t" in above.text:
        return True
    if line.text.startswith("[^") or (tail.endswith("-") and tail[-2:-1].isalpha()):
        return False
    ended = ends_sentence(tail)
    starts = bool(_STARTS.match(line.text))
    if line.gap and line.page == above.page:
        return ended or starts
    if _quote_goes_on(line, tail, ended):
        return False
    if above.text.startswith("[^"):  # its beginning stands on the line above
        starts = False
    return above.early and (ended or starts) and not (line.page != above.page and not ended)


def _quote_goes_on(line: Line, tail: str, ended: bool) -> bool:
    """Whether a line goes on with the title of an article: 'van iedereen.' 'Dat is ...»'."""
    if line.text[:1] in "«„“":
        return not ended
    opened, closed = tail.rfind("«"), tail.rfind("»")
    return opened > closed and 0 <= line.text.find("»") < _REST_OF_TITLE


def as_text(blocks: list[str]) -> str:
    """Blocks as one text: parted by an empty line, but items of a list and table rows are not."""
    text = ""
    for before, block in zip(["", *blocks], blocks, strict=False):
        text += block if not before else ("\n" if _same_block(before, block) else "\n\n") + block
    return text


def _same_block(before: str, block: str) -> bool:
    return (before.startswith("– ") and block.startswith("– ")) or (
        "\t" in before and "\t" in block
    )


def mark_early(lines: list[Line]) -> None:
    """Tell by length which lines were ended on purpose; for sources that know no positions.

    Where one width wraps most lines, a line ends early when the next word would have fitted.
    Where lines are whole paragraphs, each of them does.
    """
    width = wrap_width(lines)
    for line, following in zip(lines, [*lines[1:], Line("")], strict=False):
        ended = ends_sentence(line.text)
        if width is None or len(line.text) > 1.25 * width:
            line.early = ended or (width is None and not goes_on(line.text))
            continue
        word = following.text.split(" ", 1)[0]
        room = width - len(line.text) - 1
        line.early = len(word) <= room - (2 if ended else UNFINISHED * width)
        line.early = line.early and (ended or not goes_on(line.text))


def goes_on(text: str) -> bool:
    """Whether a line ends with a word that no sentence or heading ends with: 'de', 'van'."""
    word = text.rsplit(None, 1)[-1]
    return word.islower() and dutch_words().get(word, 0) >= VERY_COMMON


#: Words that go before what they belong to: no sentence or heading ends with one.
_LEADING = frozenset(
    "aan bij de den der door een en het in met mijn naar of onder onze op over per sinds te tegen"
    " ten ter tussen uit uw van vanaf voor zie zowel".split()
)


def leads_on(text: str) -> bool:
    """Whether a line ends with a word that leads to the next: 'zie het antwoord op'."""
    return text.rsplit(None, 1)[-1].lower() in _LEADING


def wrap_width(lines: list[Line]) -> int | None:
    """The width in characters that most lines keep to, or None where each is a paragraph."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 30)
    if not lengths:
        return None
    wrapped = [n for n in lengths if n <= 110]
    if len(wrapped) < 0.25 * len(lengths) or _whole_paragraphs(lines):
        return None
    return wrapped[int(0.9 * (len(wrapped) - 1))]


def _whole_paragraphs(lines: list[Line]) -> bool:
    """Whether long lines end sentences and no word is broken: a text without wrapping."""
    long = [line.text for line in lines if len(line.text) > 110]
    broken = any(line.text.endswith("-") and line.text[-2:-1].islower() for line in lines)
    ended = sum(ends_sentence(text) for text in long)
    return bool(long) and not broken and ended >= 0.8 * len(long)
