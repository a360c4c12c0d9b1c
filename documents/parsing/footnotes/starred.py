"""Footnotes behind stars: '* De Veerbode' below a text that has 'bericht*' in it.

A star also begins an item of a list; so each note needs its own number of stars, and a mark with as
many above it. Footnotes have numbers in a set: these get the numbers that follow on the others.
"""

from __future__ import annotations

import re

from ..lines.line import Line, Role

_NOTE = re.compile(r"^(?P<stars>\*{1,4})(?P<close>\)?)\s*(?P<text>[^\s*].*)$", re.DOTALL)
_MARK = re.compile(r"(?<=[^\s*(])\s?(?P<stars>\*{1,4})\)?(?=[\s.,;:?!»”)]|$)")


def find_starred(lines: list[Line]) -> None:
    """Give footnotes behind stars their role and number, and write their marks into the text."""
    if not any(line.text.startswith("*") for line in lines):
        return
    highest = max((line.number or 0 for line in lines if line.role is Role.FOOTNOTE), default=0)
    floor = 0
    for start in _starts(lines):
        found = _notes(lines, start)
        text = [line for line in lines[floor:start] if line.role is Role.TEXT]
        if not found or not all(_marked(text, stars) for stars in found.values()):
            continue
        for index, stars in found.items():
            highest += 1
            _write(text, stars, highest)
            _give(lines, index, found, highest)
        floor = max(found) + 1


def _starts(lines: list[Line]) -> list[int]:
    """The first lines with stars below others."""
    return [
        index
        for index, line in enumerate(lines)
        if line.role is Role.TEXT
        and _NOTE.match(line.text)
        and not (index and lines[index - 1].text.startswith("*"))
    ]


def _notes(lines: list[Line], start: int) -> dict[int, str]:
    """The stars of each note from a line on; none where two have as many, as items of a list do."""
    found: dict[int, str] = {}
    for index in range(start, len(lines)):
        line = lines[index]
        match = _NOTE.match(line.text)
        if line.role is not Role.TEXT:
            break
        if line.gap and not match:
            return {}
        if match and match["stars"] in found.values():
            return {}
        if match:
            found[index] = match["stars"]
    return found


def _marked(text: list[Line], stars: str) -> bool:
    return any(match["stars"] == stars for line in text for match in _MARK.finditer(line.text))


def _write(text: list[Line], stars: str, number: int) -> None:
    """Put `[^n]` where a mark with so many stars stands."""
    for line in text:
        if stars in line.text:
            line.text = _MARK.sub(
                lambda match: f"[^{number}]" if match["stars"] == stars else match[0], line.text
            )


def _give(lines: list[Line], start: int, found: dict[int, str], number: int) -> None:
    match = _NOTE.match(lines[start].text)
    lines[start].text = match["text"] if match else lines[start].text
    by = "noot achter een sterretje, met merk erboven"
    lines[start].give(Role.FOOTNOTE, by=by, number=number)
    for index in range(start + 1, len(lines)):
        if index in found or lines[index].gap or lines[index].role is not Role.TEXT:
            return
        lines[index].give(Role.FOOTNOTE, by="vervolg van een noot achter een sterretje")
