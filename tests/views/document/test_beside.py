"""What stands around the text of a document: its line, its case in time, doubts, links that stay."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from documents.parsing import Addressee, Answer, Answerer, Asker, Footnote, Problem, Question
from tests.factories import make_document
from tests.pages import get, links, main_text, said, texts

pytestmark = pytest.mark.django_db

NUMBER = "2022Z17084"


def line(client: Client, **fields: Any) -> str:
    page = get(client, make_document(**fields).get_absolute_url())
    [told] = texts(page, "//details[@class='beside']/summary")
    assert texts(page, "//p[@class='line']") == [told]
    return told


def test_a_document_is_told_in_one_line(client: Client) -> None:
    assert line(client) == "Van Loon (Lijst Waterland) aan Dijkstra · 8 nov 2022 · na 60 dagen"


def test_of_many_askers_the_line_names_the_first(client: Client) -> None:
    askers = tuple(Asker(f"Lid {letter}", "Nieuw Midden") for letter in "ABC")
    assert line(client, askers=askers).startswith("Lid A (Nieuw Midden) en 2 anderen aan ")
    assert line(client, askers=askers[:2]).startswith("Lid A (Nieuw Midden) en Lid B (Nieuw Mi")


def test_where_nobody_answered_the_line_names_the_office_and_the_state(client: Client) -> None:
    told = line(
        client, kind="question", answers=(), answerers=(), answered=None,
        addressees=(Addressee("Minister", "Tolzaken"),), submitted=date(2022, 3, 1),
    )  # fmt: skip
    assert told == "Van Loon (Lijst Waterland) aan minister (Tolzaken) · 1 mrt 2022 · open"


def test_the_drawing_of_a_case_ends_its_term_before_a_late_answer(client: Client) -> None:
    late = get(client, make_document().get_absolute_url())
    in_time = get(client, make_document(answered=date(2022, 9, 19)).get_absolute_url())
    assert len(late.xpath("//main//*[@class='over']")) == 1
    assert in_time.xpath("//main//*[@class='over']") == []
    assert (
        texts(in_time, "//ol[@class='timeline']/li")[1]
        == "Beantwoord 19 september 2022, na 10 dagen"
    )


def test_a_label_names_who_answered_and_which_questions_where_that_is_not_plain(
    client: Client,
) -> None:
    document = make_document(
        questions=tuple(Question(n, f"Vraagt u {n}?") for n in range(1, 5)),
        answers=(Answer((1,), "Ja."), Answer((2, 3), "Nee.")),
        answerers=(
            Answerer("Dijkstra", "Staatssecretaris", "Veren en Bruggen"),
            Answerer("Vos", "Minister", "Tolzaken", on_behalf=True),
        ),
    )
    page = get(client, document.get_absolute_url())
    labels = texts(page, "//h3/span")
    assert labels == [
        "Antwoord op vraag 1, staatssecretaris Dijkstra",
        "Antwoord op vraag 2 en 3, staatssecretaris Dijkstra",
    ]
    shown = [said(one) for one in page.xpath("//h3/span/span[@class='hidden']")]
    assert shown == ["op vraag 1"]
    assert texts(page, "//p[@class='unanswered']") == ["Bij deze vraag staat geen antwoord."]


def test_a_set_that_was_not_read_well_says_so_above_its_text(client: Client) -> None:
    problems = [Problem.of("two_series", count=3), Problem.of("number_double", detail="1")]
    page = get(client, make_document(problems=problems).get_absolute_url())
    [told] = page.xpath("//article//div[contains(@class, 'notice-loud')]")
    assert "3 vraagnummers komen meer dan eens voor" in said(told)
    assert main_text(page).index("Let op: deze tekst klopt") < main_text(page).index("Kent u")
    clean = get(client, make_document().get_absolute_url())
    assert clean.xpath("//*[contains(@class, 'notice')]") == []


def test_an_answered_set_without_any_answer_says_that_it_lacks(client: Client) -> None:
    page = get(client, make_document(answers=()).get_absolute_url())
    assert "maar in de bron staat geen antwoord" in main_text(page)


def test_each_part_has_an_address_of_its_own_without_the_search(client: Client) -> None:
    document = make_document(
        questions=(Question(1, "Kent u dit?[^1]"),),
        answers=(Answer((1,), "Ja."),),
        footnotes=(Footnote(1, "De Waterbode"),),
    )
    page = get(client, f"{document.get_absolute_url()}?q=pont")
    found = {name: to for name, to in links(page).items() if name.startswith("Link naar")}
    own = f"http://testserver{document.get_absolute_url()}"
    assert found == {
        "Link naar vraag 1": f"{own}#vraag-1",
        "Link naar antwoord op vraag 1": f"{own}#antwoord-1",
        "Link naar voetnoot 1": f"{own}#noot-1",
    }


def test_footnotes_stand_with_the_questions_that_have_their_marks(client: Client) -> None:
    document = make_document(
        questions=(Question(1, "Kent u dit [^1]?"), Question(2, "En dit?[^2]")),
        answers=(Answer((1,), "Ja [^1] ."), Answer((2,), "Nee.")),
        footnotes=(Footnote(1, "Waterbode"), Footnote(2, "Veerblad"), Footnote(3, "Nergens")),
    )
    page = get(client, document.get_absolute_url())
    feet = [
        texts(one, ".//li/span[@class='said']")
        for one in page.xpath("//section[@class='exchange']")
    ]
    assert [[text.split(" ")[0] for text in one] for one in feet] == [["Waterbode"], ["Veerblad"]]
    assert texts(page, "//section[@class='unplaced']//h2") == [
        "Voetnoten zonder plaats in de tekst"
    ]
    assert "Nergens" in texts(page, "//section[@class='unplaced']//li")[0]
    assert texts(page, "//*[@id='vraag-1']/p") == ["Kent u ditvoetnoot 1?"]
    assert texts(page, "//*[@id='antwoord-1']/p") == ["Javoetnoot 1."]


def test_columns_of_numbers_are_known_and_a_table_has_a_caption(client: Client) -> None:
    table = "Jaar\tOvertochten\tWaar\n2021\t1.310\tkade 3\n2022\t€ 12,5\tkade 4"
    document = make_document(
        answers=(Answer((1,), f"Tabel 1: de pont\n\n{table}"), Answer((2,), f"Ja.\n\n{table}"))
    )
    page = get(client, document.get_absolute_url())
    assert texts(page, "//td[@class='num']") == ["2021", "1.310", "2022", "€ 12,5"] * 2
    assert texts(page, "//caption") == ["Tabel 1: de pont", "Tabel bij antwoord op vraag 2"]
    assert texts(page, "//*[@id='antwoord-1']/p") == []
    assert texts(page, "//*[@id='antwoord-2']/p") == ["Ja."]


def test_a_moment_is_told_to_the_minute_and_the_crumbs_have_no_identifier(client: Client) -> None:
    document = make_document()
    page = get(client, document.get_absolute_url())
    assert not [value for value in page.xpath("//time/@datetime") if "." in value]
    assert document.identifier not in texts(page, "//nav[@aria-label='Kruimelpad']")[0]


def test_pages_are_told_with_a_dash(client: Client) -> None:
    page = get(client, make_document(pages="19001-19002").get_absolute_url())
    assert "blz. 19001–19002" in main_text(page)
