"""Who is meant in one document: each printed name, whom it means and why, and saying otherwise."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import URLPattern, path

from ...archive.identifying import weighing
from ...models import Document, Identification
from ..deeds.desk import Desk, desk
from ..rights import may
from . import choosing, naming
from .unresolved import named

CANDIDATES = 6
TITLE = "Wie er bedoeld zijn"


class WithPeople(admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin of documents with the page of who is meant in each."""

    def get_urls(self) -> list[URLPattern]:
        view = desk(self, people, "view_document")
        return [
            path("<int:pk>/personen/", view, name="documents_document_people"),
            *super().get_urls(),
        ]


def people(desk: Desk) -> HttpResponse:
    """The names of a document; a form says who one of them is, here or everywhere."""
    fault = ""
    if desk.is_sent:
        if not may(desk.request, "merge_names"):
            raise PermissionDenied
        told, done = _decide(desk)
        if done:
            return desk.done(told, "people")
        fault = told
    is_theirs = may(desk.request, "merge_names")
    return desk.page(
        "people",
        TITLE,
        status=400 if fault else 200,
        fault=fault,
        names=[_shown(one) for one in weighing.named_in([desk.document.pk])],
        nameless=desk.document.answerings.filter(printed_minister=None),
        gone=_gone(desk.document),
        may=is_theirs,
        choices=choosing.choices() if is_theirs else {},
        given={key: desk.request.POST.get(key, "")[:200] for key in ("name", "person", "why")},
    )


def _decide(desk: Desk) -> tuple[str, bool]:
    row = named(desk.request.POST.get("name", ""))
    if row is None:
        return "Kies een naam uit dit document.", False
    everywhere = desk.request.POST.get("scope") == "all"
    return choosing.decide(desk.request, row, None if everywhere else desk.document)


def _shown(one: weighing.Named) -> dict[str, Any]:
    kind = str(one.printed._meta.model_name)
    return {
        "key": f"{kind}-{one.printed.pk}",
        "printed": one.printed,
        "who": "vraagsteller" if kind == "member" else "beantwoorder",
        "rows": [(getattr(row, kind), row) for row in one.rows],
        "candidates": one.candidates[:CANDIDATES],
        "standing": choosing.standing(one.printed, one.document),
        "new_person": naming.new_person(one.printed),
        "address": f"admin:documents_{kind}_who",
    }


def _gone(document: Document) -> list[Any]:
    """What was said of names in this document alone, of names that it prints no more."""
    rows = Identification.objects.standing().filter(document=document)
    members = set(document.askings.values_list("printed_member", flat=True))
    ministers = set(document.answerings.values_list("printed_minister", flat=True))
    return [
        row
        for row in rows.select_related("member", "minister", "person")
        if row.member_id not in members and row.minister_id not in ministers
    ]
