"""One page of a long list, and the parameters of an address that choose and order it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest

PAGE = "pagina"


class Missing(Http404):
    """A page of something that is not in the archive (404); the message, in Dutch, is shown."""


class BadParameter(BadRequest):
    """A parameter of the address has no meaning (400); the message, in Dutch, is shown."""


class WholeList(Exception):
    """Raised in place of a page by who wants all `rows` of a list, in its order."""

    def __init__(self, rows: Any) -> None:
        super().__init__()
        self.rows = rows


_wanted_whole: ContextVar[bool] = ContextVar("wanted_whole", default=False)


@contextmanager
def whole_list() -> Iterator[None]:
    """Within it, `page_of` raises WholeList: the view of a list so tells what it would show."""
    before = _wanted_whole.set(True)
    try:
        yield
    finally:
        _wanted_whole.reset(before)


def page_of(request: HttpRequest, rows: Any, size: int, shown: Any = None) -> Page[Any]:
    """The page of `rows` that the address asks for. Raises Missing where there is no such page.

    `shown` is what gives the same rows by slices, where that is quicker.
    """
    if _wanted_whole.get():
        raise WholeList(rows)
    paginator = Paginator(rows if shown is None else shown, size)
    try:
        return paginator.page(request.GET.get(PAGE) or "1")
    except InvalidPage as error:
        pages = paginator.num_pages
        raise Missing(f"Deze lijst heeft {pages} bladzijde{'n' if pages > 1 else ''}.") from error


def nearest_page(request: HttpRequest, rows: Any, size: int) -> tuple[Page[Any], str]:
    """The page that the address asks for; where there is none, another, and a message (Dutch)."""
    paginator = Paginator(rows, size)
    given = request.GET.get(PAGE) or "1"
    try:
        return paginator.page(given), ""
    except EmptyPage:
        if int(given) < 1:
            return paginator.page(1), f"Bladzijde {given[:20]} is er niet; dit is de eerste."
        last = paginator.page(paginator.num_pages)
        return (
            last,
            f"Bladzijde {given[:20]} is er niet; dit is bladzijde {last.number}, de laatste.",
        )
    except InvalidPage:
        return paginator.page(1), f"«{given[:20]}» is geen bladzijde; dit is de eerste."


def choice(request: HttpRequest, name: str, allowed: Mapping[str, Any]) -> str:
    """The value of a parameter, one of `allowed`; the first of these where it is not given."""
    value = request.GET.get(name) or next(iter(allowed))
    if value not in allowed:
        raise BadParameter(f"Voor «{name}» kan worden gekozen: {', '.join(filter(None, allowed))}.")
    return value
