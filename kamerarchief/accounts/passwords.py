"""Refuses passwords that are one Dutch word, or one of this site, with digits or marks around it.

Django's list of common passwords is English; 'Wachtwoord2026!' is the first that is tried here.
"""

from __future__ import annotations

import re

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from wordfreq import zipf_frequency

_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
#: words of this site and its field that are in no list of words
OURS = {"kamerarchief", "kamervragen", "kamervraag", "bewindspersoon", "archivaris"}
#: letters that digits and marks are often written for
_WRITTEN_FOR = str.maketrans("013457@$!", "oieastasi")


class OneWordValidator:
    """Of Django's password validation: raises ValidationError with code 'password_one_word'."""

    def validate(self, password: str, user: User | None = None) -> None:
        lowered = password.lower()
        spelt = {_AROUND.sub("", lowered), _AROUND.sub("", lowered).translate(_WRITTEN_FOR)}
        if any(_is_word(word) for word in spelt if word.isalpha()):
            raise ValidationError(self.get_help_text(), code="password_one_word")

    def get_help_text(self) -> str:
        return "Een wachtwoord is niet één woord met cijfers of tekens eromheen."


def _is_word(word: str) -> bool:
    return word in OURS or zipf_frequency(word, "nl") > 0
