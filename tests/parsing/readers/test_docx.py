"""DOCX letters: what Word prints is what is read."""

from __future__ import annotations

import io
import zipfile

import pytest

from documents.parsing import Answerer, Asker, Footnote, Note, QuestionSet, RawFile, parse
from documents.parsing.readers.docx import parse as parse_docx

from .word import TYPES, W, document, item, paragraph, table

LETTER = (
    "In antwoord op uw brief van 3 mei 2024, nr. 2024Z99993, deel ik u mede dat de vragen van de "
    "leden Bos en Tak (beiden ABC) over de brug worden beantwoord zoals aangegeven in de bijlage.",
    "",
    "De Minister van Financiën,",
    "",
    "A.B. de Wit",
    "",
)
DATED = paragraph("Datum") + paragraph("28 mei 2024")


def read(data: bytes) -> QuestionSet:
    result = parse(RawFile("brief.docx", data))
    assert result.set is not None, result.problems
    return result.set


def test_letter_with_the_date_in_its_head() -> None:
    found = read(
        document(*LETTER, "Vraag 1", "Klopt het?", "", "Antwoord op vraag 1", "Ja.", header1=DATED)
    )
    assert found.askers == (Asker("Bos", "ABC"), Asker("Tak", "ABC"))
    assert found.answerers == (Answerer("De Wit", "Minister", "Financiën"),)
    assert (str(found.submitted), str(found.answered)) == ("2024-05-03", "2024-05-28")
    assert (found.identifier, found.title) == ("kv-tk-2024Z99993", "de brug")


def test_footnotes_of_word_stand_at_their_place() -> None:
    notes = f'<w:footnote w:id="7">{paragraph("Courant, 2 mei 2024")}</w:footnote>'
    found = read(document(*LETTER, "Vraag 1", "Kent u dit{7} bericht?", footnotes=notes))
    assert found.questions[0].text == "Kent u dit[^1] bericht?"
    assert found.footnotes == (Footnote(1, "Courant, 2 mei 2024"),)


NUMBERING = (
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="{}"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
)


def test_bullets_of_word_are_a_list() -> None:
    found = read(
        document(
            *LETTER, "Vraag 1", "Welke maatregelen?", "", "Antwoord 1", "Deze:",
            item("een pont"), item("een brug"), numbering=NUMBERING.format("bullet"),
        )
    )  # fmt: skip
    assert found.answers[0].text == "Deze:\n\n– een pont\n– een brug"


def test_questions_numbered_by_word_are_questions() -> None:
    found = read(
        document(
            *LETTER, item("Klopt het?"), item("Waarom?"), numbering=NUMBERING.format("decimal")
        )
    )
    assert [(q.number, q.text) for q in found.questions] == [(1, "Klopt het?"), (2, "Waarom?")]


def answered(*blocks: str, **parts: str) -> str:
    """What the blocks are when they stand under the answer to question 1."""
    return (
        read(document(*LETTER, "Vraag 1", "Hoeveel?", "", "Antwoord 1", *blocks, **parts))
        .answers[0]
        .text
    )


def test_a_table_is_kept_as_a_table() -> None:
    assert answered(table(("2023", "12"))) == "2023\t12"


def test_a_cell_of_a_table_can_have_paragraphs() -> None:
    rows = ("Jaar", "Aantal\nveren"), ("2022", "3"), ("2023", "4")
    assert answered(table(*rows)) == "Jaar\tAantal veren\n2022\t3\n2023\t4"


LABELS = (
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl><w:lvl w:ilvl="1">'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
)


def test_word_numbers_the_levels_of_a_list_each_anew() -> None:
    items = item("pont"), item("klein", 1), item("groot", 1), item("brug"), item("smal", 1)
    text = answered("Deze:", *items, numbering=LABELS.format(start=4, text="%1."))
    assert text.split("\n\n") == ["Deze:", "4. pont", "a) klein", "b) groot", "5. brug", "a) smal"]


def test_a_label_can_be_the_numbering_of_word() -> None:
    asked = item("Klopt het?"), "Antwoord", "Ja.", item(""), "Waarom?", "Antwoord", "Zo."
    found = read(document(*LETTER, *asked, numbering=LABELS.format(start=1, text="Vraag %1")))
    assert [(q.number, q.text) for q in found.questions] == [(1, "Klopt het?"), (2, "Waarom?")]
    assert [a.numbers for a in found.answers] == [(1,), (2,)]


def test_the_numbering_can_stand_in_the_style() -> None:
    style = (
        '<w:style w:styleId="V"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    asked = '<w:p><w:pPr><w:pStyle w:val="V"/></w:pPr><w:r><w:t>Klopt het?</w:t></w:r></w:p>'
    numbering = LABELS.format(start=1, text="Vraag %1:")
    found = read(document(*LETTER, asked, numbering=numbering, styles=style))
    assert [(q.number, q.text) for q in found.questions] == [(1, "Klopt het?")]


def test_what_was_deleted_or_moved_away_is_not_read() -> None:
    gone = "".join(f"<w:{tag}><w:r><w:t>weg</w:t></w:r></w:{tag}>" for tag in ("del", "moveFrom"))
    assert answered(f"<w:p><w:ins><w:r><w:t>Ja.</w:t></w:r></w:ins>{gone}</w:p>") == "Ja."


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rommel", document("x")[:200]])
def test_damage_is_told(data: bytes) -> None:
    result = parse_docx(RawFile("x.docx", data))
    assert result.set is None
    assert [problem.message for problem in result.problems] == [
        "Het bestand kan niet worden gelezen: het is geen leesbaar Word-document."
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared", ['[<!ENTITY e SYSTEM "file:///etc/hostname">]', '[<!ENTITY e "a">]']
)
@pytest.mark.parametrize("part", ["document", "footnotes", "styles", "numbering"])
def test_a_part_with_a_dtd_is_refused(part: str, declared: str, encoding: str) -> None:
    body = f"<w:body>{paragraph('Vraag 1')}{paragraph('Wat is het?')}</w:body>"
    parts = {"document": f'<w:document xmlns:w="{W}">{body}</w:document>'}
    whole = parts.get(part, f'<w:{part} xmlns:w="{W}"/>')
    parts[part] = f"<!DOCTYPE d {declared}>{whole.replace('Wat is', 'Wat is &e;')}"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text.encode(encoding))
    result = parse(RawFile("x.docx", data.getvalue()))
    assert result.set is None
    assert [problem.message for problem in result.problems] == [
        "De XML bevat een DTD of entiteiten; dat is uit veiligheid niet toegestaan."
    ]


def run(text: str, up: str = "") -> str:
    """A run of text; `up` is 'superscript' or 'subscript'."""
    style = f'<w:rPr><w:vertAlign w:val="{up}"/></w:rPr>' if up else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_powers_and_indices_keep_their_meaning() -> None:
    runs = run("De 1") + run("e", "superscript") + run(" keer 10") + run("6", "superscript")
    runs += run(" kilo CO") + run("2", "subscript") + run(" op 3 m") + run("2", "superscript")
    found = read(document(*LETTER, "Vraag 1", f"<w:p>{runs}?</w:p>"))
    assert found.questions[0].text == "De 1e keer 10⁶ kilo CO₂ op 3 m²"


def spanning(text: str, across: int = 1, merge: str | None = None) -> str:
    below = "" if merge is None else f'<w:vMerge w:val="{merge}"/>'
    span = f'<w:tcPr><w:gridSpan w:val="{across}"/>{below}</w:tcPr>'
    return f"<w:tc>{span}{paragraph(text)}</w:tc>"


def test_merged_cells_keep_the_others_in_their_columns() -> None:
    rows = (
        spanning("Rood", merge="restart") + spanning("2017") + spanning("100"),
        spanning("", merge="continue") + spanning("2018") + spanning("200"),
        spanning("Samen", 2) + spanning("300"),
    )
    made = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    found = read(document(*LETTER, "Vraag 1", "Hoeveel?", "", "Antwoord 1", "Zie:", made))
    assert found.answers[0].text == "Zie:\n\nRood\t2017\t100\n\t2018\t200\nSamen\t\t300"


def test_an_empty_corner_of_a_table_keeps_its_column() -> None:
    rows = table(("", "2017", "2018"), ("Rood", "1", "2"))
    found = read(document(*LETTER, "Vraag 1", "Hoeveel?", "", "Antwoord 1", "Zie:", rows))
    assert found.answers[0].text == "Zie:\n\n\t2017\t2018\nRood\t1\t2"


DRAWING = (
    '<w:p><w:r><w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="urn:wp">'
    '<wp:docPr id="1" name="Afbeelding 1" descr="een kaart"/><a:blip r:embed="rId5"/>'
    "</w:drawing></w:r></w:p>"
)


def test_a_drawing_is_told_with_its_place_but_a_letterhead_is_not() -> None:
    data = document(DRAWING, *LETTER, "Vraag 1", "Hoe?", "", "Antwoord 1", "Zie:", DRAWING)
    result = parse(RawFile("brief.docx", data))
    assert result.set is not None
    assert result.set.notes == (Note("afbeelding", "Antwoord 1, na «Zie:»: een kaart"),)
    assert [p.place for p in result.problems if p.code == "picture_left_out"] == ["antwoord 1"]


def test_a_formula_of_word_is_not_lost() -> None:
    m = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    power = (
        "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    )
    formula = f"<w:p>{run('Is ')}<m:oMath {m}>{power}</m:oMath>{run(' groot?')}</w:p>"
    found = read(document(*LETTER, "Vraag 1", formula))
    assert found.questions[0].text == "Is x² groot?"
