"""The pages of withdrawing, redacting, versions, merging and deleting, in a real browser."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from documents.archive.decisions import names, redactions, withdrawals
from documents.models import Document, Member
from documents.parsing import Asker
from tests.admin.deeds.pages import address, another_version
from tests.admin.test_browser import faults as found
from tests.admin.test_browser import press
from tests.browser.test_pages import SCREENS
from tests.browser.test_pages import faults as faults_of_visitors
from tests.factories import make_document, make_set

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, base: str) -> None:
    """Gives the browser the session of an archivist."""
    client = Client()
    client.force_login(User.objects.create_superuser("archivaris", password="veerpont"))
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": base}])


def with_versions() -> Document:
    """A document with two versions that differ, the first in a passage that is redacted."""
    older = make_set(
        identifier="ah-tk-20222023-8400",
        number=8400,
        title="de kluis met een Hoogwaterbeschermingsprogrammabegrotingsverantwoording",
    )
    another_version(older, "pdf")
    return another_version(dataclasses.replace(older, title="de kluis van Kwikstaart"), "koop_xml")


def faults(page: Page) -> Iterator[str]:
    """What is wrong with a page of the admin on each screen; Django's own lists may be wide."""
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        # Django's links change their colour slowly
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
        yield from (f"{page.url} at {width}, {scheme}: {fault}" for fault in found(page))
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            yield f"{page.url} at {width}: {needed} pixels wide"


@pytest.mark.looks
def test_what_visitors_see_of_decisions_passes_axe(page: Page) -> None:
    document, gone = with_versions(), make_document(identifier="ah-tk-20222023-8401")
    redactions.redact(document, "Kwikstaart", note="op verzoek", by="archivaris")
    withdrawals.withdraw(gone, reason="dubbel", note="Zie het andere.", by="archivaris")
    own = document.get_absolute_url()
    found: list[str] = []
    for where in (
        own,
        f"{own}versies/",
        f"{own}versies/2/",
        f"{own}bron/",
        gone.get_absolute_url(),
    ):
        page.goto(where)
        found += faults_of_visitors(page)
    assert found == []


@pytest.mark.looks
def test_the_pages_of_archivists_pass_axe(page: Page, live_server: object) -> None:
    document = with_versions()
    redactions.redact(document, "veerpont weer", note="op verzoek", by="archivaris")
    make_document(title="de brug", askers=(Asker("Van Lon", "Lijst Waterland"),))
    wrong = Member.objects.get(name="Van Lon")
    sign_in(page, str(live_server))
    plain = ("withdraw", "restore", "redact", "versions", "remove", "remove_confirm")
    wheres = [address(document, name) for name in plain]
    wheres += [
        address(document, "version", 1),
        reverse("admin:documents_member_merge", args=[wrong.pk]),
    ]
    found: list[str] = []
    for where in wheres:
        page.goto(where)
        found += faults(page)
    page.goto(address(document, "redact"))
    page.get_by_label("Passage").fill("Kwikstaart")
    page.get_by_label("Reden voor bezoekers").fill("op verzoek")
    press(page, "Bekijken")
    found += faults(page)
    page.goto(reverse("admin:documents_member_merge", args=[wrong.pk]))
    page.get_by_label("Samenvoegen met").fill("Van Loon (Lijst Waterland)")
    press(page, "Bekijken")
    found += faults(page)
    withdrawals.withdraw(document, reason="dubbel", note="", by="archivaris")
    page.goto(address(document, "restore"))
    found += faults(page)
    assert found == []


def test_a_selected_passage_is_taken_over_and_redacted(page: Page, live_server: object) -> None:
    document = make_document(title="de kluis van Kwikstaart")
    sign_in(page, str(live_server))
    page.goto(address(document, "redact"))
    said = page.locator("#deed-said .deed-text").first
    said.evaluate(
        "element => { const range = document.createRange();"
        " range.setStart(element.firstChild, 13); range.setEnd(element.firstChild, 23);"
        " getSelection().removeAllRanges(); getSelection().addRange(range); }"
    )
    page.get_by_role("button", name="neem de selectie over").click()
    expect(page.get_by_label("Passage")).to_have_value("Kwikstaart")
    page.get_by_label("Reden voor bezoekers").fill("op verzoek")
    page.get_by_role("button", name="Bekijken").click()
    page.get_by_role("button", name="Lakken").click()
    expect(page.get_by_text("De passage is gelakt")).to_be_visible()
    document.refresh_from_db()
    assert document.title == "de kluis van [gelakt]"


def test_without_javascript_and_by_keyboard_a_name_is_merged(
    page_without_javascript: Page, live_server: object
) -> None:
    page = page_without_javascript
    make_document(askers=(Asker("Van Lon", "Lijst Waterland"),))
    make_document()
    wrong = Member.objects.get(name="Van Lon")
    sign_in(page, str(live_server))
    page.goto(reverse("admin:documents_member_change", args=[wrong.pk]))
    page.get_by_role("link", name="Samenvoegen met een andere naam").press("Enter")
    page.get_by_label("Samenvoegen met").fill("Van Loon (Lijst Waterland)")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Samenvoegen").press("Enter")
    expect(page.get_by_text("is samengevoegd met").first).to_be_visible()
    page.get_by_role("button", name="Losmaken").press("Enter")
    expect(page.get_by_text("is weer een eigen naam")).to_be_visible()
    assert not names.unmerge(wrong, by="archivaris")
