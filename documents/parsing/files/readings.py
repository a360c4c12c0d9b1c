"""The readings of now: by which reading a set of each format is made.

A format has another reading as soon as any of many samples is read otherwise: `readings.json`,
which `./run golden` makes, has a digest of what is read of them (`tests/parsing/readings.py`). Code
that was only put in other words gives the same, so that nothing is read again for its sake.
"""

from __future__ import annotations

import json
import pathlib

KEPT = pathlib.Path(__file__).with_name("readings.json")
#: format → digest
_DIGESTS: dict[str, str] = json.loads(KEPT.read_text(encoding="utf-8"))


def reading_of(format: str) -> str:
    """Names the reading of a format: 'pdf 1f2e3d4c5b6a'."""
    return f"{format} {_DIGESTS[format]}"


def readings() -> list[str]:
    """The readings of all formats."""
    return [reading_of(format) for format in _DIGESTS]
