"""Uploads: files parsed and kept on arrival, judged by an archivist, published or set aside."""

from .judging import Preview, preview, previews, readable_set, set_of
from .publishing import StoppedByFullDisk, cancel, edit, prefer, publish, reopen
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
    "publish",
    "readable_set",
    "receive",
    "reopen",
    "set_of",
    "take_in",
]
