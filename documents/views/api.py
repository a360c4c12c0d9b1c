"""A document for programs: the question set as JSON, with what the parser was not sure of."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from documents.export import question_set
from documents.models import Document
from documents.parsing import to_dict


def document_json(request: HttpRequest, identifier: str) -> JsonResponse:
    """The same as `manage.py parse` prints of a file: {"set": ..., "problems": [...]}."""
    document = get_object_or_404(Document.objects.whole(), identifier=identifier)
    rows = document.problems.all()
    problems = [
        {"code": p.code, "severity": p.severity, "message": p.message, "place": p.place}
        for p in rows
    ]
    body = {"set": to_dict(question_set(document)), "problems": problems}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
