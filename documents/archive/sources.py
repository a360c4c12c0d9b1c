"""The raw files, kept on disk under the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile

from ..models import Source, source_path
from ..parsing import RawFile

#: the suffix of a file that was set aside because its bytes are not what its name says
DAMAGED = ".damaged"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write(raw: RawFile) -> str:
    """Puts the bytes in their place, whole or not at all, and returns their SHA-256.

    A file left by a transaction that was rolled back is harmless: it is what its name says.
    """
    digest = sha256(raw.data)
    path = source_path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            file.write(raw.data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, path)
    return digest


def read(source: Source) -> RawFile:
    """The raw file again. Raises OSError where it is gone, ValueError where it was altered."""
    data = source.path.read_bytes()
    if sha256(data) != source.sha256:
        raise ValueError(f"{source.path} is not what its name says")
    return RawFile(source.name, data)
