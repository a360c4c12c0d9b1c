"""The form that takes the files of an archivist, with Dutch messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.text import capfirst

from ...parsing.files import limits
from ...parsing.files.limits import human_size
from ...parsing.problems import ACCEPTED


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
            f"{capfirst(ACCEPTED)}, of een ZIP met zulke bestanden. "
            f"Ten hoogste {human_size(limits.MAX_BYTES)} per bestand, "
            f"{human_size(limits.MAX_BODY)} en {limits.MAX_SENT} bestanden tegelijk; "
            f"in ZIP-bestanden samen tot {limits.MAX_FILES}."
        ),
    )
    note = forms.CharField(
        label="Opmerking",
        required=False,
        max_length=200,
        help_text="Staat in de lijst van uploads, zodat anderen weten wat dit is.",
    )

    def chosen(self) -> list[File[bytes]]:
        files: list[File[bytes]] = self.cleaned_data["file"]
        return files
