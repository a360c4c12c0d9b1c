"""Which pages the feed is asked for, and what is known once it is read to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_default_timezone, localtime

from ...models import SyncSource
from ...models.sync.sources import working_time
from .. import items
from ..net import Failed, Wait
from ..outcomes import Outcome
from ..runs import Broken, Run
from . import noting, odata, resolving
from .answers import Page
from .entries import CATEGORIES, Entry
from .feed import Feed

#: working time without anything new, after which the feed is thought to stand still
QUIET = timedelta(hours=36)
#: categories in which something changes each working day
_BUSY = ("Zaak", "ZaakActor", "Document", "DocumentVersie")
_NUMBER = re.compile(r"(?:kv-(?:tk-)?)?(\d{4}Z\d{1,6})", re.IGNORECASE)


class TweedeKamer:
    """The written questions of the Tweede Kamer, with their answers, as its own data tell them."""

    name = resolving.NAME
    period = 1800.0
    #: a letter comes as PDF most often
    kinds: tuple[str, ...] = ("pdf", "docx")
    reconciles = False

    def __init__(self, feed: str, odata: str) -> None:
        self.feed = feed
        self.odata = odata

    @property
    def addresses(self) -> tuple[str, ...]:
        return self.feed, self.odata

    def steps(self, run: Run) -> Iterator[None]:
        """Reads each category to its end, or looks up the numbers that were chosen."""
        choice = run.choice
        if choice.reconcile or choice.session_year:
            run.remark("De Tweede Kamer is niet per vergaderjaar te vragen: niets gelezen.")
        elif choice.identifiers:
            yield from self._looked_up(run)
        elif choice.dry_run:
            self._dry(run)
        else:
            yield from self._followed(run)

    # the feed

    def _followed(self, run: Run) -> Iterator[None]:
        """Each category from where it was left; one that fails does not keep the others back."""
        self._list_missing(run)
        feed, failed = Feed(self.feed, run.client), []
        left: dict[str, int] = run.source.cursor.get("places", {})
        begin = self._begin(run, feed)
        for category in CATEGORIES:
            place = left.get(category, 0) if begin is None else begin
            # what lies between is not read then, so that the place cannot move
            moves = place <= left.get(category, place)
            try:
                for found in self._pages(run, feed, category, place):
                    self._note(run, category, found, moves)
                    yield
                    if run.is_full:
                        return
            except Wait:
                raise
            except Failed as trouble:
                failed.append(f"{category}: {trouble}")
        self._end(run, failed)

    def _begin(self, run: Run, feed: Feed) -> int | None:
        """The place of the day that was chosen; None where each category goes on where it was.

        Who reads from a day on at first, goes on from there: what was before is not wanted.
        """
        if run.choice.since is None:
            return None
        return feed.place_at(datetime.combine(run.choice.since, time(), get_default_timezone()))

    def _pages(self, run: Run, feed: Feed, category: str, place: int) -> Iterator[Page]:
        """The pages of a category from a place on. Raises Broken where the feed goes in circles."""
        until = run.choice.until
        last = until and datetime.combine(until + timedelta(1), time(), get_default_timezone())
        while True:
            run.check()
            found = feed.ask(category, place)
            yield found
            is_past = bool(last and found.newest and found.newest >= last)
            if is_past or not found.has_more or found.place is None:
                return
            if found.place <= place:
                raise Broken(f"De SyncFeed bladert niet verder: {category} na {place}.")
            place = found.place

    def _note(self, run: Run, category: str, found: Page, moves: bool) -> None:
        """Rows, what follows from them, and the place behind them in one transaction."""
        if found.broken:
            run.remark(f"{category}: {found.broken} onleesbare vermeldingen overgeslagen.")
        with transaction.atomic():
            judged = noting.note(run.source, found.entries, run.clock.now())
            if moves:
                _move(run.source, category, found)
        run.tally[Outcome.SAME] += sum(outcome == Outcome.SAME for _, outcome in judged)

    def _end(self, run: Run, failed: list[str]) -> None:
        """All categories are read to their end, but for those that failed."""
        quiet = _quiet(run.source, run.clock.now())
        if quiet:
            run.remark(quiet)
        if failed:
            raise Broken("De SyncFeed antwoordt niet op alles. " + "; ".join(failed))
        if not run.choice.until:
            run.whole = run.began

    def _list_missing(self, run: Run) -> None:
        """Lists again what had no file, once its time has come: the feed tells it only once."""
        names = run.source.items.missing(run.clock.now()).values_list("remote_id", flat=True)
        keys = [UUID(name) for name in names]
        with transaction.atomic():
            items.note(run.source, resolving.listed(keys), run.clock.now())
            for name in names:
                items.still_missing(run.source, name, run.clock.now())

    # only looking

    def _dry(self, run: Run) -> None:
        """Tells what would be fetched: all pages are read first, and nothing of them is kept."""
        feed = Feed(self.feed, run.client)
        left: dict[str, int] = run.source.cursor.get("places", {})
        begin = self._begin(run, feed)
        entries: list[Entry] = []
        for category in CATEGORIES:
            place = left.get(category, 0) if begin is None else begin
            for found in self._pages(run, feed, category, place):
                entries += (one for one in found.entries if one.is_kept or one.is_gone)
        self._tell(run, entries)

    def _tell(self, run: Run, entries: list[Entry]) -> None:
        with transaction.atomic():
            judged = dict(noting.note(run.source, entries, run.clock.now()))
            transaction.set_rollback(True)
        for name, outcome in judged.items():
            run.tell(name, Outcome.SAME if outcome == Outcome.SAME else Outcome.WANTED)
            if run.is_full:
                return

    # one number

    def _looked_up(self, run: Run) -> Iterator[None]:
        """Asks for cases by their numbers; what else is asked for is of another source."""
        for identifier in run.choice.identifiers:
            number = _NUMBER.fullmatch(identifier)
            if number is None:
                run.remark(f"{identifier}: de Tweede Kamer is alleen op zaaknummer te vragen.")
                continue
            feed = Feed(self.feed, run.client)
            entries = odata.case(self.odata, number[1].upper(), run.client, feed)
            if not entries:
                run.tell(identifier, Outcome.MISSING, "De Tweede Kamer kent dit zaaknummer niet.")
            elif run.choice.dry_run:
                self._tell(run, entries)
            else:
                self._again(run, entries)
            yield

    def _again(self, run: Run, entries: list[Entry]) -> None:
        """Keeps what was looked up, and has its documents fetched and read again."""
        keys = [entry.key for entry in entries if entry.category == "document"]
        with transaction.atomic():
            noting.note(run.source, entries, run.clock.now())
            items.note(run.source, resolving.listed(keys), run.clock.now())
            items.again(run.source.items.filter(remote_id__in=list(map(str, keys)), absences=0))


def _move(source: SyncSource, category: str, found: Page) -> None:
    """Writes how far a category was read, in the transaction under way; never back."""
    places = dict(source.cursor.get("places", {}))
    places[category] = max(found.place or 0, places.get(category, 0))
    newest = dict(source.cursor.get("newest", {}))
    if found.newest:
        moment = found.newest.astimezone(UTC).isoformat()
        newest[category] = max(moment, newest.get(category, ""))
    source.cursor = source.cursor | {"places": places, "newest": newest}
    SyncSource.objects.filter(pk=source.pk).update(cursor=source.cursor)


def _quiet(source: SyncSource, now: datetime) -> str:
    """Dutch: which categories have had nothing new for long; '' where all go on."""
    newest = {
        category: datetime.fromisoformat(told)
        for category, told in source.cursor.get("newest", {}).items()
        if category in _BUSY
    }
    quiet = {name for name, moment in newest.items() if working_time(moment, now) > QUIET}
    still = [name for name in _BUSY if name in quiet]
    if not still:
        return ""
    last = localtime(max(newest[name] for name in still))
    return (
        f"De SyncFeed staat misschien stil: {', '.join(still)} zonder nieuws sinds"
        f" {last:%d-%m-%Y %H:%M}."
    )
