"""Labels: the lines that say which question or answer follows, and never a sentence about one.

'Vraag 2 en 3', 'Antwoord op vraag 7', 'Antwoorden 1-3:', a bare 'Antwoord', 'Mededeling'.
A sentence that only mentions a question ('Vraag 2 ziet op', 'zie het antwoord op vraag 4') is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..printed import NUMBERS, read_numbers
from ..questionset import Kind, NoteKind

#: What can follow a label: a question, an answer or one of the notes.
LabelKind: TypeAlias = Literal[Kind.QUESTION, Kind.ANSWER] | NoteKind


@dataclass(frozen=True)
class Label:
    """What a label says: that a question, an answer or a note follows; its numbers; its text.

    `numbers` is empty for a bare 'Antwoord'; `printed` is '3a' where that is more than a number.
    """

    kind: LabelKind
    numbers: tuple[int, ...] = ()
    rest: str = ""
    printed: str | None = None


_OF_QUESTION = r"(?:(?:\s+(?:op|van|bij|aan))?(?:\s+de)?\s*(?:sub)?\s*(?:vra(?:gen|ag)|v?ragen))?"
_WORD = (
    rf"(?P<answer>(?:nader\s+)?ant?woo?rd(?:en)?(?:\s+ad(?=\s*\d))?{_OF_QUESTION}"
    r"|(?:beantwoording|reactie)(?:\s+(?:op|van))?(?:\s+de)?\s+vra(?:gen|ag))|(?P<question>vra(?:gen|ag))"
)
#: 'vraag 1 en vraag 2', 'vraag 1 en antwoord op vraag 2'.
_MORE = rf"(?:\s*(?:,|&|\ben)\s*(?:antwoord\s*)?(?:op\s*)?vraag\s*{NUMBERS}){{0,20}}"
_LABEL = re.compile(
    rf"^\W{{0,3}}(?:{_WORD})\s*(?:nrs?\.?|nummers?)?\s*[#(]?\s*(?P<numbers>{NUMBERS}{_MORE})\s*(?P<end>[:.)\]]*)\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(rf"^\W{{0,3}}(?:{_WORD})\s*[:.]?[*_]{{0,2}}\s*$", re.IGNORECASE)
#: 'Antwoord: Ja.'
_BARE_FIRST = re.compile(r"^(?:(?P<answer>Antwoord)|Vraag)\s*:\s+(?=[«„“\"'‘(]?[A-ZÀ-Þ])")
#: What may stand behind a label without meaning: the marks of bold type, a dash, '(deels)'.
_ORNAMENT = re.compile(
    r"[*_–-]{1,3}|\((?:deels|gedeeltelijk|vervolg)\)[:.]?"
    r"|van\s+(?:het\s+(?:kamer)?lid|de\s+(?:leden|heer|minister|staatssecretaris)|mevrouw)\b[^.?!]{0,60}",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^\W{0,3}(toelichting|mededeling|opmerking)(?:en)?\s*(:?)\s*(.*)$", re.I | re.S)
#: How each of the above begins: most lines are no label, and are told so at once.
_MAY_LABEL = re.compile(r"\W{0,3}(?:nader|ant?w|vra|bean|reac|toel|mede|opme)", re.IGNORECASE)
_NUMBER_ONLY = re.compile(r"^(\d{1,3})([a-z]?)\s*[.)]?$")
_NUMBERS_ONLY = re.compile(rf"^({NUMBERS})\s*[.)]?$")
_NUMBER_FIRST = re.compile(r"^(\d{1,3})\s*[.)]\s*(?=\S)")
_NUMBER_OPEN = re.compile(r"^(\d{1,2})\s+(?=[«“]?[A-ZÀ-Þ])")
#: 'Vraag een', 'Antwoord twee:'.
_SPELLED = re.compile(
    r"^(\W{0,3}(?:vraag|antwoord(?:\s+op\s+vraag)?))\s+([a-zé]{3,7})(?=\s*(?:[:.]|$))",
    re.IGNORECASE,
)
_WORDS = "een twee drie vier vijf zes zeven acht negen tien elf twaalf".split()
#: 'V1', 'V 1: Bent u', 'A1.': a letter, its number, and no more or a stop.
_LETTER = re.compile(
    rf"^\W{{0,3}}(?P<letter>[VA])\s?\.?\s?(?P<numbers>{NUMBERS})\s*(?:[:.)\]]+\s*(?P<rest>.*))?$",
    re.DOTALL,
)
#: 'Ad 1', 'Ad vraag 2 en 3: Ja.'
_AD = re.compile(
    rf"^\W{{0,3}}ad\s+(?:de\s+)?(?:vra(?:gen|ag)\s+)?(?P<numbers>{NUMBERS})\s*"
    r"(?:[:.)\]–-]+\s*(?P<rest>.*))?$",
    re.IGNORECASE | re.DOTALL,
)
#: A figure 1 as a scanner may read it.
_SCANNED_ONE = re.compile(r"^(\W{0,3}(?:vraag|antwoord))\s+[lI|](?=\s*[:.]?$)", re.IGNORECASE)
#: A label whose numbers go on on the next line.
_OPEN = re.compile(r"\d\s*(?:,|\ben|t/m|tot en met|[-–])$")
#: A label is short: nothing longer than this can be one (in characters).
_LONGEST = 120


def read_label(text: str) -> Label | None:
    """The label that a line is or begins with, or None where it is a sentence."""
    if not _MAY_LABEL.match(text):
        return None
    head = _SPELLED.sub(_in_figures, _SCANNED_ONE.sub(r"\1 1", text[:_LONGEST]))
    match = _LABEL.match(head)
    if match:
        return _numbered(match, text)
    bare = _BARE.match(head) if len(text) < 40 else None
    if bare:
        return Label(_kind(bare))
    first = _BARE_FIRST.match(text)
    if first:
        return Label(_kind(first), (), text[first.end() :].strip())
    return _note(text)


def _in_figures(match: re.Match[str]) -> str:
    """'Vraag een' as 'Vraag 1'."""
    word = match[2].lower().replace("é", "e")
    return f"{match[1]} {_WORDS.index(word) + 1}" if word in _WORDS else match[0]


def letter_first(text: str) -> Label | None:
    """A line that begins with 'V1' or 'A1', as the label of a question or an answer."""
    match = _LETTER.match(text)
    if not match:
        return None
    kind: LabelKind = Kind.QUESTION if match["letter"] == "V" else Kind.ANSWER
    return Label(kind, read_numbers(match["numbers"]), (match["rest"] or "").strip())


def ad_first(text: str) -> Label | None:
    """A line that begins with 'Ad 1', as the label of an answer."""
    match = _AD.match(text)
    if not match:
        return None
    return Label(Kind.ANSWER, read_numbers(match["numbers"]), (match["rest"] or "").strip())


def is_open(text: str) -> bool:
    """Whether a label's numbers go on on the next line: 'Antwoord op de vragen 1, 2,'."""
    if not text.endswith((",", "en", "met", "/m", "-", "–")) or len(text) > _LONGEST:
        return False
    return bool(_MAY_LABEL.match(text) and _OPEN.search(text))


def _numbered(match: re.Match[str], text: str) -> Label | None:
    rest = (match["rest"] + text[_LONGEST:]).strip()
    rest = "" if _ORNAMENT.fullmatch(rest) else rest
    if rest and not (match["end"] or _begins_sentence(rest)):
        return None
    if rest and match["end"] == ")":
        return None
    printed = match["numbers"].strip()
    more = printed if re.fullmatch(r"\d+[a-z]", printed) else None
    return Label(_kind(match), read_numbers(printed), rest, more)


def _kind(match: re.Match[str]) -> LabelKind:
    return Kind.ANSWER if match["answer"] else Kind.QUESTION


def _begins_sentence(rest: str) -> bool:
    return bool(re.match(r"[«„“\"'‘(]?[A-ZÀ-Þ]", rest))


def number_open(text: str) -> Label | None:
    """A line that begins with a number without a stop and a capital ('1 Bent u bekend')."""
    match = _NUMBER_OPEN.match(text)
    return Label(Kind.QUESTION, (int(match[1]),), text[match.end() :]) if match else None


def _note(text: str) -> Label | None:
    match = _NOTE.match(text)
    if not match or (match[3] and not match[2]):
        return None
    return Label(NoteKind(match[1].lower()), (), match[3].strip())


def number_alone(text: str) -> Label | None:
    """A line that is nothing but a number ('1', '2.', '3a'), as a question's label."""
    match = _NUMBER_ONLY.match(text)
    if not match:
        return None
    return Label(Kind.QUESTION, (int(match[1]),), "", text.rstrip(".) ") if match[2] else None)


def numbers_alone(text: str) -> Label | None:
    """A line that is nothing but a list of numbers ('2 en 3', '4 t/m 6.'), as a label."""
    match = _NUMBERS_ONLY.match(text[:_LONGEST]) if len(text) < _LONGEST else None
    return Label(Kind.QUESTION, read_numbers(match[1])) if match else None


def number_first(text: str) -> Label | None:
    """A line that begins with a number and a stop ('1. Bent u bekend'), as a question's label."""
    match = _NUMBER_FIRST.match(text)
    return Label(Kind.QUESTION, (int(match[1]),), text[match.end() :]) if match else None
