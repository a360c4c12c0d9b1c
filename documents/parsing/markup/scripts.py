"""Raised and lowered letters: powers and indices written so that they keep their meaning.

'10' with a raised '6' is '10⁶', never '106'; 'CO' with a lowered '2' is 'CO₂'. A raised 'e' behind
a number is an ordinal, and stays plain; whether a raised number is the mark of a footnote is for
the reader to tell.
"""

from __future__ import annotations

import re

_PLAIN = "0123456789+-−–=()"
_UP = str.maketrans(_PLAIN + "ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_DOWN = str.maketrans(_PLAIN + "aeoxhklmnpstiruvj", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢᵣᵤᵥⱼ")
_SIGNED = re.compile(r"[-+−–]?\d{1,6}[-+−–]?")
_DECIMAL = re.compile(r"\d{1,3}[.,]\d{1,3}")
_TRADE = {"TM": "™", "tm": "™", "®": "®", "©": "©"}
#: Longer runs are words that somebody set small, not a power or an index: in letters.
_LONGEST = 8
#: What a power stands on: a figure, a raised minus, a sum in brackets, a unit or a variable of one
#: letter.
_BASE = re.compile(
    r"(?:\d|⁻|[(\[][\w.,]{1,6}(?:\s?[-+−×*/]\s?[\w.,]{1,6})+[)\]]"
    r"|(?<![^\W\d_])(?:[kcdhmnµμ]?m|[A-TV-Za-tv-z]))$"
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d$")
#: How much of the text before shows it, in characters.
_BEFORE = 40


def is_power(before: str) -> bool:
    """Whether a raised number behind this text is a power and no mark of a footnote: '10⁶'."""
    return bool(_BASE.search(before[-_BEFORE:])) and not _YEAR.search(before[-_BEFORE:])


def raised(text: str, before: str) -> str:
    """Raised letters behind `before`: '⁶', '^x' where there is no such letter, or plain."""
    letters = text.strip()
    if letters in _TRADE:
        return text.replace(letters, _TRADE[letters])
    if _SIGNED.fullmatch(letters):
        return text.replace(letters, letters.translate(_UP))
    if letters in ("n", "i", "x", "y", "k") and re.search(r"[\d)\]]$|(?:^|\W)[a-z]$", before[-4:]):
        return letters.translate(_UP) if letters in "ni" else f"^{letters}"
    if _DECIMAL.fullmatch(letters.lstrip("-−–+")) and is_power(before):
        return f"^{letters}"
    return text


def lowered(text: str, before: str) -> str:
    """Lowered letters behind `before`: '₂', '_x' where there is no such letter, or plain."""
    letters = text.strip()
    if _SIGNED.fullmatch(letters) or _DECIMAL.fullmatch(letters):
        return text.replace(letters, letters.translate(_DOWN))
    if not before[-1:].isalnum() or len(letters) > _LONGEST or not letters.isalnum():
        return text
    if len(letters) == 1 and letters.translate(_DOWN) != letters:
        return letters.translate(_DOWN)
    return f"_{letters}"
