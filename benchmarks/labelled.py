"""Scores the parser on real texts that were labelled by reading and that no rule was made on.

    python benchmarks/labelled.py ../shared [--least 0.99]
    python benchmarks/labelled.py --digest LABELS > benchmarks/labelled.json

The texts lie beside the project, in `corpus/text/`, and are never part of it; nor is what a reader
found in them. So `labelled.json` holds each label as digests: SHA-256 of a value as it is compared,
with its length where it is the beginning or end of a text, and counts. The measure is that of the
labellers: each figure is a share between 0 and 1, the total their mean over documents. Prints the
total and each field, and by document only which fields fall short; exits 1 below `--least`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

Row = dict[str, Any]
ROOT = pathlib.Path(__file__).resolve().parent.parent
DIGESTS = ROOT / "benchmarks" / "labelled.json"
HEADER = "kind identifier session_year number case_number submitted answered".split()
PEOPLE = {
    "askers": ("name", "party"),
    "addressees": ("role", "portfolio"),
    "answerers": ("name", "role", "portfolio"),
    "see_also": ("session_year", "number"),
}
#: share of the words that a text may have more or less than its label, and at least how many
WORDS, FEW = 0.03, 2


def plain(text: str | None) -> str:
    """Text as words only: no footnote marks, one kind of space, one kind of hyphen."""
    text = re.sub(r"\[\^\d+\]", "", text or "")
    text = text.replace("\u00ad", "").replace("\u00a0", " ").replace("\u2011", "-")
    return re.sub(r"\s+", " ", text).strip()


def squeezed(text: str | None) -> str:
    return re.sub(r"[^\w]", "", plain(text)).casefold()


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def edge(text: str) -> list[Any]:
    """The beginning or end of a text, as its length and digest."""
    return [len(squeezed(text)), digest(squeezed(text))]


def begins(text: str, edge: list[Any]) -> bool:
    return bool(digest(squeezed(text)[: edge[0]]) == edge[1])


def finishes(text: str, edge: list[Any]) -> bool:
    whole = squeezed(text)
    return bool(digest(whole[max(0, len(whole) - edge[0]) :]) == edge[1])


def header(found: Row) -> dict[str, str]:
    """Whatever stands above the questions, a digest a field; of a label as of a set."""
    result = {name: digest(found.get(name) or None) for name in HEADER}
    result["title"] = digest(squeezed(found.get("title")))
    for field, keys in PEOPLE.items():
        rows = [[row.get(key) or None for key in keys] for row in found.get(field) or []]
        result[field] = digest(rows)
    return result


def digested(label: Row) -> Row:
    """A label without a word of its document."""
    blocks = {
        field: [
            {key: edge(row[key]) if key in ("starts", "ends") else row[key] for key in row}
            for row in label.get(field) or []
        ]
        for field in ("questions", "answers", "footnotes", "notes")
    }
    return {"file": label["file"], "header": header(label), **blocks}


def same_text(key: str, label: Row, row: Row) -> bool:
    text = row.get("text") or ""
    off = abs(len(plain(text).split()) - label["words"])
    near = off <= max(FEW, WORDS * label["words"]) or label.get("has_table", False)
    edges = begins(text, label["starts"]) and finishes(text, label["ends"])
    return bool(row.get(key) == label[key] and edges and near)


def same_footnote(label: Row, row: Row) -> bool:
    text = row.get("text") or ""
    edges = begins(text, label["starts"]) and finishes(text, label["ends"])
    return bool(row.get("number") == label["number"] and edges)


def same_note(label: Row, row: Row) -> bool:
    return bool(row.get("kind") == label["kind"] and begins(row.get("text") or "", label["starts"]))


def pairs(
    labels: list[Row], rows: list[Row] | None, same: Callable[[Row, Row], bool]
) -> tuple[float, list[tuple[Row, Row]]]:
    """F1 over blocks, and each label beside the row that fits it; a row fits one label."""
    left, found = list(rows or []), []
    total = len(labels) + len(left)
    for label in labels:
        row = next((row for row in left if same(label, row)), None)
        if row is not None:
            left.remove(row)
            found.append((label, row))
    return (2 * len(found) / total if total else 1.0), found


def marked(labels: list[Row], found: list[tuple[Row, Row]]) -> float:
    """Share of the labels whose text has the marks of footnotes that it should have."""
    hits = sum(
        sorted(row.get("footnotes") or []) == sorted(label.get("footnotes") or [])
        for label, row in found
    )
    return hits / len(labels) if labels else 1.0


def score(label: Row, found: Row) -> dict[str, float]:
    own = header(found)
    result = {name: float(own[name] == value) for name, value in label["header"].items()}
    for field, key in (("questions", "number"), ("answers", "numbers")):
        result[field], hits = pairs(label[field], found.get(field), partial(same_text, key))
        result[field.removesuffix("s") + "_marks"] = marked(label[field], hits)
    result["footnotes"], _ = pairs(label["footnotes"], found.get("footnotes"), same_footnote)
    result["notes"], _ = pairs(label["notes"], found.get("notes"), same_note)
    return result


def parsed(files: list[pathlib.Path]) -> dict[str, Row]:
    """The set of each file, by the file's name; nothing for one that was refused."""
    with tempfile.TemporaryDirectory(prefix="labelled-") as data:
        env = os.environ | {"DATA_DIR": data, "HTTPS": "0", "LOG_LEVEL": "WARNING"}
        env.pop("DATABASE_URL", None)
        command = [sys.executable, str(ROOT / "manage.py"), "parse", *map(str, files)]
        run = subprocess.run(command, env=env, capture_output=True, text=True)
    rows = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return {pathlib.Path(row["file"]).name: row["set"] or {} for row in rows}


def report(labels: list[Row], sets: dict[str, Row]) -> float:
    """Prints the score by field, and which fields fall short where; returns the total."""
    fields, totals = defaultdict(list), []
    for label in labels:
        result = score(label, sets.get(label["file"], {}))
        for name, value in result.items():
            fields[name].append(value)
        totals.append(sum(result.values()) / len(result))
        short = [f"{name} {value:.2f}" for name, value in result.items() if value < 1]
        if short:
            print(f"{label['file']}: {', '.join(short)}")
    for name, values in fields.items():
        print(f"{name:16} {sum(values) / len(values):.3f}")
    total = sum(totals) / len(totals)
    print(f"total {total:.4f} over {len(labels)} documents")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("--digest", action="store_true", help="folder holds labels in plain words")
    args = parser.parse_args()
    if args.digest:
        labels = [json.loads(path.read_text()) for path in sorted(args.folder.glob("*.json"))]
        print("[\n" + ",\n".join(json.dumps(digested(label)) for label in labels) + "\n]")
        return
    labels = json.loads(DIGESTS.read_text())
    sets = parsed([args.folder / "corpus" / "text" / label["file"] for label in labels])
    sys.exit(round(report(labels, sets), 4) < args.least)


if __name__ == "__main__":
    main()
