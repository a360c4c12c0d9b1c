"""A document for programs: the question set as JSON, with the problems that were noted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from documents.archive.export import question_set
from documents.models import Document
from documents.parsing import to_dict

from .document.page import redirect_to_case


def document_json(request: HttpRequest, identifier: str) -> HttpResponse:
    """The JSON that `manage.py parse` prints of a file: {"set": ..., "problems": [...]}."""
    document = Document.objects.whole().filter(identifier=identifier).first()
    if document is None:
        return redirect_to_case(request, identifier)
    rows = document.problems.all()
    problems = [
        {"code": p.code, "severity": p.severity, "message": p.message, "place": p.place}
        for p in rows
    ]
    body = {"set": to_dict(question_set(document)), "problems": problems}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
