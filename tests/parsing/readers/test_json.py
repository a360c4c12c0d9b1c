"""Our own format comes in as it went out, and every fault is told with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from documents.parsing import ParseResult, Question, RawFile, parse, to_dict, to_json

SET: dict[str, Any] = {
    "identifier": "ah-tk-20302031-7",
    "kind": "answer",
    "session_year": "2030-2031",
    "number": 7,
    "submitted": "2021-01-05",
    "answered": "2021-02-01",
    "title": "het veer van Zandhuizen",
    "askers": [{"name": "Van Veen", "party": None}],
    "addressees": [{"role": "Minister", "portfolio": "Financiën"}],
    "answerers": [
        {"name": "Bos", "role": "Minister", "portfolio": "Financiën", "on_behalf": False}
    ],
    "questions": [{"number": 1, "text": "Vaart het veer?[^1]", "footnotes": [1]}],
    "answers": [{"numbers": [1], "text": "Ja.", "footnotes": []}],
    "footnotes": [{"number": 1, "text": "Veerkrant"}],
}


def read(data: Any) -> ParseResult:
    text = data if isinstance(data, str) else json.dumps(data)
    return parse(RawFile("set.json", text.encode("utf-8", "surrogatepass")))


def faults(data: Any) -> list[tuple[str, str]]:
    """The place and the message of each problem of a refused file."""
    result = read(data)
    assert result.set is None
    assert {problem.code for problem in result.problems} == {"json_invalid"}
    return [(problem.place, problem.message) for problem in result.problems]


def test_a_set_comes_back_as_it_went_out() -> None:
    result = read(SET)
    assert result.problems == ()
    assert result.format == "json"
    assert result.set is not None
    assert result.set.questions == (Question(1, "Vaart het veer?[^1]", (1,)),)
    assert read(to_json(result.set)).set == result.set
    assert to_dict(result.set) | SET == to_dict(result.set)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read("\ufeff" + json.dumps(SET)).set == read(SET).set


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"kind": "brief"}, "kind", "niet toegestaan"),
        ({"submitted": "5 januari"}, "submitted", "datum"),
        ({"submitted": "2021-02-30"}, "submitted", "datum"),
        ({"questions": [{"number": "1", "text": "x"}]}, "questions[1].number", "type"),
        ({"questions": [{"number": 1}]}, "questions[1]", "verplicht"),
        ({"kleur": "rood"}, "(begin)", "onbekend veld"),
        ({"number": 10**7}, "number", "te groot"),
        ({"title": "x" * 2000}, "title", "te lang"),
        ({"askers": [{"name": "", "party": None}]}, "askers[1].name", "leeg"),
    ],
)
def test_a_fault_is_told_with_its_place(change: dict[str, Any], place: str, words: str) -> None:
    [(found, message)] = faults(SET | change)
    assert found == place
    assert words in message


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(SET | {"kind": "brief", "number": 0})) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"kind": ', "geen geldige JSON"),
        ('{"kind": "answer", "number": NaN}', "NaN"),
        ('{"kind": "answer", "kind": "question"}', "«kind»"),
        ('{"a": ' * 100_000, "genest"),
        ("[" * 100_000, "genest"),
        ('{"number": ' + "9" * 5000 + "}", "te groot getal"),
        ("[]", "type"),
    ],
)
def test_what_is_no_json_object_is_refused(text: str, words: str) -> None:
    [(_, message)] = faults(text)
    assert words in message


def test_other_encodings_are_refused() -> None:
    result = parse(RawFile("set.json", json.dumps(SET, ensure_ascii=False).encode("cp1252")))
    assert result.set is None
    assert "UTF-8" in result.problems[0].message


def test_a_question_number_that_comes_twice_is_refused() -> None:
    [(place, message)] = faults(SET | {"questions": SET["questions"] * 2})
    assert place == "questions"
    assert "vraag 1 komt tweemaal voor" in message


def test_footnotes_may_share_a_number() -> None:
    result = read(SET | {"footnotes": SET["footnotes"] * 2})
    assert result.set is not None
    assert [footnote.number for footnote in result.set.footnotes] == [1, 1]


def test_marks_and_footnotes_that_do_not_fit_are_noticed() -> None:
    result = read(SET | {"footnotes": []})
    assert result.set is not None
    assert [problem.code for problem in result.problems] == ["mark_without_footnote"]
