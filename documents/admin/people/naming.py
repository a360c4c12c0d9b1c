"""The page of one printed name: whom it means, who else it may be, and saying so by hand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from ...archive.identifying import concerned, weighing
from ...identity.names.printed import read
from ...identity.names.spelling import PARTICLES
from ...models import Answering, Asking, Document, Member
from ..rights import may
from . import choosing
from .choosing import Name

#: documents that the page lists, and in which candidates are weighed; candidates that it shows
LISTED, CANDIDATES = 50, 8
TEMPLATE = "admin/documents/people/name.html"


class WithIdentifying(admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin of names that may each be a person: members, ministers."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_who"
        return [
            path("<int:pk>/wie/", self.admin_site.admin_view(self.who_view), name=name),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        who = {"who_url": f"admin:documents_{self.opts.model_name}_who"}
        return super().change_view(request, object_id, form_url, {**who, **(extra_context or {})})

    def who_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who a printed name is; a form that was sent says it."""
        row = self.get_object(request, str(pk))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404
        if request.method != "POST":
            return page(self, request, row)
        if not may(request, "merge_names"):
            raise PermissionDenied
        document, fault = _document(request.POST.get("document", ""))
        told, done = (fault, False) if fault else choosing.decide(request, row, document)
        if not done:
            return page(self, request, row, told)
        messages.success(request, told)
        return redirect(request.path)


def _document(given: str) -> tuple[Document | None, str]:
    """The document in which something is said to hold, None for all; and what is wrong."""
    identifier = given.strip()[:250]
    if not identifier:
        return None, ""
    found = Document.everything.filter(identifier=identifier).first()
    return found, "" if found else f"«{identifier[:100]}» staat niet in het archief."


def page(
    admin: admin.ModelAdmin[Any], request: HttpRequest, row: Name, fault: str = ""
) -> HttpResponse:
    pks = sorted(concerned.of_name(row), reverse=True)
    named = [one for one in weighing.named_in(sorted(pks[:LISTED])) if one.printed == row]
    context = admin.admin_site.each_context(request) | {
        "title": f"Wie is «{row}»?",
        "opts": admin.opts,
        "row": row,
        "fault": fault,
        "given": request.POST.get("person", request.GET.get("persoon", ""))[:200],
        "why": request.POST.get("why", "")[:200],
        "where": request.POST.get("document", "")[:250],
        "may": may(request, "merge_names"),
        "meant": meant(row),
        "named": named,
        "count": len(pks),
        "candidates": weighing.together(named, CANDIDATES),
        "standing": choosing.standing(row),
        "choices": choosing.choices() if may(request, "merge_names") else {},
        "new_person": new_person(row),
    }
    return TemplateResponse(request, TEMPLATE, context, status=400 if fault else 200)


def meant(row: Name) -> list[tuple[Any, int]]:
    """Whom the documents that print a name mean by it, each with how many do."""
    column = str(row._meta.model_name)
    kind: Any = Asking if isinstance(row, Member) else Answering
    rows = kind._default_manager.filter(**{f"printed_{column}": row})
    counts = dict(rows.values_list(column).annotate(n=Count("document", distinct=True)).order_by())
    found = type(row)._default_manager.select_related("person").in_bulk([pk for pk in counts if pk])
    by_count = sorted(counts.items(), key=lambda item: (-item[1], item[0] or 0))
    return [(found[pk], n) for pk, n in by_count if pk in found]


def new_person(row: Name) -> str:
    """The address of the form for a new person, filled with what is printed."""
    printed = read(row.name)
    words = printed.surname.split()
    start = next((i for i, word in enumerate(words) if word.casefold() not in PARTICLES), 0)
    values = {
        "surname": " ".join(words[start:]),
        "particle": " ".join(words[:start]).lower(),
        "initials": "".join(f"{letter}." for letter in printed.initials),
        "naam": f"{row._meta.model_name}-{row.pk}",
    }
    filled = {key: value for key, value in values.items() if value}
    return f"{reverse('admin:documents_person_add')}?{urlencode(filled)}"
