"""Who asks: printed names and parties on a day, resolved by the project's own tables."""

from __future__ import annotations

import pytest

from documents.identity.names import tables
from documents.identity.names.askers import asker
from documents.identity.names.conclusions import Header, conclude

from .own import day, own


def meant(name, party, on, chamber="tk"):
    """The slug of who is meant; None where it stays as printed."""
    verdict = asker(name, party, day(on), chamber, own()).verdict
    return verdict.found[0].person if verdict.found else None


def party(name, printed, on):
    return asker(name, printed, day(on), "tk", own()).party


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Wilders", "VVD", "2003-04-01"), ("Wilders", "PVV", "2007-10-01")),
        (("Wilders", "Groep Wilders", "2005-04-01"), ("Wilders", "PVV", "2007-10-01")),
        (("Nawijn", "LPF", "2004-04-01"), ("Nawijn", "Groep Nawijn", "2006-01-15")),
        (("Rouvoet", "RPF", "1998-10-01"), ("Rouvoet", "ChristenUnie", "2004-10-01")),
        (("Van Es", "PSP", "1988-10-01"), ("Van Es", "Groen Links", "1990-02-01")),
        (("M. B. Vos", "GroenLinks", "1997-05-16"), ("Vos", "GroenLinks", "2004-05-16")),
        (("Huizinga", "ChristenUnie", "2004-05-01"), ("Huizinga-Heringa", "CU", "2005-05-01")),
        (("Dezentjé Hammink", "VVD", "2004-01-26"), ("Dezentjé Hamming", "VVD", "2004-03-01")),
        (("Worrelll", "", "1985-06-01"), ("Worrell", "PvdA", "1985-06-01")),
        (("GPV Verhagen", "CDA", "2000-10-01"), ("Verhagen", "CDA", "2000-10-01")),
    ],
)
def test_these_two_are_one(one, other):
    assert meant(*one) is not None
    assert meant(*one) == meant(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Van Dijk", "CDA", "2007-05-01"), ("Van Dijk", "SP", "2007-05-01")),
        (("O. P. G. Vos", "VVD", "2000-05-01"), ("M. B. Vos", "GroenLinks", "2000-05-01")),
        (("Vos", "PvdA", "2008-02-15"), ("Vos", "GroenLinks", "2005-02-15")),
        (("M. M. H. Kamp", "VVD", "1995-10-01"), ("H. G. J. Kamp", "VVD", "1995-10-01")),
        (
            ("V.A.M. van der Burg", "CDA", "1993-06-01"),
            ("M. M. van der Burg", "PvdA", "1993-06-01"),
        ),
        (("Poppe", "PvdA", "1984-10-01"), ("Poppe", "SP", "1998-10-01")),
        (("De Graaf", "D66", "1998-10-01"), ("De Graaf", "VVD", "2004-10-01")),
    ],
)
def test_these_two_are_several(one, other):
    assert meant(*one) is not None
    assert meant(*other) is not None
    assert meant(*one) != meant(*other)


def test_who_was_member_and_minister_is_one_person():
    held = {office.person for office in own().offices}
    for slug in ("maxime-verhagen", "rita-verdonk", "wouter-bos", "mark-rutte"):
        assert slug in held
        assert own().seats_of[slug]


@pytest.mark.parametrize(
    ("printed", "on", "wanted"),
    [
        ("D66J", "1996-05-01", "d66"),
        ("GroenLmks", "1999-05-01", "groenlinks"),
        ("Groen Links", "1999-05-01", "groenlinks"),
        ("CristenUnie", "2005-05-01", "christenunie"),
        ("VDD", "1990-05-01", "vvd"),
        ("Partij voor de Dieren", "2007-05-01", "pvdd"),
        ("GroepWilders", "2005-05-01", "groep-wilders"),
        ("lid CDA", "1999-05-01", "cda"),
    ],
)
def test_a_printed_party_is_a_party_of_that_day(printed, on, wanted):
    assert party("Zomaar Iemand", printed, on) == wanted


def test_where_no_party_is_printed_the_seat_tells_it():
    assert party("Wilders", None, "2007-05-01") == "pvv"
    assert party("Wilders", None, "2003-05-01") == "vvd"


def test_a_ministry_where_a_party_should_be_is_no_party():
    assert party("Zomaar Iemand", "Justitie", "2000-05-01") is None


def test_two_of_one_name_and_party_are_not_told_apart_by_chance():
    assert meant("Kamp", "VVD", "1998-03-01") is None


def test_who_is_named_apart_is_not_the_other_one():
    header = Header(
        *("tk", day("1998-03-01"), None), askers=[("Kamp", "VVD"), ("M. M. H. Kamp", "VVD")]
    )
    first, second = conclude(header, own()).askers
    assert first.verdict.found[0].person == "henk-kamp"
    assert second.verdict.found[0].person != "henk-kamp"


def test_nobody_is_meant_by_a_name_that_nobody_has():
    assert meant("Zomaar Iemand", "VVD", "1999-05-01") is None
    assert meant("", "VVD", "1999-05-01") is None


def test_a_minister_does_not_put_questions():
    assert meant("Bert de Vries", "CDA", "1992-05-01") is None


def tables_until_2011():
    """Of a member whose seat goes on the tables know the party of the first years alone."""
    person = tables.Person("ada-oort", "Oort", "", "A.", "Ada")
    return tables.Tables(
        {person.key: person},
        seats=[tables.Seat(person.key, "tk", tables.period("2001-01-01.."))],
        memberships=[
            tables.Membership(person.key, "berg", tables.period("2001-01-01..2011-01-01"))
        ],
        parties={key: tables.Party(key, (key.title(),)) for key in ("berg", "dal")},
    )


def test_a_printed_party_counts_on_a_day_for_which_the_tables_know_none():
    later = asker("Oort", "Dal", day("2020-01-01"), "tk", tables_until_2011())
    assert [found.person for found in later.verdict.found] == ["ada-oort"]
    assert later.party == "dal"


def test_the_party_of_the_seat_counts_where_the_tables_know_it_and_another_is_printed():
    asked = asker("Oort", "Dal", day("2005-01-01"), "tk", tables_until_2011())
    assert [found.person for found in asked.verdict.found] == ["ada-oort"]
    assert asked.party == "berg"


def test_a_part_of_a_name_is_nobody_where_somebody_of_the_whole_name_is() -> None:
    assert meant("Ginjaar-Maas", "VVD", "1988-06-29") is None


def test_a_near_spelling_is_not_somebody_of_the_other_chamber() -> None:
    assert meant("De Graaff", "PVV", "2013-05-01", "ek") != "machiel-de-graaf"
