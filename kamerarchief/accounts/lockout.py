"""The page for one who gave too many wrong passwords, or whose account or address did."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import kept


def page(request: HttpRequest, response: object = None, credentials: object = None) -> HttpResponse:
    """The page with status 429; it is the same whether the account exists or not."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = admin.site.each_context(request) | {
        "title": "Te veel pogingen om aan te melden",
        "minutes": seconds // 60,
        "kept": kept.carried(request),
        "has_permission": False,
        "is_nav_sidebar_enabled": False,
    }
    locked = render(request, "accounts/locked.html", context, status=429)
    locked["Retry-After"] = str(seconds)
    return locked
