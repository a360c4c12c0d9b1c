"""What those who run the site can see of it: names of requests, log lines, metrics."""

from __future__ import annotations

import json
import re
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from documents.models import IndexChange
from tests.factories import make_document
from tests.infra.serving import gunicorn

TOKEN = "een-lang-en-geheim-woord"


def values(text: str) -> dict[str, float]:
    """The values by name and labels: 'name{a=b,c=d}'."""
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f"{key}={value}" for key, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def test_metrics_are_not_there_without_a_token(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer iets anders"}])
def test_metrics_are_for_who_has_the_token(
    header: dict[str, str], client: Client, settings: Settings
) -> None:
    settings.METRICS_TOKEN = TOKEN
    response = client.get("/metrics", headers=header)
    assert response.status_code == 401
    assert "kamerarchief_" not in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_metrics_tell_how_the_archive_is(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    make_document()
    IndexChange.objects.note([1])
    before = values(asked(client))
    client.post("/beheer/login/", {"username": "iemand", "password": "fout"})
    client.get("/over/")
    client.get("/bestaat-niet/")
    after = values(asked(client))
    assert after["kamerarchief_documents"] == 1
    assert after["kamerarchief_index_queue"] == IndexChange.objects.count()
    assert after["kamerarchief_disk_free_bytes"] > 0
    for name, more in {
        "kamerarchief_logins_failed_total": 1,
        "kamerarchief_requests_total{page=about,status=200}": 1,
        "kamerarchief_requests_total{page=none,status=404}": 1,
        "kamerarchief_request_seconds_count{page=about}": 1,
    }.items():
        assert after[name] - before.get(name, 0) == more, name


def asked(client: Client) -> str:
    response = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    return response.content.decode()


def test_each_answer_has_a_name_of_its_own(client: Client) -> None:
    names = {client.get("/gezond/leeft/")["X-Request-ID"] for _ in range(3)}
    assert len(names) == 3


@pytest.mark.parametrize(
    ("behind", "given", "is_kept"),
    [(True, "abc-12345", True), (False, "abc-12345", False), (True, 'x" \n"level', False)],
)
def test_only_a_proxy_names_a_request(
    behind: bool, given: str, is_kept: bool, client: Client, settings: Settings
) -> None:
    settings.BEHIND_PROXY = behind
    name = client.get("/gezond/leeft/", headers={"x-request-id": given})["X-Request-ID"]
    assert (name == given) is is_kept


@pytest.mark.django_db
def test_the_page_of_a_fault_names_the_request(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("documents.models.DocumentQuerySet.newest", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert response["X-Request-ID"] in response.content.decode()


def ask(address: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_processes_of_gunicorn_count_together_and_write_json(tmp_path: Path) -> None:
    settings = {"METRICS_TOKEN": TOKEN, "LOG_FORMAT": "json", "ACCESS_LOG": "1"}
    with gunicorn(tmp_path, **settings) as (port, served):
        site = f"http://127.0.0.1:{port}"
        asked = 21  # who waits until it serves has asked once
        for _ in range(asked - 1):
            assert ask(f"{site}/gezond/leeft/")[0] == 200
        deadline = time.monotonic() + 30
        name = "kamerarchief_requests_total{page=health_alive,status=200}"
        seen = []
        while time.monotonic() < deadline and (not seen or seen[-1] < asked):
            seen.append(values(ask(f"{site}/metrics", Authorization=f"Bearer {TOKEN}")[1])[name])
        assert seen[-1] == asked
        assert ask(f"{site}/over/", Host="elders.example")[0] == 400
        served.send_signal(signal.SIGTERM)
        assert served.stdout
        told = [json.loads(line) for line in served.stdout if line.startswith("{")]
    alive = [line for line in told if line.get("path") == "/gezond/leeft/"]
    assert len(alive) == asked
    assert len({line["request_id"] for line in alive}) == asked
    assert all(re.fullmatch("[0-9a-f]{32}", line["request_id"]) for line in alive)
    assert {line["status"] for line in alive} == {200}
    (strange,) = [line for line in told if line.get("logger") == "django.security.DisallowedHost"]
    assert "elders.example" in strange["message"]
    assert "error" not in strange  # nobody did anything wrong here
