"""Raw bytes in, a question set out: `parse` is the door, and knows nothing of Django.

    >>> result = parse(RawFile("vragen.txt", data))
    >>> result.set, result.problems, result.format

`members` opens what holds several files (ZIP, tar.xz) and yields each raw file in it.
"""

from __future__ import annotations

import importlib

from . import checks, formats
from .containers import members
from .problems import CODES, Problem
from .questionset import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    InvalidSet,
    Note,
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
    "Footnote",
    "InvalidSet",
    "Note",
    "ParseResult",
    "Problem",
    "Question",
    "QuestionSet",
    "RawFile",
    "SeeAlso",
    "from_dict",
    "members",
    "parse",
    "to_dict",
    "to_json",
]


def parse(raw: RawFile) -> ParseResult:
    """The question set in a file of any accepted format, with what was noticed. Never raises.

    A file that cannot be parsed gives set None and a problem of severity 'refused'.
    """
    kind = formats.recognise(raw)
    if isinstance(kind, Problem):
        return ParseResult(None, (kind,))
    try:
        module = importlib.import_module(f".{kind.value}", __package__)
        result: ParseResult = module.parse(raw)
        return checks.finish(result, kind.value)
    except Exception as error:  # any fault of a parser is told to the archivist, never a crash
        detail = f"{type(error).__name__}: {error}"[:200]
        return ParseResult(None, (Problem.of("parser_failed", detail=detail),), kind.value)
