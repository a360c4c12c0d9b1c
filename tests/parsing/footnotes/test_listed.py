"""Footnotes in lists are told by their marks; enumerations of the same form stay text."""

from __future__ import annotations

import itertools

import pytest

from documents.parsing import ParseResult, QuestionSet, RawFile, parse
from tests.parsing.readers import word

HEADER = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug bij Oudeveer\n"
    "(ingezonden 3 mei 2024).\n\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).\n\n"
)
LISTS = {
    "round": "(1) De Veerbode, 1 mei 2024\n(2) Kamerstuk 98 999, nr. 9",
    "paren": "1) De Veerbode, 1 mei 2024\n2) Kamerstuk 98 999, nr. 9",
    "square": "[1] De Veerbode, 1 mei 2024\n[2] Kamerstuk 98 999, nr. 9",
    "square with space": "[1 ] De Veerbode, 1 mei 2024\n[2 ] Kamerstuk 98 999, nr. 9",
    "dots": "1. De Veerbode, 1 mei 2024\n2. Kamerstuk 98 999, nr. 9",
    "bare": "1 De Veerbode, 1 mei 2024\n2 Kamerstuk 98 999, nr. 9",
    "raised": "¹ De Veerbode, 1 mei 2024\n² Kamerstuk 98 999, nr. 9",
    "worded": "Noot 1: De Veerbode, 1 mei 2024\nNoot 2: Kamerstuk 98 999, nr. 9",
    "headed": "Bronnen:\n\n1. De Veerbode, 1 mei 2024\n\n2. Kamerstuk 98 999, nr. 9",
    "ruled": "_________\n(1) De Veerbode, 1 mei 2024\n(2) Kamerstuk 98 999, nr. 9",
    "alone": "(1)\nDe Veerbode, 1 mei 2024\n(2)\nKamerstuk 98 999, nr. 9",
    "folded": "1) De Veerbode,\n1 mei 2024\n2) Kamerstuk 98 999,\nnr. 9",
    "bullets": "- 1 De Veerbode, 1 mei 2024\n- 2 Kamerstuk 98 999, nr. 9",
}
MARKS = {
    "round": ("? (1)", " (2)"),
    "paren": ("? 1)", "2)"),
    "square": ("? [1]", "[2]"),
    "square with space": ("?[1 ]", " [2 ]"),
    "figures": ("?1", "2"),
    "raised": ("?¹", "²"),
}


def read(text: str) -> ParseResult:
    result = parse(RawFile("x.txt", (HEADER + text).encode()))
    assert result.set is not None
    return result


def texts(found: QuestionSet | None) -> list[str]:
    assert found is not None
    return [*(row.text for row in found.questions), *(row.text for row in found.answers)]


def notes(found: QuestionSet | None) -> list[tuple[int, str]]:
    assert found is not None
    return [(note.number, note.text) for note in found.footnotes]


@pytest.mark.parametrize(("listed", "marked"), list(itertools.product(LISTS, MARKS)))
def test_a_list_at_the_end_holds_footnotes(listed: str, marked: str) -> None:
    first, second = MARKS[marked]
    result = read(
        f"Vraag 1\nKent u het bericht over de brug{first}\n\n"
        f"Vraag 2\nKlopt het dat de haven{second} dicht gaat?\n\n"
        f"Antwoord 1\nJa.\n\nAntwoord 2\nNee, dat klopt niet.\n\n{LISTS[listed]}\n"
    )
    assert texts(result.set) == [
        "Kent u het bericht over de brug?[^1]",
        "Klopt het dat de haven[^2] dicht gaat?",
        "Ja.",
        "Nee, dat klopt niet.",
    ]
    assert notes(result.set) == [
        (1, "De Veerbode, 1 mei 2024"),
        (2, "Kamerstuk 98 999, nr. 9"),
    ]
    assert result.problems == ()


@pytest.mark.parametrize(
    "answer",
    [
        "Er zijn twee redenen:\n1) de brug is oud;\n2) de weg is smal.",
        "Zie artikel 1) van de wet en het antwoord op vraag 2).",
        "Het gaat om twee fases: (1) het plan en (2) de bouw, zoals bedoeld onder (1).",
        "De maatregelen zijn als volgt.\n\n(1) Het plan wordt gemaakt.\n\n(2) De bouw begint.",
        "1. De brug wordt hersteld.\n\n2. De weg ook.",
        "Dat geldt voor (2) gemeenten en 1) provincie.",
    ],
)
@pytest.mark.parametrize("asked", ["Klopt dat?", "Kunt u (1) de brug en (2) de weg herstellen?"])
def test_an_enumeration_stays_text(asked: str, answer: str) -> None:
    result = read(f"Vraag 1\n{asked}\n\nAntwoord 1\n{answer}\n\nVraag 2\nEn?\n\nAntwoord 2\nJa.\n")
    assert texts(result.set)[0] == asked
    assert "[^" not in "".join(texts(result.set))
    assert notes(result.set) == []


@pytest.mark.parametrize(
    "enumeration",
    [
        "Om twee redenen:\n1) de brug is oud;\n2) de weg is smal.",
        "Dit.\n\n1) De bouw.\n\n2) De weg.",
    ],
)
def test_an_enumeration_before_the_footnotes_is_none_of_them(enumeration: str) -> None:
    result = read(
        f"Vraag 1\nKent u het bericht? 1)\n\nAntwoord 1\n{enumeration}\n\n"
        "Vraag 2\nEn dit? 2)\n\nAntwoord 2\nJa.\n\n1) De Veerbode\n2) Kamerstuk 98 999, nr. 9\n"
    )
    assert notes(result.set) == [(1, "De Veerbode"), (2, "Kamerstuk 98 999, nr. 9")]
    assert result.set
    assert "2) " in result.set.answers[0].text


def test_lists_below_each_answer_take_the_marks_above_them() -> None:
    result = read(
        "Vraag 1\nKent u het bericht? [1]\n\nAntwoord 1\nJa. [2]\n\n[1] De Veerbode\n[2] Kamerstuk\n\n"
        "Vraag 2\nEn dit? [1]\n\nAntwoord 2\nOok.\n\n[1] Brugblad\n"
    )
    assert texts(result.set) == ["Kent u het bericht?[^1]", "En dit?[^1]", "Ja.[^2]", "Ook."]
    assert notes(result.set) == [(1, "De Veerbode"), (2, "Kamerstuk"), (1, "Brugblad")]


def test_marks_on_earlier_pages_are_found_and_no_others() -> None:
    result = read(
        "Vraag 1\nKent u het bericht? (1)\n\fVraag 2\nEn dit? (2) En is artikel 1 van kracht?\n"
        "\fAntwoord 1\nJa.\n\nAntwoord 2\nNee, niet in 1 geval.\n\n(1) De Veerbode\n(2) Brugblad\n"
    )
    assert texts(result.set) == [
        "Kent u het bericht?[^1]",
        "En dit?[^2] En is artikel 1 van kracht?",
        "Ja.",
        "Nee, niet in 1 geval.",
    ]


def test_a_footnote_that_is_referred_to_twice_has_two_marks() -> None:
    result = read("Vraag 1\nWat staat er? [1] En waar? [1]\n\nAntwoord 1\nJa.\n\n[1] De Veerbode\n")
    assert texts(result.set)[0] == "Wat staat er?[^1] En waar?[^1]"


@pytest.mark.parametrize("mark", [" 1)", " [1]", "1", "¹"])
def test_typed_notes_of_questions_stand_beside_those_of_word(mark: str) -> None:
    opening = {"1": "1", "¹": "¹"}.get(mark, mark.strip())
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>Kamerstuk 98 999</w:t></w:r></w:p></w:footnote>'
    data = word.document(
        *HEADER.replace("\n(", " (").split("\n\n"),
        "Vraag 1", f"Kent u het bericht?{mark}", f"{opening} De Veerbode, 3 mei",
        "Antwoord 1", "Ja, dat is bekend.{1}",
        footnotes=note,
    )  # fmt: skip
    found = parse(RawFile("x.docx", data)).set
    assert texts(found) == ["Kent u het bericht?[^1]", "Ja, dat is bekend.[^1]"]
    assert notes(found) == [(1, "De Veerbode, 3 mei"), (1, "Kamerstuk 98 999")]


def test_a_note_alone_on_its_page_may_begin_with_a_small_letter() -> None:
    result = read(
        "Vraag 1\nKlopt het dat de veren aanvragen1 konden doen, zoals eerder is gemeld, en dat\n"
        "het loket open was voor allen?\n\n1\nKamerstuk 98 999, nr. 9\n\n"
        "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1\n\f"
        "Antwoord 1\nJa, het loket was open, en dat bleef zo tot in mei.2 De aanvragen werden\n\n"
        "2\nter: de grondslag van het besluit\n\n"
        "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2\n\fdaarna behandeld.\n"
    )
    assert notes(result.set) == [
        (1, "Kamerstuk 98 999, nr. 9"),
        (2, "ter: de grondslag van het besluit"),
    ]


def read_text(text: str) -> QuestionSet:
    found = parse(RawFile("vragen.txt", (HEADER + text).encode())).set
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("marks", "notes"),
    [
        (("(noot 1)", "(zie noot 2)"), "Noot 1: De Veerbode, 1 mei 2024.\nNoot 2: Brugblad."),
        (("[noot 1]", "[noot 2]"), "(noot 1) De Veerbode, 1 mei 2024.\n(noot 2) Brugblad."),
    ],
)
def test_marks_may_name_their_footnote(marks: tuple[str, str], notes: str) -> None:
    found = read_text(
        f"Vraag 1\nKent u het bericht {marks[0]} over kaas?\n\nAntwoord 1\nJa {marks[1]}.\n\n{notes}"
    )
    assert found.questions[0].text == "Kent u het bericht[^1] over kaas?"
    assert found.answers[0].text == "Ja[^2]."
    assert [note.text for note in found.footnotes] == ["De Veerbode, 1 mei 2024.", "Brugblad."]


def test_a_named_footnote_that_is_not_there_is_no_mark() -> None:
    found = read_text("Vraag 1\nKent u het bericht (noot 1)?\n\nAntwoord 1\nJa.")
    assert found.questions[0].text == "Kent u het bericht (noot 1)?"


@pytest.mark.parametrize(
    "before", ["de eerdere vragen", "de leden", "uw antwoord", "een daling van 30%"]
)
def test_a_mark_in_the_midst_of_a_sentence_stands_behind_any_word(before: str) -> None:
    found = read_text(
        f"Vraag 1\nKent u het bericht 1) en {before} 2) over kaas?\n\nAntwoord 1\nJa.\n\n"
        "1) De Veerbode, 1 mei 2024\n2) Kamerstuk 98 999, nr. 9"
    )
    assert found.questions[0].text == f"Kent u het bericht[^1] en {before}[^2] over kaas?"
