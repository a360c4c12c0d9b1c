"""Fields of the editor: what an archivist typed, read, with Dutch messages.

A text that stands in the set already is kept to the letter; any other is made tidy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from ...archive.naming import appendix_identifier
from ...parsing import SeeAlso
from ...parsing.checks import AHEAD, OLDEST, UNREADABLE

#: The largest number of a question, and how many an answer may have.
MAX_NUMBER = 100_000
MAX_NUMBERS = 1000
#: The line at which a text is split in two.
SPLIT = "==="
_BETWEEN = re.compile(r"\s*(?:[,;]|\ben\b)\s*")
_NUMBERS = re.compile(r"(\d{1,6})(?:\s*(?:t/m|-|–)\s*(\d{1,6}))?")
_REFERENCE = re.compile(r"([0-9]{4}-[0-9]{4})\s*,?\s*(?:nr\.?\s*)?([0-9]{1,6})")
_APPENDIX = re.compile(r"ah-[a-z]{2}-([0-9]{4})([0-9]{4})-([0-9]{1,6})")


def suggested(suggestions: str) -> forms.TextInput:
    """A text input with the list of suggestions of that id on the page."""
    return forms.TextInput(attrs={"list": suggestions})


class Words(forms.CharField):
    """A text on one line, with single spaces; '' where there is none."""

    def __init__(self, *, longest: int, pattern: re.Pattern[str] | None = None, **kwargs: Any):
        super().__init__(**({"required": False} | kwargs), strip=False)
        self.kept: frozenset[str] = frozenset()
        self.longest = longest
        self.pattern = pattern

    def to_python(self, value: Any) -> str:
        text = str(value or "")
        return text if text in self.kept else self.tidied(text)

    def tidied(self, text: str) -> str:
        return " ".join(text.split())

    def run_validators(self, value: Any) -> None:
        if value and value not in self.kept:
            self.check(value)

    def check(self, text: str) -> None:
        """Raises ValidationError for a text that no set may have."""
        if found := UNREADABLE.search(text):
            raise forms.ValidationError(
                f"Er staat een onzichtbaar teken in (U+{ord(found[0]):04X}); haal het weg."
            )
        if len(text) > self.longest:
            raise forms.ValidationError(
                f"Dit is te lang: {len(text)} tekens; ten hoogste {self.longest} kan."
            )
        if self.pattern and not self.pattern.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"])


class Passage(Words):
    """A running text: paragraphs, lists and tables, parted by empty lines."""

    def tidied(self, text: str) -> str:
        return re.sub(r" +\n", "\n", text).strip(" \n")

    def check(self, text: str) -> None:
        super().check(text)
        if SPLIT in (line.strip() for line in text.splitlines()):
            raise forms.ValidationError(
                f"Er staat nog een regel met alleen {SPLIT}. Kies Splitsen, of haal hem weg."
            )


class Lines(Words):
    """Short texts, one on each line; its value is a tuple of them, each once."""

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = [super(Lines, self).clean(line) for line in str(value or "").split("\n")]
        return tuple(dict.fromkeys(line for line in lines if line))


class Number(forms.IntegerField):
    """A whole number, typed in a plain text field: what was typed stays, whatever it is."""

    def __init__(self, *, lowest: int, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6})
        super().__init__(min_value=lowest, max_value=MAX_NUMBER, widget=widget, **kwargs)


class Day(forms.DateField):
    """A day, typed as 9-11-2022 or 2022-11-09, that has its pages in the calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"],
            widget=forms.TextInput(attrs={"size": 12}),
            error_messages={"invalid": "Typ een dag die bestaat, als 31-12-2022."},
            required=False,
            **kwargs,
        )

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not OLDEST <= value <= date.today() + AHEAD:
            raise forms.ValidationError(
                f"Een jaar als {value.year:04d} kan niet; is er een typefout?"
            )


class Numbers(forms.CharField):
    """Question numbers, typed as '2, 3' or '2 t/m 4'; its value is a tuple of integers."""

    def clean(self, value: Any) -> tuple[int, ...]:
        text = str(value or "").strip()
        found = [number for part in _BETWEEN.split(text) for number in _range(part)]
        once = tuple(dict.fromkeys(found))
        if len(once) > MAX_NUMBERS:
            raise forms.ValidationError(f"Dit zijn meer dan {MAX_NUMBERS} vragen.")
        return once


def _range(part: str) -> range:
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


class Reference(forms.CharField):
    """Another Aanhangsel, typed as '2021-2022, 9' or as its identifier; its value is a SeeAlso.

    The format of a set knows only those of the same chamber as the set itself.
    """

    chamber = "tk"

    def clean(self, value: Any) -> SeeAlso | None:
        text = " ".join(str(value or "").split())
        self.validate(text)
        if not text:
            return None
        found = self._read(text)
        if found is None or not 1 <= found.number <= MAX_NUMBER:
            raise forms.ValidationError(
                "Typ een vergaderjaar en een nummer, zoals 2021-2022, 9, "
                f"of een kenmerk als ah-{self.chamber}-20212022-9."
            )
        return found

    def _read(self, text: str) -> SeeAlso | None:
        if match := _REFERENCE.fullmatch(text):
            return SeeAlso(match[1], int(match[2]))
        if match := _APPENDIX.fullmatch(text.lower()):
            found = SeeAlso(f"{match[1]}-{match[2]}", int(match[3]))
            return found if appendix_identifier(found, self.chamber) == text.lower() else None
        return None


def keep_as_is(fields: Iterable[forms.Field], kept: frozenset[str]) -> None:
    """Lets these fields take the texts that stand in the set already to the letter."""
    for field in fields:
        if isinstance(field, Words):
            field.kept = kept
