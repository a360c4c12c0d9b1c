"""Middleware that tells how long a page holds; 304 where a visitor's copy still does."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from documents.search import given_up

from .pages import TAG
from .version import settled, version

#: of a copy that anybody may keep but must ask about each time, as what was withdrawn a moment ago
#: is to be seen nowhere; of one for a single visitor; of none at all
SHARED, OWN, NEVER = "public, no-cache", "private, no-cache", "private, no-store"
#: of a copy without a tag
ASKED = "no-cache"
ADMIN = "/beheer/"
#: what monitors ask must be answered without the database
MONITORS = ("/gezond/", "/metrics")
#: seconds within which two requests get the same tag while a version has not settled
BRIEF = 60
#: what programs on other sites may read; a type that ends in one of these counts too
OPEN_TYPES = ("json", "xml", "text/csv", "ndjson", "opendocument.spreadsheet", "jsonl", "gzip")

Response = TypeVar("Response", bound=HttpResponseBase)


class Tag(NamedTuple):
    """What names the present state of a page, and since when it is in it, where that is known."""

    etag: str
    since: float | None


class Fresh:
    """Public pages get a tag; everything that is for somebody alone is kept by nobody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(ADMIN):
            return kept(self.get_response(request), NEVER)
        if request.method not in {"GET", "HEAD"} or request.path_info.startswith(MONITORS):
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return kept(self.get_response(request), OWN)
        if settings.DEBUG:  # templates change without a new start
            return opened(kept(self.get_response(request), ASKED))
        try:
            tag = tag_of(request)
        except (OperationalError, InterfaceError):  # the view meets it too, and knows what to do
            return kept(self.get_response(request), ASKED)
        return not_modified(request, tag) or self.tagged(request, tag)

    def tagged(self, request: HttpRequest, tag: Tag) -> HttpResponseBase:
        """The page with its tag, if it is whole and the same for everybody."""
        given_up.set(False)
        request.META[TAG] = tag.etag
        response = self.get_response(request)
        if response.cookies:
            return kept(response, NEVER)
        if response.status_code != 200 or given_up.get():
            return kept(response, ASKED)
        if "no-" not in response.headers.get("Cache-Control", ""):
            describe(response, tag)
        return opened(kept(response, SHARED))


def tag_of(request: HttpRequest) -> Tag:
    """The tag of an address as things are now."""
    address = request.build_absolute_uri()  # refuses a host that is not ours
    now = version()
    since = settled(now)
    brief = "" if since is not None else int(time.time()) // BRIEF
    said = repr((now, address, brief))
    # weak, as the proxy may compress the page
    return Tag(f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"', since)


def not_modified(request: HttpRequest, tag: Tag) -> HttpResponse | None:
    """The answer 304, where the visitor has the page as it is; else None."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return None  # whether there is a page at all, only its view knows
    since = int(tag.since) if tag.since is not None else None
    answer = get_conditional_response(request, tag.etag, since)
    if answer is None or answer.status_code != 304:
        return None
    describe(answer, tag)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return kept(answer, SHARED)


def describe(response: HttpResponseBase, tag: Tag) -> None:
    """Gives a page its tag, and the time since which it is as it is; not where it has its own."""
    if response.has_header("ETag"):
        return
    response.headers["ETag"] = tag.etag
    if tag.since is not None:
        response.headers.setdefault("Last-Modified", http_date(tag.since))


def kept(response: Response, how: str) -> Response:
    """The response, kept so unless its view said how; caches tell visitors with a session apart."""
    response.headers.setdefault("Cache-Control", how)
    patch_vary_headers(response, ["Cookie"])
    return response


def opened(response: HttpResponseBase) -> HttpResponseBase:
    """The response, which scripts of other sites may read where it is data."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if kind.endswith(OPEN_TYPES):
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
    return response
