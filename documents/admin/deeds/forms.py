"""The forms of what can be done with a document as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.templatetags.static import static
from django.utils.html import format_html, html_safe

from ...archive.decisions.redactions import LONGEST
from ...models import Withdrawal
from ...parsing.checks import LINE_ENDS

#: signs of a note for visitors
NOTE = 1_000


@html_safe
@dataclass(frozen=True)
class Script:
    """A script of a form, which runs once the page is there."""

    name: str

    def __str__(self) -> str:
        return format_html('<script src="{}" defer></script>', static(self.name))


class Lines(forms.CharField):
    """A text of some lines, which end as the archive's do: a browser sends others."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return LINE_ENDS.sub("\n", text) if text else text


class WithdrawForm(forms.Form):
    """Why a document is withdrawn."""

    reason = forms.ChoiceField(
        label="Reden",
        choices=[("", "Kies een reden"), *Withdrawal.Reason.choices],
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een reden."},
    )
    note = Lines(
        label="Toelichting voor bezoekers",
        required=False,
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Staat op de pagina. Noem hier niets van wat verborgen moet blijven.",
    )


class RedactForm(forms.Form):
    """The passage, and the reason that visitors read."""

    class Media:
        js = (Script("take-selection.js"),)

    passage = Lines(
        label="Passage",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Plak of typ eerst de passage."},
        help_text=(
            "Hoofdletters, accenten, aanhalingstekens, streepjes, regeleinden en voetnootcijfers "
            "hoeven niet te kloppen."
        ),
    )
    note = forms.CharField(
        label="Reden voor bezoekers",
        max_length=200,
        error_messages={"required": "Geef een reden; bezoekers lezen die."},
        help_text="Zoals: bescherming van persoonsgegevens. Herhaal de passage hier niet.",
    )


#: the choice of all ties together
ALL = "alle"


class CutForm(forms.Form):
    """Which tie of a document with others is cut, and why."""

    key = forms.ChoiceField(
        label="Wat bindt",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een band.", "invalid_choice": "Kies een band die er is."},
    )
    why = forms.CharField(
        label="Reden", max_length=200, error_messages={"required": "Geef een reden."}
    )

    def __init__(self, ties: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["key"])
        field.choices = [*ties, (ALL, "alles: het document staat op zichzelf")]
        field.initial = ALL if not ties else None


class TypedForm(forms.Form):
    """A text that must be typed over, so that no click alone deletes."""

    typed = forms.CharField(required=False, max_length=250)

    def __init__(self, wanted: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = wanted
        self.fields["typed"].label = f"Typ ter bevestiging: {wanted}"
        self.fields["typed"].widget.attrs["autocomplete"] = "off"

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"].strip()
        if typed != self.wanted:
            raise forms.ValidationError(f"Dit is niet «{self.wanted}». Er is niets verwijderd.")
        return typed
