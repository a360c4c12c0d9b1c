"""DOCX letters: what Word prints is what is read."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from documents.parsing import Answerer, Asker, Footnote, QuestionSet, RawFile, parse
from documents.parsing.docx import parse as parse_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def paragraph(text: str) -> str:
    """A paragraph; '{n}' in it refers to Word's footnote n."""
    runs = escape(text).replace("{", '</w:t><w:footnoteReference w:id="').replace("}", '"/><w:t>')
    return f"<w:p><w:r><w:t>{runs}</w:t></w:r></w:p>"


def item(text: str) -> str:
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{number}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def document(*blocks: str, **parts: str) -> bytes:
    data = io.BytesIO()
    body = "".join(block if block.startswith("<w:") else paragraph(block) for block in blocks)
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/document.xml", _part("document", f"<w:body>{body}</w:body>"))
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", _part(name, content))
    return data.getvalue()


def _part(name: str, content: str) -> str:
    tag = "hdr" if name.startswith("header") else name
    return f'<w:{tag} xmlns:w="{W}">{content}</w:{tag}>'


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


def test_a_table_is_kept_as_a_table() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("2023", "12"))
    found = read(
        document(
            *LETTER, "Vraag 1", "Hoeveel?", "", "Antwoord 1", f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        )
    )
    assert found.answers[0].text == "2023\t12"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rommel", document("x")[:200]])
def test_damage_is_told(data: bytes) -> None:
    result = parse_docx(RawFile("x.docx", data))
    assert result.set is None
    assert result.problems[0].code == "unreadable"


def test_entities_are_not_resolved() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
            f'<w:document xmlns:w="{W}"><w:body>{paragraph("Vraag 1")}'
            "<w:p><w:r><w:t>Wat is &e;?</w:t></w:r></w:p></w:body></w:document>",
        )
    result = parse_docx(RawFile("x.docx", data.getvalue()))
    assert result.set is None or result.set.questions[0].text == "Wat is"
