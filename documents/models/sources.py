"""The raw files that documents were made from."""

from __future__ import annotations

import os
import pathlib

from django.conf import settings
from django.db import models

from ..parsing.files.formats import FORMAT_NAMES

#: the suffix of a file that was set aside because its bytes are not what its name says
DAMAGED = ".damaged"


class Source(models.Model):
    """A raw file as it came, addressed by the SHA-256 of its bytes, which lie on disk."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    name = models.CharField("bestandsnaam", max_length=400)
    format = models.CharField("formaat", max_length=20)
    size = models.PositiveBigIntegerField("grootte (bytes)")
    received_at = models.DateTimeField("ontvangen op", auto_now_add=True)

    #: of a row that was not saved yet: where its bytes lie aside, if they were written for it
    written: pathlib.Path | None = None

    class Meta:
        verbose_name = "bron"
        verbose_name_plural = "bronnen"

    def __str__(self) -> str:
        return self.name

    @property
    def format_name(self) -> str:
        """The format as it is called on a page."""
        return FORMAT_NAMES.get(self.format, self.format)

    @property
    def path(self) -> pathlib.Path:
        """The file that holds the bytes; for the moment after it was stored, that lies aside."""
        path = source_path(self.sha256)
        return path if path.exists() else next(iter(aside(self.sha256)), path)


def source_path(sha256: str) -> pathlib.Path:
    """The file that holds the bytes with this SHA-256: SOURCES_DIR/ab/abcd..."""
    folder: pathlib.Path = settings.SOURCES_DIR
    return folder / sha256[:2] / sha256


def aside_folder() -> pathlib.Path:
    """The folder of bytes whose row is not yet there for good."""
    folder: pathlib.Path = settings.SOURCES_DIR
    return folder / "incoming"


def aside(*digests: str) -> list[pathlib.Path]:
    """The files aside with the bytes of these SHA-256; several where several wrote them at once."""
    try:
        names = os.listdir(aside_folder())
    except FileNotFoundError:
        return []
    wanted = frozenset(digests)
    found = (aside_folder() / name for name in sorted(names) if name.partition(".")[0] in wanted)
    return [path for path in found if path.suffix != DAMAGED]
