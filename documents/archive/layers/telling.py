"""Fields of a question set as people call them, in Dutch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .paths import Json, place

_FIELDS = {
    "identifier": "kenmerk",
    "kind": "soort",
    "session_year": "vergaderjaar",
    "number": "nummer",
    "case_number": "zaaknummer",
    "submitted": "dag van inzending",
    "answered": "dag van beantwoording",
    "title": "titel",
    "askers": "vraagstellers",
    "addressees": "geadresseerden",
    "answerers": "beantwoorders",
    "see_also": "verwijzingen",
    "questions": "vragen",
    "answers": "antwoorden",
    "footnotes": "voetnoten",
    "notes": "toelichtingen",
    "topics": "onderwerpen",
    "summary": "samenvatting",
    "pages": "bladzijden",
}
_ITEMS = {
    "askers": "vraagsteller",
    "addressees": "geadresseerde",
    "answerers": "beantwoorder",
    "see_also": "verwijzing",
    "questions": "vraag",
    "answers": "antwoord op vraag",
    "footnotes": "voetnoot",
    "notes": "toelichting of mededeling",
}
_PARTS = {
    "text": "",
    "name": "naam",
    "party": "fractie",
    "role": "functie",
    "portfolio": "ministerie",
    "number": "nummer",
    "numbers": "nummers",
    "label": "opschrift",
    "kind": "soort",
    "session_year": "vergaderjaar",
    "on_behalf": "mede namens",
}


def told(path: str, questions: Json) -> str:
    """A path of a set, as 'titel', 'antwoord op vraag 2 en 3', or 'vraagsteller 1: naam'."""
    found = place(path)
    if found.turn is None:
        return _FIELDS.get(found.field, found.field)
    part = _PARTS.get(found.part or "", found.part or "")
    which = f"{_ITEMS.get(found.field, found.field)} {_which(found.field, found.turn, questions)}"
    return f"{which}: {part}" if part else which


def _which(field: str, index: int, questions: Json) -> str:
    """What an item of a list is known by; its place where the set has it no more."""
    items = questions.get(field) or []
    item = items[index] if index < len(items) else {}
    if field == "answers" and item.get("numbers"):
        return " en ".join(map(str, item["numbers"]))
    known = item.get("label") or item.get("number") if field in ("questions", "footnotes") else None
    return str(known or index + 1)


def leaves(questions: Json) -> Iterator[tuple[str, str]]:
    """Each text of a set, with the path of its field."""
    for field, value in questions.items():
        if isinstance(value, str):
            yield field, value
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from _of_item(field, index, item)


def _of_item(field: str, index: int, item: Any) -> Iterator[tuple[str, str]]:
    if isinstance(item, str):
        yield field, item
    elif isinstance(item, dict):
        yield from ((f"{field}[{index}].{k}", v) for k, v in item.items() if isinstance(v, str))
