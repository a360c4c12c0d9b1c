"""Any set goes through the form of the editor and comes out the same; buttons lose no text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from documents.admin.editing.moves import move
from documents.admin.editing.overtaking import base_of, carried, follow
from documents.admin.editing.setform import SetForm
from documents.admin.editing.shown import Beside, shown_header, shown_sections
from documents.admin.editing.typed import SECTIONS, Typed
from documents.archive.ingest import parsed_form
from documents.archive.layers.paths import Json, differences, plain, with_values
from documents.archive.layers.reading import as_set
from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Kind,
    Note,
    NoteKind,
    ParseResult,
    Question,
    QuestionSet,
    SeeAlso,
)
from documents.parsing.checks import finish
from tests.admin.sent import value_of
from tests.factories import FULL_SET

# Sets as they are parsed: of any letters, after the checks that every parsed set goes through

signs = st.one_of(
    st.sampled_from("\n\n\t\r –=|,&<>\"'[^1]\u00a0\u00ad\u2028\x85é漢🚢"),
    st.characters(exclude_categories=["Cs"]),
)
passages = st.text(signs, max_size=30)
words = st.text(signs, min_size=1, max_size=12)
numbers = st.integers(0, 30)
days = st.none() | st.dates(date(1800, 1, 1), date(2026, 1, 1))
years = st.integers(1800, 2100).map(lambda year: f"{year}-{year + 1}")


def some(rows: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(rows, max_size=most).map(tuple)


sets = st.builds(
    QuestionSet,
    kind=st.sampled_from(Kind),
    identifier=st.none() | st.from_regex(r"[a-z]{2}(-[a-z0-9]{1,4}){1,3}", fullmatch=True),
    session_year=st.none() | years,
    number=st.none() | st.integers(1, 100_000),
    case_number=st.none() | words,
    submitted=days,
    answered=days,
    title=passages,
    askers=some(st.builds(Asker, words, st.none() | words)),
    addressees=some(st.builds(Addressee, words, words)),
    answerers=some(st.builds(Answerer, st.none() | words, words, words, st.booleans())),
    see_also=some(st.builds(SeeAlso, years, st.integers(1, 100_000))),
    questions=some(st.builds(Question, numbers, passages, st.just(()), st.none() | words), most=5),
    answers=some(st.builds(Answer, some(numbers), passages), most=5),
    footnotes=some(st.builds(Footnote, numbers, passages)),
    notes=some(st.builds(Note, st.sampled_from(NoteKind), passages)),
    topics=some(words),
    summary=st.none() | passages,
    pages=st.none() | words,
)


def parsed(made: QuestionSet) -> Json:
    """A set as it is kept: checked as the parser does, its double numbers joined."""
    whole = replace(made, title=f"a{made.title}", askers=(Asker("Van Loon"), *made.askers))
    checked = finish(ParseResult(whole), "json").set
    assert checked is not None
    return plain(parsed_form(checked))


kept = sets.map(parsed)


def through_a_browser(questions: Json) -> Typed:
    """The form of a set as a page, and what a browser sends of that page."""
    form = SetForm(Typed.of(questions), questions)
    beside = Beside()
    fields = shown_header(form, beside)
    for section in shown_sections(form, beside, ""):
        fields += [field for part in section.parts for field in part.fields]
    page = "".join(
        render_to_string("admin/documents/editing/field.html", {"shown": shown}) for shown in fields
    )
    tree = html.fromstring(f"<form>{page}</form>")
    data = {}
    for field in tree.xpath("//input | //textarea | //select"):
        value = value_of(field)
        if value is not None:
            data[field.get("name")] = re.sub("\r\n?|\n", "\r\n", value)
    return Typed.posted(data)


@settings(max_examples=60)
@given(kept)
def test_any_set_comes_back_from_a_browser_as_it_was(questions: Json) -> None:
    form = SetForm(through_a_browser(questions), questions, checked=True)
    assert form.faults == []
    assert form.warnings == []
    assert form.wanted == as_set(questions)


@given(kept, kept)
def test_differences_put_into_a_set_make_the_other(one: Json, other: Json) -> None:
    changes = [(change.path, change.new) for change in differences(one, other)]
    assert with_values(one, changes) == other


@given(kept, kept)
def test_who_touched_nothing_gets_all_that_another_changed(mine: Json, theirs: Json) -> None:
    typed = Typed.of(mine)
    base = base_of(carried(mine))
    assert base == mine
    follow(typed, base, theirs)
    assert typed == Typed.of(theirs)


verbs = st.sampled_from(["up", "down", "join", "split", "remove", "add"])
deeds = st.tuples(verbs, st.sampled_from(list(SECTIONS)), st.integers(0, 5)).map(
    lambda deed: " ".join(map(str, deed))
)


@given(kept, st.lists(deeds, max_size=8))
def test_buttons_in_any_order_keep_every_field_of_every_part(
    questions: Json, pressed: list[str]
) -> None:
    typed = Typed.of(questions)
    for do in pressed:
        before = _letters(typed)
        try:
            move(typed, do)
        except ValueError:
            continue
        assert do.startswith(("remove", "join", "split", "add")) or _letters(typed) == before
    for section, names in SECTIONS.items():
        assert all(tuple(row) == names for row in typed.rows[section])


def _letters(typed: Typed) -> list[str]:
    return sorted("".join(typed.fields().values()))


@given(st.lists(st.text("ab \n", min_size=1).filter(str.strip), min_size=1, max_size=4))
def test_what_is_joined_is_split_where_it_was(texts: list[str]) -> None:
    tidy = [text.strip(" \n") for text in texts]
    questions = tuple(Question(number, text) for number, text in enumerate(tidy, 1))
    typed = Typed.of(plain(parsed_form(replace(FULL_SET, questions=questions))))
    for _ in tidy[1:]:
        move(typed, "join questions 0")
    assert typed.rows["questions"][0]["text"] == "\n\n".join(tidy)
    typed.rows["questions"][0]["text"] = "\n===\n".join(tidy)
    move(typed, "split questions 0")
    assert [row["text"] for row in typed.rows["questions"]] == tidy
    assert [row["number"] for row in typed.rows["questions"]] == [
        str(number) for number in range(1, len(tidy) + 1)
    ]


@settings(max_examples=20)
@given(st.text(max_size=40), st.text(max_size=40))
def test_anything_typed_makes_a_set_or_a_message(typed: str, other: str) -> None:
    """Nothing that is typed anywhere breaks the form."""
    questions = plain(parsed_form(FULL_SET))
    for name in Typed.of(questions).fields():
        data: dict[str, str] = Typed.of(questions).fields() | {
            name: typed,
            "questions-7-number": other,
        }
        form = SetForm(Typed.posted(data), questions, checked=True)
        assert (form.wanted is None) <= bool(form.faults)
