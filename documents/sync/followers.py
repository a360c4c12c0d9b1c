"""The official sources that can be followed."""

from __future__ import annotations

from django.conf import settings

from .koop.follower import Koop
from .runs import Follower
from .tk.follower import TweedeKamer

#: the names of the sources, as they are given to the command
NAMES = ("koop", "tk")


def follower(name: str) -> Follower:
    """The follower of a source, at the addresses in the settings."""
    known: dict[str, Follower] = {
        "koop": Koop(settings.KOOP_SRU_URL),
        "tk": TweedeKamer(settings.TK_FEED_URL, settings.TK_ODATA_URL),
    }
    return known[name]
