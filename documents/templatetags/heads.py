"""What a page says to search engines: its own address, or that it stays out of their lists."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django import template
from django.http import HttpRequest
from django.urls import reverse

from documents.views.feeds.subjects import feed_address, feed_title
from documents.views.paging import PAGE

register = template.Library()

#: parameters that others hang on an address, to see where a visitor came from
_TRACKING = re.compile(r"utm_\w+|mtm_\w+|pk_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref")


@register.inclusion_tag("includes/canonical.html", takes_context=True)
def canonical(context: dict[str, Any]) -> dict[str, str]:
    """The address under which search engines list a page; '' where they leave it out.

    A page of a list is listed by itself; a list that was filtered or sorted is not listed. A page
    may say another address (`canonical` in its context).
    """
    request: HttpRequest | None = context.get("request")
    own = context.get("canonical")
    if own or request is None:
        return {"address": own or ""}
    given = {name for name in request.GET if not _TRACKING.fullmatch(name)}
    if given - {PAGE}:
        return {"address": ""}
    page = request.GET.get(PAGE, "")
    query = f"?{PAGE}={page}" if page.isdecimal() and page != "1" else ""
    return {"address": request.build_absolute_uri(request.path + query)}


class FeedLink(NamedTuple):
    """A feed of what a page shows: what it is of, and its address."""

    title: str
    address: str


#: pages of which there is a feed, by the names of their addresses; what they show, in their context
_FEEDS = {"person": "person", "ministry": "row", "party": "row", "topic": "row"}


@register.simple_tag(takes_context=True)
def page_feed(context: dict[str, Any]) -> FeedLink | None:
    """The feed of the page; None where it has none of its own."""
    match: Any = getattr(context.get("request"), "resolver_match", None)
    name = match.url_name if match else ""
    if name == "search" and "wish" in context and not context["wish"].errors:
        return FeedLink(feed_title(context["wish"]), feed_address(context["wish"]))
    if name not in _FEEDS or _FEEDS[name] not in context:
        return None
    return FeedLink(str(context[_FEEDS[name]]), reverse(f"{name}_feed", kwargs=match.kwargs))
