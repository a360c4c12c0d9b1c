"""A citation as CSL-JSON, of which Zotero, Pandoc and citeproc make any style."""

from __future__ import annotations

from typing import Any

from .authors import Author
from .work import Work


def csl(work: Work) -> dict[str, Any]:
    """The item of a work, after the schema of CSL 1.0; what is not known is left out."""
    day = work.day
    item: dict[str, Any] = {
        "id": work.key,
        "type": "report",
        "title": work.title,
        "author": list(map(_name, work.authors)),
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "genre": work.genre,
        "number": work.number,
        "collection-title": work.series,
        "page": "-".join(filter(None, work.pages)),
        "publisher": work.publisher,
        "publisher-place": "Den Haag",
        "keyword": ", ".join(work.subjects),
        "language": "nl-NL",
        "source": "Kamerarchief",
        "URL": work.address,
    }
    return {name: value for name, value in item.items() if value}


def _name(author: Author) -> dict[str, str]:
    if author.is_office:
        return {"literal": author.family}
    name = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
    }
    return {part: value for part, value in name.items() if value}
