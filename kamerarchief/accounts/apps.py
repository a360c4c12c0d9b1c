"""The app of the accounts, and the admin that signs in through it."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "kamerarchief.accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from . import log, roles, sessions

        log.listen()
        sessions.listen()
        post_migrate.connect(roles.after_migrate, dispatch_uid="roles")


class AdminConfig(admin.AdminConfig):
    default_site = "kamerarchief.accounts.site.Beheer"
