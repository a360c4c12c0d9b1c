"""Pages that cost much are made once for each tag: who asks the same, gets what is kept.

A tag names the present state of a page (`middleware`). A visitor's own copy holds as long as his
tag does, and so does this one: after any change of the archive the tag is another.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from documents.bounded import Kept
from documents.search import given_up

#: bytes of the pages that a process keeps, some 12,000 a page
MOST = 12 << 20
#: in `request.META`, the tag of a page that is the same for everybody
TAG = "kamerarchief.tag"
#: how hard a page is compressed: little, as it may never be asked again
LEVEL = 1


#: the pages that were asked last, compressed, by their tags
pages: Kept[str, bytes] = Kept(MOST, len)


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
        packed = pages.get(tag)
        if packed is not None:
            return HttpResponse(zlib.decompress(packed))
        response = view(request, *args, **options)
        if _is_plain(response) and not given_up.get():
            pages.put(tag, zlib.compress(response.content, LEVEL))
        return response

    return within


def _is_plain(response: HttpResponse) -> bool:
    """Whether a page has nothing but its text."""
    return response.status_code == 200 and not response.cookies and len(response.headers) == 1
