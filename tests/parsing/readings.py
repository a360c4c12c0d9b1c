"""What the parser makes of many samples, as a digest for each format.

The samples are the demo archive, the texts of `tests/samples`, and sets of the demo archive printed in
the manners in which sets are printed at random too. A digest changes when one of them is read
otherwise, and when samples come or go.
"""

from __future__ import annotations

import functools
import hashlib
import json
import pathlib
from collections.abc import Iterator

from documents.parsing import QuestionSet, RawFile, members, parse, to_dict, to_json
from samples import build

from .printing.made import Made
from .printing.pages import Sheet
from .printing.test_printing import EXTRACTORS, MANNERS

TEXTS = pathlib.Path(__file__).parents[1] / "samples"
#: one in so many of the sets of the demo archive is printed in all manners
STEP = 3
#: letters on a line, lines on a page
SHEET = Sheet(80, 50, True)
#: hexadecimal digits
LENGTH = 12


@functools.cache
def digests() -> dict[str, str]:
    """Format → digest of the sets that are read of its samples, and of what is told of them."""
    seen: dict[str, hashlib._Hash] = {}
    for raw in _samples():
        result = parse(raw)
        assert result.set, (raw.name, result.problems)
        told = json.dumps(to_dict(result.problems), ensure_ascii=False, sort_keys=True)
        digest = seen.setdefault(str(result.format), hashlib.sha256())
        digest.update(f"{to_json(result.set)}\0{told}\0".encode())
    return {format: digest.hexdigest()[:LENGTH] for format, digest in sorted(seen.items())}


def _samples() -> Iterator[RawFile]:
    for path in sorted((*build.HERE.glob("*/*"), *TEXTS.glob("*.txt"))):
        if path.parent.name in (*build.PRINTERS, "zip", TEXTS.name):
            yield from (raw for _, raw in members(path) if isinstance(raw, RawFile))
    for source in sorted(build.SOURCES.glob("*/*.json"))[::STEP]:
        yield from _printed(build.read(source))


def _printed(questions: QuestionSet) -> Iterator[RawFile]:
    """A set in all manners of print; most have no way to print one that nobody asks."""
    if not questions.askers:
        return
    made = Made(questions)
    for paper in EXTRACTORS.values():
        yield RawFile("vragen.txt", paper.write(made, SHEET).encode())
    for manner in MANNERS.values():
        if questions.kind in manner.kinds:
            data = manner.write(made)
            yield RawFile(manner.name, data if isinstance(data, bytes) else data.encode())
