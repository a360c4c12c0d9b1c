"""The figures once more, straight from the rows: slow, plain, and without the code of figures.

The days that a case took and its state are what the archive concludes; all else is counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from documents.models import (
    Case,
    Document,
    MinistrySuccession,
    Office,
    PartySuccession,
)


@dataclass
class Plain:
    """A case as one would note it on a card."""

    state: str
    asked: date | None
    answered: date | None
    days: int | None
    parties: set[str]
    members: set[str]
    ministries: set[str]
    ministers: set[str]
    topics: set[str]
    titles: set[str]


def cards() -> list[Plain]:
    """All cases."""
    return [_card(case) for case in Case.objects.all()]


def _card(case: Case) -> Plain:
    documents = list(Document.objects.filter(case_place__case=case))
    asked = _asked(case, documents)
    answered = None
    if case.state in ("beantwoord", "brief"):
        if case.days is not None and asked:
            answered = date.fromordinal(asked.toordinal() + case.days)
        elif asked is None:
            days = [d.answered for d in documents if d.answered and d.kind == "answer"]
            answered = min(days) if days else None
    return Plain(
        case.state,
        asked,
        answered,
        case.days,
        {a.party.name for d in documents for a in d.askings.all() if a.party},
        {a.member.slug for d in documents for a in d.askings.all()},
        {m.name for d in documents for m in d.ministries.all()},
        _ministers(documents, asked),
        {t.name for d in documents for t in d.topics.all()},
        {d.title for d in documents},
    )


def _asked(case: Case, documents: list[Document]) -> date | None:
    """The day that most documents print, the first of these; of an answer one that fits."""
    days = Counter(d.submitted for d in documents if d.submitted)
    ranked = sorted(days, key=lambda day: (-days[day], day))
    for day in ranked:
        for document in documents:
            took = (document.answered - day).days if document.answered else None
            if took is not None and took == case.days:
                return day
    return ranked[0] if ranked else None


def _ministers(documents: list[Document], asked: date | None) -> set[str]:
    answers = [d for d in documents if d.kind == "answer"]
    others = [d for d in documents if d.kind != "answer"]
    for some in (answers, others):
        found = {a.minister.slug for d in some for a in d.answerings.all() if a.minister}
        if found:
            return found
    held = set()
    if asked and not answers:
        for addressing in (a for d in others for a in d.addressings.all()):
            offices = Office.objects.filter(role="minister", ministry=addressing.ministry)
            in_office = [
                o for o in offices.filter(start__lte=asked) if o.end is None or o.end >= asked
            ]
            if len(in_office) == 1 and addressing.role == "Minister":
                held.add(in_office[0].person.minister.slug)
    return held


def joined(
    names: Iterable[str], kind: type[PartySuccession] | type[MinistrySuccession]
) -> set[str]:
    """The names, each as the one that it went on in; splits left alone."""
    after = {}
    for step in kind._default_manager.all():
        if getattr(step, "kind", "") != "split":
            after[step.old.name] = step.new.name
    found = set()
    for name in names:
        while name in after:
            name = after[name]
        found.add(name)
    return found


def term(card: Plain, closing: date) -> str:
    """How a case kept the three weeks."""
    replied = card.state in ("beantwoord", "brief")
    if card.state == "ingetrokken":
        return "ingetrokken"
    if card.asked is None or (replied and card.days is None) or card.asked > closing:
        return "onbekend"
    if card.asked.toordinal() + 21 >= closing.toordinal():
        return "recent"
    if not replied:
        return "open"
    return "binnen" if card.days is not None and card.days <= 21 else "later"


def quantile(some: Iterable[Plain], closing: date, part: Fraction) -> int | None:
    """The days after which by Kaplan and Meier that part was answered, in whole fractions."""
    took, waited = [], []
    for card in some:
        if term(card, closing) in ("onbekend", "ingetrokken"):
            continue
        if card.state in ("beantwoord", "brief"):
            assert card.days is not None
            took.append(card.days)
        else:
            assert card.asked
            waited.append((closing - card.asked).days)
    left = Fraction(1)
    for day in sorted(set(took)):
        risk = sum(one >= day for one in took) + sum(one >= day for one in waited)
        left *= 1 - Fraction(took.count(day), risk)
        if left <= 1 - part:
            return day
    return None
