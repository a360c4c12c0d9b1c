"""The admin in a real browser: an upload from beginning to end, and every page by axe."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from documents.models import Document
from documents.parsing import Footnote, Problem, SeeAlso
from tests.admin.conftest import set_file
from tests.factories import make_document


def sign_in(page: Page) -> None:
    User.objects.create_superuser("archivaris", password="veerpont")
    page.goto(reverse("admin:index"))
    page.get_by_label("Gebruikersnaam").fill("archivaris")
    page.get_by_label("Wachtwoord").fill("veerpont")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", name="Beheer van het archief")).to_be_visible()


def faults(page: Page) -> list[str]:
    """What axe has against the page as it stands; it may load no styles of its own (the CSP)."""
    options = {"preload": False, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


def send(page: Page, folder: Path) -> None:
    """Sends a good and a bad file by the form."""
    (folder / "veer.json").write_bytes(set_file(identifier="ah-tk-20222023-77", askers=()))
    (folder / "leeg.txt").write_bytes(b"")
    page.goto(reverse("admin:documents_upload_add"))
    page.get_by_label("Bestanden").set_input_files([folder / "veer.json", folder / "leeg.txt"])
    page.get_by_role("button", name="Uploaden en bekijken").click()
    expect(page.get_by_role("heading", name="veer.json")).to_be_visible()


def test_an_upload_is_sent_looked_at_and_published(page: Page, tmp_path: Path) -> None:
    sign_in(page)
    send(page, tmp_path)
    expect(page.get_by_text("Het bestand is leeg.")).to_be_visible()
    assert faults(page) == []
    page.get_by_text("Tekst: 2 vragen").click()
    expect(page.get_by_text("De veerpont vaart weer in mei.")).to_be_visible()
    page.get_by_role("button", name="Publiceren", exact=True).click()
    page.get_by_role("link", name="ah-tk-20222023-77", exact=True).click()
    assert page.url.endswith(Document.objects.get().get_absolute_url())


def test_an_upload_and_a_correction_need_no_javascript(
    page_without_javascript: Page, tmp_path: Path
) -> None:
    page = page_without_javascript
    sign_in(page)
    send(page, tmp_path)
    page.get_by_role("button", name="Publiceren", exact=True).click()
    page.get_by_role("link", name="corrigeren").click()
    page.get_by_role("button", name="Vraagsteller toevoegen").click()
    page.get_by_role("group", name="Vraagsteller 1").get_by_label("Naam").fill("Aalbers")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Opgeslagen: vraagstellers (hele lijst).")).to_be_visible()
    assert str(Document.objects.get().askings.get()) == "Aalbers"


PAGES = [
    ("admin:index", ()),
    ("admin:documents_upload_add", ()),
    ("admin:documents_upload_changelist", ()),
    ("admin:documents_document_changelist", ()),
    ("admin:documents_document_change", (1,)),
    ("admin:documents_document_delete", (1,)),
    ("admin:documents_member_changelist", ()),
    ("admin:documents_member_change", (1,)),
    ("admin:documents_source_changelist", ()),
    ("admin:documents_source_change", (1,)),
]


@pytest.mark.looks
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_every_page_of_the_admin_passes_axe(page: Page) -> None:
    make_document(
        footnotes=(Footnote(1, "Waterlands Dagblad"),),
        see_also=(SeeAlso("2021-2022", 9),),
        problems=(Problem.of("no_title"),),
    )
    page.goto(reverse("admin:index"))
    found = {"login": faults(page)}
    sign_in(page)
    for name, arguments in PAGES:
        page.goto(reverse(name, args=arguments))
        found[name] = faults(page)
    assert {name: those for name, those in found.items() if those} == {}
