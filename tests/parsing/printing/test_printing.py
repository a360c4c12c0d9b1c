"""A set printed in each manner of source is read back as it was.

Few examples, always the same, are tried with the other tests; many others by hand, with

    .venv/bin/python -m pytest tests/parsing/printing --hypothesis-profile=long
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from documents.parsing import RawFile, parse
from documents.parsing.questionset import Kind

from . import extracted, koop, office, plain
from .compared import Loss, remains
from .made import Build, Made, sets
from .pages import Sheet
from .wear import Wear

ALL, ANY = Loss(), Build()
PAPER = Build(tables=False, numbered=True)
#: where a label stands for one question: what parts the questions below a joint one is lost
SINGLE = Build(tables=False, joint=False, numbered=True)
#: text whose blocks come back as they were
PLAIN = Build(tables=False)
#: questions that no label parts
ASKED = Build(tables=False, paragraphs=1)
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
    write: Callable[[Made], str | bytes]
    loss: Loss = ALL
    build: Build = ANY
    kinds: tuple[Kind, ...] = tuple(Kind)


ANSWERED = (Kind.ANSWER, Kind.POSTPONEMENT)
NO_IMPRINT = ("identifier", "session_year", "number")
MANNERS = {
    "officielebekendmakingen.nl": Manner(
        "site.txt", plain.officielebekendmakingen, Loss(BESIDE), PLAIN
    ),
    "tweedekamer.nl": Manner(
        "tk.txt", plain.tweedekamer, Loss(NO_IMPRINT), Build(tables=False, joint=False)
    ),
    "a letter of the registry": Manner(
        "ah.txt", plain.ah_letter, Loss(("identifier", "session_year")), PLAIN, ANSWERED
    ),
    "a ministry's letter": Manner(
        "brief.txt",
        plain.ministry_letter,
        Loss((*NO_IMPRINT, "see_also")),
        PLAIN,
        (Kind.ANSWER,),
    ),
    "markdown": Manner("vragen.md", plain.markdown, Loss((*NO_IMPRINT, "case_number")), PLAIN),
    "markdown of a PDF": Manner(
        "pdf.md", plain.markdown_of_pdf, Loss((*NO_IMPRINT, "case_number")), PLAIN
    ),
    "a party's site": Manner(
        "partij.txt",
        plain.party_site,
        Loss(("identifier", "session_year", "case_number")),
        ASKED,
        (Kind.QUESTION,),
    ),
    "KOOP XML": Manner("vragen.xml", koop.xml),
    "KOOP XML of before 2010": Manner(
        "oud.xml", koop.old_xml, Loss(("topics",)), Build(tables=False, lists=False)
    ),
    "KOOP HTML": Manner("vragen.html", koop.html),
    "ODT": Manner("vragen.odt", office.odt, Loss(BESIDE)),
    "Word that numbers": Manner(
        "vragen.docx",
        office.docx_numbered,
        Loss(("identifier", "session_year")),
        ASKED,
        (Kind.QUESTION,),
    ),
    "Word": Manner("vragen.docx", office.docx, Loss(("identifier", "session_year"))),
}


WEARS = st.builds(
    Wear,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", " ", "\u00a0"]),
    st.integers(1, 3),
    st.booleans(),
)
#: few examples, always the same and not made smaller, but where a profile is chosen by hand
PHASES = (Phase.explicit, Phase.generate)
FEW = settings(max_examples=6, derandomize=True, phases=PHASES)
BOUNDED = FEW if settings.get_current_profile_name() == "tests" else settings()


def check(name: str, data: bytes, made: Made, loss: Loss) -> None:
    result = parse(RawFile(name, data))
    assert result.set is not None, result.problems
    assert remains(result.set, loss) == remains(made.set, loss)


@pytest.mark.parametrize("extractor", EXTRACTORS)
@BOUNDED
@given(data=st.data(), sheet=SHEETS, wear=WEARS)
def test_the_official_print_is_read_back_from_every_extractor(
    extractor: str, data: st.DataObject, sheet: Sheet, wear: Wear
) -> None:
    manner = EXTRACTORS[extractor]
    made = data.draw(sets(manner.build))
    check("vragen.txt", wear.on(manner.write(made, sheet)), made, manner.loss)


@pytest.mark.parametrize("manner", MANNERS)
@BOUNDED
@given(data=st.data(), wear=WEARS)
def test_a_source_without_pages_is_read_back(manner: str, data: st.DataObject, wear: Wear) -> None:
    source = MANNERS[manner]
    made = data.draw(sets(source.build, source.kinds))
    printed = source.write(made)
    check(source.name, wear.on(printed) if isinstance(printed, str) else printed, made, source.loss)
