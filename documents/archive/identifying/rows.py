"""The rows of the people of one document: from what is printed, and what is known, to who it is.

What a person decided comes first: of a name in this document, then of a name everywhere, then two
names made one. Where nobody decided, the evidence does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...identity.names.answerers import AFTER
from ...identity.names.conclusions import Conclusion, Header, conclude
from ...identity.names.verdicts import Verdict
from ...models import (
    Addressing,
    Answering,
    Asking,
    Document,
    Member,
    Minister,
    Ministry,
    Party,
)
from ...parsing.identifiers import chamber
from .known import Known

BY_HAND = "met de hand"
MERGED = "namen samengevoegd met de hand"
NOBODY = "met de hand: iemand die het archief niet kent"


class Asker(NamedTuple):
    """A printed asker: its place, and the rows of the names."""

    position: int
    member: Member
    party: Party | None
    initials: str = ""


class Addressee(NamedTuple):
    """A printed office that is asked."""

    position: int
    role: str
    ministry: Ministry


class Answerer(NamedTuple):
    """A printed office that answers, with a name or without."""

    position: int
    minister: Minister | None
    role: str
    ministry: Ministry
    on_behalf: bool


class Printed(NamedTuple):
    """All people in the header of a document, as rows of what was printed."""

    document: Document
    askers: Sequence[Asker]
    addressees: Sequence[Addressee]
    answerers: Sequence[Answerer]


class Rows(NamedTuple):
    """The rows that a document should have; none of them is stored."""

    askings: list[Asking]
    addressings: list[Addressing]
    answerings: list[Answering]

    @property
    def ministry_pks(self) -> set[int]:
        """Every ministry that is asked or that answers."""
        asked = {row.ministry_id for row in self.addressings}
        return asked | {row.ministry_id for row in self.answerings}


def rows_of(printed: Printed, known: Known) -> Rows:
    """The rows of the people of a document."""
    made = _Making(printed.document, known)
    concluded = conclude(header_of(printed), known.tables)
    return Rows(
        list(made.askings(printed.askers, concluded)),
        list(made.addressings(printed.addressees, concluded)),
        list(made.answerings(printed.answerers, concluded)),
    )


def header_of(printed: Printed) -> Header:
    """What is printed in a document, as the evidence has it."""
    document = printed.document
    return Header(
        chamber=chamber(document.identifier),
        submitted=document.submitted,
        answered=document.answered,
        askers=[(_read(row.member), _read(row.party)) for row in printed.askers],
        addressees=[(row.role, row.ministry.root.name) for row in printed.addressees],
        answerers=[
            (_read(row.minister), row.role, row.ministry.root.name) for row in printed.answerers
        ],
    )


def _read(row: Any) -> Any:
    """A printed name as the evidence has it: one that was merged into another is read as that."""
    return row.root.name if row else None


def _key(row: Party | Minister | None) -> int | None:
    return row.pk if row else None


class Meant(NamedTuple):
    """Who a name stands for: the key of the row that is shown, how sure that is, and why."""

    pk: Any
    confidence: int | None = None
    reasons: tuple[str, ...] = ()
    office: int | None = None


class _Making:
    """Makes the rows of one document."""

    def __init__(self, document: Document, known: Known) -> None:
        self._document, self._known = document, known
        self._decided = {**known.decided, **known.decided_in.get(document.pk, {})}

    def askings(self, askers: Iterable[Asker], concluded: Conclusion) -> Iterator[Asking]:
        for asker, asked in zip(askers, concluded.askers, strict=True):
            party = self._party(asker.party, asked.party)
            for meant in self._meant(asker.member, asked.verdict):
                yield Asking(
                    document_id=self._document.pk,
                    position=asker.position,
                    member_id=meant.pk,
                    printed_member_id=asker.member.pk,
                    party_id=party,
                    printed_party_id=_key(asker.party),
                    initials=asker.initials,
                    confidence=meant.confidence,
                    reasons=list(meant.reasons),
                )

    def addressings(
        self, addressees: Iterable[Addressee], concluded: Conclusion
    ) -> Iterator[Addressing]:
        for addressee, key in zip(addressees, concluded.addressees, strict=True):
            yield Addressing(
                document_id=self._document.pk,
                position=addressee.position,
                role=addressee.role,
                ministry_id=self._ministry(addressee.ministry, key),
                printed_ministry_id=addressee.ministry.pk,
            )

    def answerings(
        self, answerers: Iterable[Answerer], concluded: Conclusion
    ) -> Iterator[Answering]:
        for answerer, answers in zip(answerers, concluded.answerers, strict=True):
            for meant in self._meant(answerer.minister, answers.verdict):
                yield Answering(
                    document_id=self._document.pk,
                    position=answerer.position,
                    minister_id=meant.pk,
                    printed_minister_id=_key(answerer.minister),
                    role=answerer.role,
                    ministry_id=self._ministry(answerer.ministry, answers.ministry),
                    printed_ministry_id=answerer.ministry.pk,
                    office_id=meant.office,
                    on_behalf=answerer.on_behalf,
                    confidence=meant.confidence,
                    reasons=list(meant.reasons),
                )

    def _meant(self, row: Member | Minister | None, verdict: Verdict) -> list[Meant]:
        """Whom a printed name stands for; without a printed name, whoever held the office."""
        standing = self._known.members if isinstance(row, Member) else self._known.ministers
        if row is not None and (decided := self._by_hand(row, verdict, standing)):
            return [decided]
        found = [
            Meant(standing[one.person], one.confidence, one.reasons, one.office)
            for one in verdict.found
        ]
        return found or [Meant(self._shown(row) if row else None)]

    def _by_hand(
        self, row: Member | Minister, verdict: Verdict, standing: Mapping[str, int]
    ) -> Meant | None:
        kind = row._meta.model_name or ""
        # what was said of a name holds for those that were merged into it, unless more was said
        for name in ((kind, row.pk), (kind, row.root.pk)):
            if name in self._decided:
                slug = self._decided[name]
                if slug is None:
                    return Meant(self._shown(row), None, (NOBODY,))
                return Meant(standing[slug], 100, (BY_HAND,), self._office(slug, verdict))
        person = row.root.person if row.merged_into_id else None
        if person is None:
            return None
        slug = person.root.slug
        return Meant(standing[slug], 100, (MERGED,), self._office(slug, verdict))

    def _shown(self, row: Member | Minister) -> int:
        """The row that stands for a name of which nobody knows who it is."""
        kind = row._meta.model_name or ""
        return self._known.moved.get((kind, row.root.pk), row.root.pk)

    def _office(self, slug: str, verdict: Verdict) -> int | None:
        """The office that a person who was named by hand held: as it was weighed, or on the day."""
        weighed = (one.office for one in verdict.weighed if one.person == slug)
        if (found := next(weighed, None)) is not None:
            return found
        day = self._document.answered or self._document.submitted
        held = self._known.tables.offices_of.get(slug, ()) if day else ()
        apart = {abs(o.period.days_from(day)): o.key for o in reversed(held) if day}
        nearest = min(apart, default=AFTER + 1)
        return apart[nearest] if nearest <= AFTER else None

    def _party(self, row: Party | None, key: str | None) -> int | None:
        if row and row.merged_into_id:
            return row.merged_into_id
        return self._known.parties.get(key or "") or (row.pk if row else None)

    def _ministry(self, row: Ministry, key: str | None) -> int:
        return row.merged_into_id or self._known.ministries.get(key or "") or row.pk
