"""The term within which questions must be answered, in days and in words."""

from __future__ import annotations

#: A minister answers within three weeks, or tells the Kamer why not: Reglement van Orde van de
#: Tweede Kamer (1994), articles 134 and 135; the Reglement of 2021 kept the term.
DUE_WEEKS = 3
DUE_DAYS = 7 * DUE_WEEKS

_IN_WORDS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
#: Dutch, as pages say it: 'drie weken'
DUE_TERM = f"{_IN_WORDS[DUE_WEEKS]} weken"
