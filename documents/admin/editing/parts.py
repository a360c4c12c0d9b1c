"""The forms of the parts of a set: its header, its people, its texts.

Names are typed as printed, so that a correction needs no look-up and works without JavaScript.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from ...archive.layers.labels import FIELDS, ITEMS
from ...models import Document, Note
from ...parsing import Addressee, Answer, Answerer, Asker, Footnote, Kind, NoteKind, Question
from ...parsing import Note as NoteText
from ...parsing.checks import IDENTIFIER, SESSION_YEAR, limit_of
from ...parsing.questionset import marks
from .fields import Day, Lines, Number, Numbers, Passage, Reference, Words, keep_as_is, suggested

#: lines that a text field shows at least and at most; it can be dragged larger
_FEWEST_LINES, _MOST_LINES = 2, 24
_SIGNS_ON_A_LINE = 70


def _words(key: str, name: str, label: str, suggestions: str = "", **kwargs: Any) -> Words:
    if suggestions:
        kwargs["widget"] = suggested(suggestions)
    return Words(longest=limit_of(key, name), label=label, **kwargs)


def _passage(key: str) -> Passage:
    return Passage(longest=limit_of(key, "text"), label="Tekst", widget=forms.Textarea)


class PartForm(forms.Form):
    """A part of a set; `part` is what was typed as the part that it makes."""

    def __init__(
        self, texts: dict[str, str], prefix: str, *, checked: bool, kept: frozenset[str]
    ) -> None:
        data = {f"{prefix}-{name}": text for name, text in texts.items()} if checked else None
        super().__init__(data, initial=texts, prefix=prefix, auto_id="%s")
        self.texts = texts
        keep_as_is(self.fields.values(), kept)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = _rows(texts.get(name, ""))

    def part(self) -> Any:
        raise NotImplementedError


def _rows(text: str) -> int:
    """The lines of a text field in which a text is seen whole, within bounds."""
    needed = sum(1 + len(line) // _SIGNS_ON_A_LINE for line in text.split("\n"))
    return max(_FEWEST_LINES, min(needed, _MOST_LINES))


class HeaderForm(PartForm):
    """All that a set has once."""

    identifier = Words(
        longest=limit_of("identifier"),
        label="Kenmerk",
        pattern=IDENTIFIER,
        error_messages={
            "invalid": "Een kenmerk bestaat uit letters zonder accent en cijfers, met - ertussen."
        },
    )
    kind = forms.ChoiceField(label="Soort", choices=Document.Kind.choices)
    title = Words(longest=limit_of("title"), label="Titel", widget=forms.Textarea)
    session_year = Words(
        longest=9,
        label="Vergaderjaar",
        pattern=SESSION_YEAR,
        error_messages={"invalid": "Typ een vergaderjaar als 2022-2023."},
    )
    number = Number(lowest=1, label="Nummer", required=False)
    case_number = Words(longest=limit_of("case_number"), label="Zaaknummer")
    other_cases = Lines(
        longest=limit_of("case_number"),
        label="Andere zaaknummers",
        widget=forms.Textarea,
        help_text="Waarop dit document ook het antwoord is. Een op elke regel.",
    )
    answered_in = Words(
        longest=limit_of("answered_in"),
        label="Beantwoord in",
        pattern=IDENTIFIER,
        help_text="Bij vragen: het kenmerk van hun antwoord, als de bron dat noemt.",
        error_messages={
            "invalid": "Een kenmerk bestaat uit letters zonder accent en cijfers, met - ertussen."
        },
    )
    status = Words(
        longest=limit_of("status"), label="Status", help_text="Zoals de uitgever die noemt."
    )
    submitted = Day(label="Ingezonden", help_text="Als 31-12-2022.")
    answered = Day(label="Beantwoord", help_text="Bij een uitstel: de dag van het bericht.")
    pages = Words(longest=limit_of("pages"), label="Bladzijden")
    topics = Lines(
        longest=150, label="Onderwerpen", widget=forms.Textarea, help_text="Een op elke regel."
    )
    summary = Passage(longest=limit_of("summary"), label="Samenvatting", widget=forms.Textarea)

    def part(self) -> dict[str, Any]:
        """The fields of the set, by name."""
        typed = self.cleaned_data
        empty = (
            *("identifier", "session_year", "case_number", "pages", "summary"),
            *("answered_in", "status"),
        )
        nothing = {name: typed[name] or None for name in empty}
        return typed | nothing | {"kind": Kind(typed["kind"])}


class AskerForm(PartForm):
    name = _words("askers", "name", "Naam", "members", required=True)
    party = _words("askers", "party", "Fractie", "parties")
    initials = _words("askers", "initials", "Voorletters")

    def part(self) -> Asker:
        typed = self.cleaned_data
        return Asker(typed["name"], typed["party"] or None, typed["initials"] or None)


class AddresseeForm(PartForm):
    role = _words("addressees", "role", "Functie", "roles", required=True)
    portfolio = _words(
        "addressees", "portfolio", "Ministerie of portefeuille", "ministries", required=True
    )

    def part(self) -> Addressee:
        return Addressee(**self.cleaned_data)


class AnswererForm(PartForm):
    role = _words("answerers", "role", "Functie", "roles", required=True)
    name = _words("answerers", "name", "Naam", "ministers")
    portfolio = _words(
        "answerers", "portfolio", "Ministerie of portefeuille", "ministries", required=True
    )
    on_behalf = forms.BooleanField(label="Mede namens", required=False)

    def part(self) -> Answerer:
        return Answerer(**self.cleaned_data | {"name": self.cleaned_data["name"] or None})


class SeeAlsoForm(PartForm):
    reference = Reference(
        label="Vergaderjaar en nummer",
        help_text="Zoals 2021-2022, 9; een kenmerk als ah-tk-20212022-9 mag ook.",
    )

    def part(self) -> Any:
        return self.cleaned_data["reference"]


class QuestionForm(PartForm):
    number = Number(lowest=0, label="Nummer")
    label = _words(
        "questions", "label", "Opschrift", help_text="Alleen bij meer dan een nummer: 3a."
    )
    text = _passage("questions")

    def part(self) -> Question:
        typed = self.cleaned_data
        return Question(
            typed["number"], typed["text"], marks(typed["text"]), typed["label"] or None
        )


class AnswerForm(PartForm):
    numbers = Numbers(label="Op vragen", required=False, help_text="Zoals 2, 3 of 2 t/m 4.")
    text = _passage("answers")

    def part(self) -> Answer:
        text = self.cleaned_data["text"]
        return Answer(self.cleaned_data["numbers"], text, marks(text))


class FootnoteForm(PartForm):
    number = Number(lowest=0, label="Nummer")
    text = _passage("footnotes")

    def part(self) -> Footnote:
        return Footnote(**self.cleaned_data)


class NoteForm(PartForm):
    kind = forms.ChoiceField(label="Soort", choices=Note.Kind.choices)
    text = _passage("notes")

    def part(self) -> NoteText:
        return NoteText(NoteKind(self.cleaned_data["kind"]), self.cleaned_data["text"])


@dataclass(frozen=True)
class Sort:
    """One sort of part: its list in the set, and how it is typed."""

    section: str
    form: type[PartForm]
    #: whether it is a text, which can be split and joined
    is_text: bool = False

    @property
    def title(self) -> str:
        """What the list is called: 'Vragen'."""
        return FIELDS[self.section].capitalize()

    @property
    def one(self) -> str:
        """What one of the list is called: 'Vraag'."""
        return ITEMS[self.section].capitalize()

    @property
    def most(self) -> int:
        """How many the format allows."""
        return limit_of(self.section)


SORTS = {
    sort.section: sort
    for sort in (
        Sort("askers", AskerForm),
        Sort("addressees", AddresseeForm),
        Sort("answerers", AnswererForm),
        Sort("see_also", SeeAlsoForm),
        Sort("questions", QuestionForm, is_text=True),
        Sort("answers", AnswerForm, is_text=True),
        Sort("footnotes", FootnoteForm, is_text=True),
        Sort("notes", NoteForm, is_text=True),
    )
}
