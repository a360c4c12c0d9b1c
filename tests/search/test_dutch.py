"""The analysis of Dutch: which words belong together, and where each stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search import dutch


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("veerpont", "veerponten"),
        ("maatregel", "maatregelen"),
        ("brug", "bruggen"),
        ("brief", "brieven"),
        ("huis", "huizen"),
        ("Coördinatie", "coordinatie"),
        ("coördinatie", "coo\u0308rdinatie"),
        ("vragen", "gevraagd"),
        ("geven", "gaf"),
        ("stad", "steden"),
        ("lid", "leden"),
        ("mogelijkheid", "mogelijkheden"),
        ("zwaar", "zwaardere"),
        ("aanbieden", "aangeboden"),
        ("toenemen", "toenemende"),
        ("huis", "huisje"),
        ("sector", "sectoren"),
        ("parkeerplaats", "parkeerplaatsen"),
        ("veerdienstregeling", "veerdienstregelingen"),
        ("coördineren", "coordineert"),
        ("ideeën", "idee"),
        ("foto", "foto's"),
        ("foto's", "foto’s"),
        ("regio’s", "regio"),
        ("mln", "miljoen"),
        ("65+", "65-plussers"),
        ("e-mail", "email"),
        ("IMVO-wetgeving", "imvowetgeving"),
        ("voet\u00adganger", "voetganger"),
        ("ﬁets", "fiets"),
        ("ĳs", "ijs"),
        ("CAFÉ", "cafe"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert dutch.wholes(one)[0].stem == dutch.wholes(other)[0].stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bank", "band"),
        ("minister", "ministerie"),
        ("organisatie", "orgaan"),
        ("politie", "politiek"),
        ("staat", "straat"),
        ("gemeente", "gemeen"),
        ("boot", "bot"),
        ("lid", "lijden"),
        ("reden", "redden"),
        ("ruimte", "ruim"),
        ("brug", "burg"),
        ("vriezen", "vries"),
        ("velsen", "velzen"),
        ("325", "3255"),
    ],
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert dutch.wholes(one)[0].stem != dutch.wholes(other)[0].stem


def test_stop_words_have_a_place_but_no_stem() -> None:
    found = [(token.place, token.surface, token.stem) for token in dutch.tokens("De brug van hout")]
    assert found == [(0, "de", ""), (1, "brug", "brug"), (2, "van", ""), (3, "hout", "hout")]


def test_parts_of_a_compound_stand_next_to_each_other() -> None:
    found = [(token.place, token.surface) for token in dutch.tokens("de IMVO-wetgeving komt")]
    assert found == [
        (0, "de"),
        (1, "imvowetgeving"),
        (1, "imvo"),
        (2, "wetgeving"),
        (3, "komt"),
    ]


def test_groups_of_a_number_are_also_one_number() -> None:
    assert [t.surface for t in dutch.tokens("35 925")] == ["35925", "35", "925"]
    assert [t.surface for t in dutch.tokens("1.000.000")] == ["1000000", "1", "000", "000"]
    assert [t.surface for t in dutch.tokens("in 1998 300")] == ["in", "1998", "300"]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("COVID-19", ["covid19", "covid", "19"]),
        ("«brug» ‘hout’", ["brug", "hout"]),
        ("d’r foto’s", ["d'r", "foto's"]),
        ("het I&W-beleid", ["het", "i&w", "i", "w", "beleid"]),
        ("OC&W", ["oc&w", "oc", "w"]),
        ("http://x.nl/?a&b&c", ["http", "x", "nl", "a", "b", "c"]),
        ("i & w", ["i", "w"]),
        ("[1] (2)", ["1", "2"]),
        ("2,5 miljoen", ["2,5", "miljoen"]),
        ("€ 1.000,50 of 1.000,00", ["euro", "1000,50", "of", "1000"]),
        ("f 10 miljoen", ["gulden", "f", "10", "miljoen"]),
        ("2.5 en 1.2.3", ["2,5", "2", "5", "en", "1", "2", "3"]),
        ("vragen 1,2,3", ["vragen", "1", "2", "3"]),
        ("50% en 50 procent", ["50%", "50", "procent", "en", "50%", "50", "procent"]),
        ("65+ en 65-plus", ["65plus", "65", "plus", "en", "65plus", "65", "plus"]),
        ("2+2 en a%20b", ["2", "2", "en", "a", "20b"]),
        ("de A.O.W. en AOW", ["de", "a", "o", "w", "aow", "en", "aow"]),
        ("www.a.b.nl", ["www", "a", "b", "nl"]),
        ("D'66 en D66", ["d66", "en", "d66"]),
        ("D 66", ["d66", "d", "66"]),
        ("F 1.000 en F 2,5", ["f", "1000", "1", "000", "en", "f", "2,5"]),
    ],
)
def test_codes_quotation_marks_and_apostrophes(text: str, surfaces: list[str]) -> None:
    assert [token.surface for token in dutch.tokens(text)] == surfaces


@pytest.mark.parametrize("name", ["emmen", "ommen", "lingen", "swalmen"])
def test_a_short_name_that_looks_like_a_plural_is_its_own_stem(name: str) -> None:
    assert dutch.stem(name) == name


@pytest.mark.parametrize("name", ["cohen", "velzen", "wolfsen", "aartsen", "opstelten"])
def test_a_surname_that_is_no_form_of_a_word_is_its_own_stem(name: str) -> None:
    assert dutch.stem(name) == name


@pytest.mark.parametrize(
    ("surname", "stem"), [("bruggen", "brug"), ("leeuwen", "leeuw"), ("schippers", "schipper")]
)
def test_a_surname_that_is_a_form_of_a_word_has_the_stem_of_that(surname: str, stem: str) -> None:
    assert dutch.stem(surname) == stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A.O.W.-uitkering", ["aow", "uitkering"]),
        ("65+ 50% 2,5%", ["65", "plus", "50", "procent", "2,5", "procent"]),
    ],
)
def test_a_phrase_has_one_word_a_place(text: str, words: list[str]) -> None:
    assert [token.surface for token in dutch.places(text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A.O.W.", ["aow"]),
        ("50%", ["50%"]),
        ("2,5", ["2,5"]),
        ("€1.000", ["1000"]),
        ("65+", ["65plus"]),
        ("D 66", ["d66"]),
    ],
)
def test_what_is_typed_as_one_is_one_word(text: str, words: list[str]) -> None:
    assert [token.surface for token in dutch.wholes(text)] == words


def test_a_code_keeps_its_figures() -> None:
    assert dutch.stem("covid19") == "covid19"
    assert dutch.stem("2022z17084") == "2022z17084"


@pytest.mark.parametrize(("raised", "plain"), [("CO₂", "CO2"), ("m²", "m2"), ("NOₓ", "NOx")])
def test_an_index_or_power_is_found_as_it_is_typed_on_a_line(raised: str, plain: str) -> None:
    assert [t.surface for t in dutch.tokens(raised)] == [t.surface for t in dutch.tokens(plain)]


def test_footnote_marks_are_no_words() -> None:
    assert [t.surface for t in dutch.tokens("brug[^12] hout")] == ["brug", "hout"]


@given(st.text(max_size=200))
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    found = list(dutch.tokens(text))
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.place for token in found] == sorted(token.place for token in found)
    assert all(len(token.surface) <= dutch.LONGEST_WORD * 4 for token in found)


@given(st.text(max_size=80))
def test_what_is_folded_stays_so(text: str) -> None:
    assert dutch.folded(dutch.folded(text)) == dutch.folded(text)


@given(st.text(max_size=dutch.LONGEST_WORD), st.text("aeidstngr'", max_size=16))
def test_any_word_has_a_stem(text: str, word: str) -> None:
    for surface in (dutch.folded(text), word):
        assert bool(dutch.stem(surface)) is bool(surface)


def test_an_endless_word_is_cut() -> None:
    assert len(next(dutch.tokens("a" * 20_000)).surface) == dutch.LONGEST_WORD
