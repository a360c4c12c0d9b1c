"""Whom the names in many samples are taken to mean, as a digest.

The samples are the headers of the sets of the demo archive, as they are and with each name a
letter short; the tables are those of the demo archive.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator

from documents.identity.names.conclusions import Conclusion, Header, conclude
from documents.parsing import QuestionSet
from samples import build, series

from . import own

TABLES = build.HERE / "facts"
#: hexadecimal digits
LENGTH = 12


@functools.cache
def digest() -> str:
    seen, tables = hashlib.sha256(), own.tables_in(TABLES)
    for found in _sets():
        for short in (False, True):
            concluded = conclude(_header(found, short=short), tables)
            seen.update(repr(list(_told(concluded))).encode())
    return seen.hexdigest()[:LENGTH]


def _told(concluded: Conclusion) -> Iterator[object]:
    """What the archive keeps of it: the weights by which it was decided are no part of that."""
    yield from ((one.verdict.found, one.party, one.reasons) for one in concluded.askers)
    yield concluded.addressees
    yield from ((one.verdict.found, one.ministry) for one in concluded.answerers)


def _sets() -> Iterator[QuestionSet]:
    """The sets as they were before they were printed: how print is read is no matter here."""
    for path in sorted((*build.SOURCES.rglob("*.json"), *(build.HERE / "json").glob("*.json"))):
        yield build.read(path)
    yield from (made for _, made in series.sets())


def _header(found: QuestionSet, *, short: bool) -> Header:
    cut = slice(None, -1) if short else slice(None)
    return Header(
        "tk",
        found.submitted,
        found.answered,
        [(one.name[cut], one.party) for one in found.askers],
        [(one.role, one.portfolio) for one in found.addressees],
        [(one.name and one.name[cut], one.role, one.portfolio) for one in found.answerers],
    )
