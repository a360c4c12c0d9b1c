"""What the archive changed in a document, as its page and its JSON tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from documents.archive.layers.labels import label
from documents.archive.layers.reading import applies, hidden_of, parse_of, valid_version
from documents.models import Document, Redaction
from documents.models.shown import page


@dataclass(frozen=True)
class Corrected:
    """A field that an archivist corrected: its path, its name in Dutch, and when."""

    path: str
    label: str
    at: datetime


def corrected(document: Document) -> list[Corrected]:
    """The fields that differ from the source; not what was there before, which may be secret."""
    standing = [c for c in page.corrections(document) if applies(c)]
    if not standing:
        return []
    parsed = parse_of(valid_version(document))
    return [Corrected(c.path, label(c.path, parsed), c.made_at) for c in standing]


def redactions(document: Document) -> list[Redaction]:
    """The redactions that hold. Their passages are for archivists alone, also in the reasons."""
    found = page.redactions(document)
    for redaction in found:
        redaction.note = told_openly(redaction.note, document)
    return found


def told_openly(note: str, document: Document) -> str:
    """What an archivist wrote for visitors, without the words that were redacted since."""
    hidden = hidden_of(document)
    return hidden.taken_out(note) if hidden else note
