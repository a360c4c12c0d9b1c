"""What one takes along from a page in a real browser: a citation, and all hits as a file."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.archive import fill

pytestmark = pytest.mark.django_db(transaction=True)

DOCUMENT = "/documenten/ah-tk-20212022-7002/"


def test_the_data_for_programs_is_in_the_page_and_the_policy_lets_it_be(page: Page) -> None:
    document = fill()
    page.goto(DOCUMENT)
    # the fixture fails where the browser complains of the policy
    told = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert told["@type"] == "Report"
    assert told["name"] == document.heading


def test_an_answer_is_cited_in_two_clicks_and_its_citation_downloaded(page: Page) -> None:
    fill()
    page.goto(DOCUMENT)
    page.get_by_role("link", name="Eén vraag of antwoord citeren").click()
    page.get_by_role("link", name="Antwoord op vraag 1 en 5").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Citeer antwoord op vraag 1 en 5")
    expect(page.locator(".cited").first).to_contain_text("(antwoord op vraag 1 en 5)")
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == "ah-tk-20212022-7002-antwoord-1.bib"
    assert (
        download.value.path().read_text().startswith("@techreport{ah-tk-20212022-7002-antwoord-1,")
    )


def test_all_hits_are_downloaded_from_the_search_page(page: Page) -> None:
    fill()
    page.goto("/zoeken/?q=veerdienst")
    page.get_by_text("Bewaar of volg").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="alle treffers als CSV").click()
    assert download.value.suggested_filename.startswith("kamerarchief-zoeken-veerdienst-")
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("kenmerk;soort;toestand;")
    assert len(lines) == 1 + 28
