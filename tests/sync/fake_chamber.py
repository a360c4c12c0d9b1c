"""The Tweede Kamer as it is known to behave: its SyncFeed, its files, and OData for one number.

The feed is a snapshot in the order of changes: what changes leaves its place, and comes last.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID, uuid5

from tests.parsing.readers import word

from .server import Reply, Server

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BEGAN = datetime.fromisoformat("2026-11-27T08:00:00+00:00")
_SPACE = UUID("00000000-0000-0000-0000-00000000000a")
_HEAD = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:tk="http://www.tweedekamer.nl/xsd/tkData/v1-0"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
#: names that differ from those of the feed, in the two versions of OData
RENAMED = {"4": {"documentNummer": "DocumentNummer"}, "5": {"documentNummer": "Nummer"}}


def key_of(name: str) -> str:
    """The key of a thing that a test calls by a name."""
    return str(uuid5(_SPACE, name))


@dataclass
class Thing:
    """A thing at its place in the feed; without fields it was deleted."""

    category: str
    key: str
    token: int
    updated: str
    fields: dict[str, str | None] = field(default_factory=dict)
    refs: list[tuple[str, str]] = field(default_factory=list)
    is_deleted: bool = False
    file: bytes | None = None
    content_type: str | None = DOCX
    told_length: int | None = None


class FakeChamber(Server):
    """Answers as the Gegevensmagazijn; `feed` and `odata` are the addresses for settings."""

    def __init__(self) -> None:
        super().__init__(self._answer)
        self.feed = f"{self.url}/SyncFeed/2.0"
        self.odata = f"{self.url}/OData/v5"
        self.things: dict[str, Thing] = {}
        #: the most entries of a page, and how many a page repeats of the one before
        self.most, self.again = 250, 0
        #: whether answers name no prefix
        self.is_plain = False
        self.token = 26_000_000
        self.moment = BEGAN

    def put(
        self,
        category: str,
        name: str,
        refs: dict[str, str | list[str]] | None = None,
        *,
        updated: str | None = None,
        file: bytes | None = None,
        content_type: str | None = DOCX,
        told_length: int | None = None,
        **fields: str | None,
    ) -> str:
        """Tells of a thing, or that it changed; its key."""
        key = key_of(name)
        ties = [
            (ref, key_of(one))
            for ref, ones in (refs or {}).items()
            for one in ([ones] if isinstance(ones, str) else ones)
        ]
        self._place(
            Thing(category, key, 0, "", fields, ties, False, file, content_type, told_length),
            updated,
        )
        return key

    def delete(self, name: str) -> None:
        """A thing is deleted: only its key is told from now on."""
        known = self.things[key_of(name)]
        self._place(Thing(known.category, known.key, 0, "", is_deleted=True), None)

    def _place(self, thing: Thing, updated: str | None) -> None:
        self.token += 37
        self.moment += timedelta(seconds=1)
        thing.token = self.token
        thing.updated = updated or self.moment.strftime("%Y-%m-%dT%H:%M:%S.1234567Z")
        self.things.pop(thing.key, None)
        self.things[thing.key] = thing

    # a case with all that belongs to it

    def ask(
        self,
        number: int,
        *,
        gestart: str = "2026-11-26T23:30:00Z",
        text: str = "",
        **fields: str | None,
    ) -> str:
        """Questions of a member, with their document; the case number."""
        nummer = f"2026Z{number:05}"
        self.put("fractie", "waterland", afkorting="Lijst Waterland", naamNl="Lijst Waterland")
        self.put("persoon", "kwelder", initialen="Q.", tussenvoegsel="van", achternaam="Kwelder")
        self.put("zaak", nummer, **(self.case(number, gestart) | fields))
        self.put(
            "zaakActor",
            f"{nummer} asks",
            {"zaak": nummer, "persoon": "kwelder", "fractie": "waterland"},
            actorNaam="Q. van Kwelder",
            actorFractie="Lijst Waterland",
            functie="Tweede Kamerlid",
            relatie="Indiener",
        )
        self.put(
            "zaakActor",
            f"{nummer} is asked",
            {"zaak": nummer},
            actorNaam="D. Dijkstra",
            actorFractie=None,
            functie="minister van Veren en Bruggen",
            relatie="Gericht aan",
        )
        self.put(
            "document",
            f"{nummer} questions",
            {"zaak": nummer},
            file=letter(text or questions_text(number)),
            soort="Schriftelijke vragen",
            documentNummer=f"2026D1{number:04}",
            datum=gestart,
            onderwerp=f"De veerpont van nummer {number}",
        )
        return nummer

    @staticmethod
    def case(number: int, gestart: str = "2026-11-26T23:30:00Z") -> dict[str, Any]:
        return {
            "nummer": f"2026Z{number:05}",
            "soort": "Schriftelijke vragen",
            "onderwerp": f"De veerpont van nummer {number}",
            "titel": None,
            "gestartOp": gestart,
            "termijn": "2026-12-17T23:00:00Z",
            "vergaderjaar": "2026-2027",
            "volgnummer": "-1",
            "afgedaan": "false",
        }

    def reply(self, number: int, **fields: str | None) -> None:
        """The answer to questions, as a letter."""
        nummer = f"2026Z{number:05}"
        told: dict[str, Any] = {
            "soort": "Antwoord schriftelijke vragen",
            "documentNummer": f"2026D2{number:04}",
            "datum": "2026-12-10T23:00:00Z",
            "aanhangselnummer": None,
            "onderwerp": f"Antwoord op vragen over de veerpont van nummer {number}",
        }
        self.put(
            "document",
            f"{nummer} answer",
            {"zaak": nummer},
            file=letter(answer_text(number)),
            **(told | fields),
        )

    # how it answers

    def _answer(self, path: str) -> Reply:
        parts = urlsplit(path)
        given = {k: v[0] for k, v in parse_qs(parts.query).items()}
        if parts.path == "/SyncFeed/2.0/Feed":
            return self._page(given["category"], int(given.get("skiptoken", 0)))
        if parts.path.startswith("/SyncFeed/2.0/Resources/"):
            thing = self.things.get(parts.path.rpartition("/")[2])
            return Reply(thing.file) if thing and thing.file else Reply(status=404)
        if parts.path.startswith("/OData/v"):
            return self._looked_up(unquote(parts.query), parts.path[8])
        return Reply(status=404)

    def _page(self, category: str, token: int) -> Reply:
        of_it = [t for t in self.things.values() if t.category.lower() == category.lower()]
        behind = [t for t in of_it if t.token > token]
        shown = behind[: self.most]
        if token and self.again:
            shown = [t for t in of_it if t.token <= token][-self.again :] + shown
        last = shown[-1].token if shown else token
        rel = "next" if len(behind) > self.most else "resume"
        body = (
            f"<?xml version='1.0' encoding='utf-8'?>{_HEAD}"
            f"<title>Gegevensmagazijn SyncFeed (category: {category})</title>"
            f'<link rel="self" href="{self.feed}/Feed?category={category}"/>'
            f'<link rel="{rel}" href="{self._link(category, last)}"/>'
            f"<updated>2026-11-27T10:00:00.1+01:00</updated>"
            f"{''.join(map(self._entry, shown))}</feed>"
        )
        if self.is_plain:
            body = body.replace("<tk:", "<").replace("</tk:", "</").replace(" tk:", " ")
        return Reply(body.encode())

    def _link(self, category: str, token: int) -> str:
        return f"{self.feed}/Feed?skiptoken={token}&amp;category={category}"

    def _entry(self, thing: Thing) -> str:
        attributes = f'id="{thing.key}" tk:bijgewerkt="2026-11-27T23:59:59.1230000"'
        attributes += f' tk:verwijderd="{str(thing.is_deleted).lower()}"'
        enclosure = ""
        if thing.file is not None:
            length = len(thing.file) if thing.told_length is None else thing.told_length
            kind = f' tk:contentType="{thing.content_type}"' if thing.content_type else ""
            attributes += f'{kind} tk:contentLength="{length}"'
            enclosure = f'<link rel="enclosure" href="{self.feed}/Resources/{thing.key}"/>'
        inner = "".join(f'<tk:{name} ref="{key}"/>' for name, key in thing.refs)
        inner += "".join(
            f'<tk:{name} xsi:nil="true"/>'
            if value is None
            else f"<tk:{name}>{escape(value)}</tk:{name}>"
            for name, value in thing.fields.items()
        )
        return (
            f"<entry><title>{thing.key}</title><id>{self.feed}/Entiteiten/{thing.key}</id>"
            f"<author><name>Tweede Kamer der Staten-Generaal</name></author>"
            f'<updated>{thing.updated}</updated><category term="{thing.category.lower()}"/>'
            f'<link rel="next" href="{self._link(thing.category, thing.token)}"/>{enclosure}'
            f'<content type="application/xml"><tk:{thing.category} {attributes}>{inner}'
            f"</tk:{thing.category}></content></entry>"
        )

    def _looked_up(self, query: str, version: str) -> Reply:
        if "$top" in query or "Verwijderd eq false" not in query:
            return Reply(status=400)
        rows = [
            self._row(thing, version)
            for thing in self.things.values()
            if thing.category == "zaak" and f"Nummer eq '{thing.fields.get('nummer')}'" in query
        ]
        return Reply(json.dumps({"@odata.context": "x", "value": rows}).encode())

    def _row(self, thing: Thing, version: str) -> dict[str, Any]:
        row = self._plain(thing, version)
        tied = [t for t in self.things.values() if ("zaak", thing.key) in t.refs]
        row["ZaakActor"] = [self._plain(t, version) for t in tied if t.category == "zaakActor"]
        row["Document"] = [self._plain(t, version) for t in tied if t.category == "document"]
        return row

    def _plain(self, thing: Thing, version: str) -> dict[str, Any]:
        names = RENAMED[version]
        row: dict[str, Any] = {
            names.get(name, f"{name[0].upper()}{name[1:]}"): _typed(value)
            for name, value in thing.fields.items()
        }
        row |= {
            f"{name[0].upper()}{name[1:]}_Id": key for name, key in thing.refs if name != "zaak"
        }
        row |= {"Id": thing.key, "ApiGewijzigdOp": thing.updated, "Verwijderd": thing.is_deleted}
        if thing.file is not None:
            row |= {"ContentType": thing.content_type, "ContentLength": len(thing.file)}
        return row


def _typed(value: str | None) -> Any:
    return {"true": True, "false": False}.get(value, value) if value else None


def letter(text: str) -> bytes:
    """A Word document with a paragraph for each line."""
    return word.document(*text.splitlines())


def questions_text(number: int) -> str:
    """Questions as the Kamer prints them on the day that they are asked."""
    return (
        f"2026Z{number:05}\n"
        "Vragen van het lid Van Kwelder (Lijst Waterland) aan de minister van Veren en Bruggen over"
        f" de veerpont van nummer {number} (ingezonden 27 november 2026)\n"
        "1\n"
        f"Klopt het dat de veerpont van nummer {number} sinds de zomer niet meer vaart?\n"
        "2\n"
        "Wanneer wordt zij hersteld, en wie betaalt dat?\n"
    )


def answer_text(number: int) -> str:
    """The answer as a ministry sends it."""
    return (
        f"2026Z{number:05}\n"
        "Antwoord van minister Dijkstra (Veren en Bruggen) op de vragen van het lid Van Kwelder"
        f" (Lijst Waterland) over de veerpont van nummer {number} (ingezonden 27 november 2026)\n"
        "Vraag 1\n"
        f"Klopt het dat de veerpont van nummer {number} sinds de zomer niet meer vaart?\n"
        "Antwoord 1\n"
        "Ja, dat klopt: de motor bleek bij de keuring niet meer te voldoen.\n"
        "Vraag 2\n"
        "Wanneer wordt zij hersteld, en wie betaalt dat?\n"
        "Antwoord 2\n"
        "Zij vaart weer in het voorjaar. De provincie betaalt het herstel.\n"
    )
