"""The app of the accounts, and the admin that signs in through it."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.contrib.admin import autodiscover
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "kamerarchief.accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from . import log, roles, sessions

        log.listen()
        sessions.listen()
        post_migrate.connect(roles.after_migrate, dispatch_uid="roles")


class AdminConfig(admin.SimpleAdminConfig):
    """Without its pages: they come with the addresses (`kamerarchief.urls`), and a command that
    shows none starts in half the time."""

    default_site = "kamerarchief.accounts.site.Beheer"

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(_check_pages, checks.Tags.admin)


def _check_pages(**said: Any) -> list[checks.CheckMessage]:
    """Django's checks of the admin, with its pages, whether or not the addresses came before."""
    autodiscover()
    found: list[checks.CheckMessage] = check_admin_app(None)
    return found
