"""A document for programs: the question set as JSON, with the problems that were noted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from documents.archive.export import printed, question_set
from documents.models import Document, Reference
from documents.parsing import to_dict

from .case import case_json
from .document.decided import corrected, redactions
from .document.finding import GONE, elsewhere, unkept, unlisted, withdrawal_of
from .document.links import address


def document_json(request: HttpRequest, identifier: str) -> HttpResponse:
    """What `manage.py parse` prints of a file, {"set": ..., "problems": [...]}, and beside it what
    the archive concludes, people, case, dates and references, and did: the fields that it
    corrected, and the reasons of what it redacted."""
    document = Document.objects.whole().filter(identifier=identifier).first()
    if document is None:
        return _withdrawn(identifier) or elsewhere(request, identifier)
    rows = document.problems.all()
    problems = [
        {"code": p.code, "severity": p.severity, "message": p.message, "place": p.place}
        for p in rows
    ]
    hidden = redactions(document)
    body = {
        "set": with_people(document),
        "problems": problems,
        "case": case_json(document.case),
        "dates": {
            "submitted": document.submitted,
            "answered": document.answered,
            "doubtful": sorted(document.doubtful_dates),
            "repaired": sorted(document.repaired_dates),
        },
        "references": [_reference(row) for row in document.references.all()],
        "corrected": [{"path": c.path, "at": c.at} for c in corrected(document)],
        "redacted": bool(hidden),
        "redactions": [{"reason": r.note, "at": r.made_at} for r in hidden],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def with_people(document: Document) -> dict[str, Any]:
    """The set, with the slug of the person beside each name: None where nobody is concluded."""
    told: dict[str, Any] = to_dict(question_set(document))
    sides: tuple[tuple[str, Any, str], ...] = (
        ("askers", document.askings, "member"),
        ("answerers", document.answerings, "minister"),
    )
    for key, rows, column in sides:
        meant = {}
        for row in rows.all():
            name = printed(getattr(row, f"printed_{column}"))
            meant[name or (row.role, printed(row.printed_ministry))] = getattr(row, column)
        for side in told[key]:
            found = meant.get(side["name"] or (side.get("role"), side.get("portfolio")))
            side["person"] = found.slug if found and found.person_id else None
    return told


def _reference(row: Reference) -> dict[str, Any]:
    """A reference: its words are [start, end] of the text at its place; `address` leads there."""
    return {
        "kind": row.kind,
        "relation": row.relation,
        "target": row.target_identifier,
        "document": row.target.identifier if row.target else None,
        "address": address(row) or None,
        "place": row.place,
        "words": None if row.is_of_header else [row.start, row.end],
    }


def _withdrawn(identifier: str) -> HttpResponse | None:
    """Of a withdrawn document the reason, and nothing of its set."""
    withdrawal = withdrawal_of(identifier)
    if withdrawal is None:
        return None
    told = {
        "reason": withdrawal.get_reason_display(),
        "note": withdrawal.note,
        "at": withdrawal.made_at,
    }
    parameters = {"ensure_ascii": False}
    response = JsonResponse({"withdrawn": told}, status=GONE, json_dumps_params=parameters)
    return unkept(unlisted(response))
