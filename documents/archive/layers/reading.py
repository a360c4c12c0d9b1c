"""The layers of one document, read from its rows: what was parsed, corrected, and may be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from ...identity.identifiers import given
from ...models import Correction, Document, DocumentVersion
from ...parsing import Problem, QuestionSet
from ...parsing.questionset import Answer, Question, marks, trusted
from . import redacting
from .paths import SETTLED, Json, with_values

Row = TypeVar("Row", Question, Answer)


@dataclass(frozen=True)
class Layers:
    """A document's set as parsed, as corrected and as shown, in JSON form, with its problems."""

    parsed: Json
    corrected: Json
    shown: Json
    problems: tuple[Problem, ...]
    #: paths of the fields that a standing correction changed
    corrections: tuple[str, ...]

    @property
    def set(self) -> QuestionSet:
        """The set as it is shown."""
        return as_set(self.shown)


def layers(document: Document) -> Layers:
    """The layers of a document, from its valid version and what was decided."""
    return of_version(document, valid_version(document))


def of_parse(version: DocumentVersion) -> Layers:
    """The layers of a document about which nothing was decided yet, from its only version."""
    parsed: Json = (version.parsed or {}) | {
        "identifier": given([(version.binding, version.meant)])
    }
    problems = tuple(Problem(**row) for row in version.problems)
    return Layers(parsed, parsed, parsed, problems, ())


def of_version(document: Document, version: DocumentVersion) -> Layers:
    """The layers of a document whose corrections were brought to the parse of this version."""
    parsed = parse_of(version)
    standing = list(document.corrections.standing())
    fields = [c for c in standing if applies(c)]
    corrected = with_values(parsed, [(c.path, c.value) for c in fields])
    hidden = hidden_of(document)
    shown = redacting.redacted(corrected, hidden) if hidden else corrected
    problems = _left(version.problems, {c.path for c in standing}, hidden)
    return Layers(parsed, corrected, shown, problems, tuple(c.path for c in fields))


def hidden_of(document: Document) -> redacting.Hidden | None:
    """What a document may not show, in any version; None where nothing was redacted."""
    return redacting.pattern(document.redactions.standing().values_list("passage", flat=True))


def redacted_parse(version: DocumentVersion, hidden: redacting.Hidden | None) -> Json | None:
    """The set of a version as parsed, as far as it may be shown; None where it was not kept."""
    if version.parsed is None:
        return None
    parsed = parse_of(version)
    return redacting.redacted(parsed, hidden) if hidden else parsed


def applies(correction: Correction) -> bool:
    """Whether a standing correction changes a field, and knows where the field is."""
    is_field = not correction.path.startswith(SETTLED)
    return is_field and correction.doubt != Correction.Doubt.GONE


def valid_version(document: Document) -> DocumentVersion:
    """The version from which the document's rows are made."""
    versions = {version.number: version for version in document.versions.all()}
    return versions[document.version]


def parse_of(version: DocumentVersion) -> Json:
    """The set of a version as parsed, with the identifier that the document was first given.

    So an address changes by the hand of an archivist alone, or where the publisher replaced it.
    """
    parsed: Json = version.parsed or {}
    return parsed | {"identifier": version.document.given_identifier}


def problem_key(problem: Problem) -> str:
    """The path of the correction that settles a problem."""
    return f"{SETTLED}{problem.code} {problem.place}"[:120]


def _left(
    problems: Iterable[dict[str, Any]], settled: set[str], hidden: redacting.Hidden | None
) -> tuple[Problem, ...]:
    """The problems that nobody settled, without redacted words."""
    read = (Problem(**(redacting.redacted(row, hidden) if hidden else row)) for row in problems)
    return tuple(problem for problem in read if problem_key(problem) not in settled)


def as_set(questions: Json) -> QuestionSet:
    """The set of its JSON form, with the marks of footnotes that its texts have."""
    read = trusted(questions)
    return replace(
        read,
        questions=tuple(map(_marked, read.questions)),
        answers=tuple(map(_marked, read.answers)),
    )


def _marked(row: Row) -> Row:
    """A question or an answer with the marks of footnotes that its text has."""
    found = marks(row.text)
    return row if row.footnotes == found else replace(row, footnotes=found)
