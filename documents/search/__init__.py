"""Search: what a visitor types in, hits out. The pages use these names, and no others.

>>> results = search(SearchRequest("mensenrechten -schendingen", filters={"year": ["2022"]}))
>>> results.total, results.facets["party"], results[0:20]
"""

from __future__ import annotations

from .engines import SearchUnavailable
from .highlight import Snippet
from .results import Count, Hit, Results, SearchRequest, search

__all__ = [
    "Count",
    "Hit",
    "Results",
    "SearchRequest",
    "SearchUnavailable",
    "Snippet",
    "search",
]
