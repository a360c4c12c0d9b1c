"""The tables of the archive, with their queries.

The database is the truth: the search index is derived from it and may be thrown away. Rows of
the archive are written by `archive/` alone, and by the admin through it.
"""

from .cases import Case, CaseCut, CaseKey, CasePlace, CaseQuerySet, days_long, in_order
from .deadlines import DUE_DAYS, DUE_TERM, due, is_late
from .decisions import Correction, Decision, Redaction, Withdrawal
from .documents import Document, DocumentQuerySet, delay
from .history import Event, EventQuerySet
from .names import (
    Browsable,
    BrowsableQuerySet,
    Member,
    Minister,
    Ministry,
    Party,
    Person,
    Topic,
    full_name,
    years,
)
from .namesakes import told_apart
from .parts import (
    NOT_PRINTED,
    Addressing,
    Answer,
    Answering,
    Asking,
    DocumentProblem,
    DocumentVersion,
    Footnote,
    Identified,
    Note,
    Part,
    Question,
    Reference,
    Repeat,
    meant_by,
    printed_as,
)
from .people import (
    Cabinet,
    Fact,
    FactsStamp,
    Identification,
    Membership,
    MinistrySuccession,
    Office,
    PartySuccession,
    Seat,
    facts_of,
)
from .queue import IndexChange, IndexChangeQuerySet
from .sources import Source, source_path
from .spans import spanned
from .stamps import Stamp, stamp_now
from .sync import FetchedFile, RemoteItem, RemoteItemQuerySet, SyncRun, SyncSource
from .uploads import Upload, UploadedFile

__all__ = [
    "DUE_DAYS",
    "DUE_TERM",
    "NOT_PRINTED",
    "Addressing",
    "Answer",
    "Answering",
    "Asking",
    "Browsable",
    "BrowsableQuerySet",
    "Cabinet",
    "Case",
    "CaseCut",
    "CaseKey",
    "CasePlace",
    "CaseQuerySet",
    "Correction",
    "Decision",
    "Document",
    "DocumentProblem",
    "DocumentQuerySet",
    "DocumentVersion",
    "Event",
    "EventQuerySet",
    "Fact",
    "FactsStamp",
    "FetchedFile",
    "Footnote",
    "Identification",
    "Identified",
    "IndexChange",
    "IndexChangeQuerySet",
    "Member",
    "Membership",
    "Minister",
    "Ministry",
    "MinistrySuccession",
    "Note",
    "Office",
    "Part",
    "Party",
    "PartySuccession",
    "Person",
    "Question",
    "Redaction",
    "Reference",
    "RemoteItem",
    "RemoteItemQuerySet",
    "Repeat",
    "Seat",
    "Source",
    "Stamp",
    "SyncRun",
    "SyncSource",
    "Topic",
    "Upload",
    "UploadedFile",
    "Withdrawal",
    "days_long",
    "delay",
    "due",
    "facts_of",
    "full_name",
    "in_order",
    "is_late",
    "meant_by",
    "printed_as",
    "source_path",
    "spanned",
    "stamp_now",
    "told_apart",
    "years",
]
