"""An archivist sees a source beside what was read from it: its parts and problems in place."""

from __future__ import annotations

import io
import pathlib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from documents.admin.beside import SourceView, beside
from documents.archive import pictures
from documents.archive.sources import keep
from documents.models import Source
from documents.parsing import Box, Problem, RawFile, parse
from tests.admin.conftest import archivist
from tests.admin.test_browser import faults, sign_in
from tests.pages import get, texts
from tests.parsing.readers.test_pdf import HEADER, Print

pytestmark = pytest.mark.django_db

SAMPLES = pathlib.Path(__file__).parents[2] / "samples"
TEXT = "\n".join(
    [
        *HEADER,
        "Een losse opmerking van de drukker.",
        *("", "Vraag 1", "Vaart de veerpont weer?"),
        *("", "Vraag 2", "Wanneer <dan> & hoe?"),
        *("", "Antwoord 1", "Ja."),
    ]
)


def kept(name: str, data: bytes, file_format: str) -> Source:
    return keep(RawFile(name, data), file_format)


def sample(name: str) -> Source:
    """A file of the samples, kept as it is when it is published."""
    path = SAMPLES / name
    raw = RawFile(path.name, path.read_bytes())
    return keep(raw, parse(raw).format or "")


def text() -> Source:
    return kept("veer.txt", TEXT.encode(), "text")


def pdf() -> bytes:
    page = (
        Print().lines(*HEADER, "Vraag 1", "Vaart de veerpont^1 weer?").foot("^1 Veerkrant, 2 mei")
    )
    return page.lines("Vraag 2", "Wanneer dan?", "Antwoord 1", "Ja.").foot().bytes()


def blank(width: float, height: float, turned: int = 0, **how: Any) -> bytes:
    """A PDF of one page of this size with a question on it."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(width, height), **how)
    canvas.setPageRotation(turned)
    canvas.drawString(20, 50, "Vraag 1: Vaart de veerpont?")
    canvas.save()
    return data.getvalue()


def change(source: Source) -> str:
    return reverse("admin:documents_source_change", args=[source.pk])


def picture(source: Source, number: int = 1) -> str:
    return reverse("admin:documents_source_page", args=[source.pk, number])


def file(source: Source) -> str:
    return reverse("admin:documents_source_file", args=[source.pk])


def ids(tree: Any) -> list[str]:
    """The ids in what stands beside each other."""
    return [str(each) for each in tree.xpath("//div[@class='beside']//@id")]


# Pictures of pages


def test_the_picture_of_a_page_has_the_shape_of_the_page(beheer: Client) -> None:
    response = beheer.get(picture(kept("veer.pdf", pdf(), "pdf"), 2))
    assert response["Content-Type"] == "image/png"
    assert "private" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    image = Image.open(io.BytesIO(response.content))
    assert image.width == pytest.approx(pictures.WIDTH, abs=1)
    assert image.height == pytest.approx(pictures.WIDTH * 842 / 595, abs=1)
    assert len(image.convert("L").getcolors() or ()) > 1


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_regions_of_a_turned_page_lie_on_its_print(beheer: Client, turned: int) -> None:
    source = kept("dwars.pdf", blank(400, 200, turned), "pdf")
    image = Image.open(io.BytesIO(beheer.get(picture(source)).content)).convert("L")
    [page] = beside(source).pages
    assert (page.width, page.height) == (400, 200)
    assert image.width == pytest.approx(2 * image.height, abs=2)
    [region] = [
        region for region in page.regions if region.part and region.part.kind == "questions"
    ]
    [shape] = region.shapes
    scale = image.width / page.width
    corners = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
    dark = image.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert dark is not None
    for ink, corner in zip(dark, corners, strict=True):
        assert ink / scale == pytest.approx(corner, abs=5)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_box_on_a_turned_page_stays_on_it(turned: int) -> None:
    frame = pictures.Frame(Box(10, 20, 110, 220), turned)
    width, height = frame.size
    whole = frame.over(Box(0, 0, 500, 500))
    assert (whole.x, whole.y, whole.width, whole.height) == (0, 0, width, height)
    small = frame.over(Box(10, 20, 20, 40))
    assert sorted((small.width, small.height)) == [10, 20]


@pytest.mark.parametrize(("width", "height"), [(14000, 14000), (10, 10), (100, 900)])
def test_a_page_of_an_odd_size_gives_a_picture_within_bounds(
    beheer: Client, width: int, height: int
) -> None:
    response = beheer.get(picture(kept("maat.pdf", blank(width, height), "pdf")))
    image = Image.open(io.BytesIO(response.content))
    assert image.width <= pictures.WIDTH + 1
    assert image.height <= pictures.HIGHEST + 1
    assert image.width / image.height == pytest.approx(width / height, rel=0.01)


def encrypted() -> bytes:
    return blank(400, 400, encrypt=StandardEncryption("geheim", strength=128))


@pytest.mark.parametrize(
    ("data", "number", "said"),
    [
        (pdf(), 0, "Deze bladzijde is er niet."),
        (pdf(), 3, "Deze bladzijde is er niet."),
        (pdf(), 10**30, "Deze bladzijde is er niet."),
        (b"%PDF-1.4 kapot", 1, "de PDF is beschadigd of breekt af"),
        (pdf()[:700], 1, "de PDF is beschadigd of breekt af"),
        (encrypted(), 1, "met een wachtwoord beveiligd"),
        (blank(1, 14000), 1, "geen maat die te tonen is"),
    ],
)
def test_a_page_that_cannot_be_shown_is_not_found_and_says_why(
    beheer: Client, data: bytes, number: int, said: str
) -> None:
    tree = get(beheer, picture(kept("veer.pdf", data, "pdf"), number), status=404)
    assert said in texts(tree, "//main")[0]


def test_a_text_has_no_pictures(beheer: Client) -> None:
    tree = get(beheer, picture(text()), status=404)
    assert "Alleen van een PDF" in texts(tree, "//main")[0]


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(pictures.Unshowable, match="te zwaar"):
        pictures.picture(RawFile("veer.pdf", pdf()), 1, seconds=0)


# The file itself


def test_the_file_comes_as_a_download_that_no_browser_opens(beheer: Client) -> None:
    source = kept('map/<b>"veer".txt', TEXT.encode(), "text")
    response = beheer.get(file(source))
    assert b"".join(response.streaming_content) == TEXT.encode()  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]


def test_a_file_that_is_lost_or_altered_is_told_and_the_page_still_stands(beheer: Client) -> None:
    source = kept("veer.pdf", pdf(), "pdf")
    source.path.write_bytes(b"iets anders")
    assert "is niet meer wat het was" in texts(get(beheer, change(source)), "//section")[0]
    for address in (picture(source), file(source)):
        assert "is beschadigd" in texts(get(beheer, address, status=503), "//main")[0]
    source.path.unlink()
    assert "nu niet beschikbaar" in texts(get(beheer, change(source)), "//section")[0]
    for address in (picture(source), file(source)):
        assert "nu niet beschikbaar" in texts(get(beheer, address, status=404), "//main")[0]


def test_only_staff_who_may_see_sources_reach_them() -> None:
    source = kept("veer.pdf", pdf(), "pdf")
    addresses = [change(source), picture(source), file(source)]
    visitor, other, reader = (
        Client(),
        archivist("ander", "view_upload"),
        archivist("lezer", "view_source"),
    )
    for address in addresses:
        assert "/beheer/login/" in visitor.get(address)["Location"]
        assert other.get(address).status_code == 403
        assert reader.get(address).status_code == 200


def test_a_source_that_does_not_exist_is_not_found(beheer: Client) -> None:
    for wrong in ("7", "x", "9" * 40):
        get(beheer, reverse("admin:documents_source_page", args=[wrong, 1]), status=404)
        get(beheer, reverse("admin:documents_source_file", args=[wrong]), status=404)


# Beside each other


def test_each_page_is_shown_late_with_regions_that_lead_to_their_parts(beheer: Client) -> None:
    source = kept("veer.pdf", pdf(), "pdf")
    tree = get(beheer, change(source))
    assert tree.xpath("//figure//img/@src") == [picture(source, 1), picture(source, 2)]
    assert set(tree.xpath("//figure//img/@loading")) == {"lazy"}
    regions = tree.xpath("//figure//svg/a")
    led = {link.get("aria-label").split(";")[0]: link.get("href") for link in regions}
    assert led == {
        "Kop, bladzijde 1": "#kop",
        "Vraag 1, bladzijde 1": "#questions-0",
        "Voetnoot 1, bladzijde 1": "#footnotes-0",
        "Vraag 2, bladzijde 2": "#questions-1",
        "Antwoord 1, bladzijde 2": "#answers-0",
    }
    assert {address[1:] for address in led.values()} <= set(ids(tree))


def test_every_region_lies_on_its_page() -> None:
    for path in sorted((SAMPLES / "pdf").glob("*.pdf")):
        pages = beside(sample(f"pdf/{path.name}")).pages
        assert sum(len(page.regions) for page in pages) > 2
        for page in pages:
            for shape in (shape for region in page.regions for shape in region.shapes):
                assert 0 <= shape.x < shape.x + shape.width <= page.width
                assert 0 <= shape.y < shape.y + shape.height <= page.height


def test_each_line_of_a_text_shows_its_number_its_role_and_its_part(beheer: Client) -> None:
    tree = get(beheer, change(text()))
    rows = [texts(row, "./td") for row in tree.xpath("//table[@class='source-lines']//tbody/tr")]
    assert ["8", "Vraag 1: vraag 1", "Vraag 1"] in rows
    assert ["9", "tekst", "Vaart de veerpont weer?"] in rows
    assert ["15", "tekst", "Ja."] in rows
    [group] = tree.xpath("//tbody[@id='bron-questions-1']")
    assert "Wanneer <dan> & hoe?" in group.text_content()


def test_a_word_document_shows_its_lines_without_numbers(beheer: Client) -> None:
    tree = get(beheer, change(sample("docx/kv-tk-2024Z99072.docx")))
    assert "Regel" not in texts(tree, "//table[@class='source-lines']//th")
    assert tree.xpath("//tbody[@id='bron-questions-0']")


@pytest.mark.parametrize("name", ["koop/ah-tk-20182019-9021.xml", "json/ah-tk-20112012-9041.json"])
def test_a_file_that_tells_its_own_structure_is_shown_as_it_is(beheer: Client, name: str) -> None:
    tree = get(beheer, change(sample(name)))
    shown = tree.xpath("//td[@class='source-text']/span")
    rows = (SAMPLES / name).read_text().replace("\t", " ").split("\n")
    assert [" ".join(row.text_content().split()) for row in shown] == [
        " ".join(row.split()) for row in rows
    ]


def test_every_id_is_given_once_and_every_link_in_the_page_leads_somewhere(beheer: Client) -> None:
    names = [f"{path.parent.name}/{path.name}" for path in SAMPLES.glob("[!_]*/*[0-9].*")]
    for name in sorted(names)[::6]:
        tree = get(beheer, change(sample(name)))
        given = ids(tree)
        assert sorted(given) == sorted(set(given)), name
        led = {link[1:] for link in tree.xpath("//div[@class='beside']//@href") if link[0] == "#"}
        assert led <= set(given), name


def test_two_sources_on_one_page_keep_their_ids_apart() -> None:
    one, two = beside(text(), prefix="een-"), beside(text(), prefix="twee-")
    assert all(part.anchor.startswith("een-") for part in one.parts)
    assert not {part.anchor for part in one.parts} & {part.anchor for part in two.parts}
    assert not {part.source for part in one.parts} & {part.source for part in two.parts}


# Problems


def told(view: SourceView, code: str) -> tuple[str, str]:
    [found] = [told for told in view.problems if told.problem.code == code]
    return found.source, found.part


def test_a_problem_is_marked_at_its_lines_and_at_its_part(beheer: Client) -> None:
    tree = get(beheer, change(text()))
    message = "Geen antwoord gevonden op vraag 2."
    [item] = [
        item
        for item in tree.xpath("//ul[@class='source-problems']/li")
        if message in item.text_content()
    ]
    source, part = item.xpath(".//a/@href")
    assert message in texts(tree, f"//*[@id='{source[1:]}']")[0]
    assert part == "#questions-1"
    assert message in texts(tree, "//article[@id='questions-1']")[0]
    assert message not in texts(tree, "//article[@id='questions-0']")[0]


def test_text_that_was_left_out_is_marked_though_it_has_no_part() -> None:
    view = beside(text())
    source, part = told(view, "text_left_out")
    [row] = [row for group in view.groups for row in group.rows if row.anchor == source]
    assert row.text == "Een losse opmerking van de drukker."
    assert part == ""


def test_the_problems_that_are_given_are_shown_and_no_others(beheer: Client) -> None:
    view = beside(text(), [Problem.of("text_cut", "regel 9", detail="regel 9")])
    [found] = view.problems
    [row] = [row for group in view.groups for row in group.rows if row.problems]
    assert (row.number, row.anchor) == (9, found.source)
    assert found.part == "questions-0"


def test_a_problem_in_a_pdf_is_marked_on_the_page(beheer: Client) -> None:
    source = kept("veer.pdf", pdf(), "pdf")
    tree = get(beheer, change(source))
    [region] = tree.xpath("//figure//a[@id='bron-questions-1']")
    assert "source-told" in region.get("class")
    assert "Geen antwoord gevonden op vraag 2." in region.get("aria-label")
    assert "!" in texts(region, "./text")[0]
    assert "source-told" not in tree.xpath("//figure//a[@id='bron-answers-0']")[0].get("class")
    assert "#bron-questions-1" in tree.xpath("//ul[@class='source-problems']//@href")


def test_text_of_a_pdf_that_was_left_out_is_marked_on_its_page() -> None:
    page = Print().lines(
        *HEADER, "Een losse opmerking van de drukker.", "", "Vraag 1", "Vaart zij?"
    )
    view = beside(kept("veer.pdf", page.foot().bytes(), "pdf"))
    source, _ = told(view, "text_left_out")
    [region] = [region for region in view.pages[0].regions if region.anchor == source]
    assert region.part is None
    assert len(region.shapes) == 1


def test_a_source_that_cannot_be_shown_still_has_its_problems() -> None:
    source = kept("kapot.pdf", b"%PDF-1.4 kapot", "pdf")
    view = beside(source, [Problem.of("no_title", "kop")])
    assert "beschadigd" in view.error
    assert [told.problem.code for told in view.problems] == ["no_title"]


# In a real browser


@pytest.mark.looks
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["veer.pdf", "veer.txt"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_page_fits_and_passes_axe(page: Page, name: str, width: int) -> None:
    source = kept("veer.pdf", pdf(), "pdf") if name == "veer.pdf" else text()
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page)
    page.goto(change(source))
    expect(page.get_by_role("heading", name="Meldingen")).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.querySelector('.beside').scrollWidth") <= width


@pytest.mark.looks
@pytest.mark.django_db(transaction=True)
def test_the_keyboard_goes_from_a_problem_to_its_place_and_on_to_its_part(page: Page) -> None:
    source = kept("veer.pdf", pdf(), "pdf")
    sign_in(page)
    page.goto(change(source))
    page.get_by_role("link", name="Toon in de bron").press("Enter")
    region = page.locator("#bron-questions-1")
    expect(region).to_be_in_viewport()
    before = region.locator("rect").evaluate("rect => getComputedStyle(rect).fill")
    assert before == "rgb(255, 212, 0)"
    region.press("Enter")
    expect(page.locator("#questions-1")).to_be_in_viewport()
    assert page.url.endswith("#questions-1")
