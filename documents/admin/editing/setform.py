"""The form of a whole set: what is typed in, the set that is wanted out, or its faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django import forms

from ...archive.layers.paths import Json
from ...archive.layers.reading import as_set
from ...parsing import InvalidSet, QuestionSet, from_dict, to_dict
from . import doubts
from .doubts import Doubt
from .fields import Reference
from .parts import SORTS, HeaderForm, PartForm, Sort
from .typed import Typed


@dataclass
class Section:
    """A list of parts of one sort, as the page shows it."""

    sort: Sort
    parts: list[PartForm]
    told: list[str] = field(default_factory=list)


@dataclass
class SetForm:
    """What is typed of a set, before it the set as it was; looked at only where `checked`."""

    typed: Typed
    before: Json
    checked: bool = False

    def __post_init__(self) -> None:
        kept = frozenset(Typed.of(self.before).fields().values())
        for name in ("topics", "other_cases"):
            kept |= frozenset(self.before.get(name) or ())
        self.header = HeaderForm(self.typed.header, "header", checked=self.checked, kept=kept)
        self.sections = {
            name: Section(sort, list(self._parts(name, sort, kept))) for name, sort in SORTS.items()
        }

    def _parts(self, name: str, sort: Sort, kept: frozenset[str]) -> Iterator[PartForm]:
        for index, texts in enumerate(self.typed.rows[name]):
            form = sort.form(texts, f"{name}-{index}", checked=self.checked, kept=kept)
            if isinstance(pointer := form.fields.get("reference"), Reference):
                pointer.chamber = "ek" if self.typed.header["identifier"][3:5] == "ek" else "tk"
            yield form

    @property
    def forms(self) -> list[PartForm]:
        return [self.header, *(form for s in self.sections.values() for form in s.parts)]

    def lock(self) -> None:
        """Makes the form one to read: its texts can be walked through, and nothing is sent."""
        for form in self.forms:
            for typed in form.fields.values():
                is_text = isinstance(typed.widget, forms.TextInput | forms.Textarea)
                typed.widget.attrs["readonly" if is_text else "disabled"] = True

    @cached_property
    def wanted(self) -> QuestionSet | None:
        """The set that was typed; None where a field cannot be read."""
        if any(form.errors for form in self.forms):
            return None
        lists: dict[str, Any] = {
            name: tuple(form.part() for form in section.parts)
            for name, section in self.sections.items()
        }
        return QuestionSet(**self.header.part(), **lists)

    @cached_property
    def faults(self) -> list[Doubt]:
        """All that keeps this from being stored, in the order of the form."""
        unread = [
            Doubt("field", f"{form.prefix}-{name}", f"{form.prefix}-{name}", str(message))
            for form in self.forms
            for name, messages in form.errors.items()
            for message in messages
        ]
        if self.wanted is None:
            return unread
        return doubts.faults(self.wanted, as_set(self.before)) or list(_of_schema(self.wanted))

    @cached_property
    def warnings(self) -> list[Doubt]:
        """What may be stored only where the archivist says so."""
        return doubts.warnings(self.wanted, as_set(self.before)) if self.wanted else []


def _of_schema(wanted: QuestionSet) -> Iterator[Doubt]:
    """What the published format forbids, and no field saw. An identifier of before may be odd."""
    try:
        from_dict(to_dict(replace(wanted, identifier=None)))
    except InvalidSet as error:
        for problem in error.problems:
            yield Doubt("schema", problem.place, "set-header", problem.message)
