"""What must be told of a query, in Dutch, each remark once and with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Remarks:
    """Remarks on a text: each once, with the place that it is first about."""

    text: str
    _places: dict[str, int] = field(default_factory=dict)
    _hints: dict[str, int] = field(default_factory=dict)

    def tell(self, remark: str, at: int) -> None:
        """Keeps a remark, which begins with a small letter; `at` counts from 0."""
        self._places[remark] = min(at, self._places.get(remark, at))

    def cite(self, remark: str, start: int, end: int) -> None:
        """Keeps a remark on a stretch of the text, which comes in the place of {}."""
        self.tell(remark.format(self.text[start:end].rstrip()[:40]), start)

    def hint(self, remark: str, at: int) -> None:
        """Keeps what may help, of a query that was understood."""
        self._hints.setdefault(remark, at)

    def hints(self) -> Iterator[str]:
        return self._told(self._hints)

    def messages(self) -> Iterator[str]:
        """The remarks as sentences: 'Bij teken 9 («veerpont)»): dit haakje sluit niets.'"""
        return self._told(self._places)

    def _told(self, remarks: dict[str, int]) -> Iterator[str]:
        for remark, at in sorted(remarks.items(), key=lambda item: item[1]):
            yield f"Bij teken {at + 1} («{self._around(at)}»): {remark}"

    def _around(self, at: int) -> str:
        """The word that stands at a place, and a little of what is around it."""
        start = self._word(at)
        if start and len(self.text[start:].split(" ")[0]) < 4:
            start = self._word(start - 1)
        end = self.text.find(" ", at + 10, at + 30)
        end = min(at + 30, len(self.text)) if end < 0 else end
        return f"{'…' if start else ''}{self.text[start:end]}{'…' if end < len(self.text) else ''}"

    def _word(self, at: int) -> int:
        """Where the word at a place begins, if that is not far."""
        return max(self.text.rfind(" ", 0, at) + 1, at - 20)
