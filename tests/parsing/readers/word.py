"""Word documents for tests: the fewest parts of a package that hold text."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

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


def item(text: str, level: int = 0) -> str:
    """A paragraph of list 1."""
    number = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{number}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; a line end within a cell parts its paragraphs."""
    return (
        "<w:tbl>" + "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows) + "</w:tbl>"
    )


def _cell(text: str) -> str:
    return f"<w:tc>{''.join(map(paragraph, text.split(chr(10))))}</w:tc>"


def document(*blocks: str, **parts: str) -> bytes:
    """A package with these paragraphs or blocks of XML, and other parts by their names."""
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
