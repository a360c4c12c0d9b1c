"""The page of what changes in documents by what is known now, and the button that lets them follow.

Only documents that a fact can concern are looked at, and so many at a time that the page answers
soon; `manage.py people --resolve` looks at all.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from ...archive.decisions import people
from ...archive.identifying import again, concerned
from ...archive.identifying.people import Telling
from ...models import Person
from ..rights import may

#: documents that are looked at in one request; changes and documents that the page lists
MOST, CHANGES, LISTED = 3_000, 100, 20
TEMPLATE = "admin/documents/people/follow.html"


class WithFollowing(admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin of facts with the page of what they change in documents."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_follow"
        return [
            path("<int:pk>/herleiden/", self.admin_site.admin_view(self.follow_view), name=name),
            *super().get_urls(),
        ]

    def follow_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows the changes in the documents that this row concerns; sent, they are made."""
        if not may(request, "merge_names"):
            raise PermissionDenied
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        pks = _concerned(row)
        start = _start(request.GET.get("vanaf", ""), len(pks))
        part = pks[start : start + MOST]
        if request.method == "POST":
            count = people.resolve(part, by=request.user.get_username())
            messages.success(request, f"{_documents(count)} opnieuw herleid.")
            return redirect(request.get_full_path())
        return self._follow_page(request, row, part, start, len(pks))

    def _follow_page(
        self, request: HttpRequest, row: Any, part: list[int], start: int, count: int
    ) -> HttpResponse:
        found = list(again.changes(part))
        telling = Telling()
        changes = Counter(line for one in found for line in telling.told(one))
        end = start + len(part)
        context = self.admin_site.each_context(request) | {
            "title": f"Opnieuw herleiden: {row}",
            "opts": self.opts,
            "row": row,
            "change_url": reverse(f"admin:documents_{self.opts.model_name}_change", args=[row.pk]),
            "found": len(found),
            "changes": changes.most_common(CHANGES),
            "more": max(len(changes) - CHANGES, 0),
            "documents": [one.document for one in found[:LISTED]],
            "first": start + 1,
            "last": end,
            "count": count,
            "next": end if end < count else None,
        }
        return TemplateResponse(request, TEMPLATE, context)

    def tell_following(self, request: HttpRequest, row: Any) -> None:
        """Tells how many documents would be resolved otherwise now, with the way to that page."""
        pks = _concerned(row)
        count = sum(1 for _ in again.changes(pks[:MOST]))
        if count == 0 and len(pks) <= MOST:
            return
        address = reverse(f"admin:documents_{self.opts.model_name}_follow", args=[row.pk])
        told = f"{_documents(count)} zou{'' if count == 1 else 'den'} nu anders worden herleid"
        if len(pks) > MOST:
            told = f"Van de eerste {MOST} documenten: {told}"
        link = '{}. <a href="{}">Bekijk wat er verandert, en leg het vast</a>.'
        messages.warning(request, format_html(link, told, address))


def _concerned(row: Any) -> list[int]:
    if isinstance(row, Person):
        return sorted(concerned.of_people([row, *row.merged.all()]))
    return sorted(concerned.of_group(row))


def _start(given: str, count: int) -> int:
    """Where to begin: a number within the documents, else the beginning."""
    is_number = given.isascii() and given.isdecimal() and len(given) < 10
    return int(given) if is_number and int(given) < count else 0


def _documents(count: int) -> str:
    return f"{count} document{'' if count == 1 else 'en'}"
