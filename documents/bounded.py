"""What never changes, or goes by a name that says so: what was used last is kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The values that were used last, in so many bytes by `size`; threads may share it."""

    def __init__(self, most: int, size: Callable[[Value], int]) -> None:
        self._most, self._of, self._size = most, size, 0
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: Key, value: Value) -> None:
        """Keeps a value, and lets go of others that were not used for longest."""
        with self._lock:
            before = self._values.pop(key, None)
            self._size += self._of(value) - (0 if before is None else self._of(before))
            self._values[key] = value
            while self._size > self._most:
                self._size -= self._of(self._values.popitem(last=False)[1])
