"""The changes that a file can bring to the archive, with their names in Dutch."""

from __future__ import annotations

from enum import StrEnum


class Change(StrEnum):
    """The change that a file brought. The values stand in reports of the command `ingest`."""

    NEW = "new"
    CHANGED = "changed"
    #: a second source, which does not become the one that the document is made of
    KEPT = "kept"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"
    #: of an upload: somebody published or cancelled the file before
    PASSED_OVER = "passed over"
    #: of an upload: the document would lose something, and nobody said that it may
    HELD = "held"

    @property
    def counted(self) -> str:
        """Dutch: the change behind a number of files: '3 ongewijzigd'."""
        return _COUNTED[self]

    @property
    def told(self) -> str:
        """Dutch: the change of one file."""
        return _TOLD.get(self, _COUNTED[self])


_COUNTED = {
    Change.NEW: "nieuw",
    Change.CHANGED: "nieuwe versie",
    Change.KEPT: "tweede bron",
    Change.UNCHANGED: "ongewijzigd",
    Change.REFUSED: "geweigerd",
    Change.FAILED: "mislukt",
    Change.PASSED_OVER: "al eerder afgehandeld",
    Change.HELD: "tegengehouden",
}
_TOLD = {
    Change.NEW: "nieuw document",
    Change.KEPT: "tweede bron; de tekst van het document bleef",
    Change.UNCHANGED: "was al in het archief; niets gewijzigd",
}
