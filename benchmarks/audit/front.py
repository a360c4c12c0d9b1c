"""The site as visitors meet it: behind a proxy that compresses, as deploy/Caddyfile has it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from typing import Any

from kamerarchief.wsgi import application as site

Start = Callable[..., Any]
Headers = list[tuple[str, str]]

#: what is worth compressing
TEXTS = ("text/", "application/json", "application/xml", "image/svg", "application/atom")


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """Answers as the site does, compressed for who takes that."""
    told: dict[str, Any] = {}

    def keep(status: str, headers: Headers, *more: Any) -> Callable[[bytes], object]:
        told.update(status=status, headers=headers)
        return lambda _: None

    body = site(environ, keep)
    headers: Headers = told["headers"]
    if not _is_worth_it(environ, headers):
        start_response(told["status"], headers)
        return body
    packed = gzip.compress(b"".join(body), 6)
    if hasattr(body, "close"):
        body.close()
    kept = [header for header in headers if header[0].lower() != "content-length"]
    more = [("Content-Encoding", "gzip"), ("Content-Length", str(len(packed)))]
    start_response(told["status"], kept + more)
    return [packed]


def _is_worth_it(environ: dict[str, Any], headers: Headers) -> bool:
    have = {name.lower(): value for name, value in headers}
    takes = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    is_text = have.get("content-type", "").startswith(TEXTS)
    return takes and is_text and "content-encoding" not in have
