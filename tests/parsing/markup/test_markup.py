"""What marked-up formats share: cells that span, powers and indices."""

from __future__ import annotations

import pytest

from documents.parsing.markup.flowing import Script, written
from documents.parsing.markup.grid import MOST_COLUMNS, Cell, laid_out


def test_what_a_cell_covers_is_empty_and_others_keep_their_column() -> None:
    rows = [
        [Cell("a", across=2, down=2), Cell("b")],
        [Cell("c")],
        [Cell("d"), Cell("e", column=2)],
    ]
    assert laid_out(rows) == [["a", "", "b"], ["", "", "c"], ["d", "", "e"]]


def test_a_cell_that_claims_to_span_without_end_is_bounded() -> None:
    [first, second] = laid_out([[Cell("a", 10**6, 10**6)], [Cell("b")]])
    assert len(first) == MOST_COLUMNS
    assert second.count("") >= MOST_COLUMNS - 1


@pytest.mark.parametrize(
    ("before", "raised", "text"),
    [
        ("10", "6", "10⁶"),
        ("10", "-3", "10⁻³"),
        ("4 m", "2", "4 m²"),
        ("5 µg/m", "3", "5 µg/m³"),
        ("x", "2", "x²"),
        ("2", "n", "2ⁿ"),
        ("2", "x", "2^x"),
        ("de 1", "e", "de 1e"),
        ("de 2", "de", "de 2de"),
        ("Merk", "TM", "Merk™"),
        ("het bericht", "1", "het bericht1"),  # a mark, for the passes over footnotes
        ("gelezen?", "12", "gelezen?12"),
        ("in 2019", "3", "in 2019³"),
    ],
)
def test_raised_letters(before: str, raised: str, text: str) -> None:
    assert written([before, Script(raised, up=True)]) == text


@pytest.mark.parametrize(
    ("before", "lowered", "text"),
    [
        ("CO", "2", "CO₂"),
        ("PM", "2,5", "PM₂,₅"),
        ("NO", "x", "NOₓ"),
        ("L", "den", "L_den"),
        ("een ", "klein", "een klein"),
    ],
)
def test_lowered_letters(before: str, lowered: str, text: str) -> None:
    assert written([before, Script(lowered, up=False)]) == text


def test_runs_that_a_program_parted_are_one_power() -> None:
    assert written(["10", Script("1", up=True), Script("2", up=True), " kilo"]) == "10¹² kilo"
