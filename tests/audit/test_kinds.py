"""The audit looks at every kind of page that the site has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, resolve

from documents.urls import urlpatterns
from tests.infra import demo

ROOT = Path(__file__).parents[2]
#: What is no page to look at: files and answers for programs, and addresses that lead on.
NO_PAGES = {
    *("document_json", "document_source", "document_citation", "suggestions"),
    *("health", "health_alive", "health_sources"),
    *("search_export", "member", "minister"),
    *("data_schema", "data_file", "robots", "opensearch", "opensearch_suggestions"),
    *("security", "sitemaps", "sitemap", "feed", "search_feed"),
}


def is_page(pattern: URLPattern) -> bool:
    name = str(pattern.name)
    return name not in NO_PAGES and not name.endswith(("_export", "_csv", "_feed"))


def test_each_address_of_the_site_is_audited_or_said_to_be_no_page(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = demo.archive(tmp_path_factory)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.audit", "--list", "--data", str(data)],
        cwd=ROOT,
        env=demo.environment(data),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    paths = [line.split("\t")[1] for line in done.stdout.splitlines()]
    names = {resolve(urlsplit(path).path).url_name for path in paths if "bestaat" not in path}
    pages = {pattern.name for pattern in urlpatterns if is_page(pattern)}
    assert names - {"login"} == pages
