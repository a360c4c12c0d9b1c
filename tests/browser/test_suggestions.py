"""The box of a search with its suggestions, by keyboard and by pointer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from documents.search import indexing
from tests.browser.archive import fill
from tests.browser.test_pages import faults
from tests.factories import make_document

pytestmark = pytest.mark.django_db(transaction=True)

BOX = "Zoeken in vragen en antwoorden"


def test_suggestions_are_chosen_with_the_keyboard_alone(page: Page) -> None:
    fill()
    page.goto("/zoeken/")
    box = page.get_by_label(BOX)
    box.press_sequentially("uitst")
    options = page.get_by_role("option")
    expect(options).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="1 voorstel")).to_be_attached()
    page.keyboard.press("ArrowDown")
    expect(box).to_be_focused()
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Uitstel")
    expect(box).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uitstel")


def test_the_arrows_go_around_and_escape_leaves_what_was_typed(page: Page) -> None:
    fill()
    page.goto("/zoeken/")
    box = page.get_by_label(BOX)
    box.press_sequentially("veer")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    last = options.count() - 1
    page.keyboard.press("ArrowUp")
    expect(options.nth(last)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("veer")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(options).to_have_count(0)
    expect(page.get_by_role("search").get_by_role("button")).to_be_focused()


def test_enter_without_a_choice_searches_for_what_was_typed(page: Page) -> None:
    fill()
    page.goto("/zoeken/")
    page.get_by_label(BOX).press_sequentially("veerdienst")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="28 zaken gevonden")).to_be_visible()
    expect(page.get_by_label(BOX)).to_have_value("veerdienst")


def test_a_suggestion_is_chosen_with_the_pointer_in_the_box_of_every_page(page: Page) -> None:
    fill()
    page.goto("/datum/")
    page.get_by_label("Zoek in alle Kamervragen").press_sequentially("vervoer over")
    page.get_by_role("option", name="Vervoer over water").click()
    expect(page.get_by_role("heading", name="Vervoer over water", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="De veerpont")).to_be_visible()


@pytest.mark.looks
def test_the_open_list_passes_axe_and_fits_its_width(page: Page) -> None:
    for number in range(8):
        title = f"de haven {number} en een lange-titel-zonder-einde-" + "verder-" * 20
        make_document(title=title, topics=(f"Haven {number}",))
    indexing.rebuild()
    page.goto("/")
    page.get_by_label(BOX).press_sequentially("haven")
    expect(page.get_by_role("option")).to_have_count(8)
    page.keyboard.press("ArrowDown")
    assert list(faults(page)) == []
    expect(page.get_by_role("option")).to_have_count(8)
