"""Search: what a visitor types in, hits out. The pages use these names, and no others; what
keeps the index, and tells how it is, stands in `indexing`.

>>> results = search(SearchRequest("mensenrechten -schendingen", filters={"year": ["2022"]}))
>>> results.total, results.facets["party"], results[0:20]
"""

from __future__ import annotations

from .contents import IN_TIME, LATE
from .engines import SearchTooHeavy, SearchUnavailable
from .facets import Count
from .highlight import Snippet
from .identifiers import named
from .language import MAX_DISTANCE, parse
from .marking import Marker, marker
from .query.reader import clauses
from .query.scanner import MAX_LENGTH, OPERATORS, Kind, Token, scan, tidied
from .query.writing import KINDS, are_one, beside, field_of, write
from .results import Hit, Results, SearchRequest, search
from .tree import Delay, OfKind, Submitted
from .warming import warm_up
from .zones import Zone

__all__ = [
    "IN_TIME",
    "KINDS",
    "LATE",
    "MAX_DISTANCE",
    "MAX_LENGTH",
    "OPERATORS",
    "Count",
    "Delay",
    "Hit",
    "Kind",
    "Marker",
    "OfKind",
    "Results",
    "SearchRequest",
    "SearchTooHeavy",
    "SearchUnavailable",
    "Snippet",
    "Submitted",
    "Token",
    "Zone",
    "are_one",
    "beside",
    "clauses",
    "field_of",
    "marker",
    "named",
    "parse",
    "scan",
    "search",
    "tidied",
    "warm_up",
    "write",
]
