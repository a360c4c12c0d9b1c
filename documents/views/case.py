"""The page of a case, and what other pages tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from documents.identity.casenumbers import canonical
from documents.identity.cases import NUMBER
from documents.identity.identifiers import current
from documents.models import Case, CaseKey, CaseReport, Document, in_order
from documents.models.shown import page
from documents.models.shown.lines import lines

from .paging import Missing
from .whole import last_day

MISSING = "Deze zaak staat niet in het archief."


@dataclass(frozen=True)
class Told:
    """A case: its state in Dutch, the documents in it that are told of, by date; and of one that
    waits for its answer the archive's newest day, until which that is known."""

    case: Case
    state: str
    documents: list[Document]
    newest: date | None = None
    #: what official sources say of it, in Dutch
    reports: tuple[str, ...] = ()


def case_of(document: Document) -> Told | None:
    """The case of a document, with the other documents in it; None where it has none."""
    case = document.case
    if case is None:
        return None
    others = [row for row in page.of_case(case) if row != document]
    waits = case.state in Case.UNANSWERED
    newest = last_day() if waits else None
    return Told(case, case.told_on(newest), in_order(others), newest, reports(case))


def reports(case: Case) -> tuple[str, ...]:
    """What official sources say of a case by its numbers, in Dutch: a sentence each."""
    rows = CaseReport.objects.filter(number__in=page.numbers_of_case(case))
    rows = rows.order_by("number", "source")
    return tuple(dict.fromkeys(row.told for row in rows if row.told))


def case_json(case: Case | None) -> dict[str, Any] | None:
    """A case for programs; dates as in a set. `open` holds until the day `as_of`."""
    if case is None:
        return None
    documents = in_order(page.of_case(case))
    return {
        "slug": case.slug,
        "state": case.state,
        "days": case.days,
        "until": case.until,
        "until_words": case.until_words or None,
        "why": case.why or None,
        "due": case.due,
        "told_by": case.told_by or None,
        "as_of": last_day() if case.state == Case.State.OPEN else None,
        "documents": [
            {"identifier": row.identifier, "kind": row.kind, "date": row.date} for row in documents
        ],
    }


def case_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The documents of a case, in order. Raises Missing where there is none.

    An address of before leads to the case as it is now: it names a document of it.
    """
    case = Case.objects.filter(slug=slug).first()
    if case is None:
        return redirect(_case_now(slug), permanent=False)
    documents = in_order(page.of_case(case))
    context = {
        "told": Told(case, _state(case), documents, reports=reports(case)),
        "lines": lines([row.pk for row in documents]),
        "canonical": request.build_absolute_uri(case.get_absolute_url()),
    }
    return render(request, "document/case_page.html", context)


def _state(case: Case) -> str:
    is_open = case.state == Case.State.OPEN
    return case.told_on(last_day() if is_open else None)


def _case_now(slug: str) -> Case:
    by_slug = Case.objects.filter(slug__iexact=slug).first()
    if by_slug:
        return by_slug
    now = current(slug.lower())
    document = Document.objects.filter(identifier__iexact=now).with_people().first()
    numbered = Document.objects.filter(case_number__iexact=slug).with_people().first()
    tied = CaseKey.objects.filter(key=f"{NUMBER}{canonical(slug)}").values("document")
    served = Document.objects.filter(pk__in=tied).with_people().first()
    for found in (document, numbered, served):
        if found and found.case:
            case: Case = found.case
            return case
    raise Missing(MISSING)
