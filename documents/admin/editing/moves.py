"""The buttons of a part: it moves up or down, is joined, split, taken away, or gets one below it.

They change what stands in the form; nothing is stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from .fields import SPLIT
from .parts import SORTS
from .typed import SECTIONS, Row, Typed

_DEED = re.compile(rf"(up|down|join|split|remove|add) ({'|'.join(SECTIONS)}) ([0-9]{{1,5}})")
_NUMBER = re.compile(r"\s*[0-9]{1,6}\s*")
_HOW_TO_SPLIT = f"Zet in de tekst een regel met alleen {SPLIT}, op de plaats waar u wilt splitsen."
_ALONE = {"up": "Dit is de eerste.", "down": "Dit is de laatste.", "join": "Er komt geen na."}


class Outcome(NamedTuple):
    """The part to go to, and what could not be done (Dutch; '' where it was done)."""

    place: str
    fault: str = ""


def is_move(do: str) -> bool:
    """Whether the value of a button is one of these."""
    return _DEED.fullmatch(do) is not None


def move(typed: Typed, do: str) -> Outcome:
    """Does what a button says ('up questions 3') with what was typed.

    Raises ValueError where the form has no such part.
    """
    match = _DEED.fullmatch(do)
    if match is None:
        raise ValueError(do)
    verb, section, index = match[1], match[2], int(match[3])
    rows = typed.rows[section]
    if index >= len(rows) + (verb == "add"):
        raise ValueError(do)
    place, fault = _VERBS[verb](rows, section, index)
    return Outcome(f"{section}-{place}" if rows else section, fault)


_Moved = tuple[int, str]


def _up(rows: list[Row], section: str, index: int) -> _Moved:
    if index == 0:
        return index, _ALONE["up"]
    rows[index - 1], rows[index] = rows[index], rows[index - 1]
    return index - 1, ""


def _down(rows: list[Row], section: str, index: int) -> _Moved:
    if index + 1 == len(rows):
        return index, _ALONE["down"]
    rows[index + 1], rows[index] = rows[index], rows[index + 1]
    return index + 1, ""


def _remove(rows: list[Row], section: str, index: int) -> _Moved:
    del rows[index]
    return max(0, min(index, len(rows) - 1)), ""


def _add(rows: list[Row], section: str, index: int) -> _Moved:
    """An empty one at this place; a text gets the next number that is free."""
    fresh = dict.fromkeys(SECTIONS[section], "")
    if "number" in fresh:
        fresh["number"] = _free(rows, rows[index - 1] if index else {"number": "0"})
    if section == "notes":
        fresh["kind"] = "toelichting"
    rows.insert(index, fresh)
    return index, ""


def _join(rows: list[Row], section: str, index: int) -> _Moved:
    """Puts the text of the next one under this one, after an empty line."""
    if index + 1 == len(rows) or not SORTS[section].is_text:
        return index, _ALONE["join"]
    one, other = rows[index], rows.pop(index + 1)
    one["text"] = "\n\n".join(text for text in (one["text"], other["text"]) if text)
    if "numbers" in one:
        numbers = [*_parts(one["numbers"]), *_parts(other["numbers"])]
        one["numbers"] = ", ".join(dict.fromkeys(numbers))
    return index, ""


def _parts(numbers: str) -> list[str]:
    return [part.strip() for part in numbers.split(",") if part.strip()]


def _split(rows: list[Row], section: str, index: int) -> _Moved:
    """Parts a text at each line that marks a place to split."""
    texts = _pieces(rows[index].get("text", ""))
    if len(texts) < 2:
        return index, _HOW_TO_SPLIT
    numbers = _parts(rows[index].get("numbers", ""))
    one_each = len(numbers) == len(texts)
    rows[index]["text"] = texts[0]
    for turn, text in enumerate(texts[1:], 1):
        before = rows[index + turn - 1]
        fresh = before | {"text": text} | ({"label": ""} if "label" in before else {})
        if "number" in fresh:
            fresh["number"] = _free(rows, before)
        rows.insert(index + turn, fresh)
    if one_each:
        for turn, number in enumerate(numbers):
            rows[index + turn]["numbers"] = number
    return index + 1, ""


def _pieces(text: str) -> list[str]:
    lines: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip() == SPLIT:
            lines.append([])
        else:
            lines[-1].append(line)
    return ["\n".join(piece).strip(" \n") for piece in lines]


def _free(rows: list[Row], before: Row) -> str:
    """The first number after that of a row which no row has."""
    taken = {row["number"].strip() for row in rows}
    number = int(before["number"]) + 1 if _NUMBER.fullmatch(before["number"]) else 1
    while str(number) in taken:
        number += 1
    return str(number)


_VERBS: dict[str, Callable[[list[Row], str, int], _Moved]] = {
    "up": _up,
    "down": _down,
    "join": _join,
    "split": _split,
    "remove": _remove,
    "add": _add,
}
