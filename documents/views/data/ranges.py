"""A file that is given whole or from where a download was broken off (RFC 9110, section 14).

Own code, as Django gives whole files only, and WhiteNoise refuses a range of one byte and does not
know If-Range: a download would go on in another file than it began in.
"""

from __future__ import annotations

import re
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.IGNORECASE)
WHOLE, PART, NOT_THERE = 200, 206, 416


class Stretch(RawIOBase):
    """The next bytes of a file, so many and no more."""

    def __init__(self, file: BufferedReader, size: int) -> None:
        self._file, self._left = file, size

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        """Of the file itself: so the server sends it, and no thread waits for who takes it."""
        return self._file.fileno()

    def readinto(self, buffer: Any) -> int:
        read = self._file.read(min(len(buffer), self._left))
        buffer[: len(read)] = read
        self._left -= len(read)
        return len(read)

    def close(self) -> None:
        self._file.close()
        super().close()


def file_response(request: HttpRequest, path: Path, etag: str, kind: str) -> HttpResponseBase:
    """The file, of a kind, or the stretch of it that is asked for; `etag` names its bytes.

    Raises OSError where there is no file.
    """
    file = path.open("rb")
    stat = path.stat()
    asked = asked_for(request, stat.st_size, etag, http_date(stat.st_mtime))
    if asked is not None and asked[0] >= asked[1]:
        file.close()
        told = {"Content-Range": f"bytes */{stat.st_size}"}
        return HttpResponse(status=NOT_THERE, headers=told)
    start, stop = asked or (0, stat.st_size)
    file.seek(start)
    status = WHOLE if asked is None else PART
    stretch = Stretch(file, stop - start)
    response = FileResponse(stretch, status=status, content_type=kind)
    if asked is not None:
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{stat.st_size}"
    response.headers["Content-Length"] = str(stop - start)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(stat.st_mtime)
    return response


def asked_for(request: HttpRequest, size: int, etag: str, changed: str) -> tuple[int, int] | None:
    """The first byte that is asked for and the one after the last; None for the whole file.

    Several stretches at once, and what is no range, mean the whole file; so does a range of a file
    that is another now (If-Range). Empty where nothing is there that is asked for.
    """
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not found or not any(found.groups()) or request.method != "GET":
        return None
    if request.headers.get("If-Range", etag) not in (etag, changed):
        return None
    first, last = found.groups()
    if not first:
        return max(size - int(last), 0), size
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last) + 1, size) if last else size
