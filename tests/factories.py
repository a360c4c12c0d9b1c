"""Documents for the tests, made the way real ones are: a question set, stored by ingest.

People, parties and events are fictional.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any

from documents.archive.ingest import store
from documents.models import Document
from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    ParseResult,
    Problem,
    Question,
    QuestionSet,
    RawFile,
    SeeAlso,
    to_json,
)

numbers = itertools.count(1)


def make_set(**fields: Any) -> QuestionSet:
    """A small answered set; any field of QuestionSet may be given. Each has its own number.

    Unless they are given, its other dates and its session year agree with the day of the answer.
    """
    number = next(numbers)
    answered = fields.get("answered", date(2022, 11, 8))
    submitted = min(date(2022, 9, 9), answered or date.max)
    defaults: dict[str, Any] = {
        "identifier": f"ah-tk-20222023-{number}",
        "kind": "answer",
        "session_year": session_year(answered or fields.get("submitted") or submitted),
        "number": number,
        "submitted": submitted,
        "answered": answered,
        "title": f"de veerpont bij Oudewaarde, deel {number}",
        "askers": (Asker("Van Loon", "Lijst Waterland"),),
        "addressees": (Addressee("Minister", "Veren en Bruggen"),),
        "answerers": (Answerer("Dijkstra", "Minister", "Veren en Bruggen"),),
        "questions": (
            Question(1, "Kent u het bericht over de veerpont?"),
            Question(2, "Wanneer vaart de veerpont weer?"),
        ),
        "answers": (Answer((1,), "Ja."), Answer((2,), "De veerpont vaart weer in mei.")),
    }
    return QuestionSet(**(defaults | fields))


def session_year(day: date) -> str:
    """The session year that a day is in: of 8 November 2022 '2022-2023'."""
    start = day.year - (day.month < 9)
    return f"{start:04}-{start + 1:04}"


def make_document(
    *, problems: Sequence[Problem] = (), file_name: str = "vragen.json", **fields: Any
) -> Document:
    """The set that `make_set` makes of the fields, stored; its source is its own JSON."""
    made = make_set(**fields)
    raw = RawFile(file_name, to_json(made).encode())
    return store(raw, ParseResult(made, tuple(problems), "json")).document


#: a set, of fictional people, in which every field of it and of its parts says something
FULL_SET = QuestionSet(
    kind="answer",
    identifier="ah-tk-20222023-9001",
    session_year="2022-2023",
    number=9001,
    case_number="2022Z99001",
    submitted=date(2022, 9, 9),
    answered=date(2022, 11, 8),
    title="de veerpont bij Oudewaarde",
    askers=(Asker("Van Loon", "Lijst Waterland", "J.P."), Asker("El Amrani")),
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
    other_cases=("2022Z99002",),
    answered_in="ah-tk-20222023-9002",
    status="Opgemaakt na onopgemaakt",
)
