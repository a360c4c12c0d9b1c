"""Files for an archive that is broken: sets, second versions, samples, and files to refuse."""

from __future__ import annotations

import json
import pathlib
import shutil
from typing import Any, NamedTuple

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"
#: those that are ingested, with what lies beside them
_INGESTED = ("koop", "text")
_OF_EACH = 6


class Workload(NamedTuple):
    """The folders with files: those to ingest first, and those of a later upload."""

    ingested: pathlib.Path
    uploaded: pathlib.Path


def write(work: Workload, files: int) -> None:
    """Sets that refer to each other in both directions, second versions, and files to refuse."""
    for folder in work:
        folder.mkdir()
    numbers = files * 9 // 10  # the last tenth are second versions
    for n in range(files):
        text = json.dumps(_set(9000 + n % numbers, n, numbers)) if n % 37 else '{"kaputt": '
        (work.ingested / f"{n:05}.json").write_text(text)
    for folder in _INGESTED:
        (work.ingested / folder).mkdir()
        for path in sorted((SAMPLES / folder).iterdir())[:_OF_EACH]:
            shutil.copy(path, work.ingested / folder)
    for n in range(8):
        row = _set(9010 + n if n % 2 else 9500 + n, 1000 + n, numbers)
        (work.uploaded / f"{n}.json").write_text(json.dumps(row))
    for path in sorted((SAMPLES / "docx").glob("*.docx"))[:3]:
        shutil.copy(path, work.uploaded)


def _set(number: int, n: int, numbers: int) -> dict[str, Any]:
    portfolio = f"Waterstaat {n % 5}"
    answerer = {"name": "Dijkstra", "role": "Minister", "portfolio": portfolio, "on_behalf": False}
    return {
        "identifier": f"ah-tk-20222023-{number}",
        "kind": "answer",
        "session_year": "2022-2023",
        "number": number,
        "case_number": f"2022Z{10000 + n}",
        "submitted": "2022-09-09",
        "answered": "2022-10-10",
        "title": f"dijk {n}",
        "askers": [{"name": f"Polder {n % 20}", "party": f"P{n % 7}"}],
        "addressees": [{"role": "Minister", "portfolio": portfolio}],
        "answerers": [answerer],
        "see_also": [{"session_year": "2022-2023", "number": 9000 + (n * 7) % numbers}],
        "questions": [
            {"number": i, "text": f"Vraag {i} over dijk {n}?[^{i}]", "footnotes": [i]}
            for i in range(1, 5)
        ],
        "answers": [
            {"numbers": [i], "text": f"Antwoord {i} over dijk {n}. " * 20, "footnotes": []}
            for i in range(1, 5)
        ],
        "footnotes": [{"number": i, "text": f"De Polderbode {n}, blz. {i}"} for i in range(1, 5)],
        "notes": [{"kind": "toelichting", "text": f"Bij de vragen over dijk {n}."}],
        "topics": [f"Water {n % 3}"],
        "summary": f"Over dijk {n}.",
    }
