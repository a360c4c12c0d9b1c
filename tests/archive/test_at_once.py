"""Two archivists at work on one document in the same moment: what one decided, the other keeps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection, transaction

from documents.archive import history, sources
from documents.archive.decisions import corrections, deletions, names, redactions, withdrawals
from documents.models import Answer as AnswerRow
from documents.models import Asking, Correction, Document, Event, Member, Source
from documents.parsing import Answer, QuestionSet, RawFile
from tests.admin.deeds.pages import another_version
from tests.factories import make_set
from tests.search.processes import another_process, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

_WAITING = """
    SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@contextmanager
def meanwhile(
    work: Callable[[], object], then: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """Another connection begins this work once the block is done, before its deeds are kept.

    What comes `then` is done in the transaction of the block, while the other waits.
    """
    trouble: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            trouble.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        yield
        thread.start()
        if connection.vendor == "postgresql":
            wait_until(lambda: not thread.is_alive() or _is_waiting())
        then()
    thread.join()
    assert trouble == []


def _is_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else it is what it was at first
        cursor.execute(_WAITING)
        return cursor.fetchone() is not None


def stored(questions: QuestionSet) -> Document:
    return another_version(questions, "json")


def test_a_document_withdrawn_while_a_version_comes_stays_withdrawn() -> None:
    first = make_set()
    document = stored(first)
    longer = replace(first, title="een andere titel")
    with meanwhile(lambda: stored(longer)):
        withdrawals.withdraw(document, reason="privacy", note="", by="hoofd")
    assert not Document.objects.exists()
    found = Document.everything.get()
    assert (found.withdrawn, found.title, found.version) == (True, "", 2)
    assert not AnswerRow.objects.exists()
    assert list(history.faults()) == []


def test_a_passage_redacted_while_a_version_comes_stays_hidden() -> None:
    first = make_set(answers=(Answer((1, 2), "Dat zei kapitein Kwikstaart."),))
    document = stored(first)
    with meanwhile(lambda: stored(replace(first, title="een andere titel"))):
        redactions.redact(document, "kapitein Kwikstaart", note="privacy", by="hoofd")
    assert AnswerRow.objects.get().text == "Dat zei [gelakt]."
    assert Document.objects.get().title == "een andere titel"


def test_a_document_that_two_delete_at_once_is_deleted_once() -> None:
    document = stored(make_set())
    same = Document.objects.get()
    with meanwhile(lambda: deletions.take_out(same, by="de ander")):
        assert deletions.take_out(document, by="hoofd")
    assert [event.by for event in Event.objects.filter(deed="deleted")] == ["hoofd"]


def test_a_name_merged_while_a_document_comes_stands_for_it_there_too() -> None:
    stored(make_set())
    name = Member.objects.get()
    other = Member.objects.create(name="Van Loon-Dijk", slug="van-loon-dijk")
    with meanwhile(lambda: stored(make_set())):
        names.merge(name, other, by="hoofd")
    assert set(Asking.objects.values_list("member__name", flat=True)) == {"Van Loon-Dijk"}


def test_taking_back_a_correction_while_another_replaces_it_finds_it_gone() -> None:
    first = make_set()
    document = stored(first)
    corrections.correct(document, replace(first, title="een"), by="hoofd")
    pk = Correction.objects.get().pk

    def take_back() -> None:
        with pytest.raises(Correction.DoesNotExist):
            corrections.undo(pk, by="de ander")

    def replace_it() -> None:
        corrections.correct(document, replace(first, title="twee"), by="hoofd")

    with meanwhile(take_back, replace_it):
        Document.everything.select_for_update().get(pk=document.pk)
    assert Document.objects.get().title == "twee"
    assert list(history.faults()) == []


_KEEP = """
import django
django.setup()
from django.db import transaction
from documents.archive import sources
from documents.parsing import RawFile
with transaction.atomic():
    sources.keep_all([(RawFile(f"{n}.txt", b"dijk %d" % n), "text") for n in reversed(range(20))])
"""


def test_two_processes_that_keep_the_same_bytes_at_once_share_their_rows(index_dir: Path) -> None:
    raws = [RawFile(f"{n}.txt", b"dijk %d" % n) for n in range(10, 30)]
    with transaction.atomic():
        kept = sources.keep_all((raw, "text") for raw in raws)
        other = another_process(_KEEP, index_dir.parent)
        if connection.vendor == "postgresql":
            wait_until(lambda: other.poll() is not None or _is_waiting(), seconds=180)
    assert other.wait(180) == 0
    assert {row.pk for row in kept.values()} < set(Source.objects.values_list("pk", flat=True))
    assert Source.objects.count() == 30
    assert sorted(sources.read(row).data for row in Source.objects.all()) == sorted(
        b"dijk %d" % n for n in range(30)
    )
    assert not list(sources.aside_folder().iterdir())
