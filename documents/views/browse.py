"""What pages to browse by have in common: ways to browse, and lists of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from documents.models import (
    DocumentQuerySet,
    Member,
    Minister,
    Ministry,
    Party,
    Person,
    Topic,
)

from .paging import BadParameter, choice
from .rows import documents_page

DOCUMENT_ORDERS = {"nieuwste": DocumentQuerySet.newest, "oudste": DocumentQuerySet.oldest}


@dataclass(frozen=True)
class Way:
    """A way to browse: its words, the name of its list's address, and of its filter in a search.

    `related` is what a row of `kind` shows of other tables.
    """

    kind: type[Any]
    title: str
    this: str
    url_name: str
    filter_name: str
    intro: str
    related: tuple[str | None, ...] = (None,)

    @property
    def rows(self) -> Any:
        """All rows of its kind, with what they show."""
        return self.kind._default_manager.select_related(*self.related)


MINISTERS = Way(
    Minister,
    "Bewindspersonen",
    "Deze bewindspersoon",
    "ministers",
    "minister",
    "Ministers, staatssecretarissen en ministers-presidenten die Kamervragen beantwoordden.",
    ("ministry",),
)
MINISTRIES = Way(
    Ministry,
    "Ministeries",
    "Dit ministerie",
    "ministries",
    "ministerie",
    "Ministeries en portefeuilles zoals zij op die dag heetten; elke naam heeft een eigen regel.",
    ("part_of",),
)
MEMBERS = Way(
    Member,
    "Kamerleden",
    "Dit Kamerlid",
    "members",
    "kamerlid",
    "Leden van de Tweede en de Eerste Kamer die vragen stelden.",
    ("party",),
)
PARTIES = Way(
    Party,
    "Fracties",
    "Deze fractie",
    "parties",
    "fractie",
    "Fracties en groepen waarvan leden vragen stelden.",
)
SUBJECTS = Way(
    Topic,
    "Onderwerpen",
    "Dit onderwerp",
    "topics",
    "onderwerp",
    "Onderwerpen waaronder de bron van een document het heeft geplaatst.",
)


def facts_are_known() -> bool:
    """Whether tables of people and offices were loaded; without them no name is resolved."""
    return Person.objects.exists()


def listed(
    request: HttpRequest, documents: Any, years: Mapping[int, int] | None = None
) -> dict[str, Any]:
    """What a page shows of documents: those of a year or of all, in an order, a page at a time.

    `years` are their counts by year, where these are known already.
    """
    order = choice(request, "sortering", DOCUMENT_ORDERS)
    years = documents.counts_by_year() if years is None else years
    chosen = year_of(request)
    if chosen:
        documents = documents.in_year(chosen)
    return {
        "page": documents_page(request, DOCUMENT_ORDERS[order](documents)),
        "order": order,
        "orders": DOCUMENT_ORDERS,
        "years": years.items(),
        "year": chosen,
    }


def moved(request: HttpRequest, row: Any) -> HttpResponse:
    """Sends the address of a name to whom or what it stands for; this may be another later."""
    return sent_on(request, row.get_absolute_url())


def sent_on(request: HttpRequest, address: str, *, permanent: bool = False) -> HttpResponse:
    """Sends to an address, with the parameters that were given."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address, permanent=permanent)


def year_of(request: HttpRequest) -> int | None:
    """The year that the address chooses; None for all."""
    given = request.GET.get("jaar", "")
    if given and not (given.isascii() and given.isdigit() and len(given) == 4 and int(given)):
        raise BadParameter("Een jaar heeft vier cijfers.")
    return int(given) if given else None
