"""How people and offices are spoken of: titles, 'waarnemend', 'c.s.', and words run together."""

from __future__ import annotations

import re

_LETTER = r"A-ZÀ-ÖØ-Þ"
#: Words behind which an extractor lost the space: 'lidBos', 'MinisterVan der Wit', 'deMinister'.
_LOST_SPACE = re.compile(
    r"\b(leden|lid|heren|heer|mevrouw|[Mm]inisters?|[Ss]taatssecretaris(?:sen)?|[Bb]ewindslieden"
    rf"|namens|van|voor|aan|de|het|en|door)(?=[{_LETTER}][a-zà-ÿ’'])"
)
_LOST_BETWEEN = re.compile(
    r"\b(?:(aan|van|door|namens)(?=(?:de|het)\s)|(de)(?=leden\s)|(het)(?=lid\s)|(mede)(?=namens\b)"
    rf"|(en)(?=(?:van|voor|de)\s+[{_LETTER}]))"
)
_LOST_BEHIND = re.compile(r"\b(aan|van|namens|aan de|van de)(?=(?:de|het)?(?:minister|staatssecr))")

#: Somebody who stands in for another, or is about to go, is asked and answers in that office.
ACTING = (
    r"(?:demissionaire?|waarnemende?|wnd\.?|plaatsvervangende?|plv\.?|plaatsvv\.?|fungerende?"
    r"|tijdelijke?|toenmalige?|voormalige?|vorige|huidige|nieuwe|dienstdoende|vervangende?"
    r"|interim|ad[\s-]interim|a\.\s?i\.?|loco)"
)
_ACTING_BEFORE = re.compile(
    rf"\b{ACTING}(?:\s+en\s+{ACTING})?[\s-]+(?=mini?st|sta+t+s|secret|bewinds|premier)",
    re.IGNORECASE,
)
_INTERIM = r"(?:a\.?\s?i\.?|ad[\s-]interim|waarnemend|wnd\.?|demissionair)"
_ACTING_BEHIND = re.compile(
    rf"\s*\(\s*{_INTERIM}\s*\)|[\s,]+(?:a\.\s?i\b\.?|ad[\s-]interim\b|(?:wnd\.|waarnemend|demissionair)(?=\s*[,()]|\s*$))",
    re.IGNORECASE,
)
_FIRST_ACTING = re.compile(r"^\s*(?:a\.\s?i\.?|ad[\s-]interim)[\s,]+", re.IGNORECASE)
#: 'viceminister-president': a title that a minister has beside the office.
_DEPUTY = re.compile(
    r"[\s,]*(?:\b(?:tevens|en|ook|eerste|tweede|1e|2e)\s+)?\b(?:vice|plaatsvervangend|plv\.?)[\s-]*"
    r"(?:(?:eerste[\s-])?minister[\s-]*president|premier|minister-president)\b,?",
    re.IGNORECASE,
)

#: Words before a name that are no part of it.
HONORIFIC = (
    r"(?:(?:mevr|mw|mej|dhr|drs|dr|mr|ir|ing|prof|jhr|jkvr|bc|lic)\.(?:\s*(?:ing|jur|dr|mr)\.)?"
    r"|(?:mw|mevr|dhr|mevrouw|de heer|de heren|de dames|heer|prof|drs|mr|ir)(?=\s))"
)
_HONORIFICS = re.compile(rf"^\s*(?:{HONORIFIC}\s*)+", re.IGNORECASE)

_DOUBLED, _DOUBLED_END = re.compile(r"[(\[]\s*[(\[]+|\["), re.compile(r"[)\]]\s*[)\]]+|\]")
#: 'c.s.' says that others ask too, whom nobody names.
_AND_OTHERS = re.compile(
    r"[\s,]*(?:(?<![\w.])(?:c\.\s?s\b\.?|cs\b\.?|e\.\s?a\b\.?)|\bet al\b\.?|\bcum suis\b"
    r"|\ben\s+(?:(?:\w+\s+)?anderen|andere(?:\s+\w+)?\s+(?:leden|Kamerleden)|meerdere\s+leden))"
)


def with_spaces(text: str) -> str:
    """A header in which the spaces stand again that were lost behind small words."""
    text = _LOST_BEHIND.sub(r"\1 ", _LOST_BETWEEN.sub(r"\g<0> ", text))
    return _LOST_SPACE.sub(r"\1 ", text)


def in_office(text: str) -> str:
    """A phrase about offices without 'waarnemend', 'a.i.' and 'viceminister-president'."""
    text = _DEPUTY.sub(" ", text)
    return _ACTING_BEHIND.sub("", _ACTING_BEFORE.sub("", _FIRST_ACTING.sub("", text)))


def once_bracketed(text: str) -> str:
    """A phrase without the brackets that the print has twice, or square: 'Bos ((ABC)'."""
    return _DOUBLED_END.sub(")", _DOUBLED.sub("(", text))


def without_honorifics(text: str) -> str:
    """'mr. drs. A. Bos' without its titles."""
    return _HONORIFICS.sub("", text)


def without_others(text: str) -> tuple[str, str]:
    """A phrase about askers without 'c.s.', and the words that tell of others; '' where none do."""
    told = _AND_OTHERS.search(text)
    return _AND_OTHERS.sub("", text), told[0].strip(" ,") if told else ""
