"""What the archive knows of the official sources: how far it read them, and what they list."""

from .feed import FeedEntry, FeedTie
from .items import FetchedFile, RemoteItem, RemoteItemQuerySet
from .runs import SyncRun
from .sources import SyncSource

__all__ = [
    "FeedEntry",
    "FeedTie",
    "FetchedFile",
    "RemoteItem",
    "RemoteItemQuerySet",
    "SyncRun",
    "SyncSource",
]
