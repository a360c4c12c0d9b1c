"""Ends an archivist's work with kill -9 at random moments: uploading, publishing, correcting ...

    python benchmarks/hands.py [--kills 100] [--seed 1]
    python -m tests.infra.postgres python benchmarks/hands.py

The second does so on PostgreSQL. A process sends uploads, publishes, corrects, redacts, withdraws
and restores, one after another; it is killed, and the archive is looked at: nothing half, nothing
public that was not published, every deed in the log and every row of the log a deed. Prints the
figures; exits 1 at the first fault.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from typing import Any

from breaking.archives import ROOT, environment, finish, run_sql

#: seconds: a process works for at most so long before it is killed
LONGEST = 3.0
FILES = 12


def begin() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "kamerarchief.settings"
    import django

    django.setup()


def work(seed: int) -> None:
    """Does deed after deed until it is killed; says 'ready' before the first."""
    begin()
    from django.contrib.auth.models import User

    chance = random.Random(seed)
    user = User.objects.get_or_create(username="bos", is_superuser=True, is_staff=True)[0]
    deeds = [upload, upload, publish, publish, cancel, correct, correct, redact, withdraw, go_back]
    print("ready", flush=True)
    while True:
        chance.choice(deeds)(user, chance)


def upload(user: Any, chance: random.Random) -> None:
    from documents.archive import uploads
    from documents.parsing import RawFile, to_json
    from tests.factories import make_set

    def raw(number: int) -> tuple[str, RawFile]:
        made = make_set(
            identifier=f"ah-tk-20222023-{number}", number=number, title=f"veer {chance.random()}"
        )
        return f"{number}.json", RawFile(f"{number}.json", to_json(made).encode())

    numbers = [chance.randrange(1, 60) for _ in range(FILES)]
    uploads.take_in([*map(raw, numbers), ("x", RawFile("x", b"geen vragen"))], user)


def waiting(chance: random.Random) -> list[int]:
    from documents.models import UploadedFile

    pks = list(UploadedFile.objects.filter(state="waiting").values_list("pk", flat=True))
    return chance.sample(pks, min(len(pks), FILES))


def publish(user: Any, chance: random.Random) -> None:
    from documents.archive import uploads

    uploads.publish(waiting(chance), by=user.username)


def cancel(user: Any, chance: random.Random) -> None:
    from documents.archive import uploads

    uploads.cancel(waiting(chance)[:2], by=user.username)


def any_document(chance: random.Random) -> Any:
    from documents.models import Document

    documents = list(Document.everything.order_by("pk"))
    return chance.choice(documents) if documents else None


def correct(user: Any, chance: random.Random) -> None:
    from documents.archive.decisions import corrections
    from documents.archive.layers.reading import as_set, layers
    from documents.parsing import Answer

    if document := any_document(chance):
        shown = as_set(layers(document).corrected)
        first = Answer((1,), f"Verbeterd: {chance.random()}")
        wanted = replace(shown, answers=(first, *shown.answers[chance.choice([0, 1]) :]))
        corrections.correct(document, wanted, by=user.username, why="proef")


def redact(user: Any, chance: random.Random) -> None:
    from documents.archive.decisions import redactions

    if document := any_document(chance):
        standing = document.redactions.standing().first()
        if standing:
            redactions.undo(standing.pk, by=user.username)
        elif not document.withdrawn:
            redactions.redact(document, "vaart de veerpont", note="proef", by=user.username)


def withdraw(user: Any, chance: random.Random) -> None:
    from documents.archive.decisions import withdrawals

    if document := any_document(chance):
        if document.withdrawn:
            withdrawals.restore(document, by=user.username)
        else:
            withdrawals.withdraw(document, reason="privacy", note="proef", by=user.username)


def go_back(user: Any, chance: random.Random) -> None:
    from documents.archive import versions

    if document := any_document(chance):
        number = chance.choice(list(document.versions.values_list("number", flat=True)))
        versions.make_valid(document.pk, number, by=user.username)


def look() -> None:
    """Prints the faults of the archive, and what it holds, as JSON."""
    begin()
    from documents.archive import history
    from documents.archive.auditing import deeds
    from documents.models import Document, Event, UploadedFile

    faults = [*history.faults(), *deeds.faults()]
    for document in Document.everything.whole():
        faults += faults_of(document)
    faults += faults_of_uploads()
    counts = {
        "documents": Document.everything.count(),
        "files": UploadedFile.objects.count(),
        "events": Event.objects.count(),
    }
    print(json.dumps({"faults": faults, "counts": counts}))


def faults_of(document: Any) -> list[str]:
    """What is half, unpublished or not in the log of a document."""
    from documents.archive import sources
    from documents.archive.export import question_set
    from documents.archive.layers.paths import differences
    from documents.archive.layers.reading import layers
    from documents.models import Correction, Event
    from documents.parsing import to_dict

    faults = []
    deeds = Counter(Event.objects.of_document(document.pk).values_list("deed", flat=True))
    stored = deeds["published"] + deeds["version"] + deeds["second source"]
    if deeds["published"] != 1 or stored != document.versions.count():
        faults.append("versions and log differ")
    pairs = [("withdrawn", "restored", document.withdrawals)]
    pairs.append(("redacted", "unredacted", document.redactions))
    for done, undone, rows in pairs:
        standing = rows.standing().count()
        if (deeds[done], deeds[done] - deeds[undone]) != (rows.count(), standing):
            faults.append(f"{done} and log differ")
    made = Correction.objects.filter(document=document).exists()
    if made and not deeds["corrected"]:
        faults.append("corrections and log differ")
    for version in document.versions.all():
        sources.read(version.source)
    if document.withdrawn:
        if document.questions.count() + document.answers.count() or document.title:
            faults.append("withdrawn, and still says something")
    elif changed := differences(layers(document).shown, to_dict(question_set(document))):
        faults.append(f"rows are not those of the layers: {changed}")
    return [f"{document.identifier}: {fault}" for fault in faults]


def faults_of_uploads() -> list[str]:
    """Uploads that are not whole, documents of files that nobody published, and the other way."""
    from documents.archive import sources
    from documents.models import Document, Event, Upload, UploadedFile

    faults = [
        f"{upload}: {upload.files.count()} files"
        for upload in Upload.objects.all()
        if upload.files.count() != FILES + 1
    ]
    if Event.objects.filter(deed="uploaded").count() != Upload.objects.count():
        faults.append("uploads and log differ")
    published = UploadedFile.objects.filter(state="published")
    public = set(published.values_list("source__sha256", flat=True))
    for digest in Document.everything.values_list("versions__source__sha256", flat=True):
        if digest not in public:
            faults.append(f"{digest} is public, and nobody published it")
    faults += [f"{file}: no document" for file in published if file.document_id is None]
    for file in UploadedFile.objects.exclude(source=None).select_related("source"):
        sources.read(file.source)
    return faults


def kill_one(data: pathlib.Path, chance: random.Random) -> None:
    """Lets a process work for a moment, and kills it with all that it started."""
    seed = chance.randrange(10**9)
    process = subprocess.Popen(
        [sys.executable, __file__, "--work", str(seed)],
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    if process.stdout.readline() != "ready\n":
        sys.exit("the process that works did not begin")
    time.sleep(chance.uniform(0.0, LONGEST))
    if process.poll() is not None:
        sys.exit("the process that works failed by itself")
    process.kill()
    process.wait()


def torture(scratch: pathlib.Path, kills: int, chance: random.Random) -> None:
    data = scratch / f"hands-{os.getpid()}"
    data.mkdir()
    run_sql(f'CREATE DATABASE "{data.name}"')
    finish(data, "migrate")
    for count in range(1, kills + 1):
        kill_one(data, chance)
        seen = subprocess.run(
            [sys.executable, __file__, "--look"],
            env=environment(data),
            capture_output=True,
            text=True,
        )
        if seen.returncode:
            sys.exit(seen.stderr)
        found = json.loads(seen.stdout)
        if found["faults"]:
            sys.exit("\n".join(found["faults"]))
        if count % 10 == 0:
            print(f"{count} kills: nothing half, log equal to deeds; {found['counts']}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--look", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work is not None:
        return work(args.work)
    if args.look:
        return look()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="hands-"))
    try:
        torture(scratch, args.kills, random.Random(args.seed))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
