"""What a bomb is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True)
class Bomb:
    """A hostile file: its kind, its name, and what makes its bytes."""

    kind: str
    name: str
    make: Callable[[], bytes]


def each(kind: str, ending: str, make: Callable[..., bytes], *sizes: object) -> list[Bomb]:
    """Bombs of one kind, one for each size."""
    return [
        Bomb(kind, f"{kind.replace(' ', '-')}-{n}.{ending}", partial(make, size))
        for n, size in enumerate(sizes, start=1)
    ]
