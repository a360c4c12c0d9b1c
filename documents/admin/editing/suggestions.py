"""The names to choose from while typing."""

from __future__ import annotations

from typing import Any

from ...models import Member, Minister, Ministry, Party

ROLES = ("Minister", "Staatssecretaris", "Minister-President")
_KINDS: dict[str, Any] = {
    "members": Member,
    "parties": Party,
    "ministries": Ministry,
    "ministers": Minister,
}


def suggestions() -> dict[str, list[str]]:
    """Names to choose from: id of the list on the page -> the names in it."""
    return {key: _names(kind) for key, kind in _KINDS.items()} | {"roles": list(ROLES)}


def _names(kind: Any) -> list[str]:
    rows = kind._default_manager.filter(merged_into=None).order_by("name")
    return list(rows.values_list("name", flat=True).distinct())
