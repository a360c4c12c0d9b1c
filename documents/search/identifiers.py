"""A query that names one document leads straight to it: 'ah-tk-20222023-325', '2022Z17084'."""

from __future__ import annotations

import re

from documents.models import Document

_IDENTIFIER = re.compile(r"[a-z]{2}-[a-z]{2}-[\dz-]+", re.IGNORECASE)
_CASE = re.compile(r"(?:19|20)\d{2}Z\d{3,6}", re.IGNORECASE)
_YEARS = r"(?P<from>(?:19|20)\d{2})\s*[-–/]\s*(?P<to>(?:19|20)?\d{2})"
_NUMBER = r"(?:nr\.?|nummer)?\s*(?P<number>\d{1,5})"
_SERIES = r"(?:aanhangsel(?: van de handelingen)?|ah|vergaderjaar|kamervragen)"
#: 'Aanhangsel 325 2022-2023' and 'Aanhangsel 2022-2023, nr. 325'
_APPENDIX = (
    re.compile(rf"{_SERIES}\s*{_NUMBER}[\s,]+(?:{_SERIES}\s*)?{_YEARS}", re.IGNORECASE),
    re.compile(rf"(?:{_SERIES}[\s,]*)*{_YEARS}[\s,]+(?:{_SERIES}[\s,]*)?{_NUMBER}", re.IGNORECASE),
)


def named(text: str) -> Document | None:
    """The document that a text names, if it does nothing else; of several the newest answer."""
    text = text.strip().strip('"')
    if _IDENTIFIER.fullmatch(text):
        return Document.objects.filter(identifier__iexact=text).first()
    if _CASE.fullmatch(text):
        found = Document.objects.filter(case_number__iexact=text).newest()
        return min(found, key=lambda document: document.kind != Document.Kind.ANSWER, default=None)
    for pattern in _APPENDIX:
        match = pattern.fullmatch(text)
        if match:
            years = f"{match['from']}-{match['from'][:2]}{match['to'][-2:]}"
            if match["to"][-2:] == "00":
                years = f"{match['from']}-{int(match['from']) + 1}"
            numbered = Document.objects.filter(session_year=years, number=int(match["number"]))
            return numbered.newest().first()
    return None
