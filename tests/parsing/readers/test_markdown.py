"""Markdown of converters: its signs go, its words stay, its marks and notes are footnotes."""

from __future__ import annotations

import pytest

from documents.parsing import ParseResult, RawFile, parse

HEADER = (
    "Vragen van het lid **Bos** (ABC) aan de Minister van Financiën over de brug bij Oudeveer"
    " (ingezonden 3 mei 2024).\n\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).\n\n"
)


def read(text: str, header: str = HEADER) -> ParseResult:
    result = parse(RawFile("x.md", (header + text).encode()))
    assert result.set is not None
    return result


MARKED = {
    "pandoc": ("[^1]", "[^2]", "[^1]: De Veerbode,\n    3 mei.\n\n[^2]: Brugblad."),
    "pandoc, named": ("[^veer]", "[^brug]", "[^veer]: De Veerbode, 3 mei.\n[^brug]: Brugblad."),
    "without colon": ("[^1]", "[^2]", "[^1] De Veerbode, 3 mei.\n\n[^2] Brugblad."),
    "marker": (
        "<sup>1</sup>",
        "<sup>[2](#page-1-0)</sup>",
        '<span id="page-1-0"></span><sup>1</sup> De Veerbode, 3 mei.\n\n<sup>2</sup> Brugblad.',
    ),
    "pymupdf4llm": (" [1 ]", "[2]", "1 De Veerbode, 3 mei.\n2 [Brugblad.](https://x.example)"),
    "word": (
        "[[1]](#_ftn1)",
        "[\\[2\\]](#_ftn2)",
        "---\n\n[[1]](#_ftnref1) De Veerbode, 3 mei.\n\n[\\[2\\]](#_ftnref2) Brugblad.",
    ),
    "raised": ("^1^", "^2^", "^1^ De Veerbode, 3 mei.\n\n^2^ Brugblad."),
    "docling": (" 1", " 2", "- 1 De Veerbode, 3 mei.\n- 2 Brugblad."),
    "list": ("[^1]", "[^2]", "1. De Veerbode, 3 mei. [↩](#fnref1)\n2. Brugblad. [↩](#fnref2)"),
}


@pytest.mark.parametrize("converter", MARKED)
def test_marks_and_notes_of_each_converter(converter: str) -> None:
    first, second, notes = MARKED[converter]
    result = read(
        f"## Vraag 1\n\nKent u het *bericht*?{first}\n\n## **Antwoord 1**\n\nJa.{second}\n\n{notes}\n"
    )
    assert result.set
    assert result.set.questions[0].text == "Kent u het bericht?[^1]"
    assert result.set.answers[0].text == "Ja.[^2]"
    assert [(note.number, note.text) for note in result.set.footnotes] == [
        (1, "De Veerbode, 3 mei."),
        (2, "Brugblad."),
    ]
    assert result.problems == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10<sup>6</sup> kilo", "10⁶ kilo"),
        ("10^6^ kilo", "10⁶ kilo"),
        ("10[6] kilo", "10⁶ kilo"),
        ("$10^{6}$ kilo", "10⁶ kilo"),
        ("H~2~O en CO<sub>2</sub>", "H₂O en CO₂"),
        ("de 1<sup>e</sup> brug", "de 1e brug"),
        ("[de brief](https://x.example/a_b)", "de brief"),
        ("a\\_b en c\\*d en \\#2", "a_b en c*d en #2"),
        ("snake_case_naam", "snake_case_naam"),
        ("_schuin_ en __vet__ en ***beide***", "schuin en vet en beide"),
        ("<https://x.example/a_b_c>", "https://x.example/a_b_c"),
        ("A &amp; B &lt; C", "A & B < C"),
        ("[onder]{.underline} water", "onder water"),
        ("> een aangehaalde zin", "een aangehaalde zin"),
    ],
)
def test_signs_go_and_words_stay(written: str, meant: str) -> None:
    result = read(f"## Vraag 1\n\nKent u dit?\n\n## Antwoord 1\n\n{written}\n")
    assert result.set
    assert result.set.answers[0].text == meant


def test_pages_end_where_the_converter_says_so() -> None:
    result = read(
        "**Vraag 1**\nKent u het bericht over de brug bij Oudeveer in de kranten van deze week? [1]\n\n"
        "**Antwoord 1**\nJa, dat bericht ken ik, en het is in de brief aan de Kamer ook zo gemeld als in\n\n"
        "1 De Veerbode, 3 mei 2024.\n\nh tk 20232024 87\n\n-----\n\n"
        "de vorige brief over de brug.[2 ] Daar blijft het bij.\n\n2 Kamerstuk 98 999, nr. 9.\n\n-----\n",
        "### 87\n\n" + HEADER,
    )
    assert result.set
    assert (result.set.number, result.set.session_year) == (87, "2023-2024")
    assert result.set.answers[0].text == (
        "Ja, dat bericht ken ik, en het is in de brief aan de Kamer ook zo gemeld als in de vorige"
        " brief over de brug.[^2] Daar blijft het bij."
    )
    assert [note.text for note in result.set.footnotes] == [
        "De Veerbode, 3 mei 2024.",
        "Kamerstuk 98 999, nr. 9.",
    ]


def test_a_table_keeps_its_cells() -> None:
    result = read(
        "## Vraag 1\n\nHoeveel?\n\n## Antwoord 1\n\nZie de tabel.\n\n"
        "| Jaar | Aantal |\n|---|---:|\n| 2023 | 5<br>of 6 |\n| 2024 | 7 |\n"
    )
    assert result.set
    assert result.set.answers[0].text == "Zie de tabel.\n\nJaar\tAantal\n2023\t5 of 6\n2024\t7"


@pytest.mark.parametrize(
    "broken",
    ["onder\u00ad\nzoek", "onder\n\u00ad\nzoek", "onder\n\n\u00ad\n\nzoek", "onder\n\u00adzoek",
     "onder \u00ad\nzoek", "onder\u00ad zoek", "onder\u00adzoek"],
)  # fmt: skip
def test_a_soft_hyphen_breaks_a_word_wherever_it_stands(broken: str) -> None:
    result = read(f"Vraag 1\nKent u het {broken} naar de brug?\n\nAntwoord 1\nJa.\n")
    assert result.set
    assert result.set.questions[0].text == "Kent u het onderzoek naar de brug?"


def test_pictures_are_told_with_their_places() -> None:
    found = read(
        "## Vraag 1\n\nKent u deze grafiek?\n\n![een grafiek](beelden/g_1.png)\n\n"
        '## Antwoord 1\n\nJa.\n\n<img src="k.png" alt="een kaart">\n\nDus ja.\n\n'
        "**==> picture [212 x 40] intentionally omitted <==**"
    )
    assert found.set is not None
    assert [note.text for note in found.set.notes] == [
        "Vraag 1, na «Kent u deze grafiek?»: g_1.png (een grafiek)",
        "Antwoord 1, na «Ja.»: k.png (een kaart)",
        "Antwoord 1, na «Dus ja.»: zonder naam",
    ]
    assert [p.code for p in found.problems] == 3 * ["picture_left_out"]
    assert found.set.answers[0].text == "Ja.\n\nDus ja."


def test_a_picture_in_a_cell_leaves_the_cell() -> None:
    found = read("Vraag 1\n\nWat?\n\nAntwoord 1\n\n| a | b |\n|---|---|\n| ![x](c.png) | 3 |")
    assert found.set is not None
    assert found.set.answers[0].text == "a\tb\n\t3"
