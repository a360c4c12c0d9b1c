"""What all public pages follow from: the archive, its index, the day, and the code itself.

Pages are made anew for any change of the archive, also one that they do not show: to know which
change a page shows would cost more than to make it, and a page must never say what was withdrawn.
"""

from __future__ import annotations

import functools
import hashlib
import time
from collections import OrderedDict
from typing import Any

from django.conf import settings
from django.utils import timezone

from documents.archive import dumping
from documents.models import stamp_now
from documents.search import index_version

#: seconds that a process may go on with names, words and counts that it read before a change
SETTLES = 900
#: versions of which a process remembers when it met them: each replica may be at another
MOST_MET = 16
#: of what the code is made, that makes the pages
CODE = ("documents", "kamerarchief", "templates", "static", "requirements.txt")

_met: OrderedDict[tuple[Any, ...], float] = OrderedDict()


def version() -> tuple[Any, ...]:
    """What is another once any public page may be another.

    Ask before the page is made: what changes meanwhile then counts as a change. The stamp tells of
    every deed, as events are written one transaction after another, and of what commands conclude
    anew.
    """
    is_demo = (settings.DATA_DIR / "demo").is_file()
    dump = dumping.newest_name(settings.DUMP_DIR)
    day = timezone.localdate()
    return stamp_now(), index_version(), day, dump, is_demo, settings.CONTACT, release()


def settled(version: tuple[Any, ...]) -> float | None:
    """Since when (seconds since 1970) this process knows this version; None while it is so new that
    what the process keeps in memory may be of the one before."""
    now = time.time()
    since = _met.setdefault(version, now)
    while len(_met) > MOST_MET:
        _met.popitem(last=False)
    return since if now - since >= SETTLES else None


@functools.cache
def release() -> str:
    """The digest of the code, the templates and the static files of this process."""
    seen = hashlib.sha256()
    for name in CODE:
        path = settings.BASE_DIR / name
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                seen.update(f"{file.relative_to(settings.BASE_DIR)}\0".encode() + file.read_bytes())
    return seen.hexdigest()
