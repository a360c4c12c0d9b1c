"""Forms of the admin that read what an archivist types or sends, with Dutch messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File

from .parsing.formats import MAX_BYTES, human_size
from .uploads import MAX_BODY, MAX_FILES


class ManyFilesInput(forms.FileInput):
    """A file chooser that takes several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or more files; its value is the list of them. An empty file is told apart later."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        one = super().clean
        return [one(file, initial) for file in data or [None]]


class UploadForm(forms.Form):
    """The files of one upload."""

    file = ManyFilesField(
        label="Bestanden",
        allow_empty_file=True,
        error_messages={"required": "Kies eerst een of meer bestanden."},
        help_text=(
            "Tekst, PDF, Word (.docx), KOOP-XML, KVR-XML, JSON, of een ZIP met zulke bestanden. "
            f"Ten hoogste {human_size(MAX_BYTES)} per bestand, {human_size(MAX_BODY)} en "
            f"{settings.DATA_UPLOAD_MAX_NUMBER_FILES} bestanden tegelijk; "
            f"in ZIP-bestanden samen tot {MAX_FILES}."
        ),
    )

    def chosen(self) -> list[File[bytes]]:
        files: list[File[bytes]] = self.cleaned_data["file"]
        return files
