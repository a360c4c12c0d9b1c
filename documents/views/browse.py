"""Lists of people and offices, and the documents of each one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from documents.models import (
    BrowsableQuerySet,
    Document,
    DocumentQuerySet,
    Member,
    Minister,
    Ministry,
    Party,
    printed_as,
)

from .paging import BadParameter, Missing, choice, page_of

ROWS = 100
DOCUMENTS = 25


@dataclass(frozen=True)
class Way:
    """A way to browse: its words, the name of its list's address, and of its filter in a search."""

    title: str
    this: str
    url_name: str
    filter_name: str
    intro: str


MINISTERS = Way(
    "Bewindspersonen",
    "Deze bewindspersoon",
    "ministers",
    "minister",
    "Ministers, staatssecretarissen en ministers-presidenten die Kamervragen beantwoordden.",
)
MINISTRIES = Way(
    "Ministeries",
    "Dit ministerie",
    "ministries",
    "ministerie",
    "Ministeries en portefeuilles zoals zij op die dag heetten; elke naam heeft een eigen regel.",
)
MEMBERS = Way(
    "Kamerleden",
    "Dit Kamerlid",
    "members",
    "kamerlid",
    "Leden die vragen stelden, met de fractie die toen achter hun naam stond.",
)
PARTIES = Way(
    "Fracties",
    "Deze fractie",
    "parties",
    "fractie",
    "Fracties en groepen waarvan leden vragen stelden.",
)


def ministers(request: HttpRequest) -> HttpResponse:
    return listing(request, MINISTERS, Minister.objects.select_related("ministry"))


def minister(request: HttpRequest, slug: str) -> HttpResponse:
    return one(request, MINISTERS, Minister.objects.select_related("ministry"), slug)


def ministries(request: HttpRequest) -> HttpResponse:
    return listing(request, MINISTRIES, Ministry.objects.all())


def ministry(request: HttpRequest, slug: str) -> HttpResponse:
    return one(request, MINISTRIES, Ministry.objects.all(), slug)


def members(request: HttpRequest) -> HttpResponse:
    return listing(request, MEMBERS, Member.objects.select_related("party"))


def member(request: HttpRequest, slug: str) -> HttpResponse:
    return one(request, MEMBERS, Member.objects.select_related("party"), slug)


def parties(request: HttpRequest) -> HttpResponse:
    return listing(request, PARTIES, Party.objects.all())


def party(request: HttpRequest, slug: str) -> HttpResponse:
    return one(request, PARTIES, Party.objects.all(), slug)


LIST_ORDERS: dict[str, tuple[Any, ...]] = {
    # a slug has no accents or capitals, which no two databases order alike
    "naam": ("slug",),
    "aantal": ("-document_count", "slug"),
}


def listing(request: HttpRequest, way: Way, rows: BrowsableQuerySet) -> HttpResponse:
    """The list of those that have a document, by name or by number of documents."""
    order = choice(request, "sortering", LIST_ORDERS)
    page = page_of(request, rows.counted().order_by(*LIST_ORDERS[order]), ROWS)
    context = {"way": way, "page": page, "order": order, "orders": LIST_ORDERS}
    return render(request, "browse/list.html", context)


DOCUMENT_ORDERS = {"nieuwste": DocumentQuerySet.newest, "oudste": DocumentQuerySet.oldest}


def one(request: HttpRequest, way: Way, rows: BrowsableQuerySet, slug: str) -> HttpResponse:
    """The documents of one person or office, newest first, of all years or of one."""
    row: Any = rows.select_related("merged_into").filter(slug=slug).first()
    if row and row.merged_into:
        return moved(request, row.merged_into)
    if row is None or not row.documents.exists():
        raise Missing(f"{way.this} staat niet in het archief.")
    order = choice(request, "sortering", DOCUMENT_ORDERS)
    documents = Document.objects.filter(pk__in=row.documents.values("pk"))
    years = documents.counts_by_year()
    chosen = year_of(request)
    if chosen:
        documents = documents.in_year(chosen)
    page = page_of(request, DOCUMENT_ORDERS[order](documents).with_people(), DOCUMENTS)
    context = {
        "way": way,
        "row": row,
        "printed": printed_as(row),
        "page": page,
        "order": order,
        "orders": DOCUMENT_ORDERS,
    }
    return render(request, "browse/one.html", context | {"years": years.items(), "year": chosen})


def moved(request: HttpRequest, row: Any) -> HttpResponse:
    """Sends the address of a name to the name that it was merged into; this may be undone."""
    query = request.META.get("QUERY_STRING", "")
    address = row.get_absolute_url()
    return redirect(f"{address}?{query}" if query else address)


def year_of(request: HttpRequest) -> int | None:
    """The year that the address chooses; None for all."""
    given = request.GET.get("jaar", "")
    if given and not (given.isascii() and given.isdigit() and len(given) == 4 and int(given)):
        raise BadParameter("Een jaar heeft vier cijfers.")
    return int(given) if given else None
