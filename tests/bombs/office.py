"""Word and OpenDocument: parts that unpack to much, deep or wide parts, styles and lists in rings."""

from __future__ import annotations

from collections.abc import Iterator

from .archives import MEGABYTE, packed
from .bomb import Bomb, each

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
OASIS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style")
)


def bombs() -> list[Bomb]:
    return [
        *each("docx of spaces", "docx", lambda mb: _word(" " * (mb * MEGABYTE)), 20, 100, 300),
        *each("docx paragraphs", "docx", lambda n: _word(_P * n), 1_000, 20_000, 200_000),
        *each("docx one paragraph", "docx", _runs, 1_000, 30_000),
        *each("docx deep tables", "docx", _word_tables, 50, 1_000, 20_000),
        *each("docx deep", "docx", lambda n: _word("<w:sdt>" * n + "</w:sdt>" * n), 200, 100_000),
        *each("docx cells", "docx", _word_cells, 50, 150, 500),
        *each("docx styles in a ring", "docx", _ring, 2, 10_000),
        *each("docx notes", "docx", _word_notes, 1_000, 20_000),
        *each("docx entities", "docx", _word_entities, 5, 20),
        *each("docx of many parts", "docx", _parts, 5_000, 50_000),
        *each("odt of spaces", "odt", lambda mb: _odt(" " * (mb * MEGABYTE)), 20, 100, 300),
        *each("odt spaces told", "odt", _told_spaces, 10**4, 10**7, 10**9),
        *each("odt repeated cells", "odt", _repeated, 1_000, 10**6, 10**9),
        *each("odt paragraphs", "odt", lambda n: _odt("<text:p>veer</text:p>" * n), 20_000, 90_000),
        *each("odt deep", "odt", _odt_deep, 200, 50_000),
        *each("odt deep lists", "odt", _lists, 200, 20_000),
        *each("odt styles in a ring", "odt", _odt_ring, 2, 10_000),
    ]


_P = "<w:p><w:r><w:t>Vraag 1 over het veer</w:t></w:r></w:p>"


def _word(body: str, **parts: str) -> bytes:
    document = f"<w:document {W}><w:body>{_P}{body}</w:body></w:document>"
    return packed(list(_members(document, parts)))


def _members(document: str, parts: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    yield "[Content_Types].xml", TYPES.encode()
    yield "_rels/.rels", RELS.encode()
    yield "word/document.xml", document.encode()
    for name, text in parts.items():
        yield f"word/{name}.xml", text.encode()


def _runs(count: int) -> bytes:
    return _word(f"<w:p>{'<w:r><w:t>veer </w:t></w:r>' * count}</w:p>")


def _word_tables(depth: int) -> bytes:
    start, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return _word(start * depth + _P + end * depth)


def _word_cells(side: int) -> bytes:
    return _word(f"<w:tbl>{('<w:tr>' + f'<w:tc>{_P}</w:tc>' * side + '</w:tr>') * side}</w:tbl>")


def _ring(count: int) -> bytes:
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % count}"/></w:style>'
        for n in range(count)
    )
    body = '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 1_000
    return _word(body, styles=f"<w:styles {W}>{styles}</w:styles>")


def _word_notes(count: int) -> bytes:
    marks = "".join(
        f'<w:p><w:r><w:footnoteReference w:id="{n}"/></w:r></w:p>' for n in range(count)
    )
    notes = "".join(f'<w:footnote w:id="{n}">{_P}</w:footnote>' for n in range(count))
    return _word(marks, footnotes=f"<w:footnotes {W}>{notes}</w:footnotes>")


def _word_entities(depth: int) -> bytes:
    rows = (f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, depth))
    head = f"<!DOCTYPE w [<!ENTITY e0 'ha'>{''.join(rows)}]>"
    body = f"<w:p><w:r><w:t>&e{depth - 1};</w:t></w:r></w:p>"
    return packed(list(_members(f"{head}<w:document {W}><w:body>{body}</w:body></w:document>", {})))


def _parts(count: int) -> bytes:
    return _word("", **{f"deel{n}": "<x/>" for n in range(count)})


def _odt(body: str, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {OASIS}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text><text:p>Vraag 1</text:p>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    return packed([("mimetype", kind), ("content.xml", content.encode())])


def _told_spaces(count: int) -> bytes:
    return _odt(f'<text:p>veer<text:s text:c="{count}"/></text:p>' * 50)


def _repeated(count: int) -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="{count}"><text:p>x</text:p>'
    row = f'<table:table-row table:number-rows-repeated="{count}">{cell}</table:table-cell>'
    return _odt(f"<table:table>{row}</table:table-row></table:table>")


def _odt_deep(depth: int) -> bytes:
    return _odt("<text:section>" * depth + "</text:section>" * depth)


def _lists(depth: int) -> bytes:
    start, end = "<text:list><text:list-item>", "</text:list-item></text:list>"
    return _odt(start * depth + "<text:p>x</text:p>" + end * depth)


def _odt_ring(count: int) -> bytes:
    styles = "".join(
        f'<style:style style:name="s{n}" style:parent-style-name="s{(n + 1) % count}"/>'
        for n in range(count)
    )
    return _odt('<text:p text:style-name="s0">x</text:p>' * 1_000, styles)
