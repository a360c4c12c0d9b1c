"""The day of an archivist and a head, from an upload to the history, with the keyboard alone."""

from __future__ import annotations

import csv
import json
import pathlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import APIResponse, Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from documents.models import Document, Event, Member, UploadedFile
from documents.parsing import Asker
from tests.accounts.people import PASSWORD, account, code_of, with_app
from tests.admin.conftest import set_file, zip_file
from tests.admin.keys import Keys
from tests.factories import make_document
from tests.search.processes import wait_until
from tests.search.test_indexing import following
from tests.uploaded import read_meanwhile

SAMPLES = pathlib.Path(__file__).parents[2] / "samples"
#: the file that is corrected before it is published, and the two that are afterwards
DOUBLE, PRINTED, TEXT = (
    SAMPLES / "text" / "ah-tk-20152016-9070.txt",
    SAMPLES / "pdf" / "ah-tk-20222023-9013.pdf",
    SAMPLES / "text" / "ah-tk-20222023-9005.txt",
)
HOSPITAL = "/documenten/ah-tk-20222023-9005/"
ARCHIVIST, HEAD = "noor", "bas"
#: milliseconds in which a busy machine has surely read or published eighty files
READ = 120_000

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sit_down(
    browser: Browser, live_server: LiveServer, settings: Settings
) -> Iterator[Callable[[str, str], Keys]]:
    """Signs in one with a role, in a browser of his own; a head shows a second factor too."""
    settings.SECOND_FACTOR = True
    with ExitStack() as stack:

        def signed_in(name: str, role: str) -> Keys:
            user = account(name, role)
            app = with_app(user) if role == "hoofd" else None
            context = stack.enter_context(
                browser.new_context(base_url=live_server.url, locale="nl-NL")
            )
            keys = Keys(context.new_page())
            sign_in(keys, name, code_of(app) if app else "")
            return keys

        yield signed_in


def sign_in(keys: Keys, name: str, code: str) -> None:
    page = keys.page
    page.goto(reverse("admin:index"))
    keys.type(page.get_by_label("Gebruikersnaam"), name)
    keys.type(page.get_by_label("Wachtwoord"), PASSWORD)
    page.keyboard.press("Enter")
    if code:
        keys.type(page.get_by_label("Code"), code)
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Beheer van het archief")).to_be_visible()


@pytest.mark.slow
@pytest.mark.looks
def test_the_day_of_an_archivist_with_the_keyboard_alone(
    sit_down: Callable[[str, str], Keys], page: Page, index_dir: Path, tmp_path: Path
) -> None:
    """`page` is that of a visitor."""
    known = [make_document() for _ in range(5)]
    archivist, head = sit_down(ARCHIVIST, "archivaris"), sit_down(HEAD, "hoofd")
    with following(index_dir):
        a_zip_is_uploaded(archivist, known, tmp_path)
        what_is_good_is_published(head)
        a_waiting_file_is_corrected(archivist)
        it_is_published(head, DOUBLE.name)
        a_document_is_corrected_and_found(archivist, page)
        a_worse_version_is_published_and_undone(archivist, head, page, tmp_path)
        a_document_is_withdrawn_and_restored(head, page)
        a_passage_is_redacted_and_shown_again(head, page)
        two_members_are_merged_and_parted(head, page)
        the_history_tells_it_all(head)


def a_zip_is_uploaded(archivist: Keys, known: list[Document], folder: Path) -> None:
    good = {f"goed-{n}.json": set_file() for n in range(57)}
    good["bouwhuis.json"] = set_file(askers=(Asker("Bouwhuis", "CVL"),))
    good |= {path.name: path.read_bytes() for path in (PRINTED, TEXT)}
    odd = {f"naamloos-{n}.json": set_file(askers=()) for n in range(9)}
    odd[DOUBLE.name] = DOUBLE.read_bytes()
    bad = {
        "leeg.txt": b"",
        "boodschappen.txt": b"melk en brood",
        "half.json": set_file()[:100],
        "kapot.pdf": b"%PDF-1.7\nkapot",
        "plaatje.png": b"\x89PNG\r\n\x1a\n",
    }
    again = {f"bekend-{n}.json": one.source.path.read_bytes() for n, one in enumerate(known)}
    sent = folder / "oogst.zip"
    sent.write_bytes(zip_file(good | odd | bad | again))
    page = archivist.page
    archivist.link("Uploads")
    archivist.press(page.locator(".object-tools").get_by_role("link", name="toevoegen"))
    page.get_by_label("Bestanden").set_input_files(sent)
    archivist.type(page.get_by_label("Opmerking"), "oogst van vandaag")
    archivist.button("Uploaden en bekijken")
    read_meanwhile(archivist.page)
    expect(page.get_by_role("heading", name="80 bestanden")).to_be_visible(timeout=READ)
    filters = page.locator(".bench-filters")
    for told in (
        *("zonder problemen 60", "met problemen 10"),
        *("nieuw document 70", "al in het archief 5", "geweigerd 5"),
    ):
        expect(filters.get_by_role("listitem").filter(has_text=told).first).to_be_visible()
    expect(page.get_by_text("75 wacht op beoordeling; 5 geweigerd")).to_be_visible()
    expect(page.get_by_role("button", name="Publiceer")).to_have_count(0)
    assert states() == {"waiting": 75, "refused": 5}
    assert Document.objects.count() == 5


def states() -> Counter[str]:
    return Counter(UploadedFile.objects.values_list("state", flat=True))


def what_is_good_is_published(head: Keys) -> None:
    open_upload(head)
    head.link("Naar de knoppen")
    head.button("Publiceer 60 zonder problemen")
    expect(head.page.get_by_text("Publiceren is klaar: 60 nieuw.")).to_be_visible(timeout=READ)
    assert states() == {"published": 60, "waiting": 15, "refused": 5}
    assert Document.objects.count() == 65
    published = Event.objects.filter(deed=Event.Deed.PUBLISHED, by=HEAD)
    assert published.values("document_pk").distinct().count() == 60


def open_upload(keys: Keys) -> None:
    """The last upload, from the first page."""
    keys.page.goto(reverse("admin:index"))
    keys.press(keys.page.locator("section[aria-labelledby=desk-uploads] a").first)
    keys.to(keys.page.get_by_role("link", name="Naar de bestanden"))


def open_file(keys: Keys, name: str) -> None:
    """A file of the last upload, by the list of those that wait."""
    open_upload(keys)
    keys.press(
        keys.page.locator(".bench-filters").get_by_role(
            "link", name="wacht op beoordeling", exact=True
        )
    )
    keys.link("Naar de bestanden")
    keys.link(name, exact=False)
    expect(keys.page.get_by_role("heading", level=1, name=name)).to_be_visible()


def a_waiting_file_is_corrected(archivist: Keys) -> None:
    page = archivist.page
    open_file(archivist, DOUBLE.name)
    archivist.link("Corrigeren")
    source = page.locator(".source-lines")
    expect(source.get_by_text("Hoeveel spaarders zijn getroffen?")).to_be_visible()
    archivist.link("Naar opslaan")
    archivist.type(page.get_by_label("Titel"), "de ondergang van de Hagelsteinse Spaarbank")
    archivist.link("Naar opslaan vanaf het document")
    archivist.button("Opslaan")
    expect(page.locator(".messagelist")).to_contain_text("titel")


def it_is_published(head: Keys, name: str) -> None:
    open_file(head, name)
    head.button("Publiceren")
    expect(head.page.get_by_text("Publiceren is klaar: 1 nieuw.")).to_be_visible()
    assert Document.objects.filter(title="de ondergang van de Hagelsteinse Spaarbank").count() == 1


def open_document(keys: Keys, identifier: str) -> None:
    """A document, found in the list by its identifier."""
    keys.page.goto(reverse("admin:index"))
    keys.link("Documenten")
    keys.type(keys.page.locator("#searchbar"), identifier)
    keys.page.keyboard.press("Enter")
    keys.link(identifier)
    expect(keys.page.get_by_role("heading", name="Het document als geheel")).to_be_visible()


def a_document_is_corrected_and_found(archivist: Keys, visitor: Page) -> None:
    page = archivist.page
    open_document(archivist, PRINTED.stem)
    expect(page.locator(".source-sheet .source-region").first).to_be_visible()
    archivist.link("Naar opslaan")
    archivist.type(page.get_by_label("Reden van de correctie"), "zetfout")
    archivist.type(page.get_by_label("Titel"), "wartaal in brieven van de Belastingdienst")
    archivist.link("Naar opslaan vanaf het document")
    archivist.button("Opslaan")
    expect(page.get_by_text("Opgeslagen: titel.")).to_be_visible()
    wait_until(lambda: finds(visitor, "wartaal", PRINTED.stem))


def finds(visitor: Page, query: str, identifier: str) -> bool:
    """Whether the public search has this document among its hits."""
    visitor.goto(f"/zoeken/?q={query}")
    return visitor.locator(f"main a[href^='/documenten/{identifier}/']").count() > 0


def get(visitor: Page, address: str) -> APIResponse:
    return visitor.request.get(address, max_redirects=0)


def exported(visitor: Page) -> object:
    return json.loads(get(visitor, f"{HOSPITAL}json/").text())


def a_worse_version_is_published_and_undone(
    archivist: Keys, head: Keys, visitor: Page, folder: Path
) -> None:
    before = exported(visitor)
    data = TEXT.read_bytes()
    cut = folder / "afgekapt.txt"
    cut.write_bytes(data[: len(data) * 2 // 3])
    archivist.page.goto(reverse("admin:documents_upload_add"))
    archivist.page.get_by_label("Bestanden").set_input_files(cut)
    archivist.button("Uploaden en bekijken")
    read_meanwhile(archivist.page)
    expect(
        archivist.page.get_by_text("Verliest: 1 vraag minder (3 in plaats van 4)")
    ).to_be_visible()
    page = head.page
    open_file(head, cut.name)
    warning = page.get_by_role("note")
    expect(warning).to_contain_text("het document verliest iets door deze versie")
    expect(warning).to_contain_text("2 antwoorden minder (2 in plaats van 4)")
    head.button("Publiceren")
    expect(page.get_by_text("Niet gepubliceerd: 1")).to_be_visible()
    assert exported(visitor) == before
    head.press(page.get_by_label("Toch publiceren"), "Space")
    head.button("Publiceren")
    expect(page.get_by_text("Publiceren is klaar: 1")).to_be_visible()
    visitor.goto(HOSPITAL)
    expect(visitor.get_by_role("heading", name="Vraag 4")).to_have_count(0)
    assert exported(visitor) != before
    open_document(head, TEXT.stem)
    head.link("Versies")
    head.link("Versie 1")
    head.button("Maak versie 1 geldig")
    expect(page.get_by_text("Versie 1 is nu de geldige.")).to_be_visible()
    assert exported(visitor) == before


def a_document_is_withdrawn_and_restored(head: Keys, visitor: Page) -> None:
    page = head.page
    wait_until(lambda: finds(visitor, "Merwestreekziekenhuis", TEXT.stem))
    open_document(head, TEXT.stem)
    head.link("Intrekken…")
    head.choose(page.get_by_role("combobox", name="Reden"), "bescherming van persoonsgegevens")
    head.type(page.get_by_label("Toelichting voor bezoekers"), "Op verzoek van een betrokkene.")
    head.button("Intrekken")
    expect(page.get_by_text("Het document is ingetrokken.")).to_be_visible()
    assert get(visitor, HOSPITAL).status == 410
    visitor.goto(HOSPITAL)
    expect(visitor.get_by_text("Reden: bescherming van persoonsgegevens.")).to_be_visible()
    expect(visitor.get_by_text("Op verzoek van een betrokkene.")).to_be_visible()
    wait_until(lambda: not finds(visitor, "Merwestreekziekenhuis", TEXT.stem))
    open_document(head, TEXT.stem)
    head.link("Herstellen…")
    head.button("Herstellen")
    expect(page.get_by_text("Het document is hersteld en weer te zien.")).to_be_visible()
    wait_until(lambda: finds(visitor, "Merwestreekziekenhuis", TEXT.stem))
    visitor.goto(HOSPITAL)  # no browser still has the page that it was withdrawn
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("spoedeisende hulp")


def a_passage_is_redacted_and_shown_again(head: Keys, visitor: Page) -> None:
    page, passage = head.page, "Sint-Maartenswaard"
    before = exported(visitor)
    source = get(visitor, f"{HOSPITAL}bron/")
    assert (source.status, passage in source.text()) == (200, True)
    open_document(head, TEXT.stem)
    head.link("Passage lakken…")
    head.type(page.get_by_label("Passage"), passage)
    head.type(page.get_by_label("Reden voor bezoekers"), "bescherming van bewoners")
    head.button("Bekijken wat er gelakt wordt")
    head.button("Lakken")
    expect(page.get_by_text("De passage is gelakt")).to_be_visible()
    for address in (HOSPITAL, f"{HOSPITAL}json/", f"{HOSPITAL}bron/", f"{HOSPITAL}versies/1/"):
        assert passage not in get(visitor, address).text()
    assert get(visitor, f"{HOSPITAL}bron/").status == 403
    visitor.goto(HOSPITAL)
    expect(visitor.get_by_text("bescherming van bewoners").first).to_be_visible()
    head.button("Weer tonen", exact=False)
    expect(page.get_by_text("De passage is weer te zien.")).to_be_visible()
    assert exported(visitor) == before
    assert passage in get(visitor, f"{HOSPITAL}bron/").text()


def two_members_are_merged_and_parted(head: Keys, visitor: Page) -> None:
    page, wrong = head.page, Member.objects.get(name="Bouwhuis")
    right = Member.objects.get(name="Bouwhuizen")
    page.goto(reverse("admin:index"))
    head.link("Kamerleden")
    head.type(page.locator("#searchbar"), "Bouwhuis")
    page.keyboard.press("Enter")
    head.link("Bouwhuis")
    head.link("Samenvoegen met een andere naam…")
    head.type(page.get_by_label("Samenvoegen met"), "Bouwhuizen (CVL)")
    page.keyboard.press("Enter")
    head.button("Samenvoegen")
    expect(page.get_by_text("is samengevoegd met").first).to_be_visible()
    moved = get(visitor, wrong.get_absolute_url())
    assert (moved.status, moved.headers["location"]) == (302, right.get_absolute_url())
    head.button("Losmaken", exact=False)
    expect(page.get_by_text("is weer een eigen naam")).to_be_visible()
    assert get(visitor, wrong.get_absolute_url()).status == 200


#: what was done, in order, by whom
DONE = [
    ("geüpload", ARCHIVIST),
    *[("gepubliceerd", HEAD)] * 60,
    ("gecorrigeerd vóór publicatie", ARCHIVIST),
    ("gepubliceerd", HEAD),
    ("gecorrigeerd", ARCHIVIST),  # what came with the file is his who typed it
    ("gecorrigeerd", ARCHIVIST),
    ("geüpload", ARCHIVIST),
    ("nieuwe versie", HEAD),
    ("andere versie geldig gemaakt", HEAD),
    ("ingetrokken", HEAD),
    ("hersteld", HEAD),
    ("gelakt", HEAD),
    ("lak weggehaald", HEAD),
    ("samengevoegd", HEAD),
    ("samenvoeging ongedaan gemaakt", HEAD),
]


def the_history_tells_it_all(head: Keys) -> None:
    page = head.page
    page.goto(reverse("admin:index"))
    head.link("De hele geschiedenis")
    told = [line.inner_text() for line in page.locator(".history-events > li").all()]
    for (deed, by), line in zip(reversed(DONE), told, strict=False):
        assert line.lower().startswith(f"{deed}:")
        assert re.search(rf"\d{{1,2}} \w+ \d{{4}}, \d\d:\d\d, door {by}", line)
    with page.expect_download() as download:
        head.button("Als CSV")
    rows = list(csv.DictReader(download.value.path().read_text("utf-8-sig").splitlines()))
    done = [(row["wat"], row["door"]) for row in rows if row["door"] in (ARCHIVIST, HEAD)]
    assert done == DONE
    assert all(re.fullmatch(r"[\d-]{10} [\d:]{8}", row["op"]) for row in rows)
