"""An identifier in an address → the document; or the page that says why it is not shown."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.identity.identifiers import current, is_derived
from documents.models import Document, Withdrawal
from documents.parsing.identifiers import publication

from ..browse import sent_on
from ..paging import Missing
from .decided import told_openly

MISSING = "Dit document staat niet in het archief."
#: the status of a page that was there, and was taken away
GONE = 410


def elsewhere(request: HttpRequest, identifier: str) -> HttpResponse:
    """The answer where no document on show has this identifier. Raises Missing.

    Of a withdrawn one a page that tells so; an identifier in other capitals, a longer one of
    before, or one that the publisher replaced, goes to the right one.
    """
    withdrawal = withdrawal_of(identifier)
    if withdrawal:
        return gone(request, withdrawal)
    named = Q(identifier__iexact=identifier) | Q(identifier=current(identifier.lower()))
    document = Document.everything.filter(named).first() or called(identifier)
    if document is None or document.identifier == identifier:
        raise Missing(MISSING)
    address = request.path.replace(identifier, document.identifier, 1)
    return sent_on(request, address, permanent=True)


def called(identifier: str) -> Document | None:
    """The document that a source calls so: a reprint, or what had another number before.

    One that was made of words leads nowhere: they may have been redacted.
    """
    if is_derived(identifier):
        return None
    spelt = {identifier, identifier.lower(), publication(identifier)}
    named = Document.everything.filter(versions__binding__in=spelt).order_by("pk")
    return named.first() or Document.everything.filter(identifier=publication(identifier)).first()


def withdrawal_of(identifier: str) -> Withdrawal | None:
    """The withdrawal that holds, of the document with this identifier."""
    standing = Withdrawal.objects.filter(ended_at=None, document__identifier=identifier)
    found = standing.filter(document__withdrawn=True).select_related("document").first()
    if found:
        found.note = told_openly(found.note, found.document)
    return found


def gone(request: HttpRequest, withdrawal: Withdrawal) -> HttpResponse:
    """The page of a withdrawn document: the reason, and nothing of what the document says."""
    response = render(request, "document/withdrawn.html", {"withdrawal": withdrawal}, status=GONE)
    return unkept(unlisted(response))


def unkept(response: HttpResponse) -> HttpResponse:
    """The response, which browsers ask for again each time: by itself a 410 is kept for ever."""
    response["Cache-Control"] = "no-cache"
    return response


def unlisted(response: HttpResponse) -> HttpResponse:
    """The response, which search engines of others leave out of their lists."""
    response["X-Robots-Tag"] = "noindex"
    return response
