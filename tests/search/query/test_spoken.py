"""A query as it was read, in Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.search.query.language import parse
from documents.search.query.spoken import Line, in_words
from tests.search.query.test_reading_and_writing import STOPPED, TEXTS, TREES

FORMS = ", ook in andere vormen en in samenstellingen"


def shown(lines: Iterable[Line], depth: int = 0) -> Iterator[str]:
    for line in lines:
        yield f"{'  ' * depth}{line.text}"
        yield from shown(line.parts, depth + 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", []),
        ("bruggen", [f"«bruggen»{FORMS}"]),
        ("titel:brug", [f"«brug»{FORMS}, in de titel"]),
        ("de", ["het woord «de»"]),
        ("brug -dijk", [f"«brug»{FORMS}", f"niet: «dijk»{FORMS}"]),
        (
            "-(brug OF dijk)",
            ["niet:", "  ten minste één hiervan:", f"    «brug»{FORMS}", f"    «dijk»{FORMS}"],
        ),
        (
            "sluis OF (brug EN dijk)",
            [
                "ten minste één hiervan:",
                f"  «sluis»{FORMS}",
                "  dit alles:",
                f"    «brug»{FORMS}",
                f"    «dijk»{FORMS}",
            ],
        ),
        ("VWS", [f"«VWS»{FORMS}; ook «Volksgezondheid, Welzijn en Sport»"]),
        ('"brug"', ["precies «brug»"]),
        ('"de brug"', ["precies deze woorden naast elkaar: «de brug»"]),
        (
            '"de brug*"',
            [
                "precies deze woorden naast elkaar: «de brug*» (een * is elk aantal letters)",
            ],
        ),
        (
            "brug NEAR/3 dijk",
            [
                "dicht bij elkaar, met ten hoogste 3 andere woorden ertussen: «brug», «dijk», ook"
                " in andere vormen"
            ],
        ),
        ("water*", ["woorden die beginnen met «water»"]),
        ("br?g", ["woorden als «br?g» (een ? is één letter)"]),
        ("10..12", ["een getal van 10 tot en met 12"]),
        (
            "brug~1",
            [
                f"«brug»{FORMS}; ook woorden die bijna zo gespeld zijn, met ten hoogste 1 letter"
                " verschil"
            ],
        ),
        (
            "kamerlid:de waterman",
            [
                "precies deze woorden naast elkaar: «de waterman», in de naam van een Kamerlid",
            ],
        ),
        ("minister:zomer", ["precies «zomer», in de naam van een bewindspersoon"]),
        ("ingezonden:15 maart 2003", ["ingezonden op 15 maart 2003"]),
        ("beantwoord:2003", ["beantwoord van 1 januari 2003 tot en met 31 december 2003"]),
        ("jaar:>2003", ["met een datum op of na 1 januari 2004"]),
        ("ingezonden:voor 2003", ["ingezonden op of voor 31 december 2002"]),
        ("antwoord-na:>21", ["beantwoord na ten minste 22 dagen"]),
        ("antwoord-na:1", ["beantwoord na 1 dag"]),
        ("antwoord-na:3 weken", ["beantwoord na 21 tot en met 27 dagen"]),
        ("antwoord-na:<7", ["beantwoord na ten hoogste 6 dagen"]),
        ("soort:vragen status:open", ["soort: Vragen", "status: Open"]),
        ("vergaderjaar:2002/03", ["vergaderjaar 2002-2003"]),
    ],
)
def test_a_query_is_said_in_dutch(typed: str, said: list[str]) -> None:
    assert list(shown(in_words(parse(typed).tree))) == said


@settings(max_examples=300)
@given(TREES | STOPPED | TEXTS.map(lambda text: parse(text).tree))
def test_every_tree_can_be_said(tree: object) -> None:
    lines = in_words(tree)  # type: ignore[arg-type]
    assert bool(lines) == (tree is not None)
    for text in shown(lines):
        assert text.strip()
        assert "None" not in text
        assert "Zone." not in text


@given(st.sampled_from(["brug", "titel:dijk", "(a OF b) -c", "jaar:2003", "br?g"]))
def test_what_is_excluded_is_said_to_be(part: str) -> None:
    said = list(shown(in_words(parse(f"-({part})").tree)))
    assert said[0].startswith("niet:")
