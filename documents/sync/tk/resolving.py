"""What the rows say together: documents to be fetched, and reports of cases.

It depends on the rows alone, and not on the order in which they came.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db.models import Q

from ...identity import casenumbers
from ...models import CaseReport, FeedEntry, FeedTie, RemoteItem, SyncSource
from ...parsing.beside import chamber
from ..items import Listed
from . import records
from .entries import is_notice_of_withdrawal

#: the source of reports, and its name in commands
NAME = "tk"
_KINDS = {
    "application/pdf": ("pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
}
_EXTENSIONS = {"pdf": ("pdf",), "docx": ("docx",)}
_TRUE = {"true", "1"}
TAKEN_AWAY = "De Tweede Kamer heeft het document verwijderd."
#: keys in one query
_BATCH = 500


class Rows:
    """Things by their keys, and what refers to what; those that are gone are left out."""

    def __init__(self, documents: Iterable[UUID]) -> None:
        self.by_key: dict[UUID, FeedEntry] = {}
        self.actors: defaultdict[UUID, list[FeedEntry]] = defaultdict(list)
        self.documents = self._load("document", documents)
        cases = self._load("zaak", self._tied(self.documents, "zaak"))
        actors = self._load("zaakActor", _tying([case.key for case in cases], "zaakActor"))
        for actor in actors:
            for key in ties(actor, "zaak"):
                self.actors[key].append(actor)
        self._load("persoon", self._tied(actors, "persoon"))
        self._load("fractie", self._tied(actors, "fractie"))
        self._load("documentVersie", self._tied(self.documents, "huidigeDocumentVersie"))

    def _load(self, category: str, keys: Iterable[UUID]) -> list[FeedEntry]:
        found: list[FeedEntry] = []
        for some in _parts(sorted(set(keys))):
            rows = FeedEntry.objects.filter(category=category, key__in=some, is_gone=False)
            found.extend(rows.prefetch_related("ties").order_by("key"))
        self.by_key |= {row.key: row for row in found}
        return found

    def _tied(self, rows: Iterable[FeedEntry], name: str) -> Iterator[UUID]:
        return (key for row in rows for key in ties(row, name))

    def referred(self, row: FeedEntry, name: str) -> list[FeedEntry]:
        """What a thing refers to under a name, as far as it has come."""
        return [self.by_key[key] for key in ties(row, name) if key in self.by_key]


def ties(row: FeedEntry, name: str) -> list[UUID]:
    """The keys to which a thing refers under a name, in a fixed order."""
    return sorted(tie.key for tie in row.ties.all() if tie.name == name)


def _tying(keys: Sequence[UUID], category: str) -> Iterator[UUID]:
    for some in _parts(keys):
        rows = FeedTie.objects.filter(key__in=some, entry__category=category)
        yield from rows.values_list("entry__key", flat=True)


def _parts(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (keys[i : i + _BATCH] for i in range(0, len(keys), _BATCH))


def listed(documents: Iterable[UUID]) -> list[Listed]:
    """The documents of Kamervragen among these, each with what is said beside it.

    One of which no case has come yet is none of them.
    """
    rows = Rows(documents)
    return [found for row in rows.documents if (found := _listed(row, rows))]


def _listed(document: FeedEntry, rows: Rows) -> Listed | None:
    cases = rows.referred(document, "zaak")
    if not cases or not chamber.sort_of(document.values.get("soort", "")):
        return None
    actors = [actor for case in cases for actor in rows.actors[case.key]]
    people = [row for actor in actors for row in rows.referred(actor, "persoon")]
    parties = [row for actor in actors for row in rows.referred(actor, "fractie")]
    versions = rows.referred(document, "huidigeDocumentVersie")
    record = records.record([document, *cases, *actors, *people, *parties, *versions])
    size = document.values.get("contentLength", "")
    return Listed(
        remote_id=str(document.key),
        version=hashlib.sha256(record).hexdigest(),
        files=_files(document, versions),
        record=record,
        issued=chamber.day(document.values.get("datum")),
        size=int(size) if size.isascii() and size.isdigit() else None,
    )


def _files(document: FeedEntry, versions: list[FeedEntry]) -> dict[str, str]:
    """The address of the file by its kind; by each that it may be, where nothing tells its kind."""
    address = document.values.get("enclosure")
    if not address:
        return {}
    told = document.values.get("contentType", "").partition(";")[0].strip().lower()
    extensions = {version.values.get("extensie", "").strip(". ").lower() for version in versions}
    known = [_EXTENSIONS.get(extension, ()) for extension in extensions if extension]
    kinds = _KINDS.get(told, ()) if told else next(iter(known), ("pdf", "docx"))
    return dict.fromkeys(kinds, address)


def mark_gone(source: SyncSource, documents: Iterable[UUID]) -> None:
    """Marks what the source took away; what was not fetched by then is not any more."""
    for some in _parts(sorted(set(documents))):
        gone = FeedEntry.objects.filter(category="document", key__in=some, is_gone=True)
        names = [str(key) for key in gone.values_list("key", flat=True)]
        of_these = Q(source=source, remote_id__in=names)
        RemoteItem.objects.filter(of_these).update(absences=RemoteItem.GONE_AFTER)
        # without a version it is another one, should it come back
        RemoteItem.objects.filter(of_these).exclude(state=RemoteItem.State.STORED).update(
            state=RemoteItem.State.REFUSED, version="", problem=TAKEN_AWAY
        )


def reports(cases: Iterable[UUID]) -> list[CaseReport]:
    """What is said of each of these cases that has come."""
    found: list[CaseReport] = []
    for some in _parts(sorted(set(cases))):
        withdrawn = _withdrawn(some)
        rows = FeedEntry.objects.filter(category="zaak", key__in=some).order_by("is_gone", "key")
        found += [_report(row, row.key in withdrawn) for row in rows if row.values.get("nummer")]
    # of two with one number the one that is not gone counts
    return list({row.number: row for row in reversed(found)}.values())


def _report(case: FeedEntry, is_withdrawn: bool) -> CaseReport:
    return CaseReport(
        source=NAME,
        number=casenumbers.canonical(case.values["nummer"])[:40],
        due=chamber.day(case.values.get("termijn")),
        is_settled=case.values.get("afgedaan", "").lower() in _TRUE,
        is_withdrawn=is_withdrawn,
        is_gone=case.is_gone,
    )


def _withdrawn(cases: Sequence[UUID]) -> set[UUID]:
    """Those of the cases of which a notice tells that they are withdrawn."""
    rows = FeedTie.objects.filter(
        key__in=cases, name="zaak", entry__category="document", entry__is_gone=False
    ).select_related("entry")
    return {tie.key for tie in rows if is_notice_of_withdrawal(tie.entry.values)}
