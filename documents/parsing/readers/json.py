"""JSON: the project's own published format, as `questionset.schema.json` describes it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from ..files.limits import MOST_QUESTIONS
from ..problems import Problem
from ..questionset import InvalidSet, ParseResult, RawFile, from_dict


class _Refused(ValueError):
    """JSON that Python reads but the format does not allow; the message is Dutch."""


def parse(raw: RawFile) -> ParseResult:
    """The set in a JSON file, or a problem for each fault, its place the path to it."""
    data = _load(raw.data)
    if isinstance(data, Problem):
        return ParseResult(None, (data,))
    if len(_rows(data)) > MOST_QUESTIONS:  # before the schema goes over each of them
        too_many = _invalid(f"er zijn meer dan {MOST_QUESTIONS} vragen", "te veel", "questions")
        return ParseResult(None, (too_many,))
    doubles = _doubles(data)
    if doubles:
        return _refused(doubles)
    try:
        return ParseResult(from_dict(data), ())
    except InvalidSet as invalid:
        return ParseResult(None, invalid.problems)


def _load(data: bytes) -> Any:
    """The JSON value, or the problem that there is none. RFC 8259: always UTF-8, no NaN."""
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError:
        return _invalid("het bestand is niet in UTF-8", "JSON is altijd UTF-8")
    except json.JSONDecodeError as error:
        return _invalid("het is geen geldige JSON", f"regel {error.lineno}, teken {error.colno}")
    except _Refused as refusal:
        return _invalid(str(refusal), "niet toegestaan")
    except RecursionError:
        return _invalid("het is te diep genest", "niet toegestaan")
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        return _invalid("er staat een te groot getal in", "niet toegestaan")


def _invalid(rule: str, detail: str, place: str = "(begin)") -> Problem:
    return Problem.of("json_invalid", place, rule=rule, detail=detail)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused(f"het veld «{_double(key for key, _ in pairs)[:40]}» staat er tweemaal in")
    return found


def _double(keys: Any) -> str:
    return str(Counter(keys).most_common(1)[0][0])


def _constant(name: str) -> Any:
    raise _Refused(f"{name} is geen getal")


def _rows(data: Any) -> list[Any]:
    rows = data.get("questions") if isinstance(data, dict) else None
    return rows if isinstance(rows, list) else []


def _doubles(data: Any) -> list[int]:
    """The numbers that more than one question has, which the schema cannot forbid.

    Footnotes may share a number: in print their numbering may begin anew.
    """
    numbers = (row.get("number") for row in _rows(data) if isinstance(row, dict))
    times = Counter(number for number in numbers if isinstance(number, int))
    return [number for number in times if times[number] > 1]


def _refused(doubles: list[int]) -> ParseResult:
    return ParseResult(
        None,
        tuple(
            _invalid(f"vraag {n} komt tweemaal voor", "dubbel", "questions") for n in doubles[:20]
        ),
    )
