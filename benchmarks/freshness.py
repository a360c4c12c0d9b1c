"""How soon visitors find a new document, while four archivists bring in more at once.

    DATA_DIR=... python benchmarks/freshness.py [--documents 25]

Works on a copy of the archive of the environment (SQLite), served by gunicorn with two workers,
with one process that keeps the index. Each of four processes stores documents one after another;
each document has a word of its own, which is searched until four answers in a row have it, so
that every worker does. Prints the time from commit until then (median, 95th percentile), and how
long searches took meanwhile. Exits 1 where the 95th percentile is above 5 seconds.
"""

from __future__ import annotations

import argparse
import http.client
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from serving import ROOT, gunicorn

SECONDS, UPLOADERS, IN_A_ROW = 5.0, 4, 4


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=25, help="by each of the four")
    parser.add_argument("--upload", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.upload:
        return upload(options.upload, options.documents)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = copied(pathlib.Path(folder))
        following = [sys.executable, str(ROOT / "manage.py"), "index", "--follow"]
        with gunicorn(2, following) as port:
            found, searches = watched(port, options.documents)
    high = statistics.quantiles(found, n=20)[-1]
    print(f"{len(found)} documents by {UPLOADERS} at once, each found by every worker after")
    print(f"{statistics.median(found):.2f} s at the median, {high:.2f} s at the 95th percentile")
    slow = statistics.quantiles(searches, n=100)[98]
    print(f"{len(searches)} searches meanwhile: {statistics.median(searches) * 1000:.0f} ms at the")
    print(f"median, {slow * 1000:.0f} ms at the 99th percentile")
    return int(high > SECONDS)


def copied(folder: pathlib.Path) -> str:
    """A copy of the archive of the environment."""
    source = pathlib.Path(os.environ.get("DATA_DIR") or ROOT / "var")
    for name in ("kamerarchief.sqlite3", "secret.key"):
        shutil.copy(source / name, folder)
    shutil.copytree(source / "index", folder / "index")
    return str(folder)


def watched(port: int, documents: int) -> tuple[list[float], list[float]]:
    """Seconds from each commit until every worker finds it; seconds of each search meanwhile."""
    command = [sys.executable, __file__, "--documents", str(documents), "--upload"]
    found: list[float] = []
    searches: list[float] = []
    threads = []
    for number in range(UPLOADERS):
        process = subprocess.Popen([*command, f"bron{number}"], stdout=subprocess.PIPE, text=True)
        threads.append(threading.Thread(target=watch, args=(process, port, found, searches)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found, searches


def watch(
    process: subprocess.Popen[str], port: int, found: list[float], searches: list[float]
) -> None:
    """Looks for each document that one process says it has stored."""
    assert process.stdout
    for line in process.stdout:
        word, stored = line.split()
        row = 0
        while row < IN_A_ROW and time.time() - float(stored) < 60:
            began = time.time()
            row = row + 1 if is_found(port, word) else 0
            searches.append(time.time() - began)
        found.append(time.time() - float(stored))


def is_found(port: int, word: str) -> bool:
    """Whether a search finds it; each asks by a connection of its own, so any worker answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", f"/zoeken/?q={word}", headers={"Connection": "close"})
    page = connection.getresponse().read().decode()
    connection.close()
    return "1 document gevonden" in page


def upload(name: str, documents: int) -> int:
    """Stores documents, and prints the word of each with the time of its commit."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
    import django

    django.setup()
    from documents.archive.ingest import store
    from documents.parsing import ParseResult, Question, QuestionSet, RawFile, to_json

    for number in range(documents):
        word = f"{name}x{number}"
        made = QuestionSet(
            kind="question",
            identifier=f"kv-meting-{word}",
            title=f"de veerpont {word}",
            questions=(Question(1, f"Vaart de veerpont {word} weer?"),),
        )
        store(RawFile(f"{word}.json", to_json(made).encode()), ParseResult(made, (), "json"))
        print(word, time.time(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
