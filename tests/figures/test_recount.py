"""Every figure is the one that a plain count of the rows gives, whatever the archive."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.figures.choosing import Choice
from documents.figures.crossing import cross
from documents.figures.days import session_of
from documents.figures.groups import MONTH, SESSION, YEAR, grouped
from documents.figures.reading import read
from documents.figures.subjects import most_asked
from documents.figures.table import Table
from documents.figures.waiting import waiting
from documents.figures.yearly import periods, undated
from documents.models import Document, MinistrySuccession, PartySuccession
from tests.facts_factory import Facts
from tests.figures import archive, recount
from tests.figures.recount import Plain

pytestmark = pytest.mark.django_db

Archive = tuple[Table, list[Plain], date]
PARTS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_is_the_one_that_a_plain_count_of_the_rows_gives(
    seed: int, tmp_path: Path
) -> None:
    """One archive for all checks, as making it takes longer than counting it."""
    archive.facts_of(Facts(tmp_path / "facts"))
    archive.fill(seed, 26)
    closing = Document.objects.newest_day()
    assert closing
    both = (read(), recount.cards(), closing)
    for check in (
        *(has_everything, years, sessions_and_months, names_apart, cross_table, subjects),
        groups_are_lists,
    ):
        check(both)
    for by in (YEAR, "fractie", "ministerie", "minister", "kamerlid"):
        answer_times(both, by)


def has_everything(both: Archive) -> None:
    _, cards, closing = both
    states = {"beantwoord", "open", "uitgesteld", "brief", "ingetrokken"}
    assert {card.state for card in cards} == states
    terms = {recount.term(card, closing) for card in cards}
    assert terms == {"binnen", "later", "open", "recent", "onbekend", "ingetrokken"}
    assert closing == archive.LAST
    assert any(card.asked is None for card in cards)
    assert any(len(card.parties) > 1 for card in cards)
    assert any(len(card.ministers) > 1 for card in cards)


def years(both: Archive) -> None:
    table, cards, _ = both
    counted = {
        row.label: (
            *(row.asked, row.answered, row.letter, row.postponed, row.open, row.withdrawn),
            row.replied_in,
        )
        for row in periods(table, Choice(), table.entries, YEAR)
    }
    for year, numbers in counted.items():
        some = [card for card in cards if card.asked and str(card.asked.year) == year]
        states = ("beantwoord", "brief", "uitgesteld", "open", "ingetrokken")
        assert numbers == (
            len(some),
            *(sum(card.state == state for card in some) for state in states),
            sum(card.answered is not None and str(card.answered.year) == year for card in cards),
        )
    without = sum(card.asked is None for card in cards)
    assert undated(table.entries) == without
    assert sum(numbers[0] for numbers in counted.values()) + without == len(cards)


def sessions_and_months(both: Archive) -> None:
    table, cards, _ = both
    sessions = periods(table, Choice(), table.entries, SESSION)
    days = [card.asked for card in cards if card.asked]
    for row in sessions:
        assert row.asked == sum(session_of(day) == row.choice.session for day in days)
    for row in periods(table, Choice(), table.entries, MONTH):
        assert row.asked == sum(day.month == row.choice.month for day in days)


def answer_times(both: Archive, by: str) -> None:
    table, cards, closing = both
    groups = grouped(table, Choice(), table.entries, by)
    assert {group.label for group in groups} >= {"2018"} or len(groups) > 1
    for group in groups:
        some = [card for card in cards if group_label(card, by) & {keyed(group.choice, by, table)}]
        found = waiting(group.entries)
        terms = [recount.term(card, closing) for card in some]
        assert found.cases == len(some)
        assert found.replied == sum(card.state in ("beantwoord", "brief") for card in some)
        assert found.unreplied == sum(card.state in ("open", "uitgesteld") for card in some)
        counts = (found.in_time, found.later, found.waiting, found.unknown)
        assert counts == tuple(map(terms.count, ("binnen", "later", "open", "onbekend")))
        days = (found.quarter, found.median, found.three_quarters, found.nine_tenths)
        assert days == tuple(recount.quantile(some, closing, part) for part in PARTS)
        due = terms.count("binnen") + terms.count("later") + terms.count("open")
        assert found.share == (pytest.approx(100 * terms.count("binnen") / due) if due else None)


def group_label(card: Plain, by: str) -> set[str]:
    """The groups of a kind in which a case is."""
    if by == YEAR:
        return {str(card.asked.year)} if card.asked else set()
    return {
        "fractie": lambda: recount.joined(card.parties, PartySuccession),
        "ministerie": lambda: recount.joined(card.ministries, MinistrySuccession),
        "minister": lambda: card.ministers,
        "kamerlid": lambda: card.members,
    }[by]()


def keyed(choice: Choice, by: str, table: Table) -> str:
    """The group that a choice asks for, by the word that `group_label` has."""
    if by == YEAR:
        return str(choice.year)
    slug: str = getattr(choice, by)
    if by in ("minister", "kamerlid"):
        return slug
    return table.kind({"fractie": "parties", "ministerie": "ministries"}[by]).by_slug[slug].label


def names_apart(both: Archive) -> None:
    table, cards, _ = both
    for group in grouped(table, Choice(apart=True), table.entries, "fractie"):
        assert len(group.entries) == sum(group.label in card.parties for card in cards)
        assert group.choice.cases(table) == group.entries


def cross_table(both: Archive) -> None:
    table, cards, _ = both
    found = cross(table, Choice(), table.entries, ("fractie", "ministerie"), (99, 99))
    assert len(found.rows) == 2
    for row in found.rows:
        for column, cell in zip(found.columns, row.cells, strict=True):
            party = keyed(row.group.choice, "fractie", table)
            ministry = keyed(column.choice, "ministerie", table)
            both_have = [
                card
                for card in cards
                if party in recount.joined(card.parties, PartySuccession)
                and ministry in recount.joined(card.ministries, MinistrySuccession)
            ]
            assert cell.count == len(both_have) == len(cell.choice.cases(table))


def subjects(both: Archive) -> None:
    table, cards, _ = both
    found = {label: count for label, _, count in most_asked(table, Choice(), table.entries, 99)}
    every = {topic for card in cards for topic in card.topics}
    assert found == {topic: sum(topic in card.topics for card in cards) for topic in every}


def groups_are_lists(both: Archive) -> None:
    table, _, _ = both
    for by in (YEAR, SESSION, "fractie", "ministerie", "minister", "kamerlid", "onderwerp"):
        for group in grouped(table, Choice(), table.entries, by):
            assert set(group.choice.cases(table)) == set(group.entries)


def test_reading_costs_as_many_queries_whatever_the_archive() -> None:
    counts = []
    for seed, sets in ((1, 2), (2, 12)):
        archive.fill(seed, sets)
        with CaptureQueriesContext(connection) as queries:
            read()
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16
