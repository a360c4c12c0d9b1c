"""Who asks: a printed name and party on a day → a member of one of the Chambers, and the party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .fitting import Fit, candidates, fit, within
from .parties import nearest, party
from .printed import Printed, initials_fit, is_name, read, several
from .spelling import folded
from .tables import Person, Tables
from .verdicts import Found, Verdict, Weighed, decide

#: days by which the known bounds of a seat may be passed; they are not all known to the day
EDGE, AROUND = 60, 1200
OTHER_PARTY = "andere fractie gedrukt"


@dataclass(frozen=True)
class Asked:
    """Who asks, and the key of the party: the one printed, or else that of the seat."""

    verdict: Verdict
    party: str | None
    reasons: tuple[str, ...] = ()


def asker(
    name: str, printed_party: str | None, day: date | None, chamber: str, tables: Tables
) -> Asked:
    """Who is meant; `chamber` is 'tk' or 'ek'."""
    found: Asked = tables.remembered(
        ("asker", name, printed_party, day, chamber),
        lambda: _asker(name, printed_party, day, chamber, tables),
    )
    return found


def _asker(
    name: str, printed_party: str | None, day: date | None, chamber: str, tables: Tables
) -> Asked:
    known = party(printed_party, tables, day) if printed_party else None
    asking = _Asking(known, printed_party or "", day, chamber, tables)
    bare = _without_parties(name, tables)
    verdict = asking.of(read(bare))
    if not verdict.found:
        verdict = asking.joined(bare) or verdict
    if not verdict.found:
        return Asked(verdict, known or asking.misspelt())
    of_seat = asking.party_of(verdict.found[0])
    if known and OTHER_PARTY not in verdict.found[0].reasons:
        return Asked(verdict, known)
    return Asked(verdict, of_seat or known or asking.misspelt())


def _without_parties(name: str, tables: Tables) -> str:
    """A name without the party that runs into it: 'GPV Verhagen'."""
    first, _, rest = name.partition(" ")
    return rest if first.isupper() and rest and folded(first) in tables.named_parties else name


@dataclass(frozen=True)
class _Asking:
    """One header: the party that is printed (its key, its words), the day, the Chamber."""

    party: str | None
    words: str
    day: date | None
    chamber: str
    tables: Tables

    def of(self, printed: Printed) -> Verdict:
        """Who of the members is meant by one name."""
        if not is_name(printed.surname):
            return Verdict()
        exact = [self.tables.people[key] for key in candidates(printed, self.tables)]
        verdict = self._decide(printed, exact)
        if verdict.found:
            return verdict
        near = self._decide(printed, self._near(printed))
        return near if near.found or not verdict.weighed else verdict

    def _decide(self, printed: Printed, people: Sequence[Person]) -> Verdict:
        fits = {person.key: fit(printed.surname, person) for person in people}
        whole = {key for key, like in fits.items() if like.grade == 1.0 and self._is_there(key)}
        # where somebody of this very name was there, it is nobody of a part of it
        meant = [person for person in people if not whole or person.key in whole]
        weighed = [self._weigh(printed, person, fits[person.key]) for person in meant]
        return decide([one for one in weighed if one])

    def _is_there(self, key: str) -> bool:
        """Whether one sat, or was in the cabinet, on that day."""
        return self._seat(key)[0] == 0 or self._governs(self.tables.people[key])

    def _near(self, printed: Printed) -> list[Person]:
        """Those who sat about that time, whose names are almost spelt like this."""
        return [p for p in self._sitting() if fit(printed.surname, p).grade > 0]

    def _sitting(self) -> list[Person]:
        found: list[Person] = self.tables.remembered(
            ("sitting", self.day),
            lambda: [
                person
                for person in self.tables.people.values()
                if self._seat(person.key)[0] is not None
            ],
        )
        return found

    def joined(self, name: str) -> Verdict | None:
        """Two names that run together, or one among other words."""
        parts = several(name)
        if len(parts) > 1:
            verdicts = [self.of(read(part)) for part in parts]
            if all(verdict.found for verdict in verdicts):
                people = {v.found[0].person: v.found[0] for v in verdicts}
                return Verdict(tuple(people.values()))
        return self._among(read(name))

    def _among(self, printed: Printed) -> Verdict | None:
        """One member of the printed party whose whole name stands among other words."""
        weighed = []
        for person in self._sitting():
            like = within(printed, person)
            one = like.grade and self._weigh(printed, person, like)
            if one:
                weighed.append(one)
        verdict = decide(weighed)
        return verdict if verdict.found else None

    def _weigh(self, printed: Printed, person: Person, like: Fit) -> Weighed | None:
        """The evidence for one; None where something speaks against it."""
        fits = initials_fit(printed.initials, person.initials)
        if not like.grade or fits is False:
            return None
        weight, reasons = 60 * like.grade, [like.reason]
        if fits:
            weight, reasons = weight + 10, [*reasons, "voorletters gelijk"]
        for gain, reason in (self._by_party(person, like), self._by_seat(person, like)):
            weight += gain
            reasons += [reason] if reason else []
        if self._governs(person):
            weight, reasons = weight - 30, [*reasons, "zat in het kabinet"]
        return Weighed(person.key, weight, tuple(reasons))

    def _by_party(self, person: Person, like: Fit) -> tuple[float, str]:
        if not self.words:
            return (0.0 if like.is_exact else 8.0), ""
        mine = self.parties_of(person.key)
        if self.party in mine:
            return 25.0, "fractie gelijk"
        if self.party is None:
            near = nearest(self.words, mine, self.tables)
            return (20.0, "fractie bijna gelijk") if near else (0.0, "")
        ever = {m.party for m in self.tables.memberships_of.get(person.key, ())}
        if self.party in ever:
            return 15.0, "fractie op een andere dag"
        if not self._parties_now(person.key):
            # the tables do not say which party it was that day, so the print contradicts nothing
            return 0.0, ""
        # a whole name of one who sat that day: the party is likelier misprinted than the person
        sure = like.grade == 1.0 and len(person.mains[0]) > 3 and self._seat(person.key)[0] == 0
        return (-4.0, OTHER_PARTY) if sure else (-25.0, OTHER_PARTY)

    def _by_seat(self, person: Person, like: Fit) -> tuple[float, str]:
        apart, chamber = self._seat(person.key)
        if apart is None:
            return -30.0, ""
        if apart <= EDGE:
            # a member of the other Chamber is meant by the very name alone
            elsewhere = 6.0 if like.grade == 1.0 else -10.0
            return (15.0 if chamber == self.chamber else elsewhere), "zetel op die dag"
        return (6.0 if like.is_exact else -10.0), "zetel niet lang daarvoor of daarna"

    def _seat(self, key: str) -> tuple[int | None, str]:
        """How far the day is from the nearest seat, and its Chamber; None where too far."""
        if self.day is None:
            return 0, self.chamber
        rows = [
            (abs(seat.period.days_from(self.day)), seat.chamber != self.chamber, seat.chamber)
            for seat in self.tables.seats_of.get(key, ())
        ]
        if not rows:
            return None, ""
        apart, _, chamber = min(rows)
        return (apart if apart <= AROUND else None), chamber

    def _governs(self, person: Person) -> bool:
        """Whether one was in the cabinet that day, and so put no questions."""
        day = self.day
        offices = self.tables.offices_of.get(person.key, ())
        return bool(day) and any(
            o.period.days_from(day) == 0 and day not in (o.period.start, o.period.end)
            for o in offices
            if day
        )

    def parties_of(self, key: str) -> list[str]:
        """The parties of a person on the day; all of them where none is known for it."""
        rows = self.tables.memberships_of.get(key, ())
        return self._parties_now(key) or list(dict.fromkeys(m.party for m in rows))

    def _parties_now(self, key: str) -> list[str]:
        """The parties of a person about the day; of any day where none is printed."""
        rows = self.tables.memberships_of.get(key, ())
        near = (m for m in rows if self.day is None or abs(m.period.days_from(self.day)) <= EDGE)
        return list(dict.fromkeys(m.party for m in near))

    def party_of(self, found: Found) -> str | None:
        """The party of the seat that a person had on the day, if it was one."""
        rows = self.tables.memberships_of.get(found.person, ())
        now = {m.party for m in rows if self.day and m.period.days_from(self.day) == 0}
        if len(now) > 1 and self.words:
            return nearest(self.words, now, self.tables)
        mine = list(now) if now else self.parties_of(found.person)
        return mine[0] if len(mine) == 1 else None

    def misspelt(self) -> str | None:
        """The party of that day of which the printed words are another spelling."""
        there = [
            p.key
            for p in self.tables.parties.values()
            if self.day is None or p.period.days_from(self.day) == 0
        ]
        return nearest(self.words, there, self.tables) if len(self.words) > 2 else None
