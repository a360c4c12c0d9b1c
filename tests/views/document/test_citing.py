"""Citations of a document and of its questions and answers, as real importers read them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    SeparateCoAuthors,
    SplitNameParts,
)
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from django.test import Client

from documents.archive.decisions.withdrawals import withdraw
from documents.identity import citing
from documents.models import Document, Withdrawal
from documents.parsing import Addressee, Answer, Answerer, Asker, Question
from documents.views.document.citing.bibtex import escaped
from tests.factories import make_document
from tests.facts_factory import Facts
from tests.pages import get, links, main_text, texts

pytestmark = pytest.mark.django_db

NAME = "ah-tk-20002001-325"
SITE = "http://testserver"
PAGE = f"{SITE}/documenten/{NAME}/"
#: every sign that one of the formats gives a meaning
AWKWARD = 'de "veer & pont" {bij} 100% #1 $5 <i>Ée_n</i> ~^\\ ER  - TY  - kade'


@pytest.fixture
def document(facts: Facts) -> Document:
    """A set that two members asked, one of them known by her full name."""
    facts.member("Anna van der Zee", "Lijst Waterland", "1998-01-01")
    facts.minister("Piet de Brug", "Veren en Bruggen", "1998-01-01")
    facts.load()
    return make_document(
        identifier=NAME,
        session_year="2000-2001",
        number=325,
        submitted=date(2000, 10, 3),
        answered=date(2000, 10, 31),
        title="de veerpont bij Oudewaarde",
        askers=(Asker("Van der Zee", "Lijst Waterland"), Asker("M. El Amrani", "Nieuw Midden")),
        answerers=(Answerer("De Brug", "Minister", "Veren en Bruggen"),),
        questions=(Question(1, "Eén?"), Question(2, "Twee?"), Question(3, "Drie?", (), "3a")),
        answers=(Answer((1,), "Ja."), Answer((2, 3), "Nee.")),
        topics=("Veren & ponten",),
        pages="689-690",
    )


def body(client: Client, ending: str, name: str = NAME) -> str:
    response = client.get(f"/documenten/{name}/citeer.{ending}")
    assert response.status_code == 200
    return str(response.content.decode())


def bibtex(client: Client, ending: str = "bib", name: str = NAME) -> dict[str, Any]:
    """The one entry, as bibtexparser reads it: without TeX, authors as lists of their parts."""
    stack = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()]
    library = bibtexparser.parse_string(body(client, ending, name), append_middleware=stack)
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {"key": entry.key, "kind": entry.entry_type} | {f.key: f.value for f in entry.fields}


def ris(client: Client, ending: str = "ris", name: str = NAME) -> dict[str, Any]:
    (record,) = rispy.loads(body(client, ending, name))
    return dict(record)


def csl(client: Client, ending: str = "json", name: str = NAME) -> dict[str, Any]:
    (item,) = json.loads(body(client, ending, name))
    return dict(item)


# Plain text


@pytest.mark.parametrize(
    ("of", "told"),
    [
        ("", ""),
        ("?vraag=1", " (vraag 1)"),
        ("?vraag=3", " (vraag 3a)"),
        ("?antwoord=1", " (antwoord op vraag 1)"),
        ("?antwoord=3", " (antwoord op vraag 2 en 3a)"),
    ],
)
def test_the_plain_citation_is_that_of_the_leidraad(
    client: Client, document: Document, of: str, told: str
) -> None:
    first = body(client, f"txt{of}").splitlines()[0]
    assert first == f"Aanhangsel Handelingen II 2000/01, nr. 325{told}"


def test_the_year_that_ends_a_century_is_cited_in_full() -> None:
    assert citing.of_identifier("ah-tk-19992000-7") == "Aanhangsel Handelingen II 1999/2000, nr. 7"
    assert citing.of_identifier("ah-ek-20092010-1") == "Aanhangsel Handelingen I 2009/10, nr. 1"
    assert citing.of_identifier("kv-tk-2000Z00001") == ""


def test_a_reprint_is_told_from_the_first_print(client: Client) -> None:
    made = make_document(identifier="ah-tk-19992000-8-h1", session_year="1999-2000", number=8)
    whole, part = (
        body(client, f"txt{of}", made.identifier).splitlines()[0] for of in ("", "?vraag=2")
    )
    assert whole == "Aanhangsel Handelingen II 1999/2000, nr. 8 (herdruk)"
    assert part == "Aanhangsel Handelingen II 1999/2000, nr. 8 (herdruk, vraag 2)"


def test_the_apa_names_each_asker_by_surname_and_initials(
    client: Client, document: Document
) -> None:
    assert body(client, "txt").splitlines()[2] == (
        "Zee, A. van der, & El Amrani, M. (2000, 31 oktober). De veerpont bij Oudewaarde"
        " [Kamervragen met antwoord]. Aanhangsel Handelingen II 2000/01, nr. 325."
        f" Tweede Kamer der Staten-Generaal. {PAGE}"
    )


def test_an_answer_is_by_its_minister_and_a_question_of_its_own_day(
    client: Client, document: Document
) -> None:
    question, answer = (
        body(client, f"txt?{of}").splitlines()[2] for of in ("vraag=2", "antwoord=2")
    )
    assert question.startswith("Zee, A. van der, & El Amrani, M. (2000, 3 oktober). ")
    assert question.endswith(f"{PAGE}#vraag-2")
    assert answer.startswith("Brug, P. de. (2000, 31 oktober). ")
    assert answer.endswith(f"{PAGE}#antwoord-2")


def test_questions_without_a_number_are_cited_by_who_asked_what_and_when(client: Client) -> None:
    make_document(
        identifier="kv-tk-2000Z00001",
        kind="question",
        session_year=None,
        number=None,
        case_number="2000Z00001",
        submitted=date(2000, 10, 3),
        answered=None,
        title="de veerpont",
        answers=(),
        answerers=(),
    )
    assert body(client, "txt?vraag=2", "kv-tk-2000Z00001").splitlines()[0] == (
        "Vragen van het lid Van Loon (Lijst Waterland) over de veerpont, 3 oktober 2000,"
        " 2000Z00001 (vraag 2)"
    )


# What importers make of the files


def test_bibtexparser_reads_the_entry(client: Client, document: Document) -> None:
    entry = bibtex(client)
    first, second = entry["author"]
    assert (first.von, first.last, first.first) == (["van", "der"], ["Zee"], ["Anna"])
    assert (second.last, second.first) == (["El", "Amrani"], ["M."])
    assert entry["key"] == NAME
    assert (entry["kind"], entry["type"]) == ("techreport", "Kamervragen met antwoord")
    assert (entry["year"], entry["month"], entry["day"]) == ("2000", "oct", "31")
    assert entry["title"] == "De veerpont bij Oudewaarde"
    assert "title = {De veerpont bij {Oudewaarde}}," in body(client, "bib")
    assert (entry["number"], entry["pages"]) == ("325", "689–690")
    assert entry["note"] == "Aanhangsel Handelingen II 2000/01, nr. 325"
    assert entry["keywords"] == "Veren & ponten"
    assert entry["url"] == PAGE


def test_rispy_reads_the_record(client: Client, document: Document) -> None:
    record = ris(client)
    assert record["type_of_reference"] == "RPRT"
    assert record["authors"] == ["van der Zee, Anna", "El Amrani, M."]
    assert record["title"] == "De veerpont bij Oudewaarde"
    assert record["secondary_title"] == "Aanhangsel Handelingen II 2000/01"
    assert (record["issn"], record["start_page"], record["end_page"]) == ("325", "689", "690")
    assert (record["year"], record["date"]) == ("2000", "2000/10/31/")
    assert record["urls"] == [PAGE]


def test_citeproc_makes_a_reference_of_the_item(client: Client, document: Document) -> None:
    item = csl(client)
    assert item["author"][0] == {
        "family": "Zee",
        "given": "Anna",
        "non-dropping-particle": "van der",
    }
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem(NAME)]))
    (reference,) = map(str, bibliography.bibliography())
    for words in ("Zee", "A.", "El Amrani", "2000", "De veerpont bij Oudewaarde", "325", PAGE):
        assert words in reference


@pytest.mark.parametrize(
    ("of", "key", "title", "authors"),
    [
        (
            "?vraag=2",
            f"{NAME}-vraag-2",
            "De veerpont bij Oudewaarde (vraag 2)",
            ["van der Zee, Anna", "El Amrani, M."],
        ),
        (
            "?antwoord=3",
            f"{NAME}-antwoord-2",
            "De veerpont bij Oudewaarde (antwoord op vraag 2 en 3a)",
            ["de Brug, Piet"],
        ),
    ],
)
def test_each_format_cites_one_question_or_answer(
    client: Client, document: Document, of: str, key: str, title: str, authors: list[str]
) -> None:
    record, entry, item = (
        ris(client, f"ris{of}"),
        bibtex(client, f"bib{of}"),
        csl(client, f"json{of}"),
    )
    assert record["title"] == item["title"] == entry["title"]
    assert record["title"] == title
    assert record["authors"] == authors
    assert record["id"] == item["id"] == entry["key"] == key
    assert item["URL"] == record["urls"][0] == entry["url"]
    assert item["URL"].startswith(f"{PAGE}#")


def test_no_sign_in_a_title_breaks_a_format(client: Client) -> None:
    made = make_document(title=AWKWARD, answerers=(Answerer(None, "Minister", "Bos, Veld & Wei"),))
    name, heading = made.identifier, " ".join(made.heading.split())
    assert csl(client, name=name)["title"] == heading
    assert ris(client, name=name)["title"] == heading
    office = ris(client, "ris?antwoord=1", name)["authors"]
    assert office == ["Minister (Bos Veld & Wei)"]
    bare = bibtex(client, name=name)["title"]
    bare = bare.translate(str.maketrans("ˆ", "^", "{}"))  # the decoder knows no plain circumflex
    assert bare == heading.translate(str.maketrans("", "", "{}"))


def test_braces_in_a_title_do_not_unbalance_the_entry() -> None:
    made = escaped("een { open")
    assert made.count("{") == made.count("}")


def test_a_line_break_in_a_title_begins_no_field_of_a_record(client: Client) -> None:
    made = make_document(title="de pont\nER  - \nTY  - BOOK")
    assert body(client, "ris", made.identifier).count("\nTY  - ") == 0
    assert ris(client, name=made.identifier)["title"] == "De pont ER - TY - BOOK"


# What is wrong, or not there


@pytest.mark.parametrize("ending", ["bib", "ris", "json", "txt"])
@pytest.mark.parametrize(
    ("of", "status", "message"),
    [
        ("vraag=9", 404, "Dit document heeft geen vraag 9."),
        ("antwoord=9", 404, "Dit document heeft geen antwoord op vraag 9."),
        ("vraag=twee", 400, "Schrijf achter «vraag=» het nummer van een vraag."),
        ("vraag=-1", 400, "Schrijf achter «vraag=» het nummer van een vraag."),
        ("antwoord=", 400, "Schrijf achter «antwoord=» het nummer van een vraag."),
        ("vraag=1&antwoord=1", 400, "Kies een vraag of een antwoord, niet beide."),
    ],
)
def test_a_part_that_is_not_there_is_told_in_dutch(
    client: Client, document: Document, ending: str, of: str, status: int, message: str
) -> None:
    tree = get(client, f"/documenten/{NAME}/citeer.{ending}?{of}", status)
    assert message in main_text(tree)


def test_a_withdrawn_document_is_cited_no_more(client: Client, document: Document) -> None:
    withdraw(document, reason=Withdrawal.Reason.PRIVACY, note="", by="beheer")
    for ending in ("citeer.bib", "citeer.txt", "citeer/"):
        response = client.get(f"/documenten/{NAME}/{ending}")
        assert response.status_code == 410
        assert "veerpont" not in response.content.decode().lower()


def test_the_files_are_named_and_kept_out_of_search_engines(
    client: Client, document: Document
) -> None:
    response = client.get(f"/documenten/{NAME}/citeer.ris?vraag=2")
    assert response["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{NAME}-vraag-2.ris"'
    assert response["X-Robots-Tag"] == "noindex"


# The pages


def test_the_page_of_a_document_shows_its_citation_and_leads_to_each_format(
    client: Client, document: Document
) -> None:
    tree = get(client, f"/documenten/{NAME}/")
    panel = "//section[@aria-labelledby='citeer']"
    assert "Aanhangsel Handelingen II 2000/01, nr. 325" in texts(tree, panel)[0]
    assert [button.get("data-copy") for button in tree.xpath(f"{panel}//button")] == [
        "Aanhangsel Handelingen II 2000/01, nr. 325",
        body(client, "txt").splitlines()[2],
    ]
    assert all(button.get("hidden") is not None for button in tree.xpath(f"{panel}//button"))
    leads = links(tree, panel)
    for name, ending in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")):
        assert leads[name] == f"/documenten/{NAME}/citeer.{ending}"
        assert client.get(leads[name]).status_code == 200


def test_the_page_of_citations_leads_to_each_question_and_answer(
    client: Client, document: Document
) -> None:
    address = f"/documenten/{NAME}/citeer/"
    parts = links(get(client, address), "//nav[@aria-labelledby='delen']")
    assert list(parts) == [
        *("Het hele document", "Vraag 1", "Vraag 2", "Vraag 3a"),
        *("Antwoord op vraag 1", "Antwoord op vraag 2 en 3a"),
    ]
    tree = get(client, f"{address}{parts['Antwoord op vraag 2 en 3a']}")
    assert texts(tree, "//h1") == ["Citeer antwoord op vraag 2 en 3a"]
    assert links(tree)["BibTeX"] == f"/documenten/{NAME}/citeer.bib?antwoord=2"


# What the page tells to programs


def metas(tree: Any, attribute: str = "name") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.xpath(f"//head/meta[@{attribute}]"):
        found.setdefault(meta.get(attribute), []).append(meta.get("content"))
    return found


def test_the_page_has_the_metadata_that_reference_managers_read(
    client: Client, document: Document
) -> None:
    tree = get(client, f"/documenten/{NAME}/?q=veerpont&plek=1")
    told = metas(tree)
    assert told["citation_title"] == ["De veerpont bij Oudewaarde"]
    assert told["citation_author"] == ["Zee, Anna van der", "El Amrani, M."]
    assert told["citation_publication_date"] == ["2000/10/31"]
    assert told["citation_technical_report_number"] == ["325"]
    assert told["citation_public_url"] == [PAGE]
    graph = metas(tree, "property")
    assert graph["og:url"] == [PAGE]
    assert graph["og:title"] == [
        "De veerpont bij Oudewaarde – Van der Zee (Lijst Waterland) e.a., 31 okt 2000"
    ]
    assert tree.xpath("string(//link[@type='application/x-bibtex']/@href)").endswith(".bib")


def test_sets_of_one_title_have_titles_and_descriptions_of_their_own(client: Client) -> None:
    pages = [
        get(client, made.get_absolute_url())
        for made in (
            make_document(title="onderwijs", answered=date(2022, 11, 8)),
            make_document(title="onderwijs", answered=date(2022, 11, 9)),
            make_document(title="onderwijs", askers=(Asker("El Amrani", "Nieuw Midden"),)),
        )
    ]
    assert len({texts(page, "//title")[0] for page in pages}) == 3
    assert len({metas(page)["description"][0] for page in pages}) == 3


def test_schema_org_is_told_of_the_set_in_a_block_that_no_text_can_end(client: Client) -> None:
    made = make_document(title="</script><script>alert(1)</script> & <!-- onderwijs")
    tree = get(client, made.get_absolute_url())
    (block,) = tree.xpath("//script[@type='application/ld+json']")
    assert "<" not in block.text
    report = json.loads(block.text)
    assert report["@type"] == "Report"
    assert report["name"] == made.heading
    assert report["author"][0]["affiliation"]["name"] == "Lijst Waterland"
    assert report["datePublished"] == "2022-11-08"
    assert len(tree.xpath("//script[not(@src)]")) == 1


def test_a_set_with_nothing_but_a_title_is_cited_too(client: Client) -> None:
    made = make_document(
        identifier="kv-leeg",
        kind="question",
        session_year=None,
        number=None,
        submitted=None,
        answered=None,
        title="",
        askers=(),
        addressees=(Addressee("Minister", "Veren en Bruggen"),),
        answers=(),
        answerers=(),
    )
    assert body(client, "txt", made.identifier).splitlines() == [
        "Vragen",
        "",
        "Document kv-leeg [Kamervragen]. (z.d.). Tweede Kamer der Staten-Generaal."
        f" {SITE}/documenten/kv-leeg/",
    ]
    for ending in ("bib", "ris", "json"):
        assert body(client, ending, made.identifier)
    assert csl(client, name=made.identifier)["title"] == "Document kv-leeg"
