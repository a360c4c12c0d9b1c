"""Many files at once: one bad file stops nothing, and order is kept."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from subprocess import PIPE

import pytest
from django.core.management import CommandError, call_command

from documents.archive.bulk import Tally, files_below, ingest_all
from documents.archive.parsers import Parsers, bound_memory
from documents.models import Document
from documents.parsing import Asker, Question, QuestionSet, RawFile, parse, to_json
from documents.parsing.files import limits
from documents.processes import alone
from samples.printers import text
from tests.bombs import bombs
from tests.infra.memory import filled

ROOT = Path(__file__).parents[2]
WOLVES = QuestionSet(
    kind="question",
    title="wolven",
    askers=(Asker("Van Polderen", "PvdW"),),
    submitted=date(2023, 1, 2),
    questions=(Question(1, "Ziet u de wolven?"),),
)


def numbered(number: int) -> QuestionSet:
    return replace(
        WOLVES, identifier=f"ah-tk-20222023-{number}", session_year="2022-2023", number=number
    )


def write(folder: Path, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.json").write_text(to_json(numbered(number)))


def test_folders_are_walked_in_order_and_hidden_files_left_out(tmp_path):
    for name in ("b/2.json", "a/1.json", "c.json", ".git/x", "a/.verborgen"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found = [str(path.relative_to(tmp_path)) for path in files_below([tmp_path])]
    assert found == ["c.json", "a/1.json", "b/2.json"]


@pytest.mark.django_db(transaction=True)
def test_one_bad_file_stops_nothing_and_a_second_run_changes_nothing(tmp_path):
    folder = tmp_path / "aangeleverd"
    for number in range(9001, 9006):
        write(folder, number)
    (folder / "9003.json").write_text('{"kind": "answer"')
    (folder / "plaatje.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    os.mkfifo(folder / "pijp")
    (folder / "kring").symlink_to(folder / "kring")
    first, second = Tally(), Tally()
    for outcome in ingest_all([folder, folder / "bestaat-niet.pdf"], jobs=2):
        first.count(outcome)
    for outcome in ingest_all([folder], jobs=2):
        second.count(outcome)
    assert (first["new"], first["refused"], first["files"]) == (4, 5, 9)
    assert (second["unchanged"], second["refused"]) == (4, 4)
    assert Document.objects.count() == 4


@dataclass(frozen=True)
class Deadly(RawFile):
    """A file that ends the process that opens it."""

    def __reduce__(self):
        return os._exit, (9,)


def test_a_worker_that_dies_costs_its_file_alone():
    raws = [RawFile(f"{n}.json", to_json(numbered(n)).encode()) for n in range(9001, 9021)]
    raws[7] = Deadly("fataal.pdf", b"x")
    with Parsers(2) as parsers:
        results = list(parsers.run((raw.name, raw) for raw in raws))
    assert [name for name, _, _ in results] == [raw.name for raw in raws]
    refused = [name for name, _, result in results if result.set is None]
    assert refused == ["fataal.pdf"]
    assert [problem.message for problem in results[7][2].problems] == [
        "Het bestand kon niet worden gelezen (het lezen liep vast)."
    ]


@dataclass(frozen=True)
class Endless(RawFile):
    """A file that holds the process that opens it for ever."""

    def __reduce__(self):
        return time.sleep, (10**6,)


def test_a_file_that_takes_too_long_is_refused_with_the_time_and_the_others_are_read():
    raws = [RawFile(f"{n}.json", to_json(numbered(n)).encode()) for n in range(9001, 9004)]
    raws[1] = Endless("eindeloos.pdf", b"x")
    with Parsers(1, clock=3) as parsers:
        results = list(parsers.run((raw.name, raw) for raw in raws))
    assert [result.set is None for _, _, result in results] == [False, True, False]
    assert [problem.message for problem in results[1][2].problems] == [
        "Het bestand kon niet worden gelezen"
        " (het lezen liep vast: het duurde langer dan 3 seconden)."
    ]


def test_a_file_that_keeps_a_library_busy_is_refused_by_processor_time_and_the_others_are_read():
    found = next(bomb for bomb in bombs() if bomb.name == "pdf-form-of-itself-2.pdf")
    raws = [RawFile(f"{n}.json", to_json(numbered(n)).encode()) for n in range(9001, 9004)]
    raws[1] = RawFile(found.name, found.make())
    with Parsers(1, limit=1, clock=600) as parsers:
        results = list(parsers.run((raw.name, raw) for raw in raws))
    assert [result.set is None for _, _, result in results] == [False, True, False]
    assert [problem.message for problem in results[1][2].problems] == [
        "Het bestand kon niet worden gelezen"
        " (het lezen liep vast: het vroeg meer dan 1 seconden rekentijd)."
    ]


def test_a_worker_has_512_mb_and_no_more():
    room = limits.FILE_MEMORY - 64 * limits.MEBIBYTE  # what Python and the parsers take themselves
    assert alone(filled, room, begin=bound_memory, seconds=60) == room
    with pytest.raises(MemoryError):
        alone(filled, limits.FILE_MEMORY, begin=bound_memory, seconds=60)


@pytest.mark.django_db(transaction=True)
def test_the_command_tells_what_it_did_and_why_a_file_was_refused(tmp_path, capsys):
    folder = tmp_path / "aangeleverd"
    write(folder, 9001)
    (folder / "plaatje.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    report = tmp_path / "verslag.jsonl"
    call_command("ingest", str(folder), report=report, no_index=True, jobs=1)
    printed = capsys.readouterr()
    assert "Geweigerd: plaatje.png: Dit is een PNG-afbeelding." in printed.err
    table = [line.split("│")[1:3] for line in printed.out.splitlines() if "│" in line]
    counts = {name.strip(): int(count) for name, count in table}
    assert (counts["nieuw"], counts["geweigerd"], counts["bestanden in totaal"]) == (1, 1, 2)
    rows = [json.loads(line) for line in report.read_text().splitlines()]
    assert [(row["file"], row["outcome"]) for row in rows] == [
        ("9001.json", "new"),
        ("plaatje.png", "refused"),
    ]
    assert rows[0]["identifier"] == "ah-tk-20222023-9001"
    assert rows[1]["problems"][0]["code"] == "unknown_format"


@pytest.mark.django_db(transaction=True)
def test_a_path_that_is_not_there_is_named_and_the_others_are_read(tmp_path):
    write(tmp_path, 9001)
    gone = tmp_path / "nergens"
    with pytest.raises(CommandError, match=f"Niet gevonden: '{gone}'"):
        call_command("ingest", str(gone), str(tmp_path), no_index=True, jobs=1)
    assert Document.objects.get().identifier == "ah-tk-20222023-9001"


@pytest.mark.django_db(transaction=True)
def test_a_text_of_a_document_does_not_take_the_place_of_its_pdf(tmp_path, capsys):
    pdf = ROOT / "samples/pdf/ah-tk-20222023-9013.pdf"
    (tmp_path / pdf.name).write_bytes(pdf.read_bytes())
    questions = parse(RawFile(pdf.name, pdf.read_bytes())).set
    assert questions
    (tmp_path / "ah-tk-20222023-9013.txt").write_bytes(text.printed(questions))
    call_command("ingest", str(tmp_path), report=tmp_path / "verslag.jsonl", no_index=True, jobs=1)
    table = [line.split("│")[1:3] for line in capsys.readouterr().out.splitlines() if "│" in line]
    counts = {name.strip(): int(count) for name, count in table}
    assert (counts["nieuw"], counts["tweede bron"], counts["nieuwe versie"]) == (1, 1, 0)
    document = Document.objects.get()
    assert document.source.format == "pdf"
    assert [version.source.format for version in document.versions.all()] == ["text", "pdf"]


def test_ctrl_c_ends_the_command_with_one_line(tmp_path):
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "data")}
    environment.pop("DATABASE_URL", None)
    manage = [sys.executable, Path(__file__).parents[2] / "manage.py"]
    subprocess.run([*manage, "prepare", "--database"], env=environment, check=True)
    for number in range(9001, 9201):
        write(tmp_path / "aangeleverd", number)
    report = tmp_path / "verslag.jsonl"
    os.mkfifo(report)  # opened by both at once: by then the command is at work
    command = [*manage, "ingest", tmp_path / "aangeleverd", "--report", report]
    with (
        subprocess.Popen(
            command, env=environment, stdout=PIPE, stderr=PIPE, text=True, start_new_session=True
        ) as process,
        report.open(),
    ):
        os.killpg(process.pid, signal.SIGINT)
        printed, told = process.communicate()
    assert (printed, process.returncode) == ("", 130)
    assert told.startswith("CommandError: Afgebroken.")
    assert len(told.splitlines()) == 1


def test_ending_one_pool_leaves_the_workers_of_another():
    raw = RawFile("9001.json", to_json(numbered(9001)).encode())
    with Parsers(1) as first:
        list(first.run([(raw.name, raw)]))
        workers = set(multiprocessing.active_children())
        with Parsers(1) as second:
            list(second.run([(raw.name, raw)]))
        assert len(workers) == 1
        assert workers <= set(multiprocessing.active_children())
