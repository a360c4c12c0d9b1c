"""Raw bytes in, a question set out: `parse` is the door, and knows nothing of Django.

    >>> result = parse(RawFile("vragen.txt", data))
    >>> result.set, result.problems, result.format

`explain` gives each line of a text, PDF or Word document with its role, and why it has that role.
`members` opens what holds several files (ZIP, tar.xz) and yields each raw file in it.
"""

from __future__ import annotations

import importlib
from types import ModuleType

from . import checks
from .files import formats
from .files.containers import members
from .lines.line import Explained
from .problems import CODES, Problem, Severity, Unreadable
from .questionset import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    InvalidSet,
    Kind,
    Note,
    NoteKind,
    ParseResult,
    Question,
    QuestionSet,
    RawFile,
    SeeAlso,
    from_dict,
    to_dict,
    to_json,
)

__all__ = [
    "CODES",
    "Addressee",
    "Answer",
    "Answerer",
    "Asker",
    "Explained",
    "Footnote",
    "InvalidSet",
    "Kind",
    "Note",
    "NoteKind",
    "ParseResult",
    "Problem",
    "Question",
    "QuestionSet",
    "RawFile",
    "SeeAlso",
    "Severity",
    "Unreadable",
    "explain",
    "from_dict",
    "members",
    "parse",
    "to_dict",
    "to_json",
]


#: The module of `readers` that reads each format.
_READERS = {
    formats.Format.TEXT: "text",
    formats.Format.PDF: "pdf",
    formats.Format.DOCX: "docx",
    formats.Format.KOOP_XML: "koop_xml",
    formats.Format.KVR_XML: "kvr",
    formats.Format.JSON: "json",
}


def _reader(kind: formats.Format) -> ModuleType:
    """The module that reads a format; imported when it is first needed, as some are slow to."""
    return importlib.import_module(f".readers.{_READERS[kind]}", __package__)


def parse(raw: RawFile) -> ParseResult:
    """The question set in a file of any accepted format, with what was noticed. Never raises.

    A file that cannot be parsed gives set None and a problem of severity 'refused'.
    """
    kind = formats.recognise(raw)
    if isinstance(kind, Problem):
        return ParseResult(None, (kind,))
    try:
        result: ParseResult = _reader(kind).parse(raw)
        return checks.finish(result, kind.value)
    except Exception as error:  # any fault of a parser is told to the archivist, never a crash
        detail = f"{type(error).__name__}: {error}"[:200]
        return ParseResult(None, (Problem.of("parser_failed", detail=detail),), kind.value)


#: Formats whose files say themselves what each part is.
_STRUCTURED = {
    formats.Format.KOOP_XML: "KOOP-XML",
    formats.Format.KVR_XML: "KVR-XML",
    formats.Format.JSON: "JSON",
}


def explain(raw: RawFile) -> list[Explained]:
    """Each line of a text, PDF or Word document, with its role and the rules that gave it.

    Raises Unreadable where there is nothing to explain: no accepted format, damage, or a format
    that tells its own structure.
    """
    kind = formats.recognise(raw)
    if isinstance(kind, Problem):
        raise Unreadable(kind)
    if kind in _STRUCTURED:
        raise Unreadable(Problem.of("no_lines", found=_STRUCTURED[kind]))
    explained: list[Explained] = _reader(kind).explain(raw)
    return explained
