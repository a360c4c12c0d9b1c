"""The queue between the database and the search index."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    """Puts changes into the queue."""

    def note(self, document_ids: Iterable[int]) -> None:
        """Says, in the transaction of the change itself, that these documents changed or went."""
        self.bulk_create(IndexChange(document_pk=pk) for pk in document_ids)


class IndexChange(models.Model):
    """A document that the index must look at again. No foreign key: it may have been deleted."""

    document_pk = models.BigIntegerField(db_index=True)
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.document_pk)
