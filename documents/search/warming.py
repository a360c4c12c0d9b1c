"""Gets a web process ready: reads the data that every search needs before the first visitor."""

from __future__ import annotations

import gc
import logging

from documents.processes import keep_collector_off

from .engines import SearchTooHeavy, SearchUnavailable, engine
from .lexicon import dictionary
from .results import SearchRequest, search

log = logging.getLogger(__name__)


def warm_up() -> None:
    """Loads the index and the lists of Dutch words, and keeps the garbage collector off them.

    The garbage collector would otherwise go through all of it in the midst of a search, and through
    the rest of the process some fifty times in each, as a search makes many small objects.
    """
    dictionary.be_packed()
    try:
        search(SearchRequest("kamervraag"))[0:1]
        engine().vocabulary().like("kamervraag", 1)
    except (SearchTooHeavy, SearchUnavailable) as error:
        log.warning("search is not ready: %s", error)
    gc.collect()
    keep_collector_off()
