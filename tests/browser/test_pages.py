"""Every page in a real browser: for everybody, at every width, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.archive import fill

DOCUMENT = "/documenten/ah-tk-20212022-7002/"
ADDRESSES = [
    "/",
    "/zoeken/",
    "/zoeken/?q=veerpont&fractie=nieuw-midden&fractie=lijst-waterland",
    "/zoeken/?q=veerdienst&jaar=2021&termijn=te-laat&sortering=traagste",
    "/zoeken/?q=veerpont+zeppelin",
    "/zoeken/?q=(veerpont",
    "/zoeken/hulp/",
    "/zoeken/uitgebreid/?q=veerpont&jaar=2022",
    f"{DOCUMENT}?q=veerpont&plek=1",
    f"{DOCUMENT}verwant/",
    "/documenten/ah-tk-20212022-7001/",
    f"{DOCUMENT}citeer/?antwoord=1",
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
]
WRONG = [
    "/zoeken/?van=32-13-2022&jaar=gisteren",
    "/zoeken/?pagina=99",
    "/zoeken/uitgebreid/?veld-alle=veer&veld-dagen_van=-1",
    "/kamerleden/niemand/",
    f"{DOCUMENT}citeer.bib?vraag=99",
    "/zoeken/export.csv?q=zeppelin",
    "/kamerleden/?sortering=mooiste",
]
#: a telephone, a tablet in the evening, a desk
SCREENS: list[tuple[int, Any]] = [(320, "light"), (768, "dark"), (1280, "light")]
AXE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}

pytestmark = pytest.mark.django_db(transaction=True)


def faults(page: Page) -> Iterator[str]:
    """What is wrong with the page on each screen: all that axe says, and too large a width."""
    axe = Axe()
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        where = f"{page.url} at {width}, {scheme}"
        results = axe.run(page, options=AXE)
        axe.axe_script = "true"  # the page has it by now
        if results.violations_count:
            yield f"{where}: {results.generate_report()}"
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            yield f"{where}: {needed} pixels wide"


@pytest.mark.looks
def test_every_page_passes_axe_and_fits_its_width(page: Page) -> None:
    fill()
    found = []
    for address in [*ADDRESSES, *WRONG]:
        response = page.goto(address)
        assert response is not None
        assert response.ok == (address in ADDRESSES), address
        found += faults(page)
    assert found == []


@pytest.mark.looks
def test_how_a_query_was_read_fits_every_screen_when_it_is_opened(page: Page) -> None:
    fill()
    long = "financieringsregelingswetgevingsvoorstellen"
    page.goto(f"/zoeken/?q=(veerpont+OF+(brug+{long}~2))+-titel:dijk+kamerlid:van+der+loon")
    read = page.get_by_text("precies deze woorden naast elkaar: «van der loon»")
    expect(read).to_be_hidden()
    page.get_by_text("Zo is gezocht").focus()
    page.keyboard.press("Enter")
    expect(read).to_be_visible()
    assert list(faults(page)) == []


@pytest.mark.usefixtures("search_engine")
def test_without_javascript_one_can_search_read_and_browse(page_without_javascript: Page) -> None:
    fill()
    page = page_without_javascript
    page.goto("/")
    page.get_by_label("Zoeken in vragen en antwoorden").fill("overtochten")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.get_by_role("heading", name="1 zaak gevonden")).to_be_visible()
    page.get_by_role("link", name="Vraag 2").click()
    expect(page).to_have_url(
        f"{page.url.split('/documenten')[0]}{DOCUMENT}?q=overtochten&plek=1#vraag-2"
    )
    page.get_by_role("link", name="voetnoot 2", exact=True).click()
    assert page.url.endswith("#noot-2")
    page.get_by_role("link", name="Terug naar nootcijfer 2").click()
    expect(page.get_by_role("link", name="voetnoot 2", exact=True)).to_be_in_viewport()
    page.get_by_role("link", name="Fracties").first.click()
    page.get_by_role("link", name="Nieuw Midden").click()
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_role("heading", name="De veerdienst")).to_have_count(3)


@pytest.mark.usefixtures("search_engine")
def test_without_javascript_filters_narrow_a_search_and_are_undone(
    page_without_javascript: Page,
) -> None:
    fill()
    page = page_without_javascript
    page.goto("/zoeken/?q=veerdienst")
    page.get_by_label("2021").check()
    page.get_by_role("button", name="Filters toepassen").click()
    expect(page.get_by_role("heading", name="10 zaken gevonden")).to_be_visible()
    expect(page.get_by_label("2021")).to_be_checked()
    page.get_by_role("link", name="Verwijder filter Jaar: 2021").click()
    expect(page.get_by_role("heading", name="28 zaken gevonden")).to_be_visible()


@pytest.mark.usefixtures("search_engine")
def test_without_javascript_the_form_leads_to_hits_and_these_to_each_other(
    page_without_javascript: Page,
) -> None:
    fill()
    page = page_without_javascript
    page.goto("/zoeken/")
    page.get_by_role("main").get_by_role("link", name="Uitgebreid zoeken").click()
    page.get_by_label("In de titel").fill("veerdienst")
    page.get_by_label("Geen van deze woorden").fill('"deel 27"')
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("heading", name="27 zaken gevonden")).to_be_visible()
    page.get_by_role("link", name="Volgende").click()
    page.get_by_role("heading", name="De veerdienst").nth(1).get_by_role("link").click()
    expect(page.get_by_text("treffer 22 van 27").first).to_be_visible()
    page.get_by_role("link", name="Volgende treffer").first.click()
    expect(page.get_by_text("treffer 23 van 27").first).to_be_visible()
    page.get_by_role("link", name="Terug naar de resultaten").first.click()
    expect(page.locator("#treffer-23")).to_be_in_viewport()
    page.get_by_role("main").get_by_role("link", name="Uitgebreid zoeken").click()
    expect(page.get_by_label("In de titel")).to_have_value("veerdienst")


@pytest.mark.usefixtures("search_engine")
def test_the_years_can_be_chosen_by_pointer_and_by_keyboard(page: Page) -> None:
    fill()
    page.goto("/zoeken/?q=veerdienst")
    page.locator("figure a").nth(1).click()
    expect(page.get_by_role("link", name="Verwijder filter Jaar: 2022")).to_be_visible()
    table = page.get_by_role("group").filter(has_text="Aantallen per jaar")
    table.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="2023")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Verwijder filter Jaar: 2023")).to_be_visible()
    expect(page.get_by_role("link", name="Verwijder filter Jaar: 2022")).to_be_visible()


def test_the_keyboard_skips_to_the_content(page: Page) -> None:
    document = fill()
    page.goto(document.get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)
