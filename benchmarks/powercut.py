"""Cuts the power in the middle of what the archive does, on a disk that keeps only what was synced.

    python benchmarks/powercut.py [--cuts 200] [--acts ingest,upload]

A shim (`breaking/shim.c`) writes down, in order, every write, sync, rename, link and unlink below
DATA_DIR while an act runs. Prefixes of that are then played onto a model of a disk
(`breaking/disk.py`): of what was not synced nothing is left, or, on every other disk, each piece
by lot and the last write half. On each disk that is left the database must open and be whole, all
that was told until then be so, every source be there with its hash, and the act, begun again,
give the archive of a quiet run. On SQLite: PostgreSQL keeps its own files.
"""

from __future__ import annotations

import argparse
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from breaking import shim  # noqa: E402


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--cuts", type=int, default=200)
    args.add_argument("--files", type=int, default=40)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--acts", default="", help="alleen deze, zoals: ingest,upload")
    args = args.parse_args()
    with tempfile.TemporaryDirectory(prefix="powercut-") as folder:
        scratch = pathlib.Path(folder)
        env = shim.environment_of(scratch, "") | {"SHIM_LOG": str(scratch / "log")}
        words = [scratch, args.cuts, args.files, args.seed, *filter(None, args.acts.split(","))]
        command = [sys.executable, "-m", "breaking.cuts", *map(str, words)]
        sys.exit(subprocess.run(command, env=env).returncode)


if __name__ == "__main__":
    main()
