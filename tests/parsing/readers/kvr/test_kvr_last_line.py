"""KVR XML: the last line of the print, which the tags lost in an attribute of the file."""

from __future__ import annotations

import pytest

from documents.parsing import Answer, Note

from .test_kvr_xml import SCANNED, codes, read, result_of

LATER = '<mededeling mededelingdatum="2001-02-1">{}</mededeling>'
WITHOUT = {
    "answers": "",
    "answerer": "",
    "replied": "",
    "received": "",
    "place": "Kamervragen zonder antwoord 2000-2001, vraagnr. 2000103450, Tweede Kamer",
}


@pytest.mark.parametrize("line", ["Zo neen, waarom niet?", "Kunt u uw antwoord toelichten?"])
def test_a_sentence_stands_behind_the_last_question(line: str) -> None:
    asked = f'<vraag nummer="1">Vaart het? {line}</vraag><vraag nummer="2">Bent u blij?</vraag>'
    found = read(questions=asked, last=line, **WITHOUT)
    assert found.questions[-1].text == f"Bent u blij? {line}"


def test_a_sentence_that_was_tagged_too_stands_once() -> None:
    asked = '<vraag nummer="1">Vaart het veer? Zo neen, waarom niet?</vraag>'
    found = read(questions=asked, last="Zo neen, waarom niet?", **WITHOUT)
    assert found.questions[0].text.count("waarom") == 1


@pytest.mark.parametrize("short", ["12 maart a.s.", "3 mei jl."])
def test_a_notice_goes_on_behind_a_short_word(short: str) -> None:
    text = f"Ik streef ernaar u voor {short}"
    notes = LATER.format(text)
    found = read(answers="", notes=notes, last="mijn antwoord te doen toekomen.")
    assert found.notes == (Note("mededeling", f"{text} mijn antwoord te doen toekomen."),)


def test_a_further_sentence_stands_behind_the_notice() -> None:
    notes = LATER.format("Het onderzoek duurt nog.")
    found = read(answers="", notes=notes, last="Ik verzoek u daarom om uitstel.")
    assert found.notes[0].text == "Het onderzoek duurt nog. Ik verzoek u daarom om uitstel."


def test_a_short_answer_is_that_to_the_last_question_where_only_it_has_none() -> None:
    answers = '<antwoord nummer="1">Nee, het veer lekt.</antwoord>'
    found = read(answers=answers, last="Zie het antwoord op vraag 1.", items=SCANNED)
    assert found.answers[-1] == Answer((2,), "Zie het antwoord op vraag 1.")


@pytest.mark.parametrize(
    "line", ["van de veerman te voorkomen.", "Bent u bereid een dergelijke", "Veerbode, mei 1989."]
)
def test_a_line_that_may_stand_anywhere_is_told(line: str) -> None:
    told = [p.message for p in result_of(last=line).problems if p.code == "text_left_out"]
    assert len(told) == 1
    assert line in told[0]


@pytest.mark.parametrize("line", ["gen 20 september 1985).", "Cultuur). (Ontvangen 13 maart 1986)"])
def test_the_end_of_a_heading_is_no_lost_text(line: str) -> None:
    assert codes(last=line) == set()
