"""Case numbers as they are printed → the number that is meant: padded, or nothing at all.

Until 2008 a number of the Tweede Kamer is '2', the session year ('9900'), the place of the
questions in it in four digits, and a '0', or a '3' for an interpellation: 2990015520. Later ones
are '2022Z17084'. A zero is lost in print now and then.
"""

from __future__ import annotations

import re

#: chamber, two years that follow each other, four digits, the sort of questions
_WHOLE = re.compile(r"[12](\d\d)(\d\d)\d{4}[03]")
_LATER = re.compile(r"(\d{4})Z0*(\d{1,6})", re.IGNORECASE)
_LENGTH = 10


def canonical(printed: str) -> str:
    """The number that is meant; '' where nothing but zeros is printed.

    One digit short, the number is the one to which a zero makes it whole, if that is one alone.
    What cannot be made whole stays as it is printed.
    """
    text = re.sub(r"[^A-Za-z0-9-]", "", printed)
    later = _LATER.fullmatch(text)
    if later:
        return f"{later[1]}Z{int(later[2]):05d}"
    if not text.strip("0"):
        return ""
    if text.isdecimal() and len(text) == _LENGTH - 1:
        whole = _with_a_zero(text)
        return whole[0] if len(whole) == 1 else text
    return text.upper()


def is_whole(number: str) -> bool:
    """Whether a canonical number can be right: one with a lost or wrong session year cannot."""
    return bool(_LATER.fullmatch(number)) or _is_of_session(number)


def _is_of_session(number: str) -> bool:
    match = _WHOLE.fullmatch(number)
    return match is not None and (int(match[1]) + 1) % 100 == int(match[2])


def _with_a_zero(text: str) -> list[str]:
    """The numbers that can be right with one zero more; those of ordinary questions go first."""
    tries = {f"{text[:i]}0{text[i:]}" for i in range(len(text) + 1)}
    found = sorted(filter(_is_of_session, tries))
    return [number for number in found if number.endswith("0")] or found


def is_misprint(one: str, other: str) -> bool:
    """Whether two whole numbers can be one that was misprinted: one digit differs, and by much.

    Questions that come in together have numbers that follow each other, and are others.
    """
    if not (_is_of_session(one) and _is_of_session(other)):
        return False
    differing = sum(a != b for a, b in zip(one, other, strict=True))
    return differing == 1 and abs(int(one) - int(other)) >= _FAR


#: ten questions further, as the last digit counts none
_FAR = 100
