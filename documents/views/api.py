"""A document for programs: the question set as JSON, with the problems that were noted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from documents.archive.export import question_set
from documents.models import Document, Reference
from documents.parsing import to_dict

from .document.decided import corrected, redactions
from .document.finding import GONE, elsewhere, unkept, unlisted, withdrawal_of
from .document.links import address


def document_json(request: HttpRequest, identifier: str) -> HttpResponse:
    """What `manage.py parse` prints of a file, {"set": ..., "problems": [...]}, and beside it what
    the archive concludes, its dates and references, and did: the fields that it corrected, and the
    reasons of what it redacted."""
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
        "set": to_dict(question_set(document)),
        "problems": problems,
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
