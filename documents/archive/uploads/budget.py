"""What one upload may still take: files, bytes and seconds."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from ...models import Upload
from ...parsing import Problem, RawFile
from ...parsing.files import limits
from ...parsing.files.containers import Member
from ...parsing.files.limits import human_size


class Budget:
    """The rest of the limits of an upload, while one of its files is read."""

    def __init__(self, upload: Upload) -> None:
        self._files = limits.MAX_FILES - upload.files.count()
        self._bytes = limits.MAX_UNPACKED - upload.unpacked
        self._seconds = limits.UPLOAD_SECONDS - upload.seconds
        self._began = time.monotonic()
        self.unpacked = 0

    @property
    def seconds(self) -> float:
        """How long it was read."""
        return time.monotonic() - self._began

    def within(self, members: Iterable[Member]) -> Iterator[Member]:
        """The members within the limits; in place of the first one beyond them, the problem."""
        for count, (name, raw) in enumerate(members, start=1):
            self.unpacked += len(raw.data) if isinstance(raw, RawFile) else 0
            fault = self._fault(count)
            if fault:
                detail = f"{fault}; wat er in hetzelfde archief op volgt is ook niet gelezen"
                yield name, Problem.of("upload_limit", detail=detail)
                return
            yield name, raw

    def _fault(self, count: int) -> str:
        """Dutch: the limit that is passed with so many members; '' within all."""
        if count > self._files:
            return f"er zitten meer dan {limits.MAX_FILES} bestanden in deze upload"
        if self.unpacked > self._bytes:
            return f"uitgepakt is deze upload groter dan {human_size(limits.MAX_UNPACKED)}"
        if self.seconds > self._seconds:
            return f"het lezen van deze upload duurde langer dan {limits.UPLOAD_SECONDS} seconden"
        return ""
