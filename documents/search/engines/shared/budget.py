"""How much one query may look at, where words stand near each other or in order."""

from __future__ import annotations


class Budget:
    """Takes what is asked of it until it is spent; then tells so, once, in Dutch."""

    def __init__(self, left: int, messages: list[str], remark: str) -> None:
        self._left, self._messages, self._remark = left, messages, remark

    def allows(self, count: int) -> bool:
        """Whether so many can still be looked at; they are then taken off."""
        if count <= self._left:
            self._left -= count
            return True
        if self._remark not in self._messages:
            self._messages.append(self._remark)
        return False
