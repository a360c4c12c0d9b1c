"""PDFs: pages without end, streams that inflate, rings of objects, fonts, forms, damaged tables."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from .archives import MEGABYTE
from .bomb import Bomb, each

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def bombs() -> list[Bomb]:
    return [
        *each("pdf pages", "pdf", _pages, 500, 20_000, 200_000),
        *each("pdf pages told", "pdf", _told, 10**6, 2**31 - 1),
        *each("pdf one page often", "pdf", _often, 500, 100_000),
        *each("pdf ring of pages", "pdf", _ring, 1, 50),
        *each("pdf deep pages", "pdf", _deep, 100, 20_000),
        *each("pdf inflating", "pdf", _inflating, (20, 1), (200, 1), (20, 2), (400, 2)),
        *each("pdf letters", "pdf", _letters, 10_000, 200_000, 2_000_000),
        *each("pdf letters on pages", "pdf", _letters_on_pages, 500, 5_000),
        *each("pdf states", "pdf", lambda n: _page(b"q " * n), 100_000, 5_000_000),
        *each("pdf paths", "pdf", lambda n: _page(b"0 0 m 9 9 l S " * n), 50_000, 1_000_000),
        *each("pdf forms", "pdf", _forms, 8, 16, 30),
        *each("pdf form of itself", "pdf", _self, 1, 50),
        *each("pdf xref in a ring", "pdf", _xref, 1, 1_000),
        *each("pdf xref told", "pdf", _xref_told, 10**6, 2**31 - 1),
        *each("pdf deep arrays", "pdf", lambda n: _objects([b"[" * n]), 1_000, 1_000_000),
        *each("pdf font", "pdf", _font, 100, 500),
        *each("pdf numbers", "pdf", lambda n: _page(b"9" * n + b" Tf"), 10_000, 5_000_000),
        *each("pdf far letters", "pdf", _far, 10**6, 10**30),
    ]


def _objects(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d%b>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, trailer, start)
    return bytes(made)


def _stream(data: bytes, times: int = 1, more: bytes = b"") -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode " * times
    return b"<</Filter[%b]/Length %d%b>>stream\n%b\nendstream" % (filters, len(data), more, data)


def _kids(kids: bytes, count: int, *objects: bytes) -> bytes:
    """The catalogue, the tree of pages, and what else there is from the third object on."""
    tree = b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, kids)
    return _objects([b"<</Type/Catalog/Pages 2 0 R>>", tree, *objects])


def _leaf(contents: bytes = b"4 0 R", more: bytes = b"") -> bytes:
    return (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %b"
        b"/Resources<</Font<</F1 5 0 R>>%b>>>>" % (contents, more)
    )


TEXT = b"BT /F1 12 Tf 50 800 Td (Vraag 1 Kent u dit bericht?) Tj ET "


def _page(contents: bytes, *objects: bytes, more: bytes = b"") -> bytes:
    return _kids(b"3 0 R", 1, _leaf(more=more), _stream(TEXT + contents), FONT, *objects)


def _pages(count: int) -> bytes:
    kids = b"".join(b"%d 0 R " % (n + 6) for n in range(count))
    return _kids(kids, count, _leaf(), _stream(TEXT), FONT, *[_leaf()] * count)


def _told(count: int) -> bytes:
    return _kids(b"3 0 R", count, _leaf(), _stream(TEXT), FONT)


def _often(count: int) -> bytes:
    return _kids(b"3 0 R " * count, count, _leaf(), _stream(TEXT), FONT)


def _ring(count: int) -> bytes:
    return _kids(b"2 0 R " * count, 10**6, _leaf(), _stream(TEXT), FONT)


def _deep(depth: int) -> bytes:
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 7) for n in range(depth)]
    return _kids(b"6 0 R", 1, _leaf(), _stream(TEXT), FONT, *nodes, _leaf())


def _inflating(given: tuple[int, int]) -> bytes:
    megabytes, times = given
    return _kids(b"3 0 R", 1, _leaf(), _stream(b" " * (megabytes * MEGABYTE), times), FONT)


def _letters(count: int) -> bytes:
    return _page(b"BT /F1 1 Tf (%b) Tj ET" % (b"veer " * (count // 5)))


def _letters_on_pages(letters: int) -> bytes:
    text = _stream(b"BT /F1 1 Tf (%b) Tj ET" % (b"veer " * (letters // 5)))
    return _kids(b"3 0 R " * 500, 500, _leaf(), text, FONT)


def _forms(depth: int) -> bytes:
    """Each form draws the next one ten times."""
    forms = [
        _stream(
            b"/X Do " * 10,
            more=b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
            % (n + 7),
        )
        for n in range(depth)
    ]
    last = _stream(TEXT, more=b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return _page(b"/X Do", *forms, last, more=b"/XObject<</X 6 0 R>>")


def _self(times: int) -> bytes:
    own = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    form = _stream(b"/X Do " * times, more=own)
    return _page(b"/X Do", form, more=b"/XObject<</X 6 0 R>>")


def _xref(count: int) -> bytes:
    made = b"%PDF-1.7\n"
    for _ in range(count):
        made += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\n"
    return made + b"startxref\n9\n%%EOF"


def _xref_told(count: int) -> bytes:
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \ntrailer\n<</Size %d/Root 1 0 R>>\n" % (count, count)
    return head + table + b"startxref\n%d\n%%%%EOF" % len(head)


def _font(megabytes: int) -> bytes:
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R>>"
    told = b"<</Type/FontDescriptor/FontName/X/FontFile2 7 0 R>>"
    data = _stream(b"\x00\x01\x00\x00" + bytes(megabytes * MEGABYTE))
    return _kids(b"3 0 R", 1, _leaf(), _stream(TEXT), font, told, data)


def _far(distance: int) -> bytes:
    return _page(b"BT /F1 12 Tf %b ET" % (b"%d %d Td (veer) Tj " % (distance, distance) * 5_000))
