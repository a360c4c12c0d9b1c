"""The tables of government say one thing, and say it of people and ministries that exist."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations, pairwise

import pytest

from .tables import FACTS, Period, Row, period, periods, rows, slugs

#: What each table is sorted by.
SORTED = {
    "people": ("slug",),
    "offices": ("person", "from"),
    "cabinets": ("slug", "from"),
    "ministries": ("slug",),
    "ministry_successions": ("old", "on"),
    "parties": ("slug",),
    "party_successions": ("old", "on"),
}
REFERENCES = [
    ("offices", "person", "people"),
    ("offices", "ministry", "ministries"),
    ("offices", "cabinet", "cabinets"),
    ("ministries", "part_of", "ministries"),
    ("ministry_successions", "old", "ministries"),
    ("ministry_successions", "new", "ministries"),
    ("party_successions", "old", "parties"),
    ("party_successions", "new", "parties"),
]
#: A minister without a ministry beside the minister of that name, in the summer of 2025.
TOGETHER = {("minister", "asiel-en-migratie")}
#: The days in which one minister hands over to the next.
HANDOVER = 5


def office(row: Row) -> str:
    """An office as a failing test shows it."""
    return " ".join(row[name] for name in ("person", "role", "ministry", "from", "to"))


def of_each(names: tuple[str, ...]) -> dict[tuple[str, ...], list[Row]]:
    """The offices by what these columns say."""
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows("offices"):
        found[tuple(row[name] for name in names)].append(row)
    return found


@pytest.mark.parametrize("name", SORTED)
def test_a_table_is_sorted_and_each_row_names_its_source(name):
    found = rows(name)
    keys = [tuple(row[column] for column in SORTED[name]) for row in found]
    assert keys == sorted(keys)
    assert [row for row in found if not row["source"].strip()] == []


@pytest.mark.parametrize("name", SORTED)
def test_a_table_is_text_that_any_program_reads_alike(name):
    raw = (FACTS / f"{name}.csv").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    cells = [cell for row in rows(name) for cell in row.values()]
    assert [cell for cell in cells if cell != cell.strip() or "�" in cell] == []


@pytest.mark.parametrize(("table", "column", "other"), REFERENCES)
def test_what_a_row_refers_to_exists(table, column, other):
    assert {row[column] for row in rows(table)} - {""} <= slugs(other)


@pytest.mark.parametrize("name", ["people", "cabinets", "ministries", "parties"])
def test_a_slug_is_of_one_row(name):
    assert len(slugs(name)) == len(rows(name))


@pytest.mark.parametrize("name", ["offices", "cabinets", "parties"])
def test_a_period_ends_after_it_began(name):
    assert [row for row in rows(name) if period(row).first > period(row).last] == []


def test_one_human_being_is_one_row():
    columns = ("surname", "particle", "initials", "first_name")
    # of a surname alone there may be several, told apart by their parties and their days
    told_apart = [row for row in rows("people") if row["initials"] or row["first_name"]]
    chambers = {seat["person"]: seat["chamber"] for seat in rows("seats")}
    seen = [(*(r[column] for column in columns), chambers.get(r["slug"])) for r in told_apart]
    assert len(set(seen)) == len(seen)


def test_a_surname_stands_without_its_particle():
    assert [
        row["slug"] for row in rows("people") if row["surname"].startswith(("van ", "de "))
    ] == []
    in_office = {row["person"] for row in rows("offices")}
    assert [
        row["slug"]
        for row in rows("people")
        if row["slug"] in in_office and not row["initials"].endswith(".")
    ] == []


def test_everyone_in_the_table_of_offices_has_a_role_that_exists():
    assert {row["role"] for row in rows("offices")} == {
        "minister-president",
        "minister",
        "staatssecretaris",
    }
    assert {row["acting"] for row in rows("offices")} == {"", "1"}


def test_an_office_lies_in_its_cabinet():
    cabinets = {row["slug"]: period(row) for row in rows("cabinets")}
    outside = [
        office(row) for row in rows("offices") if not cabinets[row["cabinet"]].holds(period(row), 4)
    ]
    assert outside == []


def test_an_office_lies_in_the_life_of_its_ministry():
    lives = {row["slug"]: periods(row) for row in rows("ministries")}
    outside = [
        office(row)
        for row in rows("offices")
        if not any(life.holds(period(row), 1) for life in lives[row["ministry"]])
    ]
    assert outside == []


def test_a_ministry_has_one_minister_at_a_time():
    double = []
    for key, found in of_each(("role", "ministry")).items():
        if key[0] == "staatssecretaris" or key in TOGETHER:
            continue
        regular = [row for row in found if not row["acting"]]
        double += [
            (office(one), office(other))
            for one, other in combinations(regular, 2)
            if period(one).shared(period(other)) > HANDOVER
        ]
    assert double == []


def test_nobody_holds_one_office_twice():
    double = [
        (office(one), office(other))
        for found in of_each(("person", "role", "ministry", "portfolio")).values()
        for one, other in combinations(found, 2)
        if period(one).shared(period(other)) > 1
    ]
    assert double == []


def test_nobody_is_minister_and_state_secretary_at_once():
    double = []
    for found in of_each(("person",)).values():
        for one, other in combinations(found, 2):
            mixed = "staatssecretaris" in {one["role"], other["role"]}
            regular = not one["acting"] and not other["acting"]
            if mixed and regular and one["role"] != other["role"]:
                double += [(office(one), office(other))] * (period(one).shared(period(other)) > 1)
    assert double == []


def test_cabinets_follow_each_other_without_a_gap():
    ordered = sorted(rows("cabinets"), key=lambda row: row["from"])
    assert [
        (one["slug"], other["slug"])
        for one, other in pairwise(ordered)
        if one["to"] != other["from"]
    ] == []
    assert ordered[-1]["to"] == ""


def test_a_cabinet_resigned_before_it_left():
    for row in rows("cabinets"):
        if row["demissionary_from"]:
            day = date.fromisoformat(row["demissionary_from"])
            assert period(row).holds(Period(day, day)), row["slug"]


def test_there_is_one_prime_minister_on_every_day():
    found = sorted(
        (row for row in rows("offices") if row["role"] == "minister-president"),
        key=lambda row: row["from"],
    )
    assert [office(one) for one, other in pairwise(found) if one["to"] != other["from"]] == []


@pytest.mark.parametrize(
    ("day", "ministry", "surname"),
    [
        ("1985-05-01", "justitie", "Korthals Altes"),
        ("1987-04-01", "binnenlandse-zaken", "Koning"),
        ("1994-01-12", "binnenlandse-zaken", "Hirsch Ballin"),
        ("1999-03-01", "sociale-zaken-en-werkgelegenheid", "Vries"),
        ("2002-11-01", "economische-zaken", "Hoogervorst"),
        ("2005-02-01", "vreemdelingenzaken-en-integratie", "Verdonk"),
        ("2015-03-15", "veiligheid-en-justitie", "Blok"),
        ("2020-05-01", "medische-zorg-en-sport", "Rijn"),
        ("2025-08-30", "onderwijs-cultuur-en-wetenschap", "Hermans"),
    ],
)
def test_the_minister_of_a_day_is_who_answered_then(day, ministry, surname):
    at = date.fromisoformat(day)
    names = {row["slug"]: row["surname"] for row in rows("people")}
    found = {
        names[row["person"]]
        for row in rows("offices")
        if row["ministry"] == ministry
        and row["role"] == "minister"
        and period(row).holds(Period(at, at))
    }
    assert found == {surname}


def test_people_of_one_surname_stay_apart():
    offices = defaultdict(set)
    for row in rows("offices"):
        offices[row["person"]].add(row["from"])
    de_vries = {
        row["initials"]
        for row in rows("people")
        if (row["surname"], row["particle"]) == ("Vries", "de")
        and any("1989" <= day < "2011" for day in offices[row["slug"]])
    }
    assert de_vries == {"B.", "K.G.", "G.M.", "J.M.", "J.G."}


def test_who_came_back_is_one_person():
    cabinets = defaultdict(set)
    for row in rows("offices"):
        cabinets[row["person"]].add(row["cabinet"])
    assert cabinets["pieter-winsemius"] == {"lubbers-i", "balkenende-iii"}
    assert cabinets["ank-bijleveld-schouten"] == {"balkenende-iv", "rutte-iii"}
    assert cabinets["ernst-hirsch-ballin"] == {"lubbers-iii", "balkenende-iii", "balkenende-iv"}
