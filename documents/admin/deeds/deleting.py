"""Deleting documents for good: a page that says what goes, then a text to type over."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from ...archive.decisions import deletions
from ...models import Document
from ..rights import may
from .desk import Desk, View
from .forms import TypedForm

#: documents that are deleted together
MOST = 100
TITLE = "Document verwijderen"
_PK = re.compile(r"[0-9]{1,18}")


def tell(desk: Desk) -> HttpResponse:
    """What goes with a document, and the way on."""
    return desk.page("remove", TITLE, going=deletions.going(desk.document))


def confirm(desk: Desk) -> HttpResponse:
    """The identifier must be typed over."""
    form = TypedForm(desk.document.identifier, desk.request.POST if desk.is_sent else None)
    if not form.is_valid():
        return desk.page("remove_confirm", TITLE, form=form, status=400 if desk.is_sent else 200)
    if deletions.take_out(desk.document, by=desk.by):
        told = f"{desk.document.identifier} is verwijderd. De bronbestanden zijn bewaard."
        messages.success(desk.request, told)
    else:
        messages.warning(desk.request, f"{desk.document.identifier} was al verwijderd.")
    return redirect("admin:documents_document_changelist")


def many(admin: ModelAdmin[Any], view: View) -> View:
    """The view over the documents that an address names, for those who may delete."""

    def answer(request: HttpRequest) -> Any:
        if not may(request, "delete_document"):
            raise PermissionDenied
        given = request.GET.get("document", "").split(",")[:MOST]
        pks = [int(pk) for pk in given if _PK.fullmatch(pk)]
        documents = list(Document.everything.filter(pk__in=pks).order_by("identifier"))
        if not documents:
            messages.warning(request, "Kies eerst een of meer documenten.")
            return redirect("admin:documents_document_changelist")
        return view(admin, request, documents)

    return admin.admin_site.admin_view(answer)


def tell_many(
    admin: ModelAdmin[Any], request: HttpRequest, documents: list[Document]
) -> HttpResponse:
    going = [(document, deletions.going(document)) for document in documents]
    return _page(admin, request, "remove_many", documents, going=going)


def confirm_many(
    admin: ModelAdmin[Any], request: HttpRequest, documents: list[Document]
) -> HttpResponse:
    """The number of documents must be typed over; then all go, or none."""
    is_sent = request.method == "POST"
    form = TypedForm(f"{len(documents)} documenten", request.POST if is_sent else None)
    if not form.is_valid():
        status = 400 if is_sent else 200
        return _page(admin, request, "remove_confirm", documents, status, form=form)
    taken = deletions.take_out(*documents, by=request.user.get_username())
    messages.success(request, f"{taken} documenten zijn verwijderd; hun bronnen bewaard.")
    return redirect("admin:documents_document_changelist")


def _page(
    admin: ModelAdmin[Any],
    request: HttpRequest,
    name: str,
    documents: list[Document],
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    values = admin.admin_site.each_context(request) | {
        "title": f"{len(documents)} documenten verwijderen",
        "opts": admin.opts,
        "documents": documents,
        "query": request.GET.urlencode(),
        **context,
    }
    template = f"admin/documents/document/{name}.html"
    return TemplateResponse(request, template, values, status=status)
