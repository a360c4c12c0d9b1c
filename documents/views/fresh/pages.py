"""Pages that cost much are made once for each tag: who asks the same, gets what is kept.

A tag names the present state of a page (`middleware`). A visitor's own copy holds as long as his
tag does, and so does this one: after any change of the archive the tag is another. The processes
of gunicorn keep them together.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from documents.search import given_up

#: in `request.META`, the tag of a page that is the same for everybody
TAG = "kamerarchief.tag"


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose pages are kept, where they are whole and the same for everybody.

    What the view tells but by its text (a status, headers, cookies) is kept of no page: one that
    has it is made each time.
    """

    @functools.wraps(view)
    def within(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        tag = request.META.get(TAG)
        if not tag or request.method != "GET":
            return view(request, *args, **options)
        with suppress(OSError):  # a disk that fails costs time and no page
            text = caches["pages"].get(tag)
            if text is not None:
                return HttpResponse(text)
        response = view(request, *args, **options)
        if _is_plain(response) and not given_up.get():
            with suppress(OSError):
                caches["pages"].set(tag, response.content)
        return response

    return within


def _is_plain(response: HttpResponse) -> bool:
    """Whether a page has nothing but its text."""
    return response.status_code == 200 and not response.cookies and len(response.headers) == 1
