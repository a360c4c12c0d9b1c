"""Golden files: what the code makes of fixed input, kept so that a review sees what changes.

    python -m tests.golden

makes them all anew and tells which are other than before; git shows the difference. For another
kind of golden file, write a function that yields (path, content) and add it to KINDS.
"""

from __future__ import annotations

import difflib
import json
import os
import pathlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import django

from documents.identity.names import rules
from documents.parsing import RawFile, explain, parse, problems, to_json
from documents.parsing.files import readings
from samples import build

ROOT = pathlib.Path(__file__).parents[1]
SAMPLES = ROOT / "tests/samples"
ANALYSED = SAMPLES / "analysed.json"
#: The documents whose lines are explained: one or more of each source that has lines.
EXPLAINED = (
    *sorted(SAMPLES.glob("*.txt")),
    ROOT / "samples/pdf/kv-tk-2026Z90181.pdf",
    ROOT / "samples/docx/kv-tk-2024Z99072.docx",
)

#: Where a golden file stands in the project, and what must stand in it.
Golden = tuple[str, bytes]


def sets() -> Iterator[Golden]:
    """The set in each raw text of tests/samples, beside it."""
    for path in sorted(SAMPLES.glob("*.txt")):
        found = parse(RawFile(path.name, path.read_bytes())).set
        assert found, path
        yield _place(path.with_suffix(".json")), f"{to_json(found)}\n".encode()


def explanations() -> Iterator[Golden]:
    """Each line of some documents with its role and the rules that gave it."""
    for path in EXPLAINED:
        rows = explain(RawFile(path.name, path.read_bytes()))
        text = "".join(f"{row.name:20} │ {row.why} │ {row.text}\n" for row in rows)
        yield f"tests/samples/explained/{path.stem}.txt", text.encode()


def pages() -> Iterator[Golden]:
    """The pages of docs/ that come from the code."""
    yield "docs/problems.md", f"{problems.page()}\n".encode()


def demo() -> Iterator[Golden]:
    """The raw files of the demo archive, as the printers of samples/ print them."""
    for path, data in build.raw_files():
        yield _place(path), data


def analysis() -> Iterator[Golden]:
    """All that the search index stores of one document.

    Raises SystemExit where that changed and the stamp of the index did not: what is added to an
    index that was made before would not agree with what stands in it.
    """
    from tests import analysed  # needs Django, which has been set up by now

    made = {"stamp": analysed.stamped(), "stored": analysed.stored()}
    content = f"{json.dumps(made, ensure_ascii=False, indent=1)}\n".encode()
    before = json.loads(ANALYSED.read_bytes()) if ANALYSED.exists() else {}
    if before.get("stamp") == made["stamp"] and before["stored"] != json.loads(content)["stored"]:
        raise SystemExit(
            "Van een document wordt iets anders opgeslagen dan voorheen: verhoog VERSION in "
            "documents/search/stamp.py (raise the version) en maak de bestanden dan opnieuw."
        )
    yield _place(ANALYSED), content


def waits() -> Iterator[Golden]:
    """What tells an archive that its sets are read otherwise now, or its names taken otherwise."""
    from tests.identity.names.rules import digest
    from tests.parsing.readings import digests

    yield _place(readings.KEPT), f"{json.dumps(digests(), indent=1)}\n".encode()
    yield _place(rules.KEPT), f"{json.dumps({'digest': digest()})}\n".encode()


KINDS: tuple[Callable[[], Iterator[Golden]], ...] = (
    *(sets, explanations, pages, demo, analysis),
    waits,
)


def _place(path: pathlib.Path) -> str:
    return path.relative_to(ROOT).as_posix()


class Change(NamedTuple):
    """A golden file that is other than the code makes it; `before` is None where there is none."""

    path: str
    before: bytes | None
    after: bytes

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.path}: nieuw"
        try:
            rows = [text.decode().splitlines() for text in (self.before, self.after)]
        except UnicodeDecodeError:
            return f"{self.path}: {len(self.before)} bytes, nu {len(self.after)}"
        marks = [row[0] for row in list(difflib.unified_diff(*rows, lineterm=""))[2:]]
        return f"{self.path}: +{marks.count('+')} -{marks.count('-')}"


def changes(root: pathlib.Path = ROOT) -> Iterator[Change]:
    """The golden files under a folder that the code makes otherwise."""
    for kind in KINDS:
        for name, after in kind():
            path = root / name
            before = path.read_bytes() if path.exists() else None
            if before != after:
                yield Change(name, before, after)


def renew(root: pathlib.Path = ROOT) -> list[Change]:
    """Make the golden files under a folder anew; the result is what that changed."""
    found = list(changes(root))
    for change in found:
        path = root / change.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change.after)
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    renewed = renew()
    print(*renewed, sep="\n", end="\n" if renewed else "")
    print(f"Veranderd: {len(renewed)}. Bekijk het verschil met git diff.")
