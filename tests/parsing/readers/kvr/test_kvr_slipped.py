"""KVR XML: questions, answers and last lines that the tags lost in the attributes."""

from __future__ import annotations

from documents.parsing import Answer, Note, Question, SeeAlso

from .test_kvr_xml import SCANNED, codes, read

SAID = "Alvorens de vragen te beantwoorden merk ik op dat het veer oud is."


def test_what_is_said_before_the_first_answer_is_a_remark() -> None:
    found = read(received=f"1 februari 2001) {SAID}")
    assert found.notes == (Note("opmerking", SAID),)
    assert [answer.text for answer in found.answers] == ["Nee.", "Het lekt."]


def test_a_copy_of_the_tagged_answer_is_left_out() -> None:
    long = "Het veer van Zandhuizen vaart niet omdat het al jaren lekt, zoals bekend is."
    answers = f'<antwoord nummer="1 en 2">{long}</antwoord>'
    found = read(received=f"1 februari 2001) 1 en 2 {long}", answers=answers)
    assert found.notes == ()
    assert found.answers == (Answer((1, 2), long),)


def test_the_first_answers_come_back_before_the_tagged_ones() -> None:
    long = "Het veer lekt, en wordt in het najaar door een nieuw veer vervangen."
    lost = f"1 februari 2001) 1 Nee, het veer ligt al jaren stil. 2 {long}"
    found = read(received=lost, answers=f'<antwoord nummer="2">{long}</antwoord>')
    assert found.answers == (Answer((1,), "Nee, het veer ligt al jaren stil."), Answer((2,), long))


def test_answers_that_all_slipped_are_taken_apart_by_their_numbers() -> None:
    lost = "1 februari 2001) 1 Nee, dat veer vaart niet meer. 2 Het lekt aan alle kanten."
    found = read(received=lost, answers="")
    assert [answer.numbers for answer in found.answers] == [(1,), (2,)]


def test_where_else_to_look_is_no_remark() -> None:
    found = read(
        received="1 februari 2001), zie Aanhangsel Handelingen nr. 103, vergaderjaar 2000–2001"
    )
    assert found.notes == ()


def test_an_introduction_to_the_questions_explains_them() -> None:
    said = "Toelichting Deze vragen worden gesteld naar aanleiding van het lek in het veer."
    found = read(sent=f"5 januari 2001) {said}")
    assert found.notes == (Note("toelichting", said.removeprefix("Toelichting ")),)
    assert len(found.questions) == 2


def test_the_only_question_and_its_answer_are_told_apart() -> None:
    lost = (
        "5 januari 2001) Bent u bereid het veer weer te laten varen? Antwoord Antwoord van minister"
        " Bos (Financiën). (Ontvangen 1 februari 2001) Het veer is"
    )
    found = read(
        items=SCANNED, sent=lost, answers="", questions='<vraag nummer="1">niet te redden.</vraag>'
    )
    assert found.questions == (Question(1, "Bent u bereid het veer weer te laten varen?"),)
    assert found.answers == (Answer((1,), "Het veer is niet te redden."),)


def test_an_answer_that_breaks_off_goes_on_with_the_last_line() -> None:
    answers = '<antwoord nummer="1 en 2">Het veer lekt en is niet</antwoord>'
    assert read(answers=answers, last="te redden.").answers[0].text.endswith("niet te redden.")
    assert read(answers=answers, last="7").answers[0].text.endswith("is niet")


def test_the_heading_of_a_scanned_answer_is_found_through_its_errors() -> None:
    asked = (
        '<vraag nummer="1">Vaart het veer?</vraag><vraag nummer="2">Waarom niet? Antwoord van'
        " minister Bos (Financiën). (Ontvarv gen 1 februari 1985)</vraag>"
        '<vraag nummer="1">Nee.</vraag><vraag nummer="2">Het lekt.</vraag>'
    )
    found = read(items=SCANNED, questions=asked, answers="")
    assert [question.text for question in found.questions] == ["Vaart het veer?", "Waarom niet?"]
    assert [answer.text for answer in found.answers] == ["Nee.", "Het lekt."]


def test_a_question_behind_the_heading_of_its_set_is_kept() -> None:
    asked = (
        '<vraag nummer="791">Vragen van het lid Van Veen (XYZ) over het veer. (Ingezonden 5 januari'
        ' 2001) Vaart het veer van Zandhuizen nog altijd?</vraag><vraag nummer="2">Waarom?</vraag>'
    )
    found = read(questions=asked)
    assert found.questions[0] == Question(1, "Vaart het veer van Zandhuizen nog altijd?")


def test_the_text_of_another_paper_is_told() -> None:
    assert "other_paper" in codes(foot="Tweede Kamer, vergaderjaar 2000–2001, 99 123, nr. 4")
    assert "other_paper" not in codes()


def test_where_else_to_look_is_no_part_of_a_notice() -> None:
    notice = (
        "<mededeling>Mededeling van minister Bos (Financiën). (Ontvangen 1 februari 2001), zie ook"
        " Aanhangsel Handelingen nr. 103, vergaderjaar 2000–2001 Het antwoord komt later.</mededeling>"
    )
    found = read(notes=notice, answers="")
    assert found.notes == (Note("mededeling", "Het antwoord komt later."),)
    assert found.see_also == (SeeAlso("2000-2001", 103),)


def test_a_year_alone_is_a_last_line_too() -> None:
    told = "<toelichting>Deze vragen volgen op die van het lid Bos, ingezonden 3 mei</toelichting>"
    assert read(notes=told, answers="", last="2000.").notes[0].text.endswith("3 mei 2000.")
