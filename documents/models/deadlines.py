"""The term within which questions must be answered, in days and in words."""

from __future__ import annotations

from datetime import date, timedelta

#: A minister answers within three weeks, or tells the Kamer why not: Reglement van Orde van de
#: Tweede Kamer (1994), articles 134 and 135; the Reglement of 2021 kept the term.
DUE_WEEKS = 3
DUE_DAYS = 7 * DUE_WEEKS

#: Dutch, as pages say it
_TERMS = {1: "een week", 2: "twee weken", 3: "drie weken", 4: "vier weken", 5: "vijf weken"}
DUE_TERM = _TERMS.get(DUE_WEEKS, f"{DUE_WEEKS} weken")


def due(submitted: date) -> date:
    """The last day on which an answer to questions of this day is in time."""
    return submitted + timedelta(days=DUE_DAYS)


def is_late(days: int) -> bool:
    """Whether an answer that took so many days came after the term; its last day is in time."""
    return days > DUE_DAYS
