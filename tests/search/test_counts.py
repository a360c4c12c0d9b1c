"""The names that counts have on a page."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from documents.models import Member
from documents.search import counts
from tests.factories import make_document

from .archive import make_archive


@pytest.mark.django_db(transaction=True)
def test_no_thread_sees_a_slug_for_a_name_while_others_forget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counts, "REMEMBERED", 0.0)
    make_archive()
    expected = {member.slug: str(member) for member in Member.objects.all()}
    names = counts.Names()

    def look(_: int) -> dict[str, str]:
        try:
            return names.of({"member": list(expected)})["member"]
        finally:
            connection.close()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns often, as if there were many
    try:
        with ThreadPoolExecutor(8) as threads:
            seen = list(threads.map(look, range(400)))
    finally:
        sys.setswitchinterval(interval)
    assert len(expected) > 1
    assert [labels for labels in seen if labels != expected] == []


@pytest.mark.django_db
def test_a_value_whose_row_is_gone_has_no_name() -> None:
    make_document()
    assert counts.Names().of({"member": ["wie-is-dit"], "kind": ["answer"]}) == {
        "member": {},
        "kind": {},
    }
