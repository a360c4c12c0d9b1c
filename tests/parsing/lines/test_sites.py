"""Text copied from sites: what stands around it tells numbers and days, and is no part of it."""

from __future__ import annotations

import pytest

from documents.parsing import QuestionSet, RawFile, parse

UNDATED = "Vragen van het lid Bos (ABC) aan de Minister van Financiën over kaas in Oudeveer"
ASKED = f"{UNDATED} (ingezonden 3 mei 2019)."
ANSWERED = "Antwoord van Minister De Wit (Financiën) (ontvangen 20 mei 2019)."
HEADS = f"{ASKED}\n\n{ANSWERED}\n\n"
BODY = (
    "Vraag 1\nKlopt het dat de kaas op is?\n\nAntwoord 1\nJa, dat klopt.\n\n"
    "Vraag 2\nHoe komt dat?\n\nAntwoord 2\nDoor de muizen.\n"
)
QUESTIONS = ["Klopt het dat de kaas op is?", "Hoe komt dat?"]
LISTED = "1. Klopt het dat de kaas op is?\n\n2. Hoe komt dat?\n"


def read(text: str) -> QuestionSet:
    result = parse(RawFile("pagina.txt", text.encode()))
    assert result.set is not None, result.problems
    return result.set


def texts(found: QuestionSet) -> tuple[list[str], list[str]]:
    return [q.text for q in found.questions], [a.text for a in found.answers]


WHOLE = (QUESTIONS, ["Ja, dat klopt.", "Door de muizen."])


@pytest.mark.parametrize(
    "above",
    [
        "Aanhangsel van de Handelingen\n\nDatum publicatie\tOrganisatie\tVergaderjaar\tNummer\t"
        "Datum ontvangst\n\tTweede Kamer der Staten-Generaal\t2018-2019\t1365\t",
        "Datum publicatieOrganisatieVergaderjaarNummerDatum ontvangst\n"
        "Tweede Kamer der Staten-Generaal2018-20191365",
        "22-05-2019Tweede Kamer der Staten-Generaal2018-2019136520-05-2019",
        "Tweede Kamer der Staten-Generaal | 2018–2019 | 1365",
        "Organisatie\nTweede Kamer der Staten-Generaal\nVergaderjaar\n2018-2019\nNummer\n1365",
        "Aanhangsel van de Handelingen 2018-2019 nr. 1365",
        "Aanhangsel Handelingen II 2018/19, nr. 1365",
        "https://zoek.officielebekendmakingen.nl/ah-tk-20182019-1365.html",
        "Aanhangsel van de Handelingen\nNr. 1365\nVergaderjaar 2018-2019",
    ],
)
def test_the_head_of_the_page_tells_year_and_number(above: str) -> None:
    found = read(f"{above}\n\n{HEADS}{BODY}Naar boven\n")
    assert (found.identifier, found.session_year) == ("ah-tk-20182019-1365", "2018-2019")
    assert texts(found) == WHOLE


@pytest.mark.parametrize(
    "above",
    [
        "Tweede Kamer der Staten-Generaal2018-20192019Z04443",
        "\tTweede Kamer der Staten-Generaal\t2018-2019\t2019Z04443\t03-05-2019",
        "Home / Kamervraag / Kaas\n\nZaaknummer: 2019Z04443",
        "Vraagnummer 2019Z 04443",
        "Kenmerk\n2019Z04443",
        "2019 Z 04443",
        "https://zoek.officielebekendmakingen.nl/kv-tk-2019Z04443.html",
    ],
)
def test_the_head_of_the_page_tells_the_case(above: str) -> None:
    found = read(f"{above}\n\n{ASKED}\n\n{LISTED}")
    assert (found.identifier, found.case_number) == ("kv-tk-2019Z04443", "2019Z04443")


@pytest.mark.parametrize(
    "notes",
    [
        "X Noot\n1\n\nDe Kaasbode.\n\nX Noot\n2\n\nKamerstuk 28 999, nr. 9.\n\nNaar boven\n",
        "XNoot\n1\nDe Kaasbode.\nXNoot\n2\nKamerstuk 28 999, nr. 9.\n",
        "X Noot1 De Kaasbode.\nX Noot2 Kamerstuk 28 999, nr. 9.\n",
        "XNoot1De Kaasbode.\nXNoot2Kamerstuk 28 999, nr. 9.\n",
        "X\nNoot\n1\nDe Kaasbode.\nX\nNoot\n2\nKamerstuk 28 999, nr. 9.\n",
        "X\nNoot 1\nDe Kaasbode.\nX\nNoot 2\nKamerstuk 28 999, nr. 9.\nTerug naar het begin van de pagina",
    ],
)
def test_notes_stand_below_the_word_x_noot(notes: str) -> None:
    marked = BODY.replace("op is?", "op is?1").replace("klopt.\n", "klopt.2\n")
    found = read(f"{HEADS}{marked}\n{notes}")
    assert [(n.number, n.text) for n in found.footnotes] == [
        (1, "De Kaasbode."),
        (2, "Kamerstuk 28 999, nr. 9."),
    ]
    assert found.questions[0].text == "Klopt het dat de kaas op is?[^1]"
    assert [a.text for a in found.answers] == ["Ja, dat klopt.[^2]", "Door de muizen."]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Home\nKamerstukken\nKamervragen\n", "Deel deze pagina\nFacebook\nTwitter\n"),
        ("Ga direct naar hoofdinhoud\nMenu\nLees voor\n", "Terug naar overzicht\n"),
        ("Kamerstukken › Kamervragen › Kaas\n", "Word lid\nContact\n© 2019 ABC\n"),
        ("Antwoord op vragen van het lid Bos over kaas voor kinderen\n", ""),
        ("Kaas voor kinderen\n", "Gerelateerde documenten\nVragen over melk\n3 mei 2019\n"),
        ("Document: Vragen van het lid Bos over kaas\nDatum: 20 mei 2019\n", "Lees ook\nMelk op\n"),
    ],
)
def test_menus_titles_and_buttons_are_no_part_of_the_text(above: str, below: str) -> None:
    found = read(f"{above}\n{HEADS}{BODY}\n{below}")
    assert texts(found) == WHOLE
    assert (found.title, str(found.submitted)) == ("kaas in Oudeveer", "2019-05-03")


def test_what_a_site_shows_below_the_text_is_told() -> None:
    text = f"{HEADS}{BODY}\nGerelateerde documenten\nVragen over melk\n"
    problems = parse(RawFile("pagina.txt", text.encode())).problems
    assert [(p.code, p.place) for p in problems] == [("text_left_out", "onder de tekst")]
    assert "Vragen over melk" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        f"{UNDATED}\n\n{LISTED}",
        f"{UNDATED}\n{LISTED}",
        f"{UNDATED}.\n\n{LISTED}",
        f"Schriftelijke {UNDATED.lower().replace('bos (abc)', 'Bos (ABC)').replace('oudeveer', 'Oudeveer')}:\n\n"
        f"{LISTED}",
        "Vragen van het lid Bos (ABC)\n\naan de minister van Financiën\n\nover kaas in Oudeveer\n\n"
        f"{LISTED}",
        f"{UNDATED}\n\nVraag 1\nKlopt het dat de kaas op is?\n\nVraag 2\nHoe komt dat?\n",
        f"{UNDATED}\n\n1\nKlopt het dat de kaas op is?\n\n2\nHoe komt dat?\n",
        f"{UNDATED}\n\nKlopt het dat de kaas op is?\n\nHoe komt dat?\n",
        f"Vragen van het lid Bos over kaas\nIndiener: Bos\n\n{UNDATED}\n\n{LISTED}",
    ],
)
def test_a_header_without_a_date_ends_where_the_questions_begin(text: str) -> None:
    found = read(text)
    assert found.title == "kaas in Oudeveer"
    assert [q.number for q in found.questions] == [1, 2]
    assert texts(found)[0] == QUESTIONS


@pytest.mark.parametrize("day", ["Indiendatum: 3 mei 2019", "Ingediend op\n3 mei 2019"])
def test_a_site_tells_the_day_of_the_questions_beside_them(day: str) -> None:
    assert str(read(f"{day}\n\n{UNDATED}\n\n{LISTED}").submitted) == "2019-05-03"


@pytest.mark.parametrize(
    "printed",
    [
        "https://zoek.officielebekendmakingen.nl/ah-tk-20182019-1365.html 1/3\n"
        "03-05-2019 14:22 Kaas in Oudeveer\n",
        "5/20/2019, 2:22 PM Kaas | ABC\nhttps://abc.example/kamervragen/kaas 1/3\n\f",
        "20 mei 2019 14:22\nPagina 1 van 3\n\f",
    ],
)
def test_what_a_browser_prints_on_each_page_is_furniture(printed: str) -> None:
    answer = f"Wij hebben dat onderzocht in de\n{printed}winter van dat jaar."
    found = read(f"{HEADS}{BODY.replace('Door de muizen.', answer)}")
    assert texts(found)[1][1] == "Wij hebben dat onderzocht in de winter van dat jaar."


@pytest.mark.parametrize(
    "line",
    [
        "naar de inhoud van de brief.",
        "delen via een register. Dat register is er nog niet.",
        "3 mei 2019 om 10.30 uur is daarover gesproken.",
        "U bent hier eerder over geïnformeerd.",
    ],
)
def test_words_of_a_site_within_a_sentence_are_text(line: str) -> None:
    found = read(
        f"{HEADS}{BODY.replace('Door de muizen.', f'Ik verwijs u voor kaas{chr(10)}{line}')}"
    )
    assert line in texts(found)[1][1].replace("\n\n", " ")
