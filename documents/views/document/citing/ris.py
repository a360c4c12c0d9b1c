"""A citation as RIS, as EndNote, Zotero and Mendeley read it."""

from __future__ import annotations

from .authors import Author
from .plain import leidraad
from .work import Work, plain

END = "\r\n"


def ris(work: Work) -> str:
    """The record of a work: a report, each field on one line."""
    day = work.day
    fields = [
        ("TY", "RPRT"),
        *(("AU", _name(author)) for author in work.authors),
        ("TI", work.title),
        ("T2", work.series),
        ("M3", work.genre),
        ("SN", work.number),
        ("PY", f"{day:%Y}" if day else ""),
        ("DA", f"{day:%Y/%m/%d}/" if day else ""),
        ("PB", work.publisher),
        ("CY", "Den Haag"),
        ("SP", work.pages[0]),
        ("EP", work.pages[1]),
        *(("KW", subject) for subject in work.subjects),
        ("LA", "nl"),
        ("N1", leidraad(work)),
        ("ID", work.key),
        ("UR", work.address),
    ]
    lines = [f"{tag}  - {plain(value)}" for tag, value in fields if value]
    return END.join([*lines, "ER  - ", ""])


def _name(author: Author) -> str:
    """'van der Vlies, Bas'; a comma would part the name of an office."""
    if author.is_office:
        return author.family.replace(",", "")
    family = f"{author.particle} {author.family}".strip()
    return f"{family}, {author.given}" if author.given else family
