"""What a page weighs on its way: itself, its style sheets and its scripts, as they are sent."""

from __future__ import annotations

import http.client
from typing import Any
from urllib.parse import urlsplit

from lxml import html

#: kilobytes that a page may weigh with what it needs, compressed
MOST_KB = 60


def fetch(site: str, path: str) -> tuple[bytes, dict[str, str]]:
    """The body of an answer as it is sent, compressed where it may be, and its headers."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return body, {name.lower(): value for name, value in answer.getheaders()}


def kilobytes(site: str, path: str, text: str) -> float:
    """The page at the address, of which `text` is the HTML, with all that it needs to be shown."""
    needed = [path, *_needed(html.fromstring(text))]
    return sum(len(fetch(site, address)[0]) for address in needed) / 1000


def _needed(page: Any) -> list[str]:
    return [
        *page.xpath("//link[@rel='stylesheet']/@href"),
        *page.xpath("//script[@src]/@src"),
        *page.xpath("//img[starts-with(@src, '/')]/@src"),
    ]
