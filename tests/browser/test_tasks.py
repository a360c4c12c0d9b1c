"""Fifteen tasks of those who use the archive, each from the front page of the demo archive.

A click is each link, button, box or search that is sent. `most` is what a task may take; before
the pages had what these tests use, each took more, ended half-way or gave a wrong answer.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
from datetime import date
from xml.etree import ElementTree

import bibtexparser
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from samples import series
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.looks
ATOM = {"a": "http://www.w3.org/2005/Atom"}
#: the sets of the series, by identifier
SETS = {made.identifier: made for _, made in series.sets()}


def titles(page: Page) -> list[str]:
    """The titles of the documents that a page lists."""
    found = page.locator("ol.documents h2, ol.documents h3").all_inner_texts()
    return [" ".join(title.split()) for title in found]


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def days(minister: str) -> list[int]:
    """How long each answer of a minister took, shortest first, as the sets of the series say."""
    answered = [s for s in SETS.values() if s.answers and s.answerers[0].name == minister]
    return sorted((s.answered - s.submitted).days for s in answered if s.answered and s.submitted)


def test_1_all_questions_about_a_subject_that_nobody_answered(visitor: Visitor) -> None:
    visitor.follow("Asiel")
    visitor.follow("3 daarvan")
    unanswered = {
        made.title
        for made in SETS.values()
        if made.topics[0] == "Asiel" and not made.answers and made.submitted.year >= 2025
    }
    assert {title.lower() for title in titles(visitor.page)} == {t.lower() for t in unanswered}
    assert visitor.clicks <= 2


def test_2_what_one_minister_said_about_drugs_in_1998(visitor: Visitor) -> None:
    visitor.search("drugs")
    visitor.click(visitor.page.locator("summary", has_text="Bewindspersoon").first)
    visitor.click(visitor.page.get_by_label("Henriëtte Coornvelt"))
    visitor.click(visitor.page.get_by_role("button", name="Filters toepassen"))
    visitor.click(visitor.page.locator("figure a[href*='jaar=1998']").first)
    expect(visitor.page.get_by_role("link", name="Verwijder filter Jaar: 1998")).to_be_visible()
    said = {
        made.title.lower()
        for made in SETS.values()
        if "Drugs" in made.topics and (made.answered or date.min).year == 1998
        if made.answerers[0].name == "Coornvelt"
    }
    assert {title.lower() for title in titles(visitor.page)} == said
    assert len(said) == 3
    assert visitor.clicks <= 5


def test_3_how_long_one_minister_takes_beside_another(visitor: Visitor) -> None:
    visitor.follow("Coornvelt, Henriëtte")
    visitor.follow("Vergelijk met een ander")
    visitor.page.get_by_label("Erbij: bewindspersoon").select_option("Lodewijk van Swaanenburgh")
    visitor.click(visitor.page.get_by_role("button", name="Vergelijk"))
    table = visitor.page.get_by_role("table", name=re.compile("Antwoordtijd in dagen"))
    names = [" ".join(text.split()) for text in table.locator("th").all_inner_texts()]
    column = names.index("Mediaan") - 1
    for minister, name in [
        ("Coornvelt", "Henriëtte Coornvelt"),
        ("Van Swaanenburgh", "Lodewijk van Swaanenburgh"),
    ]:
        took = days(minister)
        cells = table.get_by_role("row", name=name).get_by_role("cell").all_inner_texts()
        assert cells[column] == str(took[(len(took) - 1) // 2])
    assert visitor.clicks <= 4


def test_4_how_often_one_party_asks_about_asylum_by_year_beside_all_others(
    visitor: Visitor,
) -> None:
    visitor.follow("Cijfers", exact=True)
    visitor.follow("Vergelijken")
    visitor.page.get_by_label("Erbij: fractie").select_option("LA")
    visitor.page.get_by_label("Alleen zaken met de woorden").fill("asiel")
    visitor.click(visitor.page.get_by_role("button", name="Vergelijk"))
    file = visitor.read(visitor.page.get_by_role("link", name="CSV"))
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))
    shown = visitor.page.get_by_role("table", name=re.compile("Zaken per jaar"))
    expect(shown.get_by_role("row", name="2015")).to_contain_text("50%")
    assert any("2015" in row and "1" in row for row in rows)
    assert visitor.clicks <= 3


def test_5_cite_the_answer_to_question_3_in_a_text_and_in_bibtex(visitor: Visitor) -> None:
    visitor.search("heroïne Ammerwaard")
    visitor.click(visitor.page.locator("ol.documents h2 a, ol.documents h3 a").first)
    visitor.follow("Eén vraag of antwoord citeren")
    visitor.follow("Antwoord op vraag 3")
    expect(visitor.page.get_by_role("main")).to_contain_text("nr. 9103")
    kept = visitor.download(visitor.page.get_by_role("link", name="BibTeX"))
    entry = bibtexparser.parse_string(kept.read_text(encoding="utf-8")).entries[0]
    assert "heroïne" in entry["title"]
    assert entry["url"].endswith("/documenten/ah-tk-19971998-9103/#antwoord-3")
    assert visitor.clicks <= 5


def test_6_the_follow_up_of_a_set_and_what_it_follows(visitor: Visitor) -> None:
    visitor.search("heroïne Ammerwaard")
    visitor.click(visitor.page.locator("ol.documents h2 a, ol.documents h3 a").first)
    expect(visitor.page.get_by_role("main")).to_contain_text("De wachtlijsten voor afkickklinieken")
    assert visitor.clicks <= 2
    visitor.follow("De wachtlijsten voor afkickklinieken", exact=False)
    cited = visitor.page.get_by_role("link", name=re.compile("Aanhangsel Handelingen.*nr. 9103"))
    visitor.click(cited.first)
    assert visitor.page.url.split("#")[0].endswith("/documenten/ah-tk-19971998-9103/")


def test_7_all_hits_in_a_spreadsheet(visitor: Visitor) -> None:
    visitor.search("drugs")
    shown = int(re.search(r"(\d+) documenten|^(\d+) zaken", heading(visitor.page))[0].split()[0])
    visitor.click(visitor.page.get_by_text("Bewaar of volg"))
    kept = visitor.download(visitor.page.get_by_role("link", name=re.compile("CSV")))
    rows = list(csv.DictReader(io.StringIO(kept.read_text(encoding="utf-8-sig"))))
    assert len(rows) == shown
    assert visitor.clicks <= 3


def test_8_be_told_when_something_new_on_a_subject_appears(visitor: Visitor) -> None:
    visitor.follow("Asiel")
    told = visitor.page.locator("link[rel=alternate][type='application/atom+xml']").first
    feed = ElementTree.fromstring(visitor.read(told))
    named = [entry.findtext("a:title", "", ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert "Asiel" in feed.findtext("a:title", "", ATOM)
    assert any("klooster Oduluswoud" in title for title in named)
    assert visitor.clicks <= 1


def test_9_a_set_of_which_one_knows_two_words_and_the_year(visitor: Visitor) -> None:
    visitor.search("geldautomaten kernen 2016")
    visitor.click(visitor.page.locator("ol.documents h2 a, ol.documents h3 a").first)
    assert "geldautomaten" in heading(visitor.page)
    assert visitor.clicks <= 2


def test_10_who_is_this_minister(visitor: Visitor) -> None:
    visitor.search("Hoogerwaard")
    visitor.follow("Vera Hoogerwaard")
    main = visitor.page.get_by_role("main")
    assert heading(visitor.page) == "Vera Hoogerwaard"
    expect(main).to_contain_text("Minister voor Rechtsbescherming")
    expect(main).to_contain_text("Minister van Justitie en Veiligheid")
    expect(main).to_contain_text("2018")
    expect(main.get_by_role("link", name="VBU").first).to_be_visible()
    assert visitor.clicks <= 2


def test_11_a_link_to_one_question(visitor: Visitor) -> None:
    visitor.search("heroïne Ammerwaard")
    visitor.click(visitor.page.locator("ol.documents h2 a, ol.documents h3 a").first)
    visitor.follow("Link naar vraag 3", exact=False)
    expect(visitor.page.get_by_role("status").filter(has_text="Gekopieerd")).to_have_count(1)
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/documenten/ah-tk-19971998-9103/#vraag-3")
    assert visitor.clicks <= 3


def test_12_all_of_it_as_data(visitor: Visitor) -> None:
    visitor.follow("Gegevens en API")
    link = visitor.page.get_by_role("link", name=re.compile(r"jsonl")).first
    packed = visitor.read(link)
    sums = visitor.read(visitor.page.get_by_role("link", name="SHA256SUMS")).decode()
    assert hashlib.sha256(packed).hexdigest() in sums
    lines = gzip.decompress(packed).decode().splitlines()
    assert len(lines) == 128
    assert all(json.loads(line)["title"] is not None for line in lines)
    assert visitor.clicks <= 1


def test_13_read_a_long_set_on_a_phone(visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 390, "height": 844})
    visitor.search("achterstallig onderhoud bruggen")
    visitor.click(page.locator("ol.documents h2 a, ol.documents h3 a").first)
    top = page.locator("#vraag-1").evaluate("e => e.getBoundingClientRect().top + scrollY")
    assert top < 844
    assert page.locator("header.masthead").evaluate("e => e.offsetHeight") <= 100
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert visitor.clicks <= 2


def test_14_print_a_set(visitor: Visitor) -> None:
    visitor.search("achterstallig onderhoud bruggen")
    visitor.click(visitor.page.locator("ol.documents h2 a, ol.documents h3 a").first)
    printed = pypdfium2.PdfDocument(visitor.page.pdf(format="A4", prefer_css_page_size=True))
    text = [page.get_textpage().get_text_bounded() for page in printed]
    assert len(text) <= 4
    assert "/documenten/ah-tk-20242025-9063" in "".join(text)
    assert "Hoofdmenu" not in "".join(text)
    assert visitor.clicks <= 2


def test_15_one_subject_within_one_ministry_over_the_years(visitor: Visitor) -> None:
    visitor.follow("Justitie en Veiligheid")
    visitor.follow("Asiel")
    table = visitor.page.get_by_role("table", name=re.compile("jaar"))
    counted: dict[int, set[str | None]] = {}
    for made in SETS.values():
        asked_of = {addressee.portfolio for addressee in made.addressees}
        if made.topics[0] == "Asiel" and "Justitie en Veiligheid" in asked_of:
            counted.setdefault(made.submitted.year, set()).add(made.case_number)
    for year, cases in counted.items():
        row = table.get_by_role("row", name=str(year)).first
        assert row.get_by_role("cell").first.inner_text() == str(len(cases))
    assert visitor.clicks <= 2
