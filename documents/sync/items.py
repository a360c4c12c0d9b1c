"""The rows of what a source lists: noted before anything is fetched, and marked when it is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F

from ..models import FetchedFile, RemoteItem, RemoteItemQuerySet, SyncSource
from .outcomes import Outcome

State = RemoteItem.State

#: days after which a source is asked again for what it did not have: of what it made public
#: within the last days of YOUNG, and of what is older
SOON, LATE, YOUNG = timedelta(days=3), timedelta(days=30), timedelta(days=7)
#: what could not be had for another reason is tried again after this long, twice it, four times
AGAIN, LONGEST = timedelta(hours=1), timedelta(days=3)
#: failures after which it does not take longer still
_MOST = 7


@dataclass(frozen=True)
class Listed:
    """A publication as a source lists it; the fields are those of RemoteItem."""

    remote_id: str
    version: str
    files: dict[str, str]
    record: bytes
    session_year: str = ""
    issued: date | None = None
    #: bytes that the file must have, where the source tells
    size: int | None = None


def judged(source: SyncSource, listed: Iterable[Listed]) -> list[tuple[Listed, Outcome]]:
    """What each would be to the archive: new, changed, or the same; nothing is written."""
    rows = list(listed)
    known = _known(source, rows)
    return [(row, _outcome(row, known.get(row.remote_id))) for row in rows]


def _known(source: SyncSource, rows: Sequence[Listed]) -> dict[str, RemoteItem]:
    found = source.items.filter(remote_id__in=[row.remote_id for row in rows])
    return {item.remote_id: item for item in found.defer("record")}


def _outcome(row: Listed, item: RemoteItem | None) -> Outcome:
    if item is None:
        return Outcome.NEW
    return Outcome.SAME if item.version == row.version else Outcome.CHANGED


def note(source: SyncSource, listed: Iterable[Listed], now: datetime) -> list[Outcome]:
    """Writes rows for what a source lists, in the transaction under way; how each was judged.

    What is new or changed is to be fetched. What was missing is too, once its time has come.
    """
    rows = list({row.remote_id: row for row in listed}.values())
    known = _known(source, rows)
    outcomes = [_outcome(row, known.get(row.remote_id)) for row in rows]
    fresh = [row for row in rows if row.remote_id not in known]
    RemoteItem.objects.bulk_create(
        RemoteItem(source=source, remote_id=row.remote_id, listed_at=now, **_values(row))
        for row in fresh
    )
    pks = [item.pk for item in known.values()]
    RemoteItem.objects.filter(pk__in=pks).update(listed_at=now, absences=0)
    for row, outcome in zip(rows, outcomes, strict=True):
        item = known.get(row.remote_id)
        if item and (outcome == Outcome.CHANGED or _may_be_there(item, now)):
            FetchedFile.objects.filter(item_id=item.pk).delete()
            RemoteItem.objects.filter(pk=item.pk).update(
                state=State.LISTED, useless=[], retry_at=None, **_values(row)
            )
    return outcomes


def _may_be_there(item: RemoteItem, now: datetime) -> bool:
    """Whether it was missing, and is to be asked for again."""
    return item.state == State.MISSING and item.retry_at is not None and item.retry_at <= now


def _values(row: Listed) -> dict[str, object]:
    return {
        "version": row.version,
        "files": row.files,
        "record": row.record,
        "session_year": row.session_year,
        "issued": row.issued,
        "size": row.size,
    }


def again(rows: RemoteItemQuerySet) -> int:
    """Has publications fetched and read again, whatever became of them before; how many."""
    chosen = rows.exclude(state=State.FETCHED).values("pk")
    return RemoteItem.objects.filter(pk__in=chosen).update(
        state=State.LISTED, useless=[], retry_at=None
    )


def still_missing(source: SyncSource, identifier: str, now: datetime) -> None:
    """Puts off asking for what was missing, and is not listed any more either."""
    rows = source.items.filter(remote_id=identifier)
    for item in rows.filter(state=State.MISSING, retry_at__lte=now):
        missing(item, item.problem, now)


def fetched(item: RemoteItem, name: str, data: bytes) -> None:
    """Keeps a file that came, in the transaction under way: it is never asked for again."""
    FetchedFile.objects.bulk_create(
        [FetchedFile(item=item, name=name, data=data)],
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["name", "data"],
    )
    RemoteItem.objects.filter(pk=item.pk).update(state=State.FETCHED, useless=item.useless)


def stored(item: RemoteItem, document_pk: int) -> None:
    """Its set is in the archive, with the file and what the source says beside it."""
    FetchedFile.objects.filter(item_id=item.pk).delete()
    RemoteItem.objects.filter(pk=item.pk).update(
        state=State.STORED,
        done_version=item.version,
        record=b"",
        document=document_pk,
        failures=0,
        retry_at=None,
        problem="",
    )


def refused(item: RemoteItem, problem: str) -> None:
    """No file of it can be read; the last one stays, for who wants to see why."""
    RemoteItem.objects.filter(pk=item.pk).update(
        state=State.REFUSED, done_version=item.version, useless=item.useless, problem=problem
    )


def unread(item: RemoteItem, problem: str) -> None:
    """The file that came cannot be read; another kind of file is tried."""
    FetchedFile.objects.filter(item_id=item.pk).delete()
    RemoteItem.objects.filter(pk=item.pk).update(
        state=State.LISTED, useless=item.useless, problem=problem
    )


def missing(item: RemoteItem, problem: str, now: datetime) -> None:
    """The source does not have its files: it is asked again after some days."""
    is_young = item.issued is not None and now.date() - item.issued <= YOUNG
    RemoteItem.objects.filter(pk=item.pk).update(
        state=State.MISSING,
        done_version=item.version,
        useless=[],
        failures=F("failures") + 1,
        retry_at=now + (SOON if is_young else LATE),
        problem=problem,
    )


def failed(item: RemoteItem, problem: str, now: datetime) -> None:
    """It could not be had or stored: it is tried again, later each time."""
    wait = min(AGAIN * 2 ** min(item.failures, _MOST), LONGEST)
    RemoteItem.objects.filter(pk=item.pk).update(
        state=State.FAILED,
        useless=[],
        failures=F("failures") + 1,
        retry_at=now + wait,
        problem=problem,
    )


def absent(source: SyncSource, session_year: str, since: datetime) -> list[str]:
    """Counts one absence of what a full listing of a year did not name, in the transaction
    under way; the identifiers of what is gone by now. Nothing is ever removed.
    """
    RemoteItem.objects.filter(source=source, session_year=session_year, listed_at__lt=since).update(
        absences=F("absences") + 1
    )
    gone = source.items.gone().filter(session_year=session_year).order_by("remote_id")
    return list(gone.values_list("remote_id", flat=True))
