"""Sets on a few subjects through the years, made of the sentences of series.toml.

They give the demo archive what can be counted and compared: subjects in many years, ministers who
answered often, follow-ups, delays, and questions that nobody answered yet.
"""

from __future__ import annotations

import pathlib
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    Question,
    QuestionSet,
    SeeAlso,
)

from .printers import phrases

TABLE = pathlib.Path(__file__).parent / "series.toml"
INVENTED = (
    "Dit document hoort bij een demonstratie-archief: alle personen, partijen, plaatsen en"
    " gebeurtenissen zijn verzonnen."
)
DELAY = "De beantwoording vraagt meer tijd, omdat nog niet alle cijfers zijn ontvangen."
#: the number of a notice of delay, above that of its answer
NOTICE = 700
#: the last day of which the Parlando archive has sets
PARLANDO = date(2008, 12, 31)


def sets() -> Iterator[tuple[str, QuestionSet]]:
    """Each set, after the name of the format in which it is printed: 'kvr' or 'json'."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    rows = [(series, row) for series in table["reeks"] for row in series["sets"]]
    years = {row["nr"]: _session_year(_last_day(row)) for _, row in rows}
    for series, row in rows:
        for made in _made(table, series, row, years):
            yield "kvr" if row["op"] <= PARLANDO else "json", made


def _made(table: Any, series: Any, row: Any, years: dict[int, str]) -> Iterator[QuestionSet]:
    if "uitstel" in row:
        yield _set(table, series, row, years, "postponement")
    if "na" in row:
        yield _set(table, series, row, years, "answer")
    elif "uitstel" not in row:
        yield _set(table, series, row, years, "question")


def _set(table: Any, series: Any, row: Any, years: dict[int, str], kind: str) -> QuestionSet:
    follows = _follows(row, years)
    pairs = _pairs(series, row, follows)
    notes = [Footnote(1, f"{row['bron']}.")] + [Footnote(2, _cited(to)) for to in follows]
    is_old, is_open = row["op"] <= PARLANDO, kind == "question"
    case = f"{row['op'].year}1{row['nr']}0" if is_old else f"{row['op'].year}Z{row['nr']}0"
    day = {"answer": row.get("na"), "postponement": row.get("uitstel")}.get(kind)
    number = row["nr"] + NOTICE * (kind == "postponement")
    year = _session_year(row["op"] + timedelta(days=day or 0))
    role, portfolio = table["bewindspersonen"][row["aan"]]
    name = row["aan"].partition(" (")[0]
    return QuestionSet(
        kind=kind,
        identifier=f"kv-tk-{case}" if is_open else f"ah-tk-{year.replace('-', '')}-{number}",
        session_year=year,
        number=None if is_open else number,
        case_number=case,
        submitted=row["op"],
        answered=row["op"] + timedelta(days=day) if day else None,
        title=row["titel"],
        askers=tuple(Asker(asker, table["fracties"][asker]) for asker in row["door"]),
        addressees=(Addressee(role, portfolio),),
        answerers=() if is_open else (Answerer(name, role, portfolio),),
        see_also=tuple(follows),
        questions=tuple(_question(i, q) for i, (q, _) in enumerate(pairs, 1)),
        answers=tuple(Answer((i,), a) for i, (_, a) in enumerate(pairs, 1) if kind == "answer"),
        footnotes=tuple(notes),
        notes=(
            Note("toelichting", INVENTED),
            *([Note("mededeling", DELAY)] if kind == "postponement" else []),
        ),
        topics=tuple(series["onderwerpen"]),
        pages="9341" if is_old else None,
    )


def _pairs(series: Any, row: Any, follows: list[SeeAlso]) -> list[tuple[str, str]]:
    """The questions with their answers; one that follows on others says so after the first."""
    filled = [tuple(text.format(**row) for text in series["vragen"][i]) for i in row["kies"]]
    again = [("Herinnert u zich uw antwoorden op eerdere vragen hierover?[^2]", "Ja.")]
    pairs = [filled[0], *(again if follows else []), *filled[1:]]
    return [(question, answer) for question, answer in pairs]


def _question(number: int, text: str) -> Question:
    marks = tuple(mark for mark in (1, 2) if f"[^{mark}]" in text)
    return Question(number, text, marks)


def _follows(row: Any, years: dict[int, str]) -> list[SeeAlso]:
    """The set on which this one follows: of the series by its number, of others with the year."""
    if "volgt" not in row:
        return []
    year, _, number = str(row["volgt"]).rpartition("/")
    return [SeeAlso(year or years[int(number)], int(number))]


def _cited(to: SeeAlso) -> str:
    year = phrases.dashed(to.session_year)
    return f"Aanhangsel Handelingen II, vergaderjaar {year}, nr. {to.number}."


def _last_day(row: Any) -> date:
    day: date = row["op"] + timedelta(days=row.get("na", 0))
    return day


def _session_year(day: date) -> str:
    """'1998-1999': from September to August."""
    first = day.year - (day.month < 9)
    return f"{first}-{first + 1}"
