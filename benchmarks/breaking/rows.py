"""All rows of an archive as text without keys and times: equal archives, equal text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from documents.archive import sources
from documents.models import Document, Event, Source

#: tables of the moment: nothing of the archive is in them
PASSING = {"django_session", "documents_pulse", "django_admin_log", "documents_syncrun"}
#: columns that differ between equal archives: what is drawn by lot, and hashes over times
DRAWN = {
    "documents_factsstamp.word",
    "documents_event.digest",
    "documents_event.previous",
    "documents_feedentry.key",
    "documents_feedentry.token",
    "documents_feedtie.key",
    "documents_remoteitem.retry_at",
    "documents_syncsource.changed_at",  # of a run that came to its end
    "documents_upload.seconds",
    "documents_sentfile.claimed_by",
    "documents_sentfile.claimed_until",
    "documents_sentfile.tries",
}
#: what an upload is called: by its key, of which one may be lost with a transaction
_UPLOAD = re.compile(r"^Upload \d+$")
#: in the details of an event: keys of rows
_KEYS = {"made", "ended", "withdrawal"}
#: keys of rows that need not be there any more
_NUMBERS = {"document_pk", "upload_pk"}

Row = dict[str, Any]


class Rows:
    """The rows of every table, each as text; those to which it refers are told by content."""

    def __init__(self) -> None:
        self._raw = {m: _rows_of(m) for m in apps.get_models(include_auto_created=True)}
        self._told: dict[tuple[type[models.Model], Any], str] = {}

    def tables(self) -> Iterator[tuple[str, list[str]]]:
        """Name and sorted rows of each table."""
        for model, rows in self._raw.items():
            if model._meta.db_table not in PASSING:
                yield model._meta.db_table, sorted(self._text(model, pk) for pk in rows)

    def _text(self, model: type[models.Model], pk: Any) -> str:
        key = (model, pk)
        if key not in self._told:
            self._told[key] = "…"  # for a row that refers to itself by way of others
            self._told[key] = json.dumps(self._shown(model, self._raw[model][pk]), default=str)
        return self._told[key]

    def _shown(self, model: type[models.Model], row: Row) -> Row:
        fields = [f for f in model._meta.concrete_fields if not _is_drawn(model, f)]
        return {field.name: self._value(field, row[field.attname]) for field in fields}

    def _value(self, field: Any, value: Any) -> Any:
        """What a field says, whatever the keys and the time."""
        if value is not None and field.related_model:
            return self._named(field.related_model, value)
        if isinstance(field, models.DateTimeField) or field.name in _NUMBERS:
            return value is not None
        if field.model is Event and field.name == "subject":
            return _UPLOAD.sub("Upload", value)
        if field.model is Event and field.name == "details":
            return {key: None if key in _KEYS else said for key, said in value.items()}
        return value

    def _named(self, model: type[models.Model], pk: Any) -> str:
        row = self._raw[model].get(pk)
        if row is None:
            return "nowhere"
        if model is Document:
            return str(row["identifier"])
        return str(row["sha256"]) if model is Source else self._text(model, pk)


def _is_drawn(model: type[models.Model], field: Any) -> bool:
    is_key = field.primary_key and isinstance(field, models.AutoField)
    return is_key or f"{model._meta.db_table}.{field.name}" in DRAWN


def _rows_of(model: type[models.Model]) -> dict[Any, Row]:
    return {row[model._meta.pk.attname]: row for row in model._base_manager.values()}


def read_sources() -> None:
    """Raises OSError or ValueError where the bytes of a row are gone, or are others."""
    for row in Source.objects.all():
        sources.read(row)


def shown() -> dict[str, list[str]]:
    """Table → its rows; and the files of the sources, each read and found to be what it was."""
    read_sources()
    found = dict(Rows().tables())
    found["files"] = sorted(path.name for path in sources.kept_files())
    return found
