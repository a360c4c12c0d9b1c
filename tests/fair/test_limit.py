"""One who asks too much of what costs is refused for a while; nobody else is."""

from __future__ import annotations

import http.client
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from documents.urls import urlpatterns
from kamerarchief.fair.limit import COSTS, cost_of
from tests.factories import make_document
from tests.infra.serving import PATIENCE, gunicorn

pytestmark = pytest.mark.django_db

#: pages that are not counted: one document at a time, what stays as it is, and what others build on
UNCOUNTED = {
    *("home", "about", "accessibility", "search_help", "search_advanced", "data", "data_schema"),
    *("document", "document_source", "document_json", "document_cite", "document_citation"),
    *("document_versions", "document_version", "case"),
    *("robots", "opensearch", "security", "sitemaps", "sitemap"),
    *("health", "health_alive", "health_sources"),
}
ONE = {"REMOTE_ADDR": "203.0.113.7"}
OTHER = {"REMOTE_ADDR": "203.0.113.8"}


@pytest.fixture(autouse=True)
def three_a_minute(settings: Settings) -> None:
    """So few that one search is all that an address may do at once."""
    settings.SEARCHES_A_MINUTE = 3


def statuses(client: Client, address: str, times: int, **who: str) -> list[int]:
    return [client.get(address, **who).status_code for _ in range(times)]


def test_who_searches_too_much_is_refused_and_told_for_how_long(client: Client) -> None:
    assert client.get("/kamerleden/", **ONE).status_code == 200
    refused = client.get("/kamerleden/", **ONE)
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 20
    page = refused.content.decode()
    assert f"over {refused['Retry-After']} seconden opnieuw" in page
    assert 'href="/sitemap.xml"' in page
    assert 'href="/data/"' in page


def test_nobody_else_is_refused_nor_what_costs_nothing(client: Client) -> None:
    document = make_document()
    assert statuses(client, "/kamerleden/", 3, **ONE) == [200, 429, 429]
    assert statuses(client, "/kamerleden/", 2, **OTHER) == [200, 429]
    for address in (document.get_absolute_url(), "/", "/robots.txt", "/sitemap.xml"):
        assert client.get(address, **ONE).status_code == 200


def test_addresses_of_one_network_are_one(client: Client) -> None:
    assert client.get("/kamerleden/", REMOTE_ADDR="2001:db8:1:2::3").status_code == 200
    assert client.get("/kamerleden/", REMOTE_ADDR="2001:db8:1:2:9::4").status_code == 429
    assert client.get("/kamerleden/", REMOTE_ADDR="2001:db8:1:3::3").status_code == 200


def test_behind_a_proxy_the_address_is_the_one_that_it_saw(
    client: Client, settings: Settings
) -> None:
    settings.BEHIND_PROXY = True

    def ask(hops: str) -> int:
        headers = {"X-Forwarded-For": hops, "X-Forwarded-Proto": "http"}
        return client.get("/kamerleden/", headers=headers, REMOTE_ADDR="10.0.0.1").status_code

    assert [ask("192.0.2.1, 203.0.113.7"), ask("192.0.2.2, 203.0.113.7")] == [200, 429]
    assert ask("203.0.113.7, 192.0.2.1") == 200


def test_this_machine_is_not_counted(client: Client) -> None:
    assert statuses(client, "/kamerleden/", 3) == [200] * 3
    assert statuses(client, "/kamerleden/", 3, REMOTE_ADDR="::1") == [200] * 3


def test_who_is_signed_in_is_not_counted(client: Client) -> None:
    client.force_login(User.objects.create_user("merel"))
    assert statuses(client, "/kamerleden/", 3, **ONE) == [200] * 3
    client.logout()
    assert statuses(client, "/kamerleden/", 2, **ONE) == [200, 429]


def test_an_invented_session_does_not_help(client: Client) -> None:
    client.cookies["sessionid"] = "verzonnenverzonnenverzonnen12345"
    assert statuses(client, "/kamerleden/", 2, **ONE) == [200, 429]


def test_programs_are_told_in_what_they_read(client: Client) -> None:
    client.get("/kamerleden/", **ONE)
    suggestions = client.get("/zoeken/suggesties/?q=pont", **ONE)
    assert suggestions.status_code == 429
    assert "/sitemap.xml" in suggestions.json()["error"]
    for address in ("/atom/", "/datum/2022/11/export.csv", "/cijfers/jaren.csv"):
        told = client.get(address, **ONE)
        assert (told.status_code, told["Content-Type"]) == (429, "text/plain; charset=utf-8")
        assert int(told["Retry-After"]) >= 1
        assert "/data/" in told.content.decode()


def test_what_costs_more_counts_for_more(client: Client, settings: Settings) -> None:
    settings.SEARCHES_A_MINUTE = 100  # ten at once
    assert statuses(client, "/cijfers/jaren.csv", 6, **ONE) == [200] * 5 + [429]
    assert statuses(client, "/kamerleden/", 11, **OTHER) == [200] * 10 + [429]


def test_every_page_is_judged() -> None:
    names = {one.name or "" for one in urlpatterns}
    assert {name for name in names if not cost_of(name)} == UNCOUNTED
    assert COSTS.keys() <= names


def test_the_processes_of_gunicorn_count_together(tmp_path: Path) -> None:
    """All at once: what one owes goes by with time, and a busy machine takes long over each."""

    def ask(port: int, who: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        headers = {"X-Forwarded-For": who, "X-Forwarded-Proto": "http"}
        with closing(connection):
            connection.request("GET", "/kamerleden/", headers=headers)
            return connection.getresponse().status

    more = {"BEHIND_PROXY": "1", "SEARCHES_A_MINUTE": "1", "WEB_CONCURRENCY": "3"}
    with gunicorn(tmp_path, **more) as (port, _), ThreadPoolExecutor(15) as at_once:
        counts = Counter(at_once.map(ask, [port] * 15, ["203.0.113.7"] * 15))
        assert counts == {200: 1, 429: 14}
        assert ask(port, "203.0.113.8") == 200
