"""What a text refers to, in the spellings of three decades."""

from __future__ import annotations

import pytest

from documents.identity.found import Kind, Relation
from documents.identity.references import case_number, in_text, of_set
from documents.parsing import Answer, Footnote, Note, Question
from tests.factories import make_set


def targets(text: str, chamber: str = "tk", session_year: str = "2006-2007") -> list[str]:
    return [found.target for found in in_text(text, chamber, session_year)]


@pytest.mark.parametrize(
    "text",
    [
        "Aanhangsel Handelingen, vergaderjaar 2003–2004, nr. 412",
        "Aanhangsel Handelingen, nr. 412, vergaderjaar 2003–2004.",
        "Aanhangsel Handelingen nr.412, Vergaderjaar 2003-2004",
        "Aanhangsel van de Handelingen, 2003/2004, no. 412",
        "Aanhangsel der Handelingen II 2003/04, nr. 412",
        "Handelingen II 2003–2004, aanhangsel, nr. 412",
        "Tweede Kamer, vergaderjaar 2003–2004, Aanhangsel 412",
        "TK 03/04, Aanhangsel, nummer 412",
        "Aanhangsel 412 (2003–2004)",
        "Aanhangsel-Handelingen nr. 412, antwoord 3, vergaderjaar 2003–2004",
        "Aanhangsel nr. 412, d.d. 6 december 2003, vergaderjaar 2003–2004",
        "Kamer II; 2003–2004; aanhangsel van de Handelingen nr. 412",
        "Aanhangsel Handelingen, nr. 412 Herdruk, vergaderjaar 2003–2004",
        # as a scan reads it
        "Aanhangel Handelingen, nr. 412, vergaderjaar 2003–2004",
        "Aanhang sel Hande lingen, nr. 4 1 2, vergader jaar 2 0 0 3 - 2 0 0 4",
        "aanhansel Handelmgen nr. 412, vegaderjaar 2003 – 2004",
    ],
)
def test_a_number_of_the_appendix_is_found_in_every_spelling(text: str) -> None:
    assert targets(text) == ["ah-tk-20032004-412"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Aanhangsel, nrs. 119 en 405, vergaderjaar 1999–2000", ["19992000-119", "19992000-405"]),
        ("Aanhangsel 1998-1999, nrs. 12, 13 en 15", ["19981999-12", "19981999-13", "19981999-15"]),
        ("Aanhangsel, nrs. 7 t/m 9, vergaderjaar 1998-1999", ["19981999-7", "19981999-8", "19981999-9"]),
        (
            "Aanhangsel nrs. 1370, 1621, vergaderjaar 1995–1996 en nr. 85, vergaderjaar 1996–1997",
            ["19951996-1370", "19951996-1621", "19961997-85"],
        ),
        (
            "Aanhangsel, vergaderjaar 2005–2006, nr. 36 en vergaderjaar 2006–2007, nr. 309",
            ["20052006-36", "20062007-309"],
        ),
        (
            "Tweede Kamer, vergaderjaar 1997–1998, Aanhangsel 736, vergaderjaar 1998–1999,"
            " Aanhangsel 352",
            ["19971998-736", "19981999-352"],
        ),
        (
            "Aanhangsel, vergader jaar '82-'83, nr 1 1 75 en '83-'84, nr. 464",
            ["19821983-1175", "19831984-464"],
        ),
    ],
)  # fmt: skip
def test_each_of_several_numbers_has_its_own_year(text: str, found: list[str]) -> None:
    assert targets(text) == [f"ah-tk-{one}" for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "Aanhangsel Handelingen, nr. 412",
        "Aanhangsel Handelingen, nr. 412, vergaderjaar 2003–2003",
        "Aanhangsel Handelingen, vergaderjaar 2003–2004, blz. 412",
        "Aanhangsel, vergaderjaar 2003–2004, nr. 12, vergaderjaar 2004–2005",
        "Handelingen II, nr. 41, vergaderjaar 2003–2004",
        "Bij die brief is een aanhangsel gevoegd van 412 bladzijden, in 2003–2004 gedrukt.",
        "Aanhangsel van 12 maart",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert targets(text) == []


def test_a_number_of_this_session_year_is_of_the_documents_own() -> None:
    text = "Aanhangsel Handelingen, nr. 412 van dit vergaderjaar"
    assert targets(text, session_year="1993-1994") == ["ah-tk-19931994-412"]


@pytest.mark.parametrize(
    ("text", "chamber", "found"),
    [
        ("Aanhangsel Handelingen I, nr. 3, 1993-1994", "tk", "ah-ek-19931994-3"),
        ("Aanhangsel Handelingen, Eerste Kamer, nr. 3, 1993-1994", "tk", "ah-ek-19931994-3"),
        ("Aanhangsel Handelingen, nr. 3, 1993-1994", "ek", "ah-ek-19931994-3"),
        ("Aanhangsel Handelingen II, nr. 3, 1993-1994", "ek", "ah-tk-19931994-3"),
        ("Aanhangsel Handelingen, nr. 300, 1993-1994", "ek", "ah-tk-19931994-300"),
    ],
)
def test_the_chamber_is_the_one_that_is_named(text: str, chamber: str, found: str) -> None:
    assert targets(text, chamber) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kamerstuk 28 286, nr. 1056", ["kst-28286-1056"]),
        ("Kamerstukken II 2003/04, 29 200 VI, nr. 5", ["kst-29200-VI-5"]),
        ("Kamerstuk 21 501-07, nr. 603", ["kst-21501-07-603"]),
        ("TK 2005–2006, 30 234, nr. 4", ["kst-30234-4"]),
        ("kamerstukken 1 9 2 1 8 , nrs. 10 en 8", ["kst-19218-10", "kst-19218-8"]),
        ("Kamerstukken 26 488 nr. 9; 28 880 nr. 32", ["kst-26488-9", "kst-28880-32"]),
        ("Kamerstuk 24 578", ["kst-24578"]),
        ("Kamerstukken I 2003–2004, 29 210, C", []),
        ("Tweede Kamer, 12 oktober 2003", []),
    ],
)
def test_kamerstukken_are_found_by_dossier_and_number(text: str, found: list[str]) -> None:
    assert targets(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ingezonden 3 mei 2007 (vraagnummer 2060714200)", ["2060714200"]),
        ("kenmerk 2022Z17084", ["2022Z17084"]),
        ("bel 2060814200 of 2190714200", []),
        ("https://veer.example/2060714200", []),
    ],
)
def test_case_numbers_are_those_whose_years_follow_each_other(text: str, found: list[str]) -> None:
    assert targets(text) == found


def test_the_zero_that_a_case_number_lost_is_put_back() -> None:
    assert case_number("299015520") == "2990015520"
    assert case_number("2030415140") == "2030415140"


def test_the_words_of_a_reference_are_all_of_it_or_one_number_of_several() -> None:
    one = "Zie ook de nota, TK 2003–2004, Aanhangsel, nr. 412, over de pont"
    [found] = in_text(one)
    assert one[found.start : found.end] == "TK 2003–2004, Aanhangsel, nr. 412"
    several = "Aanhangsel, nrs. 119 en 405, vergaderjaar 1999–2000"
    assert [several[f.start : f.end] for f in in_text(several)] == ["119", "405"]


CITED = "Aanhangsel Handelingen, nr. 7, vergaderjaar 2003–2004"


def relation(**fields: object) -> Relation:
    [placed] = of_set(make_set(**fields))
    return placed.found.relation


@pytest.mark.parametrize(
    "said",
    [
        "Herinnert u zich uw antwoorden op mijn vragen over de pont?[^1]",
        "Herinnert u zich de Kamervragen[^1] over de pont?",
        "Waarom vaart de pont niet, zoals in antwoord op eerdere vragen[^1] is toegezegd?",
        "Kent u de eerder door het lid Van Loon gestelde vragen?[^1]",
    ],
)
def test_what_a_question_says_beside_the_mark_makes_a_follow_up(said: str) -> None:
    footnotes = (Footnote(1, CITED),)
    assert relation(questions=(Question(1, said),), footnotes=footnotes) is Relation.FOLLOW_UP


def test_an_explanation_may_say_that_questions_follow_up() -> None:
    note = Note("toelichting", "Deze vragen dienen ter aanvulling op eerdere vragen, 2060714200.")
    assert relation(notes=(note,)) is Relation.FOLLOW_UP


def test_an_answer_follows_nothing_up() -> None:
    answers = (Answer((1,), f"Zoals gemeld in antwoord op eerdere vragen ({CITED}), vaart hij."),)
    assert relation(answers=answers) is Relation.CITES


def test_a_reader_may_be_sent_on() -> None:
    assert relation(footnotes=(Footnote(1, f"Zie ook {CITED}"),)) is Relation.SEE_ALSO
    assert relation(footnotes=(Footnote(1, CITED),)) is Relation.CITES
    paper = "Herinnert u zich uw antwoord op vragen over Kamerstuk 28 286, nr. 1056?"
    assert relation(questions=(Question(1, paper),)) is Relation.CITES


def test_a_set_does_not_refer_to_itself() -> None:
    own = {"identifier": "ah-tk-20032004-7", "case_number": "2030400070"}
    texts = (Question(1, f"Kent u {CITED} en 2030400070?"),)
    assert of_set(make_set(questions=texts, **own)) == []


def test_each_text_has_its_own_place() -> None:
    found = of_set(
        make_set(
            title="vervolg op vraag 2060714200",
            questions=(Question(1, "De pont?"), Question(2, f"Kent u {CITED}?")),
            answers=(Answer((1,), "Kamerstuk 28 286, nr. 1056."),),
        )
    )
    assert [(one.place, one.found.kind, one.words) for one in found] == [
        ("title", Kind.CASE, "2060714200"),
        ("questions[1].text", Kind.APPENDIX, CITED),
        ("answers[0].text", Kind.PAPER, "Kamerstuk 28 286, nr. 1056"),
    ]
