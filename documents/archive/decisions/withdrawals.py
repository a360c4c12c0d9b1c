"""Withdrawing a document from the public, and restoring it: its sources and history stay."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ...models import Document, Withdrawal
from .. import history, locks, writing


@transaction.atomic
def withdraw(document: Document, *, reason: str, note: str, by: str) -> Withdrawal | None:
    """Takes all that a document says out of pages, lists and search; None where it was done."""
    locked = locks.document(document.pk)
    if locked.withdrawn:
        return None
    withdrawal = Withdrawal.objects.create(document=locked, reason=reason, note=note, made_by=by)
    locked.withdrawn = True
    writing.rewrite(locked)
    history.record(
        history.Deed.WITHDRAWN,
        by=by,
        document=locked,
        reason=reason,
        note=note,
        withdrawal=withdrawal.pk,
    )
    document.refresh_from_db()
    return withdrawal


@transaction.atomic
def restore(document: Document, *, by: str) -> bool:
    """Shows a withdrawn document again, as its sources and corrections have it now."""
    locked = locks.document(document.pk)
    if not locked.withdrawn:
        return False
    standing = list(locked.withdrawals.standing().values_list("pk", flat=True))
    locked.withdrawals.standing().update(ended_at=timezone.now(), ended_by=by)
    locked.withdrawn = False
    writing.rewrite(locked)
    history.record(history.Deed.RESTORED, by=by, document=locked, ended=standing)
    document.refresh_from_db()
    return True
