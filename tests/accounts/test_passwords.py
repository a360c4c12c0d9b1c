"""Passwords that are easily guessed are refused, with the reason."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Wachtwoord2026!", "password_one_word"),
        ("W@chtwoord12", "password_one_word"),
        ("12345zomervakantie", "password_one_word"),
        ("Kamerarchief-2026", "password_one_word"),
        ("elf tekens!", "password_too_short"),
        ("qwertyuiop123", "password_too_common"),
        ("1029384756019283", "password_entirely_numeric"),
    ],
)
def test_passwords_that_are_easily_guessed_are_refused(password: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert code in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize("password", ["kort-en-goed", "pont kade sluis", "xK4wertyp-2q"])
def test_other_passwords_are_taken(password: str) -> None:
    validate_password(password)
