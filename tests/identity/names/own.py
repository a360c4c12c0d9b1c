"""Tables of facts, the project's own or others, as the resolving of names takes them."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from documents.identity.names import tables
from documents.identity.names.tables import Period, Tables

FACTS = Path(__file__).parents[3] / "documents" / "facts"


def lines(name: str, folder: Path = FACTS) -> Iterator[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def period(line: dict[str, str]) -> Period:
    return tables.period(f"{line['from']}..{line['to']}")


def parted(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))


def own() -> Tables:
    """All of the project's own tables."""
    return tables_in(FACTS)


@functools.cache
def tables_in(folder: Path) -> Tables:
    """All of the tables in a folder."""
    return Tables(
        {
            line["slug"]: tables.Person(
                *(line[key] for key in ("slug", "surname", "particle", "initials", "first_name")),
                parted(line["other"]),
            )
            for line in lines("people", folder)
        },
        [
            tables.Office(
                *(i, line["person"], line["role"], line["ministry"], period(line)),
                *(line["portfolio"], bool(line["acting"])),
            )
            for i, line in enumerate(lines("offices", folder))
        ],
        [
            tables.Seat(line["person"], line["chamber"], period(line))
            for line in lines("seats", folder)
        ],
        [
            tables.Membership(line["person"], line["party"], period(line))
            for line in lines("memberships", folder)
        ],
        {
            line["slug"]: tables.Party(
                line["slug"], (line["short"], line["name"], *parted(line["other"])), period(line)
            )
            for line in lines("parties", folder)
        },
        {
            line["slug"]: tables.Ministry(
                line["slug"],
                (line["name"], *parted(line["other"])),
                parted(line["abbreviations"]),
                line["part_of"],
                tuple(tables.period(one) for one in parted(line["periods"])) or (Period(),),
            )
            for line in lines("ministries", folder)
        },
    )


def day(text: str) -> date:
    return date.fromisoformat(text)
