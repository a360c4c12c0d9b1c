"""Prints a set as a document of an office program: Word, and ODT as KOOP publishes it."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

from ..readers import word
from .headings import headings, parts
from .made import Made

MARK = re.compile(r"\[\^(\d+)\]")


def docx(made: Made) -> bytes:
    """A letter in Word, its footnotes those of Word."""
    found = made.set
    blocks = [f"AH {found.number}"] if found.number else []
    blocks += [found.case_number or "", *headings(found)]
    for label, texts in parts(made):
        blocks += [label, *(block for text in texts for block in _word_blocks(text))]
    return word.document(*blocks, **({"footnotes": _notes(made)} if found.footnotes else {}))


#: Word's own numbering of a list: 1, 2, 3
NUMBERING = (
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
)


def docx_numbered(made: Made) -> bytes:
    """Questions as the Kamer gets them: no label, each a paragraph that Word itself numbers."""
    found = made.set
    blocks = [found.case_number or "", *headings(found)]
    for question in found.questions:
        inside = word.item(question.text)
        blocks.append(MARK.sub(r'</w:t><w:footnoteReference w:id="\1"/><w:t>', inside))
    for note in found.notes:
        blocks += [f"{note.kind.capitalize()}:", note.text]
    parts_of = {"numbering": NUMBERING} | ({"footnotes": _notes(made)} if found.footnotes else {})
    return word.document(*blocks, **parts_of)


def _notes(made: Made) -> str:
    return "".join(
        f'<w:footnote w:id="{one.number}"><w:p><w:r><w:t>{escape(one.text)}</w:t></w:r></w:p>'
        "</w:footnote>"
        for one in made.set.footnotes
    )


def _word_blocks(text: str) -> list[str]:
    made = []
    for block in text.split("\n\n"):
        rows = block.split("\n")
        if "\t" in block:
            made.append(word.table(*(tuple(row.split("\t")) for row in rows)))
        else:
            made += [MARK.sub(r"{\1}", row) for row in rows]
    return made


NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
ODT = "application/vnd.oasis.opendocument.text"


def _p(inside: str, style: str = "ifm_p_ifm") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def odt(made: Made) -> bytes:
    """The ODT of a publication: a table of the head, then paragraphs; notes where they are cited."""
    found = made.set
    kind = (
        "Aanhangsel van de Handelingen"
        if found.number
        else "Vragen gesteld door de leden der Kamer"
    )
    rows = ("Tweede Kamer der Staten-Generaal", f"Vergaderjaar {found.session_year}", kind)
    head = "".join(
        f'<table:table-row><table:table-cell office:value-type="string">{_p(row)}</table:table-cell>'
        "</table:table-row>"
        for row in rows
    )
    body = [f'<table:table table:name="parlementair.kop">{head}</table:table>']
    body.append(_p(str(found.number or found.case_number), "kamervraagnummer"))
    body += [_p(escape(one)) for one in headings(found)]
    for label, texts in parts(made):
        body += [_p(label, "ifm_p_mt"), *(_odt_blocks(made, text) for text in texts)]
    return _package("".join(body))


def _odt_blocks(made: Made, text: str) -> str:
    notes = {note.number: note.text for note in made.set.footnotes}

    def note(mark: re.Match[str]) -> str:
        inside = _p(escape(notes[int(mark[1])]), "Footnote")
        return (
            f'<text:note text:note-class="footnote"><text:note-citation>{mark[1]}</text:note-citation>'
            f"<text:note-body>{inside}</text:note-body></text:note>"
        )

    made_blocks = []
    for block in text.split("\n\n"):
        rows = block.split("\n")
        if block.startswith("– "):
            items = [f"<text:list-item>{_p(escape(row[2:]))}</text:list-item>" for row in rows]
            made_blocks.append(f"<text:list>{''.join(items)}</text:list>")
        elif "\t" in block:
            made_blocks.append(_odt_table([row.split("\t") for row in rows]))
        else:
            made_blocks.append(_p(MARK.sub(note, escape(block))))
    return "".join(made_blocks)


def _odt_table(rows: list[list[str]]) -> str:
    made = [
        "".join(f"<table:table-cell>{_p(escape(cell))}</table:table-cell>" for cell in row)
        for row in rows
    ]
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in made)
    return f'<table:table><table:table-column table:number-columns-repeated="{len(rows[0])}"/>{inside}</table:table>'


def _package(body: str) -> bytes:
    data = io.BytesIO()
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} office:version="1.2">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", ODT)
        package.writestr("content.xml", content)
    return data.getvalue()
