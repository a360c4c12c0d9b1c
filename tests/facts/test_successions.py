"""Ministries and parties that became others, and the names under which they are printed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from .tables import Period, Row, period, periods, rows


def successors(table: str) -> dict[str, set[str]]:
    """What each became."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(table):
        found[row["old"]].add(row["new"])
    return found


def names(row: Row, columns: tuple[str, ...]) -> set[str]:
    """The names of a row in these columns."""
    return {name for column in columns for name in row[column].split(";")} - {""}


def on(day: str) -> Period:
    """A day as a period."""
    return Period(date.fromisoformat(day), date.fromisoformat(day))


def test_a_ministry_is_followed_while_one_ends_and_the_other_begins():
    lives = {row["slug"]: periods(row) for row in rows("ministries")}
    wrong = [
        (row["old"], row["new"], row["on"])
        for row in rows("ministry_successions")
        if not any(life.holds(on(row["on"]), 1) for life in lives[row["new"]])
    ]
    assert wrong == []


def test_two_ministries_of_one_name_did_not_exist_at_once():
    found = defaultdict(list)
    for row in rows("ministries"):
        found[row["name"]] += periods(row)
    for name, lives in found.items():
        ordered = sorted(lives, key=lambda life: life.first)
        for one, other in pairwise(ordered):
            assert one.shared(other) <= 1, name


def test_a_portfolio_is_housed_by_a_ministry_itself():
    housed = {row["slug"]: row["part_of"] for row in rows("ministries")}
    assert [slug for slug, house in housed.items() if house and housed[house]] == []


@pytest.mark.parametrize(
    ("printed", "day", "slug"),
    [
        ("BiZa", "1990-01-01", "binnenlandse-zaken"),
        ("BZK", "2005-01-01", "binnenlandse-zaken-en-koninkrijksrelaties"),
        ("LNV", "1995-01-01", "landbouw-natuurbeheer-en-visserij"),
        ("LNV", "2005-01-01", "landbouw-natuur-en-voedselkwaliteit"),
        ("WVC", "1990-01-01", "welzijn-volksgezondheid-en-cultuur"),
        ("OCenW", "1999-01-01", "onderwijs-cultuur-en-wetenschappen"),
        ("OCW", "2015-01-01", "onderwijs-cultuur-en-wetenschap"),
        ("V&W", "1999-01-01", "verkeer-en-waterstaat"),
        ("EL&I", "2011-01-01", "economische-zaken-landbouw-en-innovatie"),
        ("VRO", "2023-01-01", "volkshuisvesting-en-ruimtelijke-ordening-bij-bzk"),
        ("VRO", "2025-01-01", "volkshuisvesting-en-ruimtelijke-ordening"),
        ("Grote Steden- en Integratiebeleid", "2000-01-01", "grotesteden-en-integratiebeleid"),
        (
            "Nederlands-Antilliaanse Zaken",
            "1985-01-01",
            "nederlands-antilliaanse-en-arubaanse-zaken",
        ),
    ],
)
def test_a_printed_name_is_the_ministry_of_that_day(printed, day, slug):
    found = {
        row["slug"]
        for row in rows("ministries")
        if printed in names(row, ("name", "abbreviations", "other"))
        and any(life.holds(on(day)) for life in periods(row))
    }
    assert found == {slug}


def test_a_printed_name_is_of_one_party():
    owners = defaultdict(set)
    for row in rows("parties"):
        for name in names(row, ("short", "name", "other")):
            owners[name.casefold()].add(row["slug"])
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_a_party_exists_when_it_takes_over():
    lives = {row["slug"]: period(row) for row in rows("parties")}
    wrong = [
        (row["old"], row["new"])
        for row in rows("party_successions")
        if row["on"] and not lives[row["new"]].holds(on(row["on"]), 1)
    ]
    assert wrong == []
    assert {row["kind"] for row in rows("party_successions")} == {"merger", "split", "rename"}


def test_parties_that_became_one_are_known():
    became = successors("party_successions")
    for old in ("ppr", "psp", "cpn", "evp"):
        assert became[old] >= {"groenlinks"}
    assert became["rpf"] >= {"christenunie"}
    assert became["gpv"] == {"christenunie"}
    assert became["groep-wilders"] == {"pvv"}
    assert "groenlinks-pvda" in became["pvda"] & became["groenlinks"]
