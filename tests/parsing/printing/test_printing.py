"""A set printed in each manner of source is read back as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.parsing import RawFile, parse
from documents.parsing.questionset import Kind

from . import extracted
from .compared import Loss, remains
from .made import Build, Made, sets
from .pages import Sheet

PAPER = Build(tables=False)
SHEETS = st.builds(Sheet, st.integers(58, 90), st.integers(14, 60), st.booleans())


@dataclass(frozen=True)
class Paper:
    """A manner in which an extractor gives the official print."""

    write: Callable[[Made, Sheet], str]
    loss: Loss


def _spaced(made: Made, sheet: Sheet) -> str:
    return extracted.pypdf(made, sheet, " ")


BESIDE = ("case_number", "topics", "summary", "pages")
EXTRACTORS = {
    "pdfminer": Paper(extracted.pdfminer, Loss(BESIDE, "words")),
    "pypdf": Paper(extracted.pypdf, Loss(BESIDE, "letters")),
    "pypdf with its spaces": Paper(_spaced, Loss(BESIDE, "letters")),
    "pdftotext -layout": Paper(extracted.pdftotext_layout, Loss(BESIDE, "words")),
    "pdftotext -raw": Paper(extracted.pdftotext_raw, Loss(BESIDE, "words")),
    "without furniture": Paper(
        extracted.seed, Loss((*BESIDE, "identifier", "session_year", "number"), "words")
    ),
}


def check(name: str, data: bytes, made: Made, loss: Loss) -> None:
    result = parse(RawFile(name, data))
    assert result.set is not None, result.problems
    assert remains(result.set, loss) == remains(made.set, loss)


@pytest.mark.parametrize("extractor", EXTRACTORS)
@given(made=sets(PAPER), sheet=SHEETS)
def test_the_official_print_is_read_back_from_every_extractor(
    extractor: str, made: Made, sheet: Sheet
) -> None:
    manner = EXTRACTORS[extractor]
    check("vragen.txt", manner.write(made, sheet).encode(), made, manner.loss)
