"""Every page in a real browser: for everybody, at every width, in light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.archive import fill

DOCUMENT = "/documenten/ah-tk-20212022-7002/"
ADDRESSES = [
    "/",
    "/zoeken/",
    "/zoeken/?q=veerpont&fractie=nieuw-midden&fractie=lijst-waterland",
    "/zoeken/?q=nietsgevonden&van=32-13-2022",
    f"{DOCUMENT}?q=veerpont",
    "/documenten/ah-tk-20212022-7001/",
    "/bewindspersonen/",
    "/bewindspersonen/dijkstra-minister-veren-en-bruggen/",
    "/ministeries/",
    "/ministeries/veren-en-bruggen/",
    "/kamerleden/?sortering=aantal",
    "/kamerleden/van-loon-lijst-waterland/?jaar=2022",
    "/fracties/",
    "/fracties/nieuw-midden/?pagina=2",
    "/datum/",
    "/datum/2022/",
    "/datum/2022/11/",
    "/kamerleden/niemand/",
    "/kamerleden/?sortering=mooiste",
]
WIDTHS = [320, 768, 1280]
AXE = {"rules": {"target-size": {"enabled": True}}}

pytestmark = pytest.mark.django_db(transaction=True)


def faults(page: Page) -> str:
    """What axe has against the page; empty where it is fine."""
    results = Axe().run(page, options=AXE)
    return str(results.generate_report()) if results.violations_count else ""


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_passes_axe_and_fits_its_width(page: Page, address: str) -> None:
    fill()
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert faults(page) == "", f"{address} at {width}"
        needed = page.evaluate("document.documentElement.scrollWidth")
        assert needed <= width, f"{address} is {needed} wide at {width}"
    page.emulate_media(color_scheme="dark")
    assert faults(page) == "", f"{address} in the dark"


def test_without_javascript_one_can_search_read_and_browse(page_without_javascript: Page) -> None:
    fill()
    page = page_without_javascript
    page.goto("/")
    page.get_by_label("Zoeken in vragen en antwoorden").fill("overtochten")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.get_by_role("heading", name="1 document gevonden")).to_be_visible()
    page.get_by_role("link", name="Vraag 2").click()
    expect(page).to_have_url(f"{page.url.split('/documenten')[0]}{DOCUMENT}?q=overtochten#vraag-2")
    page.get_by_role("link", name="voetnoot 2").click()
    assert page.url.endswith("#noot-2")
    page.get_by_role("link", name="Terug naar nootcijfer 2").click()
    expect(page.get_by_role("link", name="voetnoot 2")).to_be_in_viewport()
    page.get_by_role("link", name="Fracties").click()
    page.get_by_role("link", name="Nieuw Midden").click()
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_role("heading", name="De veerdienst")).to_have_count(3)


def test_without_javascript_filters_narrow_a_search_and_are_undone(
    page_without_javascript: Page,
) -> None:
    fill()
    page = page_without_javascript
    page.goto("/zoeken/?q=veerdienst")
    page.get_by_label("2021").check()
    page.get_by_role("button", name="Filters toepassen").click()
    expect(page.get_by_role("heading", name="10 documenten gevonden")).to_be_visible()
    expect(page.get_by_label("2021")).to_be_checked()
    page.get_by_role("link", name="Verwijder filter Jaar: 2021").click()
    expect(page.get_by_role("heading", name="28 documenten gevonden")).to_be_visible()


def test_the_keyboard_skips_to_the_content(page: Page) -> None:
    document = fill()
    page.goto(document.get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link").first).to_be_focused()
