"""One case by its number, from OData: the same things as the feed tells, with other names.

In version 4 a document has 'DocumentNummer', in version 5 'Nummer'; other names that are of use
are the same in both, as far as is known.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from ..net import Client, Transient
from ..runs import Broken
from .entries import FIELDS, REFERENCES, Entry
from .feed import Feed

#: bytes of an answer, and answers of one question
MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 20
#: what a case brings along
_EXPAND = "ZaakActor,Document($expand=HuidigeDocumentVersie)"
#: names that are others than those of the feed
_OTHERS = {"documentNummer": ("DocumentNummer", "Nummer")}

Row = dict[str, Any]


def case(base: str, number: str, client: Client, feed: Feed) -> list[Entry]:
    """What there is of a case: itself, who is in it, its documents and their versions.

    Raises net.Failed, or Broken where it has no end.
    """
    condition = f"Verwijderd eq false and Nummer eq '{number}'"
    asked = f"$filter={quote(condition, safe=_PLAIN)}&$expand={quote(_EXPAND, safe=_PLAIN)}"
    found = list(_rows(f"{base.rstrip('/')}/Zaak?{asked}", client))
    return [entry for row in found for entry in _entries(row, feed)]


#: signs that the service wants as they are
_PLAIN = "$()=,;'"


def _rows(address: str, client: Client) -> Iterator[Row]:
    """The rows of an answer and of the pages behind it."""
    for _ in range(MOST_PAGES):
        answer = client.get(address, _answer, MOST_BYTES)
        yield from answer["value"]
        address = answer.get("@odata.nextLink") or ""
        if not address:
            return
    raise Broken(f"OData bladert zonder einde: {address[:200]}")


def _answer(data: bytes) -> Row:
    """The answer of the service. Raises Transient where this is none."""
    try:
        found = json.loads(data)
    except ValueError as error:
        raise Transient("geen antwoord van OData") from error
    if not isinstance(found, dict) or not isinstance(found.get("value"), list):
        raise Transient("geen antwoord van OData")
    return found


def _entries(row: Row, feed: Feed) -> Iterator[Entry]:
    """A case as entries, with what it brings along; what is deleted there is gone."""
    key = UUID(row["Id"])
    yield _entry("zaak", row)
    for actor in row.get("ZaakActor") or ():
        yield _entry("zaakActor", actor | {"Zaak_Id": str(key)})
    for document in row.get("Document") or ():
        version = document.get("HuidigeDocumentVersie") or {}
        refs = [("zaak", key)]
        if version.get("Id"):
            yield _entry("documentVersie", version | {"Document_Id": document["Id"]})
            refs.append(("huidigeDocumentVersie", UUID(version["Id"])))
        yield _entry("document", document | {"Enclosure": feed.file(document["Id"])}, *refs)


def _entry(category: str, row: Row, *refs: tuple[str, UUID]) -> Entry:
    values = {field: _told(row, field) for field in FIELDS[category]}
    names = [name for name in REFERENCES.get(category, ()) if name not in dict(refs)]
    keys = {name: row.get(f"{name[0].upper()}{name[1:]}_Id") for name in names}
    tied = (*refs, *((name, UUID(key)) for name, key in keys.items() if key))
    return Entry(
        category,
        UUID(row["Id"]),
        _moment(row.get("ApiGewijzigdOp") or row.get("GewijzigdOp")),
        0,
        bool(row.get("Verwijderd")),
        {field: value for field, value in values.items() if value},
        tied,
    )


def _told(row: Row, field: str) -> str:
    """The value of a field, as the feed would tell it; '' of none."""
    names = _OTHERS.get(field) or (f"{field[0].upper()}{field[1:]}", field)
    value = next((row[name] for name in names if row.get(name) is not None), "")
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())


def _moment(told: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(told or "")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
