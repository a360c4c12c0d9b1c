"""What a set gives to find its document by."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from ...identity import casenumbers
from ...identity.identifiers import current
from ...parsing import QuestionSet, identifiers
from ..layers.likeness import fingerprint
from ..naming import derived_identifier, slug

#: the status of what is not yet typeset, in the publisher's word
UNMADE = "onopgemaakt"


class Claim(NamedTuple):
    """What a set gives to find its document by: identifiers, day of submission, slugs of askers.

    `meant` is the publication of which the identifier is one edition; '' where it is no edition.
    `cases` are canonical case numbers, `prints` the fingerprint of the questions, `answered` the
    day of the answer or notice.
    """

    identifier: str | None
    derived: str
    submitted: str | None
    askers: tuple[str, ...]
    meant: str = ""
    cases: tuple[str, ...] = ()
    prints: str = ""
    status: str = ""
    kind: str = ""
    answered: str | None = None

    def is_of(self, days: Set[str], names: Set[str]) -> bool:
        """Whether a set can be of the document with these days and askers.

        Printed numbers have errors: a set of other people on another day is another document, and
        must not replace this one.
        """
        if not (days and self.submitted):
            return True
        askers = set(self.askers)
        return self.submitted in days or not askers or not names or bool(askers & names)

    @property
    def names(self) -> tuple[str, ...]:
        """The identifiers by which its document may be known."""
        return tuple(name for name in (self.identifier, self.derived, self.meant) if name)

    @property
    def is_unmade(self) -> bool:
        """Whether it is of a publication that is not yet typeset, which goes behind a later one."""
        unmade = self.status.lower() == UNMADE
        return unmade or identifiers.is_provisional(self.identifier or "")


def claim(questions: QuestionSet) -> Claim:
    identifier = questions.identifier and current(questions.identifier)
    return Claim(
        identifier,
        derived_identifier(questions),
        questions.submitted.isoformat() if questions.submitted else None,
        tuple(dict.fromkeys(slug(asker.name) for asker in questions.askers)),
        meant(questions, identifier or ""),
        cases_of(questions.case_number, questions.other_cases),
        fingerprint(questions),
        questions.status or "",
        str(questions.kind),
        questions.answered.isoformat() if questions.answered else None,
    )


def meant(questions: QuestionSet, identifier: str) -> str:
    """The publication of which an identifier is one edition; '' where it is no edition.

    What is not yet typeset is the publication with its number in the Aanhangsel, if it has one.
    """
    if identifiers.is_provisional(identifier):
        year, number = questions.session_year, questions.number
        chamber = identifiers.chamber(identifier)
        return identifiers.numbered(year, number, chamber) if year and number else ""
    publication = identifiers.publication(identifier)
    return publication if publication != identifier else ""


def cases_of(first: str | None, others: tuple[str, ...]) -> tuple[str, ...]:
    """Case numbers as they are meant."""
    numbers = (casenumbers.canonical(number) for number in (first, *others) if number)
    return tuple(dict.fromkeys(filter(None, numbers)))
