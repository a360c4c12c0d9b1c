"""The admin in a real browser: an upload from beginning to end, and every page by axe."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from documents.archive import uploads
from documents.models import Document
from documents.parsing import Footnote, Question, RawFile, to_json
from tests.accounts.people import code_of, with_app
from tests.admin import addresses
from tests.admin.conftest import set_file
from tests.archive.test_uploads import LONG
from tests.factories import make_set
from tests.uploaded import read_meanwhile


def sign_in(page: Page) -> None:
    User.objects.create_superuser("archivaris", password="veerpont")
    page.goto(reverse("admin:index"))
    page.get_by_label("Gebruikersnaam").fill("archivaris")
    page.get_by_label("Wachtwoord").fill("veerpont")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", name="Beheer van het archief")).to_be_visible()


def press(page: Page, button: str, *, exact: bool = False) -> None:
    """Sends a form by its button, and waits for the page that comes of it."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=exact).click()


def faults(page: Page, *rules: str) -> list[str]:
    """What axe has against the page as it stands, by all its rules or by these.

    It may load no styles of its own (the CSP). The page keeps its script.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options: dict[str, Any] = {"preload": False, "resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = rules
    found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


def send(page: Page, folder: Path) -> None:
    """Sends a good and a bad file by the form."""
    (folder / "veer.json").write_bytes(set_file(identifier="ah-tk-20222023-77", askers=()))
    (folder / "leeg.txt").write_bytes(b"")
    page.goto(reverse("admin:documents_upload_add"))
    page.get_by_label("Bestanden").set_input_files([folder / "veer.json", folder / "leeg.txt"])
    page.get_by_role("button", name="Uploaden en bekijken").click()
    read_meanwhile(page)
    expect(page.get_by_role("link", name="veer.json")).to_be_visible()


def test_an_upload_is_sent_looked_at_and_published(page: Page, tmp_path: Path) -> None:
    sign_in(page)
    send(page, tmp_path)
    expect(
        page.get_by_text("Geweigerd: Het bestand is leeg, of bevat alleen spaties of nullen.")
    ).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="veer.json").click()
    expect(page.get_by_text("De veerpont vaart weer in mei.", exact=True)).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Publiceren", exact=True).click()
    page.get_by_role("link", name="in de lijst").click()
    page.get_by_role("link", name="ah-tk-20222023-77", exact=True).click()
    assert page.url.endswith(Document.objects.get().get_absolute_url())


def test_an_upload_needs_no_javascript(page_without_javascript: Page, tmp_path: Path) -> None:
    page = page_without_javascript
    sign_in(page)
    send(page, tmp_path)
    page.get_by_role("link", name="veer.json").click()
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_role("heading", name="leeg.txt")).to_be_visible()
    page.get_by_role("link", name="Vorige").click()
    page.get_by_role("button", name="Publiceren", exact=True).click()
    expect(page.get_by_text("Publiceren is klaar: 1 nieuw.")).to_be_visible()
    assert Document.objects.get().identifier == "ah-tk-20222023-77"


def by_key(page: Page, key: str) -> None:
    """Presses a key of the workbench once its script listens (it then shows its own box)."""
    expect(page.get_by_label("Toetsen")).to_be_visible()
    page.keyboard.press(key)


def test_an_upload_is_worked_through_by_key(page: Page, tmp_path: Path) -> None:
    sign_in(page)
    send(page, tmp_path)
    by_key(page, "j")
    expect(page.get_by_role("link", name="veer.json")).to_be_focused()
    by_key(page, "j")
    expect(page.get_by_role("link", name="leeg.txt")).to_be_focused()
    by_key(page, "k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="veer.json", exact=True)).to_be_visible()
    by_key(page, "j")
    expect(page.get_by_role("heading", name="leeg.txt", exact=True)).to_be_visible()
    by_key(page, "k")
    expect(page.get_by_role("heading", name="veer.json", exact=True)).to_be_visible()
    page.get_by_label("Toetsen").uncheck()
    by_key(page, "j")
    page.get_by_role("link", name="in de lijst").click()
    expect(page.get_by_label("Toetsen")).not_to_be_checked()
    by_key(page, "j")
    expect(page.get_by_role("link", name="veer.json")).not_to_be_focused()
    page.get_by_label("Kies alle bestanden").check()
    page.get_by_role("button", name="Publiceren", exact=True).click()
    expect(page.get_by_text("Publiceren is klaar: 1 nieuw.")).to_be_visible()


LONG_WORD = "Hoogwaterbeschermingsprogrammabegrotingsverantwoordingsdocumentatie"


def fill_bench() -> list[str]:
    """An upload with what the pages can show; the addresses of these."""
    whole = make_set(title=f"het {LONG_WORD}", questions=(Question(1, LONG), Question(2, LONG)))
    rows = [("voor.json", RawFile("voor.json", to_json(whole).encode()))]
    files = uploads.take_in(rows, None).files.values_list("pk", flat=True)
    uploads.publish(files, by="archivaris")
    less = replace(
        whole, questions=whole.questions[:1], askers=(), footnotes=(Footnote(3, "Veer"),)
    )
    like = replace(whole, identifier="ah-tk-20222023-90077", number=7777, title="over iets anders")
    made = [to_json(questions).encode() for questions in (less, like, like)]
    name = f"map-met-een-{LONG_WORD}-{'lang' * 30}.json"
    named = zip((name, "lijkt.json", "dubbel.json"), made, strict=True)
    upload = uploads.take_in(((name, RawFile(name, data)) for name, data in named), None)
    unread = uploads.receive([ContentFile(made[0], name)], None)
    first, second, third = upload.files.order_by("pk")
    uploads.cancel([third.pk], by="archivaris")
    file = reverse("admin:documents_upload_file", args=[upload.pk, first.pk])
    return [
        reverse("admin:documents_upload_change", args=[upload.pk]),
        reverse("admin:documents_upload_change", args=[upload.pk]) + "?let-op=verlies",
        reverse("admin:documents_upload_change", args=[unread.pk]),
        file,
        reverse("admin:documents_upload_file", args=[upload.pk, second.pk]),
        f"{file}vergelijken/?document={Document.objects.get().pk}",
        reverse("admin:documents_upload_add"),
        reverse("admin:documents_upload_changelist"),
    ]


#: words of which a part stands on another line; a long one may, which fits on no line
BROKEN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("#content"), 4);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    for (const word of text.data.matchAll(/[\\p{L}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (range.getClientRects().length > 1 && word[0].length < 25) found.push(word[0]);
    }
  }
  return found;
}"""
#: what reaches past the edge of the page
TOO_WIDE = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const all = [...document.querySelectorAll("body *")];
  return all.filter((one) => one.getBoundingClientRect().right > edge).map((one) => one.outerHTML);
}"""


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_workbench_passes_axe_and_fits_at_every_width(
    page: Page, scheme: Literal["light", "dark"]
) -> None:
    sign_in(page)
    page.emulate_media(color_scheme=scheme)
    found = {}
    for address in fill_bench():
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            found[address, width] = faults(page)
            assert page.evaluate(TOO_WIDE) == [], (address, width)
            assert page.evaluate(BROKEN) == [], (address, width)
    assert {where: those for where, those in found.items() if those} == {}


#: the rules of axe that look at colours: what is dark differs in nothing else from what is light
OF_COLOUR = ("color-contrast", "link-in-text-block")
SCHEMES: list[tuple[Literal["light", "dark"], tuple[str, ...]]] = [
    ("light", ()),
    ("dark", OF_COLOUR),
]


def faults_at_every_width(page: Page) -> list[str]:
    """What is wrong with a page at each width, in light and dark; it is loaded once."""
    found = []
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, rules in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            # Django's links change their colour slowly; what is hidden never ends by itself
            page.evaluate("document.getAnimations().forEach((one) => one.finish())")
            found += [f"{width}, {scheme}: {fault}" for fault in faults(page, *rules)]
        found += [f"{width}, too wide: {one[:200]}" for one in page.evaluate(TOO_WIDE)]
    return found


@pytest.mark.looks
def test_signing_in_passes_axe_at_every_width(page: Page) -> None:
    page.goto(reverse("admin:index"))
    assert faults_at_every_width(page) == []
    sign_in(page)
    with_app(User.objects.get(username="archivaris"))
    page.goto(reverse("admin:second_factor_code"))
    assert faults_at_every_width(page) == []


#: names of addresses: together they are all
PARTS = [r"documents_document_\w+", r"documents_(?!document_)\w+", r"(?!documents_)\w+"]


@pytest.mark.looks
@pytest.mark.parametrize("part", PARTS)
def test_every_page_of_the_admin_passes_axe_at_every_width(page: Page, part: str) -> None:
    sign_in(page)
    addresses.fill()
    app = with_app(User.objects.get(username="archivaris"))
    page.goto(reverse("admin:second_factor_code"))
    page.get_by_label("Code").fill(code_of(app))
    page.get_by_role("button", name="Verder").click()
    found = {}
    for name, address in addresses.pages().items():
        if re.fullmatch(part, name):
            response = page.goto(address)
            assert response is not None
            assert (response.status, page.url.endswith(address)) == (200, True), (name, page.url)
            found[name] = faults_at_every_width(page)
    assert found
    assert {name: those for name, those in found.items() if those} == {}
