"""The first page and the histories in a real browser: by axe, at three widths, light and dark."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from documents.archive import export
from documents.archive.decisions import corrections, names, redactions
from documents.models import Document, Member
from documents.parsing import Asker, Problem
from tests.admin.test_browser import faults, sign_in
from tests.factories import make_document

pytestmark = [pytest.mark.looks, pytest.mark.django_db(transaction=True, reset_sequences=True)]

PAGES = [
    "/beheer/",
    "/beheer/documents/event/",
    "/beheer/documents/event/?van=gisteren",
    "/beheer/documents/document/1/history/",
    "/beheer/documents/member/1/history/",
    "/beheer/documents/document/?q=veerpont",
]
#: what of the desk or a history stands beyond the edge of the window
TOO_WIDE = """() => [...document.querySelectorAll('.desk *, .history *')]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_pass_axe_and_fit(page: Page, width: int, scheme: str) -> None:
    make_history()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    sign_in(page)
    found = {}
    for address in PAGES:
        page.goto(address)
        found[address] = faults(page)
        wide = page.evaluate(TOO_WIDE)
        found[address] += [f"too wide: {one}" for one in wide]
    assert {address: those for address, those in found.items() if those} == {}


def make_history() -> None:
    document = make_document(
        askers=(Asker("Van Loon", "Lijst Waterland"), Asker("El Amrani")),
        problems=(Problem.of("no_title"),),
        title="de veerpont bij Oudewaarde vaart niet meer in de koude winter",
    )
    whole = Document.objects.whole().get()
    wanted = replace(export.question_set(whole), title="de veerpont vaart in de winter", answers=())
    corrections.correct(document, wanted, by="karin", why="drukfout")
    redactions.redact(document, "Wanneer vaart", note="op verzoek", by="piet")
    one, other = Member.objects.order_by("pk")
    names.merge(other, one, by="karin")


def test_a_history_is_filtered_with_the_keyboard_alone(page: Page) -> None:
    make_history()
    sign_in(page)
    page.goto(reverse("admin:documents_document_history", args=[1]))
    page.get_by_label("Wat").focus()
    page.keyboard.type("gecorr")
    page.keyboard.press("Tab")
    page.keyboard.type("karin")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 gebeurtenis, de laatste eerst.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Als CSV").click()
    assert download.value.suggested_filename.startswith("geschiedenis-ah-tk-")
