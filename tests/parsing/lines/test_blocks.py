"""What print has between labels: headings, and answers and questions whose label was forgotten."""

from __future__ import annotations

import pytest

from documents.parsing import ParseResult, QuestionSet, RawFile, parse

HEADS = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over kaas (ingezonden 3 mei 2019).\n\n"
    "Antwoord van Minister De Wit (Financiën) (ontvangen 20 mei 2019).\n\n"
)


def result(body: str) -> ParseResult:
    found = parse(RawFile("vragen.txt", (HEADS + body).encode()))
    assert found.set is not None, found.problems
    return found


def rows(found: QuestionSet | None) -> list[tuple[str, str]]:
    assert found is not None
    asked = [(f"v{q.number}", q.text) for q in found.questions]
    return asked + [(f"a{'+'.join(map(str, a.numbers))}", a.text) for a in found.answers]


ROWS = [
    ("v1", "Is de kaas op?"),
    ("v2", "Hoe komt dat?"),
    ("v3", "Vangt u de muizen? Zo nee, waarom niet?"),
    ("a1", "Ja."),
    ("a2", "Dat komt door de muizen."),
    ("a3", "Nee."),
]


@pytest.mark.parametrize(
    "heading",
    [
        "Toegankelijkheid\n\n",
        "De muizen van Oudeveer\n\n",
        "2. Muizen\n\n",
        "Vallen en klemmen:\n\n",
        "Rol van de gemeente Oudeveer\nbij het toezicht\n\n",
        "Muizen\n",
    ],
)
def test_a_heading_belongs_to_no_question_or_answer_above_it(heading: str) -> None:
    found = result(
        f"Vraag 1\nIs de kaas op?\n\n{heading}Vraag 2\nHoe komt dat?\n\n"
        "Vraag 3\nVangt u de muizen? Zo nee, waarom niet?\n\n"
        f"Antwoord 1\nJa.\n\n{heading}Antwoord 2\nDat komt door de muizen.\n\nAntwoord 3\nNee.\n"
    )
    assert rows(found.set) == ROWS
    told = [(p.code, p.place) for p in found.problems]
    assert told == [("text_left_out", "boven vraag 2"), ("text_left_out", "boven antwoord 2")]


@pytest.mark.parametrize(
    "end", ["Graag een toelichting.", "Zo nee, waarom niet", "Zie bijlage", "– Ja", "Wat is dat?"]
)
def test_what_goes_on_with_a_question_is_no_heading(end: str) -> None:
    found = result(f"Vraag 1\nIs de kaas op?\n\n{end}\n\nVraag 2\nHoe komt dat?\n")
    assert rows(found.set)[0] == ("v1", f"Is de kaas op?\n\n{end}")


@pytest.mark.parametrize("label", ["Antwoord {}", "Antwoord op vraag {}", "Antwoord"])
@pytest.mark.parametrize("white", ["\n\n", "\n"])
def test_an_answer_whose_label_was_forgotten_is_the_answer(label: str, white: str) -> None:
    found = result(
        f"Vraag 1\nIs de kaas op?\n\n{label.format(1)}\nJa.\n\n"
        f"Vraag 2\nHoe komt dat?{white}Dat komt door de muizen.\n\n"
        f"Vraag 3\nVangt u de muizen? Zo nee, waarom niet?\n\n{label.format(3)}\nNee.\n"
    )
    assert sorted(rows(found.set)) == sorted(ROWS)
    assert [(p.code, p.place) for p in found.problems] == [("label_missing", "vraag 2")]


def test_answers_that_all_lack_their_label_are_the_answers() -> None:
    found = result(
        "1. Is de kaas op?\n\nJa.\n\n2. Hoe komt dat?\n\nDat komt door de muizen.\n\n"
        "3. Vangt u de muizen? Zo nee, waarom niet?\n\nNee.\n"
    )
    assert rows(found.set) == ROWS
    assert [p.code for p in found.problems] == ["label_missing"] * 3


def test_a_question_whose_label_was_forgotten_is_the_question() -> None:
    found = result(
        "Vraag 1\nIs de kaas op?\n\nAntwoord 1\nJa.\n\nHoe komt dat?\n\n"
        "Antwoord 2\nDat komt door de muizen.\n\n"
        "Vraag 3\nVangt u de muizen? Zo nee, waarom niet?\n\nAntwoord 3\nNee.\n"
    )
    assert sorted(rows(found.set)) == sorted(ROWS)
    assert [(p.code, p.place) for p in found.problems] == [("label_missing", "vraag 2")]


def test_a_statement_below_a_question_stays_where_nothing_was_answered() -> None:
    text = (
        "Vragen van het lid Bos (ABC) aan de Minister van Financiën over kaas "
        "(ingezonden 3 mei 2019).\n\nVraag 1\nIs de kaas op?\n\n"
        "De kaas is van iedereen.\n\nVraag 2\nHoe komt dat?\n"
    )
    found = parse(RawFile("vragen.txt", text.encode())).set
    assert rows(found)[0] == ("v1", "Is de kaas op?\n\nDe kaas is van iedereen.")


def test_a_number_printed_twice_is_the_one_that_is_missing() -> None:
    found = result(
        "Vraag 1\nIs de kaas op?\n\nAntwoord 1\nJa.\n\nVraag 2\nHoe komt dat?\n\n"
        "Vraag 2\nVangt u de muizen? Zo nee, waarom niet?\n\n"
        "Antwoord 2\nDat komt door de muizen.\n\nAntwoord 3\nNee.\n"
    )
    assert sorted(rows(found.set)) == sorted(ROWS)
    assert [(p.code, p.place) for p in found.problems] == [("number_repaired", "vraag 3")]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Vraag # {}", "Antwoord # {}"),
        ("Vraag ({})", "Antwoord ({})"),
        ("Vraag {}", "Reactie op vraag {}"),
        ("Vraag {}", "Beantwoording vraag {}"),
        ("Vraag {} van het lid Bos", "Antwoord {} van de minister"),
        ("VRAAG {}:", "ANTWOORD {}:"),
    ],
)
def test_labels_are_printed_in_many_manners(asked: str, answered: str) -> None:
    body = "".join(
        f"{asked.format(n)}\n{ROWS[n - 1][1]}\n\n{answered.format(n)}\n{ROWS[n + 2][1]}\n\n"
        for n in (1, 2, 3)
    )
    assert rows(result(body).set) == ROWS


def test_the_title_of_an_article_is_not_broken_in_two() -> None:
    found = result(
        "Vraag 1\nKent u het bericht «Kaas is op, zegt de\nmuis.\nDat is waar» (Krant)?\n"
    )
    assert "muis. Dat is waar»" in rows(found.set)[0][1]


def test_an_item_that_an_extractor_set_below_the_question_returns_to_its_dash() -> None:
    found = result(
        "Vraag 1\nIs de kaas op?\n\n(bijna) alle kaas en\n\nAntwoord 1\nOp zijn:\n–\n– de boter.\n"
    )
    assert rows(found.set) == [
        ("v1", "Is de kaas op?"),
        ("a1", "Op zijn:\n\n– (bijna) alle kaas en\n– de boter."),
    ]


def test_a_header_goes_on_to_its_date_over_white_space() -> None:
    text = HEADS.replace(" over kaas", "\n\nover kaas").replace(" (ontvangen", "\n\n(ontvangen")
    found = parse(RawFile("vragen.txt", f"{text}Vraag 1\nIs de kaas op?\n".encode())).set
    assert found is not None
    assert (found.title, str(found.answered)) == ("kaas", "2019-05-20")


def test_a_sentence_of_a_letter_begins_no_header() -> None:
    letter = (
        "Hierbij zend ik u de antwoorden op de\nvragen van het lid Bos (ABC) over kaas (ingezonden\n"
        "3 mei 2019).\n\nAntwoorden van de Minister van Financiën, mede namens de Minister van\n"
        "Defensie, op Kamervragen van het lid Bos (ABC) over kaas.\n\nVraag 1\nIs de kaas op?\n\n"
        "Antwoord 1\nJa.\n"
    )
    found = parse(RawFile("brief.txt", letter.encode())).set
    assert found is not None
    assert (found.title, str(found.submitted)) == ("kaas", "2019-05-03")
    assert [(a.role, a.portfolio) for a in found.answerers] == [
        ("Minister", "Financiën"),
        ("Minister", "Defensie"),
    ]
