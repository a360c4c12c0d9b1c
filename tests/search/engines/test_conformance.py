"""Every engine finds the same documents for the same query, and these are the right ones.

What is right, `reference` says, which looks at each document in turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from documents.models import Case, Document
from documents.parsing import Addressee, Answer, Answerer, Asker, Footnote, Note, Question
from documents.search import facets
from documents.search.contents import BATCH, batches, read
from documents.search.dutch import stem
from documents.search.engines import Conditions, Engine, folder, postgres
from documents.search.engines.base import ASKED, FEW, NEWEST, OLDEST, QUICKEST, RELEVANCE, SLOWEST
from documents.search.facets import Derived, Facet
from documents.search.query.intent.widening import widened
from documents.search.query.language import parse
from documents.search.query.tree import (
    And,
    Answered,
    Apart,
    Between,
    Dated,
    Delay,
    Fuzzy,
    Near,
    Node,
    Not,
    OfKind,
    OfState,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Submitted,
    Word,
)
from documents.search.zones import Zone
from tests.factories import make_document
from tests.plain import telling

from ..reference import Reference

pytestmark = pytest.mark.django_db

#: A document far longer than PostgreSQL's own phrase search can see to the end of: places stop at
#: 16383 there, and so do more than 256 places of one word.
LONG = " ".join(f"Het peil van kanaal {n} daalt." for n in range(4_000)) + " De kademuur bezweek."


def make_archive() -> dict[int, str]:
    """Invented documents, each with words of its own; gives the short name of each."""
    made = {
        "lang": _document(answers=[LONG], title="het waterpeil", submitted=(2020, 1, 6)),
        "veer": _document(
            title="de veerpont bij Oudewaarde",
            questions=["Kent u het bericht over de kade?[^1]", "Wanneer vaart de pont weer?"],
            answers=["Ja. De pont vaart weer zodra de brug klaar is."],
            footnotes=["Waterlandse Courant, 3 januari 2021"],
            submitted=(2021, 1, 4),
            answered=(2021, 2, 1),
        ),
        "brug": _document(
            title="de brug over de Wetering",
            questions=["Wie betaalt de coördinatie van de bruggen en de reëel geraamde kosten?"],
            answers=["De gemeente betaalt, na overleg over het IMVO-convenant en COVID-19."],
            askers=[("El Amrani", "Nieuw Midden"), ("Van Loon", "Lijst Waterland")],
            portfolio="Tolzaken",
            minister="Zomer",
            submitted=(2021, 11, 1),
            answered=(2022, 3, 1),
        ),
        "sluis": _document(
            kind="question",
            title="een sluis zonder wachter",
            questions=["Klopt <b>dit</b> over de brug & de sluis? Zie 35 925, nr. 12."],
            notes=["Aanvulling op vragen over de sluisdeuren."],
            submitted=(2022, 9, 9),
        ),
        "dijk": _document(
            title="de dijk",
            questions=["Hoe hoog is de dijk bij de zee- en rivierdijken van Oudewaarde?"],
            answers=["Hoog genoeg. De zeedijk is het hoogst."],
            topics=["Waterkering", "Natuur en milieu"],
            submitted=(2022, 10, 1),
            answered=(2022, 10, 12),
        ),
        "molen": _document(
            title="een molen",
            summary="Over de wieken van foto's en collega's.",
            questions=["Draaien de wieken van de molen over de brug?"],
            answers=["Alleen bij wind."],
        ),
        "uitstel": _document(
            kind="postponement",
            title="uitstel van de vragen over de veerpont",
            questions=["Wat kost de pont?"],
            notes=["De vragen over de pont kunnen niet binnen drie weken worden beantwoord."],
            submitted=(2022, 12, 1),
        ),
        "imvo": _document(
            title="het IMVO-convenant over IMVO-wetgeving",
            questions=["Komt er IMVO-wetgeving, of wetgeving over het IMVO convenant?"],
            answers=["De wetgeving komt er. Na de wetgeving volgt het convenant."],
            submitted=(2022, 10, 1),
            answered=(2022, 12, 24),
        ),
        "loket": _document(
            title="het loket",
            questions=[
                "Wat zegt het Loket voor Waterlandse Zaken (LWZ) van sluis- en haventarieven?"
            ],
            answers=[
                "De A.O.W. kost 2,5 miljoen, € 7.000 of 50%, zegt D'66; de ov-besturen en -raden"
                " van de heer Cohen vrezen een schending van de loketrechten en water stand."
            ],
            submitted=(2019, 6, 6),
        ),
        "tweelingen": _document(title="twee bruggen", submitted=(2022, 10, 1)),
        "tweeling": _document(title="twee bruggen", submitted=(2022, 10, 1)),
        "leeg": _document(title="", questions=[""], answers=[""], submitted=(2019, 5, 5)),
    }
    spellings = " ".join(f"wisselkaart{a}{b}" for a in "abcdefghijkl" for b in "mnopqrstuvwx")
    made["spellingen"] = _document(title="spellingen", questions=[spellings])
    for n in range(150):
        made[f"reeks {n}"] = _document(
            kind="question",
            title=f"reeks deel {n}",
            questions=[f"Is reekswoord{n:03d} bij reekswoord{n * 7 % 150:03d} een brug?"],
            submitted=(2010 + n % 9, 1 + n % 12, 1 + n % 28),
            askers=[(f"Lid {n % 4}", f"Fractie {n % 3}")],
        )
    return {document.pk: name for name, document in made.items()}


def _document(
    *,
    kind: str = "answer",
    title: str,
    questions: list[str] | None = None,
    answers: list[str] | None = None,
    footnotes: list[str] | None = None,
    notes: list[str] | None = None,
    topics: list[str] | None = None,
    askers: list[tuple[str, str]] | None = None,
    portfolio: str = "Waterwegen",
    minister: str = "Dijkstra",
    submitted: tuple[int, int, int] | None = None,
    answered: tuple[int, int, int] | None = None,
    **fields: Any,
) -> Document:
    is_answer = kind == "answer"
    given = answers or (["Zeker."] if is_answer else [])
    return make_document(
        kind=kind,
        title=title,
        submitted=date(*submitted) if submitted else None,
        answered=date(*answered) if answered else None,
        questions=tuple(Question(i, text) for i, text in enumerate(questions or ["Hoe?"], 1)),
        answers=tuple(Answer((i,), text) for i, text in enumerate(given, 1)),
        footnotes=tuple(Footnote(i, text) for i, text in enumerate(footnotes or [], 1)),
        notes=tuple(Note("toelichting", text) for text in notes or []),
        topics=tuple(topics or ()),
        askers=tuple(Asker(*asker) for asker in askers or [("Van Loon", "Lijst Waterland")]),
        addressees=(Addressee("Minister", portfolio),),
        answerers=(Answerer(minister, "Minister", portfolio),) if is_answer else (),
        **fields,
    )


#: query → what it finds, by hand
FINDS: dict[str, set[str]] = {
    "sluistarieven": {"loket"},
    "sluistarief": {"loket"},
    '"sluistarieven en haventarieven"': {"loket"},
    '"sluis en haventarieven"': {"loket"},
    "AOW": {"loket"},
    "A.O.W.": {"loket"},
    '"de AOW kost"': {"loket"},
    "2,5": {"loket"},
    "2.5": {"loket"},
    '"2,5 miljoen"': {"loket"},
    '"2 5 miljoen"': set(),
    "7000": {"loket"},
    "€ 7.000": {"loket"},
    "7000 euro": {"loket"},
    "50%": {"loket"},
    '"50 procent"': {"loket"},
    "D66": {"loket"},
    "cohen": {"loket"},
    "cooh": set(),
    '"de kademuur bezweek"': {"lang"},
    '"kanaal 3999 daalt de kademuur"': {"lang"},
    '"kanaal 3999 daalt het"': set(),
    '"kanaal 2500 daalt het peil"': {"lang"},
    '"daalt kademuur"~1': {"lang"},
    '"daalt kademuur"~3 bezweek': {"lang"},
    'antwoord:"de kademuur"': {"lang"},
    'vraag:"de kademuur"': set(),
    '"peil kademuur"~4': set(),
    '"peil kademuur"~5': {"lang"},
    '"imvo wetgeving"': {"imvo"},
    '"imvo convenant"': {"brug", "imvo"},
    '"convenant over imvo wetgeving"': {"imvo"},
    "imvoconvenant": {"brug", "imvo"},
    "IMVO-convenant": {"brug", "imvo"},
    "titel:IMVO-convenant": {"imvo"},
    "antwoord:IMVO-convenant": {"brug"},
    "35925": {"sluis"},
    '"35 925"': {"sluis"},
    "COVID-19": {"brug"},
    "coordinatie": {"brug"},
    '"coördinatie van de bruggen"': {"brug"},
    "reeel": {"brug"},
    "foto's": {"molen"},
    "twee": {"tweeling", "tweelingen"},
    "soort:uitstel": {"uitstel"},
    "status:uitgesteld": {"uitstel"},
    "soort:vraag sluisdeuren": {"sluis"},
    "antwoord-na:11": {"dijk"},
    "antwoord-na:<30": {"veer", "dijk"},
    "antwoord-na:>21": {"veer", "brug", "imvo"},
    "antwoord-na:12..84": {"veer", "imvo"},
    "NIET antwoord-na:>0 titel:molen": {"molen"},
    "ingezonden:2021": {"veer", "brug"},
    "ingezonden:2021-01-04": {"veer"},
    "ingezonden:..2019-12 titel:sluis": set(),
    "onderwerp:milieu": {"dijk"},
    "minister:zomer": {"brug"},
    "ministerie:tolzaken": {"brug"},
    'partij:"nieuw midden"': {"brug"},
    "kamerlid:amrani": {"brug"},
    "voetnoot:courant": {"veer"},
    "voetnoot:cour*": {"veer"},
    "titel:cour*": set(),
    "wieken~": {"molen", "uitstel"},  # weken
    "bezweek OF bezwijkt OF wieken": {"lang", "molen"},
    "kamerlid:el amrani": {"brug"},
    "minister:el zomer": set(),
    "beantwoord:maart 2022": {"brug"},
    "beantwoord:tussen 2021 en 2022": {"veer", "brug", "dijk", "imvo"},
    "beantwoord:voor 2021": set(),
    "jaar:2021": {"veer"},
    "datum:1 maart 2022": {"brug"},
    "ingezonden:najaar 2021": {"brug"},
    "ingezonden:15 augustus - 9 september 2022": {"sluis"},
    "antwoord-na:een week": {"dijk"},
    "antwoord-na:langer dan 100 dagen": {"brug"},
    "vergaderjaar:1871-1872": set(),
    "k?demuur": {"lang"},
    "*convenant": {"brug", "imvo"},
    "titel:*convenant": {"imvo"},
    "*ivierdijk*": {"dijk"},
    "3990..3999": {"lang"},
    "35924..35926": {"sluis"},
    '"over de brug*"': {"molen", "sluis"},
    '"de kade* bezweek"': {"lang"},
    '"zonder wacht*" OF "bestaat ni*"': {"sluis"},
    '"peil kade*"~5': {"lang"},
    "peil NEAR/5 kademuur": {"lang"},
    "peil w/4 kademuur": set(),
    "peilen NEAR/5 kademuren": {"lang"},
    '"peil" NEAR/5 kademuren': {"lang"},
    '"peilen" NEAR/5 kademuren': set(),
    "mollen~1": {"molen"},
    "mollen~0": set(),
    "bron:courant": {"veer"},
    "onzin:courant": {"veer"},
}

#: Queries whose answer the reference gives; each finds some document, and leaves another out.
QUERIES = [
    "brug",
    "bruggen",
    "brug -pont",
    "NIET brug",
    "NIET reeks",
    'reeks NIET ("deel 7" OF pont)',
    "brug (pont OF molen OF sluis) -wind",
    "kanaal peil daalt",
    "kanaal OF pont OF dijk",
    '"de brug"',
    '"de"',
    '"een"',
    "vraag:de",
    "titel:de",
    'titel:"een"',
    'vraag:"de brug"',
    'antwoord:"de brug"',
    'titel:"twee bruggen"',
    '"reeks deel 7"',
    '"brug pont"~20',
    '"pont brug klaar"~4',
    '"pont de"~0',
    '"klaar is"~0',
    'reeks -"deel 7"~0',
    'vraag:"wieken molen"~2',
    '"oudewaarde dijk"~8',
    "slui*",
    "waterk*",
    "titel:water*",
    "reekswoord*",
    "vraag:reekswoord*",
    "reekswoord0*",
    "reekswoord01* -reekswoord012",
    "brig~",
    "-reekswoord*",
    "brug -slui*",
    "-titel:reeks*",
    "brug -slyis~",
    "(-reekswoord0* OF -reekswoord01*)",
    "titel:brig~",
    "reekswoord010~",
    "dijken",
    "vraag:brug",
    "titel:brug",
    "antwoord:brug",
    "onderwerp:waterkering OF voetnoot:courant",
    "fractie:1",
    "partij:waterland",
    "kamerlid:lid reeks",
    "soort:antwoord",
    "soort:vraag",
    "NIET soort:antwoord",
    "antwoord-na:>0",
    "NIET antwoord-na:>0",
    "ingezonden:2022",
    "ingezonden:2015..2018",
    "ingezonden:2022-10.. brug",
    "NIET ingezonden:2000..",
    "(brug OF dijk) ingezonden:2020..2022 soort:antwoord",
    "soort:vraag NIET (ingezonden:2010..2014 OF sluis)",
    "nummer:325 OF dijk",
    "titel:2..9",
    "vergaderjaar:2022-2023 -dijk",
    "brug NEAR/20 pont",
    "wieken~1",
    "brug~",
    "bruggen~2 -titel:brug",
    "br?g",
    "*woord01*",
    "-*woord01*",
    '"is reekswoord01*"',
    '-"is reekswoord01*"',
    'vraag:"de brug*"',
    "jaar:2015..2018",
    "NIET beantwoord:2000..",
    "beantwoord:sinds 2022 OF ingezonden:voor 2012",
    "kamerlid:lid",
    "kanaal 3999",
]

CONDITIONS = [
    Conditions(),
    Conditions(since=date(2021, 6, 1)),
    Conditions(until=date(2022, 10, 12)),
    Conditions(date(2012, 1, 1), date(2021, 2, 1)),
    Conditions(filters={"year": ["2022"]}),
    Conditions(filters={"year": ["2021", "2022"], "kind": ["answer"]}),
    Conditions(filters={"party": ["fractie-1"], "member": ["lid-1", "lid-2"]}),
    Conditions(filters={"ministry": ["tolzaken", "bestaat-niet"]}),
    Conditions(filters={"minister": ["bestaat-niet"]}),
    Conditions(filters={"topic": ["waterkering"], "late": ["op-tijd"]}),
    Conditions(filters={"late": ["te-laat"], "kind": []}),
    Conditions(since=date(2022, 1, 1), filters={"kind": ["question", "postponement"]}),
    Conditions(filters={"more_month": ["10"]}),
    Conditions(filters={"more_month": ["1"], "more_weekday": ["1", "3"]}),
    Conditions(filters={"more_spelt": ["soort=answer: 1"], "more_half": ["2"]}),
]

#: facets besides those of the archive, which make twelve of them; their values begin with digits
#: and hold signs that an engine might take for its own
MORE_FACETS = (
    Facet("more_month", ("maand",), "Maand", Derived(lambda row: _part(row, "%-m"))),
    Facet("more_weekday", ("weekdag",), "Weekdag", Derived(lambda row: _part(row, "%u"))),
    Facet("more_half", ("helft",), "Helft", Derived(lambda row: "1" if _is_early(row) else "2")),
    Facet("more_spelt", ("spelling",), "Spelling", Derived(lambda row: f"soort={row['kind']}: 1")),
)


def _part(row: Mapping[str, Any], form: str) -> str:
    return row["date"].strftime(form) if row["date"] else ""


def _is_early(row: Mapping[str, Any]) -> bool:
    return row["date"] is not None and row["date"].month < 7


@pytest.fixture(autouse=True, scope="module")
def twelve_facets() -> Iterator[None]:
    """More facets than the archive has, so that no engine counts on their number."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facets, "FACETS", (*MORE_FACETS, *facets.FACETS))
        assert len(facets.keys()) >= 12
        yield


class Archive:
    """The documents in one engine, and in the reference."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.names = make_archive()
        self.reference = Reference(doc for batch in batches(sorted(self.names)) for doc in batch)
        index = engine.begin()
        index.fill(batches(sorted(self.names)))
        index.swap()

    def find(self, tree: Node | None, conditions: Conditions = Conditions()) -> set[int]:  # noqa: B008
        found = self.engine.find(tree, conditions, RELEVANCE)
        page = found.page(0, found.total)
        assert len(page) == found.total == len({pk for pk, _ in page})
        return {pk for pk, _ in page[: found.complete]}


ENGINES: dict[str, Callable[[Path], Engine]] = {"whoosh": folder.engine}
if connection.vendor == "postgresql":
    ENGINES["postgres"] = lambda _: postgres.engine()


@pytest.fixture(scope="module", params=ENGINES)
def archive(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    twelve_facets: None,
) -> Iterator[Archive]:
    """Made once, in a transaction around the tests; none of them may change it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Archive(ENGINES[request.param](tmp_path_factory.mktemp("index")))
        transaction.set_rollback(True)


@pytest.fixture(params=ENGINES)
def own_archive(request: pytest.FixtureRequest, index_dir: Path) -> Archive:
    """For a test that changes it."""
    return Archive(ENGINES[request.param](index_dir))


def test_what_is_found_is_right(archive: Archive) -> None:
    found = {query: archive.find(parse(query).tree) for query in FINDS}
    named = {query: {archive.names[pk] for pk in pks} for query, pks in found.items()}
    assert named == FINDS


def test_the_words_that_tell_a_document_are_kept_with_it(archive: Archive) -> None:
    """Also of documents that are asked for together, or not there."""
    contents = [document for batch in batches(sorted(archive.names)) for document in batch]
    expected = {document.pk: telling(document) for document in contents}
    assert any(expected.values())
    assert archive.engine.telling({*expected, 0}) == expected


def test_a_document_that_changed_is_told_by_its_words_of_now(own_archive: Archive) -> None:
    pk = min(own_archive.names)
    [before] = read([pk])
    after = replace(before, texts=((Zone.TITLE, "de Zeppelinhaven"),))
    own_archive.engine.apply([after], [])
    assert own_archive.engine.telling({pk}) == {pk: ["Zeppelinhaven"]}


def test_the_reference_is_right() -> None:
    names = make_archive()
    reference = Reference(doc for batch in batches(sorted(names), BATCH) for doc in batch)
    found = {query: reference.find(parse(query).tree) for query in FINDS}
    assert {query: {names[pk] for pk in pks} for query, pks in found.items()} == FINDS


def test_every_query_finds_what_the_reference_finds(archive: Archive) -> None:
    expected = {query: archive.reference.find(parse(query).tree) for query in QUERIES}
    assert [query for query, pks in expected.items() if not 0 < len(pks) < len(archive.names)] == []
    assert {query: archive.find(parse(query).tree) for query in QUERIES} == expected


@pytest.mark.parametrize(
    ("leaf", "found"),
    [
        (Apart("water", "stand", None, "waterstand"), {"loket"}),
        (Apart("stand", "water", None, "standwater"), set()),
        (Apart("loketrechten", "schending", None, "x"), {"loket"}),
        (Apart("schending", "loketrechten", None, "x"), set()),
        (Apart("loketrechten", "vrezen", None, "x"), set()),
        (Apart("loketrechten", "schending", Zone.ANSWER, "x"), {"loket"}),
        (Apart("loketrechten", "schending", Zone.QUESTION, "x"), set()),
        (Apart("kanaal", "peil", None, "x"), {"lang"}),
    ],
)
def test_a_compound_is_found_apart(leaf: Apart, found: set[str], archive: Archive) -> None:
    assert {archive.names[pk] for pk in archive.find(leaf)} == found
    assert {archive.names[pk] for pk in archive.reference.find(leaf)} == found


def test_the_archive_knows_what_its_abbreviations_mean(archive: Archive) -> None:
    abbreviations = archive.engine.vocabulary().abbreviations
    assert abbreviations.meanings("lwz") == (("loket", "voor", "waterlandse", "zaken"),)
    tree = widened(parse("LWZ").tree, archive.engine.vocabulary())
    assert {archive.names[pk] for pk in archive.find(tree)} == {"loket"}


def test_conditions_and_counts_are_those_of_the_reference(archive: Archive) -> None:
    for tree in (None, parse("brug").tree, parse('"een brug" OF pont').tree):
        for conditions in CONDITIONS:
            found = archive.engine.find(tree, conditions, RELEVANCE)
            expected = archive.reference.find(tree, conditions)
            assert {pk for pk, _ in found.page(0, 1000)} == expected, conditions
            counted = {name: dict(values) for name, values in found.facets.items()}
            assert counted == archive.reference.facets(tree, conditions), conditions


@pytest.mark.parametrize("sort", [NEWEST, OLDEST, ASKED, QUICKEST, SLOWEST])
def test_hits_are_in_the_order_of_the_reference(sort: str, archive: Archive) -> None:
    for tree in (None, parse("brug").tree):
        found = archive.engine.find(tree, Conditions(), sort)
        expected = archive.reference.ordered(tree, sort)
        assert [pk for pk, _ in found.page(0, found.total)] == expected
        pages = [found.page(i, i + 7) for i in range(0, found.total, 7)]
        assert [pk for page in pages for pk, _ in page] == expected


def test_pages_by_relevance_are_those_of_the_whole_list(archive: Archive) -> None:
    found = archive.engine.find(parse("brug OF pont").tree, Conditions(), RELEVANCE)
    pages = [found.page(i, i + 20) for i in range(0, found.total + 20, 20)]
    assert [hit for page in pages for hit in page] == found.page(0, found.total)


def test_a_title_is_above_a_text_and_the_newest_above_its_like(archive: Archive) -> None:
    found = archive.engine.find(parse("brug").tree, Conditions(), RELEVANCE)
    best = [archive.names[pk] for pk, _ in found.page(0, 3)]
    assert set(best) == {"brug", "tweelingen", "tweeling"}
    assert best.index("tweeling") < best.index("tweelingen")


@pytest.mark.parametrize("query", ["brug", '"brug"', "brug*", "brug~", '"de brug"'])
def test_a_title_is_above_a_text_however_it_is_asked_for(query: str, archive: Archive) -> None:
    in_title = archive.engine.find(parse(f"titel:{query}").tree, Conditions(), RELEVANCE)
    found = archive.engine.find(parse(query).tree, Conditions(), RELEVANCE)
    best = {pk for pk, _ in found.page(0, in_title.total)}
    assert 0 < in_title.total < found.total
    assert best == {pk for pk, _ in in_title.page(0, in_title.total)}


@pytest.mark.parametrize(
    "query", ["brug veerpont zeppelin", "imvo sluis molen dijk", "pont NIET brug"]
)
def test_below_few_hits_stand_all_that_have_most_of_the_words(query: str, archive: Archive) -> None:
    tree = parse(query).tree
    assert isinstance(tree, And)
    found = archive.engine.find(tree, Conditions(), RELEVANCE)
    wanted = [part for part in tree.parts if not isinstance(part, Not)]
    firm = [part for part in tree.parts if isinstance(part, Not)]
    counts = Counter(pk for part in wanted for pk in archive.reference.find(part))
    for part in firm:
        counts = Counter({pk: counts[pk] for pk in counts.keys() & archive.reference.find(part)})
    least, words = found.least
    page = [pk for pk, _ in found.page(0, found.total)]
    if len(wanted) < 2:
        assert found.total == found.complete
        return
    assert (words, found.complete) == (len(wanted), len(archive.reference.find(tree)))
    assert set(page) == {pk for pk, count in counts.items() if count >= least}
    assert least == 1 or len(page) >= FEW
    assert set(page[: found.complete]) == archive.reference.find(tree)


def test_what_a_word_costs_is_what_the_others_find(archive: Archive) -> None:
    tree = parse("brug veerpont zeppelin").tree
    assert isinstance(tree, And)
    found = archive.engine.find(tree, Conditions(), RELEVANCE)
    expected = {
        part: len(archive.reference.find(And(tuple(p for p in tree.parts if p != part))))
        for part in tree.parts
    }
    assert dict(found.costs()) == {part: count for part, count in expected.items() if count}


@pytest.mark.parametrize("leaf", [Prefix("reekswoord"), Fuzzy("wisselkaart")])
def test_a_leaf_of_too_many_words_is_cut_and_says_so(
    leaf: Prefix | Fuzzy, archive: Archive
) -> None:
    found = archive.engine.find(leaf, Conditions(), RELEVANCE)
    assert ["128" in message for message in found.messages] == [True]


def test_changes_are_found_as_the_reference_finds_them(own_archive: Archive) -> None:
    archive = own_archive
    names = {name: pk for pk, name in archive.names.items()}
    Document.objects.filter(pk=names["dijk"]).update(title="een kademuur")
    Document.objects.filter(pk=names["lang"]).delete()
    Document.objects.filter(pk=names["reeks 7"]).delete()
    new = _document(title="de splinternieuwe brug", submitted=(2023, 1, 1))
    changed = [names["dijk"], new.pk]
    [contents] = batches(changed)
    archive.engine.apply(contents, [names["lang"], names["reeks 7"]])
    archive.names[new.pk] = "nieuw"
    archive.reference = Reference(doc for batch in batches(sorted(archive.names)) for doc in batch)
    for query in [*QUERIES, *FINDS, "splinternieuwe", "splinter*", "titel:splintern*", ""]:
        tree = parse(query).tree
        assert archive.find(tree) == archive.reference.find(tree), query
    assert archive.engine.pks() == {doc.pk for doc, _ in archive.reference.documents}
    assert archive.engine.size() == len(archive.reference.documents)


WORDS = st.sampled_from(
    "brug bruggen pont kade dijk de een van peil kanaal daalt imvo wetgeving convenant"
    " imvowetgeving imvoconvenant wieken molen 3999 7 reeks reekswoord011 waterland tolzaken"
    " coordinatie courant oudewaarde bestaatniet zeedijk rivierdijken collega's".split()
)
ZONES = st.none() | st.sampled_from(list(Zone))
DATES = st.none() | st.dates(date(2009, 1, 1), date(2023, 12, 31))
DAYS = st.none() | st.integers(-5, 130)
LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(lambda word, zone: Word(word, stem(word), zone), WORDS, ZONES),
    st.builds(lambda word, zone: Word(word, "", zone), WORDS, ZONES),
    st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(tuple), ZONES),
    st.builds(
        Near,
        st.lists(WORDS, min_size=2, max_size=3, unique=True).map(tuple),
        st.integers(0, 50),
        ZONES,
        st.booleans(),
    ),
    st.builds(Prefix, WORDS.map(lambda word: word[:4]), ZONES),
    st.builds(Fuzzy, WORDS, ZONES, st.none() | st.integers(1, 2)),
    st.builds(Pattern, WORDS.map(lambda word: f"{word[:2]}?{word[3:]}"), ZONES),
    st.builds(Pattern, WORDS.map(lambda word: f"*{word[2:]}"), ZONES),
    st.builds(Between, st.integers(0, 40), st.integers(0, 4000), ZONES),
    st.builds(Answered, DATES, DATES),
    st.builds(Dated, DATES, DATES),
    st.builds(Submitted, DATES, DATES),
    st.builds(Delay, DAYS, DAYS),
    st.builds(OfKind, st.sampled_from(["question", "answer", "postponement"])),
    st.builds(OfState, st.sampled_from(Case.State.values)),
)
TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.builds(And, st.lists(parts, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(parts, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, parts),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(tree=TREES, conditions=st.sampled_from(CONDITIONS))
def test_any_tree_finds_what_the_reference_finds(
    archive: Archive, tree: Node, conditions: Conditions
) -> None:
    assert archive.find(tree, conditions) == archive.reference.find(tree, conditions)
