"""The admin at /beheer/, with the pages of the second factor, of sessions, and of what was kept."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
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
            ("sessies/", pages.own_sessions, "sessions"),
            ("verder/", kept.resume, "resume"),
        ]
        urls = [path(route, self.admin_view(view), name=name) for route, view, name in own]
        return [*urls, *super().get_urls()]

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        response = super().logout(request, extra_context)
        response["Clear-Site-Data"] = '"cache"'  # no page of /beheer/ comes back by a button
        return response

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        blob = kept.carried(request)
        if blob and "username" not in request.POST:
            return kept.login_page(request, blob)  # from the page of one who was locked out
        response = super().login(request, {kept.FIELD: blob, **(extra_context or {})})
        form = kept.opened(blob) if response.status_code == 302 else None
        return kept.put_by(request, form) if form else response
