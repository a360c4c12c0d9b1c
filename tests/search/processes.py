"""Other processes and threads at work on the archive of a test."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection

from documents.models import IndexChange
from documents.search import SearchRequest, indexing, search
from tests.factories import make_document

ROOT = Path(__file__).parents[2]


def index(*words: str) -> str:
    out = io.StringIO()
    call_command("index", *words, stdout=out)
    return out.getvalue()


def another_process(code: str, folder: Path) -> subprocess.Popen[bytes]:
    """A process of its own on the database and the index of this test."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        person = quote(database["USER"] or "", safe="")
        password = f":{quote(database['PASSWORD'], safe='')}" if database["PASSWORD"] else ""
        host = quote(database["HOST"] or "", safe="")
        port = f":{database['PORT']}" if database["PORT"] else ""
        url = f"postgresql://{person}{password}@{host}{port}/{database['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": url,
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "kamerarchief.settings",
    }
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment)


_KILLED = """
import os, signal
import django
django.setup()
from documents.search import indexing
{imports}
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
{place} = killed
indexing.{work}()
"""


def killed_loses_nothing(
    imports: str, place: str, work: str, found_at_once: int, folder: Path
) -> None:
    """Kills a process where it calls `place`, in the midst of work on the index of two documents.

    Of these `found_at_once` are found then, and both when the index is brought up to date.
    """
    make_document(title="de tolbrug")
    indexing.rebuild()
    make_document(title="een tolbrug")
    code = _KILLED.format(imports=imports, place=place, work=work)
    assert another_process(code, folder).wait() == -signal.SIGKILL
    assert search(SearchRequest("tolbrug")).total == found_at_once
    index()
    assert search(SearchRequest("tolbrug")).total == 2
    assert "zijn gelijk" in index("--check")
    assert not IndexChange.objects.exists()


def wait_until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    """Looks again and again; fails where it never becomes true."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.1)):
        if true():
            return
        pause.wait(0.1)
    pytest.fail("it never became true")


def totals_while_the_index_changes(query: str) -> list[list[int]]:
    """The totals that each of three threads sees while one document becomes seven, in order.

    Fails where any of them sees an error.
    """
    make_document(title="de tolbrug")
    indexing.rebuild()
    totals: list[list[int]] = [[], [], []]
    trouble: list[BaseException] = []
    done = threading.Event()

    def look(seen: list[int]) -> None:
        try:
            while not done.is_set():
                seen.append(search(SearchRequest(query)).total)
        except BaseException as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=look, args=[seen]) for seen in totals]
    for thread in threads:
        thread.start()
    for n in range(6):
        make_document(title="de tolbrug")
        indexing.apply_queue()
        if n % 2:
            indexing.rebuild()
    done.set()
    for thread in threads:
        thread.join()
    assert trouble == []
    return totals
