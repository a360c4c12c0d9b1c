"""What of a source a run is asked to read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Choice:
    """The options of a run; without any, all that is new since the last one."""

    since: date | None = None
    until: date | None = None
    session_year: str | None = None
    identifiers: tuple[str, ...] = ()
    #: the most publications that are fetched
    limit: int | None = None
    #: only look: nothing is written or fetched
    dry_run: bool = False
    reconcile: bool = False

    @property
    def is_part(self) -> bool:
        """Whether only some publications are asked for, so that no cursor may move."""
        return bool(self.since or self.session_year or self.identifiers)

    def told(self) -> dict[str, Any]:
        """The options that were given, as JSON has them."""
        given = {name: value for name, value in asdict(self).items() if value}
        return {k: str(v) if isinstance(v, date) else v for k, v in given.items()}
