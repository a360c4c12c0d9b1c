"""A query that names one document leads straight to it: 'ah-tk-20222023-325', '2022Z17084'."""

from __future__ import annotations

import re

from documents.models import Document

from .scanner import tidied

_IDENTIFIER = re.compile(r"[a-z]{2}-[a-z]{2}-[\dz-]+", re.IGNORECASE)
_CASE = re.compile(r"(?:19|20)\d{2}Z\d{3,6}", re.IGNORECASE)
#: '2022-2023', '2022/23'; and a number in the Aanhangsel, before it or after it
_YEARS = r"(?P<from>(?:19|20)\d{2}) ?[-/] ?(?P<to>(?:19|20)?\d{2})"
_APPENDIX = (
    re.compile(rf"(?P<number>\d{{1,5}}) {_YEARS}", re.ASCII),
    re.compile(rf"{_YEARS} (?P<number>\d{{1,5}})", re.ASCII),
)
#: what a citation also says, and the pages at its end
_AROUND = re.compile(
    r"(?<![\w-])(?:aanhangsel|ah|de|documenten|handelingen|ii|kamer|kamervragen|kenmerk|nr|nummer"
    r"|tk|tweede|van|vergaderjaar|zaaknummer)(?![\w-])"
    r"|(?<![\w-])(?:blz|p|pp)[. ]+\d[\d -]*$|[\"'()\[\],;:]|\.(?!\w)|(?<=nr)\.",
    re.IGNORECASE,
)
_DASHES = str.maketrans(dict.fromkeys("‐‑–−", "-"))


def named(text: str) -> Document | None:
    """The document that a text names, if it does nothing else; of several the newest answer."""
    bare = " ".join(_AROUND.sub(" ", tidied(text).translate(_DASHES)).split())
    if _IDENTIFIER.fullmatch(bare):
        return Document.objects.filter(identifier__iexact=bare).first()
    if _CASE.fullmatch(bare):
        found = Document.objects.filter(case_number__iexact=bare).newest()
        return min(found, key=lambda document: document.kind != Document.Kind.ANSWER, default=None)
    for pattern in _APPENDIX:
        match = pattern.fullmatch(bare)
        if match:
            years = f"{match['from']}-{match['from'][:2]}{match['to'][-2:]}"
            if match["to"][-2:] == "00":
                years = f"{match['from']}-{int(match['from']) + 1}"
            numbered = Document.objects.filter(session_year=years, number=int(match["number"]))
            return numbered.newest().first()
    return None
