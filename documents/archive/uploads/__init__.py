"""Uploads: files kept as they came, read by a worker, judged by an archivist, then published or
set aside.
"""

from .judging import Preview, preview, previews, problems_of, readable_set, set_of
from .publishing import StoppedByFullDisk, cancel, edit, prefer, publish, reopen, state_of
from .receiving import NothingReadable, receive, take_in

__all__ = [
    "NothingReadable",
    "Preview",
    "StoppedByFullDisk",
    "cancel",
    "edit",
    "prefer",
    "preview",
    "previews",
    "problems_of",
    "publish",
    "readable_set",
    "receive",
    "reopen",
    "set_of",
    "state_of",
    "take_in",
]
