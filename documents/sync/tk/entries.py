"""Things that the Tweede Kamer tells of, with the few fields that are of use; which are kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ...parsing.beside import chamber
from ...parsing.identifiers import OURS

#: the categories that are followed, those first to which others refer
CATEGORIES = ("Fractie", "Persoon", "Zaak", "ZaakActor", "DocumentVersie", "Document")
#: fields that are kept, by the names of the feed
FIELDS: dict[str, tuple[str, ...]] = {
    "fractie": ("afkorting",),
    "persoon": ("initialen", "tussenvoegsel", "achternaam"),
    "zaak": (
        *("nummer", "soort", "onderwerp", "titel", "gestartOp", "termijn", "afgedaan"),
        "vergaderjaar",
    ),
    "zaakActor": ("actorNaam", "actorFractie", "functie", "relatie"),
    "documentVersie": ("extensie", "externeidentifier"),
    "document": (
        *("soort", "documentNummer", "onderwerp", "datum", "datumOntvangst", "aanhangselnummer"),
        *("contentType", "contentLength", "enclosure"),
    ),
}
#: what is referred to
REFERENCES: dict[str, tuple[str, ...]] = {
    "zaakActor": ("zaak", "persoon", "fractie"),
    "documentVersie": ("document",),
    "document": ("zaak", "huidigeDocumentVersie"),
}
#: the names of things as they are kept, by those in lower case
NAMES = {name.lower(): name for name in FIELDS}

_RELATIONS = ("indiener", "medeindiener", "gericht aan")
_WITHDRAWN = re.compile(r"ingetrokken|intrekken|intrekking", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """The newest that is told of one thing: fields that have a value, and what it refers to.

    `category` is a key of FIELDS, `token` the place in the feed behind it: 0 where it has none.
    """

    category: str
    key: UUID
    updated: datetime
    token: int
    is_gone: bool
    values: dict[str, str]
    refs: tuple[tuple[str, UUID], ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether it bears on Kamervragen, or may do so once what it refers to has come."""
        return not self.is_gone and _KEPT[self.category](self)


def is_notice_of_withdrawal(values: dict[str, str]) -> bool:
    """Whether a document tells that questions are withdrawn."""
    is_notice = values.get("soort", "").lower().startswith("mededeling")
    return is_notice and _WITHDRAWN.search(values.get("onderwerp", "")) is not None


def _is_ours(case: Entry) -> bool:
    told = case.values.get("soort", "").lower()
    return told.startswith("schriftelijke vragen") and bool(case.values.get("nummer"))


def _refers(entry: Entry, name: str) -> bool:
    return any(ref == name for ref, _ in entry.refs)


def _is_of_use(document: Entry) -> bool:
    is_ours = chamber.sort_of(document.values.get("soort", ""))
    return bool(is_ours) or is_notice_of_withdrawal(document.values)


_KEPT: dict[str, Callable[[Entry], bool]] = {
    "fractie": lambda entry: bool(entry.values.get("afkorting")),
    # more than a quarter of the people are empty
    "persoon": lambda entry: bool(entry.values.get("achternaam")),
    "zaak": _is_ours,
    "zaakActor": lambda entry: (
        entry.values.get("relatie", "").lower() in _RELATIONS and _refers(entry, "zaak")
    ),
    "documentVersie": lambda entry: (
        entry.values.get("externeidentifier", "").lower().startswith(OURS)
    ),
    "document": _is_of_use,
}
