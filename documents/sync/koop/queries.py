"""Questions to KOOP's search service: which publications, of when, and from which one on.

The terms are those of SRU 2.0 and CQL. That they work together as they are put here was read of
other programs that ask this service, and could not be tried: `docs/sync.md` tells what to look at
where the service complains.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

#: records in one answer: what all who ask this service take
PAGE = 100
#: the position from which it gives nothing
DEEPEST = 10_000
#: the first session year of which it has Kamervragen
FIRST_YEAR = 1994
#: the two kinds of publication, as KOOP names them
ANSWERS, QUESTIONS = "Kamervragen (Aanhangsel)", "Kamervragen zonder antwoord"
NAMES = (ANSWERS, QUESTIONS)


@dataclass(frozen=True)
class Listing:
    """A list of publications that KOOP is asked for; `key` names it in a cursor and a report."""

    key: str
    clauses: tuple[str, ...]
    #: whether it names everything of its session year, so that what is not in it is gone
    session_year: str = ""
    #: where it names one publication, its identifier
    identifier: str = ""

    def address(self, service: str, after: str = "", most: int = PAGE) -> str:
        """The address of the page behind an identifier, in the order of identifiers.

        Not by position, as the service gives nothing from the ten thousandth on.
        """
        behind = (f"dt.identifier>{quoted(after)}",) if after else ()
        query = " AND ".join((*self.clauses, *behind))
        return _address(service, f"{query} sortBy dt.identifier/sort.ascending", 1, most)

    def address_at(self, service: str, position: int) -> str:
        """The address of the page from a position on, in an order of the service's own."""
        return _address(service, " AND ".join(self.clauses), position, PAGE)


def _address(service: str, query: str, start: int, most: int) -> str:
    asked = {
        "operation": "searchRetrieve",
        "version": "2.0",
        "query": query,
        "startRecord": start,
        "maximumRecords": most,
        "recordSchema": "gzd",
    }
    return f"{service}?{urlencode(asked)}"


def quoted(value: str) -> str:
    """A value as CQL has it between quotation marks."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_AREA = "c.product-area==officielepublicaties"


def everything(name: str) -> Listing:
    """All publications of one kind."""
    return Listing(f"alles: {name}", (_AREA, f"w.publicatienaam=={quoted(name)}"))


def of_year(name: str, session_year: str) -> Listing:
    """Those of a session year, such as '2024-2025'."""
    clauses = (*everything(name).clauses, f"w.vergaderjaar=={quoted(session_year)}")
    return Listing(f"{session_year}: {name}", clauses, session_year)


def changed(name: str, since: date, until: date | None = None) -> Listing:
    """Those that KOOP made or changed from one day to another, both included."""
    days = [f'dt.modified>="{since}"'] + ([f'dt.modified<="{until}"'] if until else [])
    told = f"{since} t/m {until}" if until else f"vanaf {since}"
    return Listing(f"{told}: {name}", (*everything(name).clauses, *days))


def one(identifier: str) -> Listing:
    """The publication with this identifier."""
    clauses = (_AREA, f"dt.identifier=={quoted(identifier)}")
    return Listing(identifier, clauses, identifier=identifier)


def session_years(today: date) -> list[str]:
    """The session years of which KOOP has publications, the newest first."""
    newest = today.year if today.month >= 9 else today.year - 1
    return [f"{year}-{year + 1}" for year in range(newest, FIRST_YEAR - 1, -1)]
