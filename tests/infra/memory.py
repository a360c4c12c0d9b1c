"""Work for a worker process that takes memory; imports nothing, as a worker has no Django."""

from __future__ import annotations


def filled(size: int) -> int:
    """Takes so many bytes of memory, and fills them."""
    return len(bytearray(size))
