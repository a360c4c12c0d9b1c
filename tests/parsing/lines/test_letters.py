"""Letters of ministries: who asks, who answers and when, in the words that each ministry has for it."""

from __future__ import annotations

import pytest

from documents.parsing import Addressee, Answerer, Asker, QuestionSet, RawFile, parse

from ..readers.word import document

HEAD = (
    "> Retouradres Postbus 20401 2500 EK Den Haag", "Datum 28 mei 2024",
    "Betreft Beantwoording vragen over het veer", "", "Geachte Voorzitter,", "",
)  # fmt: skip
BODY = (
    "", "Vraag 1", "Vaart het veer niet?", "", "Antwoord 1", "Ja.", "",
    "Vraag 2", "Waarom niet?", "", "Antwoord 2", "Het is stuk.",
)  # fmt: skip
SIGNED = ("", "De Minister van Defensie,", "", "A.B. de Wit", "")
DE_WIT = Answerer("De Wit", "Minister", "Defensie")


def letter(*rows: str) -> QuestionSet:
    result = parse(RawFile("brief.docx", document(*HEAD, *rows)))
    assert result.set is not None, result.problems
    assert [p.code for p in result.problems if p.code != "no_addressees"] == []
    return result.set


@pytest.mark.parametrize(
    "sentence",
    [
        "Hierbij zend ik u de antwoorden op de vragen van het Kamerlid Bos (ABC) over het veer bij "
        "Oudeveer (2024Z99123, ingezonden 3 mei 2024).",
        "Hierbij bied ik u de beantwoording aan op de schriftelijke vragen gesteld door het lid Bos "
        "(ABC) over het veer bij Oudeveer. Deze vragen werden ingezonden op 3 mei 2024 met kenmerk "
        "2024Z99123.",
        "Bijgaand treft u de antwoorden op de vragen van het lid Bos (ABC) over het veer bij "
        "Oudeveer, ingezonden op 3 mei 2024 met kenmerk 2024Z99123.",
        "Hierbij stuur ik u de antwoorden op de vragen die zijn gesteld door het lid Bos (ABC) over "
        "het veer bij Oudeveer (ingezonden 3 mei 2024; kenmerk 2024Z99123).",
        "Hierbij de antwoorden op de vragen die het lid Bos (ABC) heeft gesteld over het veer bij "
        "Oudeveer met kenmerk 2024Z99123 (ingezonden 3 mei 2024).",
        "Hierbij zend ik u de antwoorden op de door het lid Bos (ABC) gestelde vragen over het veer "
        "bij Oudeveer (ingezonden 3 mei 2024, 2024Z99123).",
    ],
)  # fmt: skip
def test_the_first_sentence_tells_what_a_header_would(sentence: str) -> None:
    found = letter(sentence, *SIGNED, *BODY)
    assert found.askers == (Asker("Bos", "ABC"),)
    assert (found.title, found.case_number) == ("het veer bij Oudeveer", "2024Z99123")
    assert (str(found.submitted), str(found.answered)) == ("2024-05-03", "2024-05-28")
    assert found.answerers == (DE_WIT,)
    assert [q.number for q in found.questions] == [1, 2]


ASKED = (
    "Hierbij zend ik u de antwoorden op de vragen van het lid Bos (ABC) over het veer bij Oudeveer "
    "(kenmerk 2024Z99123, ingezonden 3 mei 2024)."
)


@pytest.mark.parametrize(
    ("signature", "answerers"),
    [
        (("De Minister van Defensie,", "", "mr. A.B. de Wit"), [("De Wit", "Defensie")]),
        (("de minister van Defensie,", "Anna de Wit"), [("De Wit", "Defensie")]),
        (("Anna de Wit", "Minister van Defensie"), [("De Wit", "Defensie")]),
        (("A.B. de Wit", "Minister van Defensie"), [("De Wit", "Defensie")]),
        (("DE MINISTER VAN DEFENSIE,", "", "A.B. de Wit"), [("De Wit", "Defensie")]),
        (
            ("de minister van Volksgezondheid,", "Welzijn en Sport,", "", "Anna van der Tak"),
            [("Van der Tak", "Volksgezondheid, Welzijn en Sport")],
        ),
        (
            ("De Minister van Defensie,", "A.B. de Wit", "", "De Minister van Financiën,", "C. Tak"),
            [("De Wit", "Defensie"), ("Tak", "Financiën")],
        ),
    ],
)  # fmt: skip
def test_who_signed_is_who_answers(
    signature: tuple[str, ...], answerers: list[tuple[str, str]]
) -> None:
    found = letter(ASKED, "", "Hoogachtend,", "", *signature, *BODY)
    assert [(one.name, one.portfolio) for one in found.answerers] == answerers


def test_the_sentence_tells_on_whose_behalf() -> None:
    asked = ASKED.replace("zend ik u", "zend ik u, mede namens de Minister van Financiën,")
    found = letter(asked, *SIGNED, *BODY)
    assert found.answerers == (DE_WIT, Answerer(None, "Minister", "Financiën", True))


def test_the_reference_and_the_date_can_stand_above_the_letter() -> None:
    above = ("Uw kenmerk", "2024Z99123", "Den Haag, 28 mei 2024", "Geachte Voorzitter,", "")
    asked = "Hierbij de antwoorden op de vragen van het lid Bos (ABC) over het veer van 3 mei 2024."
    found = parse(RawFile("brief.docx", document(*above, asked, *SIGNED, *BODY))).set
    assert found is not None
    assert (found.case_number, str(found.answered)) == ("2024Z99123", "2024-05-28")


def test_a_header_in_the_annex_is_completed_by_the_letter() -> None:
    annex = (
        "2024Z99123", "", "(ingezonden 3 mei 2024)", "",
        "Vragen van het lid Bos (ABC) aan de minister van Defensie over het veer bij Oudeveer", "",
    )  # fmt: skip
    found = letter("Hierbij de antwoorden op de vragen van het lid Bos.", *SIGNED, *annex, *BODY)
    assert found.addressees == (Addressee("Minister", "Defensie"),)
    assert found.answerers == (DE_WIT,)
    assert (str(found.submitted), str(found.answered)) == ("2024-05-03", "2024-05-28")


def test_a_letter_can_be_a_text_whose_lines_are_broken_anywhere() -> None:
    asked = (
        "Hierbij bied ik u de antwoorden aan op de vragen van het lid Bos (ABC) over het veer bij\n"
        "Oudeveer. Deze vragen zijn\ningezonden op 3 mei 2024, met kenmerk 2024Z99123."
    )
    signed = (
        "\n\nDe staatssecretaris van Financiën – Fiscaliteit en\nBelastingdienst,\n\nA.B. de Wit\n"
    )
    text = "\n".join((*HEAD, asked + signed, "Vragen van het lid Bos (ABC) over het veer", *BODY))
    found = parse(RawFile("brief.txt", text.encode())).set
    assert found is not None
    assert (found.title, found.case_number) == ("het veer", "2024Z99123")
    assert (str(found.submitted), str(found.answered)) == ("2024-05-03", "2024-05-28")
    assert [(one.name, one.portfolio) for one in found.answerers] == [
        ("De Wit", "Financiën – Fiscaliteit en Belastingdienst")
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "Op 3 mei 2024 heeft het lid Bos (ABC) vragen gesteld over het veer (2024Z99123). ",
        "Op 3 mei jl. heeft het lid Bos (ABC) schriftelijke vragen gesteld over het veer "
        "(2024Z99123). ",
    ],
)
@pytest.mark.parametrize(
    "later",
    [
        "Deze vragen kunnen niet binnen de gestelde termijn worden beantwoord.",
        "Beantwoording binnen de termijn van drie weken is helaas niet mogelijk.",
        "Ik vraag u om uitstel tot 1 juli.",
    ],
)
def test_a_letter_that_asks_for_more_time_is_a_postponement(asked: str, later: str) -> None:
    found = letter(asked + later, "", "Er is meer tijd nodig.", *SIGNED)
    assert (found.kind, found.title, found.case_number) == (
        "postponement",
        "het veer",
        "2024Z99123",
    )
    assert (str(found.submitted), str(found.answered)) == ("2024-05-03", "2024-05-28")
    assert [note.kind for note in found.notes] == ["mededeling"]
    assert found.notes[0].text == f"{asked}{later}\n\nEr is meer tijd nodig."
    assert found.answerers == (DE_WIT,)


def test_a_letter_with_neither_questions_nor_delay_is_refused() -> None:
    rows = ("Hierbij een reactie op de vragen van het lid Bos (ABC) over het veer.", *SIGNED)
    result = parse(RawFile("brief.docx", document(*HEAD, *rows)))
    assert [problem.code for problem in result.problems] == ["no_questions"]


def test_an_answer_can_stand_behind_its_label() -> None:
    rows = ("Vraag 1: Vaart het veer niet?", "", "Antwoord: Ja, het is stuk.")
    found = letter(ASKED, *SIGNED, *rows)
    assert [a.text for a in found.answers] == ["Ja, het is stuk."]


def test_the_number_of_a_page_is_no_text() -> None:
    rows = ("Vraag 1", "Vaart het veer", "Pagina 2 van 4", "niet?", "", "Antwoord 1", "Ja.")
    assert letter(ASKED, *SIGNED, *rows).questions[0].text == "Vaart het veer niet?"


@pytest.mark.parametrize(
    "sentence",
    [
        "In antwoord op uw brief van 3 mei 2024, nr. 2024Z99123, deel ik u mede dat de vragen van het "
        "lid Bos (ABC) over het veer bij Oudeveer worden beantwoord zoals aangegeven in de bijlage.",
        "In antwoord op uw brief van 3 mei jl., nr. 2024Z 99123, bericht ik u dat de vragen van het lid "
        "Bos (ABC) over het veer bij Oudeveer worden beantwoord zoals in de bijlage.",
        "Hierbij de antwoorden op de vragen van het lid Bos (ABC) over het veer bij Oudeveer die bij "
        "brief van 3 mei 2024 met kenmerk 2024Z99123 zijn toegezonden.",
        "Bij brief van 3 mei 2024, kenmerk 2024Z99123, heeft u mij de vragen van het lid Bos (ABC) "
        "over het veer bij Oudeveer gezonden.",
        "Op 3 mei 2024 ontving ik van u de vragen van het lid Bos (ABC) over het veer bij Oudeveer "
        "(2024Z99123).",
        "In uw brief van 03-05-2024, nr. 2024Z99123, verzoekt u mij de vragen van het lid Bos (ABC) "
        "over het veer bij Oudeveer te beantwoorden.",
    ],
)  # fmt: skip
def test_the_letter_names_the_day_and_the_number_of_the_questions(sentence: str) -> None:
    found = letter(sentence, *SIGNED, *BODY)
    assert (str(found.submitted), str(found.answered)) == ("2024-05-03", "2024-05-28")
    assert (found.title, found.case_number) == ("het veer bij Oudeveer", "2024Z99123")


def test_your_letter_among_the_references_has_the_day_of_the_questions() -> None:
    above = ("Uw brief van 3 mei 2024", "Uw kenmerk 2024Z99123", *HEAD)
    asked = "Hierbij de antwoorden op de vragen van het lid Bos (ABC) over het veer."
    found = parse(RawFile("brief.docx", document(*above, asked, *SIGNED, *BODY))).set
    assert found is not None
    assert (str(found.submitted), found.case_number) == ("2024-05-03", "2024Z99123")


@pytest.mark.parametrize(
    "title",
    [
        "de motie-Tak c.s. over het veer (Kamerstuk 28 999, nr. 9)",
        "het veer in Kamerstuk 28 999, nr. 9 en de brug",
    ],
)
def test_a_number_of_a_paper_in_the_subject_does_not_end_it(title: str) -> None:
    found = letter(
        f"Hierbij zend ik u de antwoorden op de vragen van het lid Bos (ABC) over {title}. Deze "
        "vragen werden ingezonden op 3 mei 2024 met kenmerk 2024Z99123.",
        *SIGNED,
        *BODY,
    )
    assert (found.title, found.case_number) == (title, "2024Z99123")
