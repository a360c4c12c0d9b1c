"""The parts of a compound."""

from __future__ import annotations


def parts_of(surface: str) -> tuple[str, ...]:
    """The stems of the parts of a compound, none of a simple word."""
    return ()
