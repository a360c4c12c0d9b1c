"""Every public address: whatever a visitor can reach from the front page, and what lies beside it."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Iterable

from django.test import Client

_LINK = re.compile(r'(?:href|action)="([^"#]+)')
#: figures are chosen by any number of things together, without an end: a page of one of them names
#: all that one of several does
FIGURES, MOST_CHOSEN = "/cijfers/", 1
#: more pages than the small archives of tests have
MOST = 3_000


def pages(client: Client, also: Iterable[str] = ()) -> dict[str, str]:
    """Address → status line, headers and body of each page that links lead to, and of those `also`."""
    waiting, seen = ["/", *also], {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        assert len(seen) < MOST, "the pages lead to ever more pages"
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        text = body.decode("utf-8", "replace")
        seen[address] = f"{response.status_code} {response.headers} {text}"
        found = [*_LINK.findall(text), response.headers.get("Location", "")]
        waiting += filter(None, (_within(address, html.unescape(link)) for link in found))
    return seen


def _within(page: str, link: str) -> str:
    """The link as an address of the public pages; '' where it leads elsewhere."""
    whole = urllib.parse.urlsplit(urllib.parse.urljoin(f"http://testserver{page}", link))
    if whole.netloc != "testserver" or whole.path.startswith(("/static/", "/beheer/")):
        return ""
    # in another order the same hits stand on the page, of which these archives have one
    asked = [pair for pair in urllib.parse.parse_qsl(whole.query) if pair[0] != "sortering"]
    if whole.path.startswith(FIGURES) and len(asked) > MOST_CHOSEN:
        return ""
    return whole.path + (f"?{urllib.parse.urlencode(asked)}" if asked else "")
