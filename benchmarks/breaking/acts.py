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
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, Protocol

import django
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command, load_command_class
from django.utils import timezone

from documents import processes
from documents.archive import parsers, uploads, writing
from documents.archive.backups import store
from documents.archive.decisions import corrections, deletions, withdrawals
from documents.archive.identifying import loading
from documents.archive.layers.reading import as_set, layers, valid_version
from documents.archive.uploads import work as reading
from documents.management.commands import demo
from documents.models import Document, Source, Upload
from documents.parsing import RawFile, parse, to_json
from documents.search import analysis, dutch
from documents.search.engines.shared import postings
from documents.sync.choice import Choice
from documents.sync.followers import follower
from documents.sync.outcomes import Line
from documents.sync.running import run
from tests.sync.clock import FakeClock
from tests.sync.fake_koop import FakeKoop, answer_of, question_of

from .workload import SAMPLES, Workload


class Tell(Protocol):
    """Tells a person that something was done, and the bench what comes next."""

    def __call__(self, **line: Any) -> None: ...

    def phase(self, name: str) -> None: ...


#: the demonstration archive, without what takes long to read
DEMO = ("docx", "json", "text")
#: documents of a segment of the index: so that it is built of several
_SEGMENT = 16
#: who does it
BY = "archivaris"
NOTE = "een upload die wordt gestoord"


def command(*words: str) -> None:
    call_command(*words, stdout=io.StringIO(), stderr=io.StringIO())


def fork_workers() -> None:
    """Lets workers be forked, with all that is loaded: they begin at once.

    Those that ask the database are forked before it is open: `_forked` keeps them.
    """
    parsers.pool = processes.pool = _pool


def load(work: Workload) -> None:
    """Reads and analyses all files in this process, which opens no database.

    What that loads of code and dictionaries each act then has.
    """
    files = [path for folder in work for path in folder.rglob("*") if path.is_file()]
    files += [path for name in DEMO for path in (SAMPLES / name).iterdir()]
    for path in files:
        found = parse(RawFile(path.name, path.read_bytes())).set
        for chunk in dutch.bare_chunks(to_json(found) if found else ""):
            for token in dutch.chunk_tokens(chunk):
                analysis.forms(token.surface)
    # every act reads all facts: those of the demonstration, which are fewer
    loading.load.__wrapped__.__defaults__ = (SAMPLES / "facts", loading.OWN)
    for name in ("audit", "index", "ingest", "prepare", "reparse"):
        load_command_class("documents", name)


def _pool(jobs: int, begin: Callable[[], object]) -> processes.Workers:
    if begin is django.setup and _forked:
        return _forked.pop()
    fork = multiprocessing.get_context("fork")
    work = partial(processes._begin, begin)
    return processes.Workers(jobs, mp_context=fork, initializer=work)


_forked: list[processes.Workers] = []


def ingest(work: Workload, tell: Tell) -> None:
    """Files into an empty archive, with the index; its report tells by itself."""
    tell.phase("storing in groups")
    command("ingest", str(work.ingested), "--jobs", "2", "--no-index")
    tell.phase("first index")
    command("index")


def rebuild(work: Workload, tell: Tell) -> None:
    """The index anew, by several processes, and put in the place of the one that is there."""
    processes.FEW, postings.SEGMENT_DOCUMENTS = 1, _SEGMENT
    workers = _pool(2, django.setup)
    workers.submit(int).result()  # with fork the first work starts them all
    _forked.append(workers)
    tell.phase("index by processes")
    command("index", "--rebuild")


def upload(work: Workload, tell: Tell) -> None:
    """An upload, the reading of its files by a worker, then their publication, one by one."""
    tell.phase("receiving")
    made = Upload.objects.filter(note=NOTE).first() or _sent(work)
    tell(upload=made.sent.count())
    # the time passes in which a worker that was killed may still be at it
    made.sent.filter(claimed_until__gt=timezone.now()).update(claimed_until=timezone.now())
    tell.phase("queue of uploads")
    reading.all_waiting()
    tell.phase("publishing")
    for file in made.files.filter(state="waiting").exclude(source=None).order_by("pk"):
        uploads.publish([file.pk], by=BY, despite_losses=True)
        file.refresh_from_db()
        tell(published=file.document.identifier)
    _follow(tell)


def _follow(tell: Tell) -> None:
    """What waits for the index goes into it."""
    tell.phase("queue of the index")
    command("index")


def _sent(work: Workload) -> Upload:
    files = [
        SimpleUploadedFile(path.name, path.read_bytes()) for path in sorted(work.uploaded.iterdir())
    ]
    return uploads.receive(files, None, NOTE)


def decide(work: Workload, tell: Tell) -> None:
    """Corrections, withdrawals, a restoration and a deletion, each told, with the index."""
    tell.phase("correcting")
    names = [f"ah-tk-20222023-{9001 + n}" for n in range(10)]
    for name in names[:5]:
        document = Document.everything.get(identifier=name)
        wanted = as_set(layers(document).corrected)
        title = f"gecorrigeerd: {name}"
        if wanted.title != title:
            corrections.correct(document, replace(wanted, title=title), by=BY, why="titel")
        tell(corrected=name, title=title)
    tell.phase("withdrawing")
    for name in names[5:8]:
        document = Document.everything.get(identifier=name)
        if not document.withdrawals.exists():
            withdrawals.withdraw(document, reason="fout", note="", by=BY)
        tell(withdrawn=name)
    withdrawals.restore(Document.everything.get(identifier=names[7]), by=BY)
    tell(restored=names[7])
    tell.phase("deleting")
    deletions.take_out(*Document.everything.filter(identifier__in=names[8:]), by=BY)
    tell(deleted=names[8:])
    _follow(tell)


def read_again(work: Workload, tell: Tell) -> None:
    """The kept sources by another parser, whose readings differ from those that are kept."""
    tell.phase("reparse")
    command("reparse", "--apply", "--jobs", "2")
    _follow(tell)


def official_source() -> AbstractContextManager[object]:
    """One that is made up, and answers from this process while others act."""
    makes = (answer_of, question_of, answer_of)
    koop = FakeKoop(makes[n % 3](1 + n) for n in range(9))
    settings.KOOP_SRU_URL, settings.CONTACT = koop.sru, "bench@archief.example"
    return koop.running()


class _Told(NamedTuple):
    """Tells of each publication that a run of `sync` brought in."""

    tell: Tell

    def line(self, line: Line) -> None:
        if line.document:
            self.tell(synced=line.document)

    def ahead(self, publications: int, seconds: float) -> None:
        pass


def sync(work: Workload, tell: Tell) -> None:
    """What an official source has; see `official_source`."""
    tell.phase("official sources")
    with parsers.Parsers(1) as reader:
        ending = run(follower("koop"), Choice(), FakeClock(), _Told(tell), reader)
    if ending.error:
        raise RuntimeError(ending.error)
    _follow(tell)


def backup(work: Workload, tell: Tell) -> None:
    """A snapshot beside those of before, which are all whole then."""
    tell.phase("back-up")
    command("backup", str(_copies()))
    tell(copies=len(store.folders(_copies())))
    command("verify", str(_copies()))


def _copies() -> pathlib.Path:
    folder: pathlib.Path = settings.DATA_DIR / "copies"
    return folder


def prepare(work: Workload, tell: Tell) -> None:
    """Everything from nothing: database, demonstration, facts, index."""
    demo.FOLDERS = DEMO
    tell.phase("prepare from nothing")
    command("prepare")


#: name → the act, and the state of the archive in which it begins
ACTS: dict[str, tuple[Callable[[Workload, Tell], None], str]] = {
    "ingest": (ingest, "empty"),
    "rebuild": (rebuild, "full"),
    "upload": (upload, "full"),
    "decide": (decide, "full"),
    "sync": (sync, "full"),
    "backup": (backup, "full"),
    "reparse": (read_again, "outdated"),
    "prepare": (prepare, "nothing"),
}


def make_state(name: str, work: Workload) -> None:
    """Makes the archive in which acts begin: of 'nothing' by way of 'empty' and 'full'."""
    if name == "empty":
        command("migrate")
        command("prepare", "--database")
    elif name == "full":
        command("ingest", str(work.ingested), "--jobs", "2")
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
    elif "synced" in line:
        is_so = Document.objects.filter(identifier=line["synced"]).exists()
    elif "copies" in line:
        is_so = _are_whole(line["copies"])
    elif "restored" in line:
        is_so = Document.objects.filter(identifier=line["restored"]).exists()
    else:
        is_so = not Document.everything.filter(identifier__in=line["deleted"]).exists()
    return [] if is_so else [f"told, but not so: {line}"]


def _are_whole(copies: int) -> bool:
    try:
        command("verify", str(_copies()))
    except CommandError:
        return False
    return len(store.folders(_copies())) >= copies


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
