"""Where two texts differ, told word by word; and two sets, part by part."""

from __future__ import annotations

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from documents.archive.layers.wording import Kind, Run, compared, word_runs
from documents.parsing import Answer, Footnote, Question, to_dict
from tests.factories import make_set

WORDS = st.lists(st.sampled_from("de pont vaart nooit weer [^1] é".split()), max_size=40)


def text_of(runs: list[Run], without: Kind) -> list[str]:
    return "".join(run.text for run in runs if run.kind is not without).split()


def test_a_word_that_was_put_in_is_told_and_the_rest_is_equal() -> None:
    assert word_runs("De pont vaart weer.", "De pont vaart nooit weer.") == [
        (Kind.EQUAL, "De pont vaart "),
        (Kind.ADDED, "nooit "),
        (Kind.EQUAL, "weer. "),
    ]


def test_white_space_makes_no_difference() -> None:
    assert [run.kind for run in word_runs("de  pont\nvaart", "de pont vaart\n")] == [Kind.EQUAL]
    assert word_runs("", " ") == []


@given(WORDS, WORDS)
def test_the_runs_are_both_texts(old: list[str], new: list[str]) -> None:
    runs = word_runs(" ".join(old), " ".join(new))
    assert text_of(runs, Kind.ADDED) == old
    assert text_of(runs, Kind.REMOVED) == new
    assert all(one.kind is not other.kind for one, other in itertools.pairwise(runs))


def test_long_texts_are_matched_at_their_rare_words() -> None:
    chance = random.Random(1)
    old = [word for i in range(500) for word in (f"brug{i}", *chance.choices("abcd", k=200))]
    new = [word if chance.random() > 0.01 else "sluis" for word in old]
    runs = word_runs(" ".join(old), " ".join(new))
    assert text_of(runs, Kind.ADDED) == old
    assert text_of(runs, Kind.REMOVED) == new
    equal = sum(len(run.text.split()) for run in runs if run.kind is Kind.EQUAL)
    assert equal > 0.95 * len(old)


def test_a_long_text_without_rare_words_is_told_whole() -> None:
    chance = random.Random(1)
    old, new = (["begin", *chance.choices("ab", k=5000), "eind"] for _ in range(2))
    runs = word_runs(" ".join(old), " ".join(new))
    assert [run.kind for run in runs].count(Kind.REMOVED) == 1
    assert text_of(runs, Kind.ADDED) == old
    assert text_of(runs, Kind.REMOVED) == new


def test_sets_are_compared_part_by_part() -> None:
    old = make_set(
        title="de veerpont",
        questions=(Question(1, "Kent u de pont?"), Question(2, "En nu?")),
        answers=(Answer((1, 2), "Ja."),),
        footnotes=(Footnote(1, "Waterlands Dagblad"),),
    )
    new = make_set(
        identifier=old.identifier,
        title="de veerdienst",
        questions=(Question(1, "Kent u de pont?"), Question(3, "En later?")),
        answers=(Answer((1, 2), "Ja, zeker."),),
    )
    parts = {part.label: part for part in compared(to_dict(old), to_dict(new))}
    assert not parts["Vraag 1"].differs
    assert not parts["Vraagstellers"].differs
    assert parts["Titel"].runs[1:] == ((Kind.REMOVED, "veerpont "), (Kind.ADDED, "veerdienst "))
    assert (parts["Vraag 2"].old, parts["Vraag 2"].new) == ("En nu?", None)
    assert (parts["Vraag 3"].old, parts["Vraag 3"].new) == (None, "En later?")
    assert parts["Antwoord 1, 2"].differs
    assert parts["Voetnoot 1"].new is None
    order = list(parts)
    assert order.index("Vraag 1") < order.index("Vraag 2") < order.index("Antwoord 1, 2")


def test_parts_with_one_number_are_each_compared() -> None:
    rows = (Footnote(1, "Het Veer"), Footnote(1, "De Kade"))
    made = to_dict(make_set(footnotes=rows))
    labels = [part.label for part in compared(made, made) if part.label.startswith("Voetnoot")]
    assert labels == ["Voetnoot 1", "Voetnoot 1 (2)"]
