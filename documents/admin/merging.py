"""The pages that make two names one: choose the other, see what changes, merge; and undo it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from ..archive.decisions import facts, names
from ..models import Document, Person
from .rights import may

#: documents of a name that the preview lists
LISTED = 10


class WithMerging(admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin of names that can be merged with others of their kind."""

    can_merge = True
    #: whether its name is what was printed, and can be corrected
    can_respell = True
    change_form_template = "admin/documents/name/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        pages: list[tuple[str, str, Callable[..., HttpResponse]]] = [
            ("samenvoegen/", "merge", self.merge_view),
            ("losmaken/", "unmerge", self.unmerge_view),
            ("gedrukt/", "as_printed", self.as_printed_view),
        ]
        ours = [
            path(f"<int:pk>/{address}", self.guarded(view), name=f"{prefix}_{name}")
            for address, name, view in pages
        ]
        ours = ours[0 if self.can_merge else 2 : 3 if self.can_respell else 2]
        return [*ours, *super().get_urls()]

    def guarded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """The view of a name that is there, for those who may merge."""

        def answer(request: HttpRequest, pk: int) -> HttpResponse:
            if not may(request, "merge_names"):
                raise PermissionDenied
            row = self.model._default_manager.filter(pk=pk).select_related("merged_into").first()
            if row is None:
                raise Http404
            return view(request, row)

        return self.admin_site.admin_view(answer)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        context = {"merge": self._state(request, object_id)}
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def _state(self, request: HttpRequest, object_id: str) -> dict[str, Any] | None:
        """The names that were merged into this one, and the addresses of the pages."""
        row: Any = self.get_object(request, object_id)
        may_merge = may(request, "merge_names")
        if row is None:
            return None
        is_person = names.person_of(row) is not None
        return {
            "merged": row.merged.all(),
            **self._addresses(),
            "may": may_merge,
            "person": getattr(row, "person", None),
            "can_merge": self.can_merge and not getattr(row, "person", None),
            "can_respell": not is_person and row.name != row.printed,
        }

    def _addresses(self) -> dict[str, str]:
        prefix = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        kinds = ("merge", "unmerge", "change", "changelist", "as_printed")
        return {f"{name}_url": f"{prefix}_{name}" for name in kinds}

    def merge_view(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Chooses the name that this one is merged into; then shows what changes; then does it."""
        if person := getattr(row, "person", None):
            return redirect("admin:documents_person_merge", person.pk)
        given = request.POST.get("into", "") if request.method == "POST" else ""
        if not given:
            fault = "Kies eerst een naam." if request.method == "POST" else ""
            return self._chooser(request, row, fault)
        into = self._named(given, row)
        if into is None:
            fault = f"«{given[:100]}» is geen naam uit de lijst."
            return self._chooser(request, row, fault, given)
        if "merge" not in request.POST:
            return self._preview(request, row, into, given)
        try:
            names.merge(row, into, by=request.user.get_username())
        except names.NotMerged as error:
            return self._chooser(request, row, str(error), given)
        messages.success(request, f"{row} is samengevoegd met {into}.")
        return redirect(self._addresses()["change_url"], into.pk)

    def _choices(self, row: Any) -> dict[str, Any]:
        """The names to choose from as they are typed; namesakes have their slug behind them."""
        rows = self.model._default_manager.filter(merged_into=None).exclude(pk=row.pk)
        joined = [name for name in ("party", "ministry") if hasattr(row, name)]
        choices: dict[str, Any] = {}
        for other in rows.select_related(*joined).order_by("name", "slug"):
            label = str(other)
            choices[label if label not in choices else f"{label} – {other.slug}"] = other
        return choices

    def _named(self, given: str, row: Any) -> Any:
        """The name that was typed or chosen, by its label or its slug."""
        choices, wanted = self._choices(row), given.strip()
        by_slug = {other.slug: other for other in choices.values()}
        return choices.get(wanted) or by_slug.get(wanted)

    def _chooser(
        self, request: HttpRequest, row: Any, fault: str = "", given: str = ""
    ) -> HttpResponse:
        status = 400 if fault else 200
        context = {"choices": self._choices(row), "fault": fault, "given": given}
        return self._page(request, row, "merge", status, **context)

    def _preview(self, request: HttpRequest, row: Any, into: Any, given: str) -> HttpResponse:
        both = documents_of(row)
        context = {
            "into": into,
            "given": given,
            "sides": [_side(row), _side(into)],
            "both": both.filter(pk__in=documents_of(into).values("pk")).newest()[:LISTED],
            "members": row.members.all() if hasattr(row, "members") else (),
            "along": row.merged.all(),
        }
        return self._page(request, row, "merge_preview", 200, **context)

    def _page(
        self, request: HttpRequest, row: Any, name: str, status: int, **context: Any
    ) -> HttpResponse:
        values = self.admin_site.each_context(request) | {
            "title": f"Samenvoegen: {row}",
            "opts": self.opts,
            "row": row,
            **self._addresses(),
            **context,
        }
        template = f"admin/documents/name/{name}.html"
        return TemplateResponse(request, template, values, status=status)

    def unmerge_view(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Makes a merged name one of its own again; only by a form that was sent."""
        if request.method == "POST" and names.unmerge(row, by=request.user.get_username()):
            messages.success(request, f"{row} is weer een eigen naam.")
        else:
            messages.warning(request, f"{row} is niet samengevoegd; er is niets veranderd.")
        return redirect(self._addresses()["change_url"], row.pk)

    def as_printed_view(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Gives a corrected name its printed spelling back; only by a form that was sent."""
        by = request.user.get_username()
        if request.method == "POST" and names.respell(row, {"name": row.printed}, by=by):
            messages.success(request, f"De naam is weer «{row.printed}».")
        else:
            messages.warning(request, "De naam is zoals hij gedrukt is; er is niets veranderd.")
        return redirect(self._addresses()["change_url"], row.pk)


def _side(row: Any) -> tuple[Any, int, Any]:
    """A name, the number of its documents, and the newest of them."""
    documents = documents_of(row)
    return row, documents.count(), documents.newest()[:LISTED]


def documents_of(row: Any) -> Any:
    """The documents on show that have a name, or in which a person asks or answers."""
    rows = facts.documents_of(row) if isinstance(row, Person) else row.documents
    return Document.objects.filter(pk__in=rows.values("pk"))
