"""The text parser: what a reader of the print sees is what the set says."""

from __future__ import annotations

import datetime
import json
import pathlib
import string
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Question,
    QuestionSet,
    RawFile,
    SeeAlso,
    explain,
    parse,
    to_dict,
)

from ..outcomes import outcome
from .official_print import MANNERS, official_text

SAMPLES = pathlib.Path(__file__).parents[2] / "samples"


HEAD = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de dijk (ingezonden 3 mei 2019).\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 8 juni 2019).\n"
)


def read(text: str) -> QuestionSet:
    result = parse(RawFile("vragen.txt", text.encode()))
    assert result.set is not None, result.problems
    return result.set


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_sample_gives_the_set_beside_it(path: pathlib.Path) -> None:
    result = parse(RawFile(path.name, path.read_bytes()))
    assert result.set is not None, result.problems
    assert to_dict(result.set) == json.loads(path.with_suffix(".json").read_text())


HEADER = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug bij Oudeveer\n"
    "(ingezonden 3 mei 2024).\n\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 28 mei 2024).\n\n"
)


def body(text: str) -> QuestionSet:
    return read(HEADER + text)


@pytest.mark.parametrize(
    ("header", "askers", "title"),
    [
        (
            "Bos (ABC) over de brug bij Oudeveer, die al\njaren gesloten is (ingezonden 3 mei 2024)",
            ["Bos"],
            "de brug bij Oudeveer, die al jaren gesloten is",
        ),
        (
            "Bos en Tak (beiden ABC) aan de Minister van\nDefensie over de brug (ingezonden 3 mei 2024).",
            ["Bos", "Tak"],
            "de brug",
        ),
        (
            "2024Z12345 Vragen van het lid Bos (ABC) over de brug (ingezonden 3 mei 2024)",
            ["Bos"],
            "de brug",
        ),
    ],
)
def test_a_header_that_lacks_its_first_words(header: str, askers: list[str], title: str) -> None:
    found = read(f"{header}\n\nVraag 1\nKlopt dat?\n")
    assert found.askers == tuple(Asker(name, "ABC") for name in askers)
    assert found.title == title
    assert found.submitted == datetime.date(2024, 5, 3)
    assert [question.text for question in found.questions] == ["Klopt dat?"]


def test_a_sentence_about_a_question_is_no_label() -> None:
    found = body(
        "Vraag 1\nKlopt het?\n\nAntwoord 1\nZie ook het\nantwoord op vraag 2 hieronder.\n"
        "Vraag 2 ziet op iets anders.\n\nVraag 2\nWaarom?\n\nAntwoord 2\nDaarom.\n"
    )
    assert [question.number for question in found.questions] == [1, 2]
    assert "Vraag 2 ziet op iets anders." in found.answers[0].text


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("Antwoord 1 en 2", (1, 2)),
        ("Antwoord op vraag 1, 2", (1, 2)),
        ("Antwoorden 1-2:", (1, 2)),
        ("Antwoord vragen 1,2", (1, 2)),
        ("Antwoord 1 t/m 2", (1, 2)),
        ("Antwoord", (1, 2)),
    ],
)
def test_answer_to_several_questions(label: str, numbers: tuple[int, ...]) -> None:
    found = body(f"Vraag 1\nKlopt het?\n\nVraag 2\nWaarom?\n\n{label}\nDaarom.\n")
    assert [answer.numbers for answer in found.answers] == [numbers]


def test_numbers_alone_label_questions_where_nothing_else_does() -> None:
    found = body("1\nKlopt het?\n\nAntwoord\nJa.\n\n2\nWaarom?\n\nAntwoord\nDaarom.\n")
    assert [q.text for q in found.questions] == ["Klopt het?", "Waarom?"]
    assert [a.numbers for a in found.answers] == [(1,), (2,)]


def test_letter_in_a_label_is_kept_beside_the_number() -> None:
    found = body("Vraag 1\nKlopt het?\n\nVraag 3a\nWaarom?\n\nAntwoord 1 en 3a\nDaarom.\n")
    assert (found.questions[1].number, found.questions[1].label) == (3, "3a")


def test_joint_questions_with_a_paragraph_each_are_taken_apart() -> None:
    found = body("Vraag 1 en 2\nKlopt het?\nWaarom is dat zo?\n\nAntwoord 1 en 2\nJa.\n")
    assert [q.text for q in found.questions] == ["Klopt het?", "Waarom is dat zo?"]


def test_joint_questions_in_one_paragraph_belong_to_the_first_number() -> None:
    found = body("Vraag 1 en 2\nKlopt het dat de brug dicht is?\n\nAntwoord 1 en 2\nJa.\n")
    assert [q.text for q in found.questions] == ["Klopt het dat de brug dicht is?", ""]


def test_footnote_at_the_foot_of_a_page_does_not_break_the_sentence() -> None:
    found = body(
        "Vraag 1\nKent u het bericht over de brug?1\n\nAntwoord 1\nJa, dat bericht ken ik en ik\n"
        "\n1 Dagblad van Oudeveer, 2 mei 2024, «Brug\ndicht»\n"
        " betreur de gevolgen.\n"
    )
    assert found.questions[0].text == "Kent u het bericht over de brug?[^1]"
    assert found.answers[0].text == "Ja, dat bericht ken ik en ik betreur de gevolgen."
    assert found.footnotes == (Footnote(1, "Dagblad van Oudeveer, 2 mei 2024, «Brug dicht»"),)


def test_mark_on_a_line_of_its_own_and_glued_footnotes() -> None:
    found = body(
        "Vraag 1\nKent u het bericht?\n1\nAntwoord 1\nJa, zie mijn brief\n2 van 1 mei.\n"
        "1Dagblad, 2 mei 2024\n2Kamerstuk 99 999, nr. 1\n"
        "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1\n"
    )
    assert found.questions[0].text == "Kent u het bericht?[^1]"
    assert found.answers[0].text == "Ja, zie mijn brief[^2] van 1 mei."
    assert [note.text for note in found.footnotes] == [
        "Dagblad, 2 mei 2024",
        "Kamerstuk 99 999, nr. 1",
    ]


FOOT = "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1\n"


def test_a_date_that_begins_a_line_is_no_footnote() -> None:
    found = body(
        "Vraag 1\nKent u het bericht?1\nAntwoord 1\nJa, zie bijlage 1 van de brief die op\n"
        "1 januari verscheen; sinds\n1 Januari is de brug dicht.\n1 De Brug, 2 mei 2024\n" + FOOT
    )
    assert found.answers[0].text.endswith("1 Januari is de brug dicht.")
    assert found.footnotes == (Footnote(1, "De Brug, 2 mei 2024"),)


def test_footnotes_behind_each_other_on_one_line() -> None:
    found = body(
        "Vraag 1\nKent u het bericht?1 En het boek?2\nAntwoord 1\nJa, sinds 2023.3\n"
        "1 De Brug, 2 mei 2024 2 Over bruggen 3 https://brug.example/\n" + FOOT
    )
    assert found.questions[0].text == "Kent u het bericht?[^1] En het boek?[^2]"
    assert [note.text for note in found.footnotes] == [
        "De Brug, 2 mei 2024", "Over bruggen", "https://brug.example/",
    ]  # fmt: skip


def test_marks_with_a_space_before_them_stand_against_their_word() -> None:
    found = body(
        "Vraag 1\nKent u het bericht? 1\nAntwoord 1\nJa, in artikel 2 van 7 mei 2023 2 staat"
        " het ook 3. De 3 leden weten dat.\n1 De Brug\n2 Over bruggen\n3 De Weg\n" + FOOT
    )
    assert found.questions[0].text == "Kent u het bericht?[^1]"
    assert found.answers[0].text == (
        "Ja, in artikel 2 van 7 mei 2023[^2] staat het ook[^3]. De 3 leden weten dat."
    )


@pytest.mark.parametrize("hyphen", ["-\n", "\u00ad\n", "\ufffe", "\ufffe\r\n", "\x02"])
def test_a_word_broken_in_any_manner_is_whole(hyphen: str) -> None:
    found = body(f"Vraag 1\nZijn de maat{hyphen}regelen genoeg voor de brug?\n")
    assert found.questions[0].text == "Zijn de maatregelen genoeg voor de brug?"


def test_figures_that_are_no_marks_stay() -> None:
    found = body(
        "Vraag 1\nHoeveel CO2 kwam vrij in 2023?1\n\nAntwoord 1\nIn 2023 was dat 1,1 ton, 1 procent.\n"
        "\n1 Dagblad, 2 mei 2024\n"
    )
    assert found.questions[0].text == "Hoeveel CO2 kwam vrij in 2023?[^1]"
    assert found.answers[0].text == "In 2023 was dat 1,1 ton, 1 procent."


def test_broken_words_are_whole_and_other_hyphens_stay() -> None:
    found = body(
        "Vraag 1\nHoe staat het met de veilig-\nheid van de in- en uitvoer, en met de EU-\n"
        "regels in Noord-\nHolland?\n\nAntwoord 1\nGoed.\n"
    )
    assert found.questions[0].text == (
        "Hoe staat het met de veiligheid van de in- en uitvoer, en met de EU-regels in Noord-Holland?"
    )


def test_paragraphs_and_lists_are_kept() -> None:
    text = (
        "Vraag 1\nWelke maatregelen neemt u?\n\nAntwoord 1\n"
        "Er komen dit jaar drie maatregelen, die samen met de gemeente en met de\n"
        "provincie zijn voorbereid en die na de zomer zullen ingaan:\n"
        "– een veerpont die elk half uur vaart en waarvan de overtocht voor iedereen\ngratis is;\n"
        "– een noodbrug.\n"
        "De Kamer wordt daarover voor het einde van het jaar opnieuw bericht.\n"
    )
    assert body(text).answers[0].text == (
        "Er komen dit jaar drie maatregelen, die samen met de gemeente en met de provincie zijn "
        "voorbereid en die na de zomer zullen ingaan:\n\n"
        "– een veerpont die elk half uur vaart en waarvan de overtocht voor iedereen gratis is;\n"
        "– een noodbrug.\n\n"
        "De Kamer wordt daarover voor het einde van het jaar opnieuw bericht."
    )


def test_notice_of_postponement() -> None:
    found = read(
        HEADER.replace("Antwoord van", "Mededeling van")
        + "Vraag 1\nKlopt het?\n\nMededeling\nDe vragen kunnen niet binnen de termijn worden beantwoord.\n"
        "\nToelichting:\nDeze vragen dienen ter aanvulling.\n"
    )
    assert found.kind == "postponement"
    assert [note.kind for note in found.notes] == ["mededeling", "toelichting"]


def test_unnumbered_questions_are_numbered_by_paragraph() -> None:
    found = read(
        "2024Z99991\n\n(ingezonden 3 mei 2024)\n\n"
        "Vragen van het lid Bos (ABC) aan de minister van Financiën over de brug\n\n"
        "Klopt het dat de brug dicht is?\n\nWaarom is dat zo?\n"
    )
    assert found.identifier == "kv-tk-2024Z99991"
    assert [q.text for q in found.questions] == [
        "Klopt het dat de brug dicht is?",
        "Waarom is dat zo?",
    ]


def test_letter_tells_what_the_headers_would() -> None:
    found = read(
        "Datum 28 mei 2024\nOnderwerp Beantwoording Kamervragen over de brug\n\n"
        "In antwoord op uw brief van 3 mei 2024, nr. 2024Z99992, deel ik u mede dat de vragen van de "
        "leden Bos en Kruit (beiden ABC) over de brug bij Oudeveer worden beantwoord zoals aangegeven "
        "in de bijlage.\n\nDe Minister van Financiën,\n\nA.B. de Wit\n\n"
        "Vraag 1\nKlopt het?\n\nAntwoord op vraag 1\nJa.\n"
    )
    assert found.askers == (Asker("Bos", "ABC"), Asker("Kruit", "ABC"))
    assert found.answerers == (Answerer("De Wit", "Minister", "Financiën"),)
    assert (found.case_number, found.title) == ("2024Z99992", "de brug bij Oudeveer")
    assert (found.submitted, found.answered) == (
        datetime.date(2024, 5, 3),
        datetime.date(2024, 5, 28),
    )


def test_explain_gives_each_line_its_role() -> None:
    rows = explain(RawFile("x.txt", (HEADER + "Vraag 1\nKlopt het?\n").encode()))
    assert [row.role for row in rows] == [
        "kop van de vragen", "kop van de vragen", "kop van het antwoord", "label", "tekst",
    ]  # fmt: skip


# any text gives a result, and a printed set comes back


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=3000))
def test_any_text_gives_a_result(text: str) -> None:
    outcome(parse(RawFile("x.txt", text.encode("utf-8", "surrogatepass"))))


PIECES = st.sampled_from(
    ["Vraag 1", "Vraag 2 en 3", "Antwoord", "Antwoord 2 t/m 4", "1", "2 3", "\f", " ", "1 Noot", "2NRC",
     "Mededeling", "(ingezonden 3 mei 2024)", "Vragen van het lid A (B) aan de minister van C over d",
     "Antwoord van Minister A (B) (ontvangen 3 mei 2024)", "woord1 en", "waarom?2", "in-", "en uitvoer",
     "Tweede Kamer, vergaderjaar 2020–2021, Aanhangsel 3", "• punt", "a\tb", "[1] noot", "1) noot", "²"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=60).map("\n".join))
def test_any_order_of_parts_gives_a_result(text: str) -> None:
    outcome(parse(RawFile("x.txt", text.encode())))


VOCABULARY = (
    "de brug bij Oudeveer gemeente provincie veiligheid maatregelen onderzoek rapport begroting "
    "bewoners minister beleid uitvoering overleg gevolgen kosten Nederland Europa besluit"
)
WORDS = st.sampled_from(VOCABULARY.split())


@st.composite
def sentences(draw: st.DrawFn, end: str) -> str:
    words = draw(st.lists(WORDS, min_size=4, max_size=60))
    return " ".join(words).capitalize() + end


@st.composite
def sets(draw: st.DrawFn) -> QuestionSet:
    count = draw(st.integers(1, 8))
    marked = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    questions, notes = [], []
    for number in range(1, count + 1):
        text = draw(sentences("?"))
        if marked[number - 1]:
            notes.append(Footnote(len(notes) + 1, draw(sentences("."))))
            text += f"[^{len(notes)}]"
        questions.append(Question(number, text, (len(notes),) if marked[number - 1] else ()))
    answers = tuple(Answer((n,), draw(sentences("."))) for n in range(1, count + 1))
    name = draw(st.sampled_from(["Bos", "Van der Plank", "El Hamdi", "Kruit-Öztürk", "De Wit"]))
    return QuestionSet(
        kind="answer",
        identifier="ah-tk-20232024-9001",
        session_year="2023-2024",
        number=9001,
        submitted=datetime.date(2024, 5, 3),
        answered=draw(st.dates(datetime.date(2024, 5, 4), datetime.date(2024, 8, 1))),
        title="de brug bij Oudeveer",
        askers=(Asker(name, "ABC"), Asker("Tak", "D99")),
        addressees=(Addressee("Minister", "Onderwijs, Cultuur en Wetenschap"),),
        answerers=(
            Answerer("De Wit", "Minister", "Onderwijs, Cultuur en Wetenschap"),
            Answerer(None, "Staatssecretaris", "Financiën", True),
        ),
        see_also=(SeeAlso("2023-2024", 8999),),
        questions=tuple(questions),
        answers=answers,
        footnotes=tuple(notes),
    )


@pytest.mark.parametrize("extractor", MANNERS)
@settings(max_examples=60, deadline=None)
@given(found=sets(), lines=st.integers(12, 60))
def test_a_printed_set_comes_back_whatever_the_page_breaks(
    extractor: str, found: QuestionSet, lines: int
) -> None:
    printed = official_text(found, lines, MANNERS[extractor])
    assert to_dict(read(printed)) == to_dict(found)


#: What a file of nothing else is, where that is not a text without questions.
ONE_CHARACTER = {"*": "no_text", "[": "json_invalid"}


@pytest.mark.parametrize("character", [*string.punctuation, "a", "1", " ", "\n", "\f", "•", "´"])
def test_a_great_many_of_one_character_is_refused_with_the_reason(character: str) -> None:
    result = parse(RawFile("x.txt", (character * 200_000).encode()))
    code = ONE_CHARACTER.get(character, "empty_file" if character.isspace() else "no_questions")
    assert outcome(result) == code


def steps(text: str) -> int:
    """How many calls the reading of a text takes."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        parse(RawFile("x.txt", text.encode()))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "Vraag 1\nKlopt het?\n",
        "1\n",
        "1 Noot\n",
        "woord1 en woord.2 nog\n",
        "mensen-\n",
        "1) noot\n",
        "Tweede Kamer, vergaderjaar 2020–2021, Aanhangsel 1\n",
        "(ingezonden 3 mei 2024) ",
        "Vragen van het lid A (B), ",
        "aan de minister van C en ",
        "vragen van de leden A over b\n",
        "vragen die het lid A heeft gesteld over b, kenmerk c, niet binnen de termijn ",
        "mede namens de minister van C, ",
        "De minister van Financiën,\nA.B. de Wit\n",
        "Antwoord op de vragen 1, 2,\n3 en 4\n",
        "• punt\n",
        "•\npunt\n",
        "a    b\n",
        "a\tb\n",
        "woord 1 en 2 de 3. ",
        "1 Noot 2 Noot 3 Noot ",
        "1.\nJa.\n",
        "Vraag 1 t/m 99\nKlopt dat?\n",
        "De brug is oud.\n27) noot\n",
        "artikel 2 artikel 3 artikel 4\n",
        "1 1 1 1 1 1 1 1 1 1 1 1\n",
        "Woord1 2 3\n1 Aap\n2 Noot\nTweede Kamer, vergaderjaar 2020–2021, Aanhangsel 1\n",
    ],
)
def test_four_times_the_text_takes_hardly_more_than_four_times_the_steps(piece: str) -> None:
    steps(HEADER)  # what is made once a process does not count
    few = steps(HEADER + "Vraag 1\nKent u dit bericht?1\n\n" + piece * 300)
    many = steps(HEADER + "Vraag 1\nKent u dit bericht?1\n\n" + piece * 1200)
    assert many < 5 * few


def test_the_number_of_a_page_is_the_one_that_is_due() -> None:
    feet = "Tweede Kamer, vergaderjaar 2018–2019, Aanhangsel"
    before = "".join(f"Regel {page}.\n{feet} {page}\n" for page in range(1, 10))
    text = (
        f"{before}De brug is open.\n{feet} 10\nDe weg ook.\n{feet} 1112 miljoen euro.\n{feet} 12\n"
    )
    found = read(f"{HEAD}Vraag 1\nKlopt dit?\nAntwoord 1\n{text}")
    assert found.answers[0].text.endswith("De brug is open.\n\nDe weg ook.\n\n12 miljoen euro.")


def test_a_page_begins_with_a_space_more_also_where_all_is_indented() -> None:
    text = (
        "Vraag 1\nKent u het bericht?1\n\nAntwoord 1\nJa, daarover schreef de gemeente dat de\n\n"
        "1 De Veerbode, 3 mei 2019.\n dijk verzakt.\nVraag 2\nWat vindt u?\nAntwoord 2\nNiets.\n"
        "Vraag 3\nEn nu?\nAntwoord 3\nNiets meer."
    )
    rows = f"{HEAD}{text}".split("\n")
    found = read("\n".join(row and f"    {row}" for row in rows))
    assert found.answers[0].text == "Ja, daarover schreef de gemeente dat de dijk verzakt."
    assert [note.text for note in found.footnotes] == ["De Veerbode, 3 mei 2019."]


def test_a_mark_before_a_stray_bracket_begins_a_line() -> None:
    found = read(
        f"{HEAD}Vraag 1\nKent u het bericht?\n1\nAntwoord 1\nDe brug is in 2019 hersteld\n"
        "2). Daarin staan vier punten.\n1De Veerbode, 12 april 2019.\n2Kamerstuk 28 999, nr. 9\n"
        "Tweede Kamer, vergaderjaar 2018–2019, Aanhangsel 1\n"
    )
    assert found.answers[0].text == "De brug is in 2019 hersteld[^2]. Daarin staan vier punten."


def test_a_line_that_goes_on_behind_a_mark_is_no_footnote() -> None:
    found = read(
        f"{HEAD}Vraag 1\nGeldt artikel12, eerste lid, en wanneer?\n1 Hoe verhoudt de\n"
        "dijk zich tot de brug?\nAntwoord 1\nHet gaat om 12 miljoen euro.\n1De Veerbode, 12 april 2019.\n"
        "Tweede Kamer, vergaderjaar 2018–2019, Aanhangsel 1\n"
    )
    assert found.questions[0].text == (
        "Geldt artikel12, eerste lid, en wanneer?[^1] Hoe verhoudt de dijk zich tot de brug?"
    )
    assert found.answers[0].text == "Het gaat om 12 miljoen euro."
    assert [note.text for note in found.footnotes] == ["De Veerbode, 12 april 2019."]
