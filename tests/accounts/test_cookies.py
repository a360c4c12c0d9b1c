"""Cookies over HTTPS: with prefixes that tie them to it, and to this host."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.infra import demo

ROOT = Path(__file__).parents[2]
TOLD = """
import django; django.setup()
from django.conf import settings
from kamerarchief.accounts import kept
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, kept.COOKIE)
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_DOMAIN)
"""


def told(folder: Path, https: str) -> list[str]:
    environment = demo.environment(folder) | {
        "HTTPS": https,
        "DJANGO_SETTINGS_MODULE": "kamerarchief.settings",
    }
    run = [sys.executable, "-c", TOLD]
    return subprocess.check_output(run, env=environment, cwd=ROOT, text=True).split()


def test_over_https_they_have_prefixes(tmp_path: Path) -> None:
    names = ["__Host-sessionid", "__Host-csrftoken", "__Secure-beheerder"]
    assert told(tmp_path, "1") == [*names, "True", "True", "None"]


def test_over_plain_http_a_browser_would_refuse_those(tmp_path: Path) -> None:
    assert told(tmp_path, "0")[:3] == ["sessionid", "csrftoken", "beheerder"]
