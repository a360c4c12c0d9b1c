"""Print every set of samples/sources as a raw file.

The folder of a source names the format in which it is printed. The raw files are kept in the
repository, so that the demo archive needs nothing built; `./run golden` writes them anew, and a
test compares them with this.
"""

from __future__ import annotations

import io
import json
import pathlib
import zipfile
from collections.abc import Callable, Iterable, Iterator

from documents.parsing import QuestionSet, from_dict, to_json

from . import series
from .printers import docx, koop, kvr, pdf, text

HERE = pathlib.Path(__file__).parent
SOURCES = HERE / "sources"
BUNDLE = "zip/vragenbundel.zip"
SERIES = "zip/reeksen.zip"


def _json(questions: QuestionSet) -> bytes:
    return (to_json(questions) + "\n").encode()


#: Folder of a source -> how it is printed, and the ending of the raw file.
PRINTERS: dict[str, tuple[Callable[[QuestionSet], bytes], str]] = {
    "text": (text.printed, ".txt"),
    "pdf": (pdf.printed, ".pdf"),
    "docx": (docx.printed, ".docx"),
    "koop": (koop.printed, ".xml"),
    "kvr": (kvr.printed, ".xml"),
    "json": (_json, ".json"),
}


def read(source: pathlib.Path) -> QuestionSet:
    """The set in a source file."""
    return from_dict(json.loads(source.read_text(encoding="utf-8")))


def printed(source: pathlib.Path) -> tuple[str, bytes]:
    """The raw file of a source: its name and its bytes."""
    print_set, ending = PRINTERS[source.parent.name]
    return source.stem + ending, print_set(read(source))


def raw_files() -> Iterator[tuple[pathlib.Path, bytes]]:
    """Every raw file of the demo archive that is printed, with its path, and the bundles last."""
    for source in sorted(SOURCES.glob("*/*.json")):
        if source.parent.name not in PRINTERS:  # its raw file was written by hand
            continue
        name, data = printed(source)
        yield HERE / source.parent.name / name, data
    yield HERE / BUNDLE, bundle(map(printed, sorted((SOURCES / "zip").glob("*/*.json"))))
    yield HERE / SERIES, bundle(of_series())


def of_series() -> Iterator[tuple[str, bytes]]:
    """The raw files of the sets of series.toml, with their names."""
    for kind, made in series.sets():
        print_set, ending = PRINTERS[kind]
        yield f"{made.identifier}{ending}", print_set(made)


def bundle(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of raw files, the same bytes at each build."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()
