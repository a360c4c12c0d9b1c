"""Uploads: files parsed on arrival, judged by an archivist, then published or cancelled."""

from .judging import Preview, preview, previews, problems_of, set_of
from .publishing import cancel, edit, prefer, publish, reopen, state_of
from .receiving import NothingReadable, TooMuch, receive, take_in

__all__ = [
    "NothingReadable",
    "Preview",
    "TooMuch",
    "cancel",
    "edit",
    "prefer",
    "preview",
    "previews",
    "problems_of",
    "publish",
    "receive",
    "reopen",
    "set_of",
    "state_of",
    "take_in",
]
