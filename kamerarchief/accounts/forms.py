"""Forms of one's own account: a code, a password, or both; and which sessions end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.http import HttpRequest

from . import factor, log
from .sessions import Open

WRONG_CODE = "Deze code klopt niet, of is al eens gebruikt."
WRONG_PASSWORD = "Dit wachtwoord klopt niet."  # noqa: S105 - a message

Texts = dict[str, str]


class AboutFactor(forms.Form):
    """A form about the second factor of who sends it."""

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.user: User = request.user  # type: ignore[assignment]  # the admin lets no other in


class CodeForm(AboutFactor):
    """A code of the app or a recovery code. Looking at it uses it up."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    #: seconds to wait, where too many codes were wrong
    wait = 0

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.wait = factor.wait(self.user, code)
        if self.wait:
            raise forms.ValidationError(
                f"Na een verkeerde code moet u even wachten: nu nog {self.wait} seconden."
            )
        right = factor.is_right(self.user, code)
        log.code("right" if right else "wrong", self.request)
        if not right:
            raise forms.ValidationError(WRONG_CODE)
        return code


class PasswordForm(AboutFactor):
    """The password of who is signed in; wrong ones count as log-ins that failed."""

    password = forms.CharField(
        label="Wachtwoord",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        name = self.user.get_username()
        if authenticate(self.request, username=name, password=password) != self.user:
            raise forms.ValidationError(WRONG_PASSWORD)
        return password


class SessionsForm(PasswordForm):
    """Which of these sessions end."""

    chosen = forms.MultipleChoiceField(
        error_messages={"required": "Kies ten minste één sessie."},
    )

    def __init__(self, request: HttpRequest, others: Sequence[Open], data: Any = None) -> None:
        super().__init__(request, data)
        choices = [(opened.name, opened.name) for opened in others]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]


class RemoveForm(CodeForm, PasswordForm):
    """Both; the code is only looked at, and so used up, where the password is right."""

    field_order = ("password", "code")

    def clean_code(self) -> str:
        return super().clean_code() if "password" in self.cleaned_data else ""
