"""What a copy of a database holds."""

from __future__ import annotations

from dataclasses import dataclass, field


class Unreadable(Exception):
    """A copy cannot be made, read or put back; why, in Dutch."""


@dataclass
class Contents:
    """`tables`: name → rows in it; `sources`: SHA-256 → bytes of each raw file that it names."""

    tables: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
