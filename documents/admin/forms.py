"""Forms of the admin that read the text and files of an archivist, with Dutch messages."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.files.base import File
from django.core.validators import RegexValidator, slug_re
from django.utils.text import capfirst

from ..parsing.files import limits
from ..parsing.files.limits import human_size
from ..parsing.problems import ACCEPTED

#: The largest number of a question, and how many an answer may have.
MAX_NUMBER = 100_000
MAX_NUMBERS = 1000
_BETWEEN = re.compile(r"\s*(?:[,;]|\ben\b)\s*")
_NUMBERS = re.compile(r"(\d{1,6})(?:\s*(?:t/m|-|–)\s*(\d{1,6}))?")

validate_identifier = RegexValidator(
    slug_re, "Een kenmerk bestaat uit letters zonder accent, cijfers, - en _."
)


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


class NumbersField(forms.Field):
    """A list of question numbers, typed as '2, 3' or '2 t/m 4'; its value is a list of integers."""

    widget = forms.TextInput

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[int]:
        text = str(value or "").strip()
        found = [number for part in _BETWEEN.split(text) for number in self._read(part)]
        return list(dict.fromkeys(found))

    def _read(self, part: str) -> range:
        """The numbers of '2', or of '2 t/m 4'."""
        if not part:
            return range(0)
        match = _NUMBERS.fullmatch(part)
        if match is None:
            raise forms.ValidationError("Typ nummers met komma's ertussen, zoals 2, 3 of 2 t/m 4.")
        first, last = int(match[1]), int(match[2] or match[1])
        _check_bounds(part, first, last)
        return range(first, last + 1)


def _check_bounds(part: str, first: int, last: int) -> None:
    """Raises ValidationError where numbers run back, are too many, or are too high."""
    if last < first:
        raise forms.ValidationError(f"«{part}» loopt terug; typ het laagste nummer eerst.")
    if last - first >= MAX_NUMBERS:
        raise forms.ValidationError(
            f"«{part}» is te veel; een antwoord hoort bij ten hoogste {MAX_NUMBERS} vragen."
        )
    if last > MAX_NUMBER:
        raise forms.ValidationError(f"Een vraag heeft ten hoogste nummer {MAX_NUMBER}.")


class LinesField(forms.CharField):
    """Short texts, one on each line; its value is a list of them, each once."""

    widget = forms.Textarea

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in str(value or "").splitlines()]
        if any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(f"Een regel heeft ten hoogste {self.longest} letters.")
        return list(dict.fromkeys(line for line in lines if line))
