"""KVR XML: several series of questions that were answered as one."""

from __future__ import annotations

from documents.parsing import Answer, Asker, Footnote, Note, Question

from .test_kvr_xml import SCANNED, codes, read

HEAD = "Vragen van het lid De Wit (ABC) over de brug van Zandhuizen. (Ingezonden 9 januari 2001)"
MARK = '<voetnoot nummer="1"/>'
ASKED = f"""<vraag nummer="1">Vaart het veer?{MARK}</vraag>
<vraag nummer="2">Waarom niet? {{below}}{HEAD} </vraag>
<vraag nummer="1">Staat de brug nog?{MARK}</vraag><vraag nummer="2">Tot wanneer?</vraag>"""
ANSWERS = "".join(
    f'<antwoord nummer="{number}">{text}</antwoord>'
    for number, text in ((1, "Nee."), (2, "Het lekt."), (1, "Ja."), (2, "Tot de storm."))
)
NOTE = '<noot nummer="1">Brugblad, 8 januari 2001</noot>'


def test_a_second_series_is_numbered_on_and_keeps_its_printed_numbers() -> None:
    found = read(questions=ASKED.format(below=""), answers=ANSWERS, asked_notes=NOTE)
    assert found.questions[1:] == (
        Question(2, "Waarom niet?"),
        Question(3, "Staat de brug nog?[^1]", (1,), "1"),
        Question(4, "Tot wanneer?", (), "2"),
    )
    assert [answer.numbers for answer in found.answers] == [(1,), (2,), (3,), (4,)]
    assert found.askers == (Asker("Van Veen", "XYZ"), Asker("De Wit", "ABC"))
    assert found.notes == (Note("opmerking", HEAD),)


def test_a_second_series_is_told_and_is_no_other_set() -> None:
    told = codes(questions=ASKED.format(below=""), answers=ANSWERS, asked_notes=NOTE)
    assert told == {"series_joined"}


def test_each_series_has_its_own_footnotes() -> None:
    asked = ASKED.format(below=f"{MARK} Veerbode, 3 januari 2001. ")
    found = read(questions=asked, answers=ANSWERS, asked_notes=NOTE)
    assert [question.text for question in found.questions[:3]] == [
        "Vaart het veer?[^1]",
        "Waarom niet?",
        "Staat de brug nog?[^2]",
    ]
    assert found.footnotes == (
        Footnote(1, "Veerbode, 3 januari 2001."),
        Footnote(2, "Brugblad, 8 januari 2001"),
    )


def test_one_answer_without_numbers_answers_all_series() -> None:
    found = read(questions=ASKED.format(below=""), answers="<antwoord>Het lekt.</antwoord>")
    assert found.answers == (Answer((1, 2, 3, 4), "Het lekt."),)


def test_numbers_that_begin_anew_without_a_heading_are_no_second_series() -> None:
    told = codes(questions=ASKED.format(below="").replace(HEAD, ""), answers=ANSWERS)
    assert "number_double" in told
    assert "series_joined" not in told


def test_a_heading_on_a_scanned_page_may_be_that_of_the_set_itself() -> None:
    assert "series_joined" not in codes(questions=ASKED.format(below=""), items=SCANNED)


def test_a_further_answer_behind_the_last_question_is_an_answer() -> None:
    heading = (
        "Nader Antwoord Nader Antwoord van minister Bos (Financiën). (Ontvangen 1 februari 2001),"
        " zie ook Aanhangsel Handelingen nr. 3, vergaderjaar 2000–2001 "
    )
    asked = f'<vraag nummer="1">Vaart het veer? {heading}</vraag><vraag nummer="1">Neen.</vraag>'
    found = read(questions=asked, answers="")
    assert found.questions == (Question(1, "Vaart het veer?"),)
    assert found.answers == (Answer((1,), "Neen."),)


def test_an_answer_that_was_sent_in_is_an_answer_too() -> None:
    heading = (
        "Antwoord Antwoord van de heer Bos, Minister van Financiën. (Ingezonden op 1 februari 1985)"
    )
    asked = f'<vraag nummer="1">Vaart het veer? {heading}</vraag>'
    found = read(questions=asked, answerer="", items=SCANNED)
    assert found.questions == (Question(1, "Vaart het veer?"),)
    assert [(a.name, a.role, a.portfolio) for a in found.answerers[:1]] == [
        ("Bos", "Minister", "Financiën")
    ]
