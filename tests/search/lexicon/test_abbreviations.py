"""Abbreviations that a text explains."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.lexicon.abbreviations import explained


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Bij een algemene maatregel van bestuur (AMvB) wordt dat geregeld.",
            ["amvb=algemene maatregel van bestuur"],
        ),
        ("de Dienst Waterwegen en Bruggen (DWB)", ["dwb=dienst waterwegen en bruggen"]),
        ("de hogesnelheidslijn (HSL)", ["hsl=hogesnelheidslijn"]),
        ("het midden- en kleinbedrijf (MKB)", ["mkb=midden en kleinbedrijf"]),
        ("het Waterlands Overleg (W.O.)", ["wo=waterlands overleg"]),
        (
            "de Raad voor Bruggen (RB) en de Raad voor Dijken (RD)",
            ["rb=raad voor bruggen", "rd=raad voor dijken"],
        ),
        ("de brug (VVD) en de sluis (1)", []),
        ("de brug. De sluis (DBDS)", []),
        ("een brief (brief)", []),
        ("PvdA (PvdA)", []),
        ("(AMvB)", []),
    ],
)
def test_the_words_right_before_explain_it(text: str, pairs: list[str]) -> None:
    assert list(explained(text)) == pairs


@given(st.lists(st.sampled_from(["(AB)", "(", ")", "a b", "An", "-", " ", "bc-", "(ABCABCAB)"])))
def test_any_text_can_be_read(pieces: list[str]) -> None:
    assert all(pair.count("=") == 1 for pair in explained(" ".join(pieces)))
