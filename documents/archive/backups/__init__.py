"""What keeps the archive when a disk, a file or a machine is lost: back-ups, and putting back.

A folder of back-ups has one folder a moment, whole or not there, and each raw file once:

    sources/ab/abcd...                   named by the SHA-256 of its bytes, as in the archive
    snapshots/20261127-033000-123456/    manifest.json, sources.txt, the database, secret.key

A snapshot is written aside and renamed, on disk before it has its name; a raw file likewise. So a
run that was killed, or met a full disk, leaves what was there, and the next one goes on.

>>> made = backup(folder, keep=14)
>>> faults = list(verify(folder))
>>> restore(folder)
"""

from .making import Backup, backup
from .restoring import restore
from .store import Busy, Impossible, Snapshot, chosen, read
from .verifying import verify

__all__ = [
    "Backup",
    "Busy",
    "Impossible",
    "Snapshot",
    "backup",
    "chosen",
    "read",
    "restore",
    "verify",
]
