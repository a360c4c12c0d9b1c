"""A set printed in each manner of source is read back as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.parsing import RawFile, parse
from documents.parsing.questionset import Kind

from . import extracted, koop, office, plain
from .compared import Loss, remains
from .made import Build, Made, sets
from .pages import Sheet

PAPER = Build(tables=False, numbered=True)
#: where a label stands for one question: what parts the questions below a joint one is lost
SINGLE = Build(tables=False, joint=False, numbered=True)
#: text whose blocks come back as they were
PLAIN = Build(tables=False)
SHEETS = st.builds(Sheet, st.integers(58, 90), st.integers(14, 60), st.booleans())


@dataclass(frozen=True)
class Paper:
    """A manner in which an extractor gives the official print."""

    write: Callable[[Made, Sheet], str]
    loss: Loss
    build: Build = PAPER


def _spaced(made: Made, sheet: Sheet) -> str:
    return extracted.pypdf(made, sheet, " ")


BESIDE = ("case_number", "topics", "summary", "pages")
EXTRACTORS = {
    "pdfminer": Paper(extracted.pdfminer, Loss(BESIDE, "words")),
    "pypdf": Paper(extracted.pypdf, Loss(BESIDE, "letters"), SINGLE),
    "pypdf with its spaces": Paper(_spaced, Loss(BESIDE, "letters"), SINGLE),
    "pdftotext -layout": Paper(extracted.pdftotext_layout, Loss(BESIDE, "words")),
    "pdftotext -raw": Paper(extracted.pdftotext_raw, Loss(BESIDE, "words")),
    "without furniture": Paper(
        extracted.seed, Loss((*BESIDE, "identifier", "session_year", "number"), "words")
    ),
}


@dataclass(frozen=True)
class Manner:
    """A manner without pages: the name of its file, what its texts may have, which kinds it has."""

    name: str
    write: Callable[[Made], bytes]
    loss: Loss = Loss()
    build: Build = Build()
    kinds: tuple[Kind, ...] = tuple(Kind)


def text(write: Callable[[Made], str]) -> Callable[[Made], bytes]:
    return lambda made: write(made).encode()


ANSWERED = (Kind.ANSWER, Kind.POSTPONEMENT)
NO_IMPRINT = ("identifier", "session_year", "number")
MANNERS = {
    "officielebekendmakingen.nl": Manner(
        "site.txt", text(plain.officielebekendmakingen), Loss(BESIDE), PLAIN
    ),
    "tweedekamer.nl": Manner("tk.txt", text(plain.tweedekamer), Loss(NO_IMPRINT), Build(tables=False, joint=False)),
    "a letter of the registry": Manner(
        "ah.txt", text(plain.ah_letter), Loss(("identifier", "session_year")), PLAIN, ANSWERED
    ),
    "a ministry's letter": Manner(
        "brief.txt", text(plain.ministry_letter), Loss((*NO_IMPRINT, "see_also")), PLAIN, (Kind.ANSWER,)
    ),
    "markdown": Manner("vragen.md", text(plain.markdown), Loss((*NO_IMPRINT, "case_number")), PLAIN),
    "KOOP XML": Manner("vragen.xml", text(koop.xml)),
    "KOOP XML of before 2010": Manner(
        "oud.xml", text(koop.old_xml), Loss(("topics",)), Build(tables=False, lists=False)
    ),
    "KOOP HTML": Manner("vragen.html", text(koop.html)),
    "ODT": Manner("vragen.odt", office.odt, Loss(BESIDE)),
    "Word": Manner("vragen.docx", office.docx, Loss(("identifier", "session_year"))),
}


def check(name: str, data: bytes, made: Made, loss: Loss) -> None:
    result = parse(RawFile(name, data))
    assert result.set is not None, result.problems
    assert remains(result.set, loss) == remains(made.set, loss)


@pytest.mark.parametrize("extractor", EXTRACTORS)
@given(data=st.data(), sheet=SHEETS)
def test_the_official_print_is_read_back_from_every_extractor(
    extractor: str, data: st.DataObject, sheet: Sheet
) -> None:
    manner = EXTRACTORS[extractor]
    made = data.draw(sets(manner.build))
    check("vragen.txt", manner.write(made, sheet).encode(), made, manner.loss)


@pytest.mark.parametrize("manner", MANNERS)
@given(data=st.data())
def test_a_source_without_pages_is_read_back(manner: str, data: st.DataObject) -> None:
    source = MANNERS[manner]
    made = data.draw(sets(source.build, source.kinds))
    check(source.name, source.write(made), made, source.loss)
