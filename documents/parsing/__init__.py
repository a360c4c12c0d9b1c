"""Raw bytes in, a question set out: `parse` is the door, and knows nothing of Django.

    >>> result = parse(RawFile("vragen.txt", data))
    >>> result.set, result.problems, result.format

`explain` gives each line of a text, PDF or Word document with its role, and why it has that role.
`places` gives each line with the part of the set to which it belongs, and where it stands.
`members` opens what holds several files (ZIP, tar.xz) and yields each raw file in it, with the
metadata that lie beside it there.
"""

from __future__ import annotations

import importlib
from types import ModuleType

from . import beside, checks
from .beside import members
from .elements import structured
from .files import formats
from .lines.line import Box, Explained, Role, explained
from .located import Located, located
from .places import HEADER, Placed, Places, placed
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
from .reading import roles

__all__ = [
    "CODES",
    "HEADER",
    "OUT_OF_MEMORY",
    "Addressee",
    "Answer",
    "Answerer",
    "Asker",
    "Box",
    "Explained",
    "Footnote",
    "InvalidSet",
    "Kind",
    "Located",
    "Note",
    "NoteKind",
    "ParseResult",
    "Placed",
    "Places",
    "Problem",
    "Question",
    "QuestionSet",
    "RawFile",
    "Role",
    "SeeAlso",
    "Severity",
    "Unreadable",
    "explain",
    "from_dict",
    "located",
    "members",
    "parse",
    "places",
    "to_dict",
    "to_json",
]


#: The module of `readers` that reads each format.
_READERS = {
    formats.Format.TEXT: "text",
    formats.Format.PDF: "pdf",
    formats.Format.DOCX: "docx",
    formats.Format.ODT: "odt",
    formats.Format.HTML: "html",
    formats.Format.KOOP_XML: "koop_xml",
    formats.Format.KVR_XML: "kvr",
    formats.Format.JSON: "json",
}


def _reader(kind: formats.Format) -> ModuleType:
    """The module that reads a format; imported when it is first needed, as some are slow to."""
    return importlib.import_module(f".readers.{_READERS[kind]}", __package__)


#: what is told of a file for which the memory of the process that parses was too small
OUT_OF_MEMORY = Problem.of("parser_failed", detail="het kostte te veel geheugen")


def parse(raw: RawFile) -> ParseResult:
    """The question set in a file of any accepted format, with what was noticed. Never raises.

    What the publisher says beside the file is merged into the set (`beside`).
    A file that cannot be parsed gives set None and a problem of severity 'refused'.
    """
    kind = formats.recognise(raw)
    if isinstance(kind, Problem):
        return ParseResult(None, (kind,))
    try:
        result: ParseResult = _reader(kind).parse(raw)
        return checks.finish(_with_beside(result, raw.beside), kind.value)
    except MemoryError:
        return ParseResult(None, (OUT_OF_MEMORY,), kind.value)
    except Exception as error:  # any fault of a parser is told to the archivist, never a crash
        detail = f"{type(error).__name__}: {error}"[:200]
        return ParseResult(None, (Problem.of("parser_failed", detail=detail),), kind.value)


def _with_beside(result: ParseResult, data: bytes) -> ParseResult:
    """The result with what the publisher says beside the file; told where that is not read."""
    if not data:
        return result
    described = beside.read(data)
    if described is None:
        problem = Problem.of("beside_unreadable", beside.PLACE)
        return ParseResult(result.set, (*result.problems, problem), result.format)
    return beside.merged(result, described)


#: Formats whose files say themselves what each part is.
_STRUCTURED = {formats.Format.KOOP_XML, formats.Format.KVR_XML, formats.Format.JSON}


def explain(raw: RawFile) -> list[Explained]:
    """Each line of a text, PDF or Word document, with its role and the rules that gave it.

    Raises Unreadable where there is nothing to explain: no accepted format, damage, or a format
    that tells its own structure.
    """
    kind = formats.recognise(raw)
    if isinstance(kind, Problem):
        raise Unreadable(kind)
    if kind in _STRUCTURED:
        raise Unreadable(Problem.of("no_lines", found=formats.FORMAT_NAMES[kind]))
    return explained(roles(_reader(kind).lines(raw)).lines)


def places(raw: RawFile) -> Places:
    """Each line of a file with its role, its part of the set that `parse` gives, and its place.

    A file that tells its own structure gives its rows, without roles. Raises Unreadable where no
    line can be read.
    """
    kind = formats.recognise(raw)
    if isinstance(kind, Problem):
        raise Unreadable(kind)
    result = parse(raw)
    if kind in _STRUCTURED or (kind is formats.Format.HTML and _reader(kind).tells_structure(raw)):
        return structured(raw, result)
    return placed(_reader(kind).lines(raw), result)
