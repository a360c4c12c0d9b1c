"""What every page about a document as a whole has: the document, the archivist, the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from ...models import Document
from ..rights import may

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Desk:
    """One document, and the request of an archivist who has the right to what is asked."""

    admin: ModelAdmin[Any]
    request: HttpRequest
    document: Document

    @property
    def by(self) -> str:
        return str(self.request.user.get_username())

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST"

    def page(self, name: str, title: str, *, status: int = 200, **context: Any) -> TemplateResponse:
        values = self.admin.admin_site.each_context(self.request) | {
            "title": title,
            "opts": self.admin.opts,
            "document": self.document,
            **context,
        }
        template = f"admin/documents/document/{name}.html"
        return TemplateResponse(self.request, template, values, status=status)

    def done(self, message: str, name: str = "change") -> HttpResponse:
        """Tells what was done, on a page of this document."""
        messages.success(self.request, message)
        return redirect(f"admin:documents_document_{name}", self.document.pk)

    def not_done(self, message: str, name: str = "change") -> HttpResponse:
        messages.warning(self.request, message)
        return redirect(f"admin:documents_document_{name}", self.document.pk)


def desk(admin: ModelAdmin[Any], view: View, right: str) -> View:
    """The view of a page, for those who have the right, of a document that is there."""

    def answer(request: HttpRequest, pk: int, **rest: Any) -> HttpResponseBase:
        if not may(request, right):
            raise PermissionDenied
        document = Document.everything.filter(pk=pk).first()
        if document is None:
            raise Http404
        return view(Desk(admin, request, document), **rest)

    return admin.admin_site.admin_view(answer)
