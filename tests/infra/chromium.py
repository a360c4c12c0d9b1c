"""A Chromium for the browser tests: the machine's own, else from apt, else playwright's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "No browser for the tests was found, and none could be installed. Install Chromium "
    "('apt-get install chromium') or run '.venv/bin/playwright install --with-deps chromium'."
)


class NoBrowser(RuntimeError):
    """There is no Chromium, and none can be had."""


@cache
def executable() -> str:
    """The path of a Chromium that can be started. Raises NoBrowser where none can be had."""
    path = _of_machine() or _of_playwright() or _by_apt() or _by_playwright()
    if not path:
        raise NoBrowser(ADVICE)
    return path


def _of_machine() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _of_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def _by_apt() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    done = _runs(["apt-get", "update", "-qq"]) and _runs(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    )
    return _of_machine() if done else None


def _by_playwright() -> str | None:
    done = _runs([sys.executable, "-m", "playwright", "install", "chromium"])
    return _of_playwright() if done else None


def _runs(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    try:
        print(executable())
    except NoBrowser as error:
        sys.exit(str(error))
