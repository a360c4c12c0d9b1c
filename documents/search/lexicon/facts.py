"""Names out of the tables of facts: surnames, and what ministries and parties are called."""

from __future__ import annotations

import csv
import pathlib
import re
import unicodedata


def _rows(table: str) -> list[dict[str, str]]:
    # no constant: the stamp of an index has these, and must not tell where the project lies
    folder = pathlib.Path(__file__).parents[2] / "facts"
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _several(names: str) -> list[str]:
    return [name.strip() for name in names.split(";") if name.strip()]


def _words(*columns: str) -> frozenset[str]:
    """The words of these columns of the people, lower case without diacritics."""
    names = " ".join(row[column] for row in _rows("people") for column in columns)
    plain = unicodedata.normalize("NFKD", names.lower())
    words = re.findall(r"[a-z]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return frozenset(word for word in words if len(word) > 3)


#: the words of the surnames of members and ministers, and of their first names too
SURNAMES = _words("surname", "other")
NAMES = SURNAMES | _words("first_name")


def ministries() -> list[list[str]]:
    """The names of each ministry or portfolio that has an abbreviation, those first."""
    return [
        [*_in_full(_several(row["abbreviations"])), row["name"]]
        for row in _rows("ministries")
        if row["abbreviations"]
    ]


def _in_full(names: list[str]) -> list[str]:
    """'V&W' is written 'V en W' too."""
    return [*names, *(name.replace("&", " en ") for name in names if "&" in name)]


def parties() -> list[list[str]]:
    """The names of each party, the short one first; not those of groups around a person."""
    return [
        [row["short"], row["name"], *filter(_is_of_party, _several(row["other"]))]
        for row in _rows("parties")
        if _is_of_party(row["name"])
    ]


def _is_of_party(name: str) -> bool:
    return not re.match(r"Lid\b|Groep\b|Fractie\b|Fr\.|.*/", name) and name.lower() not in NAMES
