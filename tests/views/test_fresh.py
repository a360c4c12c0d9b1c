"""A page that did not change is not sent again; whatever changes it, or could, makes it new."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from documents.archive import cases
from documents.archive.conclusions import renewing
from documents.archive.decisions import corrections, redactions, withdrawals
from documents.archive.decisions import facts as by_hand
from documents.archive.export import question_set
from documents.models import Document, Person, Withdrawal
from documents.search import SearchTooHeavy, indexing
from documents.views.document import related as related_view
from documents.views.fresh import version
from tests.factories import make_document
from tests.facts_factory import Facts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change has settled at once: a test does not wait for a quarter of an hour."""
    monkeypatch.setattr(version, "SETTLES", 0)


@pytest.fixture
def document() -> Document:
    made = make_document(identifier="ah-tk-20222023-325")
    indexing.rebuild()
    return made


def tag(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.headers["ETag"]


def again(client: Client, address: str, etag: str) -> int:
    """The status for a visitor who has the page with this tag."""
    return client.get(address, headers={"If-None-Match": etag}).status_code


PUBLIC = (
    *("/", "/documenten/ah-tk-20222023-325/", "/documenten/ah-tk-20222023-325/json/", "/atom/"),
    *("/zoeken/", "/zoeken/?q=veerpont", "/zoeken/atom/?q=veerpont", "/zoeken/suggesties/?q=ve"),
    *("/kamerleden/", "/fracties/", "/onderwerpen/", "/datum/", "/datum/2022/11/", "/cijfers/"),
    *(
        "/data/",
        "/over/",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-personen.xml",
        "/opensearch.xml",
    ),
)


@pytest.mark.usefixtures("document")
@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_sent_once_and_only_asked_about_after_that(
    client: Client, address: str
) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Cookie" in first.headers["Vary"]
    assert first.headers["Last-Modified"]
    assert not first.cookies
    second = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert not second.cookies


def test_who_knows_only_the_time_of_a_page_gets_304_too(client: Client, document: Document) -> None:
    since = client.get("/").headers["Last-Modified"]
    assert client.get("/", headers={"If-Modified-Since": since}).status_code == 304
    make_document()
    long_ago = "Sat, 01 Jan 2022 00:00:00 GMT"
    assert client.get("/", headers={"If-Modified-Since": long_ago}).status_code == 200


def test_304_costs_a_few_queries_whatever_the_page(
    client: Client, document: Document, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    etag = tag(client, "/zoeken/?q=veerpont")
    with django_assert_max_num_queries(4):
        assert again(client, "/zoeken/?q=veerpont", etag) == 304


def corrected(document: Document) -> None:
    wanted = dataclasses.replace(question_set(document), title="de tolbrug")
    corrections.correct(document, wanted, by="archivaris")


def redacted(document: Document) -> None:
    redactions.redact(document, "De veerpont vaart weer in mei.", note="", by="hoofd")


def withdrawn(document: Document) -> None:
    withdrawals.withdraw(document, reason=Withdrawal.Reason.PRIVACY, note="", by="hoofd")


def joined_by_another(document: Document) -> None:
    make_document(identifier="ah-tk-20222023-326")


def indexed(document: Document) -> None:
    indexing.rebuild()


def concluded_again(document: Document) -> None:
    renewing.renew()


@pytest.mark.parametrize(
    "change", [corrected, redacted, withdrawn, joined_by_another, indexed, concluded_again]
)
def test_what_is_done_in_the_archive_makes_pages_new(
    change: Callable[[Document], None], client: Client, document: Document
) -> None:
    other = make_document(identifier="ah-tk-20222023-900")
    before = {
        address: tag(client, address) for address in ("/", other.get_absolute_url(), "/atom/")
    }
    assert {again(client, *one) for one in before.items()} == {304}
    change(document)
    assert {again(client, *one) for one in before.items()} == {200}


def test_a_page_that_was_withdrawn_is_gone_for_who_had_it(
    client: Client, document: Document
) -> None:
    address = document.get_absolute_url()
    etag = tag(client, address)
    withdrawn(document)
    assert again(client, address, etag) == 410


def test_people_who_are_known_later_make_pages_new(
    client: Client, document: Document, facts: Facts
) -> None:
    etag = tag(client, document.get_absolute_url())
    facts.member("Anna van Loon", "Lijst Waterland", "2020-01-01")
    facts.load()
    assert again(client, document.get_absolute_url(), etag) == 200
    etag = tag(client, document.get_absolute_url())
    by_hand.change(Person.objects.get(), {"initials": "A.B."}, by="archivaris")
    assert again(client, document.get_absolute_url(), etag) == 200


def test_cases_that_were_made_anew_make_pages_new(client: Client, document: Document) -> None:
    etag = tag(client, document.get_absolute_url())
    case = document.case
    type(case).objects.filter(pk=case.pk).update(state="open")  # as older rules had it
    assert cases.settle_all() == 1
    assert again(client, document.get_absolute_url(), etag) == 200


def test_another_day_makes_pages_new(
    client: Client, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question of which the answer is due becomes late at midnight in Amsterdam."""

    def at(hour: int, minute: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 7, 1, hour, minute, tzinfo=UTC))

    at(21, 50)
    etag = tag(client, "/")
    at(21, 59)
    assert again(client, "/", etag) == 304
    at(22, 0)
    assert again(client, "/", etag) == 200


def test_another_release_or_a_demo_makes_pages_new(
    client: Client,
    document: Document,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
) -> None:
    etag = tag(client, "/")
    monkeypatch.setattr(version, "release", lambda: "another")
    assert again(client, "/", etag) == 200
    etag = tag(client, "/")
    settings.DATA_DIR = tmp_path
    (tmp_path / "demo").touch()
    assert again(client, "/", etag) == 200


def test_the_release_is_that_of_the_code_and_the_pages(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    for name in version.CODE:
        (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / "templates").mkdir()
    page = tmp_path / "templates/base.html"
    page.write_text("<p>")
    made = version.release.__wrapped__
    first = made()
    assert made() == first
    page.write_text("<b>")
    assert made() != first


def test_the_tag_of_one_page_is_none_of_another(client: Client, document: Document) -> None:
    assert again(client, "/fracties/", tag(client, "/")) == 200
    assert again(client, "/?jaar=1", tag(client, "/")) == 200
    assert again(client, "/bestaat/niet/", "*") == 404


def test_what_a_process_may_remember_wrongly_is_kept_no_longer_than_a_minute(
    client: Client, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version, "SETTLES", 900)
    response = client.get("/")
    assert "Last-Modified" not in response.headers
    monkeypatch.setattr("time.time", lambda: datetime.now(UTC).timestamp() + 61)
    assert again(client, "/", response.headers["ETag"]) == 200


def test_a_page_that_lacks_something_for_now_is_not_kept(
    client: Client, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def heavy(*args: object) -> None:
        raise SearchTooHeavy

    monkeypatch.setattr(related_view, "related", heavy)
    response = client.get(reverse("document_related", args=[document.identifier]))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"
    assert "ETag" not in response.headers


def in_files(folder: Path) -> dict[str, dict[str, object]]:
    """As the processes of gunicorn keep pages together."""
    kept = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": folder}
    return {**django_settings.CACHES, "pages": kept}


def test_a_search_that_another_process_answered_is_not_made_again(
    client: Client,
    document: Document,
    settings: Settings,
    tmp_path: Path,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.CACHES = in_files(tmp_path)
    first = client.get("/zoeken/?q=veerpont").content
    settings.CACHES = in_files(tmp_path)  # as new as those of another process
    with django_assert_max_num_queries(4):
        assert client.get("/zoeken/?q=veerpont").content == first


def test_a_disk_that_keeps_nothing_costs_no_page(
    client: Client, document: Document, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings.CACHES = in_files(tmp_path / "file" / "pages")
    assert client.get("/zoeken/?q=veerpont").status_code == 200


def test_a_database_that_fails_is_met_by_the_page_itself(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A replica that fails is left out there, and the primary answers."""

    def failing() -> None:
        raise OperationalError("the replica is gone")

    monkeypatch.setattr("documents.views.fresh.middleware.version", failing)
    response = client.get("/robots.txt")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    "address", ["/bestaat/niet/", "/zoeken/?van=nooit", "/fracties/?sortering=x"]
)
def test_errors_are_asked_again(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code >= 400
    assert response.headers["Cache-Control"] == "no-cache"
    assert "ETag" not in response.headers


def test_pages_of_who_signed_in_are_not_shared(client: Client, document: Document) -> None:
    etag = tag(client, "/")
    client.force_login(User.objects.create_superuser("hoofd", password="x"))
    response = client.get("/", headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response.headers["Vary"]
    for address in ("/beheer/", "/beheer/documents/document/", "/beheer/documents/event/"):
        kept = client.get(address).headers["Cache-Control"]
        assert {"private", "no-store"} <= {word.strip() for word in kept.split(",")}


def test_scripts_of_other_sites_read_data_and_no_pages(client: Client, document: Document) -> None:
    own = document.get_absolute_url()
    for address in (
        f"{own}json/",
        "/zoeken/suggesties/?q=ve",
        "/atom/",
        "/zoeken/export.csv?q=veerpont",
    ):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*", address
    etag = tag(client, f"{own}json/")
    same = client.get(f"{own}json/", headers={"If-None-Match": etag})
    assert same.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get(own).headers
    client.force_login(User.objects.create_superuser("hoofd", password="x"))
    assert "Access-Control-Allow-Origin" not in client.get(f"{own}json/").headers
