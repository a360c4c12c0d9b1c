"""The project's code as a house: its modules, what each imports, which rows and files it writes.

All of it is read from the syntax trees, so that nothing has to be imported to be looked at.
"""

from .circles import arrows_within, circles, rooms
from .files import kept_files
from .modules import (
    PACKAGES,
    ROOT,
    Module,
    dotted_texts,
    imports,
    is_in,
    is_of,
    modules,
    outside,
    printed,
    reached,
    run_texts,
    within,
)
from .writing import writes

__all__ = [
    "PACKAGES",
    "ROOT",
    "Module",
    "arrows_within",
    "circles",
    "dotted_texts",
    "imports",
    "is_in",
    "is_of",
    "kept_files",
    "modules",
    "outside",
    "printed",
    "reached",
    "rooms",
    "run_texts",
    "within",
    "writes",
]
