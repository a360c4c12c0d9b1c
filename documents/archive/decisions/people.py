"""Who a printed name is, said by hand: in one document or in all that print it; and taken back.

What a person said outranks the evidence, whatever is ingested, read or known later. Two persons
that are one are made so by `names.merge`, as other names are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from ...models import Answering, Asking, Document, Identification, Member, Minister, Person
from .. import history, locks
from ..identifying import again, concerned
from ..identifying.loading import renew_stamp
from ..identifying.people import Telling

#: rows with a printed name, and the column of it
_PRINTED: dict[type[Any], tuple[type[Any], str]] = {
    Member: (Asking, "printed_member"),
    Minister: (Answering, "printed_minister"),
}
#: changes that an event of resolving again lists
LISTED = 200


class NotIdentified(ValueError):
    """A name that cannot be said to be this person, with the reason in Dutch; nothing is stored."""


@transaction.atomic
def identify(
    printed: Member | Minister,
    person: Person | None,
    *,
    by: str,
    why: str = "",
    document: Document | None = None,
) -> Identification | None:
    """Says who a printed name is, None for nobody of whom the archive knows; in all documents,
    or in one.

    It takes the place of what was said of that name before, as widely. None where just that was
    said already. Raises NotIdentified.
    """
    locks.change_names()
    _check(printed, person, document)
    name = str(printed._meta.model_name)
    scope = {name: printed, "document": document}
    standing = Identification.objects.standing().filter(**scope).first()
    if standing and standing.person_id == (person and person.pk):
        return None
    ended = _end(standing, by) if standing else []
    made = Identification.objects.create(**scope, person=person, made_by=by, why=why)
    _follow(made)
    _record(history.Deed.IDENTIFIED, made, by=by, ended=ended, why=why)
    return made


def _check(printed: Member | Minister, person: Person | None, document: Document | None) -> None:
    if person and person.merged_into_id:
        raise NotIdentified(f"{person} is samengevoegd met {person.root}; kies die persoon.")
    if person is None and printed.root.person_id:
        raise NotIdentified(f"«{printed}» is de volledige naam van een persoon in het archief.")
    if document is None:
        return
    kind, column = _PRINTED[type(printed)]
    if not kind._default_manager.filter(document=document, **{column: printed}).exists():
        raise NotIdentified(f"«{printed}» staat niet in {document.identifier}.")


def _end(standing: Identification, by: str) -> list[int]:
    standing.ended_at, standing.ended_by = timezone.now(), by
    standing.save(update_fields=["ended_at", "ended_by"])
    return [standing.pk]


@transaction.atomic
def undo(identification: Identification, *, by: str) -> bool:
    """Takes back what was said of a name: the evidence decides again. False where it was done."""
    locks.change_names()
    row = Identification.objects.select_for_update().get(pk=identification.pk)
    if row.ended_at:
        return False
    ended = _end(row, by)
    _follow(row)
    _record(history.Deed.UNIDENTIFIED, row, by=by, ended=ended)
    return True


def _follow(row: Identification) -> None:
    """Resolves the documents that it is about again."""
    renew_stamp()
    again.apply([row.document_id] if row.document_id else concerned.of_name(row.printed))


def _record(
    deed: history.Deed, row: Identification, *, by: str, ended: list[int], **more: Any
) -> None:
    history.record(
        deed,
        by=by,
        document=row.document,
        subject=str(row.printed),
        kind=row.printed._meta.model_name,
        pk=row.printed.pk,
        printed=str(row.printed),
        person=str(row.person) if row.person else "",
        person_pk=row.person_id,
        identification=row.pk,
        ended=ended,
        **more,
    )


@transaction.atomic
def resolve(pks: Iterable[int], *, by: str) -> int:
    """Gives documents the people whom their names mean by all that is known now.

    The number of those that changed; where any did, the history tells what, the most common first.
    """
    locks.change_names()
    found = list(again.changes(sorted(pks)))
    if not found:
        return 0
    telling = Telling()
    changes = Counter(line for one in found for line in telling.told(one))
    changed = again.store(found)
    history.record(
        history.Deed.RESOLVED,
        by=by,
        subject=f"{changed} document{'en' if changed > 1 else ''}",
        documents=changed,
        resolved=[f"{line} ({count})" for line, count in changes.most_common(LISTED)],
    )
    return changed
