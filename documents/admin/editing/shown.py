"""The form as the page shows it: each part with its fields, and what is to be said beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.forms.boundfield import BoundField
from django.utils.text import Truncator

from ...archive.layers.labels import label, readable
from ...archive.layers.paths import SETTLED, Difference, Json
from ...archive.layers.reading import applies
from ...models import Correction
from ...parsing import Problem
from .doubts import Doubt
from .parts import PartForm, Sort
from .places import called, place_of
from .setform import Section, SetForm
from .typed import SECTIONS, Typed, field_of

#: signs of a whole list as parsed that are shown above it
_LONGEST_LIST = 300

Texts = dict[str, list[str]]


@dataclass
class Beside:
    """What is said beside fields, parts and lists, by their ids."""

    #: what keeps the set from being stored, what is asked, and what is only told
    faults: Texts = field(default_factory=lambda: defaultdict(list))
    warnings: Texts = field(default_factory=lambda: defaultdict(list))
    notes: Texts = field(default_factory=lambda: defaultdict(list))

    def say(self, doubts: Iterable[Doubt], where: Texts) -> None:
        for doubt in doubts:
            where[doubt.place].append(doubt.message)


@dataclass(frozen=True)
class ShownField:
    """One field with what is said beside it."""

    bound: BoundField
    faults: list[str]
    warnings: list[str]
    notes: list[str]

    @property
    def described_by(self) -> str:
        """The id of what is said, where anything is."""
        return f"{self.bound.auto_id}_said" if self.faults or self.warnings or self.notes else ""


@dataclass(frozen=True)
class Button:
    """A button of a part: what it says and does, and the id of the part to go to after it."""

    label: str
    do: str
    to: str

    @property
    def splits(self) -> bool:
        return self.do.startswith("split ")


@dataclass(frozen=True)
class ShownPart:
    """One part: a fieldset with its fields and buttons."""

    id: str
    title: str
    buttons: list[Button]
    fields: list[ShownField]
    faults: list[str]
    is_open: bool


@dataclass(frozen=True)
class ShownSection:
    """One list of parts, under a heading."""

    sort: Sort
    parts: list[ShownPart]
    faults: list[str]
    notes: list[str]


def shown_header(form: SetForm, beside: Beside) -> list[ShownField]:
    return list(_fields(form.header, beside))


def shown_sections(form: SetForm, beside: Beside, place: str) -> list[ShownSection]:
    """The lists of the set; the part at `place` has its buttons in sight."""
    return [
        ShownSection(
            section.sort,
            [_part(section, i, beside, place, form.typed) for i in range(len(section.parts))],
            beside.faults[name],
            beside.notes[name],
        )
        for name, section in form.sections.items()
    ]


def _part(section: Section, index: int, beside: Beside, place: str, typed: Typed) -> ShownPart:
    form = section.parts[index]
    return ShownPart(
        id=form.prefix or "",
        title=called(form.prefix or "", typed),
        buttons=list(_buttons(section, index)),
        fields=list(_fields(form, beside)),
        faults=beside.faults[form.prefix or ""],
        is_open=form.prefix == place,
    )


def _buttons(section: Section, index: int) -> Iterator[Button]:
    """The buttons of a part; those that would do nothing are left out."""
    sort, is_last = section.sort, index + 1 == len(section.parts)
    wanted = (
        ("Omhoog", "up", -1, index > 0),
        ("Omlaag", "down", 1, not is_last),
        ("Splitsen", "split", 0, sort.is_text),
        ("Samenvoegen met de volgende", "join", 0, sort.is_text and not is_last),
        ("Weghalen", "remove", 0, True),
    )
    for text, verb, step, has_use in wanted:
        to = sort.section if verb == "remove" else f"{sort.section}-{index + step}"
        if has_use:
            yield Button(text, f"{verb} {sort.section} {index}", to)
    text = f"{sort.one} hieronder toevoegen"
    yield Button(text, f"add {sort.section} {index + 1}", f"{sort.section}-{index + 1}")


def _fields(form: PartForm, beside: Beside) -> Iterator[ShownField]:
    for bound in form:
        id = bound.auto_id
        said = beside.faults[id], beside.warnings[id], beside.notes[id]
        shown = ShownField(bound, *said)
        attrs = bound.field.widget.attrs
        if shown.faults:
            attrs["aria-invalid"] = "true"
        help_id = f"{id}_helptext" if bound.help_text else ""
        if described := " ".join(filter(None, [help_id, shown.described_by])):
            attrs["aria-describedby"] = described
        yield shown


# Corrections and problems


@dataclass(frozen=True)
class ShownCorrection:
    """One correction that stands: of what, from what to what, by whom, and whether in doubt."""

    row: Correction
    name: str
    place: str
    parsed: str
    value: str
    found: str

    @property
    def may_confirm(self) -> bool:
        return self.row.doubt == Correction.Doubt.CHANGED


def shown_corrections(rows: Iterable[Correction], now: Json) -> list[ShownCorrection]:
    return [_correction(row, now) for row in rows]


def _correction(row: Correction, now: Json) -> ShownCorrection:
    name = label(row.path, now)
    if row.path.startswith(SETTLED):
        return ShownCorrection(row, name, "", str((row.parsed or {}).get("message", "")), "", "")
    texts = [readable(value) for value in (row.parsed, row.value, row.found)]
    place = "" if row.doubt == Correction.Doubt.GONE else field_of(row.path)
    return ShownCorrection(row, name, place, *texts)


def note_corrections(rows: Iterable[Correction], typed: Typed, now: Json, notes: Texts) -> None:
    """Says beside each field that is corrected, and shows the corrected value, what was parsed."""
    shown, stored = typed.fields(), Typed.of(now).fields()
    for row in rows:
        if not row.path.startswith(SETTLED) and applies(row):
            id = field_of(row.path)
            text = readable(row.parsed)
            if id in SECTIONS:
                notes[id].append(f"gecorrigeerd; gelezen: {Truncator(text).chars(_LONGEST_LIST)}")
            elif id in shown and shown[id] == stored.get(id):
                notes[id].append(f"gecorrigeerd; gelezen: {text}")


@dataclass(frozen=True)
class ShownChange:
    """A field that another changed: where it is, and its values as they are read."""

    name: str
    place: str
    old: str
    new: str


def shown_change(change: Difference, now: Json) -> ShownChange:
    old, new = (readable(value) for value in (change.old, change.new))
    return ShownChange(label(change.path, now), field_of(change.path), old, new)


@dataclass(frozen=True)
class ShownProblem:
    """The problems that are settled together, with the part that they are about."""

    key: str
    messages: list[str]
    severity: str
    place: str


def shown_problems(problems: Iterable[tuple[str, Problem]], now: Json) -> list[ShownProblem]:
    """Problems with their keys; those with one key are settled by one tick."""
    grouped: dict[str, list[Problem]] = defaultdict(list)
    for key, problem in problems:
        grouped[key].append(problem)
    return [
        ShownProblem(key, [p.message for p in group], group[0].severity, place_of(group[0], now))
        for key, group in grouped.items()
    ]
