"""The admin at /beheer/, with the pages of the second factor and of what was kept."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from . import kept, pages


class Beheer(AdminSite):
    """Django's admin; signing in takes along what was typed before the session ended."""

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [
            ("tweede-factor/", pages.overview, "second_factor"),
            ("tweede-factor/code/", pages.code, "second_factor_code"),
            ("tweede-factor/instellen/", pages.setup, "second_factor_setup"),
            ("tweede-factor/herstelcodes/", pages.recovery, "second_factor_recovery"),
            ("tweede-factor/verwijderen/", pages.remove, "second_factor_remove"),
            ("verder/", kept.resume, "resume"),
        ]
        urls = [path(route, self.admin_view(view), name=name) for route, view, name in own]
        return [*urls, *super().get_urls()]

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        blob = request.POST.get(kept.FIELD, "")
        form = kept.opened(blob)
        context = {"kept": blob if form else "", **(extra_context or {})}
        response = super().login(request, context)
        signed_in = request.method == "POST" and response.status_code == 302
        return kept.put_by(request, form) if signed_in and form else response
