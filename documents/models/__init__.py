"""The tables of the archive, with their queries.

The database is the truth: the search index is derived from it and may be thrown away. Rows of
the archive are written by `archive/` alone, and by the admin through it.
"""

from .deadlines import DUE_DAYS, DUE_TERM, is_late
from .documents import Document, DocumentQuerySet, delay
from .names import Browsable, BrowsableQuerySet, Member, Minister, Ministry, Party, Topic
from .parts import (
    Addressing,
    Answer,
    Answering,
    Asking,
    DocumentProblem,
    DocumentVersion,
    Footnote,
    Note,
    Part,
    Question,
    Reference,
)
from .queue import IndexChange, IndexChangeQuerySet
from .sources import Source, source_path
from .uploads import Upload, UploadedFile

__all__ = [
    "DUE_DAYS",
    "DUE_TERM",
    "Addressing",
    "Answer",
    "Answering",
    "Asking",
    "Browsable",
    "BrowsableQuerySet",
    "Document",
    "DocumentProblem",
    "DocumentQuerySet",
    "DocumentVersion",
    "Footnote",
    "IndexChange",
    "IndexChangeQuerySet",
    "Member",
    "Minister",
    "Ministry",
    "Note",
    "Part",
    "Party",
    "Question",
    "Reference",
    "Source",
    "Topic",
    "Upload",
    "UploadedFile",
    "delay",
    "is_late",
    "source_path",
]
