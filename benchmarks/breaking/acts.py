"""What an archive does while it is broken: each act can be begun again, and then goes on.

Each tells what it has done by a line of JSON, as a page or a report tells a person.
"""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import pathlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from documents import processes
from documents.archive import parsers, uploads, writing
from documents.archive.decisions import corrections, deletions, withdrawals
from documents.archive.layers.reading import as_set, layers, valid_version
from documents.archive.uploads import work as reading
from documents.management.commands import demo
from documents.models import Document, Source, Upload

from .workload import Workload

#: tells a person that something was done
Tell = Callable[..., None]
#: who does it
BY = "archivaris"
NOTE = "een upload die wordt gestoord"
_POOL = processes.pool


def command(*words: str) -> None:
    call_command(*words, stdout=io.StringIO(), stderr=io.StringIO())


def fork_parsers() -> None:
    """Lets workers that parse be forked, with all that is loaded: they begin at once."""
    fork = multiprocessing.get_context("fork")

    def pool(jobs: int, begin: Callable[[], object]) -> ProcessPoolExecutor:
        work = partial(processes._begin, begin)
        return ProcessPoolExecutor(jobs, mp_context=fork, initializer=work)

    parsers.pool = processes.pool = pool


def ingest(work: Workload, tell: Tell) -> None:
    """Files into an empty archive, with the index; its report tells by itself."""
    command("ingest", str(work.ingested), "--jobs", "2")


def rebuild(work: Workload, tell: Tell) -> None:
    """The index anew, by several processes, and put in the place of the one that is there."""
    processes.FEW, processes.pool = 1, _POOL  # these open the database themselves
    command("index", "--rebuild")


def upload(work: Workload, tell: Tell) -> None:
    """An upload, the reading of its files by a worker, then their publication, one by one."""
    made = Upload.objects.filter(note=NOTE).first() or _sent(work)
    tell(upload=made.sent.count())
    # the time passes in which a worker that was killed may still be at it
    made.sent.filter(claimed_until__gt=timezone.now()).update(claimed_until=timezone.now())
    reading.all_waiting()
    for file in made.files.filter(state="waiting").exclude(source=None).order_by("pk"):
        uploads.publish([file.pk], by=BY, despite_losses=True)
        file.refresh_from_db()
        tell(published=file.document.identifier)
    command("index")


def _sent(work: Workload) -> Upload:
    files = [
        SimpleUploadedFile(path.name, path.read_bytes()) for path in sorted(work.uploaded.iterdir())
    ]
    return uploads.receive(files, None, NOTE)


def decide(work: Workload, tell: Tell) -> None:
    """Corrections, withdrawals, a restoration and a deletion, each told, with the index."""
    names = [f"ah-tk-20222023-{9001 + n}" for n in range(10)]
    for name in names[:5]:
        document = Document.everything.get(identifier=name)
        wanted = as_set(layers(document).corrected)
        title = f"gecorrigeerd: {name}"
        if wanted.title != title:
            corrections.correct(document, replace(wanted, title=title), by=BY, why="titel")
        tell(corrected=name, title=title)
    for name in names[5:8]:
        document = Document.everything.get(identifier=name)
        if not document.withdrawals.exists():
            withdrawals.withdraw(document, reason="fout", note="", by=BY)
        tell(withdrawn=name)
    withdrawals.restore(Document.everything.get(identifier=names[7]), by=BY)
    tell(restored=names[7])
    deletions.take_out(*Document.everything.filter(identifier__in=names[8:]), by=BY)
    tell(deleted=names[8:])
    command("index")


def read_again(work: Workload, tell: Tell) -> None:
    """The kept sources by another parser, whose readings differ from those that are kept."""
    command("reparse", "--apply", "--jobs", "2")
    command("index")


def prepare(work: Workload, tell: Tell) -> None:
    """Everything from nothing: database, demonstration, facts, index."""
    demo.FOLDERS = ("docx", "json", "text")
    command("prepare")


#: name → the act, and the state of the archive in which it begins
ACTS: dict[str, tuple[Callable[[Workload, Tell], None], str]] = {
    "ingest": (ingest, "empty"),
    "rebuild": (rebuild, "full"),
    "upload": (upload, "full"),
    "decide": (decide, "full"),
    "reparse": (read_again, "outdated"),
    "prepare": (prepare, "nothing"),
}


def make_state(name: str, work: Workload) -> None:
    """Makes the archive in which acts begin: of 'nothing' by way of 'empty' and 'full'."""
    if name == "empty":
        command("migrate")
        command("prepare", "--database")
    elif name == "full":
        ingest(work, lambda **_: None)
    elif name == "outdated":
        for document in Document.objects.order_by("pk")[::2]:
            _read_otherwise(document)
        command("index")


def _read_otherwise(document: Document) -> None:
    """As if a parser of before had read another title in it."""
    version = valid_version(document)
    version.parsed = (version.parsed or {}) | {"title": "anders gelezen"}
    version.save(update_fields=["parsed"])
    writing.rewrite(document)


# What was told is so


def untrue(told: str) -> list[str]:
    """What was told by these lines, or those of a report of ingest, and is not so."""
    ends = (line for line in told.splitlines(keepends=True) if line.endswith("\n"))
    whole = [line for line in ends if line.strip()]
    return [fault for line in map(json.loads, whole) for fault in _faults(line)]


def report() -> str:
    """The whole lines of the reports of ingest."""
    reports = (settings.DATA_DIR / "reports").glob("ingest-*.jsonl")
    return "".join(path.read_text().rpartition("\n")[0] + "\n" for path in reports)


def _faults(line: dict[str, Any]) -> list[str]:
    if "outcome" in line:
        return _unstored(line)
    if "upload" in line:
        made = Upload.objects.filter(note=NOTE)
        is_so = [row.sent.count() for row in made] == [line["upload"]]
    elif "published" in line:
        is_so = Document.objects.filter(identifier=line["published"]).exists()
    elif "corrected" in line:
        found = Document.everything.filter(identifier=line["corrected"], title=line["title"])
        is_so = found.exists()
    elif "withdrawn" in line:
        is_so = Document.everything.get(identifier=line["withdrawn"]).withdrawals.exists()
    elif "restored" in line:
        is_so = Document.objects.filter(identifier=line["restored"]).exists()
    else:
        is_so = not Document.everything.filter(identifier__in=line["deleted"]).exists()
    return [] if is_so else [f"told, but not so: {line}"]


def _unstored(line: dict[str, Any]) -> list[str]:
    """What the report says was stored, and is not; `file` is its path."""
    if line["outcome"] == "refused" or not pathlib.Path(line["file"]).is_file():
        return []
    digest = hashlib.sha256(pathlib.Path(line["file"]).read_bytes()).hexdigest()
    is_so = (
        Source.objects.filter(sha256=digest).exists()
        and Document.everything.filter(identifier=line["identifier"]).exists()
    )
    return [] if is_so else [f"told as stored, but not there: {line['file']}"]
