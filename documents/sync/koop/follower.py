"""Which lists KOOP is asked for, and what is known once they are whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from .. import items
from ..net.pace import INTERVAL
from ..outcomes import Outcome
from ..runs import Run
from . import queries, reconciling
from .answers import page
from .listing import MOST_BYTES, Lists
from .queries import NAMES, PAGE, Listing, session_years
from .walks import COMPARING, Walk, write_cursor

#: days that are read again: of a change only its day is known, and a day grows
OVERLAP = timedelta(days=3)


class Koop:
    """The publications of Kamervragen at KOOP."""

    name = "koop"
    period = 3600.0
    #: XML tells its own structure, a PDF only what it looks like
    kinds: tuple[str, ...] = ("xml", "html", "odt", "pdf")
    reconciles = True

    def __init__(self, service: str) -> None:
        self.service = service

    @property
    def addresses(self) -> tuple[str, ...]:
        return (self.service,)

    def steps(self, run: Run) -> Iterator[None]:
        """Lists what is new, or what was chosen; what is due is fetched after each step."""
        walk = self._walk(run)
        if walk.name == "all" and not walk.done:
            self._look_ahead(run)
        lists = Lists(self.service, run, walk)
        for listing in walk.left():
            is_whole = lists.note(listing)
            if is_whole and not run.choice.dry_run:
                self._end(run, walk, listing)
            yield
            if not is_whole:
                return
        self._end_all(run, walk)

    def _walk(self, run: Run) -> Walk:
        """The lists of a run: of what was chosen, else all that changed, else all there is."""
        choice, now = run.choice, run.clock.now()
        if choice.reconcile:
            years = [choice.session_year] if choice.session_year else session_years(now.date())
            name = f"{COMPARING} {choice.session_year or 'all'}"
            return self._kept(run, name, _of_years(years))
        if choice.is_part:
            return Walk("part", _chosen(run), now)
        again = [queries.one(item.remote_id) for item in run.source.items.missing(now)]
        since = run.source.cursor.get("since")
        # a day to come is of a clock that was wrong: what was missed since is not known
        if since and (day := date.fromisoformat(since)) <= now.date():
            changed = [queries.changed(name, day) for name in NAMES]
            return self._kept(run, f"since {since}", [*changed, *again])
        everything = [queries.everything(name) for name in NAMES]
        return self._kept(run, "all", [*_of_years(session_years(now.date())), *everything])

    def _kept(self, run: Run, name: str, listings: list[Listing]) -> Walk:
        walk = Walk.resumed(name, listings, run.clock.now(), run.source)
        if run.choice.dry_run:
            walk.source = None
        return walk

    def _look_ahead(self, run: Run) -> None:
        """Tells, before a first load, how long all of it takes."""
        totals = [
            run.client.get(queries.everything(name).address(self.service, most=1), page, MOST_BYTES)
            for name in NAMES
        ]
        publications = sum(found.total or 0 for found in totals)
        pages = 2 * (publications // PAGE + len(session_years(run.clock.now().date())))
        run.listener.ahead(publications, (publications + pages) * INTERVAL)

    def _end(self, run: Run, walk: Walk, listing: Listing) -> None:
        """A list is whole: what it should have named and did not was absent once more."""
        gone: list[str] = []
        with transaction.atomic():
            walk.ends(listing)
            if listing.identifier:
                self._end_one(run, walk, listing.identifier)
            if walk.compares and _is_last_of_year(walk, listing):
                gone = items.absent(run.source, listing.session_year, walk.began)
        for identifier in gone:
            run.tell(identifier, Outcome.GONE)

    def _end_one(self, run: Run, walk: Walk, identifier: str) -> None:
        """Has the publication that was asked for by its identifier fetched, if KOOP knows it."""
        is_listed = run.source.items.filter(remote_id=identifier, listed_at__gte=walk.began)
        if run.choice.identifiers and is_listed.exists():
            items.again(run.source.items.filter(remote_id=identifier))
        elif run.choice.identifiers:
            run.tell(identifier, Outcome.MISSING, "KOOP kent geen Kamervragen met dit kenmerk.")
        else:
            items.still_missing(run.source, identifier, run.clock.now())

    def _end_all(self, run: Run, walk: Walk) -> None:
        """All lists are whole: the cursor moves, and numbers that are missing are told."""
        if walk.compares:
            for year in sorted({listing.session_year for listing in walk.listings}):
                if told := reconciling.missing(run.source, year):
                    run.remark(told)
        if walk.source is None:
            return
        kept = {key: value for key, value in run.source.cursor.items() if key != "walk"}
        if walk.compares:
            kept["reconciled"] = walk.began.isoformat()
        else:
            kept["since"] = str(walk.began.date() - OVERLAP)
            run.whole = walk.began
        with transaction.atomic():
            write_cursor(run.source, kept)


def _of_years(years: list[str]) -> list[Listing]:
    return [queries.of_year(name, year) for year in years for name in NAMES]


def _chosen(run: Run) -> list[Listing]:
    choice = run.choice
    if choice.identifiers:
        return [queries.one(identifier) for identifier in choice.identifiers]
    if choice.session_year:
        return _of_years([choice.session_year])
    assert choice.since  # noqa: S101 - a part is one of these three
    return [queries.changed(name, choice.since, choice.until) for name in NAMES]


def _is_last_of_year(walk: Walk, listing: Listing) -> bool:
    """Whether all lists of its session year are whole now, and gave all that they said."""
    keys = {one.key for one in walk.listings if one.session_year == listing.session_year}
    return keys <= set(walk.done) and not keys & set(walk.short)
