"""A set with what its metadata say: they lead for numbers and names of publications.

The text leads for days. Where the two do not agree, the set has a problem that tells both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ..identifiers import is_provisional, publication
from ..problems import Problem
from ..questionset import Asker, Kind, ParseResult, QuestionSet
from .described import Described
from .people import asker_of, with_initials, with_parties

PLACE = "metadata"
_DOCUMENT_NUMBER = re.compile(r"ah-tk-\d{4}D\d+", re.IGNORECASE)


def merged(result: ParseResult, described: Described) -> ParseResult:
    """The result with what its metadata say, and a problem for each thing they contradict."""
    if result.set is None:
        return result
    if not described.is_ours:
        told = f"ze zijn van «{described.identifier}», dat geen Kamervragen zijn"
        return replace(result, problems=(*result.problems, _problem(told)))
    problems = tuple(map(_problem, _conflicts(result.set, described)))
    return replace(result, set=_merged(result.set, described), problems=result.problems + problems)


def _problem(told: str) -> Problem:
    return Problem.of("beside_disagrees", PLACE, detail=told)


def _merged(found: QuestionSet, described: Described) -> QuestionSet:
    numbers = described.case_numbers or ((found.case_number,) if found.case_number else ())
    kind = kind_of(found, described)
    answered = None if kind == Kind.QUESTION else found.answered or described.answered
    return replace(
        found,
        kind=kind,
        identifier=_identifier(found, described),
        session_year=described.session_year or found.session_year,
        number=described.number or found.number,
        case_number=numbers[0] if numbers else None,
        other_cases=numbers[1:],
        title=found.title or described.title,
        submitted=found.submitted or described.submitted,
        answered=answered,
        topics=described.topics or found.topics,
        askers=_askers(found.askers, described),
        addressees=found.addressees or described.addressees,
        answered_in=described.answered_in or found.answered_in,
        status=described.status or found.status,
    )


def _identifier(found: QuestionSet, described: Described) -> str | None:
    """That of the metadata; a printed one goes before what is a document number for the time."""
    told, printed = described.identifier, found.identifier
    is_for_now = told is not None and _DOCUMENT_NUMBER.fullmatch(told) is not None
    return printed if is_for_now and printed and _plain(printed) else told or printed


def _askers(printed: tuple[Asker, ...], described: Described) -> tuple[Asker, ...]:
    """The askers as printed, with their initials; without any, those of the metadata."""
    if not printed:
        return described.asked_by or tuple(map(asker_of, described.askers))
    return with_initials(with_parties(printed, described.asked_by), described.askers)


def kind_of(found: QuestionSet, described: Described) -> Kind:
    """What the set is: metadata call any notice to the Kamer 'Mededeling'.

    A Mededeling is a notice of delay only where the text has no answer, and the reader of the text
    found none of another sort.
    """
    is_notice = described.subtype.lower().startswith("mededeling")
    is_bare = not found.answers and not found.notes
    if is_notice and is_bare and found.kind != Kind.ANSWER:
        return Kind.POSTPONEMENT
    return found.kind


def _conflicts(found: QuestionSet, described: Described) -> Iterator[str]:
    """What the text and the metadata say otherwise, in Dutch; the second is what counts."""
    pairs: tuple[tuple[str, Any, Any], ...] = (
        ("het kenmerk", _plain(found.identifier), _plain(described.identifier)),
        ("het vergaderjaar", found.session_year, described.session_year),
        ("het nummer", found.number, described.number),
    )
    for name, printed, told in pairs:
        if printed and told and printed != told:
            yield f"{name} is «{told}», en in de tekst «{printed}»"
    numbers = described.case_numbers
    if found.case_number and numbers and bare(found.case_number) not in map(bare, numbers):
        yield f"het zaaknummer is «{', '.join(numbers)}», en in de tekst «{found.case_number}»"
    yield from _other_days(found, described)


def _other_days(found: QuestionSet, described: Described) -> Iterator[str]:
    """The days of the text count; that of a question has no answer, whatever is told."""
    days: list[tuple[str, date | None, date | None]] = [
        ("de dag van inzending", found.submitted, described.submitted),
    ]
    if found.kind != Kind.QUESTION:
        days.append(("de dag van het antwoord", found.answered, described.answered))
    for name, printed, told in days:
        if printed and told and printed != told:
            yield f"{name} is «{told}», en in de tekst «{printed}», die telt"


def _plain(identifier: str | None) -> str:
    """An identifier to be compared; '' of one that says nothing of its number."""
    if not identifier or is_provisional(identifier) or identifier.startswith("kv-"):
        return ""
    return publication(identifier).lower()


def bare(number: str) -> str:
    """A case number to be compared: without spaces, and 'Z00123' as 'Z123'."""
    plain = re.sub(r"\W", "", number).upper()
    return re.sub(r"Z0+(?=\d)", "Z", plain)
