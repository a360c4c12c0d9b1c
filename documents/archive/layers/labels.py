"""What the fields of a set are called in Dutch, and how their values read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .paths import SETTLED, Json, place

FIELDS = {
    "kind": "soort",
    "identifier": "kenmerk",
    "session_year": "vergaderjaar",
    "number": "nummer",
    "case_number": "zaaknummer",
    "other_cases": "andere zaaknummers",
    "answered_in": "beantwoord in",
    "status": "status",
    "submitted": "ingezonden",
    "answered": "beantwoord",
    "title": "titel",
    "askers": "vraagstellers",
    "addressees": "gevraagd aan",
    "answerers": "beantwoord door",
    "see_also": "zie ook",
    "questions": "vragen",
    "answers": "antwoorden",
    "footnotes": "voetnoten",
    "notes": "toelichtingen en mededelingen",
    "topics": "onderwerpen",
    "summary": "samenvatting",
    "pages": "bladzijden",
    "problems": "problemen",
    # of names
    "name": "naam",
    "party": "fractie",
    "role": "functie",
    "ministry": "ministerie",
    # of facts
    "surname": "achternaam",
    "particle": "tussenvoegsel",
    "initials": "voorletters",
    "first_name": "roepnaam",
    "full_name": "volledige naam",
    "other": "ook geschreven als",
    "abbreviations": "afkortingen",
    "part_of": "portefeuille bij",
    "periods": "perioden",
    "source": "bron",
    "person": "persoon",
    "portfolio": "portefeuille",
    "cabinet": "kabinet",
    "acting": "waarnemend",
    "chamber": "Kamer",
    "start": "van",
    "end": "tot en met",
    "demissionary": "demissionair vanaf",
    "void": "telt niet mee",
    "old": "eerst",
    "new": "daarna",
    "on": "op",
}
#: one item of a list
ITEMS = {
    "askers": "vraagsteller",
    "addressees": "geadresseerde",
    "answerers": "beantwoorder",
    "see_also": "verwijzing",
    "questions": "vraag",
    "answers": "antwoord",
    "footnotes": "voetnoot",
    "notes": "toelichting of mededeling",
}
_PARTS = {
    "text": "tekst",
    "number": "nummer",
    "numbers": "op vragen",
    "label": "opschrift",
    "name": "naam",
    "party": "fractie",
    "initials": "voorletters",
    "role": "functie",
    "portfolio": "ministerie",
    "on_behalf": "mede namens",
    "kind": "soort",
    "session_year": "vergaderjaar",
}
_NOTHING = "–"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def label(path: str, questions: Json | None = None) -> str:
    """What a path of a set is called: 'titel', 'vraagsteller 1: naam', 'antwoord op vraag 2 en 3'.

    Without the set that it is a path of, by its turn: '4e antwoord' of `answers[3].text`. A path
    that is none is given back.
    """
    if path.startswith(SETTLED):
        return "probleem nagekeken"
    try:
        found = place(path)
    except ValueError:
        return path
    if found.turn is None or found.part is None:
        return FIELDS.get(found.field, found.field)
    item = _item_label(found.field, found.turn, questions)
    return item if found.part == "text" else f"{item}: {_PARTS.get(found.part, found.part)}"


def _item_label(field: str, turn: int, questions: Json | None) -> str:
    """An item of a list by its own number, else by its turn."""
    one = ITEMS.get(field, field)
    if questions is None:
        return f"{turn + 1}e {one}"
    items = questions.get(field) or []
    item = items[turn] if turn < len(items) else {}
    if item.get("numbers"):
        return f"{one} op vraag {' en '.join(map(str, item['numbers']))}"
    known = item.get("label") or item.get("number") if field in ("questions", "footnotes") else None
    return f"{one} {known or turn + 1}"


def kind_label(field: str, part: str | None) -> str:
    """The same of every item at once: 'tekst van antwoorden'."""
    whole = FIELDS.get(field, field)
    return f"{_PARTS.get(part, part)} van {whole}" if part else whole


def readable(value: Any) -> str:
    """A value of a set as an archivist reads it; a list has an item on each line."""
    if value is None or value in ("", []):
        return _NOTHING
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        simple = all(isinstance(item, int) for item in value)
        return (", " if simple else "\n").join(readable(item) for item in value)
    if isinstance(value, dict):
        return _item(value)
    return _day(value) if isinstance(value, str) and _DAY.fullmatch(value) else str(value)


def _day(value: str) -> str:
    """A day as 9-11-2022."""
    year, month, day = value.split("-")
    return f"{int(day)}-{int(month)}-{year}"


def _item(item: Json) -> str:
    """One item of a list, whichever it is."""
    for keys, written in _WRITTEN:
        if keys <= item.keys():
            return written(item)
    return "; ".join(f"{_PARTS.get(key, key)}: {readable(part)}" for key, part in item.items())


def _person(item: Json) -> str:
    name = f"{item['role']} {item['name'] or ''}".strip()
    return f"{name} ({item['portfolio']}){' mede namens' if item.get('on_behalf') else ''}"


#: the fields that tell what an item is → how it is written
_WRITTEN: tuple[tuple[set[str], Callable[[Json], str]], ...] = (
    ({"code", "message"}, lambda item: str(item["message"])),
    ({"name", "role", "portfolio"}, _person),
    ({"role", "portfolio"}, lambda item: f"{item['role']} ({item['portfolio']})"),
    ({"name", "party"}, lambda item: f"{item['name']} ({item['party'] or 'zonder fractie'})"),
    ({"numbers", "text"}, lambda item: f"{readable(item['numbers'])}: {item['text']}"),
    ({"session_year", "number"}, lambda item: f"{item['session_year']}, nr. {item['number']}"),
    ({"label", "text"}, lambda item: f"{item['label'] or item['number']}: {item['text']}"),
    ({"number", "text"}, lambda item: f"{item['number']}: {item['text']}"),
    ({"kind", "text"}, lambda item: f"{item['kind']}: {item['text']}"),
)
