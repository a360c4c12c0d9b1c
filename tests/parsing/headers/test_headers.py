"""Headers of forty years: who asks whom about what, who answers when."""

from __future__ import annotations

import datetime

import pytest

from documents.parsing import Addressee, Answerer, Asker, SeeAlso
from documents.parsing.headers import (
    is_answer_header,
    is_question_header,
    read_addressees,
    read_answer_header,
    read_question_header,
    read_see_also,
)


def asks(text: str) -> list[tuple[str, str | None]]:
    header, _ = read_question_header(f"{text} over de brug (ingezonden 3 mei 2024).")
    assert header.title == "de brug"
    assert header.submitted == datetime.date(2024, 5, 3)
    return [(asker.name, asker.party) for asker in header.askers]


@pytest.mark.parametrize(
    ("text", "askers"),
    [
        ("Vragen van het lid Van der Plank (ABC)", [("Van der Plank", "ABC")]),
        ("Vragen van lid Bos (ABC)", [("Bos", "ABC")]),
        ("Vraag van mevrouw Tak (P.v.d.X.)", [("Tak", "P.v.d.X.")]),
        ("Vragen van de heren Bos en Tak (beiden D'99)", [("Bos", "D'99"), ("Tak", "D'99")]),
        (
            "Vragen van de leden Bos, Tak en El Hamdi (allen ABC)",
            [("Bos", "ABC"), ("Tak", "ABC"), ("El Hamdi", "ABC")],
        ),
        (
            "Nadere vragen van de leden Bos (ABC), Tak en Kruit (beiden D99) en Öz (Groep Öz)",
            [("Bos", "ABC"), ("Tak", "D99"), ("Kruit", "D99"), ("Öz", "Groep Öz")],
        ),
        ("Mondelinge vragen van het lid Martens-Amstel(ABC)", [("Martens-Amstel", "ABC")]),
        ("Interpellatievragen van het lid Bos (ABC)", [("Bos", "ABC")]),
        ("Crone (ABC)", [("Crone", "ABC")]),
        ("Vragen van het lid D’Arnhem (ABC)", [("D’Arnhem", "ABC")]),
        ("Vragen van het lid M. B. Tak (ABC)", [("M. B. Tak", "ABC")]),
        ("Vragen van het lid Bos (ABC) op 3 mei 2001 meegedeeld", [("Bos", "ABC")]),
        ("Vragen van het lid Batenberg", [("Batenberg", None)]),
        ("Vragen van het lid Inge vanDuin (ABC)", [("Inge van Duin", "ABC")]),
        (
            "Vragen van de heer Bos (A.B.C.) en van mevrouw Tak-Vonk (D99)",
            [("Bos", "A.B.C."), ("Tak-Vonk", "D99")],
        ),
    ],
)
def test_askers(text: str, askers: list[tuple[str, str | None]]) -> None:
    assert asks(text) == askers
    assert asks(f"{text} aan de minister van Financiën") == askers


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("de minister van Financiën", ["M Financiën"]),
        (
            "de Ministers van Buitenlandse Zaken en voor Natuur en Stikstof",
            ["M Buitenlandse Zaken", "M Natuur en Stikstof"],
        ),
        (
            "de minister en de staatssecretaris van Volksgezondheid, Welzijn en Sport",
            ["M Volksgezondheid, Welzijn en Sport", "S Volksgezondheid, Welzijn en Sport"],
        ),
        (
            "de Staatssecretarissen van Onderwijs, Cultuur en Wetenschap en van Defensie",
            ["S Onderwijs, Cultuur en Wetenschap", "S Defensie"],
        ),
        (
            "de ministers van Justitie en Veiligheid en Binnenlandse Zaken en Koninkrijkrelaties",
            ["M Justitie en Veiligheid", "M Binnenlandse Zaken en Koninkrijksrelaties"],
        ),
        (
            "de Minister-President, Minister van Algemene Zaken, en de Minister van Defensie",
            ["P Algemene Zaken", "M Defensie"],
        ),
        (
            "de minister-president en de Ministers van Financiën, van Sociale Zaken enWerkgelegenheid",
            ["P Algemene Zaken", "M Financiën", "M Sociale Zaken en Werkgelegenheid"],
        ),
        ("de Staatsecretaris van Asiel en migratie", ["S Asiel en Migratie"]),
        (
            "de Minister van Economische Zaken, bij afwezigheid van de Staatssecretaris van Financiën,",
            ["M Economische Zaken"],
        ),
        (
            "de staatssecretaris van Onderwijs, Cultuur en Wetenschap, mevrouw Tak, en de minister "
            "voor Jeugd en Gezin",
            ["S Onderwijs, Cultuur en Wetenschap", "M Jeugd en Gezin"],
        ),
        ("de Minister van Overige Zaken", ["M Overige Zaken"]),
        ("de Voorzitter", []),
    ],
)
def test_addressees(text: str, offices: list[str]) -> None:
    short = {"Minister": "M", "Staatssecretaris": "S", "Minister-President": "P"}
    assert [f"{short[o.role]} {o.portfolio}" for o in read_addressees(text)] == offices


MINISTER = Answerer("De Wit", "Minister", "Financiën")


@pytest.mark.parametrize(
    ("text", "answerers"),
    [
        ("Minister De Wit (Financiën)", (MINISTER,)),
        ("minister De Wit (Financiën", (MINISTER,)),
        (
            "Minister De Wit (Financiën) en van Staatssecretaris Tak (Defensie)",
            (MINISTER, Answerer("Tak", "Staatssecretaris", "Defensie")),
        ),
        (
            "Minister De Wit (Financiën) en antwoord van Staatsecretaris Tak (Defensie)",
            (MINISTER, Answerer("Tak", "Staatssecretaris", "Defensie")),
        ),
        (
            "Minister De Wit (Financiën), mede namens de Staatssecretarissen van Defensie en van "
            "Justitie en Veiligheid",
            (
                MINISTER,
                Answerer(None, "Staatssecretaris", "Defensie", True),
                Answerer(None, "Staatssecretaris", "Justitie en Veiligheid", True),
            ),
        ),
        (
            "Staatssecretaris Tak (Financiën – Fiscaliteit en Belastingdienst)",
            (Answerer("Tak", "Staatssecretaris", "Financiën – Fiscaliteit en Belastingdienst"),),
        ),
        (
            "Minister-President Bos (Algemene Zaken)",
            (Answerer("Bos", "Minister-President", "Algemene Zaken"),),
        ),
        ("Minister De Wit van Financiën", (MINISTER,)),
    ],
)
def test_answerers(text: str, answerers: tuple[Answerer, ...]) -> None:
    header, problems = read_answer_header(f"Antwoord van {text} (ontvangen 28 mei 2024)")
    assert header.answerers == answerers
    assert header.answered == datetime.date(2024, 5, 28)
    assert (header.kind, problems) == ("answer", ())


def test_doubled_words_and_brackets_of_the_print() -> None:
    header, _ = read_answer_header(
        "Mededeling van Minister De Wit (Financiën) (ontvangen (ontvangen 28 mei2024)"
    )
    assert (header.kind, header.answered) == ("postponement", datetime.date(2024, 5, 28))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Zie ook Aanhangsel Handelingen, vergaderjaar 2022–2023, nr. 325.", [325]),
        ("Zie ook Aanhangsel Handelingen,vergaderjaar2022–2023, 325", [325]),
        (
            "Zie ook Aanhangsel Handelingen, vergaderjaar 2022-2023, nr. 325. Zie ook Aanhangsel "
            "van de Handelingen, vergaderjaar 2022–2023, nrs. 326 en 327",
            [325, 326, 327],
        ),
        ("Zie ook Aanhangsels Handelingen, vergaderjaar 2022–2023, nr. 325 en 326.", [325, 326]),
        (
            "Zie ook Aanhangsels Handelingen, vergaderjaren 2022–2023, nr. 325 en 2022–2023, nr. 326.",
            [325, 326],
        ),
    ],
)
def test_see_also(text: str, numbers: list[int]) -> None:
    assert read_see_also(text) == tuple(SeeAlso("2022-2023", number) for number in numbers)


def test_title_keeps_its_brackets_and_quotes() -> None:
    header, _ = read_question_header(
        "Vragen van het lid Bos (ABC) aan de Minister van Financiën over het bericht «Brug «dicht»» "
        "en de motie-Bos c.s. (Kamerstuk 99 999, nr. 1)(ingezonden 3 mei 2024)."
    )
    assert (
        header.title == "het bericht «Brug «dicht»» en de motie-Bos c.s. (Kamerstuk 99 999, nr. 1)"
    )


def test_date_that_does_not_exist_is_a_problem() -> None:
    header, problems = read_question_header(
        "Vragen van het lid Bos (ABC) over de brug (ingezonden 31 juni 2024)"
    )
    assert header.submitted is None
    assert [problem.code for problem in problems] == ["date_invalid"]


def test_what_is_no_header_is_told() -> None:
    _, problems = read_question_header("")
    assert [problem.code for problem in problems] == ["header_not_understood"]


def test_lines_that_begin_a_header() -> None:
    assert is_question_header("Vragen van het lid Bos (ABC)")
    assert not is_question_header("vragen van de leden, zoals gezegd")
    assert not is_question_header("Beantwoording Kamervragen van het lid Bos (ABC)")
    assert is_answer_header("Antwoord van Minister De Wit (Financiën)")
    assert not is_answer_header("Antwoord op vraag 1")
    assert not is_answer_header(
        "Antwoorden van de minister van Financiën op vragen van het lid Bos"
    )


def test_addressee_and_asker_are_plain_data() -> None:
    header, _ = read_question_header(
        "Vragen van het lid Bos (ABC) aan de Minister van Defensie over X"
    )
    assert header.askers == (Asker("Bos", "ABC"),)
    assert header.addressees == (Addressee("Minister", "Defensie"),)


@pytest.mark.parametrize(
    ("people", "askers"),
    [
        ("het lid Bos ((ABC)", [("Bos", "ABC")]),
        ("de leden Bos en Tak (beiden (ABC)", [("Bos", "ABC"), ("Tak", "ABC")]),
        ("de leden Bos en Tak beiden (ABC)", [("Bos", "ABC"), ("Tak", "ABC")]),
        ("het ldi Bos (ABC)", [("Bos", "ABC")]),
        ("heet lid Bos (ABC)", [("Bos", "ABC")]),
        ("de ieden Bos (ABC) en Tak (D99)", [("Bos", "ABC"), ("Tak", "D99")]),
        ("de leden van Van Dam (ABC) en Tak (D99)", [("Van Dam", "ABC"), ("Tak", "D99")]),
        (
            "het lid Bos (ABC) mede gesteld door de leden Tak (D99)",
            [("Bos", "ABC"), ("Tak", "D99")],
        ),
        ("de heer Bos van de fractie van ABC", [("Bos", "ABC")]),
        ("het lid M B Bos (ABC)", [("M B Bos", "ABC")]),
        ("de leden Bos en J T van Dam (beiden ABC)", [("Bos", "ABC"), ("J T van Dam", "ABC")]),
    ],
)
def test_askers_as_careless_printers_set_them(
    people: str, askers: list[tuple[str, str | None]]
) -> None:
    header, _ = read_question_header(f"Vragen van {people} over de brug.")
    assert [(asker.name, asker.party) for asker in header.askers] == askers


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("nr. 325 en nr. 330", [325, 330]),
        ("nrs. 1325, 1330 en 1401", [1325, 1330, 1401]),
        ("nrs. 3 t/m 5", [3, 4, 5]),
        ("1028", [1028]),
        ("nr.12. Zie ook Aanhangsel Handelingen, vergaderjaar 2020–2021, nr. 7", [12, 7]),
    ],
)
def test_several_references(printed: str, numbers: list[int]) -> None:
    text = f"Zie ookAanhangsel Handelingen, vergaderjaar 2020–2021, {printed}"
    assert [see.number for see in read_see_also(text)] == numbers


def test_a_case_number_and_a_date_may_stand_first() -> None:
    header, problems = read_question_header(
        "2024Z99994 (ingezonden 20 november 2024) Vragen van het lid Bos (Lid Bos) over straffen"
    )
    assert header.askers == (Asker("Bos", "Lid Bos"),)
    assert (header.case_number, header.title) == ("2024Z99994", "straffen")
    assert header.submitted == datetime.date(2024, 11, 20)
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "answerers"),
    [
        ("Minister De Wit ((Financiën)", ["De Wit M Financiën"]),
        ("Minister De Wit (Financiën))", ["De Wit M Financiën"]),
        (
            "Ministers De Wit (Financiën) en Tak (Defensie)",
            ["De Wit M Financiën", "Tak M Defensie"],
        ),
        (
            "Staatssecretaris De Wit (Defensie), mede namens de Minister",
            ["De Wit S Defensie", "namens M Defensie"],
        ),
    ],
)
def test_answerers_as_careless_printers_set_them(text: str, answerers: list[str]) -> None:
    header, problems = read_answer_header(f"Antwoord van {text} (ontvangen 3 mei 2024)")
    assert [
        f"{'namens' if by.on_behalf else by.name} {by.role[0]} {by.portfolio}"
        for by in header.answerers
    ] == answerers
    assert problems == ()


def test_the_addressee_may_stand_last() -> None:
    header, _ = read_question_header(
        "Vragen van het lid Bos (ABC) over de brug aan de Minister van Defensie (ingezonden 3 mei 2024)"
    )
    assert header.title == "de brug"
    assert header.addressees == (Addressee("Minister", "Defensie"),)


def test_an_addressee_may_be_named() -> None:
    assert read_addressees("Minister Tak van Defensie") == (Addressee("Minister", "Defensie"),)


def test_a_space_missing_behind_the_office() -> None:
    header, problems = read_answer_header(
        "Antwoord van MinisterBos (Financiën)(ontvangen3 mei 2021)"
    )
    assert header.answerers == (Answerer("Bos", "Minister", "Financiën"),)
    assert header.answered == datetime.date(2021, 5, 3)
    assert problems == ()


def test_two_holders_share_the_portfolio_that_is_printed_once() -> None:
    header, problems = read_answer_header(
        "Antwoord van minister De Wit en staatssecretaris Tak (Financien) (ontvangen 3 mei 1990)"
    )
    assert [(one.name, one.role, one.portfolio) for one in header.answerers] == [
        ("De Wit", "Minister", "Financiën"),
        ("Tak", "Staatssecretaris", "Financiën"),
    ]
    assert problems == ()


def test_a_reference_can_go_on_with_another_year() -> None:
    text = (
        "Zie ook Aanhangsel Handelingen, vergaderjaar 2023–2024, nrs. 12 en 15 en vergaderjaar "
        "2022–2023, nr. 9"
    )
    assert [(one.session_year, one.number) for one in read_see_also(text)] == [
        ("2023-2024", 12), ("2023-2024", 15), ("2022-2023", 9),
    ]  # fmt: skip


@pytest.mark.parametrize("dash", [" - ", " – ", "- ", " -"])
def test_a_double_name_may_have_spaces_about_its_dash(dash: str) -> None:
    header, _ = read_answer_header(f"Antwoord van Minister Van der Wal{dash}Kuiper (Financiën)")
    assert header.answerers == (Answerer("Van der Wal-Kuiper", "Minister", "Financiën"),)


def test_who_answers_may_lack_a_role() -> None:
    text = "Antwoord van mevrouw Toets (Financiën), mede namens de heer Tak (Defensie)"
    assert is_answer_header(text)
    assert not is_answer_header("Antwoord van mevrouw Toets (Oudeveer)")
    header, _ = read_answer_header(f"{text} (ontvangen 28 mei 2024)")
    assert header.answerers == (
        Answerer("Toets", "Bewindspersoon", "Financiën"),
        Answerer("Tak", "Bewindspersoon", "Defensie", on_behalf=True),
    )


@pytest.mark.parametrize(
    "printed",
    [
        "aan de Minister voor Rechtsbeschermingover het veer",
        "aan de Minister voor Rechtsbescherming overhet veer",
    ],
)
def test_a_title_may_be_glued_to_the_office(printed: str) -> None:
    header, _ = read_question_header(
        f"Vragen van het lid Bos (ABC) {printed} (ingezonden 3 mei 2019)"
    )
    assert header.addressees == (Addressee("Minister", "Rechtsbescherming"),)
    assert header.title == "het veer"
