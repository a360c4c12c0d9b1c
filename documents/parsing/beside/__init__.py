"""What a publisher says beside a file: metadata, read and merged into the set of the file.

    >>> described = read(raw.beside)
    >>> result = merged(result, described)

A dialect is known by its root element, and its elements by their local names: prefixes differ.
"""

from __future__ import annotations

from .described import Described
from .dialects import is_metadata, read
from .merging import PLACE, merged
from .pairing import Lies, Shelf, below, may_be_metadata, members, together
from .pairing import beside as with_beside

__all__ = [
    "PLACE",
    "Described",
    "Lies",
    "Shelf",
    "below",
    "is_metadata",
    "may_be_metadata",
    "members",
    "merged",
    "read",
    "together",
    "with_beside",
]
