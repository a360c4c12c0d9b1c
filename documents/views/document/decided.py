"""What the archive changed in a document, as its page and its JSON tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from documents.archive.layers.labels import label
from documents.archive.layers.reading import applies, parse_of, valid_version
from documents.models import Document, Redaction


@dataclass(frozen=True)
class Corrected:
    """A field that an archivist corrected: its path, its name in Dutch, and when."""

    path: str
    label: str
    at: datetime


def corrected(document: Document) -> list[Corrected]:
    """The fields that differ from the source; not what was there before, which may be secret."""
    standing = [c for c in document.corrections.standing() if applies(c)]
    if not standing:
        return []
    parsed = parse_of(valid_version(document))
    return [Corrected(c.path, label(c.path, parsed), c.made_at) for c in standing]


def redactions(document: Document) -> list[Redaction]:
    """The redactions that hold. Their passages are for archivists alone."""
    return list(document.redactions.standing().defer("passage", "kept"))
