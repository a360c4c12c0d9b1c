"""The editor of a set in a real browser: what it sends, its keyboard, its widths and colours."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from documents.archive.decisions.corrections import correct
from documents.archive.export import question_set
from documents.archive.ingest import store
from documents.archive.layers.reading import layers
from documents.models import Document
from documents.parsing import (
    Answer,
    Answerer,
    Footnote,
    Kind,
    Note,
    NoteKind,
    ParseResult,
    Problem,
    Question,
    RawFile,
    SeeAlso,
    to_json,
)
from documents.parsing.checks import finish
from tests.admin.test_browser import faults
from tests.factories import FULL_SET, make_document, make_set

TABLE = "\tuur\tprijs\nmaandag\t9\t1\t\n\t\t\n\n– a  b\n– c\n\nslot"


def address(document: Document) -> str:
    return reverse("admin:documents_document_change", args=[document.pk])


@pytest.fixture
def desk(page: Page, beheer: Client, live_server: Any) -> Page:
    """A page on which an archivist is signed in."""
    signed_in(page, beheer, live_server)
    return page


def signed_in(page: Page, beheer: Client, live_server: Any) -> None:
    value = beheer.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])


def of_every_kind() -> list[Document]:
    """A document of each kind, with all that a set can have, as the parser's checks leave it."""
    whole = finish(ParseResult(FULL_SET), "json").set
    assert whole is not None
    raw = RawFile("alles.json", to_json(whole).encode())
    return [
        store(raw, ParseResult(whole, (), "json")).document,
        make_document(
            answers=(Answer((1, 2), TABLE), Answer((), "")),
            questions=(Question(1, ""), Question(2, "a\n\nb[^7] & <b>", (7,), "2 & 2b")),
            footnotes=(Footnote(7, "http://voorbeeld.example/?a=1&b=2"), Footnote(7, "")),
            notes=(Note(NoteKind.REMARK, "\tinspringend"), Note(NoteKind.REMARK, "b")),
            topics=("Verkeer | Water", "vaarwegen"),
        ),
        make_document(
            kind=Kind.QUESTION, answers=(), answered=None, answerers=(), summary="a\n\nb"
        ),
        make_document(
            kind=Kind.POSTPONEMENT,
            questions=(),
            answers=(),
            answerers=(Answerer(None, "Minister", "Veren en Bruggen", on_behalf=True),),
            notes=(Note(NoteKind.NOTICE, "Het antwoord komt later."),),
            see_also=(SeeAlso("2021-2022", 9),),
        ),
    ]


def all_rows() -> dict[str, list[Any]]:
    """Every row of the archive: its tables, but those of signing in."""
    names = [n for n in connection.introspection.table_names() if n.startswith("documents_")]
    rows = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            rows[name] = sorted(cursor.fetchall(), key=repr)
    return rows


def test_saving_any_document_unchanged_changes_not_a_byte(desk: Page) -> None:
    documents = of_every_kind()
    before = all_rows()
    exported = [to_json(question_set(document)) for document in documents]
    for document in documents:
        desk.goto(address(document))
        desk.get_by_role("button", name="Opslaan", exact=True).click()
        expect(desk.locator(".messagelist")).to_have_text(
            "Er was niets te bewaren: alles stond er al zo."
        )
    assert all_rows() == before
    fresh = [Document.objects.get(pk=document.pk) for document in documents]
    assert [to_json(question_set(document)) for document in fresh] == exported


def test_a_full_stop_in_the_title_changes_the_title_alone(desk: Page) -> None:
    for document in of_every_kind():
        before = to_json(layers(document).set)
        title = f"{document.title}."
        desk.goto(address(document))
        desk.get_by_label("Titel").press("End")
        desk.get_by_label("Titel").press_sequentially(".")
        desk.get_by_role("button", name="Opslaan", exact=True).click()
        expect(desk.locator(".messagelist")).to_have_text("Opgeslagen: titel.")
        [correction] = document.corrections.all()
        assert (correction.path, correction.value) == ("title", title)
        fresh = Document.objects.get(pk=document.pk)
        assert to_json(layers(fresh).set) == before.replace(
            f'"title": "{document.title}"', f'"title": "{title}"'
        )


def test_parts_are_moved_split_and_saved_without_javascript(
    page_without_javascript: Page, beheer: Client, live_server: Any
) -> None:
    page = page_without_javascript
    signed_in(page, beheer, live_server)
    document = make_document()
    page.goto(address(document))
    page.locator("#questions-0-text").fill("Kent u dit?\n===\nEn dat?")
    page.locator("#questions-0 summary").click()
    page.get_by_role("button", name="Splitsen Vraag 1").click()
    expect(page.locator("#questions-1-text")).to_have_value("En dat?")
    expect(page.locator("#questions-1-number")).to_have_value("3")
    page.get_by_role("button", name="Omlaag Vraag 3").click()
    page.locator("#answers-1-numbers").fill("2, 3")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    rows = [(row.number, row.text) for row in document.questions.all()]
    assert rows == [(1, "Kent u dit?"), (2, "Wanneer vaart de veerpont weer?"), (3, "En dat?")]


def test_a_text_is_split_at_the_cursor(desk: Page) -> None:
    document = make_document(answers=(Answer((1, 2), "Ja. Nee."),))
    desk.goto(address(document))
    field = desk.locator("#answers-0-text")
    field.focus()
    field.press("Home")
    for _ in "Ja.":
        field.press("ArrowRight")
    desk.locator("#answers-0 summary").press("Enter")
    desk.get_by_role("button", name="Splitsen Antwoord 1, 2").press("Enter")
    expect(desk.locator("#answers-0-text")).to_have_value("Ja.")
    expect(desk.locator("#answers-1-text")).to_have_value("Nee.")


def test_the_focus_is_at_the_part_after_its_button(desk: Page) -> None:
    document = make_document(questions=tuple(Question(n, f"tekst {n}") for n in range(1, 9)))
    desk.goto(address(document))
    desk.locator("#questions-3 summary").press("Enter")
    desk.get_by_role("button", name="Omhoog Vraag 4").press("Enter")
    expect(desk.locator("#questions-2-number")).to_have_value("4")
    assert desk.url.endswith("#questions-2")
    assert desk.evaluate("document.activeElement.id") == "questions-2"
    expect(desk.locator("#questions-2")).to_be_in_viewport()


def test_saving_is_reached_with_a_few_keys_from_the_top_and_from_a_part(desk: Page) -> None:
    document = make_document(questions=tuple(Question(n, f"tekst {n}") for n in range(1, 9)))
    desk.goto(address(document))
    desk.locator("#questions-7-text").focus()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Naar opslaan vanaf Vraag 8")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Opslaan", exact=True)).to_be_focused()
    desk.goto(address(document))
    desk.get_by_role("link", name="Naar opslaan", exact=True).press("Enter")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Opslaan", exact=True)).to_be_focused()


def in_every_state() -> list[Document]:
    """Documents with problems, corrections, and corrections in doubt."""
    document = make_document(
        problems=(Problem.of("no_title"), Problem.of("low_text_quality", detail="x")),
        title="de brg",
        footnotes=(Footnote(1, "Waterlands Dagblad"),),
        see_also=(SeeAlso("2021-2022", 9),),
        notes=(Note(NoteKind.REMARK, "Een opmerking."),),
    )
    wanted = make_set(identifier=document.identifier, title="de brug", number=document.number)
    correct(document, wanted, by="archivaris", why="zetfout")
    newer = make_set(identifier=document.identifier, title="de bruggen", number=document.number)
    store(RawFile("nieuw.json", to_json(newer).encode()), ParseResult(newer, (), "json"))
    return [document]


WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: whether what has the focus lies under the bar that stays in view
COVERED = """() => {
  const bar = document.querySelector(".edit-bar").getBoundingClientRect();
  const one = document.activeElement.getBoundingClientRect();
  const inBar = document.activeElement.closest(".edit-bar");
  return !inBar && one.bottom <= bar.bottom && one.bottom > bar.top;
}"""


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_editor_fits_every_width_and_passes_axe(desk: Page, width: int, scheme: Any) -> None:
    [document] = in_every_state()
    desk.set_viewport_size({"width": width, "height": 700})
    desk.emulate_media(color_scheme=scheme)
    desk.goto(address(document))
    desk.locator("#questions-0 summary").click()
    assert faults(desk) == []
    assert desk.evaluate(WIDER) <= 0
    desk.locator("#header-answered").fill("1-9-2022")
    desk.locator("#askers-0-name").fill("")
    desk.get_by_role("button", name="Opslaan", exact=True).click()
    expect(desk.get_by_text("Nog niets opgeslagen").first).to_be_visible()
    assert faults(desk) == []
    assert desk.evaluate(WIDER) <= 0


@pytest.mark.looks
def test_the_bar_covers_nothing_that_has_the_focus(desk: Page) -> None:
    document = make_document(questions=tuple(Question(n, f"tekst {n}") for n in range(1, 6)))
    desk.set_viewport_size({"width": 320, "height": 568})
    desk.goto(address(document))
    desk.locator("#questions-4-text").focus()
    for _ in range(25):
        desk.keyboard.press("Shift+Tab")
        assert not desk.evaluate(COVERED)
    expect(desk.get_by_role("button", name="Opslaan", exact=True)).to_be_in_viewport()
