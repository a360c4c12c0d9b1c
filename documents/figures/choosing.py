"""Which cases a number counts: a choice, which an address can ask for and Dutch can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.utils.dates import MONTHS

from documents.models import DUE_TERM, Case

from .days import session_of
from .table import IN_TIME, LATER, RECENT, UNKNOWN, WAITING, Entry, Table

#: the parameter of each kind of name, and the column of an entry that has its keys
COLUMNS = {
    "fractie": "parties",
    "ministerie": "ministries",
    "minister": "ministers",
    "kamerlid": "members",
    "onderwerp": "topics",
}
#: the kinds of which one goes on in another
JOINED = ("fractie", "ministerie")

STATES: dict[str, str] = {str(value): str(label) for value, label in Case.State.choices}
#: value of 'antwoord' → how it is told
REPLIES = {"ja": "met antwoord", "nee": "zonder antwoord"}
TERMS = {
    IN_TIME: f"binnen {DUE_TERM} beantwoord",
    LATER: f"na meer dan {DUE_TERM} beantwoord",
    WAITING: f"na {DUE_TERM} nog open",
    RECENT: f"gevraagd in de laatste {DUE_TERM} van het archief",
    UNKNOWN: "met een datum die ontbreekt of niet kan kloppen",
}
#: value of 'gevraagd' where the day of the questions is not known
UNDATED = "onbekend"


@dataclass(frozen=True)
class Choice:
    """Conditions that a case must meet, all of them; those that are empty ask for nothing.

    Names are slugs; several, parted by commas, must all be of the case. With `apart` a name counts
    by itself, without what went before it. `year`, `month` and `session` are of the day of asking,
    `since` and `until` years of it, both included; `replied_in` is a year of the answer; `undated`
    asks for cases without a day of asking.
    """

    fractie: str = ""
    ministerie: str = ""
    minister: str = ""
    kamerlid: str = ""
    onderwerp: str = ""
    apart: bool = False
    year: int | None = None
    month: int | None = None
    session: str = ""
    since: int | None = None
    until: int | None = None
    replied_in: int | None = None
    undated: bool = False
    state: str = ""
    reply: str = ""
    term: str = ""
    words: str = ""

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of an address that asks for this choice."""
        year = UNDATED if self.undated else self.year
        values: list[tuple[str, object]] = [(name, getattr(self, name)) for name in COLUMNS]
        values += [
            ("namen", "apart" if self.apart else ""),
            *(("jaar", year), ("maand", self.month), ("vergaderjaar", self.session)),
            *(("van", self.since), ("tot", self.until), ("beantwoord", self.replied_in)),
            *(("status", self.state), ("antwoord", self.reply), ("termijn", self.term)),
            ("q", self.words),
        ]
        return [(name, str(value)) for name, value in values if value]

    @cached_property
    def query(self) -> str:
        """'?fractie=...'; '' where all cases are asked for."""
        return f"?{urlencode(self.parameters)}" if self.parameters else ""

    def but(self, **changes: object) -> Choice:
        """The same choice with these changes."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def cases(self, table: Table, found: frozenset[int] | None = None) -> list[Entry]:
        """The cases that meet the conditions; `found` are the keys of those with the words."""
        names = [name for name in COLUMNS if getattr(self, name)]
        entries: Iterable[Entry] = table.entries
        if names:
            # the rarest first would be quicker, but any leaves few enough
            first = names[0], self.slugs(names[0])[0]
            entries = table.of(COLUMNS[names[0]], self.pks(table, *first))
        for test in self._tests(table, names, found):
            entries = list(filter(test, entries))
        return list(entries)

    def slugs(self, name: str) -> list[str]:
        """The names of one kind."""
        return [slug for slug in getattr(self, name).split(",") if slug]

    def pks(self, table: Table, name: str, slug: str) -> frozenset[int]:
        """The keys of the rows that a slug stands for; none where the archive has no such name."""
        kind = table.kind(COLUMNS[name])
        named = kind.by_slug.get(slug)
        if named is None:
            return frozenset()
        if self.apart or name not in JOINED:
            return frozenset([named.pk])
        head = kind.heads.get(named.pk, named.pk)
        return frozenset(pk for pk, last in kind.heads.items() if last == head) | {named.pk}

    def _tests(
        self, table: Table, names: list[str], found: frozenset[int] | None
    ) -> list[Callable[[Entry], bool]]:
        tests = [
            _has_any(COLUMNS[name], self.pks(table, name, slug))
            for name in names
            for slug in self.slugs(name)
        ]
        tests += [test for wanted, test in self._days() if wanted]
        tests += [test for wanted, test in self._outcome() if wanted]
        if found is not None:
            tests.append(lambda entry: entry.pk in found)
        return tests

    def _days(self) -> list[tuple[object, Callable[[Entry], bool]]]:
        since, until = self.since or 0, self.until or 9999
        return [
            (self.undated, lambda e: e.asked is None),
            (self.year, lambda e: e.asked is not None and e.asked.year == self.year),
            (self.month, lambda e: e.asked is not None and e.asked.month == self.month),
            (self.session, lambda e: e.asked is not None and session_of(e.asked) == self.session),
            (
                self.since or self.until,
                lambda e: e.asked is not None and since <= e.asked.year <= until,
            ),
            (
                self.replied_in,
                lambda e: e.answered is not None and e.answered.year == self.replied_in,
            ),
        ]

    def _outcome(self) -> list[tuple[object, Callable[[Entry], bool]]]:
        return [
            (self.state, lambda e: e.state == self.state),
            (self.reply == "ja", lambda e: e.is_replied),
            (self.reply == "nee", lambda e: e.is_unreplied),
            (self.term, lambda e: e.term == self.term),
        ]

    def told(self, table: Table) -> list[str]:
        """The conditions in Dutch, a phrase each, to be read after 'zaken'."""
        return [
            phrase
            for phrase in (*self._names_told(table), *self._days_told(), *self._outcome_told())
            if phrase
        ]

    def _names_told(self, table: Table) -> Iterable[str]:
        label = {name: self.label(table, name) for name in COLUMNS}
        yield f"van {label['fractie']}" if self.fractie else ""
        yield f"van {label['kamerlid']}" if self.kamerlid else ""
        yield f"voor {label['ministerie']}" if self.ministerie else ""
        yield f"voor {label['minister']}" if self.minister else ""
        yield f"met het onderwerp «{label['onderwerp']}»" if self.onderwerp else ""
        yield f"met de woorden «{self.words}»" if self.words else ""

    def label(self, table: Table, name: str) -> str:
        """'ChristenUnie (met GPV en RPF)'; '' where the archive has no such name."""
        return " en ".join(filter(None, (self._label(table, name, s) for s in self.slugs(name))))

    def _label(self, table: Table, name: str, slug: str) -> str:
        kind = table.kind(COLUMNS[name])
        named = kind.by_slug.get(slug)
        if named is None:
            return ""
        if self.apart or name not in JOINED:
            return named.label
        family = kind.families[kind.heads.get(named.pk, named.pk)]
        return family_label(family.label, family.joined)

    def _days_told(self) -> Iterable[str]:
        yield "zonder bekende dag van de vragen" if self.undated else ""
        if self.year:
            month = f"{MONTHS[self.month]} " if self.month else ""
            yield f"gevraagd in {month}{self.year}"
        elif self.month:
            yield f"gevraagd in {MONTHS[self.month]}"
        yield f"gevraagd in vergaderjaar {session_told(self.session)}" if self.session else ""
        yield period_told(self.since, self.until)
        yield f"beantwoord in {self.replied_in}" if self.replied_in else ""

    def _outcome_told(self) -> Iterable[str]:
        yield f"met de stand «{STATES[self.state]}»" if self.state else ""
        yield REPLIES.get(self.reply, "")
        yield TERMS.get(self.term, "")


def _has_any(column: str, pks: frozenset[int]) -> Callable[[Entry], bool]:
    return lambda entry: not pks.isdisjoint(getattr(entry, column))


def family_label(label: str, joined: Iterable[str]) -> str:
    """'ChristenUnie (met GPV en RPF)'."""
    names = list(joined)
    if not names:
        return label
    return f"{label} (met {' en '.join(filter(None, (', '.join(names[:-1]), names[-1])))})"


def session_told(session: str) -> str:
    """'1997–1998'."""
    return session.replace("-", "–")


def period_told(since: int | None, until: int | None) -> str:
    """'gevraagd in 1994–1998', 'gevraagd sinds 1994', 'gevraagd tot en met 1998', or ''."""
    if since and until:
        return f"gevraagd in {since}" + (f"–{until}" if until != since else "")
    if since:
        return f"gevraagd sinds {since}"
    return f"gevraagd tot en met {until}" if until else ""
