"""A mark without its footnote is told; what only looks like a mark is left alone."""

from __future__ import annotations

import pytest

from documents.parsing import ParseResult, RawFile, parse

HEADER = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug bij Oudeveer\n"
    "(ingezonden 3 mei 2024).\n\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).\n\n"
)


def read(text: str) -> ParseResult:
    result = parse(RawFile("x.txt", (HEADER + text).encode()))
    assert result.set is not None
    return result


@pytest.mark.parametrize("mark", ["1", " [1]", "[1]", "\n1"])
def test_a_mark_without_a_footnote_is_told(mark: str) -> None:
    result = read(f"Vraag 1\nKent u het bericht «Brug dicht»?{mark}\nAntwoord 1\nJa.\n")
    assert result.set
    assert result.set.questions[0].text == "Kent u het bericht «Brug dicht»?[^1]"
    assert [problem.code for problem in result.problems] == ["mark_without_footnote"]


def test_the_last_of_the_marks_has_no_footnote() -> None:
    result = read("Vraag 1\nKent u dit?1\nAntwoord 1\nJa.2 Meer niet.\n\n1 Veerbode, 3 mei\n")
    assert result.set
    assert result.set.answers[0].text == "Ja.[^2] Meer niet."
    assert [problem.message for problem in result.problems] == [
        "Bij nootcijfer 2 is geen voetnoot gevonden."
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dat staat in art.1 Meer niet.",
        "Het bedrag is € 3.1 Meer niet.",
        "Klopt dat? 1 lid vond van wel.",
        "Dat is zo.3 Meer niet.",
        "Er zijn er\n1\nof 2.",
    ],
)
def test_other_numbers_are_no_marks(sentence: str) -> None:
    result = read(f"Vraag 1\nIs dat zo?\nAntwoord 1\n{sentence}\n")
    assert result.set
    assert result.set.answers[0].text == " ".join(sentence.split())
    assert result.problems == ()


def test_footnotes_may_stand_at_the_end_of_all_pages() -> None:
    result = read(
        "Vraag 1\nKent u dit bericht?1\nAntwoord 1\nJa.\n"
        "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1\n"
        "Vraag 2\nEn dit bericht?2\nAntwoord 2\nNee.\n\n1 Veerbode, 3 mei\n2 Brugblad, 4 mei\n"
        "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2\n"
    )
    assert result.set
    assert [q.text for q in result.set.questions] == [
        "Kent u dit bericht?[^1]",
        "En dit bericht?[^2]",
    ]
    assert result.set.answers[1].text == "Nee."
    assert [note.text for note in result.set.footnotes] == ["Veerbode, 3 mei", "Brugblad, 4 mei"]
    assert result.problems == ()
