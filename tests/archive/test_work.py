"""The queue of sent files: claimed by one worker at a time, lost by none, refused where it kills."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from documents.archive import ingest, sources, uploads
from documents.archive.uploads import queue, rows, work
from documents.models import Event, SentFile, Source, Upload, UploadedFile
from documents.parsing import RawFile, parse
from tests.admin.conftest import set_file, zip_file
from tests.search.processes import another_process, wait_until
from tests.uploaded import received

pytestmark = pytest.mark.django_db(transaction=True)


def receive(*files: tuple[str, bytes]) -> Upload:
    return uploads.receive([ContentFile(data, name) for name, data in files], None)


def outcomes() -> dict[str, str]:
    return dict(UploadedFile.objects.order_by("pk").values_list("name", "state"))


def pass_over_the_lease() -> None:
    SentFile.objects.filter(state="busy").update(claimed_until=timezone.now() - timedelta(1))


def test_what_is_received_lies_on_disk_before_anything_is_read() -> None:
    data = set_file()
    receive(("veer.json", data))
    sent = SentFile.objects.get()
    assert sent.state == "waiting"
    assert sent.source
    assert sent.source.path.read_bytes() == data
    assert not UploadedFile.objects.exists()


def test_what_was_read_waits_and_the_history_tells_it() -> None:
    received(("veer.json", set_file()), ("leeg.txt", b""))
    assert outcomes() == {"veer.json": "waiting", "leeg.txt": "refused"}
    assert dict(SentFile.objects.values_list("name", "state")) == {
        "veer.json": "done",
        "leeg.txt": "refused",
    }
    assert Source.objects.get(name="veer.json").format == "json"
    [sent, read] = Event.objects.order_by("pk")
    assert (sent.deed, sent.details["files"]) == ("uploaded", 2)
    assert (read.deed, read.details) == ("read", {"files": 2, "refused": 1})


def test_first_files_of_all_uploads_go_before_second_ones() -> None:
    receive(*[(f"{i}.json", set_file(title=f"set {i}")) for i in range(3)])
    receive(("klein.json", set_file()))
    with work.Worker() as worker:
        worker.one()
        worker.one()
    assert list(outcomes()) == ["0.json", "klein.json"]


def test_a_file_that_a_worker_has_is_no_others_until_its_time_is_over() -> None:
    receive(("veer.json", set_file()))
    first = queue.claim()
    assert first
    assert queue.claim() is None
    pass_over_the_lease()
    second = queue.claim()
    assert second
    assert second.pk == first.pk
    with pytest.raises(queue.Lost):
        queue.renew(first, 1)
    with pytest.raises(queue.Lost):
        queue.finish(first, [])
    queue.renew(second, 1)


def test_each_step_begins_with_a_claim_of_full_length(monkeypatch: pytest.MonkeyPatch) -> None:
    receive(("veer.zip", zip_file({"veer.json": set_file()})), ("x.metadata.xml", b"<a/>"))
    step, row = work.Worker._bounded, rows.row
    free: list[bool] = []

    def slow(worker: work.Worker, *given: Any) -> Any:
        found: Any = step(worker, *given)
        pass_over_the_lease()
        return found

    def told(*given: Any) -> UploadedFile:
        free.append(SentFile.objects.filter(turn=0).free(timezone.now()).exists())
        return row(*given)

    monkeypatch.setattr(work.Worker, "_bounded", slow)
    monkeypatch.setattr(rows, "row", told)
    work.all_waiting()
    assert free[0] is False
    assert outcomes()["veer.zip/veer.json"] == "waiting"


def test_a_file_that_ended_two_workers_is_refused_and_the_next_is_read() -> None:
    receive(("moordenaar.json", set_file()), ("veer.json", set_file()))
    for _ in range(2):
        assert queue.claim()
        pass_over_the_lease()
    work.all_waiting()
    assert outcomes() == {"moordenaar.json": "refused", "veer.json": "waiting"}
    [problem] = UploadedFile.objects.get(name="moordenaar.json").problems
    assert "2 keer afgebroken" in problem["message"]


def test_workers_side_by_side_read_each_file_once() -> None:
    receive(*[(f"{i}.json", set_file(title=f"set {i}")) for i in range(12)])

    def reading() -> None:
        try:
            work.all_waiting()
        finally:
            connection.close()

    threads = [threading.Thread(target=reading) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work.all_waiting()  # on PostgreSQL one may have ended while others had the last ones
    assert sorted(outcomes()) == sorted(f"{i}.json" for i in range(12))
    assert Event.objects.filter(deed="read").count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_none_waits_for_what_another_is_claiming() -> None:
    receive(*[(f"{i}.json", set_file(title=f"set {i}")) for i in range(3)])
    claimed: list[SentFile | None] = []

    def claiming() -> None:
        try:
            claimed.extend(queue.claim() for _ in range(3))
        finally:
            connection.close()

    with transaction.atomic():
        mine = queue.claim()
        thread = threading.Thread(target=claiming)
        thread.start()
        thread.join(60)  # before the claim of this one is kept
        assert not thread.is_alive()
    assert mine
    assert [mine.name, *(each and each.name for each in claimed)] == [
        *("0.json", "1.json", "2.json"),
        None,
    ]


def test_a_worker_that_is_asked_to_end_gives_back_what_it_has() -> None:
    receive(("veel.zip", zip_file({f"{i}.json": set_file() for i in range(4)})))
    stop = threading.Event()
    stop.set()
    with work.Worker(stop) as worker, pytest.raises(work.Stopped):
        worker.one()
    sent = SentFile.objects.get()
    assert (sent.state, sent.tries) == ("waiting", 0)
    assert not UploadedFile.objects.exists()
    work.all_waiting()
    assert len(outcomes()) == 4


def test_a_file_whose_bytes_are_gone_is_refused_and_the_others_go_on() -> None:
    receive(("weg.json", set_file(title="weg")), ("veer.json", set_file()))
    lost = SentFile.objects.get(name="weg.json").source
    assert lost
    lost.path.unlink()
    work.all_waiting()
    assert outcomes() == {"weg.json": "refused", "veer.json": "waiting"}


@pytest.mark.parametrize("limit", ["MAX_UNPACKED", "UPLOAD_SECONDS"])
def test_what_is_over_a_limit_of_the_upload_is_refused_and_what_was_read_stays(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(("een.json", set_file()), ("twee.json", set_file(title="twee")))
    with work.Worker() as worker:
        worker.one()
    monkeypatch.setattr(f"documents.parsing.files.limits.{limit}", 0)
    work.all_waiting()
    assert outcomes() == {"een.json": "waiting", "twee.json": "refused"}
    [problem] = UploadedFile.objects.get(name="twee.json").problems
    assert problem["message"].startswith("Dit is niet gelezen: ")


def test_a_file_that_is_too_large_is_refused_and_the_others_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("documents.parsing.files.limits.MAX_BYTES", 5_000)
    received(("groot.json", set_file() + b" " * 5_000), ("veer.json", set_file()))
    assert outcomes() == {"groot.json": "refused", "veer.json": "waiting"}


def test_bytes_that_wait_unread_have_their_format_once_they_come_another_way() -> None:
    data = set_file(identifier="ah-tk-20222023-71")
    upload = receive(("een.json", data))
    raw = RawFile("map/twee.json", data)
    stored = ingest.store(raw, parse(raw))
    source = stored.document.source
    source.refresh_from_db()
    assert (source.format, source.name) == ("json", "map/twee.json")
    assert Source.objects.get(sent__upload=upload) == source


def test_what_waits_to_be_read_is_not_swept() -> None:
    receive(("veer.json", set_file()))
    Source.objects.update(received_at=timezone.now() - timedelta(days=3))
    assert list(sources.sweep()) == []
    work.all_waiting()
    assert outcomes() == {"veer.json": "waiting"}


_WORK = """
import django
django.setup()
from django.core.management import call_command
call_command("work")
"""


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing(index_dir: Path) -> None:
    made = {f"{i}.json": set_file(title=f"set {i}") for i in range(150)}
    receive(("veel.zip", zip_file(made)))
    with another_process(_WORK, index_dir.parent) as process:
        while not SentFile.objects.filter(seen__gt=0).exists():
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    assert SentFile.objects.get().state == "busy"
    assert not UploadedFile.objects.exists()
    pass_over_the_lease()
    work.all_waiting()
    assert sorted(outcomes()) == sorted(f"veel.zip/{name}" for name in made)


@pytest.mark.slow
def test_what_a_killed_worker_had_others_take_over_after_its_time_and_not_before(
    index_dir: Path,
) -> None:
    receive(("veel.zip", zip_file({f"{i}.json": set_file(title=f"set {i}") for i in range(150)})))
    with another_process(_WORK, index_dir.parent) as killed:
        wait_until(lambda: SentFile.objects.filter(seen__gt=0).exists())
        killed.send_signal(signal.SIGKILL)
    claim = SentFile.objects.get()
    small = [f"{i}.json" for i in range(12)]
    receive(*[(name, set_file(title=f"los {name}")) for name in small])
    with (
        another_process(_WORK, index_dir.parent) as one,
        another_process(_WORK, index_dir.parent) as other,
    ):
        wait_until(lambda: SentFile.objects.filter(state="done").count() == len(small), seconds=120)
        claim.refresh_from_db()
        assert (claim.state, claim.tries) == ("busy", 1)
        pass_over_the_lease()
        wait_until(lambda: not SentFile.objects.exclude(state="done").exists(), seconds=120)
        for process in (one, other):
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
    assert set(SentFile.objects.values_list("name", "tries")) == {
        ("veel.zip", 2),
        *((name, 1) for name in small),
    }
    assert sorted(outcomes()) == sorted([*small, *(f"veel.zip/{i}.json" for i in range(150))])
    assert UploadedFile.objects.count() == len(outcomes())
    assert Event.objects.filter(deed="read").count() == 2


@pytest.mark.slow
def test_a_worker_that_is_ended_gives_back_what_it_has(index_dir: Path) -> None:
    receive(("veel.zip", zip_file({f"{i}.json": set_file(title=f"set {i}") for i in range(300)})))
    with another_process(_WORK, index_dir.parent) as process:
        while not SentFile.objects.filter(seen__gt=0).exists():
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert list(SentFile.objects.values_list("state", "tries")) == [("waiting", 0)]
