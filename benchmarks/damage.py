"""Damages the folder of an index that is searched and followed, in every way of the tests.

    python benchmarks/damage.py [--documents 60] [--archive FOLDER] [--only WORDS]

Makes an archive of its own in a scratch folder, or copies the one in FOLDER (a DATA_DIR on SQLite),
and starts `index --follow` on it. After each damage
it searches all the time, once with the index open and once as a process that has yet to open it,
until the index is whole again: prints the seconds that took, and how many searches were refused
meanwhile. Exits 1 where a search told a wrong count, or one is not whole within a minute.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parents[1]
#: what is searched for: words that are in few, and in almost all documents of a real archive
WORDS = ("dijk", "minister", "vraag", "artikel", "gemeente")
#: seconds within which an index is whole again, and between two searches
MOST, PAUSE = 60.0, 0.1


class Outcome(NamedTuple):
    """Seconds until the index was whole (MOST where it was not), and the searches meanwhile."""

    seconds: float
    refused: int
    wrong: int

    @property
    def is_good(self) -> bool:
        return self.seconds < MOST and not self.wrong


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = f"{scratch}/data"
        environment = {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "kamerarchief.settings"}
        os.environ.update(environment)
        for name in ("DATABASE_URL", "SEARCH_ENGINE"):
            os.environ.pop(name, None)
        sys.path.insert(0, str(ROOT))
        fill(options.documents, options.archive)
        command = [sys.executable, str(ROOT / "manage.py"), "index", "--follow"]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as follower:
            try:
                return report(options.only)
            finally:
                follower.terminate()


def fill(documents: int, archive: str) -> None:
    """A copy of that archive, or one of so many documents; and its index."""
    if archive:
        copy = ["cp", "-a", "--reflink=auto", archive, os.environ["DATA_DIR"]]
        subprocess.run(copy, check=True)
    import django

    django.setup()
    from django.core.management import call_command

    from documents.archive.ingest import store
    from documents.parsing import RawFile, parse
    from documents.search import indexing

    call_command("migrate", verbosity=0)
    for number in range(0 if archive else documents):
        raw = RawFile(f"{number}.json", json.dumps(one_set(number)).encode())
        store(raw, parse(raw))
    indexing.ensure()


def one_set(number: int) -> dict[str, object]:
    return {
        "identifier": f"ah-tk-20222023-{9000 + number}",
        "kind": "answer",
        "session_year": "2022-2023",
        "number": 9000 + number,
        "submitted": "2022-09-09",
        "answered": "2022-10-10",
        "askers": [{"name": "Polder", "party": "P"}],
        "addressees": [{"role": "Minister", "portfolio": "Waterstaat"}],
        "answerers": [
            {"name": "Dijkstra", "role": "Minister", "portfolio": "Waterstaat", "on_behalf": False}
        ],
        "see_also": [],
        "footnotes": [],
        "notes": [],
        "topics": [],
        "title": f"de dijk van dorp {number}",
        "questions": [{"number": 1, "text": "Kent u de dijk?", "footnotes": []}],
        "answers": [{"numbers": [1], "text": f"Ja, en dorp {number}.", "footnotes": []}],
    }


def report(only: str) -> int:
    from documents.search.engines.folder import WhooshEngine
    from tests.search.damages import DAMAGES, base

    ways = {name: damage for name, damage in DAMAGES.items() if only in name}
    outcomes = []
    opened = WhooshEngine(base())
    counts = count(opened)
    assert counts, "the index is not whole"
    print(f"{len(opened.pks())} documents; {dict(zip(WORDS, counts, strict=True))}", flush=True)
    for name, damage in ways.items():
        for how, reader in (("open", lambda: opened), ("new", lambda: WhooshEngine(base()))):
            outcome = play(damage, reader, counts)
            outcomes.append((name, outcome))
            told = f"{outcome.seconds:5.1f} s, {outcome.refused:4} refused, {outcome.wrong} wrong"
            print(f"{name:32} {how:5} {told}{'' if outcome.is_good else '  FAILED'}", flush=True)
    bad = {name for name, outcome in outcomes if not outcome.is_good}
    slowest = max((outcome.seconds for _, outcome in outcomes), default=0.0)
    wrong = sum(outcome.wrong for _, outcome in outcomes)
    print(
        f"{len(ways) - len(bad)} of {len(ways)} damages mended, twice each; at most "
        f"{slowest:.1f} s; {wrong} wrong counts"
    )
    return int(bool(bad))


def play(
    damage: Callable[[], object], reader: Callable[[], object], counts: tuple[int, ...]
) -> Outcome:
    """One damage, and searches until the index is whole."""
    wait_until_whole()
    count(reader())
    start = time.monotonic()
    damage()
    refused = wrong = 0
    while (seconds := time.monotonic() - start) < MOST:
        found = count(reader())
        seconds = time.monotonic() - start  # a search may wait for what is mended
        refused += found is None
        wrong += found is not None and found != counts
        if found == counts and is_whole():
            return Outcome(seconds, refused, wrong)
        time.sleep(PAUSE)
    return Outcome(MOST, refused, wrong)


def count(reader: object) -> tuple[int, ...] | None:
    """How many documents have each of the words; None where a search is refused."""
    from documents.search.engines import Conditions, SearchUnavailable
    from documents.search.query.language import parse as read

    found = []
    try:
        for word in WORDS:
            hits = reader.find(read(word).tree, Conditions(), "relevance")  # type: ignore[attr-defined]
            found.append(hits.total)
    except SearchUnavailable:
        return None
    return tuple(found)


def is_whole() -> bool:
    from documents.search.engines.folder import WhooshEngine
    from tests.search.damages import base

    return base().is_dir() and WhooshEngine(base()).fault(thorough=True) is None


def wait_until_whole() -> None:
    start = time.monotonic()
    while not is_whole():
        if time.monotonic() - start > 2 * MOST:
            raise SystemExit("the index is not made whole")
        time.sleep(PAUSE)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--archive", default="", help="a DATA_DIR that is copied")
    parser.add_argument("--only", default="", help="only damages with these words in their name")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
