"""From entries to rows, in one transaction: the newest of each thing, and what follows from it.

What refers to something that has not come yet waits; once that comes, both are looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from ...archive.conclusions import reports
from ...models import FeedEntry, FeedTie, SyncSource
from .. import items
from ..outcomes import Outcome
from . import resolving
from .entries import Entry

Keys: TypeAlias = set[UUID]
Name: TypeAlias = tuple[str, UUID]


def note(source: SyncSource, entries: Iterable[Entry], now: datetime) -> list[tuple[str, Outcome]]:
    """Keeps what is new in entries, and lists the documents that are other now.

    Gives how each of these was judged. In the transaction under way.
    """
    told = list(entries)
    left = _tied({entry.key for entry in told}, "zaak")
    changed = _keep(told)
    if not changed:
        return []
    cases = _cases(changed) | left
    documents = _documents(changed, cases)
    listed = resolving.listed(documents)
    judged = [(row.remote_id, outcome) for row, outcome in items.judged(source, listed)]
    items.note(source, listed, now)
    resolving.mark_gone(source, documents)
    reports.write(resolving.reports(cases | _tied(documents, "zaak")))
    return judged


def _keep(entries: Iterable[Entry]) -> set[Name]:
    """Writes what is newer than what is known, and of use; which things say something else now."""
    newest: dict[Name, Entry] = {}
    for entry in entries:
        name = (entry.category, entry.key)
        if name not in newest or _age(entry) >= _age(newest[name]):
            newest[name] = entry
    rows = FeedEntry.objects.filter(key__in=[key for _, key in newest])
    known = {(row.category, row.key): row for row in rows.prefetch_related("ties")}
    return {name for name, entry in newest.items() if _kept(entry, known.get(name))}


def _age(entry: Entry | FeedEntry) -> tuple[datetime, int]:
    return entry.updated, entry.token


def _kept(entry: Entry, row: FeedEntry | None) -> bool:
    """Writes one entry over its row; whether it says something else than the row said."""
    if row is None:
        if entry.is_kept:
            _write(entry, set())
        return entry.is_kept
    if _age(entry) <= _age(row):
        return False
    ties = {(tie.name, tie.key) for tie in row.ties.all()}
    is_same = entry.is_kept and (row.values, ties) == (entry.values, set(entry.refs))
    if row.is_gone is not entry.is_kept and (is_same or row.is_gone):
        FeedEntry.objects.filter(pk=row.pk).update(updated=entry.updated, token=entry.token)
        return False
    _write(entry, ties)
    return True


def _write(entry: Entry, ties: set[Name]) -> None:
    """What is gone keeps its last fields and ties: by them is known what it was."""
    told = {"updated": entry.updated, "token": entry.token, "is_gone": not entry.is_kept}
    if entry.is_kept:
        told["values"] = entry.values
    row = FeedEntry.objects.update_or_create(category=entry.category, key=entry.key, defaults=told)[
        0
    ]
    if entry.is_kept and ties != set(entry.refs):
        FeedTie.objects.filter(entry=row).delete()
        refs = dict.fromkeys(entry.refs)
        FeedTie.objects.bulk_create(FeedTie(entry=row, name=n, key=k) for n, k in refs)


def _cases(changed: set[Name]) -> Keys:
    """The cases that are to be looked at: those that changed, and where other people are in."""
    people = _of(changed, "persoon", "fractie")
    actors = _of(changed, "zaakActor") | _tying(people, "zaakActor")
    return _of(changed, "zaak") | _tied(actors, "zaak")


def _documents(changed: set[Name], cases: Keys) -> Keys:
    """The documents that are to be looked at: also those of cases and versions that changed."""
    versions = _of(changed, "documentVersie")
    return _of(changed, "document") | _tying(cases | versions, "document")


def _of(changed: set[Name], *categories: str) -> Keys:
    return {key for category, key in changed if category in categories}


def _tied(keys: Keys, name: str) -> Keys:
    """What these things refer to under a name."""
    rows = FeedTie.objects.filter(entry__key__in=keys, name=name)
    return set(rows.values_list("key", flat=True)) if keys else set()


def _tying(keys: Keys, category: str) -> Keys:
    """The things of a category that refer to these."""
    rows = FeedTie.objects.filter(key__in=keys, entry__category=category)
    return set(rows.values_list("entry__key", flat=True)) if keys else set()
