"""The official sources that can be followed."""

from __future__ import annotations

from django.conf import settings

from .koop.follower import Koop
from .runs import Follower

#: the names of the sources, as they are given to the command
NAMES = ("koop",)


def follower(name: str) -> Follower:
    """The follower of a source, at the addresses in the settings."""
    return {"koop": Koop(settings.KOOP_SRU_URL)}[name]
