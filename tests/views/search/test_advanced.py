"""Advanced search: fields become a query, and a query becomes fields."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from documents.parsing import Answer, Asker, Footnote, Question
from documents.search import MAX_LENGTH, indexing
from documents.search.query.fields import compose, decompose
from documents.search.query.language import parse
from documents.search.query.tree import And, Fuzzy, Not, Or, Pattern, Phrase, Prefix, Word
from tests.factories import make_document
from tests.pages import get, main_text, titles, titles_with_all

ADDRESS = "/zoeken/uitgebreid/"


def sent(client: Client, **fields: str) -> Any:
    """The page of hits that the form leads to."""
    query = urlencode({f"veld-{name}": value for name, value in fields.items()})
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 302
    return get(client, response["Location"])


@pytest.fixture
def archive() -> None:
    make_document(
        title="de tolbrug",
        askers=(Asker("Van Loon", "Lijst Waterland"),),
        submitted=date(2021, 5, 1),
        answered=date(2021, 5, 11),
        questions=(Question(1, "Wie betaalt de oude ophaalbrug (AND dus)?"),),
        answers=(Answer((1,), "De gemeente betaalt, en de provincie niet."),),
        footnotes=(Footnote(1, "Het Veerblad."),),
    )
    make_document(
        title="de sluis",
        askers=(Asker("El Amrani", "Nieuw Midden"),),
        submitted=date(2022, 5, 1),
        answered=date(2022, 7, 11),
        questions=(Question(1, "Wie betaalt de sluis?"),),
        answers=(Answer((1,), "De provincie."),),
    )
    make_document(
        title="de dijk",
        kind="question",
        submitted=date(2023, 5, 1),
        answered=None,
        answers=(),
        questions=(Question(1, "Ophaalbrug of dijk?"),),
    )
    indexing.rebuild()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"alle": "betaalt provincie"}, ["De sluis", "De tolbrug"]),
        ({"alle": "ophaalbrug OR NOT AND"}, []),
        ({"alle": '"oude ophaalbrug" betaalt'}, ["De tolbrug"]),
        ({"alle": "(ophaalbrug) -betaalt"}, ["De tolbrug"]),
        ({"alle": "ophaal*"}, ["De dijk", "De tolbrug"]),
        ({"precies": "ophaalbrug (AND dus)"}, ["De tolbrug"]),
        ({"precies": 'de "oude ophaalbrug'}, ["De tolbrug"]),
        ({"een": "veerblad dijk"}, ["De dijk", "De tolbrug"]),
        ({"een": 'sluis "oude ophaalbrug"'}, ["De sluis", "De tolbrug"]),
        ({"alle": "ophaalbrug", "geen": "dijk zeppelin"}, ["De tolbrug"]),
        ({"alle": "betaalt", "geen": "ophaal*"}, ["De sluis"]),
        ({"alle": "betaalt", "geen": "ophaalbrig~"}, ["De sluis"]),
        ({"dichtbij": "gemeente provincie", "afstand": "4"}, ["De tolbrug"]),
        ({"dichtbij": "gemeente provincie", "afstand": "1"}, []),
        ({"vraag": "betaalt", "antwoord": "gemeente"}, ["De tolbrug"]),
        ({"antwoord": "vraag:provincie"}, []),
        ({"voetnoot": "veerblad"}, ["De tolbrug"]),
        ({"kamerlid": "el amrani"}, ["De sluis"]),
        ({"partij": "Nieuw Midden"}, ["De sluis"]),
        ({"soort": "vragen"}, ["De dijk"]),
        ({"ingezonden_van": "2022-01-01"}, ["De dijk", "De sluis"]),
        ({"ingezonden_van": "2021-05-01", "ingezonden_tot": "1-5-2021"}, ["De tolbrug"]),
        ({"dagen_van": "22"}, ["De sluis"]),
        ({"dagen_tot": "21"}, ["De tolbrug"]),
        ({}, []),
    ],
)
def test_the_fields_find_what_they_say(
    client: Client, fields: dict[str, str], expected: list[str]
) -> None:
    if fields:
        page = sent(client, **fields)
        assert sorted(titles_with_all(page)) == expected
        assert not page.xpath("//*[@role='status']")
    else:
        assert len(titles(sent(client, alle=""))) == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("archive")
def test_filters_and_order_stay_while_words_are_edited(client: Client) -> None:
    search = "/zoeken/?q=betaalt+-dijk&fractie=nieuw-midden&sortering=oudste"
    address = get(client, search).xpath("//a[text()='Uitgebreid zoeken']/@href")[0]
    fields = dict(get(client, address).xpath("//form[@class='advanced']")[0].form_values())
    assert fields["veld-alle"] == "betaalt"
    assert fields["veld-geen"] == "dijk"
    response = client.get(f"{ADDRESS}?{urlencode(fields | {'veld-alle': 'sluis'})}")
    found = parse_qs(urlsplit(response["Location"]).query)
    assert found == {"q": ["sluis -dijk"], "fractie": ["nieuw-midden"], "sortering": ["oudste"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("veld-ingezonden_van=gisteren", "«gisteren» is geen datum"),
        ("veld-ingezonden_van=2022-02-02&veld-ingezonden_tot=2021-01-01", "Het einde ligt vóór"),
        ("veld-dagen_van=9&veld-dagen_tot=3", "kies een ander aantal dagen"),
        ("veld-dagen_van=veel", "Voer een geheel getal in."),
        ("veld-dagen_van=-3", "minstens 0"),
        ("veld-afstand=900", "hoogstens 50"),
        ("veld-soort=brief", "Selecteer een geldige keuze"),
        ("veld-alle=" + "veer+" * 101, "niet meer dan 500 tekens"),
        ("veld-alle=" + "veer+" * 60 + "&veld-titel=" + "veer+" * 60, "Samen is dit te lang"),
        ("veld-alle=%00", "begreep de server niet"),
    ],
)
def test_what_is_filled_in_wrong_is_told(client: Client, query: str, message: str) -> None:
    assert message in main_text(get(client, f"{ADDRESS}?{query}", 400))


@pytest.mark.parametrize(
    "query",
    [
        "brug",
        'brug -sluis "hoge brug"',
        '(brug OR "hoge sluis") tol',
        '"brug sluis"~7',
        "titel:brug titel:sluis -dijk",
        'kamerlid:"El Amrani" soort:vragen',
        "ingezonden:2022-01-01..2022-12-31 antwoord-na:22..",
        "woord* ander~",
        "ingezonden:2022 antwoord-na:>21",
        "(brug (sluis OR dijk)) titel:(a b) vraag:x*",
        "brug OF sluis",
        "-titel:brug x:y 12:30",
        "a ( b",
        'a "b',
        "kamerlid:de vries minister:van der brug br?g",
        '"openbaar vervoer*" *centrale brug~1 10..12',
        "beantwoord:maart 2003 jaar:2003 vergaderjaar:2002-2003 antwoord-na:een maand",
        "",
    ],
)
def test_a_query_survives_the_form(query: str) -> None:
    assert meant(compose(dict(decompose(query)))) == meant(query)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("Brug NIET sluis", {"alle": "Brug", "geen": "sluis"}),
        ("de brug, -sluis", {"alle": "de", "geen": "sluis", "rest": "brug,"}),
        ("fractie:waterland Titel: 35 925", {"partij": "waterland", "titel": "35 925"}),
        ("titel:brug vraag:dijk -titel:x", {"titel": "brug", "vraag": "dijk", "rest": "-titel:x"}),
        ("(brug OF dijk) (sluis)", {"een": "brug dijk", "alle": "sluis"}),
        (
            "ingezonden:2022",
            {"ingezonden_van": date(2022, 1, 1), "ingezonden_tot": date(2022, 12, 31)},
        ),
        ("antwoord-na:>21", {"dagen_van": 22, "dagen_tot": None}),
        ("soort:antwoorden", {"soort": "antwoord"}),
        ('"brug dijk"~7', {"dichtbij": "brug dijk", "afstand": "7"}),
        ("brug OF sluis", {"rest": "brug OF sluis"}),
        ("lid:de vries br?g", {"kamerlid": '"de vries"', "alle": "br?g"}),
        (
            "ingezonden:maart 2003 beantwoord:2003",
            {
                "ingezonden_van": date(2003, 3, 1),
                "ingezonden_tot": date(2003, 3, 31),
                "rest": "beantwoord:2003",
            },
        ),
        ("titel: titel: x", {"rest": "titel: titel: x"}),
        ('titel:"brug"dijk', {"rest": 'titel:"brug"dijk'}),
        ("35 (925)", {"alle": "35", "rest": "(925)"}),
        ("", {}),
    ],
)
def test_a_query_is_spread_over_the_fields(query: str, fields: dict[str, Any]) -> None:
    assert decompose(query) == fields


def test_a_name_in_a_field_keeps_what_stands_before_it() -> None:
    query = compose({"kamerlid": "de vries", "minister": "Van 't Riet jansen", "alle": "de vries"})
    assert query == 'de vries kamerlid:"de vries" minister:"Van \'t Riet" minister:jansen'


def test_two_numbers_in_a_field_stay_two() -> None:
    query = compose({"alle": "35, 925", "titel": "35; 925", "geen": "35"})
    assert [leaf.surface for leaf in leaves_of(parse(query).tree)] == [
        "35",
        "925",
        "35",
        "925",
        "35",
    ]
    assert compose(dict(decompose(query))) == query


def leaves_of(node: Any) -> list[Any]:
    match node:
        case And(parts):
            return [leaf for part in parts for leaf in leaves_of(part)]
        case Not(part):
            return leaves_of(part)
        case Phrase((surface,), zone):
            return [Word(surface, surface, zone)]
    return [node]


def meant(query: str) -> Any:
    """What a query asks, whatever the order and the grouping of what must all be met."""
    return unordered(parse(query).tree)


def unordered(node: Any) -> Any:
    match node:
        case And(parts):
            inner = [unordered(part) for part in parts]
            flat = [one for part in inner for one in (part if isinstance(part, list) else [part])]
            return sorted(flat, key=repr)
        case Or(parts):
            return Or(tuple(map(unordered, parts)))
        case Not(part):
            return Not(unordered(part))
    return node


TYPED = st.text(st.sampled_from("abé12 \t\"'()-~*?:.,“»") | st.characters(), max_size=40)
OPERATORS = st.lists(
    st.sampled_from(["AND", "OR", "NOT", "OF", "EN", "NIET", "(", ")", '"', "-", "brug", "titel:"])
).map(" ".join)


@given(TYPED | OPERATORS)
@example("CU OM vws")
def test_whatever_is_typed_in_a_field_is_words(text: str) -> None:
    query = compose({"alle": text})
    for leaf in parts_of(query):
        assert isinstance(leaf, Word | Phrase | Prefix | Pattern | Fuzzy), query
        assert leaf.zone is None, query


@given(TYPED | OPERATORS)
def test_whatever_is_typed_as_a_phrase_is_one_phrase(text: str) -> None:
    assert all(isinstance(leaf, Phrase) for leaf in parts_of(compose({"precies": text})))


TERMS = st.sampled_from(
    [
        "brug",
        "de",
        "Vrij-Nederland",
        "sluis*",
        "dyk~",
        '"hoge brug"',
        '"de"',
        "35 925",
        "a's",
        "VWS",
        "d?jk",
        "*brug",
        "dyk~1",
        '"hoge br*"',
        "1..3",
    ]
)
ZONED = st.sampled_from(
    [
        *("titel:", "-", "Vraag: ", "kamerlid:", "-titel:", "titel:-", "ministerie:"),
        *("titel: titel:", "titel : ", "- ", "--", "titel: titel:-", "NIET ", "titel:NIET "),
    ]
)
VALUED = st.sampled_from(
    [
        *("soort:vragen", "-soort:uitstel", "ingezonden:2022", "ingezonden:2022-01-01.."),
        *(
            "antwoord-na:>21",
            "antwoord-na:7..",
            '"brug dijk"~5',
            '"a b c"~99',
            "x:y",
            "titel:",
            "a~b",
            "kamerlid:de vries",
            "-kamerlid:van 't riet",
            "lid:de lid:vries",
            "ingezonden:maart 2003",
            "beantwoord:voor 2003",
            "jaar:2003",
            "vergaderjaar:2002-2003",
            "antwoord-na:3 weken",
            "brug NEAR dijk",
            "a w/3 b",
            "brug niet dijk",
            "ingezonden:2023..2022",
            "ingezonden:2021 - 2022",
            "OF",
            "(",
            ")",
        ),
    ]
)
PARTS = st.one_of(
    TERMS,
    VALUED,
    st.tuples(ZONED, TERMS).map("".join),
    st.lists(TERMS, min_size=1, max_size=3).map(" OR ".join).map("({})".format),
    st.tuples(ZONED, TERMS, TERMS).map(lambda some: f"{some[0]}({some[1]} {some[2]})"),
)


@settings(max_examples=300)
@example(") (brug OR brug) (")
@given(st.lists(PARTS, max_size=6).map(" ".join))
def test_any_query_survives_the_form(query: str) -> None:
    # in another order others would be too many
    assume(not any("alleen bij de eerste" in told for told in parse(query).messages))
    assert meant(compose(dict(decompose(query)))) == meant(query)


@given(TYPED | OPERATORS)
def test_fields_that_were_filled_in_come_back(text: str) -> None:
    query = compose({"alle": text, "titel": text, "geen": text})
    assume(len(query) <= MAX_LENGTH)  # a longer one is refused
    assert compose(dict(decompose(query))) == query


def parts_of(query: str) -> list[Any]:
    """What must all be met; of a word with synonyms the word itself."""
    tree = parse(query).tree
    parts: Any = tree.parts if isinstance(tree, And) else [tree] if tree else []
    flat = [leaf for part in parts for leaf in (part.parts if isinstance(part, And) else [part])]
    return [without_synonyms(leaf) for leaf in flat]


def without_synonyms(node: Any) -> Any:
    match node:
        case Or((*_, Fuzzy() as fuzzy)):
            return fuzzy  # the word itself is found too
        case Or((Word(typed="") as word, *others)) if all(other.typed for other in others):
            return word
        case Or(parts) if all(getattr(part, "typed", "") for part in parts):
            return parts[0]  # 'OM' is searched by its other names alone
    return node
