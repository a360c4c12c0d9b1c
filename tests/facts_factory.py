"""Tables of facts for the tests, made the way real ones are: CSV files that are loaded.

People, parties, ministries and cabinets are fictional. Days are ISO dates; '' is not known.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from django.utils.text import slugify

from documents.archive.identifying import again, loading
from documents.models import Document

#: the columns of each table
COLUMNS = {
    "people": "slug,surname,particle,initials,first_name,other,source",
    "offices": "person,role,ministry,portfolio,from,to,cabinet,acting,source",
    "seats": "person,chamber,from,to,source",
    "memberships": "person,party,from,to,source",
    "cabinets": "slug,name,other,from,to,demissionary_from,source",
    "parties": "slug,short,name,other,from,to,source",
    "party_successions": "old,new,kind,on,source",
    "ministries": "slug,name,abbreviations,other,part_of,periods,source",
    "ministry_successions": "old,new,on,source",
}


class Facts:
    """Tables that are filled a row at a time, and then loaded from a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)

    def add(self, table: str, **values: str) -> str:
        """Adds a row; what is not given is empty. Gives its slug, if its table has any."""
        values = {name.rstrip("_"): value for name, value in values.items()}
        row = dict.fromkeys(COLUMNS[table].split(","), "") | {"source": "verzonnen"} | values
        self._rows[table].append(row)
        return row.get("slug", "")

    def person(self, name: str, **values: str) -> str:
        """A person by first name, particles and surname: 'Anna van Loon'."""
        first, *particles, last = name.split()
        parts = {"first_name": first, "particle": " ".join(particles), "surname": last}
        return self.add("people", slug=slugify(name), **(parts | values))

    def member(self, name: str, party: str, start: str, end: str = "") -> str:
        """A person with a seat for a party."""
        slug = slugify(name)
        if all(row["slug"] != slug for row in self._rows["people"]):
            self.person(name)
        self.add("seats", person=slug, chamber="tk", from_=start, to=end)
        self.add("memberships", person=slug, party=self.party(party), from_=start, to=end)
        return slug

    def minister(
        self, name: str, ministry: str, start: str, end: str = "", role: str = "minister"
    ) -> str:
        """A person with an office."""
        slug = slugify(name)
        if all(row["slug"] != slug for row in self._rows["people"]):
            self.person(name)
        house = self.ministry(ministry)
        self.add("offices", person=slug, role=role, ministry=house, from_=start, to=end)
        return slug

    def party(self, short: str, **values: str) -> str:
        return self._named("parties", short, short=short, **values)

    def ministry(self, name: str, **values: str) -> str:
        return self._named("ministries", name, name=name, **values)

    def load(self) -> None:
        """Loads the tables, and resolves again the names in documents that are there."""
        self._folder.mkdir(exist_ok=True)
        for table, columns in COLUMNS.items():
            with (self._folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns.split(","), lineterminator="\n")
                writer.writeheader()
                writer.writerows(self._rows[table])
        loading.add(self._folder, "test")
        again.apply(Document.everything.values_list("pk", flat=True))

    def _named(self, table: str, called: str, **values: str) -> str:
        slug = slugify(called)
        if all(row["slug"] != slug for row in self._rows[table]):
            self.add(table, slug=slug, **values)
        return slug
