"""OpenDocument texts: what is printed is what is read."""

from __future__ import annotations

import pytest

from documents.parsing import Footnote, Note, ParseResult, QuestionSet, RawFile, explain, parse

from .opendocument import NAMESPACES, document, listed, note, package, paragraph

ASKED = (
    "Vragen van het lid Van Veen (XYZ) aan de Minister van Financiën over het veer (ingezonden "
    "5 januari 2019)."
)
REPLIED = "Antwoord van Minister Bos (Financiën) (ontvangen 1 februari 2019)."


def result(*blocks: str, **parts: str) -> ParseResult:
    return parse(RawFile("brief.odt", document(*blocks, **parts)))


def read(*blocks: str) -> QuestionSet:
    found = result(*blocks)
    assert found.set is not None, found.problems
    return found.set


def answer(*blocks: str) -> str:
    """The text that an answer with these blocks gets."""
    return read(ASKED, REPLIED, "Vraag 1", "Vaart het?", "Antwoord 1", *blocks).answers[0].text


def test_paragraphs_are_questions_and_answers() -> None:
    found = result(ASKED, REPLIED, "Vraag 1", "Vaart het?", "Antwoord 1", "Ja.", "Altijd.")
    assert (found.format, found.problems) == ("odt", ())
    assert found.set is not None
    assert (found.set.title, found.set.answerers[0].name) == ("het veer", "Bos")
    assert (found.set.questions[0].text, found.set.answers[0].text) == (
        "Vaart het?",
        "Ja.\n\nAltijd.",
    )


def test_the_number_of_the_publication_stands_in_a_frame_and_a_head() -> None:
    frame = (
        '<draw:frame text:anchor-type="page"><draw:text-box><text:p>ah-tk-20182019-41</text:p>'
        "<text:p>'s-Gravenhage 2019</text:p></draw:text-box></draw:frame>"
    )
    head = table(
        cell("Tweede Kamer der Staten-Generaal", 2) + "<table:covered-table-cell/>" + cell("2"),
        cell("Vergaderjaar 2018-2019") + cell("Aanhangsel van de\n\tHandelingen", 2),
    )
    found = result(frame, head, "41", ASKED, "Vraag 1", "Vaart het?")
    assert found.set is not None
    assert (found.set.identifier, found.problems) == ("ah-tk-20182019-41", ())


def test_footnotes_leave_their_mark_and_come_last() -> None:
    found = read(ASKED, "Vraag 1", f"Vaart{note('Krant, 3 mei')} het{note('Blad')}?")
    assert found.questions[0].text == "Vaart[^1] het[^2]?"
    assert found.footnotes == (Footnote(1, "Krant, 3 mei"), Footnote(2, "Blad"))


def test_powers_and_indices_keep_their_meaning() -> None:
    up, down = '<text:span text:style-name="op">', '<text:span text:style-name="neer">'
    end = "</text:span>"
    text = f"De 1{up}e{end} keer 10{up}6{end} kilo CO{down}2{end} op 3 m{up}2{end}."
    assert answer(text) == "De 1e keer 10⁶ kilo CO₂ op 3 m²."


def cell(text: str, across: int = 1, down: int = 1) -> str:
    spans = f'table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
    return f"<table:table-cell {spans}>{paragraph(text)}</table:table-cell>"


def table(*rows: str) -> str:
    made = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f"<table:table>{made}</table:table>"


def test_cells_that_span_keep_the_others_in_their_columns() -> None:
    rows = (
        cell("Rood", down=2) + cell("2017") + cell("100"),
        "<table:covered-table-cell/>" + cell("2018") + cell("200"),
        cell("Samen", 2) + "<table:covered-table-cell/>" + cell("300"),
    )
    assert answer("Zie:", table(*rows)) == "Zie:\n\nRood\t2017\t100\n\t2018\t200\nSamen\t\t300"


def test_a_list_prints_its_numbers_and_bullets() -> None:
    inner = listed("", paragraph("klein"))
    text = answer("Twee:", listed("cijfers", paragraph("een pont") + inner, paragraph("een brug")))
    assert text == "Twee:\n\n1. een pont\n\n– klein\n\n2. een brug"


def test_a_label_can_be_the_numbering_of_a_list() -> None:
    more = 'text:continue-numbering="true"'
    found = read(
        ASKED, listed("vragen", paragraph("")), "Vaart het?",
        listed("vragen", paragraph(""), more=more), "Waarom niet?",
    )  # fmt: skip
    assert [(q.number, q.text) for q in found.questions] == [(1, "Vaart het?"), (2, "Waarom niet?")]


def test_a_picture_is_told_with_its_place() -> None:
    picture = (
        '<draw:frame draw:name="Afbeelding1"><draw:image xlink:href="Pictures/1.png" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"/><svg:title>t</svg:title>'
        "<svg:desc>een kaart</svg:desc></draw:frame>"
    )
    found = result(
        f"{picture}", ASKED, REPLIED, "Vraag 1", "Vaart het?", "Antwoord 1", f"Zie: {picture}"
    )
    assert found.set is not None
    assert found.set.notes == (Note("afbeelding", "Antwoord 1, na «Zie:»: 1.png (een kaart)"),)
    assert [(p.code, p.place) for p in found.problems] == [("picture_left_out", "antwoord 1")]


def test_what_was_deleted_or_remarked_is_not_read() -> None:
    deleted = "<text:tracked-changes><text:p>Weg</text:p></text:tracked-changes>"
    remark = "<office:annotation><text:p>Klopt dit?</text:p></office:annotation>"
    found = read(deleted, ASKED, "Vraag 1", f"Vaart{remark} het?")
    assert [question.text for question in found.questions] == ["Vaart het?"]


def test_each_line_is_explained() -> None:
    rows = explain(RawFile("brief.odt", document(ASKED, "Vraag 1", f"Vaart het?{note('Krant')}")))
    assert [row.name for row in rows][1:] == ["vraag 1", "tekst", "voetnoot 1"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (package("geen XML"), "unreadable"),
        (package(f"<office:document-content {NAMESPACES}/>"), "no_text"),
        (package("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "forbidden_xml"),
        (package('<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><x/>'), "forbidden_xml"),
        (document(ASKED, styles="<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "forbidden_xml"),
        (document(ASKED, **{"META-INF__manifest": "<m:encryption-data/>"}), "encrypted"),
        (
            package("<x/>", "application/vnd.oasis.opendocument.spreadsheet",
                    **{"META-INF__manifest": "<m/>"}),
            "unknown_format",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(data: bytes, code: str) -> None:
    found = parse(RawFile("brief.odt", data))
    assert found.set is None
    assert [problem.code for problem in found.problems] == [code]
