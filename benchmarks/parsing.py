"""Speed of the parsers on one core: documents a second of processor time, for text and for PDF.

    python benchmarks/parsing.py [FILE...]

Without files it measures the samples of the project. The first reading of each kind is left out:
it loads the Dutch word list and pdfium.
"""

from __future__ import annotations

import pathlib
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from documents.parsing import RawFile, parse  # noqa: E402

#: At least so many documents a second; see the design.
WANTED = {"text": 200, "pdf": 5}


def speed(files: list[RawFile], seconds: float = 3.0) -> tuple[int, float]:
    """How many documents were read in about so many seconds, and how many that is a second."""
    for raw in files[:2]:
        parse(raw)
    begin, count = time.process_time(), 0
    while (spent := time.process_time() - begin) < seconds:
        parse(files[count % len(files)])
        count += 1
    return count, count / spent


def main(paths: list[pathlib.Path]) -> int:
    """Print a line for each kind; exit status 1 where one is too slow."""
    found = paths or sorted([*(ROOT / "samples").rglob("*"), *(ROOT / "tests/samples").glob("*")])
    slow = False
    for kind, ending in (("text", ".txt"), ("pdf", ".pdf")):
        files = [RawFile(path.name, path.read_bytes()) for path in found if path.suffix == ending]
        if not files:
            continue
        count, rate = speed(files)
        slow |= rate < WANTED[kind]
        size = sum(len(raw.data) for raw in files) / len(files) / 1000
        note = f"at least {WANTED[kind]}; {count} read, {size:.0f} kB each"
        print(f"{kind:5} {rate:8.1f} documents/s  ({note})")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main([pathlib.Path(name) for name in sys.argv[1:]]))
