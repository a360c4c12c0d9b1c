"""What was said of names by hand, which can be ended; and the names that are nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from ...archive.decisions import people
from ...archive.identifying import weighing
from ...models import Answering, Asking, Identification, Member, Minister
from ..history import Recorded
from ..rights import SeenOnly, may
from . import choosing, naming
from .choosing import Name

#: names on one page, each of which is weighed, and candidates of each
PAGE, CANDIDATES = 20, 3
TEMPLATE = "admin/documents/people/unresolved.html"
#: what the form of the list says it is about → its kind
KINDS: dict[str, type[Any]] = {"member": Member, "minister": Minister}


@dataclass(frozen=True)
class Unresolved:
    """A printed name that is nobody: its documents, and who may be meant in the newest of them."""

    row: Any
    count: int
    document: Any
    candidates: Iterable[weighing.Candidate]
    new_person: str

    @property
    def kind(self) -> str:
        return str(self.row._meta.model_name)

    @property
    def key(self) -> str:
        """What a form says that it is about."""
        return f"{self.kind}-{self.row.pk}"

    @property
    def who(self) -> str:
        return "vraagsteller" if self.kind == "member" else "beantwoorder"

    @property
    def address(self) -> str:
        return f"admin:documents_{self.kind}_who"


def counted() -> list[tuple[str, int, int, int]]:
    """Kind and key of each name that is nobody, number of documents, the newest of these."""
    found = []
    for kind, model in (("member", Asking), ("minister", Answering)):
        rows: Any = model._default_manager.filter(**{f"{kind}__person": None})
        rows = rows.exclude(**{f"printed_{kind}": None}).values_list(f"printed_{kind}")
        counts = rows.annotate(n=Count("document", distinct=True), last=Max("document")).order_by()
        found += [(kind, pk, n, last) for pk, n, last in counts]
    return sorted(found, key=lambda one: (-one[2], one[0], one[1]))


def names(listed: Iterable[tuple[str, int, int, int]]) -> list[Unresolved]:
    """These names, each with its candidates."""
    wanted = list(listed)
    rows = {
        kind: model._default_manager.in_bulk([pk for key, pk, *_ in wanted if key == kind])
        for kind, model in KINDS.items()
    }
    named = weighing.named_in(sorted({last for *_, last in wanted}))
    weighed = {(one.document.pk, type(one.printed), one.printed.pk): one for one in named}
    found = []
    for kind, pk, count, last in wanted:
        row, one = rows[kind].get(pk), weighed.get((last, KINDS[kind], pk))
        if row is None or one is None:  # it changed meanwhile
            continue
        best = one.candidates[:CANDIDATES]
        found.append(Unresolved(row, count, one.document, best, naming.new_person(row)))
    return found


@admin.register(Identification)
class IdentificationAdmin(SeenOnly, Recorded):
    """What was said of names: a list, from which each can be ended; made on pages of names."""

    list_display = ("name", "person", "where", "why", "made_by", "made_at", "ended_at")
    list_filter = (("ended_at", admin.EmptyFieldListFilter),)
    list_select_related = ("member__party", "minister__ministry", "person", "document")
    search_fields = ("member__name", "minister__name", "person__name", "document__identifier")
    fields = ("name", "person", "where", "why", "made_by", "made_at", "ended_by", "ended_at")
    readonly_fields = fields
    list_per_page = 50
    ordering = ("-pk",)
    actions = None
    change_list_template = "admin/documents/people/identifications.html"
    change_form_template = "admin/documents/people/identification.html"

    @admin.display(description="gedrukte naam")
    def name(self, row: Identification) -> str:
        return str(row.printed)

    @admin.display(description="in")
    def where(self, row: Identification) -> str:
        return row.document.identifier if row.document else "alle documenten"

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        seen: bool = super().has_view_permission(request, obj)
        return seen or may(request, "merge_names")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        is_filter = lookup == "ended_at__isempty"
        return is_filter or super().lookup_allowed(lookup, value, request)

    def events(self, obj: Identification) -> Any:
        """The events of the name that it is about."""
        return super().events(obj.printed)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "niet-herleid/",
                view(self.unresolved_view),
                name="documents_identification_unresolved",
            ),
            path("<int:pk>/beeindigen/", view(self.end_view), name="documents_identification_undo"),
            *super().get_urls(),
        ]

    def unresolved_view(self, request: HttpRequest) -> HttpResponse:
        """The names that are nobody, by number of documents; a form says who one of them is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        fault = ""
        if request.method == "POST":
            told, done = self._decide(request)
            if done:
                messages.success(request, told)
                return redirect(request.get_full_path())
            fault = told
        everything = counted()
        page = Paginator(everything, PAGE).get_page(request.GET.get("pagina"))
        is_theirs = may(request, "merge_names")
        context = self.admin_site.each_context(request) | {
            "title": "Niet herleid",
            "opts": self.opts,
            "page": page,
            "names": names(page),
            "documents": sum(count for _, _, count, _ in everything),
            "may": is_theirs,
            "choices": choosing.choices() if is_theirs else {},
            "fault": fault,
        }
        return TemplateResponse(request, TEMPLATE, context, status=400 if fault else 200)

    def _decide(self, request: HttpRequest) -> tuple[str, bool]:
        if not may(request, "merge_names"):
            raise PermissionDenied
        row = named(request.POST.get("name", ""))
        if row is None:
            return "Deze naam staat niet (meer) in het archief.", False
        return choosing.decide(request, row, None)

    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ends what was said of a name; only by a form that was sent."""
        if not may(request, "merge_names"):
            raise PermissionDenied
        row = Identification.objects.filter(pk=pk).first()
        if row is None:
            raise Http404
        if request.method == "POST" and people.undo(row, by=request.user.get_username()):
            messages.success(request, f"Ongedaan gemaakt: {row}. De namen zijn opnieuw herleid.")
        else:
            messages.warning(request, "Deze herleiding is er niet (meer); er is niets veranderd.")
        return redirect(_back(request, row))


def named(key: str) -> Name | None:
    """The name of 'member-12' or 'minister-3'; None where there is no such name."""
    kind, _, pk = key.partition("-")
    if kind not in KINDS or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    found: Name | None = KINDS[kind]._default_manager.filter(pk=pk).first()
    return found


def _back(request: HttpRequest, row: Identification) -> str:
    """The page of the document or of the name where the button was."""
    if row.document_id and request.POST.get("back") == "document":
        return reverse("admin:documents_document_people", args=[row.document_id])
    name = f"admin:documents_{row.printed._meta.model_name}_who"
    return reverse(name, args=[row.printed.pk])
