"""Every kind of page, looked at in every way: prints a table; status 1 where something is missing.

    python -m benchmarks.audit [--data FOLDER] [--only WORD] [--without PART] [--pictures FOLDER]

Serves the demo archive, made anew, or the archive in a data folder. Of each kind of page it asks:
axe (all rules, and the contrast of AAA) in light, dark and forced colours from 320 to 1920 px; the
Nu validator; whether anything scrolls sideways; Lighthouse; the rules of the Mozilla Observatory;
kilobytes on the way; milliseconds and queries at the server.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from ..serving import ROOT, gunicorn

PARTS = ("axe", "html", "lighthouse", "server")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run audit", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=pathlib.Path, help="a data folder; else the demo, made anew")
    parser.add_argument("--only", metavar="WORD", action="append", help="of these kinds")
    parser.add_argument("--without", choices=PARTS, action="append", default=[])
    parser.add_argument("--rounds", type=int, default=30, help="how often each page is timed")
    parser.add_argument("--list", action="store_true", help="only the kinds and their addresses")
    parser.add_argument("--pictures", type=pathlib.Path, help="only pictures, into this folder")
    return parser.parse_args()


@contextmanager
def archive(folder: pathlib.Path | None) -> Iterator[None]:
    """Lets the environment name the archive, for this process and the site that it starts."""
    with tempfile.TemporaryDirectory(prefix="kamerarchief-audit-") as scratch:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"DATA_DIR": str((folder or pathlib.Path(scratch)).resolve()), "DEBUG": "0"}
        os.environ |= {"LOG_LEVEL": "CRITICAL", "DJANGO_SETTINGS_MODULE": "kamerarchief.settings"}
        prepared = ["collectstatic", "--noinput", "-v0"] if folder else ["prepare"]
        subprocess.run(
            [sys.executable, "manage.py", *prepared], cwd=ROOT, check=True, stdout=sys.stderr
        )
        yield


def main() -> None:
    args = options()
    with archive(args.data):
        os.environ["HTTPS"] = "1"  # of what is asked here; the site that is started serves HTTP
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop
        import django

        django.setup()
        from . import report
        from .kinds import kinds

        chosen = [k for k in kinds() if not args.only or any(w in k.name for w in args.only)]
        if args.list:
            print("\n".join(f"{kind.name}\t{kind.path}" for kind in chosen))
            return
        with gunicorn(workers=1, application="benchmarks.audit.front:application") as port:
            site = f"http://127.0.0.1:{port}"
            if args.pictures:
                report.pictures(site, chosen, args.pictures)
                good = True
            else:
                good = report.tell(site, chosen, set(PARTS) - set(args.without), args.rounds)
    sys.exit(not good)


if __name__ == "__main__":
    main()
