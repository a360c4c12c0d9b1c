"""What official sources say of cases: kept beside the documents; cases are made anew by it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from ...models import CaseReport
from .. import cases, locks

#: what a report says, to be compared
_SAID = ("due", "is_settled", "is_withdrawn", "is_gone")


@transaction.atomic
def write(reports: Iterable[CaseReport]) -> int:
    """Writes what a source says of cases, each by its number; how many say something else now.

    The cases that they are about are made anew in the same transaction.
    """
    wanted = {(row.source, row.number): row for row in reports}
    changed = [row for row in wanted.values() if _is_news(row)]
    if changed:
        locks.tie_cases()
        CaseReport.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["number", "source"],
            update_fields=_SAID,
        )
        cases.reported(row.number for row in changed)
    return len(changed)


def _is_news(report: CaseReport) -> bool:
    """Whether a report says something else than the one that is kept."""
    kept = CaseReport.objects.filter(source=report.source, number=report.number).first()
    return kept is None or any(getattr(kept, name) != getattr(report, name) for name in _SAID)
