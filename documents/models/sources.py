"""The raw files that documents were made from."""

from __future__ import annotations

import pathlib

from django.conf import settings
from django.db import models


class Source(models.Model):
    """A raw file as it came, addressed by the SHA-256 of its bytes, which lie on disk."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    name = models.CharField("bestandsnaam", max_length=400)
    format = models.CharField("formaat", max_length=20)
    size = models.PositiveBigIntegerField("grootte (bytes)")
    received_at = models.DateTimeField("ontvangen op", auto_now_add=True)

    class Meta:
        verbose_name = "bron"
        verbose_name_plural = "bronnen"

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> pathlib.Path:
        """The file that holds the bytes."""
        return source_path(self.sha256)


def source_path(sha256: str) -> pathlib.Path:
    """The file that holds the bytes with this SHA-256: SOURCES_DIR/ab/abcd..."""
    folder: pathlib.Path = settings.SOURCES_DIR
    return folder / sha256[:2] / sha256
