"""Withdrawing a document with a reason, and restoring it."""

from __future__ import annotations

from django.http import HttpResponse

from ...archive.decisions import withdrawals
from .desk import Desk
from .forms import WithdrawForm


def withdraw(desk: Desk) -> HttpResponse:
    """The form with the reason; sent, it takes the document from the public at once."""
    form = WithdrawForm(desk.request.POST if desk.is_sent else None)
    if desk.document.withdrawn:
        return desk.not_done("Dit document was al ingetrokken.")
    if not form.is_valid():
        status = 400 if desk.is_sent else 200
        return desk.page("withdraw", "Document intrekken", form=form, status=status)
    data = form.cleaned_data
    if not withdrawals.withdraw(
        desk.document, reason=data["reason"], note=data["note"], by=desk.by
    ):
        return desk.not_done("Dit document was al ingetrokken.")
    return desk.done("Het document is ingetrokken. Bezoekers zien alleen nog de reden.")


def restore(desk: Desk) -> HttpResponse:
    """Asks whether a withdrawn document may be seen again; sent, it may."""
    if desk.is_sent:
        if withdrawals.restore(desk.document, by=desk.by):
            return desk.done("Het document is hersteld en weer te zien.")
        return desk.not_done("Dit document was niet ingetrokken.")
    past = desk.document.withdrawals.order_by("-pk")
    return desk.page("restore", "Document herstellen", withdrawals=past)
