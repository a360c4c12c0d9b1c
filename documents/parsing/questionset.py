"""The question set: plain data, and the way in and out of its JSON format.

The format is published: `questionset.schema.json` beside this module describes it, and
`to_dict` and `from_dict` are its two directions. Nothing here knows of Django.
"""

from __future__ import annotations

import functools
import json
import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from .problems import Problem

SCHEMA_PATH = pathlib.Path(__file__).with_name("questionset.schema.json")

MARK = re.compile(r"\[\^([0-9]{1,5})\]")


class Kind(StrEnum):
    """What a publication is: questions, questions with answers, or a notice of postponement."""

    QUESTION = "question"
    ANSWER = "answer"
    POSTPONEMENT = "postponement"


class NoteKind(StrEnum):
    """What a text beside the questions is, named as in print; see the glossary in the README."""

    EXPLANATION = "toelichting"
    NOTICE = "mededeling"
    REMARK = "opmerking"
    PICTURE = "afbeelding"


@dataclass(frozen=True)
class RawFile:
    """A file as it came: its name (only ever shown, never trusted) and its bytes.

    `beside` is what the publisher says beside the file, as it came: metadata; b"" for nothing.
    """

    name: str
    data: bytes = field(repr=False)
    beside: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Asker:
    """A member who asks, with the party as printed on that day (None where none is printed).

    `initials` only where metadata beside the file tell them: 'S.P.R.A.'.
    """

    name: str
    party: str | None = None
    initials: str | None = None


@dataclass(frozen=True)
class Addressee:
    """An office that is asked: role 'Minister', 'Staatssecretaris' or 'Minister-President'."""

    role: str
    portfolio: str


@dataclass(frozen=True)
class Answerer:
    """An office that answers; `name` is None where only the office is printed ('mede namens')."""

    name: str | None
    role: str
    portfolio: str
    on_behalf: bool = False


@dataclass(frozen=True)
class SeeAlso:
    """A pointer to another Aanhangsel: session year '2022-2023' and its number."""

    session_year: str
    number: int


@dataclass(frozen=True)
class Question:
    """One question; `label` only where the print has more than a number ('3a')."""

    number: int
    text: str
    footnotes: tuple[int, ...] = ()
    label: str | None = None


@dataclass(frozen=True)
class Answer:
    """One block of answer, with the numbers of all the questions that it answers."""

    numbers: tuple[int, ...]
    text: str
    footnotes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Footnote:
    """The text of a footnote; its mark stands in a text as `[^number]`."""

    number: int
    text: str


@dataclass(frozen=True)
class Note:
    """Text beside the questions: an explanation, a notice of delay, a remark; or a picture told."""

    kind: NoteKind
    text: str


@dataclass(frozen=True)
class QuestionSet:
    """One publication: questions, questions with answers, or a notice of postponement.

    Texts are blocks parted by an empty line; a block whose lines all begin with '– ' is a list,
    a block with tabs is a table, any other is a paragraph on one line.

    What stands in metadata alone: `other_cases` are the case numbers besides `case_number`, where
    one answer serves several; `answered_in` is the identifier of the answer to these questions;
    `status` is the publisher's word for how final the publication is ('Onopgemaakt').
    """

    kind: Kind
    identifier: str | None = None
    session_year: str | None = None
    number: int | None = None
    case_number: str | None = None
    submitted: date | None = None
    answered: date | None = None
    title: str = ""
    askers: tuple[Asker, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    answerers: tuple[Answerer, ...] = ()
    see_also: tuple[SeeAlso, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    notes: tuple[Note, ...] = ()
    topics: tuple[str, ...] = ()
    summary: str | None = None
    pages: str | None = None
    other_cases: tuple[str, ...] = ()
    answered_in: str | None = None
    status: str | None = None


@dataclass(frozen=True)
class ParseResult:
    """What a parser made of a file: the set, or None, and every problem that it met.

    `reading` names how files of that format are read now (`files.readings`).
    """

    set: QuestionSet | None
    problems: tuple[Problem, ...] = ()
    format: str | None = None
    reading: str = ""


class InvalidSet(ValueError):
    """JSON that is not a question set; `problems` has a Dutch message for each fault."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@functools.cache
def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a question set."""
    loaded: dict[str, Any] = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    return loaded


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema(), format_checker=FormatChecker())


#: fields that the JSON form leaves out where they are empty, as most are
LEFT_OUT = ("label", "initials", "other_cases", "answered_in", "status")


def to_dict(value: Any) -> Any:
    """The JSON form of a set, or of any part of it: dicts, lists, strings, numbers, None."""
    kind: Any = type(value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, tuple):
        return [to_dict(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return {
        name: part if type(part) in _AS_IT_IS else to_dict(part)
        for name, part in vars(value).items()
        if part or name not in LEFT_OUT
    }


_AS_IT_IS = frozenset({str, int, bool, type(None)})


def to_json(questions: QuestionSet, indent: int | None = 2) -> str:
    """The set as JSON text, readable, with its letters as they are."""
    return json.dumps(to_dict(questions), ensure_ascii=False, indent=indent)


_PARTS: dict[str, type] = {
    "askers": Asker,
    "addressees": Addressee,
    "answerers": Answerer,
    "see_also": SeeAlso,
    "questions": Question,
    "answers": Answer,
    "footnotes": Footnote,
    "notes": Note,
}


#: what an archive says beside a name that is printed; it is read over
_BESIDE = "person"


def _rows(kind: type, rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    return tuple(
        kind(
            **{
                key: tuple(value) if isinstance(value, list) else value
                for key, value in row.items()
                if key != _BESIDE
            }
        )
        for row in rows
    )


def from_dict(data: Any) -> QuestionSet:
    """The set that a JSON value describes. Raises InvalidSet with a problem for each fault."""
    faults = sorted(_validator().iter_errors(data), key=lambda fault: list(map(str, fault.path)))
    if faults:
        raise InvalidSet(tuple(_fault(fault) for fault in faults[:20]))
    return trusted(data)


def trusted(data: dict[str, Any]) -> QuestionSet:
    """The set of a JSON value that `to_dict` made: nothing is checked."""
    values = {key: value for key, value in data.items() if key != "$schema"}
    for key in ("submitted", "answered"):
        values[key] = date.fromisoformat(values[key]) if values.get(key) else None
    for key, kind in _PARTS.items():
        values[key] = _rows(kind, values.get(key, []))
    values["notes"] = tuple(replace(note, kind=NoteKind(note.kind)) for note in values["notes"])
    for key in ("topics", "other_cases"):
        values[key] = tuple(values.get(key) or [])
    return QuestionSet(**values | {"kind": Kind(values["kind"])})


_RULES = {
    "required": "er ontbreekt een verplicht veld",
    "additionalProperties": "er staat een onbekend veld in",
    "type": "de waarde heeft het verkeerde type",
    "enum": "de waarde is niet toegestaan",
    "pattern": "de waarde heeft niet de juiste vorm",
    "format": "de waarde is geen geldige datum (jjjj-mm-dd)",
    "maxLength": "de tekst is te lang",
    "minLength": "de tekst is leeg",
    "maximum": "het getal is te groot",
    "minimum": "het getal is te klein",
    "maxItems": "de lijst is te lang",
    "minItems": "de lijst is leeg",
    "uniqueItems": "de lijst bevat iets dubbel",
}


def _fault(fault: Any) -> Problem:
    place = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in fault.path)
    rule = _RULES.get(fault.validator, "de waarde voldoet niet aan het schema")
    detail = fault.message if len(fault.message) < 200 else fault.message[:200] + "…"
    return Problem.of("json_invalid", place.lstrip(".") or "(begin)", rule=rule, detail=detail)


def texts(questions: QuestionSet) -> Iterator[str]:
    """Every running text of the set: questions, answers, then notes."""
    rows: tuple[Question | Answer | Note, ...]
    rows = (*questions.questions, *questions.answers, *questions.notes)
    for row in rows:
        yield row.text


def marks(text: str) -> tuple[int, ...]:
    """The numbers of the footnote marks in a text, each once, in order of appearance."""
    if "[^" not in text:
        return ()
    return tuple(dict.fromkeys(int(n) for n in MARK.findall(text)))
