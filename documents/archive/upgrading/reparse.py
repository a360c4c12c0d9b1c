"""Reads the kept sources again with the parser of now, and brings what differs into the archive.

Every version has its own source, so the sets of all are made anew; rows follow from the valid one.
Corrections stay on top: where the parse under one changed too, an archivist is asked to look.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import pathlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from ... import parsing
from ...models import Document, DocumentVersion
from ...parsing import ParseResult, Problem, RawFile, to_dict
from .. import history, locks, sources, versions, writing
from ..ingest import parsed_form
from ..layers.likeness import fingerprint
from ..layers.paths import Difference, Json, differences, place
from ..layers.reading import parse_of
from ..parsers import Parsers
from ..placing import IN_USE

#: documents fetched at a time
BATCH = 100
PROBLEMS = "problems"
REFUSED = "de bron kan niet meer worden gelezen: "
GONE = "het document is intussen verwijderd"


@dataclass(frozen=True)
class Reading:
    """One version as it is read now: what differs, or why it keeps what was read before (Dutch).

    `reading` names how it was read; '' where it could not be tried, as its file is not there.
    """

    version: DocumentVersion
    parsed: Json | None
    problems: list[Json]
    fingerprint: str
    changes: tuple[Difference, ...]
    reading: str
    fault: str = ""


@dataclass(frozen=True)
class Reparsed:
    """A document with its versions as they are read now."""

    document: Document
    readings: tuple[Reading, ...]

    @property
    def is_changed(self) -> bool:
        return any(reading.changes for reading in self.readings)

    @property
    def kinds(self) -> set[str]:
        """The kinds of change in any of its versions, as totals count them."""
        return {kind_of(change) for reading in self.readings for change in reading.changes}


def kind_of(change: Difference) -> str:
    """'title', 'questions' where the list itself is another, 'questions.text'."""
    if change.path == PROBLEMS:
        return PROBLEMS
    found = place(change.path)
    return f"{found.field}.{found.part}" if found.part else found.field


def reparse_all(pks: Sequence[int], jobs: int) -> Iterator[Reparsed]:
    """Reads every version of these documents again, in this order; changes nothing."""
    waiting: list[tuple[Document, list[DocumentVersion]]] = []
    with Parsers(jobs) as parsers:
        results = parsers.run(_raws(pks, waiting))
        for _, _, result in results:
            document, rows = waiting.pop(0)
            read = [result, *(next(results)[2] for _ in rows[1:])]
            yield Reparsed(document, tuple(map(_reading, rows, read)))


def _raws(
    pks: Sequence[int], waiting: list[tuple[Document, list[DocumentVersion]]]
) -> Iterator[tuple[str, RawFile | Problem]]:
    """The raw file of each version, after its document was put in the list of those that wait."""
    for i in range(0, len(pks), BATCH):
        rows = Document.everything.prefetch_related("versions__source", "versions__beside")
        found = rows.in_bulk(pks[i : i + BATCH])
        for document in (found[pk] for pk in pks[i : i + BATCH] if pk in found):
            stored = sorted(document.versions.all(), key=lambda version: version.number)
            waiting.append((document, stored))
            yield from ((version.source.name, _raw(version)) for version in stored)


def _raw(version: DocumentVersion) -> RawFile | Problem:
    try:
        return sources.read_with(version.source, version.beside)
    except OSError:
        return Problem.of("unreadable", detail="het bewaarde bestand ontbreekt")
    except ValueError:
        return Problem.of("unreadable", detail="het bewaarde bestand is beschadigd")


def _reading(version: DocumentVersion, result: ParseResult) -> Reading:
    if result.set is None:
        told = "; ".join(problem.message for problem in result.problems)
        return Reading(version, None, [], "", (), result.reading, REFUSED + told)
    # as JSON keeps it: so it compares with what is stored
    parsed = json.loads(json.dumps(parsed_form(result.set)))
    problems = [*to_dict(tuple(result.problems)), *_noted_on_storing(version)]
    changes = differences(version.parsed or {}, parsed)
    if problems != version.problems:
        changes.append(Difference(PROBLEMS, _told(version.problems), _told(problems)))
    prints = fingerprint(result.set)
    return Reading(version, parsed, problems, prints, tuple(changes), result.reading)


def _noted_on_storing(version: DocumentVersion) -> list[Json]:
    """The problems that no parser notes: that the printed number is another document's."""
    return [problem for problem in version.problems if problem["code"] == IN_USE]


def _told(problems: Iterable[Json]) -> list[str]:
    return [problem["message"] for problem in problems]


def apply(reparsed: Reparsed) -> str:
    """Brings what differs into the archive, whole or not at all.

    Dutch: why nothing was done; empty where it was.
    """
    try:
        return _apply(reparsed)
    except IntegrityError:
        # another process stored a new name between our look and our write
        return _apply(reparsed)


@transaction.atomic
def _apply(reparsed: Reparsed) -> str:
    locks.share_names()
    rows = Document.everything.select_for_update()
    document = rows.filter(pk=reparsed.document.pk).first()
    if document is None:
        return GONE
    changed = [reading for reading in reparsed.readings if reading.changes]
    for reading in changed:
        _store(reading)
    note([reparsed])
    valid = [r.version for r in changed if r.version.number == document.version]
    for version in valid:
        versions.rebase(document, parse_of(version))
        writing.rewrite(document)
    history.record(
        history.Deed.REPARSED,
        by="",
        document=document,
        versions={str(r.version.number): [change.path for change in r.changes] for r in changed},
    )
    return ""


def note(reparsed: Iterable[Reparsed]) -> None:
    """Notes how the versions of documents are read now; of these, what differs is stored."""
    noted: defaultdict[str, list[int]] = defaultdict(list)
    for reading in (reading for one in reparsed for reading in one.readings):
        if reading.reading and reading.reading != reading.version.reading:
            noted[reading.reading].append(reading.version.pk)
    for name, pks in noted.items():
        DocumentVersion.objects.filter(pk__in=pks).update(reading=name)


def apply_all(found: Iterable[Reparsed]) -> Iterator[tuple[Reparsed, str]]:
    """Brings what differs into the archive, and notes of the rest that it is read as before.

    Gives each document when it is done, and why nothing was done with it (Dutch), '' where it was.
    """
    same: list[Reparsed] = []
    for one in found:
        same += [] if one.is_changed else [one]
        if one.is_changed or len(same) == BATCH:
            yield from _noted(same)
            same = []
        if one.is_changed:
            yield one, apply(one)
    yield from _noted(same)


def follow() -> None:
    """Reads again what is outdated and stores what differs: where nobody looks at it first."""
    rows = DocumentVersion.objects.outdated().order_by("document")
    pks = list(rows.values_list("document", flat=True).distinct())
    for _ in apply_all(reparse_all(pks, os.cpu_count() or 1) if pks else ()):
        pass


def _noted(same: Iterable[Reparsed]) -> Iterator[tuple[Reparsed, str]]:
    """Documents that are read as before, once that is noted of all of them."""
    note(same)
    return ((one, "") for one in same)


def _store(reading: Reading) -> None:
    version = reading.version
    version.parsed = reading.parsed
    version.problems = reading.problems
    version.fingerprint = reading.fingerprint
    version.save(update_fields=["parsed", "problems", "fingerprint"])


# A run that was ended goes on where it was


class Position:
    """How far a run has come, kept in a file: of this choice of documents, with this parser."""

    def __init__(self, choice: Iterable[Any]) -> None:
        self.path: pathlib.Path = settings.DATA_DIR / "reports" / "reparse.json"
        self.run = hashlib.sha256(repr((parser_stamp(), list(choice))).encode()).hexdigest()

    def after(self) -> int:
        """The last document that was done; 0 where the run is a new one."""
        try:
            kept = json.loads(self.path.read_text())
        except (OSError, ValueError):
            return 0
        return int(kept["after"]) if kept.get("run") == self.run else 0

    def keep(self, pk: int) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        aside = self.path.with_suffix(".new")
        aside.write_text(json.dumps({"run": self.run, "after": pk}))
        aside.replace(self.path)

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)


@functools.cache
def parser_stamp() -> str:
    """A hash of the code of the parser: another parser begins anew."""
    folder = pathlib.Path(parsing.__file__).parent
    files = sorted(folder.rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
