"""A service that lies stops nothing but what it lies about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from documents.models import Document

from .conftest import Archive
from .fake_koop import FakeKoop, answer_of, xml_of
from .server import Reply

YEARS = timedelta(days=40 * 365)


def test_a_total_that_is_no_number_of_publications_stops_nothing(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(1))
    nonsense = "<numberOfRecords>" + "9" * 5000 + "</numberOfRecords>"
    answer = f"<searchRetrieveResponse>{nonsense}</searchRetrieveResponse>".encode()
    koop.instead("/sru", Reply(answer))

    assert archive.sync().outcomes() == {"ah-tk-20242025-1": "new"}


def test_a_list_of_more_than_any_service_gives_is_asked_for_again(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(1))
    records = "".join(f"<record><identifier>ah-{n}</identifier></record>" for n in range(2000))
    koop.instead(
        "/sru", Reply(f"<searchRetrieveResponse>{records}</searchRetrieveResponse>".encode())
    )

    assert archive.sync().outcomes() == {"ah-tk-20242025-1": "new"}


@pytest.mark.parametrize("where", ["http://[bad", "//[", "\x80\xff://"])
def test_a_redirect_to_what_is_no_address_costs_one_publication(
    where: str, archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(1), answer_of(2))
    koop.instead("-1.xml", Reply(status=302, headers={"Location": where}))

    outcomes = archive.sync().outcomes()

    assert outcomes == {"ah-tk-20242025-1": "failed", "ah-tk-20242025-2": "new"}


def test_after_a_clock_that_was_years_ahead_what_is_new_comes_in(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(1))
    archive.sync()
    archive.clock.passed += YEARS.total_seconds()
    archive.sync()
    archive.clock.passed -= YEARS.total_seconds()
    koop.add(answer_of(2, modified="2026-11-28"))

    assert archive.sync().outcomes() == {"ah-tk-20242025-2": "new"}


def test_the_file_of_another_number_does_not_take_that_number_away(
    archive: Archive, koop: FakeKoop
) -> None:
    koop.add(answer_of(5), answer_of(6))
    koop.bytes_of["ah-tk-20242025-5.xml"] = xml_of(answer_of(6))

    archive.sync()

    numbers = Document.objects.order_by("number").values_list("identifier", "number")
    assert list(numbers) == [("ah-tk-20242025-5", 5), ("ah-tk-20242025-6", 6)]
