"""The one app of the archive."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import pre_migrate


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Archief"

    def ready(self) -> None:
        pre_migrate.connect(_before_migrate, sender=self, dispatch_uid="lost")


def _before_migrate(using: str, **kwargs: Any) -> None:
    """No new tables where an archive lost its own: `migrate` ends before it makes them."""
    from .archive.backups import lost

    if using == DEFAULT_DB_ALIAS:
        try:
            lost.check()
        except lost.Lost as error:
            raise CommandError(str(error)) from error
