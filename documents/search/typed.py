"""What a visitor typed, made ready for the parser, and remarks on it in Dutch.

Each step keeps the length of the text, so that a place in it is a place in what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.text import capfirst

from .values import VALUES
from .zones import FIELDS

#: characters of a query
MAX_LENGTH = 500

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
NAMES = "|".join(sorted([*FIELDS, *VALUES], key=len, reverse=True))
_ZONES = "|".join(sorted(FIELDS, key=len, reverse=True))


@dataclass
class Remarks:
    """What must be told of a text: each remark once, with the place that it is first about."""

    text: str
    _places: dict[str, int | None] = field(default_factory=dict)

    def tell(self, remark: str, at: int | None = None) -> None:
        """Keeps a remark, which begins with a small letter; `at` counts from 0."""
        self._places.setdefault(remark, at)

    def messages(self) -> Iterator[str]:
        """The remarks as sentences: 'Bij teken 9 («veerpont)»): dit haakje sluit niets.'"""
        for remark, at in self._places.items():
            if at is None:
                yield capfirst(remark)
            else:
                yield f"Bij teken {at + 1} («{self._around(at)}»): {remark}"

    def _around(self, at: int) -> str:
        """The word that stands at a place, and a little of what follows."""
        start = max(self.text.rfind(" ", 0, at) + 1, at - 20)
        end = self.text.find(" ", at + 10, at + 30)
        end = min(at + 30, len(self.text)) if end < 0 else end
        return f"{'…' if start else ''}{self.text[start:end]}{'…' if end < len(self.text) else ''}"


def tidied(text: str) -> str:
    """The text with one kind of quotation mark and of space, no longer than may be."""
    spaced = "".join(c if c.isprintable() else " " for c in text)
    return spaced.translate(_QUOTES).strip()[:MAX_LENGTH]


def normalised(text: str) -> str:
    """A query spelt as the parser wants it; it asks the same."""
    return prepared(Remarks(tidied(text)))


def prepared(remarks: Remarks) -> str:
    """The text of the remarks as the parser wants it; remarks on what means nothing there."""
    text = remarks.text
    if text.count('"') % 2:
        last = text.rindex('"')
        remarks.tell("er ontbreekt een aanhalingsteken; dit is genegeerd.", last)
        text = f"{text[:last]} {text[last + 1 :]}"
    for pattern, remark, change in _STEPS:
        for match in pattern.finditer(masked(text)):
            if remark:
                remarks.tell(remark.format(match[0].strip()), match.start())
            text = text[: match.start()] + change(match) + text[match.end() :]
    return text


def masked(text: str) -> str:
    """The text with all that stands between quotation marks made unreadable, as long as it was."""
    return re.sub(r'"([^"]*)"', lambda match: f'"{"x" * len(match[1])}"', text)


def _same(match: re.Match[str]) -> str:
    return match[0]


def _step(
    pattern: str, remark: str = "", change: Callable[[re.Match[str]], str] = _same
) -> tuple[re.Pattern[str], str, Callable[[re.Match[str]], str]]:
    return re.compile(pattern, re.IGNORECASE), remark, change


#: what to look for outside quotation marks, what to tell of it ({} is what was found), and what is
#: to stand there, which is as long
_STEPS = [
    # a number in groups, as '35 925': with stops it is one word for the parser too
    _step(r"(?<![\w.])\d{1,3}(?: \d{3})+(?![\w.])", "", lambda m: m[0].replace(" ", ".")),
    # an address of the web is no field
    _step(
        rf"(?<![\w/-])(?!(?:{NAMES}):)[^\W\d_]\w*:(?=[^\s/])",
        "«{}» is geen veld; er is op de losse woorden gezocht.",
    ),
    _step(
        r"[\[{][^\[\]{}]*\sTO\s[^\[\]{}]*[\]}]",
        "«{}» betekent hier niets; er is op de losse woorden gezocht. Een periode schrijft u als"
        " ingezonden:2022-09..2022-11.",
    ),
    _step(
        r"(?<!\S)(?:\|\||&&)(?!\S)|\^(?=\d)",
        "«{}» betekent hier niets en is weggelaten. Woorden verbindt u met EN, OF en NIET.",
        lambda m: " " * len(m[0]),
    ),
    _step(
        r"(?<![^\s(])(?-i:AND|EN|OR|OF)(?=\s+(?-i:AND|EN|OR|OF)\s)",
        "«{}» verbindt hier niets en is weggelaten.",
        lambda m: " " * len(m[0]),
    ),
    _step(
        r"(?<=[^\s\"~(])~[~\d]+(?=[\s)]|$)",
        "een getal na ~ kan alleen achter woorden tussen aanhalingstekens; «{}» is als ~ gelezen.",
        lambda m: "~".ljust(len(m[0])),
    ),
    _step(
        r"(?<=\")~(?!\d)",
        "achter de ~ hoort het aantal woorden dat ertussen mag staan; de ~ is weggelaten.",
        lambda m: " ",
    ),
    # 'titel :brug' and 'antwoord-na: > 21', as people type them
    _step(rf"(?<![\w-])(-?(?:{NAMES}))(\s+):(?=\S)", "", lambda m: f"{m[2]}{m[1]}:"),
    _step(r"(antwoord-na:)(\s*[<>]=?)(\s+)(?=\d)", "", lambda m: f"{m[3]}{m[1]}{m[2]}"),
    _step(
        r"(?<![^\s(])~\d*(?=[\s)]|$)",
        "«{}» hoort direct achter een woord of een aanhalingsteken, en is weggelaten.",
        lambda m: " " * len(m[0]),
    ),
    _step(
        rf"(?<![\w-])-?(?:{NAMES}):(?=\s*(?:$|\)|-?(?:{NAMES}):))",
        "achter «{}» staat geen woord; er is op dat woord zelf gezocht.",
    ),
    # 'titel:-brug' is meant as '-titel:brug'
    _step(rf'(?<![\w-])({_ZONES}):(\s*)-(?=[\w("])', "", lambda m: f"{m[2]}-{m[1]}:"),
    # 'Titel: brug' asks the same as 'titel:brug'
    _step(rf"(?<![\w-])(-?)({NAMES}):(\s*)(?=\S)", "", lambda m: f"{m[3]}{m[1]}{m[2].lower()}:"),
]
