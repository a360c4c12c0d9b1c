"""Fields of sets by their paths: differences, and finding an item again in another reading."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.archive.layers.paths import (
    LISTS,
    Missing,
    anchor,
    differences,
    moved,
    plain,
    value_at,
    with_values,
)
from documents.parsing import Answer, Asker, Footnote, Question, to_dict
from tests.factories import FULL_SET, make_set

texts = st.text(alphabet="abc é[^1]\n–", max_size=12)
questions = st.builds(Question, st.integers(1, 4), texts, label=st.none() | st.just("3a"))
answers = st.builds(Answer, st.lists(st.integers(1, 4), max_size=2).map(tuple), texts)
sets = st.builds(
    make_set,
    title=texts,
    questions=st.lists(questions, max_size=4).map(tuple),
    answers=st.lists(answers, max_size=4).map(tuple),
    footnotes=st.lists(st.builds(Footnote, st.integers(1, 3), texts), max_size=3).map(tuple),
    askers=st.lists(st.builds(Asker, st.sampled_from(["Bos", "Zee"])), max_size=2).map(tuple),
    topics=st.lists(texts, max_size=2).map(tuple),
)


def values(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(difference.path, difference.new) for difference in differences(old, new)]


@given(sets, sets)
def test_the_differences_put_into_one_set_give_the_other(one: Any, other: Any) -> None:
    old, new = to_dict(one), to_dict(other)
    assert with_values(old, values(old, new)) == plain(new)


@given(sets)
def test_a_set_has_no_differences_with_itself(one: Any) -> None:
    assert differences(to_dict(one), copy.deepcopy(to_dict(one))) == []


@given(sets, sets)
def test_each_difference_names_what_was_there(one: Any, other: Any) -> None:
    old, new = to_dict(one), to_dict(other)
    for difference in differences(old, new):
        assert value_at(old, difference.path) == difference.old
        assert value_at(new, difference.path) == difference.new


def test_one_changed_text_is_one_difference_of_that_text() -> None:
    old = to_dict(FULL_SET)
    new = copy.deepcopy(old)
    new["answers"][0]["text"] += "!"
    [difference] = differences(old, new)
    assert difference.path == "answers[0].text"
    assert difference.new == difference.old + "!"


def test_every_list_of_a_set_with_parts_is_known() -> None:
    made = to_dict(FULL_SET)
    assert {field for field, value in made.items() if value and isinstance(value, list)} == {
        *LISTS,
        "topics",
        "other_cases",
    }
    assert all(anchor(f"{field}[0].x", made)["item"] for field in LISTS)


@pytest.mark.parametrize("path", ["answers[9].text", "footnotes[2].text"])
def test_a_place_that_is_not_there_is_missing(path: str) -> None:
    with pytest.raises(Missing):
        value_at(to_dict(FULL_SET), path)
    with pytest.raises(Missing):
        with_values(to_dict(FULL_SET), [(path, "")])


@pytest.mark.parametrize("path", ["", "answers[x].text", "answers[1]", "a.b", "answers[1].text.x"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        value_at(to_dict(FULL_SET), path)


def answered(*rows: tuple[tuple[int, ...], str]) -> dict[str, Any]:
    made: dict[str, Any] = to_dict(make_set(answers=tuple(Answer(*row) for row in rows)))
    return made


BEFORE = answered(((1,), "Ja."), ((2,), "In mei."), ((3,), "Nee."))


@pytest.mark.parametrize(
    ("after", "path"),
    [
        (BEFORE, "answers[1].text"),
        # one was read before it that had been missed
        (
            answered(((0,), "Vooraf."), *(((n,), t) for n, t in ((1, "Ja."), (2, "In mei.")))),
            "answers[2].text",
        ),
        # the text was read better: the number tells
        (answered(((1,), "Ja."), ((2,), "In mei 2023."), ((3,), "Nee.")), "answers[1].text"),
        # the number was read better: the text tells
        (answered(((1,), "Ja."), ((3,), "Nee."), ((4,), "In mei.")), "answers[2].text"),
        # neither is there any more
        (answered(((1,), "Ja."), ((3,), "Nee.")), None),
        (answered(((1,), "Ja.")), None),
        # two of that number, where there was one: nobody knows which
        (answered(((1,), "Ja."), ((2,), "In"), ((2,), "mei.")), None),
    ],
)
def test_an_item_is_found_again_by_what_it_says_or_by_its_number(
    after: dict[str, Any], path: str | None
) -> None:
    known_by = anchor("answers[1].text", BEFORE)
    assert moved("answers[1].text", known_by, after) == path


def test_the_second_footnote_of_a_number_stays_the_second() -> None:
    twice = (Footnote(1, "Courant"), Footnote(1, "Idem"))
    before = to_dict(make_set(footnotes=twice))
    after = to_dict(make_set(footnotes=(Footnote(1, "Courant, 3 mei"), Footnote(1, "Idem, p. 3"))))
    assert moved("footnotes[1].text", anchor("footnotes[1].text", before), after) == (
        "footnotes[1].text"
    )
