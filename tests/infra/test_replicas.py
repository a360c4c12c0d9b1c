"""Visitors' pages are read from a real streaming replica, unless it lags or fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory

from documents.models import Document
from kamerarchief import replicas
from tests.infra import postgres
from tests.infra.replica import Pair, pair

ROOT = Path(__file__).parents[2]
PRIMARY, REPLICA = ["default"], ["replica-1"]


class Site:
    """The site on a primary and its replica; each process of it is a worker that asks both."""

    def __init__(self, databases: Pair, folder: Path) -> None:
        self.databases = databases
        self.environment = os.environ | {
            "DATABASE_URL": postgres.url_of(databases.primary),
            "DATABASE_REPLICA_URLS": postgres.url_of(databases.replica),
            "SEARCH_ENGINE": "postgres",
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "kamerarchief.settings",
        }

    def manage(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
        )

    @contextmanager
    def working(self) -> Iterator[None]:
        """With a worker, which knows nothing yet."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.infra.site"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with self.process:
            yield

    def ask(self, path: str, **question: Any) -> tuple[int, list[str]]:
        """Status of the page, and the databases that it was read from."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps({"path": path, **question}), file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        return answer["status"], answer["databases"]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with pair() as databases:
        made = Site(databases, tmp_path_factory.mktemp("data"))
        made.manage("prepare")
        yield made


@pytest.fixture
def site(sites: Site) -> Iterator[Site]:
    sites.databases.on_replica("SELECT pg_wal_replay_resume()::text")
    wait_until(sites.databases.has_caught_up)
    with sites.working():
        yield sites


#: look at the replica anew for each request
ANEW = {"VERDICT_HOLDS": 0.0, "LEFT_OUT": 0.0, "MOST_LAG": 5.0}


def wait_until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    pause = threading.Event()
    for _ in range(int(seconds / 0.1)):
        if true():
            return
        pause.wait(0.1)
    pytest.fail("it never became true")


@pytest.mark.parametrize("path", ["/", "/kamerleden/", "/datum/", "/zoeken/?q=brug+wate*"])
def test_a_visitor_reads_the_replica(site: Site, path: str) -> None:
    assert site.ask(path, set=ANEW) == (200, REPLICA)


# nothing keeps the index up to date here, as the monitor is told
@pytest.mark.parametrize(("path", "status"), [("/beheer/login/", 200), ("/gezond/", 503)])
def test_the_admin_and_the_monitor_never_ask_a_replica(site: Site, path: str, status: int) -> None:
    answered, databases = site.ask(path, set=ANEW)
    assert answered == status
    assert "replica-1" not in databases


def test_someone_with_a_session_reads_the_primary(site: Site) -> None:
    assert site.ask("/", cookies={"sessionid": "x"}, set=ANEW) == (200, PRIMARY)


def test_a_replica_that_lags_is_left_out_until_it_has_caught_up(site: Site) -> None:
    site.databases.on_replica("SELECT pg_wal_replay_pause()::text")
    allowed = {"MOST_LAG": 3600.0}  # however long a slow machine took to write
    assert site.ask("/", set=ANEW | allowed) == (200, REPLICA)
    site.manage("createsuperuser", "--noinput", "--username=a", "--email=a@example.org")
    assert site.ask("/", set=ANEW | allowed) == (200, REPLICA)
    assert site.ask("/", set=ANEW | {"MOST_LAG": 0.0}) == (200, PRIMARY)
    site.databases.on_replica("SELECT pg_wal_replay_resume()::text")
    # the primary writes now and then by itself, so it may be behind once more for a moment
    wait_until(lambda: site.ask("/", set=ANEW | {"MOST_LAG": 0.0}) == (200, REPLICA))


@pytest.mark.parametrize("path", ["/", "/zoeken/?q=brug"])
def test_a_replica_that_fails_is_left_out_and_nobody_notices(site: Site, path: str) -> None:
    trusting = {"VERDICT_HOLDS": 3600.0, "LEFT_OUT": 3600.0}
    assert site.ask("/", set=ANEW | trusting) == (200, REPLICA)
    site.databases.stop()
    status, databases = site.ask(path)  # it was thought to be well
    assert status == 200
    assert "default" in databases
    assert site.ask(path) == (200, PRIMARY)
    site.databases.start()
    assert site.ask(path) == (200, PRIMARY)  # for a while


def test_a_replica_that_is_back_is_read_again(site: Site) -> None:
    site.databases.stop()
    for _ in range(4):  # however long it was away
        assert site.ask("/", set=ANEW) == (200, PRIMARY)
    site.databases.start()
    wait_until(site.databases.has_caught_up)
    assert site.ask("/", set=ANEW) == (200, REPLICA)


def test_after_a_write_a_request_reads_the_primary() -> None:
    router = replicas.Router()
    seen = []

    def view(request: object) -> None:
        seen.append(router.db_for_read(Document))
        seen.append(router.db_for_write(Document))
        seen.append(router.db_for_read(Document))

    middleware = replicas.ReadReplicas.__new__(replicas.ReadReplicas)
    middleware.get_response = view  # type: ignore[assignment]
    middleware.replicas = replicas.Replicas(REPLICA)
    middleware.replicas._good = set(REPLICA)
    middleware.replicas._look_again = {}
    middleware(RequestFactory().get("/"))
    assert seen == ["replica-1", "default", "default"]
    assert router.db_for_read(Document) == "default"
    middleware(RequestFactory().post("/"))
    assert seen[3] == "default"
