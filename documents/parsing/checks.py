"""What holds for a set of any format; run after every parser."""

from __future__ import annotations

import dataclasses

from .questionset import ParseResult


def finish(result: ParseResult, format: str) -> ParseResult:
    """The result with its format."""
    return dataclasses.replace(result, format=format)
