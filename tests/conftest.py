"""What all tests share: clean folders, and a browser on a running site."""

from __future__ import annotations

import gc
import math
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import caches
from django.db import connection
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from kamerarchief.fair.debts import debts
from tests.infra import chromium
from tests.search.tables import drop_index

#: What gives a test the database, besides the mark django_db.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
#: The engines of the search index that this database can have.
ENGINES = ["whoosh", "postgres"] if connection.vendor == "postgresql" else ["whoosh"]
#: milliseconds after which what a page should show will not come any more, on a busy machine too
APPEARS = 60_000


# How long an example takes says something of the machine: speed is measured in benchmarks/.
hypothesis.settings.register_profile("tests", deadline=None)
#: by hand, for what makes its examples itself: `--hypothesis-profile=long`
hypothesis.settings.register_profile("long", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("tests")


def pytest_configure() -> None:
    """Lets Ctrl-C stop what the tests start, also where the tests run in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_report_header() -> str:
    """Says on which database the tests run."""
    return f"database: {connection.vendor}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test by what it uses: `./run test` chooses by these marks."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker("browser")
        if "visitor" in fixtures:
            item.add_marker("visits")
        if item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker("database")
        if hasattr(getattr(item, "module", None), "subprocess"):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Lets Django empty all tables of SQLite after a test; PostgreSQL's TRUNCATE may always."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("DROP TRIGGER IF EXISTS documents_event_no_delete")


@pytest.fixture(autouse=True)
def clean_folders(settings: Settings, tmp_path: Path) -> None:
    """Each test begins with no sources and no index."""
    settings.SOURCES_DIR = tmp_path / "sources"
    settings.INDEX_DIR = tmp_path / "index"


@pytest.fixture(autouse=True)
def garbage_is_looked_for() -> Iterator[None]:
    """A command keeps the garbage collector off its process: here that is the process of all tests,
    of which the next one must not keep what this one let go of, as the turn of an export."""
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


@pytest.fixture(autouse=True)
def nobody_owes() -> None:
    """No address has asked anything before a test."""
    debts.forget()


@pytest.fixture(autouse=True)
def nothing_was_shown() -> None:
    """No page is kept from the test before."""
    caches["pages"].clear()


@pytest.fixture(autouse=True)
def nothing_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pages keep is made anew after any deed, also where a busy machine took long over it."""
    monkeypatch.setattr("documents.views.kept.SLOW", math.inf)


@pytest.fixture
def index_dir(settings: Settings) -> Path:
    """The folder of the search index of this test; it does not exist yet."""
    folder: Path = settings.INDEX_DIR
    return folder


@pytest.fixture(params=ENGINES)
def search_engine(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The engine that keeps the search index; a test with this fixture runs on each."""
    settings.SEARCH_ENGINE = request.param
    monkeypatch.setenv("SEARCH_ENGINE", request.param)  # for other processes
    yield request.param
    used_database = request.node.get_closest_marker("database")
    if request.param == "postgres" and used_database and not connection.in_atomic_block:
        drop_index()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    path = chromium.executable()
    expect.set_options(timeout=APPEARS)
    # Playwright keeps an event loop in this thread, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page on the running site: page.goto('/'). What it breaks of the CSP fails the test."""
    with browser.new_context(base_url=live_server.url, locale="nl-NL") as context:
        complaints = _complaints(context)
        yield context.new_page()
        assert complaints == []


@pytest.fixture
def page_without_javascript(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The same with JavaScript turned off."""
    with browser.new_context(
        base_url=live_server.url, locale="nl-NL", java_script_enabled=False
    ) as context:
        yield context.new_page()


def _complaints(context: BrowserContext) -> list[str]:
    """Filled while the pages of the context run: errors of scripts, and breaches of the CSP."""
    found: list[str] = []
    context.on("weberror", lambda error: found.append(str(error.error)))

    def heed(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(message.text)

    context.on("console", heed)
    return found
