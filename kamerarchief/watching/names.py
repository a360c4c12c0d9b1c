"""The name of each request: in its answer, in every log line about it, on the page of an error."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
#: what a proxy may give as a name; anything else could forge a log line
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")

_name: ContextVar[str] = ContextVar("request", default="")


def current() -> str:
    """The name of the request that is being answered; '' where there is none."""
    return _name.get()


@contextmanager
def named(request: HttpRequest) -> Iterator[str]:
    """Names a request while it is answered: as the proxy does, or anew."""
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    token = _name.set(given if _GIVEN.fullmatch(given) else uuid.uuid4().hex)
    try:
        yield _name.get()
    finally:
        _name.reset(token)
