"""People and offices as careless, hurried and torn print has them."""

from __future__ import annotations

import datetime

import pytest

from documents.parsing import RawFile, parse, to_json
from documents.parsing.headers import (
    is_answer_header,
    is_question_header,
    read_answer_header,
    read_question_header,
)
from documents.parsing.headers.ministries import in_full, is_ministry, read_portfolio


@pytest.mark.parametrize(
    ("people", "askers"),
    [
        ("het lid Bos c.s. (ABC)", "Bos ABC"),
        ("het lid Bos (ABC) c.s.", "Bos ABC"),
        ("het lid Bos (ABC c.s.)", "Bos ABC"),
        ("het lid Bos, e.a. (ABC)", "Bos ABC"),
        ("het lid Bos en anderen (ABC)", "Bos ABC"),
        ("het lid Bos (ABC-fractie)", "Bos ABC"),
        ("de leden Bos en Tak (beiden ABC-fractie)", "Bos ABC, Tak ABC"),
        ("het lid Bos (fractie van de ABC)", "Bos ABC"),
        ("het lid Bos (lid van de ABC-fractie)", "Bos ABC"),
        ("het lid Bos van de ABC-fractie", "Bos ABC"),
        ("het lid Van der Bos (Lid Van der Bos)", "Van der Bos Lid Van der Bos"),
        ("het lid Bos (Fractie Bos)", "Bos Fractie Bos"),
        ("het lid Bos (ABC), mede namens het lid Tak (DEF)", "Bos ABC, Tak DEF"),
        (
            "het lid Bos (ABC) mede namens de leden Tak (DEF) en Öz (GHI)",
            "Bos ABC, Tak DEF, Öz GHI",
        ),
        ("het lid Bos, mede namens het lid Tak (beiden ABC)", "Bos ABC, Tak ABC"),
        ("het lid Bos (ABC), mede ondertekend door het lid Tak (DEF)", "Bos ABC, Tak DEF"),
        ("het lid Bos (ABC), samen met het lid Tak (DEF)", "Bos ABC, Tak DEF"),
        ("de leden Bos, Tak (beiden ABC) en Öz (DEF)", "Bos ABC, Tak ABC, Öz DEF"),
        ("de leden Bos, Tak en Öz (ABC, DEF en GHI)", "Bos ABC, Tak DEF, Öz GHI"),
        ("de leden Bos (ABC) / Tak (DEF)", "Bos ABC, Tak DEF"),
        ("de leden Bos (ABC)/Tak (DEF)/Öz (GHI)", "Bos ABC, Tak DEF, Öz GHI"),
        ("de leden Bos/Tak (beiden ABC)", "Bos ABC, Tak ABC"),
        ("de leden Bos (ABC) & Tak (DEF)", "Bos ABC, Tak DEF"),
        ("de leden Bos [ABC] en Tak [DEF]", "Bos ABC, Tak DEF"),
        ("de leden Bos, ABC, en Tak, DEF,", "Bos ABC, Tak DEF"),
        ("het lid Bos (GroenRood/ABC)", "Bos GroenRood/ABC"),
        ("de fractie van ABC", "ABC-fractie ABC"),
        ("de leden van de ABC-fractie", "ABC-fractie ABC"),
        ("de fracties van ABC en DEF", "ABC-fractie ABC, DEF-fractie DEF"),
        ("het lidBos (ABC) enTak (DEF)", "Bos ABC, Tak DEF"),
        ("het Tweede Kamerlid Bos (ABC)", "Bos ABC"),
        ("de heer mr. drs. Bos (ABC) en mevrouw ir. Tak (DEF)", "Bos ABC, Tak DEF"),
    ],
)
def test_askers(people: str, askers: str) -> None:
    for office in (" aan de Minister van Financiën", " aan deMinister vanFinanciën", ""):
        text = f"Vragen van {people}{office} over de brug (ingezonden 3 mei 2024)."
        header, _ = read_question_header(text)
        assert ", ".join(f"{one.name} {one.party}" for one in header.askers) == askers
        assert header.title == "de brug"
        assert len(header.addressees) == bool(office)


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ("het lid Bos c.s. (ABC)", "c.s."),
        ("het lid Bos (ABC), mede namens de DEF", "mede namens de DEF"),
        ("het lid Bos (ABC), mede namens de fracties van DEF en GHI", "mede namens de fracties"),
        ("het lid Bos (ABC, mede namens DEF)", "mede namens DEF"),
    ],
)
def test_askers_whom_nobody_names_are_told(people: str, told: str) -> None:
    header, problems = read_question_header(f"Vragen van {people} over de brug.")
    assert [(one.name, one.party) for one in header.askers] == [("Bos", "ABC")]
    assert [problem.code for problem in problems] == ["askers_unnamed"]
    assert told in problems[0].message


SHORT = {"Minister": "M", "Staatssecretaris": "S", "Minister-President": "P", "Bewindspersoon": "B"}
BZK = "Binnenlandse Zaken en Koninkrijksrelaties"
JENV = "Justitie en Veiligheid"


@pytest.mark.parametrize(
    ("offices", "read"),
    [
        ("de waarnemend Minister van Financiën", ["M Financiën"]),
        ("de plaatsvervangend Staatssecretaris van Financiën", ["S Financiën"]),
        ("de wnd. Minister van Financiën", ["M Financiën"]),
        ("de demissionaire Ministers van Financiën en van Defensie", ["M Financiën", "M Defensie"]),
        ("de Minister a.i. van Financiën", ["M Financiën"]),
        ("de Minister van Financiën (a.i.)", ["M Financiën"]),
        ("de Minister/Staatssecretaris van Financiën", ["M Financiën", "S Financiën"]),
        ("de Minister c.q. de Staatssecretaris van Financiën", ["M Financiën", "S Financiën"]),
        ("de Minister en/of Staatssecretaris van Financiën", ["M Financiën", "S Financiën"]),
        ("de Minister van Financiën en de Staatssecretaris", ["M Financiën", "S Financiën"]),
        ("de ministers van BZK en JenV", [f"M {BZK}", f"M {JENV}"]),
        ("de ministers van BZK/JenV", [f"M {BZK}", f"M {JENV}"]),
        ("de Ministers BZK, JenV en Defensie", [f"M {BZK}", f"M {JENV}", "M Defensie"]),
        ("de minister van BZK en de staatssecretaris van I&W", [f"M {BZK}", "S Infrastructuur en Waterstaat"]),
        ("de Minister van Buitenlandse Zaken (BZ)", ["M Buitenlandse Zaken"]),
        ("de Minister van Justitie en Veiligheid, tevens viceminister-president", [f"M {JENV}"]),
        ("de viceminister-president, Minister van Financiën", ["M Financiën"]),
        ("de minister-president en minister van AZ", ["P Algemene Zaken"]),
        ("de premier", ["P Algemene Zaken"]),
        ("minister Tak (Financiën)", ["M Financiën"]),
        ("de Minister van Financiën, Tak", ["M Financiën"]),
        ("de Minister van Financiën en, indien nodig, de Minister van Defensie", ["M Financiën", "M Defensie"]),
        ("de Ministers van Financiën, Defensie en van Justitie en Veiligheid", ["M Financiën", "M Defensie", f"M {JENV}"]),
        ("deMinister vanFinanciën en deStaatssecretaris vanDefensie", ["M Financiën", "S Defensie"]),
        ("de ministervan Financiën", ["M Financiën"]),
        ("de bewindspersoon van Financiën", ["B Financiën"]),
        ("de Minister voor Natuur en Stikstof en voor Klimaat en Energie", ["M Natuur en Stikstof", "M Klimaat en Energie"]),
    ],
)  # fmt: skip
def test_addressees(offices: str, read: list[str]) -> None:
    found = asked(offices)
    assert [f"{SHORT[one.role]} {one.portfolio}" for one in found.set.addressees] == read
    assert [(one.name, one.party) for one in found.set.askers] == [("Bos", "ABC")]
    assert found.set.title == "de brug"
    assert found.problems == ()


def asked(offices: str, day: str = "3 mei 2024"):  # type: ignore[no-untyped-def]
    """What is read of one question to these offices."""
    head = f"Vragen van het lid Bos (ABC) aan {offices} over de brug (ingezonden {day})."
    return parse(RawFile("vragen.txt", f"{head}\n\nVraag 1\nLigt de brug er?\n".encode()))


def test_holders_of_a_ministry_are_its_minister_and_its_state_secretary_and_that_is_told() -> None:
    found = asked("de bewindslieden van Financiën")
    assert [(one.role, one.portfolio) for one in found.set.addressees] == [
        ("Minister", "Financiën"),
        ("Staatssecretaris", "Financiën"),
    ]
    assert [problem.code for problem in found.problems] == ["holders_meant"]


def test_somebody_else_who_is_asked_is_told_also_beside_an_answer() -> None:
    text = (
        "Vragen van het lid Bos (ABC) aan de regering over de brug (ingezonden 3 mei 2024).\n\n"
        "Antwoord van Minister Tak (Financiën) (ontvangen 28 mei 2024).\n\n"
        "Vraag 1\nLigt de brug er?\n\nAntwoord 1\nJa.\n"
    )
    found = parse(RawFile("vragen.txt", text.encode()))
    assert found.set is not None
    assert [one.name for one in found.set.askers] == ["Bos"]
    assert [problem.code for problem in found.problems] == ["no_addressees"]


def test_a_ministry_that_nobody_knows_is_told() -> None:
    found = asked("de Minister van Bruggenbouw")
    assert [problem.code for problem in found.problems] == ["ministry_unknown"]


def test_a_ministry_that_a_file_says_field_by_field_is_not_doubted() -> None:
    made = asked("de Minister van Bruggenbouw").set
    assert made is not None
    again = parse(RawFile("vragen.json", to_json(made).encode()))
    assert (again.set, again.problems, again.format) == (made, (), "json")


@pytest.mark.parametrize(
    ("answerers", "read"),
    [
        ("MinisterTak (Financiën)", ["Tak M Financiën"]),
        ("MinisterVan der Tak(Financiën)", ["Van der Tak M Financiën"]),
        ("StaatssecretarisTak(BZK)", [f"Tak S {BZK}"]),
        ("Minister Tak a.i. (Financiën)", ["Tak M Financiën"]),
        ("Minister Tak (Financiën a.i.)", ["Tak M Financiën"]),
        ("waarnemend Minister Tak (Financiën)", ["Tak M Financiën"]),
        ("de Minister van Financiën, Tak,", ["Tak M Financiën"]),
        ("de Minister van Financiën, mevrouw Van der Tak", ["Van der Tak M Financiën"]),
        ("de heer Tak, minister van Financiën", ["Tak M Financiën"]),
        ("mevrouw Van der Tak (minister van Financiën)", ["Van der Tak M Financiën"]),
        ("mr. drs. A.B. Tak, minister van Financiën", ["A.B. Tak M Financiën"]),
        ("Minister mr. drs. Tak (Financiën)", ["Tak M Financiën"]),
        ("Minister Tak (Minister van Financiën)", ["Tak M Financiën"]),
        ("Minister Tak (Ministerie van Financiën)", ["Tak M Financiën"]),
        ("Minister Van Os (Financiën)", ["Van Os M Financiën"]),
        ("Minister Tak (BZ) van Minister Bos (Financiën)", ["Tak M Buitenlandse Zaken", "Bos M Financiën"]),
        ("Minister Tak (BZ), Minister Bos (Financiën)", ["Tak M Buitenlandse Zaken", "Bos M Financiën"]),
        ("Minister Tak (BZ) / Bos (Financiën)", ["Tak M Buitenlandse Zaken", "Bos M Financiën"]),
        ("Ministers Tak (BZ), Bos (Financiën) en Van Öz (Defensie)", ["Tak M Buitenlandse Zaken", "Bos M Financiën", "Van Öz M Defensie"]),
        ("Staatssecretarissen Tak en Bos (beiden Financiën)", ["Tak S Financiën", "Bos S Financiën"]),
        ("Staatssecretaris Tak (Defensie) en Minister Bos (JenV),", ["Tak S Defensie", f"Bos M {JENV}"]),
        ("Minister Tak (Financiën), mede namens de Minister en Staatssecretaris van Defensie", ["Tak M Financiën", "namens M Defensie", "namens S Defensie"]),
        ("Minister Tak (Financiën), mede namens zijn ambtgenoot van Defensie", ["Tak M Financiën", "namens M Defensie"]),
        ("Minister Tak (Financiën), mede namensde ministervan Defensie", ["Tak M Financiën", "namens M Defensie"]),
        ("Minister Tak (Financiën), mede namens de staatsse- cretaris van Defensie", ["Tak M Financiën", "namens S Defensie"]),
        ("Minister Tak (Volks– gezondheid, Welzijn en Sport)", ["Tak M Volksgezondheid, Welzijn en Sport"]),
        ("Minister-President Tak (AZ)", ["Tak P Algemene Zaken"]),
    ],
)  # fmt: skip
def test_answerers(answerers: str, read: list[str]) -> None:
    head = f"Antwoord van {answerers} (ontvangen 28 mei 2024)."
    assert is_answer_header(head)
    text = (
        "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug (ingezonden 3 mei "
        f"2024).\n\n{head}\n\nVraag 1\nLigt de brug er?\n\nAntwoord 1\nJa.\n"
    )
    found = parse(RawFile("antwoord.txt", text.encode()))
    assert found.set is not None
    names = [
        f"{'namens' if one.on_behalf else one.name} {SHORT[one.role]} {one.portfolio}"
        for one in found.set.answerers
    ]
    assert names == read
    assert found.problems == ()


def test_who_answers_with_a_name_on_whose_behalf() -> None:
    header, problems = read_answer_header(
        "Antwoord van mevrouw Tak, staatssecretaris van Financiën, mede namens de heer Bos, "
        "minister van Defensie (ontvangen 3 mei 2024)"
    )
    assert [(one.name, one.portfolio, one.on_behalf) for one in header.answerers] == [
        ("Tak", "Financiën", False),
        ("Bos", "Defensie", True),
    ]
    assert problems == ()


def test_a_header_whose_first_words_run_together_is_one() -> None:
    assert is_question_header("Vragen vanhet lid Bos (ABC) aan de Minister van Financiën")
    assert is_question_header("Vragenvan het lid Bos (ABC)")
    assert is_answer_header("Antwoord vanMinister Bos (Financiën)")


@pytest.mark.parametrize(
    ("short", "day", "name"),
    [
        ("OCW", "1996-05-03", "Onderwijs, Cultuur en Wetenschappen"),
        ("OC&W", "2010-05-03", "Onderwijs, Cultuur en Wetenschap"),
        ("LNV", "1999-05-03", "Landbouw, Natuurbeheer en Visserij"),
        ("LNV", "2005-05-03", "Landbouw, Natuur en Voedselkwaliteit"),
        ("LNV", "2015-05-03", "Landbouw, Natuur en Voedselkwaliteit"),
        ("V en W", "2005-05-03", "Verkeer en Waterstaat"),
        ("B.Z.", "2024-05-03", "Buitenlandse Zaken"),
        ("BZ", None, "Buitenlandse Zaken"),
        ("VWS – Jeugd, Preventie en Sport", "2024-09-03", "Volksgezondheid, Welzijn en Sport – Jeugd, Preventie en Sport"),
        ("Os", "2024-05-03", "Os"),
    ],
)  # fmt: skip
def test_an_abbreviation_is_the_ministry_of_that_day(
    short: str, day: str | None, name: str
) -> None:
    assert in_full(short, datetime.date.fromisoformat(day) if day else None) == name


def test_names_of_ministries_are_mended_and_nicknames_known() -> None:
    assert read_portfolio("Infrastructuur & Waterstaat") == "Infrastructuur en Waterstaat"
    assert read_portfolio("Ministerie van Financien") == "Financiën"
    assert is_ministry("Sociale Zaken")
    assert not is_ministry("Bruggenbouw")
