"""The document of the same reply: an answer that the Tweede Kamer has before it has its number.

Until then it is called by its own document number ('ah-tk-2026D04567'). It and the publication with
its number are of one case and one kind, and came on about the same day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ...models import Document
from .bearers import Bearers
from .claims import Claim

#: days between what the one and the other give as the day of one reply
_APART = timedelta(days=10)
_OF_CHAMBER = re.compile(r"ah-tk-\d{4}d\d+", re.IGNORECASE)
_REPLIES = (Document.Kind.ANSWER.value, Document.Kind.POSTPONEMENT.value)


def same_reply(claimed: Claim, bearers: Bearers) -> Document | None:
    """The document of which a reply is another source, under a name of the other sort."""
    if not is_reply(claimed):
        return None
    is_early = is_of_chamber(claimed.identifier or "")
    others = [row for row in bearers.replies(claimed) if _is_other(row, is_early)]
    near = [row for row in others if _apart(row.answered, claimed) <= _APART]
    return min(near, key=lambda row: _apart(row.answered, claimed), default=None)


def is_reply(claimed: Claim) -> bool:
    """Whether a set is a reply that may be here under another name."""
    return claimed.kind in _REPLIES and bool(claimed.cases)


def is_of_chamber(identifier: str) -> bool:
    """Whether an answer is called by the document number of the Tweede Kamer."""
    return _OF_CHAMBER.fullmatch(identifier) is not None


def _is_other(document: Document, is_early: bool) -> bool:
    """Whether a document is of the other sort, and no source of this sort has it already."""
    if not is_early:
        return is_of_chamber(document.identifier)
    bindings = document.versions.values_list("binding", flat=True)
    return not any(map(is_of_chamber, bindings))


def _apart(answered: date | None, claimed: Claim) -> timedelta:
    """How far the days lie apart; where one is not known, that says nothing."""
    if answered is None or claimed.answered is None:
        return timedelta()
    return abs(answered - date.fromisoformat(claimed.answered))
