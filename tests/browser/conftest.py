"""The demo archive as a visitor meets it: served by gunicorn, once for all tests of a worker."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.serving import gunicorn
from tests.browser.visitor import Visitor
from tests.infra import demo

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo archive, of which all data were dumped last night.

    Where SERVED_SITE has the address of one, as in a rehearsal of compose, it is that.
    """
    if served := os.environ.get("SERVED_SITE"):
        yield served
        return
    data = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(demo.archive(tmp_path_factory), data)
    own = demo.environment(data)
    subprocess.run([sys.executable, "manage.py", "dump"], cwd=ROOT, env=own, check=True)
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(own)
    try:
        with gunicorn(workers=1) as port:
            yield f"http://127.0.0.1:{port}"
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture
def visitor(browser: Browser, demo_site: str, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody on the front page of the demo archive, who has not clicked yet."""
    # what signs the proxy's certificate in a rehearsal is known to SSL_CERT_FILE alone
    own = {"ignore_https_errors": "SERVED_SITE" in os.environ}
    with browser.new_context(base_url=demo_site, locale="nl-NL", **own) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield Visitor(context.new_page(), tmp_path)
