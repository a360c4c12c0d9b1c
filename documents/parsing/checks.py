"""The checks that every set goes through: they mend or drop what cannot be, and tell what.

A set that comes out validates against the published schema, its questions stand in the order of
their numbers, and its lists of footnotes are the marks that stand in its texts.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from .files.readings import reading_of
from .headers import in_full
from .notices import settled
from .printed import number_list
from .problems import Problem, Severity
from .questionset import (
    MARK,
    Answer,
    Kind,
    ParseResult,
    Question,
    QuestionSet,
    marks,
    schema,
    texts,
)
from .remarks import remarks, unknown_ministries

#: No Kamervraag is older, and none is dated further ahead; one of a year ahead is told.
OLDEST = date(1800, 1, 1)
AHEAD, _TOLD_AHEAD = timedelta(days=3653), timedelta(days=365)

#: What no database or feed takes: controls but line end and tab, lone surrogates, non-characters.
UNREADABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
SESSION_YEAR = re.compile(r"[0-9]{4}-[0-9]{4}")


class _Titled(Protocol):
    """A row with a text: question, answer, note."""

    @property
    def text(self) -> str: ...


_Row = TypeVar("_Row")
_TextRow = TypeVar("_TextRow", bound=_Titled)


def _with(row: _Row, **values: Any) -> _Row:
    """A row with other values in some of its fields; the same row where it has them already."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    changed: _Row = replace(row, **values)  # type: ignore[type-var]
    return changed


def finish(result: ParseResult, format: str) -> ParseResult:
    """The result with its format, its set made whole, and the problems that this brought up."""
    if result.set is None or not (any(texts(result.set)) or _has_header(result.set)):
        refused = any(problem.severity is Severity.REFUSED for problem in result.problems)
        empty = [] if refused else [Problem.of("no_questions")]
        return ParseResult(None, (*result.problems, *empty), format, reading_of(format))
    check = _Check()
    said = format == "json"  # field by field, where all other formats are read from print
    read = result.set if said else settled(result.set)
    found = _marked(_cleaned(read, check), check)
    _told_doubles(found, check)
    unknown = () if said else unknown_ministries(found)
    problems = (*result.problems, *check.problems, *remarks(found), *unknown)
    return ParseResult(found, tuple(dict.fromkeys(problems)), format, reading_of(format))


def _has_header(found: QuestionSet) -> bool:
    """Whether a set has members who ask and a subject: worth a page, even without questions."""
    return bool(found.title and found.askers)


@dataclass
class _Check:
    """Cleans values and collects the problems on the way."""

    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, place: str = "", **details: Any) -> None:
        self.problems.append(Problem.of(code, place, **details))

    def text(self, text: str, limit: int, place: str) -> str:
        """Running text: unreadable characters gone, one kind of line end, not over its limit."""
        readable = text if text.isprintable() else self._readable(text, place)
        readable = readable.strip(" \n")
        if len(readable) > limit:
            self.note("text_cut", place, detail=f"{place}, langer dan {limit} tekens")
        return readable[:limit].rstrip(" \n")

    def _readable(self, text: str, place: str) -> str:
        text = LINE_ENDS.sub("\n", text)
        readable = UNREADABLE.sub("", text)
        if readable != text:
            self.note("characters_dropped", place)
        return readable

    def line(self, text: str, limit: int, place: str) -> str:
        """A value on one line, with single spaces."""
        return " ".join(self.text(" ".join(text.split()), limit, place).split())

    def optional(self, text: str | None, limit: int, place: str) -> str | None:
        return self.line(text, limit, place) or None if text else None

    def rows(self, rows: tuple[_Row, ...], limit: int, place: str) -> tuple[_Row, ...]:
        if len(rows) > limit:
            self.note("text_cut", place, detail=f"{place}, meer dan {limit}")
        return rows[:limit]

    def day(self, day: date | None, place: str) -> date | None:
        if day is None or OLDEST <= day <= date.today() + AHEAD:
            if day and day > date.today() + _TOLD_AHEAD:
                self.note("date_ahead", place, detail=day.isoformat())
            return day
        self.note("date_invalid", place, detail=day.isoformat())
        return None


@functools.cache
def limit_of(*path: str) -> int:
    """The largest length that the schema allows: of a text, of a list, or of a text in its rows."""
    node: Any = schema()["properties"][path[0]]
    for key in path[1:]:
        node = node["items"]["properties"][key]
    limit: int = node.get("maxLength") or node["maxItems"]
    return limit


@functools.cache
def _largest() -> int:
    largest: int = schema()["properties"]["number"]["maximum"]
    return largest


# characters, lengths, counts, dates


def _cleaned(found: QuestionSet, check: _Check) -> QuestionSet:
    return replace(
        found,
        **_identified(found, check),
        submitted=check.day(found.submitted, "ingezonden"),
        answered=check.day(found.answered, "beantwoord"),
        title=check.line(found.title, limit_of("title"), "titel"),
        **_people(found, check),
        **_rows_of_text(found, check),
        summary=_summary(found.summary, check),
        topics=_topics(found.topics, check),
        pages=check.optional(found.pages, limit_of("pages"), "bladzijden"),
        other_cases=_other_cases(found, check),
        answered_in=_answered_in(found, check),
        status=check.optional(found.status, limit_of("status"), "status"),
    )


def _identified(found: QuestionSet, check: _Check) -> dict[str, Any]:
    """The official names and numbers, each dropped where it has not the form of one."""
    year = found.session_year
    number = found.number
    identifier = found.identifier
    if identifier and not _is_identifier(identifier):
        check.note("header_not_understood", "kenmerk", detail=f"het kenmerk «{_shown(identifier)}»")
        identifier = None
    if year and not SESSION_YEAR.fullmatch(year):
        check.note("header_not_understood", "kop", detail=f"het vergaderjaar «{_shown(year)}»")
        year = None
    if number is not None and not 1 <= number <= _largest():
        check.note("header_not_understood", "kop", detail="het nummer")
        number = None
    case = check.optional(found.case_number, limit_of("case_number"), "zaaknummer")
    return {
        "identifier": identifier or None,
        "session_year": year or None,
        "number": number,
        "case_number": case,
    }


def _is_identifier(text: str) -> bool:
    return len(text) <= 150 and bool(IDENTIFIER.fullmatch(text))


def _other_cases(found: QuestionSet, check: _Check) -> tuple[str, ...]:
    """The case numbers besides the first, each once."""
    longest = limit_of("case_number")
    lines = (check.line(number, longest, "zaaknummer") for number in found.other_cases)
    once = dict.fromkeys(line for line in lines if line and line != found.case_number)
    return check.rows(tuple(once), limit_of("other_cases"), "zaaknummers")


def _answered_in(found: QuestionSet, check: _Check) -> str | None:
    """The identifier of the answer; an answer has none of its own."""
    told = found.answered_in if found.kind == Kind.QUESTION else None
    if told and not _is_identifier(told):
        check.note("header_not_understood", "metadata", detail=f"het kenmerk «{_shown(told)}»")
        return None
    return told or None


def _shown(text: str) -> str:
    return UNREADABLE.sub("", text)[:60]


def _people(found: QuestionSet, check: _Check) -> dict[str, Any]:
    """Askers, addressees and answerers, with what the schema asks of each field; others dropped."""
    people: dict[str, Any] = {}
    for key, required in (
        ("askers", ("name",)),
        ("addressees", ("role", "portfolio")),
        ("answerers", ("role", "portfolio")),
    ):
        rows = [_person(row, key, check) for row in _named_in_full(found, key)]
        whole = [row for row in rows if all(getattr(row, name) for name in required)]
        if len(whole) < len(rows):
            check.note("header_not_understood", "kop", detail="een naam of functie ontbreekt")
        people[key] = check.rows(tuple(dict.fromkeys(whole)), limit_of(key), "kop")
    numbers = range(1, _largest() + 1)
    see = (
        row
        for row in found.see_also
        if row.number in numbers and SESSION_YEAR.fullmatch(row.session_year)
    )
    people["see_also"] = check.rows(tuple(see), limit_of("see_also"), "zie ook")
    return people


def _named_in_full(found: QuestionSet, key: str) -> list[Any]:
    """The people of a set; abbreviations of ministries as what they mean on its day."""
    rows = list(getattr(found, key))
    if key == "askers":
        return rows
    days = (found.submitted, found.answered)
    day = next(filter(None, days if key == "addressees" else reversed(days)), None)
    return [replace(row, portfolio=in_full(row.portfolio, day)) for row in rows]


def _person(row: Any, key: str, check: _Check) -> Any:
    names = ("name", "party", "initials", "role", "portfolio")
    values = {
        name: check.optional(getattr(row, name), limit_of(key, name), "kop")
        for name in names
        if hasattr(row, name)
    }
    return _with(row, **values)


def _rows_of_text(found: QuestionSet, check: _Check) -> dict[str, Any]:
    """Questions, answers, footnotes and notes with clean texts; those out of bounds dropped."""
    return {
        "questions": _questions(found.questions, check),
        "answers": tuple(
            _with(row, numbers=_answered_numbers(row, check))
            for row in _texts(found.answers, "answers", check, _answer_place)
        ),
        "footnotes": tuple(
            row
            for row in _texts(found.footnotes, "footnotes", check, lambda f: f"voetnoot {f.number}")
            if _in_bounds(row.number, check)
        ),
        "notes": tuple(
            row for row in _texts(found.notes, "notes", check, lambda n: n.kind) if row.text
        ),
    }


def _questions(rows: tuple[Question, ...], check: _Check) -> tuple[Question, ...]:
    kept = (
        _with(row, label=check.optional(row.label, 20, f"vraag {row.number}"))
        for row in _texts(rows, "questions", check, lambda q: f"vraag {q.number}")
        if _in_bounds(row.number, check)
    )
    return tuple(sorted(kept, key=lambda row: row.number))


def _texts(
    rows: tuple[_TextRow, ...], key: str, check: _Check, place: Callable[[_TextRow], str]
) -> tuple[_TextRow, ...]:
    limit = limit_of(key, "text")
    kept = check.rows(rows, limit_of(key), place(rows[0]) if rows else key)
    return tuple(
        _with(row, text=_few_marks(check.text(row.text, limit, place(row)))) for row in kept
    )


def _answered_numbers(row: Answer, check: _Check) -> tuple[int, ...]:
    numbers = (number for number in dict.fromkeys(row.numbers) if _in_bounds(number, check))
    return check.rows(tuple(numbers), limit_of("answers", "numbers"), "antwoorden")


def _answer_place(answer: Answer) -> str:
    return f"antwoord {number_list(answer.numbers[:20])}".strip()


def _few_marks(text: str) -> str:
    """No more different marks in one text than the schema allows; the others become plain text."""
    limit = 1000
    if text.count("[^") <= limit:
        return text
    kept = set(marks(text)[:limit])
    return MARK.sub(lambda m: m[0] if int(m[1]) in kept else f"[{m[1]}]", text)


def _in_bounds(number: int, check: _Check) -> bool:
    if 0 <= number <= _largest():
        return True
    check.note("header_not_understood", "nummering", detail=f"het nummer {str(number)[:20]}")
    return False


def _summary(text: str | None, check: _Check) -> str | None:
    limit: int = schema()["properties"]["summary"]["maxLength"]
    return check.text(text, limit, "samenvatting") or None if text else None


def _topics(topics: tuple[str, ...], check: _Check) -> tuple[str, ...]:
    lines = (check.line(topic, 150, "onderwerpen") for topic in topics)
    once = tuple(dict.fromkeys(line for line in lines if line))
    return check.rows(once, limit_of("topics"), "onderwerpen")


# marks and numbers


def _told_doubles(found: QuestionSet, check: _Check) -> None:
    """Numbers that the print has more than once are kept, and told."""
    for code, name, rows in (
        ("number_double", "vraag", found.questions),
        ("footnote_double", "voetnoot", found.footnotes),
    ):
        for number, times in Counter(row.number for row in rows).items():
            if times > 1:
                check.note(code, f"{name} {number}", detail=number)


def _marked(found: QuestionSet, check: _Check) -> QuestionSet:
    """Lists of footnotes as the marks stand in the texts; notes which mark or footnote is alone."""
    found = replace(
        found,
        questions=tuple(_with(q, footnotes=marks(q.text)) for q in found.questions),
        answers=tuple(_with(a, footnotes=marks(a.text)) for a in found.answers),
    )
    printed = {number for text in texts(found) for number in marks(text)}
    known = {footnote.number for footnote in found.footnotes}
    for code, alone in (
        ("mark_without_footnote", printed - known),
        ("footnote_without_mark", known - printed),
    ):
        if alone:
            check.note(code, detail=number_list(alone))
    return found
