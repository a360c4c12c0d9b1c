"""Gets a web process ready: what every search needs is read before the first visitor comes."""

from __future__ import annotations

import gc
import logging

from .engines import SearchTooHeavy, SearchUnavailable, engine
from .results import SearchRequest, search

log = logging.getLogger(__name__)


def warm_up() -> None:
    """Loads the index and the lists of Dutch words; leaves what was loaded alone from now on.

    The garbage collector would otherwise go through all of it in the midst of a search.
    """
    try:
        search(SearchRequest("kamervraag"))[0:1]
        engine().vocabulary().like("kamervraag", 1)
    except (SearchTooHeavy, SearchUnavailable) as error:
        log.warning("search is not ready: %s", error)
    gc.collect()
    gc.freeze()
