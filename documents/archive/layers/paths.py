"""Fields of a question set by their paths: where two sets differ, and putting values in.

Sets are in their JSON form (`to_dict`). A path names a field of the set (`title`, `questions`)
or of one item of a list (`answers[3].text`, counted from 0).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, NamedTuple

Json = dict[str, Any]

#: Lists whose items have fields; `footnotes` of a question or answer follow from its text.
LISTS = (
    *("askers", "addressees", "answerers", "see_also"),
    *("questions", "answers", "footnotes", "notes"),
)
#: a problem that an archivist has settled is a correction with this before its key
SETTLED = "problem "
_DERIVED = "footnotes"
_PATH = re.compile(r"(\w+)(?:\[(\d+)\]\.(\w+))?")


class Difference(NamedTuple):
    """A field that has another value in the second set than in the first."""

    path: str
    old: Any
    new: Any


class Place(NamedTuple):
    """A path taken apart; turn and part are None of a field of the set itself."""

    field: str
    turn: int | None = None
    part: str | None = None


def place(path: str) -> Place:
    """The place that a path names. Raises ValueError where it is no path."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise ValueError(f"{path!r} is no path of a set")
    return Place(match[1], int(match[2]), match[3]) if match[2] else Place(match[1])


def plain(questions: Json) -> Json:
    """The set without what follows from its texts, so that it compares as people see it."""
    made = copy.deepcopy(questions)
    for field in ("questions", "answers"):
        for item in made.get(field) or ():
            item.pop(_DERIVED, None)
    # the JSON form leaves these out where they are empty
    for item in made.get("questions") or ():
        item.setdefault("label", None)
    for item in made.get("askers") or ():
        item.setdefault("initials", None)
    return {"other_cases": [], "answered_in": None, "status": None} | made


def differences(old: Json, new: Json) -> list[Difference]:
    """Where two sets differ, in the order of the fields; a list that grew or shrank as a whole."""
    return list(_differences(plain(old), plain(new)))


def _differences(old: Json, new: Json) -> Iterator[Difference]:
    for field in new:
        before, after = old.get(field), new[field]
        if before == after:
            continue
        if field in LISTS and len(before or ()) == len(after):
            yield from _within(field, before or [], after)
        else:
            yield Difference(field, before, after)


def _within(field: str, before: list[Json], after: list[Json]) -> Iterator[Difference]:
    for index, (one, other) in enumerate(zip(before, after, strict=True)):
        for part in other:
            if one.get(part) != other[part]:
                yield Difference(f"{field}[{index}].{part}", one.get(part), other[part])


class Missing(LookupError):
    """The set has no such place."""


def value_at(questions: Json, path: str) -> Any:
    """The value at a path. Raises Missing where the set has no such place."""
    found = place(path)
    value = plain(questions).get(found.field)
    if found.turn is None:
        return value
    if found.turn >= len(value or ()):
        raise Missing(path)
    return (value or [])[found.turn].get(found.part)


def with_values(questions: Json, values: Iterable[tuple[str, Any]]) -> Json:
    """A copy of the set with these values at these paths; whole lists go before their items.

    Raises Missing where the set has no such place.
    """
    made = plain(questions)
    for path, value in sorted(values, key=lambda pair: "[" in pair[0]):
        _put(made, path, value)
    return made


def _put(made: Json, path: str, value: Any) -> None:
    found = place(path)
    if found.turn is None:
        made[found.field] = copy.deepcopy(value)
    elif found.turn < len(made[found.field]):
        made[found.field][found.turn][found.part] = copy.deepcopy(value)
    else:
        raise Missing(path)


#: What an item of a list is known by when the list is read anew.
_KEYS: dict[str, Callable[[Json], Hashable]] = {
    "askers": lambda item: item["name"],
    "addressees": lambda item: (item["role"], item["portfolio"]),
    "answerers": lambda item: (item["name"], item["role"], item["portfolio"]),
    "see_also": lambda item: (item["session_year"], item["number"]),
    "questions": lambda item: (item["number"], item.get("label")),
    "answers": lambda item: tuple(item["numbers"]),
    "footnotes": lambda item: item["number"],
    "notes": lambda item: item["kind"],
}


def anchor(path: str, questions: Json) -> Json:
    """What the item of a list that a path names is known by later; empty of a field of the set."""
    found = place(path)
    if found.turn is None:
        return {}
    items, key = plain(questions)[found.field], _KEYS[found.field]
    item = items[found.turn]
    return {
        "item": item,
        "index": found.turn,
        "size": len(items),
        "nth": sum(key(other) == key(item) for other in items[: found.turn]),
        "alike": sum(key(other) == key(item) for other in items),
    }


#: signs: a text as long as this is not another item's by chance
_TELLING = 40


def moved(path: str, known_by: Json, new: Json) -> str | None:
    """The path in another reading of the item that a path named; None if it is not there.

    An item is the same if it says the same; or else, if as many have its key as before (the
    number of a question, the numbers of an answer), the one in the same turn.
    """
    found = place(path)
    if found.turn is None:
        return path
    turn = _moved(_KEYS[found.field], known_by, plain(new).get(found.field) or [])
    return None if turn is None else f"{found.field}[{turn}].{found.part}"


def _moved(key: Callable[[Json], Hashable], known_by: Json, items: list[Json]) -> int | None:
    item, index = known_by["item"], int(known_by["index"])
    if index < len(items) and items[index] == item:
        return index
    text = item.get("text") or ""
    said = _only([i for i, other in enumerate(items) if text and other["text"] == text])
    if said is not None and len(text) >= _TELLING:
        return said
    equal = _only([i for i, other in enumerate(items) if other == item])
    if equal is not None:
        return equal
    keyed = [i for i, other in enumerate(items) if key(other) == key(item)]
    if keyed:
        return keyed[known_by["nth"]] if len(keyed) == known_by["alike"] else None
    # none has its key, which was read otherwise: the text tells, or its turn among as many
    return index if said is None and len(items) == known_by["size"] else said


def _only(turns: list[int]) -> int | None:
    return turns[0] if len(turns) == 1 else None


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
