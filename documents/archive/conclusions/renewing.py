"""Concludes anew what was concluded by older rules, or never: archives of before."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from ...models import Document, Reference
from .. import export
from ..identifying.loading import renew_stamp
from . import RULES, dates, references

#: documents concluded in one transaction
BATCH = 200


def renew() -> int:
    """Concludes what older rules left, and looks again where neighbours may have come since.

    The number of documents that older rules had left.
    """
    old = Document.objects.filter(concluded__lt=RULES)
    pks = list(old.order_by("pk").values_list("pk", flat=True))
    for i in range(0, len(pks), BATCH):
        _renew(pks[i : i + BATCH])
    references.tie_all()
    dates.again()
    renew_stamp()
    return len(pks)


@transaction.atomic
def _renew(pks: Sequence[int]) -> None:
    locked = Document.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    list(locked.values_list("pk"))
    documents = list(Document.objects.filter(pk__in=pks).order_by("pk").with_texts())
    made = [row for one in documents for row in references.rows(one, export.question_set(one))]
    Reference.objects.filter(document__in=documents).delete()
    Reference.objects.bulk_create(made)
    for document in documents:
        _date(document)
    Document.objects.filter(pk__in=pks).update(concluded=RULES)


def _date(document: Document) -> None:
    """Concludes the dates of a document, and saves them where one is not as printed."""
    before = (document.submitted, document.answered)
    dates.conclude(document)
    if document.doubtful_dates or document.repaired_dates:
        dates.conclude(document, sure=dates.corrected(document))
    if (document.submitted, document.answered) != before:
        dates.keep(document)
