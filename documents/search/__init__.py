"""Search: a visitor's text in, hits out. The pages use these names, and no others; `indexing`
keeps the index, and tells its status; `Beside` has it kept while much is stored.

>>> results = search(SearchRequest("mensenrechten -schendingen", filters={"year": ["2022"]}))
>>> results.total, results.facets["party"], results[0:20]
"""

from __future__ import annotations

from .beside import Beside
from .counts import Count, current
from .engines import SearchTooHeavy, SearchUnavailable, given_up, index_version
from .facets import FACETS, Facet
from .highlight import Snippet
from .lexicon.ordinary import is_ordinary
from .marking import Marker, Span, marker
from .query.fields import ABOUT, TEXTS, compose, decompose
from .query.identifiers import named
from .query.language import exactly
from .query.reader import DISTANCE, MAX_DISTANCE
from .query.scanner import MAX_LENGTH
from .query.values import MOST_DAYS
from .results import Hit, Results, SearchRequest, documents_with, related, search, titled
from .warming import warm_up
from .zones import Zone

__all__ = [
    "ABOUT",
    "DISTANCE",
    "FACETS",
    "MAX_DISTANCE",
    "MAX_LENGTH",
    "MOST_DAYS",
    "TEXTS",
    "Beside",
    "Count",
    "Facet",
    "Hit",
    "Marker",
    "Results",
    "SearchRequest",
    "SearchTooHeavy",
    "SearchUnavailable",
    "Snippet",
    "Span",
    "Zone",
    "compose",
    "current",
    "decompose",
    "documents_with",
    "exactly",
    "given_up",
    "index_version",
    "is_ordinary",
    "marker",
    "named",
    "related",
    "search",
    "titled",
    "warm_up",
]
