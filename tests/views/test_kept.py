"""What is kept of the whole archive follows it, and never outlives what was hidden."""

from __future__ import annotations

import pytest

from documents.archive.decisions.withdrawals import withdraw
from documents.models import Document, Withdrawal
from documents.views import kept
from tests.factories import make_document

pytestmark = pytest.mark.django_db


def titles() -> list[str]:
    return sorted(Document.objects.values_list("title", flat=True))


def test_what_is_kept_follows_every_deed() -> None:
    make_document(title="de brug")
    known = kept.Kept(titles)
    assert known() == ["de brug"]
    make_document(title="de sluis")
    assert known() == ["de brug", "de sluis"]


def test_what_takes_long_may_lag_behind_what_is_new_but_not_behind_what_was_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "MANY", 0)
    monkeypatch.setattr(kept, "SLOW", -1.0)  # all counts as slow
    monkeypatch.setattr(kept, "SHARE", 1e9)
    secret = make_document(title="de brug")
    known = kept.Kept(titles)
    assert known() == ["de brug"]
    make_document(title="de sluis")
    assert known() == ["de brug"]
    withdraw(secret, reason=Withdrawal.Reason.OTHER, note="dubbel", by="anna")
    assert known() == ["de sluis"]
