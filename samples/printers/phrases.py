"""The Dutch of an official header: who asks whom, about what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from documents.parsing import Addressee, Answerer, QuestionSet, SeeAlso
from documents.parsing.printed import MONTHS

#: Ministers without a ministry of their own are 'Minister voor', not 'Minister van'.
WITHOUT_MINISTRY = {
    "Buitenlandse Handel en Ontwikkelingssamenwerking",
    "Langdurige Zorg en Sport",
    "Natuur en Stikstof",
    "Primair en Voortgezet Onderwijs",
    "Rechtsbescherming",
    "Volkshuisvesting en Ruimtelijke Ordening",
}


def dutch_date(day: date | None) -> str:
    """'9 september 2022'; empty where there is no date."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def dashed(session_year: str) -> str:
    """'2022–2023', with the dash that print uses."""
    return session_year.replace("-", "–")


def joined(parts: Sequence[str]) -> str:
    """'a', 'a en b', 'a, b en c'."""
    return " en ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def askers(questions: QuestionSet, name: str = "{}", party: str = "{}") -> str:
    """'het lid A (X)', 'de leden A (X) en B (Y)' or 'de leden A en B (beiden X)'."""
    people = questions.askers
    parties = {asker.party for asker in people}
    names = [name.format(asker.name) for asker in people]
    if len(people) == 1:
        return f"het lid {names[0]} ({party.format(people[0].party)})"
    if len(parties) == 1:
        word = "beiden" if len(people) == 2 else "allen"
        return f"de leden {joined(names)} ({word} {party.format(people[0].party)})"
    pairs = zip(names, people, strict=True)
    return "de leden " + joined([f"{n} ({party.format(a.party)})" for n, a in pairs])


def _fields(role: str, portfolios: list[str]) -> str:
    if role == "Minister-President":
        return "Minister-President, Minister van Algemene Zaken"
    word = role if len(portfolios) == 1 else role + ("s" if role == "Minister" else "sen")
    fields = [("voor " if p in WITHOUT_MINISTRY else "van ") + p for p in portfolios]
    return f"{word} {joined(fields)}"


def offices(holders: Iterable[Addressee | Answerer]) -> str:
    """'de Ministers van A en voor B en de Staatssecretaris van C'."""
    groups = groupby(holders, key=lambda holder: holder.role)
    return joined([f"de {_fields(role, [h.portfolio for h in rows])}" for role, rows in groups])


def _answerer(answerer: Answerer, name: str) -> str:
    if answerer.role == "Minister-President":
        return f"Minister-President {name.format(answerer.name)}"
    return f"{answerer.role} {name.format(answerer.name)} ({answerer.portfolio})"


def answerers(questions: QuestionSet, name: str = "{}") -> str:
    """'Minister A (X) en van Staatssecretaris B (Y), mede namens de Minister van Z'."""
    named = [_answerer(a, name) for a in questions.answerers if not a.on_behalf]
    behalf = offices(a for a in questions.answerers if a.on_behalf)
    return " en van ".join(named) + (f", mede namens {behalf}" if behalf else "")


def number_list(numbers: Sequence[int]) -> str:
    """'2', '2 en 3', '4, 5 en 6', '3 t/m 6'."""
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 3 and last - first == len(numbers) - 1:
        return f"{first} t/m {last}"
    return joined([str(number) for number in numbers])


def see_also(references: Sequence[SeeAlso]) -> str:
    """'Zie ook Aanhangsel Handelingen, vergaderjaar 2022–2023, nr. 325.', or nothing."""
    rows = [f"vergaderjaar {dashed(r.session_year)}, nr. {r.number}" for r in references]
    return f"Zie ook Aanhangsel Handelingen, {joined(rows)}." if rows else ""


def answer_word(questions: QuestionSet) -> str:
    """'Antwoord', or 'Mededeling' over a notice of postponement."""
    return "Mededeling" if questions.kind == "postponement" else "Antwoord"
