"""A list of KOOP page by page: behind the last identifier, each page noted as it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import transaction

from .. import items
from ..items import Listed
from ..outcomes import Outcome
from ..runs import Broken, Run
from .answers import Complaint, Page, Record, page
from .queries import DEEPEST, NAMES, PAGE, Listing
from .walks import Walk

#: bytes of one page of records
MOST_BYTES = 20 * 1024 * 1024
_IN_IDENTIFIER = re.compile(r"^[a-z]+-tk-(\d{4})(\d{4})-")


class Lists:
    """Asks for the lists of a walk, and notes what they name."""

    def __init__(self, service: str, run: Run, walk: Walk) -> None:
        self.service = service
        self.run = run
        self.walk = walk

    def note(self, listing: Listing) -> bool:
        """Notes all of a list; False where the run has enough before its end.

        One that gave less than it said is asked for once more: it changed meanwhile.
        """
        for is_last in (False, True):
            promised, came = None, 0
            for found in self._pages(listing):
                promised = found.total if promised is None else promised
                came += len(found.records) + found.nameless
                self._note_page(found)
                if self.run.is_full:
                    return False
            if promised is None or came >= promised:
                return True
            if not is_last:
                self.walk.after = ""
        self.walk.short.append(listing.key)
        self.run.remark(f"{listing.key}: KOOP telt {promised} publicaties en noemt er {came}.")
        return True

    def _note_page(self, found: Page) -> None:
        """Rows and cursor in one transaction; a run that only looks tells what it would do."""
        rows = [_listed(record) for record in found.records if _is_ours(record)]
        if found.nameless:
            self.run.remark(f"{found.nameless} publicaties zonder kenmerk overgeslagen.")
        if self.run.choice.dry_run:
            for row, outcome in items.judged(self.run.source, rows):
                is_same = outcome == Outcome.SAME
                self.run.tell(row.remote_id, Outcome.SAME if is_same else Outcome.WANTED)
            return
        with transaction.atomic():
            outcomes = items.note(self.run.source, rows, self.run.clock.now())
            if found.records:
                self.walk.moves(found.records[-1].identifier)
        self.run.tally[Outcome.SAME] += outcomes.count(Outcome.SAME)

    def _pages(self, listing: Listing) -> Iterator[Page]:
        """The pages of a list, from where the walk is."""
        behind = {self.walk.after}
        after = self.walk.after
        while True:
            self.run.check()
            try:
                found = self._ask(listing.address(self.service, after))
            except Complaint as complaint:
                if after:
                    raise
                self.run.remark(f"{complaint}; er wordt op positie gebladerd.")
                yield from self._by_position(listing)
                return
            yield found
            if not found.records or not (found.has_more or len(found.records) >= PAGE):
                return
            after = found.records[-1].identifier
            if after in behind:
                raise Broken(f"KOOP bladert niet verder: weer {after} in {listing.key}.")
            behind.add(after)

    def _by_position(self, listing: Listing) -> Iterator[Page]:
        """The pages by position, for a service that does not understand an order."""
        position = 1
        while position < DEEPEST:
            found = self._ask(listing.address_at(self.service, position))
            yield found
            if not (found.records and found.has_more):
                return
            position += len(found.records) + found.nameless
        self.run.remark(f"{listing.key}: verder dan positie {DEEPEST} is er niets op te vragen.")

    def _ask(self, address: str) -> Page:
        return self.run.client.get(address, page, MOST_BYTES)


def _is_ours(record: Record) -> bool:
    """Whether it is a publication of written questions in the Tweede Kamer."""
    is_of_senate = "-ek-" in record.identifier or record.creator.startswith("Eerste Kamer")
    return record.name in NAMES and not is_of_senate


def _listed(record: Record) -> Listed:
    found = _IN_IDENTIFIER.match(record.identifier)
    return Listed(
        remote_id=record.identifier[:200],
        version=record.version,
        files=record.files,
        record=record.data,
        session_year=record.session_year or ("-".join(found.groups()) if found else ""),
        issued=record.issued,
    )
