"""Who answers: printed names and offices on a day, resolved by the project's own tables."""

from __future__ import annotations

import pytest

from documents.identity.names.answerers import answerer
from documents.identity.names.conclusions import Header, conclude

from .own import day, own


def meant(name, role, portfolio, on, asked=()):
    """The slug of who is meant; None where it stays as printed."""
    verdict = answerer(name, role, portfolio, [day(on)], frozenset(asked), own())
    return verdict.found[0].person if verdict.found else None


VRIES = [
    ("Minister", "Sociale Zaken en Werkgelegenheid", "1992-07-15", "B."),
    ("Staatssecretaris", "Binnenlandse Zaken en Koninkrijksrelaties", "2001-04-18", "G.M."),
    ("Minister", "Binnenlandse Zaken en Koninkrijksrelaties", "2001-10-30", "K.G."),
    ("Staatssecretaris", "Defensie", "2008-03-03", "J.G."),
    ("Staatssecretaris", "Financiën", "1999-05-03", "W."),
]


@pytest.mark.parametrize(("role", "portfolio", "on", "initials"), VRIES[:4])
def test_namesakes_in_government_are_told_apart_by_office_and_day(role, portfolio, on, initials):
    slug = meant("De Vries", role, portfolio, on)
    assert own().people[slug].initials.startswith(initials)


def test_five_of_one_name_are_five_people():
    held = {o.person for o in own().offices if own().people[o.person].surname == "Vries"}
    named = {own().people[slug].initials for slug in held if own().people[slug].particle == "de"}
    assert len(named) >= 5


@pytest.mark.parametrize(
    ("printed", "ministry", "on", "wanted"),
    [
        ("Hoogerworst", "Volksgezondheid, Welzijn en Sport", "2005-03-01", "Hoogervorst"),
        ("IMijpels", "Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer", "1988-03-01", ""),
        ("De Graaff-IMauta", "Binnenlandse Zaken", "1991-03-21", "Graaff-Nauta"),
        ("Korthals AItes", "Justitie", "1988-08-01", "Korthals Altes"),
        ("Maij-VVeggen", "Verkeer en Waterstaat", "1992-08-03", "Maij-Weggen"),
        ("VanDijk", "Binnenlandse Zaken", "1988-08-03", "Dijk"),
        ("Kooymans", "Buitenlandse Zaken", "1993-08-25", "Kooijmans"),
        ("Van der Reyden", "Welzijn, Volksgezondheid en Cultuur", "1985-05-14", "Reijden"),
        ("Borts-Eilers", "Volksgezondheid, Welzijn en Sport", "1999-03-24", "Borst-Eilers"),
        ("Ballin", "Justitie", "1992-12-15", "Hirsch Ballin"),
    ],
)
def test_what_scanning_and_typing_do_to_a_name_is_seen_through(printed, ministry, on, wanted):
    slug = meant(printed, "Minister", ministry, on) or meant(
        printed, "Staatssecretaris", ministry, on
    )
    assert slug
    assert own().people[slug].surname == (wanted or "Nijpels")


@pytest.mark.parametrize(
    "printed",
    [
        "Donner a.i",
        "de heer Donner",
        "mr. J.P.H. Donner",
        "Donner Justitie",
        "Donner, de minister van",
        "Piet Hein Donner",
    ],
)
def test_what_is_said_around_a_name_is_no_part_of_it(printed):
    assert meant(printed, "Minister", "Justitie", "2003-05-15") == "piet-hein-donner"


@pytest.mark.parametrize("name", [None, "van", "Minister van Buitenlandse Zaken"])
def test_where_no_name_is_printed_office_and_day_tell_the_person(name):
    assert meant(name, "Minister", "Buitenlandse Zaken", "2004-10-01") == "ben-bot"


def test_two_who_share_an_office_are_not_told_apart_without_a_name():
    on = "2004-04-21"
    ministry = "Onderwijs, Cultuur en Wetenschap"
    assert meant(None, "Staatssecretaris", ministry, on) is None
    assert meant("Rutte", "Staatssecretaris", ministry, "2005-04-21") == "mark-rutte"


def test_where_no_office_is_printed_name_and_day_tell_it_and_the_ministry_that_was_asked_helps():
    assert meant("Van den Broek", "Bewindspersoon", "onbekend", "1987-06-10")
    asked = ("financien",)
    slug = meant("Koning", "Bewindspersoon", "onbekend", "1988-07-05", asked)
    assert own().people[slug].surname == "Koning"
    assert own().people[slug].particle == ""


def test_an_answer_that_comes_some_weeks_after_the_office_ended_is_still_of_its_holder():
    assert meant("Sorgdrager", "Minister", "Justitie", "1998-08-20") == "winnie-sorgdrager"
    assert meant("Sorgdrager", "Minister", "Justitie", "2004-08-20") is None


def test_nobody_is_meant_by_a_name_that_nobody_in_office_has():
    assert meant("Toussaint", "Minister", "Buitenlandse Zaken", "1986-05-06") is None
    assert meant("Mededeling", "Bewindspersoon", "onbekend", "1993-10-15") is None


def test_names_that_a_conjunction_joins_are_each_of_somebody():
    name = "Melkert en staatssecretaris De Grave"
    verdict = answerer(name, "Minister", "onbekend", [day("1998-03-18")], frozenset(), own())
    assert {found.person for found in verdict.found} == {"ad-melkert", "frank-de-grave"}


def test_the_ministry_of_an_answer_without_one_is_that_of_the_office():
    header = Header(
        *("tk", day("1987-02-01"), day("1987-02-10")),
        addressees=[("Minister", "onbekend")],
        answerers=[("Korthals Altes", "Bewindspersoon", "onbekend")],
    )
    concluded = conclude(header, own())
    assert concluded.answerers[0].ministry == "justitie"
    assert concluded.addressees == ("justitie",)


def test_a_conclusion_says_why_and_how_sure_it_is():
    verdict = answerer(
        "Hoogerworst",
        "Minister",
        "Volksgezondheid, Welzijn en Sport",
        [day("2005-03-01")],
        frozenset(),
        own(),
    )
    assert "achternaam bijna gelijk" in verdict.found[0].reasons
    assert 70 <= verdict.found[0].confidence < 99
