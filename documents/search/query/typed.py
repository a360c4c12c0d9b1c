"""What a visitor typed, made ready for the parser, and remarks on it in Dutch.

Each step keeps the length of the text, so that a place in it is a place in what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.text import capfirst

from ..dutch import INVISIBLE
from ..facets import FIELDS
from .values import VALUES

#: characters of a query
MAX_LENGTH = 500

#: words that connect others, in Dutch and in English
OPERATORS = frozenset({"AND", "EN", "OR", "OF", "NOT", "NIET"})
NAMES = "|".join(sorted([*FIELDS, *VALUES], key=len, reverse=True))
_ZONES = "|".join(sorted(FIELDS, key=len, reverse=True))
#: of private use, so that `tidied` makes it a space
_NOTHING = "\ue000"
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys(INVISIBLE, ""))


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
        for remark, at in sorted(
            self._places.items(), key=lambda item: -1 if item[1] is None else item[1]
        ):
            if at is None:
                yield capfirst(remark)
            else:
                yield f"Bij teken {at + 1} («{self._around(at)}»): {remark}"

    def _around(self, at: int) -> str:
        """The word that stands at a place, and a little of what is around it."""
        start = self._word(at)
        if start and len(self.text[start:].split(" ")[0]) < 4:
            start = self._word(start - 1)
        end = self.text.find(" ", at + 10, at + 30)
        end = min(at + 30, len(self.text)) if end < 0 else end
        return f"{'…' if start else ''}{self.text[start:end]}{'…' if end < len(self.text) else ''}"

    def _word(self, at: int) -> int:
        """Where the word at a place begins, if that is not far."""
        return max(self.text.rfind(" ", 0, at) + 1, at - 20)


def tidied(text: str) -> str:
    """The text as it is seen: with one kind of quotation mark and of space, without characters
    that take no place; no longer than may be."""
    seen = text.translate(_QUOTES)
    return "".join(c if c.isprintable() else " " for c in seen).strip()[:MAX_LENGTH]


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
    for step in _STEPS:
        for match in step.pattern.finditer(masked(text)):
            if step.remark:
                found = text[match.start() : match.end()].lstrip()
                at = match.end() - len(found)
                remarks.tell(step.remark.format(found.rstrip()[:40]), at)
            if step.change:
                text = text[: match.start()] + step.change(match) + text[match.end() :]
    return text


def masked(text: str) -> str:
    """The text with all that stands between quotation marks as x and spaces, as long as it was;
    and quotation marks with no word between them as so many signs that nobody can type."""
    return re.sub(r'"[^"]*"', _masked, text)


def _masked(match: re.Match[str]) -> str:
    inside = "".join("x" if sign.isalnum() else " " for sign in match[0][1:-1])
    return f'"{inside}"' if "x" in inside else _NOTHING * len(match[0])


class Step(NamedTuple):
    """What to look for outside quotation marks, what to tell of it ({} is what was found), and
    what is to stand there, which is as long."""

    pattern: re.Pattern[str]
    remark: str
    change: Callable[[re.Match[str]], str] | None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _range(match: re.Match[str]) -> str:
    """'ingezonden:2022..2023', from whatever its two ends were written in."""
    low, high = (match[end].replace("*", "") for end in ("low", "high"))
    return f"{match['name']}:{low}..{high}".rjust(len(match[0]))


#: where a word begins, a field begins, a word ends
_BEGIN, _FIELD, _END = r"(?<![^\s(])", r"(?<![\w-])", r"(?=[\s)]|$)"
_BINARY, _NOT = "(?-i:AND|EN|OR|OF)", "(?-i:NOT|NIET)"
_NO_WORD = r'(?:[^\w\s()"]|~\d+|\([^\w"]*\))*'


def _step(
    pattern: str, remark: str = "", change: Callable[[re.Match[str]], str] | None = None
) -> Step:
    return Step(re.compile(pattern, re.IGNORECASE), remark, change)


#: in this order: a later step sees what an earlier one made
_STEPS = [
    _step(
        rf"\A(?=.*\w)(?:[\W_]|\b(?:{_BINARY}|{_NOT})\b)*\Z",
        "«{}» verbindt hier niets; er is op gezocht als op gewone woorden.",
        lambda m: m[0].lower(),
    ),
    _step(
        rf"(?<![:{_NOTHING}]){_NOTHING}+",
        "tussen deze aanhalingstekens staat geen woord; zij zijn weggelaten.",
        _blank,
    ),
    # an address of the web is no field
    _step(
        rf"(?<![\w/-])(?!(?:{NAMES}):)[^\W\d_]\w*:(?=[^\s/])",
        "«{}» is geen veld; er is op de losse woorden gezocht.",
    ),
    # 'titel : brug' and 'antwoord-na: > 21', as people type them
    _step(rf"{_FIELD}(-?(?:{NAMES}))(\s+):(\s*)(?=\S)", change=lambda m: f"{m[2]}{m[3]}{m[1]}:"),
    _step(r"(antwoord-na:)(\s*[<>]=?)(\s+)(?=\d)", change=lambda m: f"{m[3]}{m[1]}{m[2]}"),
    # 'ingezonden:[2020 TO 2022]' and 'ingezonden:2020 - 2022'
    _step(
        rf"(?P<name>{'|'.join(VALUES)}):\[\s*(?P<low>[^\s\[\]]+)\s+TO\s+(?P<high>[^\s\[\]]+)\s*\]",
        change=_range,
    ),
    _step(
        rf"(?P<name>{'|'.join(VALUES)}):(?P<low>\d[\d/-]*)\s+(?:\.\.+|…|[–-])\s+(?P<high>\d[\d/-]*)",
        change=_range,
    ),
    _step(
        r"[\[{][^\[\]{}]*\sTO\s[^\[\]{}]*[\]}]",
        "«{}» betekent hier niets; er is op de losse woorden gezocht. Een periode schrijft u als"
        " ingezonden:2022-09..2022-11.",
    ),
    # a text processor makes another dash of a -
    _step(r'(?<![^\s(:])[−–—‐‑](?=[\w("])', change=lambda m: "-"),
    _step(
        rf'{_BEGIN}-{{2,}}(?=[\w("])',
        "«{}» is als een enkele - gelezen: wat volgt, is uitgesloten.",
        lambda m: "-".rjust(len(m[0])),
    ),
    _step(
        rf"{_BEGIN}-+{_END}",
        "«{}» is weggelaten; een - sluit iets uit als hij er direct voor staat.",
        _blank,
    ),
    _step(
        r"(?<!\S)(?:\|\|?|&&)(?!\S)|\^(?=\d)|(?<![^\s(:])!(?=[\w(\"])",
        "«{}» betekent hier niets en is weggelaten. Woorden verbindt u met EN, OF en NIET.",
        _blank,
    ),
    _step(
        rf"{_BEGIN}-?\*+{_END}",
        "een * kan alleen aan het eind van een woord staan; «{}» is weggelaten.",
        _blank,
    ),
    _step(
        rf"{_BEGIN}~\d*{_END}",
        "«{}» hoort direct achter een woord of een aanhalingsteken, en is weggelaten.",
        _blank,
    ),
    # brackets in brackets from the inside, as deep as people nest them
    *[_step(r"\([^\w\"()*~]*\)", "tussen deze haakjes staat niets; zij zijn weggelaten.", _blank)]
    * 3,
    # a lone sign would stand between an operator and its word
    _step(rf'{_BEGIN}[^\w\s()"*~]+{_END}', change=_blank),
    *[
        _step(pattern, "«{}» verbindt hier niets en is weggelaten.", _blank)
        for pattern in (
            rf"{_BEGIN}(?:{_BINARY}|{_NOT})(?=\s+{_BINARY}{_END})",
            rf"(?:\A|(?<=\())\s*{_BINARY}{_END}",
            rf"{_BEGIN}(?:(?:{_BINARY}|{_NOT})\s+)*(?:{_BINARY}|{_NOT})(?=\s*(?:\)|$))",
        )
    ],
    _step(
        rf"(?<=[^\s\"~(])~[~\d]+{_END}",
        "een getal na ~ kan alleen achter woorden tussen aanhalingstekens; «{}» is als ~ gelezen.",
        lambda m: "~".ljust(len(m[0])),
    ),
    _step(
        rf'(?<=")~(?![0-9]+{_END})[^\s()"]*',
        "achter de ~ hoort het aantal woorden dat ertussen mag staan; «{}» is weggelaten.",
        _blank,
    ),
    # 'titel:-brug' and 'titel:NIET brug' are meant as '-titel:brug'
    _step(
        rf'{_FIELD}({_ZONES}|soort):(\s*)(-(?!(?:{NAMES}):)|{_NOT}\s+)(?=[\w("])',
        change=lambda m: f"{m[2]}{m[3]}{m[1]}:",
    ),
    _step(rf"{_FIELD}-?(?:{_ZONES}):(?:{_BINARY}|{_NOT}){_END}", change=lambda m: m[0].lower()),
    # 'Titel: brug' asks the same as 'titel:brug'
    _step(
        rf"{_FIELD}(-?)({NAMES}):(\s*)(?!\s|(?:{_BINARY}|{_NOT}){_END}|-?(?:{NAMES}):)(?=\S)",
        change=lambda m: f"{m[3]}{m[1]}{m[2].lower()}:",
    ),
    _step(
        rf"{_FIELD}-?(?P<name>{NAMES}):(?:{_NO_WORD}{_END}|(?=\s*-?(?:{NAMES}):))",
        "achter «{}» staat geen woord; er is op dat woord zelf gezocht.",
        lambda m: m["name"].rjust(m.end("name") - m.start()).ljust(len(m[0])),
    ),
    # a number in groups, as '35 925': with stops it is one word for the parser too
    _step(
        r"(?<![\w.<>=~])(?<!\w-)(?<!antwoord-na:)\d{1,3}(?: \d{3})+(?![\w.])",
        change=lambda m: m[0].replace(" ", "."),
    ),
]
