"""A set as the Word file that a ministry sends: its reference lines first, then the headers.

The date of the questions stands above 'Vragen van', and the footnotes are those of Word.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from documents.parsing import Footnote, QuestionSet

from . import phrases
from .blocks import blocks

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: what the ministries set in bold
_LABEL = re.compile(r"(?:Vraag|Antwoord)(?: op vraag)? \d.*")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def printed(questions: QuestionSet) -> bytes:
    """The package that Word opens, the same bytes at each build."""
    body = "".join(map(_paragraph, _rows(questions)))
    notes = "".join(map(_footnote, questions.footnotes))
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(officeDocument="word/document.xml"),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations(footnotes="footnotes.xml"),
        "word/footnotes.xml": _part("footnotes", notes),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), _XML + text)
    return buffer.getvalue()


def _rows(questions: QuestionSet) -> Iterator[str]:
    """Each paragraph of the document; '' is an empty one."""
    found = blocks(questions)
    asked, answered = (re.sub(r"[*_]", "", next(found).text) for _ in range(2))
    sent = f"(ingezonden {phrases.dutch_date(questions.submitted)})"
    yield from (f"AH {questions.number}", questions.case_number or "", sent)
    yield from (asked.replace(f" {sent}.", ""), "", answered)
    for block in found:
        yield from [""] if block.space else []
        yield block.text


def _paragraph(text: str) -> str:
    return f"<w:p>{_runs(text, 'b' if _LABEL.fullmatch(text) else '')}</w:p>"


def _runs(text: str, style: str) -> str:
    """The text, bold ('b') or italic ('i'), with each `[^n]` as a reference to footnote n."""
    pieces = re.split(r"\[\^(\d+)\]", text)  # words and numbers take turns
    runs = (
        f'<w:footnoteReference w:id="{piece}"/>'
        if index % 2
        else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for index, piece in enumerate(pieces)
    )
    properties = f"<w:rPr><w:{style}/></w:rPr>" if style else ""
    return "".join(f"<w:r>{properties}{run}</w:r>" for run in runs)


def _footnote(note: Footnote) -> str:
    text = f"<w:p>{_runs(note.text, 'i')}</w:p>"
    return f'<w:footnote w:id="{note.number}">{text}</w:footnote>'


def _part(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{_WORD}">{content}</w:{name}>'


def _relations(**targets: str) -> str:
    rows = (
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _types() -> str:
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    parts = {"document": "document.main", "footnotes": "footnotes"}
    rows = (
        f'<Override PartName="/word/{name}.xml" ContentType="{_CONTENT}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    default = f'<Default Extension="rels" ContentType="{rels}"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{default}{"".join(rows)}</Types>'
