"""What the published format says of a document is kept: a set comes out as it went in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from documents.archive.export import question_set
from documents.archive.ingest import store
from documents.parsing import ParseResult, QuestionSet, RawFile, from_dict, to_dict, to_json
from tests.factories import FULL_SET


def parts(value: Any) -> Iterator[Any]:
    """A set and everything in it that has fields."""
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from parts(one)


def test_every_field_of_the_full_set_says_something() -> None:
    """A new field must be given a value here, and so be kept by the tests below."""
    said: dict[tuple[type, str], bool] = {}
    for part in parts(FULL_SET):
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            key = (type(part), field.name)
            said[key] = said.get(key, False) or value not in (field.default, None, "", ())
    assert [f"{kind.__name__}.{name}" for (kind, name), full in said.items() if not full] == []
    fields = {field.name for field in dataclasses.fields(QuestionSet)}
    assert {name for kind, name in said if kind is QuestionSet} == fields


@pytest.mark.django_db
def test_what_is_stored_comes_out_as_it_went_in() -> None:
    raw = RawFile("veer.json", to_json(FULL_SET).encode())
    document = store(raw, ParseResult(FULL_SET, (), "json")).document
    document.refresh_from_db()
    assert question_set(document) == FULL_SET


def test_json_keeps_every_field() -> None:
    assert from_dict(to_dict(FULL_SET)) == FULL_SET
