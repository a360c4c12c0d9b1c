"""Uploads: files parsed and kept on arrival, judged by an archivist, published or set aside."""

from .judging import Preview, preview, previews, problems_of, readable_set, set_of
from .publishing import StoppedByFullDisk, cancel, edit, prefer, publish, reopen, state_of
from .receiving import NothingReadable, TooMuch, receive, take_in

__all__ = [
    "NothingReadable",
    "Preview",
    "StoppedByFullDisk",
    "TooMuch",
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
