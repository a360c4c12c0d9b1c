"""Names that no document has any more: removed with the words of a passage, and brought back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from ...models import Browsable, Member, Minister, Ministry, Party, Topic
from ..layers.paths import Json
from ..layers.redacting import Hidden

#: the kinds of names, those that point to another before it; with the relations that use one
_USES: tuple[tuple[type[Browsable], tuple[str, ...]], ...] = (
    (Member, ("asking_printed", "askings")),
    (Minister, ("answering_printed", "answerings")),
    (Party, ("asking_printed", "member_printed", "askings", "members")),
    (
        Ministry,
        (
            *("addressing_printed", "answering_printed", "minister_printed"),
            *("addressings", "answerings", "ministers", "documents"),
        ),
    ),
    (Topic, ("documents",)),
)
_KINDS = {kind._meta.model_name: kind for kind, _ in _USES}
#: columns of a name, and columns that point to another
_COLUMNS = ("slug", "name", "printed", "role")
_POINTERS = ("party", "printed_party", "ministry", "printed_ministry", "merged_into")


def remove(hidden: Hidden) -> list[Json]:
    """Removes names with hidden words that no document has; what `bring_back` needs of each."""
    removed = []
    for kind, uses in _USES:
        # first those that were merged into another, so that this one may go too
        rows = kind._default_manager.order_by(F("merged_into").asc(nulls_last=True), "pk")
        for row in rows:
            if _is_hidden(row, hidden) and not is_used(row, uses) and not _is_fact(row):
                removed.append(_kept(row))
                row.delete()
    return removed


def found(hidden: Hidden) -> list[tuple[Browsable, int]]:
    """Names with hidden words, and how many documents have each."""
    rows = (row for kind, _ in _USES for row in kind._default_manager.order_by("pk"))
    named: list[Any] = [row for row in rows if _is_hidden(row, hidden)]
    return [(row, row.documents.distinct().count()) for row in named]


def _is_hidden(row: Browsable, hidden: Hidden) -> bool:
    return any(map(hidden.is_in, (row.name, row.printed, row.slug)))


def _is_fact(row: Any) -> bool:
    """Whether the name is in a table of facts, which says nothing of any document."""
    return bool(getattr(row, "person_id", None) or getattr(row, "source", ""))


def is_used(row: Browsable, uses: Iterable[str]) -> bool:
    """Whether a document, or another name, has this name."""
    return any(getattr(row, name).exists() for name in ("merged", *uses))


def _kept(row: Browsable) -> Json:
    pointers = {name: getattr(row, name, None) for name in _POINTERS}
    return {
        "kind": row._meta.model_name,
        **{name: getattr(row, name) for name in _COLUMNS if hasattr(row, name)},
        **{name: other.slug for name, other in pointers.items() if other},
    }


def bring_back(kept: Iterable[Json]) -> list[Json]:
    """Makes the rows of names that were removed again, unless there are such by now.

    Those that point to a name that is still gone are given back, to be kept for later.
    """
    waiting, before = list(kept), -1
    while waiting and len(waiting) != before:
        before = len(waiting)
        waiting = [values for values in waiting if not _made_again(values)]
    return waiting


def _made_again(values: Json) -> bool:
    """Makes one row again; False where a name that it points to is not there."""
    kind = _KINDS[values["kind"]]
    found = {name: _pointed_at(kind, name, values[name]) for name in _POINTERS if name in values}
    if not all(found.values()):
        return False
    columns = {name: values[name] for name in _COLUMNS if name in values}
    slug = columns.pop("slug")
    kind._default_manager.get_or_create(slug=slug, defaults=columns | found)
    return True


def _pointed_at(kind: type[Browsable], name: str, slug: str) -> Browsable | None:
    model: Any = kind._meta.get_field(name).related_model
    found: Browsable | None = model._default_manager.filter(slug=slug).first()
    return found
