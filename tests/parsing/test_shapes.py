"""The shapes in which forty years of Kamervragen label their questions and answers."""

from __future__ import annotations

import pytest

from documents.parsing import QuestionSet, RawFile, parse

HEADER = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug bij Oudeveer\n"
    "(ingezonden 3 mei 2024).\n\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).\n\n"
)


def body(text: str) -> QuestionSet:
    result = parse(RawFile("vragen.txt", (HEADER + text).encode()))
    assert result.set is not None, result.problems
    return result.set


def six() -> str:
    return "".join(f"Vraag {n}\nKlopt punt {n}?\n\n" for n in range(1, 7))


SHAPES = {
    "pairs": ("Vraag 1\nA?\nAntwoord 1\nJa.\nVraag 2\nB?\nAntwoord 2\nNee.\n", ["Ja.", "Nee."]),
    "colons": ("Vraag 1:\nA?\nAntwoord:\nJa.\nVraag 2:\nB?\nAntwoord:\nNee.\n", ["Ja.", "Nee."]),
    "capitals": ("VRAAG 1\nA?\nANTWOORD 1\nJa.\n", ["Ja."]),
    "bold": ("**Vraag 1**\nA?\n**Antwoord 1**\nJa.\n", ["Ja."]),
    "dashes": ("Vraag 1 –\nA?\nAntwoord 1 –\nJa.\n", ["Ja."]),
    "behind": ("Vraag 1: Klopt A?\nAntwoord op vraag 1: Ja.\n", ["Ja."]),
    "bare and behind": ("Vraag: Klopt A?\nAntwoord: Ja.\n", ["Ja."]),
    "only in part": ("Vraag 1\nA?\nAntwoord 1 (deels)\nJa.\n", ["Ja."]),
    "a scanned figure 1": ("Vraag l\nA?\nAntwoord l\nJa.\n", ["Ja."]),
    "behind without a colon": ("Vraag 1 Klopt A?\nAntwoord 1 Ja.\n", ["Ja."]),
    "of a question": ("Vraag 1\nA?\nAntwoord bij vraag 1\nJa.\n", ["Ja."]),
    "bare": ("Vraag\nA?\nAntwoord\nJa.\nVraag\nB?\nAntwoord\nNee.\n", ["Ja.", "Nee."]),
    "numbers": ("1.\nKlopt A?\n\nAntwoord\nJa.\n\n2.\nKlopt B?\n\nAntwoord\nNee.\n", ["Ja.", "Nee."]),
    "numbers before": ("1. Klopt A?\n2. Klopt B?\n\nAntwoord 1\nJa.\nAntwoord 2\nNee.\n", ["Ja.", "Nee."]),
    "first all questions": ("Vraag 1\nA?\nVraag 2\nB?\nAntwoord 1\nJa.\nAntwoord 2\nNee.\n", ["Ja.", "Nee."]),
    "numbered answers": ("Vraag 1\nA?\nVraag 2\nB?\nAntwoorden\n1.\nJa.\n2.\nNee.\n", ["Ja.", "Nee."]),
    "numbers below Antwoorden": ("1\nKlopt A?\n2\nKlopt B?\nAntwoorden\n1\nJa.\n2\nNee.\n", ["Ja.", "Nee."]),
    "printed twice": ("Vraag 1\nVraag 1\nA?\nAntwoord 1\nAntwoord 1\nJa.\n", ["Ja."]),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_questions_and_answers_however_labelled(shape: str) -> None:
    text, answers = SHAPES[shape]
    found = body(text)
    assert [answer.text for answer in found.answers] == answers
    assert [answer.numbers for answer in found.answers] == [(n + 1,) for n in range(len(answers))]
    assert [question.number for question in found.questions] == list(range(1, len(answers) + 1))
    assert all(question.text.endswith("?") for question in found.questions)


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("Antwoord 2 en 3", (2, 3)),
        ("Antwoord op de vragen 2 t/m 6", (2, 3, 4, 5, 6)),
        ("Antwoord vragen 2 tot en met 4", (2, 3, 4)),
        ("Antwoord 1–2 en 4–6", (1, 2, 4, 5, 6)),
        ("Antwoord 3, 4 5 en 6", (3, 4, 5, 6)),
        ("Antwoorden 1-3:", (1, 2, 3)),
        ("Antwoord op vraag 1, 2 en 6", (1, 2, 6)),
        ("Antwoord vraag 1 & 2", (1, 2)),
        ("Antwoord 1 alsmede 2", (1, 2)),
        ("Antwoord op vraag 1 en vraag 2", (1, 2)),
        ("Antwoord vraag 1, vraag 2 en vraag 4 t/m 6", (1, 2, 4, 5, 6)),
        ("Antwoord op vraag 2 en antwoord op vraag 3", (2, 3)),
        ("Antwoord", (1, 2, 3, 4, 5, 6)),
    ],
)
def test_one_answer_to_several_questions(label: str, numbers: tuple[int, ...]) -> None:
    found = body(f"{six()}{label}\nDat klopt.\n")
    assert [answer.numbers for answer in found.answers] == [numbers]


@pytest.mark.parametrize(
    ("label", "count"), [("Vraag 2 en 3", 2), ("Vraag 2 t/m 4", 3), ("Vragen 2, 3 en 4", 3)]
)
def test_joint_questions_have_a_number_each(label: str, count: int) -> None:
    asked = "".join(f"Klopt het dat punt {n} waar is?\n\n" for n in range(count))
    found = body(f"Vraag 1\nA?\n\n{label}\n{asked}Antwoord 2\nJa.\n")
    assert [question.number for question in found.questions] == [1, *range(2, 2 + count)]
    assert [question.text[-11:] for question in found.questions[1:]] == [
        f"t {n} waar is?"[-11:] for n in range(count)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ik verwijs naar het\nantwoord op vraag 4.",
        "Zie hiervoor het antwoord op\nvraag 2 en het overige.",
        "Dat schreef ik in het antwoord op\nVraag 4\nvan eerdere vragen.",
        "Dat staat al in de\ntoelichting\nbij de wet.",
        "Vraag 2 ziet op iets anders.",
        "Antwoord 3 gaat hier verder op in.",
        "Vragen 1 en 2 gaan over hetzelfde.",
    ],
)
def test_a_sentence_that_names_a_question_is_no_label(sentence: str) -> None:
    found = body(f"Vraag 1\nA?\nAntwoord 1\nJa. {sentence}\nVraag 2\nB?\nAntwoord 2\nNee.\n")
    assert [answer.numbers for answer in found.answers] == [(1,), (2,)]
    assert " ".join(found.answers[0].text.split()) == f"Ja. {' '.join(sentence.split())}"
    assert found.notes == ()


@pytest.mark.parametrize(
    "questions",
    [
        "Vraag 1: Kent u dit bericht?1\nAntwoord 1: Ja.\nVraag 2: En dit?2\nAntwoord 2: Nee.\n",
        "1. Kent u dit bericht?1\n2. En dit?2\n\nAntwoord\nJa.\n",
        "1\nKent u dit bericht?1\n2\nEn dit?2\nAntwoorden\n1\nJa.\n2\nNee.\n",
        "Vraag 1\nKent u dit bericht?¹\nAntwoord 1\nJa.\nVraag 2\nEn dit?²\nAntwoord 2\nNee.\n",
    ],
)
def test_marks_stand_in_questions_however_labelled(questions: str) -> None:
    notes = (
        "\n¹ Veerbode, 3 mei\n² Brugblad, 4 mei\n"
        if "¹" in questions
        else ("\n1 Veerbode, 3 mei\n2 Brugblad, 4 mei\n")
    )
    found = body(questions + notes)
    assert [question.text for question in found.questions] == [
        "Kent u dit bericht?[^1]",
        "En dit?[^2]",
    ]
    assert [note.text for note in found.footnotes] == ["Veerbode, 3 mei", "Brugblad, 4 mei"]


def test_bold_and_italic_type_is_dropped_and_its_text_is_not() -> None:
    found = body(
        "**Vraag 1**\nKlopt *dat*?\n\n**Antwoord 1**\n**Ja, dat\nklopt** voor 2*3 km² van NOC*NSF.\n"
    )
    assert found.questions[0].text == "Klopt dat?"
    assert found.answers[0].text == "Ja, dat klopt voor 2*3 km² van NOC*NSF."


def test_a_list_in_an_answer_labels_nothing() -> None:
    found = body(
        "Vraag 1\nA?\nAntwoord 1\nDe redenen:\n1. de brug is oud;\n2. de weg is smal.\n"
        "Vraag 2\nB?\nAntwoord 2\nNee.\n"
    )
    assert [question.number for question in found.questions] == [1, 2]
    assert "2. de weg is smal." in found.answers[0].text


def test_a_heading_within_an_answer_is_a_paragraph() -> None:
    found = body(
        "Vraag 1\nA?\n\nAntwoord 1\nDat klopt, zo is mij verzekerd.\n\nToezicht op bruggen\n\n"
        "Het toezicht is streng, en dat blijft zo.\n"
    )
    assert found.answers[0].text.split("\n\n")[1] == "Toezicht op bruggen"


@pytest.mark.parametrize("label", ["Toelichting:\n", "Toelichting: ", "Toelichting\n\n"])
def test_what_explains_the_questions_is_a_note(label: str) -> None:
    text = "Deze vragen dienen ter aanvulling op eerdere vragen terzake van het lid Tak (XYZ)."
    found = body(f"Vraag 1\nA?\nAntwoord 1\nJa.\n\n{label}{text}\n")
    assert [(note.kind, note.text) for note in found.notes] == [("toelichting", text)]
    assert found.answers[0].text == "Ja."


def test_a_notice_of_delay_names_its_reason_and_date() -> None:
    notice = (
        "Mededeling\n\nHet onderzoek duurt langer. U ontvangt de antwoorden vóór 1 juli 2024.\n"
    )
    text = HEADER.replace("Antwoord van", "Mededeling van") + notice
    found = parse(RawFile("x.txt", text.encode())).set
    assert found is not None
    assert found.kind == "postponement"
    assert [note.kind for note in found.notes] == ["mededeling"]
    assert "vóór 1 juli 2024" in found.notes[0].text


def test_the_answer_below_the_questions_with_numbers_alone() -> None:
    text = (
        "Vragen van het lid Bos (ABC) over de dijk. (Ingezonden 12 maart 1987)\n\n"
        "1\nKlopt het dat de dijk verzakt?\n\n2\nHoe snel?\n\n3\nWat gaat u doen?\n\n"
        "Antwoord van minister De Wit (Verkeer en Waterstaat). (Ontvangen 4 mei 1987)\n\n"
        "1 en 2\nJa, met enkele millimeters.\n\n3\nNiets.\n"
    )
    result = parse(RawFile("x.txt", text.encode()))
    assert result.set is not None
    assert [question.number for question in result.set.questions] == [1, 2, 3]
    assert [(answer.numbers, answer.text) for answer in result.set.answers] == [
        ((1, 2), "Ja, met enkele millimeters."),
        ((3,), "Niets."),
    ]
    assert result.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kent u de brief van de provincie?1\nHeeft u\ndaar al op geantwoord? Is dat zo (zie vraag 1)?",
        "Kent u de brief van de provincie?1 Heeft u daar al op geantwoord?\nIs dat zo (zie vraag 1)?",
    ],
)
def test_a_line_torn_behind_a_mark_and_a_number_between_brackets(text: str) -> None:
    found = body(f"Vraag 1\n{text}\nAntwoord 1\nJa.\n\n1 Brief van 3 mei 2024\n")
    assert " ".join(found.questions[0].text.split()) == (
        "Kent u de brief van de provincie?[^1] Heeft u daar al op geantwoord? Is dat zo (zie vraag 1)?"
    )


@pytest.mark.parametrize("printed", ["1, 2,\n3 en 4", "1 tot en met\n4", "1 tm 4"])
def test_the_numbers_of_a_label_can_go_on_on_the_next_line(printed: str) -> None:
    asked = "Klopt A?\nKlopt B?\nKlopt C?\nKlopt D?\n"
    found = body(f"Vraag {printed}\n{asked}Antwoord {printed}\nJa.\n")
    assert [question.text for question in found.questions] == asked.split("\n")[:4]
    assert [(answer.numbers, answer.text) for answer in found.answers] == [((1, 2, 3, 4), "Ja.")]


def test_text_above_the_first_question_is_told_before_it_is_left_out() -> None:
    text = "De brug is oud.\n\nVraag 1\nKlopt dat?\n\nAntwoord 1\nJa.\n"
    result = parse(RawFile("x.txt", (HEADER + text).encode()))
    [problem] = result.problems
    assert (problem.code, problem.place) == ("text_left_out", "boven de eerste vraag")
    assert "«De brug is oud.»" in problem.message


def test_cells_that_white_space_parts_are_a_table() -> None:
    rows = "Jaar      2021    2022\nBruggen      3       4\nDat is alles.\n"
    text = body(f"Vraag 1\nHoeveel?\nAntwoord 1\nZie de tabel:\n\n{rows}").answers[0].text
    assert text == "Zie de tabel:\n\nJaar\t2021\t2022\nBruggen\t3\t4\n\nDat is alles."
    wide = "De brug is   open en de weg ook.\nDat is alles.\n"
    assert "\t" not in body(f"Vraag 1\nHoeveel?\nAntwoord 1\n{wide}").answers[0].text


def test_a_bullet_alone_begins_the_line_below_it() -> None:
    items = "•\nde brug, die oud\nis;\n•\nde weg.\nMeer niet.\n"
    text = body(f"Vraag 1\nWat?\nAntwoord 1\nHet volgende:\n{items}").answers[0].text
    assert text == "Het volgende:\n\n– de brug, die oud is;\n– de weg.\n\nMeer niet."


def test_footnotes_that_begin_with_a_small_letter() -> None:
    notes = "1 de Volkskrant, 3 mei 2024\n2 zie noot 1\n3 brug.nl/oudeveer\n"
    found = body(f"Vraag 1\nKent u dit bericht?1\nAntwoord 1\nJa.2 Het is oud.3\n{notes}")
    assert [note.text for note in found.footnotes] == [line[2:] for line in notes.splitlines()]


def test_white_space_below_every_line_ends_no_paragraph() -> None:
    lines = (
        "Vraag 1\nKlopt het bericht in de krant van vorige week dat de brug bij Oudeveer de\n"
        "komende maanden dicht blijft, en dat daar voor zover u bekend nog niets over is\n"
        "verteld aan de mensen die er wonen?\n\nAntwoord 1\nJa, dat klopt. De gemeente heeft "
        "mij verteld dat zij het bericht van de krant niet\nkende voordat het er stond. Zij zal "
        "de mensen die er wonen volgende week een brief\nsturen over de brug.\n\nMeer weet ik niet.\n"
    )
    found = body(lines)
    doubled = parse(RawFile("x.txt", (HEADER + lines).replace("\n", "\n\n").encode())).set
    assert doubled == found
    assert found.answers[0].text.endswith("over de brug.\n\nMeer weet ik niet.")


def test_a_heading_that_the_question_repeats_is_no_part_of_the_answer_above_it() -> None:
    heading = "b. de dijk langs de rivier verhogen;"
    text = (
        "Vraag 1\nLukt het om a. de brug te verbreden?\nAntwoord 1\nJa.\n"
        f"{heading}\nVraag 2\nLukt het om {heading}\nAntwoord 2\nNee.\nTot slot.\n"
        "Vraag 3\nWaarom niet?\nAntwoord 3\nDat is te duur.\n"
    )
    found = body(text)
    assert [answer.text for answer in found.answers] == [
        "Ja.", "Nee.\n\nTot slot.", "Dat is te duur.",
    ]  # fmt: skip
    assert heading in found.questions[1].text
