"""To which document a set belongs: by the identifiers that it gives, its people, day and bytes."""

from __future__ import annotations

from .bearers import Bearers
from .claims import Claim, claim
from .places import IN_USE, Place, place
from .replies import is_reply

__all__ = ["IN_USE", "Bearers", "Claim", "Place", "claim", "is_reply", "place"]
