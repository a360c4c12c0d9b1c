"""Queries whose SQL is made once give what Django's own do, for any keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db.models import QuerySet

from documents.models import Document, Question
from documents.prepared import STEP, Prepared

from .factories import make_document

pytestmark = pytest.mark.django_db


def questions(pks: Sequence[int]) -> QuerySet[Question, Any]:
    return Question.objects.filter(document__in=pks).values_list("document", "number", "text")


def documents(pks: Sequence[int]) -> QuerySet[Document]:
    rows = Document.objects.filter(pk__in=pks, kind=Document.Kind.QUESTION)
    return rows.select_related("case_place__case").order_by("pk")


@pytest.mark.parametrize("count", [0, 1, STEP - 1, STEP + 2])
def test_the_rows_are_those_of_the_keys(count: int) -> None:
    """For few keys and for more than fit in one query, also once the SQL is there."""
    made = [make_document(kind="question", answers=(), answered=None).pk for _ in range(3)]
    prepared, read = Prepared(questions), Prepared(documents)
    for first in (0, 1):
        pks = [*made[first:][:count], *range(10_000, 10_000 + max(count - 3, 0))]
        assert list(prepared(pks)) == list(questions(pks))
        assert list(read(iter(pks))) == list(documents(pks))


def test_rows_of_other_tables_come_along(django_assert_num_queries: Any) -> None:
    prepared = Prepared(documents)
    expected = make_document(kind="question", answers=(), answered=None)
    case = expected.case
    with django_assert_num_queries(1):
        [row] = prepared([expected.pk])
        assert row.case == case


def test_two_that_are_asked_at_once_each_have_their_rows() -> None:
    prepared = Prepared(questions)
    one, other = (prepared([make_document().pk]) for _ in range(2))
    assert {pk for pk, _, _ in one}.isdisjoint({pk for pk, _, _ in other})
