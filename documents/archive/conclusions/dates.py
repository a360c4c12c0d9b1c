"""Which dates of a document count: those in print, unless they cannot be right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F

from ...identity import dates as rules
from ...identity.references import case_number
from ...models import Document, DocumentProblem, IndexChange
from ...parsing import Problem, QuestionSet
from .. import cases, export
from ..identifying.again import apply as resolve
from ..layers.reading import applies, problem_key

DOUBTFUL, REPAIRED = "date_doubtful", "date_repaired"
#: the dates of a document, and what their places are called in problems
PLACES = {"submitted": "ingezonden", "answered": "beantwoord"}
#: numbers before and after a set in which neighbours are looked for, and how many are asked
_REACH, _EACH = 10, 4
#: case numbers, which go by tens, before and after its own
_CASES = 12


def conclude(document: Document, *, sure: Iterable[str] = ()) -> None:
    """Fills the dates of a document from those in print; saves nothing.

    `sure` are paths that a person corrected: what these say is not doubted.
    """
    printed = rules.Printed(
        rules.Dates(document.printed_submitted, document.printed_answered),
        document.session_year,
        document.case_number,
        frozenset(sure) & PLACES.keys(),
    )
    found = printed.dates
    if rules.is_odd(printed):
        found = rules.conclude(printed, _numbered_near(document), _submitted_near(document))
    document.submitted, document.answered = found.submitted, found.answered


def is_odd(questions: QuestionSet) -> bool:
    """Whether the dates of a set cannot all be right, so that its neighbours are asked."""
    return rules.is_odd(
        rules.Printed(
            rules.Dates(questions.submitted, questions.answered),
            questions.session_year or "",
            questions.case_number or "",
        )
    )


def _numbered_near(document: Document) -> rules.Period | None:
    """When the sets with the numbers before and after in the Aanhangsel were answered.

    Of the Tweede Kamer: the Eerste Kamer has too few.
    """
    if not (document.number and document.identifier.startswith("ah-tk")):
        return None
    stem, own = document.identifier.rsplit("-", 1)[0], document.number
    named = [f"{stem}-{number}" for number in range(own - _REACH, own + _REACH + 1)]
    rows = Document.objects.filter(identifier__in=named, answered=F("printed_answered"))
    found = rows.exclude(pk=document.pk).values_list("number", "answered").order_by("number")
    near = [(number, day) for number, day in found if number and day]
    before = [day for number, day in near if number <= own][-_EACH:]
    after = [day for number, day in near if number > own][:_EACH]
    return rules.period_of([*before, *after])


def _submitted_near(document: Document) -> rules.Period | None:
    """When the sets with the case numbers before and after were submitted."""
    case = case_number(document.case_number)
    if not (case.isdecimal() and len(case) == 10):
        return None
    named = [str(int(case) + 10 * step) for step in range(-_CASES, _CASES + 1)]
    rows = Document.objects.filter(case_number__in=named, submitted=F("printed_submitted"))
    found = rows.exclude(case_number=document.case_number).values_list("case_number", "submitted")
    near = sorted(found, key=lambda row: abs(int(row[0]) - int(case)))
    return rules.period_of([day for _, day in near[: 2 * _EACH] if day])


def problems(document: Document) -> list[Problem]:
    """What is told of dates that are not as printed, unless an archivist settled it."""
    found = [
        Problem.of(DOUBTFUL, PLACES[name], printed=_numerals(day))
        for name, day in document.doubtful_dates.items()
    ]
    found += [
        Problem.of(
            REPAIRED,
            PLACES[name],
            printed=_numerals(day),
            meant=_numerals(getattr(document, name)),
        )
        for name, day in document.repaired_dates.items()
    ]
    if not found or document.pk is None:
        return found
    settled = set(document.corrections.standing().values_list("path", flat=True))
    return [problem for problem in found if problem_key(problem) not in settled]


def _numerals(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def again() -> int:
    """Concludes anew where a date is not as printed: neighbours may have come since.

    The number of documents of which a date is another now.
    """
    pks = list(Document.objects.dated_otherwise().values_list("pk", flat=True).order_by("pk"))
    return sum(_again(pk) for pk in pks)


@transaction.atomic
def _again(pk: int) -> bool:
    document = Document.objects.select_for_update().filter(pk=pk).first()
    if document is None:
        return False
    before = (document.submitted, document.answered)
    conclude(document, sure=corrected(document))
    if (document.submitted, document.answered) == before:
        return False
    keep(document)
    return True


def corrected(document: Document) -> list[str]:
    """The paths of the fields that a standing correction changes."""
    return [row.path for row in document.corrections.standing() if applies(row)]


def keep(document: Document) -> None:
    """Saves the concluded dates of a document, with what is told of them.

    Who held which office, and how long an answer took, follow the day.
    """
    rows = DocumentProblem.objects.filter(document=document)
    rows.filter(code__in=(DOUBTFUL, REPAIRED)).delete()
    first = rows.count()
    DocumentProblem.objects.bulk_create(
        DocumentProblem(
            document=document,
            position=first + i,
            code=problem.code,
            severity=problem.severity,
            message=problem.message,
            place=problem.place,
        )
        for i, problem in enumerate(problems(document))
    )
    document.problem_count = rows.count()
    document.save()
    resolve([document.pk])
    cases.again(document, export.question_set(document))
    IndexChange.objects.note([document.pk])
