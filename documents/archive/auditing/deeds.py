"""Compares the history with what it tells of: each deed has its event, and each event its deed.

The rows of versions, corrections and other decisions, and names on one side, the events on
the other. What was cut off at the end of both leaves no trace here: see `history.faults`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from ...models import (
    Browsable,
    CaseCut,
    Correction,
    Decision,
    Document,
    DocumentVersion,
    Event,
    Member,
    Minister,
    Ministry,
    Party,
    Person,
    Redaction,
    Repeat,
    Topic,
    Withdrawal,
)
from ..decisions.names import NAME
from ..history import Deed

#: the deeds that store a version, and those after which it is the valid one
_STORES = (Deed.PUBLISHED, Deed.VERSION, Deed.SECOND_SOURCE)
_MAKES_VALID = (Deed.PUBLISHED, Deed.VERSION, Deed.VALIDATED)
_NAMES: dict[str, type[Browsable]] = {
    str(kind._meta.model_name): kind for kind in (Member, Minister, Party, Ministry, Topic, Person)
}

#: (document, number of the version)
Version = tuple[int, int]
#: (kind of name, primary key)
Name = tuple[str, int]


@dataclass
class Told:
    """What the events, from first to last, say that there should be."""

    #: document → its identifier as it was last told
    documents: dict[int, str] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    #: version → SHA-256 of its source; '' where it is not told
    versions: dict[Version, str] = field(default_factory=dict)
    valid: dict[int, int] = field(default_factory=dict)
    #: document, and SHA-256 of a file that said what it says already, and of what lay beside it
    repeats: set[tuple[int, str, str]] = field(default_factory=set)
    #: primary keys of decisions → their document, and of those that ended
    made: dict[type[Decision], dict[int, int]] = field(default_factory=dict)
    ended: dict[type[Decision], set[int]] = field(default_factory=dict)
    merged: dict[Name, int | None] = field(default_factory=dict)
    along: dict[Name, list[int]] = field(default_factory=dict)
    names: dict[Name, str] = field(default_factory=dict)

    def hear(self, event: Event) -> None:
        """Takes in the next event."""
        if event.document_pk is not None:
            self.documents[event.document_pk] = event.subject
            self._hear_document(event, event.document_pk)
        elif event.details.get("kind") in _NAMES:
            self._hear_name(event, (event.details["kind"], event.details.get("pk", 0)))

    def _hear_document(self, event: Event, document: int) -> None:
        said = event.details
        if event.deed == Deed.DELETED:
            self.deleted.add(document)
        if event.deed in _STORES:
            self.versions[document, said.get("version", 0)] = said.get("sha256", "")
        if event.deed == Deed.REPEATED:
            self.repeats.add((document, said.get("sha256", ""), said.get("beside", "")))
        if event.deed in _MAKES_VALID:
            self.valid[document] = said.get("version") or said.get("new", 0)
        if event.deed in _DECISIONS:
            self._hear_decision(_DECISIONS[event.deed], said, document)

    def _hear_decision(self, kind: type[Decision], said: dict[str, Any], document: int) -> None:
        key = str(kind._meta.model_name)
        made = said.get("made", [said[key]] if key in said else [])
        self.made.setdefault(kind, {}).update(dict.fromkeys(made, document))
        self.ended.setdefault(kind, set()).update(said.get("ended", ()))

    def _hear_name(self, event: Event, name: Name) -> None:
        said, kind = event.details, name[0]
        if event.deed == Deed.MERGED:
            self.along[name] = said.get("along", [])
            for pk in (name[1], *self.along[name]):
                self.merged[kind, pk] = said.get("into_pk", 0)
        elif event.deed == Deed.UNMERGED:
            into, self.merged[name] = self.merged.get(name), None
            for pk in self.along.get(name, ()):
                if self.merged.get((kind, pk)) == into:
                    self.merged[kind, pk] = name[1]
        for change in said.get("changes", ()):
            if change["path"] == NAME:
                self.names[name] = change["new"]


_DECISIONS: dict[str, type[Decision]] = {
    Deed.CORRECTED: Correction,
    Deed.WITHDRAWN: Withdrawal,
    Deed.RESTORED: Withdrawal,
    Deed.REDACTED: Redaction,
    Deed.UNREDACTED: Redaction,
    Deed.CUT: CaseCut,
    Deed.UNCUT: CaseCut,
}


def faults() -> Iterator[str]:
    """Each deed without an event and each event without a deed, in Dutch."""
    told = Told()
    for event in Event.objects.order_by("pk").iterator():
        told.hear(event)
    known = dict(Document.everything.values_list("pk", "identifier"))
    parts: tuple[Callable[[Told, dict[int, str]], Iterator[str]], ...]
    parts = (_documents, _versions, _repeats, _valid, _decisions, _withdrawn)
    yield from chain.from_iterable(part(told, known) for part in parts)
    for kind in _NAMES:
        yield from _names(told, kind)


def _documents(told: Told, known: dict[int, str]) -> Iterator[str]:
    for pk in sorted(known.keys() - told.documents.keys()):
        yield f"{known[pk]} staat in het archief, maar niet in de geschiedenis"
    for pk in sorted(known.keys() & told.deleted):
        yield f"{known[pk]} staat in het archief, maar is volgens de geschiedenis verwijderd"
    for pk in sorted(told.documents.keys() - known.keys() - told.deleted):
        yield f"{told.documents[pk]} is weg, maar niet volgens de geschiedenis verwijderd"


def _versions(told: Told, known: dict[int, str]) -> Iterator[str]:
    rows = DocumentVersion.objects.values_list("document", "number", "source__sha256")
    stored = {(document, number): digest for document, number, digest in rows}
    expected = {key: told.versions[key] for key in told.versions if key[0] in known}
    for key in sorted(stored.keys() | expected.keys()):
        fault = _compared(stored.get(key), expected.get(key))
        if fault:
            yield f"{known[key[0]]}, versie {key[1]}: {fault}"


def _repeats(told: Told, known: dict[int, str]) -> Iterator[str]:
    rows = Repeat.objects.values_list("version__document", "source__sha256", "beside__sha256")
    stored = {(document, digest, beside or "") for document, digest, beside in rows}
    for document, digest, _ in sorted(stored ^ {row for row in told.repeats if row[0] in known}):
        yield (
            f"{known[document]}: de herziening zonder wijziging {digest[:16]}… staat niet zowel in"
            " het archief als in de geschiedenis"
        )


def _compared(stored: str | None, told: str | None) -> str:
    """Dutch: what is wrong with a version; empty where nothing is."""
    if told is None:
        return "vastgelegd, maar niet in de geschiedenis"
    if stored is None:
        return "in de geschiedenis, maar niet vastgelegd"
    return "" if told in (stored, "") else "heeft een andere bron dan de geschiedenis zegt"


def _valid(told: Told, known: dict[int, str]) -> Iterator[str]:
    for pk, number in Document.everything.order_by("pk").values_list("pk", "version"):
        expected = told.valid.get(pk, number)
        if number != expected:
            yield (
                f"{known[pk]}: versie {number} is geldig, volgens de geschiedenis versie {expected}"
            )


def _decisions(told: Told, known: dict[int, str]) -> Iterator[str]:
    for kind in (Correction, Withdrawal, Redaction, CaseCut):
        rows = kind.objects.values_list("pk", "document", "ended_at")
        made = {pk: document for pk, document, _ in rows}
        ended = {pk for pk, _, end in rows if end}
        expected = told.made.get(kind, {})
        stays = {pk for pk, document in expected.items() if document in known}
        over = told.ended.get(kind, set()) & stays
        what = kind._meta.verbose_name
        for pk in sorted(made.keys() - stays):
            yield f"{known[made[pk]]}: {what} {pk} staat niet in de geschiedenis"
        for pk in sorted(stays - made.keys()):
            yield f"{known[expected[pk]]}: {what} {pk} is weg"
        for pk in sorted((ended ^ over) & made.keys() & stays):
            how = "is beëindigd buiten" if pk in ended else "geldt nog, maar is beëindigd volgens"
            yield f"{known[made[pk]]}: {what} {pk} {how} de geschiedenis"


def _withdrawn(told: Told, known: dict[int, str]) -> Iterator[str]:
    rows = Document.everything.filter(withdrawn=True).values_list("pk", flat=True)
    standing = Withdrawal.objects.standing().values_list("document", flat=True)
    for pk in sorted(set(rows) ^ set(standing)):
        yield f"{known[pk]}: ingetrokken of niet? Document en besluit spreken elkaar tegen"


def _names(told: Told, kind: str) -> Iterator[str]:
    model = _NAMES[kind]
    what = model._meta.verbose_name
    found: set[int] = set()
    rows: QuerySet[Any] = model._default_manager.order_by("pk")
    for row in rows.select_related(*(["person"] if model in (Member, Minister) else [])):
        found.add(row.pk)
        expected = _expected(row, told.names.get((kind, row.pk)))
        if row.name != expected:
            yield f"{what} «{row.name}» heet volgens de geschiedenis «{expected}»"
        if row.merged_into_id != told.merged.get((kind, row.pk)):
            yield f"{what} «{row.name}»: de samenvoeging staat anders in de geschiedenis"
    for (other, pk), into in told.merged.items():
        if other == kind and into and pk not in found:
            yield f"{what} {pk} was samengevoegd, en is weg"


def _expected(row: Any, told: str | None) -> str:
    """What a name is called: as a person is, as it was told, as a table has it, or as printed."""
    if isinstance(row, Member | Minister) and row.person:
        return row.person.name
    if told is None and isinstance(row, Party | Ministry) and row.source:
        return str(row.name)
    return str(row.printed) if told is None else told
