"""Files made to hold up or fill whoever reads them, each of a few kB up to some MB."""

from __future__ import annotations

from collections.abc import Iterator

from . import archives, markup, office, pdfs, texts
from .bomb import Bomb

__all__ = ["Bomb", "bombs"]


def bombs() -> Iterator[Bomb]:
    """All of them, by kind; the bytes of each are made when they are asked for."""
    for module in (archives, markup, office, pdfs, texts):
        yield from module.bombs()
