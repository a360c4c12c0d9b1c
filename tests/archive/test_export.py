"""What the published format says of a document is kept: a set comes out as it went in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from documents.archive.export import question_set
from documents.archive.ingest import store
from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    ParseResult,
    Question,
    QuestionSet,
    RawFile,
    SeeAlso,
    from_dict,
    to_dict,
    to_json,
)

#: a set, of fictional people, in which every field of it and of its parts says something
FULL = QuestionSet(
    kind="answer",
    identifier="ah-tk-20222023-9001",
    session_year="2022-2023",
    number=9001,
    case_number="2022Z99001",
    submitted=date(2022, 9, 9),
    answered=date(2022, 11, 8),
    title="de veerpont bij Oudewaarde",
    askers=(Asker("Van Loon", "Lijst Waterland"), Asker("El Amrani")),
    addressees=(Addressee("Minister", "Veren en Bruggen"),),
    answerers=(
        Answerer("Dijkstra", "Minister", "Veren en Bruggen"),
        Answerer(None, "Staatssecretaris", "Tolzaken", on_behalf=True),
    ),
    see_also=(SeeAlso("2022-2023", 9000),),
    questions=(Question(1, "Vaart de pont?[^1]", (1,)), Question(3, "En de kade?", (), "3a")),
    answers=(Answer((1, 3), "Ja.[^2]\n\n– de pont\n– de kade", (2,)),),
    footnotes=(Footnote(1, "Waterlandse Courant"), Footnote(2, "Idem")),
    notes=(Note("toelichting", "Ter aanvulling op eerdere vragen."),),
    topics=("Verkeer | Scheepvaart",),
    summary="Over een pont.",
    pages="19001-19002",
)


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
    for part in parts(FULL):
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            key = (type(part), field.name)
            said[key] = said.get(key, False) or value not in (field.default, None, "", ())
    assert [f"{kind.__name__}.{name}" for (kind, name), full in said.items() if not full] == []
    fields = {field.name for field in dataclasses.fields(QuestionSet)}
    assert {name for kind, name in said if kind is QuestionSet} == fields


@pytest.mark.django_db
def test_what_is_stored_comes_out_as_it_went_in() -> None:
    raw = RawFile("veer.json", to_json(FULL).encode())
    document = store(raw, ParseResult(FULL, (), "json")).document
    document.refresh_from_db()
    assert question_set(document) == FULL


def test_json_keeps_every_field() -> None:
    assert from_dict(to_dict(FULL)) == FULL
