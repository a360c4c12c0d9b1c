"""Where in the form something is: the place of a problem, and what a place is called in Dutch."""

from __future__ import annotations

import re
from typing import Any

from ...archive.layers.paths import Json
from ...parsing import Problem
from ...parsing.questionset import marks
from .parts import SORTS, HeaderForm
from .typed import Row, Typed

#: the places that the parser names, and those that a problem has by its sort
_OF_WORDS = {
    "titel": "header-title",
    "kenmerk": "header-identifier",
    "zaaknummer": "header-case_number",
    "ingezonden": "header-submitted",
    "beantwoord": "header-answered",
    "bladzijden": "header-pages",
    "samenvatting": "header-summary",
    "onderwerpen": "header-topics",
    "zie ook": "see_also",
    "boven de eerste vraag": "questions",
    "antwoorden": "answers",
}
_OF_CODES = {
    "no_title": "header-title",
    "no_askers": "askers",
    "no_addressees": "addressees",
    "no_answerers": "answerers",
    "office_unknown": "answerers",
    "no_submitted": "header-submitted",
    "no_answered": "header-answered",
    "dates_in_wrong_order": "header-answered",
    "number_in_use": "header-identifier",
    "questions_missing": "questions",
    "numbers_missing": "questions",
}
_ABOUT_QUESTION = {"question_without_answer", "number_double", "empty_text"}
_ABOUT_FOOTNOTE = {"footnote_without_mark", "footnote_double"}
_NUMBER = re.compile(r"\d{1,6}")


def place_of(problem: Problem, questions: Json) -> str:
    """The id in the form of the part or field that a problem is about."""
    return (
        _by_words(problem.place, questions)
        or _OF_CODES.get(problem.code)
        or _by_number(problem, questions)
        or "set-header"
    )


def _by_words(words: str, questions: Json) -> str | None:
    if words in _OF_WORDS:
        return _OF_WORDS[words]
    found = _NUMBER.search(words)
    number = int(found[0]) if found else -1
    for word, find in (("vraag", _question), ("antwoord", _answer), ("voetnoot", _footnote)):
        if words.startswith(f"{word} "):
            return find(number, questions)
    kinds = [note["kind"] for note in questions["notes"]]
    return f"notes-{kinds.index(words)}" if words in kinds else None


def _by_number(problem: Problem, questions: Json) -> str | None:
    """By the first number in the message, as in 'Geen antwoord gevonden op vraag 3.'"""
    found = _NUMBER.search(problem.message)
    if found is None:
        return None
    number = int(found[0])
    if problem.code in _ABOUT_FOOTNOTE:
        return _footnote(number, questions)
    if problem.code == "mark_without_footnote":
        return _marked(number, questions)
    if problem.code == "answer_without_question" or problem.message.startswith("Antwoord "):
        return _answer(number, questions)
    return _question(number, questions) if problem.code in _ABOUT_QUESTION else None


def _question(number: int, questions: Json) -> str:
    return _first("questions", questions, lambda row: row["number"] == number)


def _answer(number: int, questions: Json) -> str:
    return _first("answers", questions, lambda row: number in row["numbers"])


def _footnote(number: int, questions: Json) -> str:
    return _first("footnotes", questions, lambda row: row["number"] == number)


def _marked(number: int, questions: Json) -> str | None:
    """The first text that has the mark of a footnote."""
    for section in ("questions", "answers", "notes"):
        found = _first(section, questions, lambda row: number in marks(row["text"]))
        if found != section:
            return found
    return None


def _first(section: str, questions: Json, fits: Any) -> str:
    """The id of the first item that fits, else of the whole list."""
    for index, row in enumerate(questions[section]):
        if fits(row):
            return f"{section}-{index}"
    return section


def called(id: str, typed: Typed) -> str:
    """What a field, part or list of the form is called: 'Vraag 3, tekst', 'Titel', 'Vragen'."""
    section, _, rest = id.partition("-")
    index, _, name = rest.partition("-")
    if section == "header":
        return str(HeaderForm.base_fields[rest].label)
    if section not in SORTS:
        return "Reden" if id == "why" else "Het document"
    sort = SORTS[section]
    if not index:
        return sort.title
    part = f"{sort.one} {_number_of(typed.rows[section][int(index)]) or int(index) + 1}"
    return f"{part}, {str(sort.form.base_fields[name].label).lower()}" if name else part


def _number_of(row: Row) -> str:
    return next((row[key] for key in ("label", "number", "numbers") if row.get(key)), "")
