"""The page of a document in a browser: its columns, what folds on a phone, copying, paper."""

from __future__ import annotations

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from documents.models import Document
from documents.parsing import Answer, Footnote, Question
from tests.factories import make_document

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "De veerpont vaart al jaren volgens een dienstregeling die met de gemeente is afgesproken. "


def long_document() -> Document:
    return make_document(
        title="de veerpont bij Oudewaarde en de gevolgen daarvan voor de dienstregeling",
        questions=tuple(Question(n, f"{TEXT * 3}Vindt u dat ook?[^{n}]") for n in range(1, 9)),
        answers=tuple(Answer((n,), TEXT * 12) for n in range(1, 9)),
        footnotes=tuple(Footnote(n, "De Waterbode, 3 mei 2022.") for n in range(1, 9)),
    )


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return dict(found)


@pytest.mark.looks
def test_on_a_desk_facts_and_footnotes_stand_beside_the_text(page: Page) -> None:
    page.set_viewport_size({"width": 1296, "height": 900})
    page.goto(f"{long_document().get_absolute_url()}?q=pont")
    question, foot, facts = (box(page, s) for s in (".question", ".feet", ".beside"))
    assert question["y"] < 560
    assert question["width"] <= 38 * 16
    assert question["x"] + question["width"] < foot["x"] < foot["x"] + foot["width"] < facts["x"]
    expect(page.get_by_role("heading", name="Gegevens")).to_be_visible()
    expect(page.locator(".beside > summary")).to_be_hidden()
    page.locator("#vraag-6").scroll_into_view_if_needed()
    expect(page.get_by_role("heading", name="Zaak")).to_be_in_viewport()


@pytest.mark.looks
def test_on_a_phone_the_facts_fold_under_one_line(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(long_document().get_absolute_url())
    heading = page.get_by_role("heading", name="Gegevens")
    expect(heading).to_be_hidden()
    assert box(page, ".question")["y"] < 740
    assert box(page, ".feet")["y"] > box(page, ".answer")["y"]
    page.locator(".beside > summary").focus()
    page.keyboard.press("Enter")
    expect(heading).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_link_of_an_answer_is_copied_without_the_search(page: Page) -> None:
    document = long_document()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{document.get_absolute_url()}?q=pont")
    page.get_by_role("link", name="Link naar antwoord op vraag 2").click()
    expect(page.get_by_text("Gekopieerd", exact=True)).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert (
        copied == f"{page.url.partition('/documenten')[0]}{document.get_absolute_url()}#antwoord-2"
    )
    assert page.url.endswith("?q=pont")


@pytest.mark.looks
def test_on_paper_each_page_has_the_citation_and_the_address(page: Page) -> None:
    document = long_document()
    page.goto(document.get_absolute_url())
    with pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)) as paper:
        said = [one.get_textpage().get_text_range() for one in paper]
    assert 1 < len(said) <= 5
    assert all(f"nr. {document.number}" in text for text in said)
    assert all(f"/documenten/{document.identifier[:2]}" in text for text in said)
    assert "Zoeken" not in "".join(said)
    assert "Gegevens" not in "".join(said)
