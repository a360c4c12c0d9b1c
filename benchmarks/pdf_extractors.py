"""Compare extractors of text from PDF: speed, and whether sizes tell a mark from a number.

    python benchmarks/pdf_extractors.py FILE.pdf...

Run it in an environment that has pypdfium2, pdfplumber and pypdf; the project itself installs
only the first. Prints a table as it stands in docs/pdf-extractors.md.
"""

from __future__ import annotations

import ctypes
import io
import pathlib
import sys
import time
from collections.abc import Callable, Iterator

import pdfplumber
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium_c

#: One character or run: text, size of its type, height of its baseline.
Piece = tuple[str, float, float]


def with_pypdfium2(data: bytes) -> Iterator[Piece]:
    """Each character with the height of its box."""
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            pdfium_c.FPDFText_GetLooseCharBox(text.raw, index, box)
            pdfium_c.FPDFText_GetCharOrigin(text.raw, index, x, y)
            char = chr(pdfium_c.FPDFText_GetUnicode(text.raw, index))
            yield char, abs(box.top - box.bottom), y.value
    document.close()


def with_pdfplumber(data: bytes) -> Iterator[Piece]:
    """Each character with its size."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for char in page.chars:
                yield char["text"], char["size"], -char["bottom"]


def with_pypdf(data: bytes) -> Iterator[Piece]:
    """Each run with the size that its font was set in, scaled by its matrix."""
    pieces: list[Piece] = []

    def visit(text: str, _: object, matrix: list[float], __: object, size: float) -> None:
        pieces.append((text, abs(size * matrix[3]), matrix[5]))

    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        page.extract_text(visitor_text=visit)
    yield from pieces


READERS: dict[str, tuple[str, Callable[[bytes], Iterator[Piece]]]] = {
    "pypdfium2": ("Apache-2.0 / BSD-3-Clause", with_pypdfium2),
    "pdfplumber": ("MIT", with_pdfplumber),
    "pypdf": ("BSD-3-Clause", with_pypdf),
}


def measure(
    reader: Callable[[bytes], Iterator[Piece]], files: list[bytes]
) -> tuple[float, int, int]:
    """Documents a second of processor time, sizes told apart, and small figures found."""
    begin = time.process_time()
    pieces = [piece for data in files for piece in reader(data)]
    spent = time.process_time() - begin
    sizes = [round(size, 1) for text, size, _ in pieces for _ in text]
    body = max(set(sizes), key=sizes.count)
    marks = sum(text.strip().isdigit() and size < 0.8 * body for text, size, _ in pieces)
    return len(files) / spent, len(set(sizes)), marks


def main(paths: list[str]) -> None:
    """Print the table."""
    files = [pathlib.Path(path).read_bytes() for path in paths]
    print("| extractor | licence | documents/s | sizes | small figures |\n|---|---|---|---|---|")
    for name, (licence, reader) in READERS.items():
        rate, sizes, marks = measure(reader, files)
        print(f"| {name} | {licence} | {rate:.1f} | {sizes} | {marks} |")


if __name__ == "__main__":
    main(sys.argv[1:])
