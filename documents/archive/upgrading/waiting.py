"""What waits since the release or the tables became others, until someone says that it may be done.

Both would change what visitors see, so an archivist looks first. What can be concluded anew without
that is done by `manage.py prepare` itself; what the index waits for, its own status tells.
"""

from __future__ import annotations

from typing import NamedTuple

from ...models import Document, DocumentVersion
from ..identifying import resolved


class Waiting(NamedTuple):
    """Something that waits: what it is and how much, in Dutch, and the command that shows it.

    With `--apply` behind it the command does it.
    """

    told: str
    command: str


def waiting() -> list[Waiting]:
    """All that waits; for one or two small queries."""
    return [*_sets(), *_names()]


def _sets() -> list[Waiting]:
    count = DocumentVersion.objects.outdated().count()
    if not count:
        return []
    told = "1 bron is" if count == 1 else f"{count} bronnen zijn"
    return [Waiting(f"{told} gelezen door een eerdere versie", "reparse --outdated")]


def _names() -> list[Waiting]:
    if resolved.is_current() or not Document.everything.exists():
        return []
    return [Waiting("de tabellen of regels voor namen zijn vernieuwd", "people --resolve")]
