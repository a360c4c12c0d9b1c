"""Checks the archive on real documents, which lie beside the project and are never part of it.

    python benchmarks/shared.py ../shared [--files 1000]

The folder holds `seed/` (one document as text), `gold/` and `tools/` (labelled documents and what
scores them), `corpus/` (KVR XML of 1984-2008, fragments of KOOP XML), and, where it is there,
`cases/` (small inputs beside what is right). A fixed sample of the corpus is taken; `--files 0`
takes it all. Prints what was found; exits 1 where a check fails.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
#: share of the corpus that must be stored
STORED = 0.995
#: total score on the labelled documents
GOLD = 0.998
#: total score on the texts that no rule was made on
LABELLED = 0.997


class Checks:
    """Collects what holds and what does not."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def that(self, holds: bool, what: str) -> None:
        print(("goed   " if holds else "FOUT   ") + what, flush=True)
        self.passed += holds
        self.failed += not holds


def manage(*words: str, data: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"DATA_DIR": data, "HTTPS": "0", "LOG_LEVEL": "WARNING"}
    env.pop("DATABASE_URL", None)
    return subprocess.run([*MANAGE, *words], env=env, capture_output=True, text=True)


def parsed(data: str, *paths: pathlib.Path) -> list[dict[str, Any]]:
    run = manage("parse", *map(str, paths), data=data)
    return [json.loads(line) for line in run.stdout.splitlines()]


def check_seed(checks: Checks, shared: pathlib.Path, data: str) -> None:
    """The document that the project began with, in every particular."""
    row = parsed(data, next((shared / "seed").glob("*.txt")))[0]
    found = row["set"]
    questions, answers = found["questions"], found["answers"]
    checks.that(len(questions) == len(answers) == 10, "seed: 10 vragen, 10 antwoorden")
    marked = [q["number"] for q in questions if q["footnotes"]]
    ends = [questions[n - 1]["text"][-5:] for n in marked]
    checks.that(
        marked == [1, 6] and ends == ["?[^1]", "?[^2]"],
        "seed: nootcijfers achter vraag 1 en vraag 6",
    )
    checks.that(len(found["footnotes"]) == 2, "seed: 2 voetnoten")
    checks.that(
        found["askers"] == [{"name": "Van der Lee", "party": "GroenLinks"}], "seed: vraagsteller"
    )
    answerers = [(row["name"], row["portfolio"]) for row in found["answerers"]]
    checks.that(
        answerers
        == [
            ("Hoekstra", "Buitenlandse Zaken"),
            ("Schreinemacher", "Buitenlandse Handel en Ontwikkelingssamenwerking"),
        ],
        "seed: beantwoorders",
    )
    dates = (found["submitted"], found["answered"])
    checks.that(dates == ("2022-09-09", "2022-11-08"), "seed: data")
    checks.that(
        found["see_also"] == [{"session_year": "2022-2023", "number": 325}], "seed: zie ook"
    )
    text = " ".join(row["text"] for row in (*questions, *answers))
    whole = ("mensenrechtenschendingen", "transnationale", "reproductierechten", "IMVO-wetgeving")
    checks.that(all(word in text for word in whole), "seed: geen gebroken woord")
    notes = ("Office of the High", "De Volkskrant, 22 juni")
    checks.that(not any(note in text for note in notes), "seed: geen voetnoot in een antwoord")
    paragraphs = {row["numbers"][0]: row["text"].count("\n\n") + 1 for row in answers}
    checks.that(
        [paragraphs[n] for n in (5, 7, 8)] == [2, 2, 3], "seed: alinea's van antwoord 5, 7 en 8"
    )
    checks.that(row["problems"] == [], "seed: geen problemen")


def check_gold(checks: Checks, shared: pathlib.Path) -> None:
    """The score on labelled documents, by the labellers' own measure."""
    score = [sys.executable, str(shared / "tools" / "score_parser.py")]
    folders = [str(shared / "gold" / "labels"), str(shared / "gold" / "raw")]
    env = os.environ | {"HTTPS": "0"}
    run = subprocess.run(
        [*score, *folders, "--python", sys.executable, "--min", str(GOLD)],
        cwd=ROOT, env=env, capture_output=True, text=True,
    )  # fmt: skip
    print(run.stdout + run.stderr)
    checks.that(run.returncode == 0, f"gelabelde documenten: ten minste {GOLD}")


def check_labelled(checks: Checks, shared: pathlib.Path) -> None:
    """The score on texts whose labels no maker of rules has seen, reported apart."""
    bench = str(ROOT / "benchmarks" / "labelled.py")
    command = [sys.executable, bench, str(shared), "--least", str(LABELLED)]
    run = subprocess.run(command, capture_output=True, text=True)
    print(run.stdout + run.stderr)
    checks.that(run.returncode == 0, f"teksten zonder regel ervoor: ten minste {LABELLED}")


def check_cases(checks: Checks, shared: pathlib.Path) -> None:
    """Small inputs that were read wrongly once, each beside what a careful reader makes of it."""
    tool = shared / "tools" / "check_cases.py"
    if not (shared / "cases").is_dir() or not tool.is_file():
        return
    run = subprocess.run(
        [sys.executable, str(tool), str(shared / "cases"), "--python", sys.executable],
        cwd=ROOT, env=os.environ | {"HTTPS": "0"}, capture_output=True, text=True,
    )  # fmt: skip
    print(run.stdout + run.stderr)
    last = (run.stdout.splitlines() or [""])[-1]
    checks.that(run.returncode == 0, f"kleine gevallen: {last}")


def check_words(checks: Checks, shared: pathlib.Path, files: int) -> None:
    """The words of real files stand in their sets."""
    bench = [sys.executable, str(ROOT / "benchmarks" / "words.py"), str(shared)]
    env = os.environ | {"HTTPS": "0"}
    run = subprocess.run([*bench, "--files", str(files)], env=env, capture_output=True, text=True)
    print(run.stdout + run.stderr)
    checks.that(run.returncode == 0, "woorden erin zijn woorden eruit")


def check_texts(checks: Checks, shared: pathlib.Path, data: str) -> None:
    """Real texts without labels: a result for each, never a failure."""
    rows = parsed(data, *sorted((shared / "corpus" / "text").iterdir()))
    failed = [row["file"] for row in rows if "parser_failed" in codes(row)]
    checks.that(not failed, f"{len(rows)} teksten zonder uitzondering {failed}")


def codes(row: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in row["problems"]]


def sample(archive: pathlib.Path, folder: pathlib.Path, files: int) -> int:
    """Unpacks every n-th file of the corpus, always the same ones; returns how many."""
    with tarfile.open(archive) as corpus:
        members = sorted((m for m in corpus if m.isfile()), key=lambda member: member.name)
        step = max(1, len(members) // files) if files else 1
        chosen = members[::step][: files or None]
        for member in sorted(chosen, key=lambda member: member.offset):
            stream = corpus.extractfile(member)
            assert stream
            (folder / pathlib.Path(member.name).name).write_bytes(stream.read())
    return len(chosen)


def check_corpus(checks: Checks, shared: pathlib.Path, data: str, files: int) -> None:
    """Real files through the whole way: stored, indexed, and the same the second time."""
    folder = pathlib.Path(data, "sample")
    folder.mkdir()
    wanted = sample(shared / "corpus" / "kvr.tar.xz", folder, files)
    report = pathlib.Path(data, "report.jsonl")
    manage("prepare", "--database", data=data)
    for outcomes in ({"new", "changed", "unchanged"}, {"unchanged"}):
        run = manage("ingest", str(folder), "--report", str(report), data=data)
        rows = [json.loads(line) for line in report.read_text().splitlines()]
        found = Counter(row["outcome"] for row in rows)
        stored = sum(found[key] for key in outcomes)
        checks.that(run.returncode == 0 and len(rows) == wanted, f"KVR: {wanted} bestanden gelezen")
        checks.that(stored >= STORED * wanted, f"KVR: {stored} opgenomen ({dict(found)})")
        failed = [row["file"] for row in rows if "parser_failed" in codes(row)]
        checks.that(not failed, f"KVR: geen uitzondering {failed}")
    run = manage("index", "--check", data=data)
    checks.that(run.returncode == 0, f"KVR: index gelijk aan database ({run.stdout.strip()})")
    checks.that(figures("people", data), "KVR: namen herleid")


def figures(name: str, data: str) -> bool:
    """Whether a bench that reads an archive finds all of its targets met; prints what it says."""
    command = [sys.executable, str(ROOT / "benchmarks" / f"{name}.py")]
    env = os.environ | {"DATA_DIR": data, "HTTPS": "0", "LOG_LEVEL": "WARNING"}
    env.pop("DATABASE_URL", None)
    run = subprocess.run(command, env=env, capture_output=True, text=True)
    print(run.stdout + run.stderr, end="", flush=True)
    return run.returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=1000)
    args = parser.parse_args()
    shared = args.shared.resolve()
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="shared-") as data:
        check_seed(checks, shared, data)
        check_texts(checks, shared, data)
        check_gold(checks, shared)
        check_labelled(checks, shared)
        check_cases(checks, shared)
        check_words(checks, shared, args.files)
        check_corpus(checks, shared, data, args.files)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


if __name__ == "__main__":
    main()
