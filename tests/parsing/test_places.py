"""Every line of a file tells to which part of the set it belongs, and where it stands."""

from __future__ import annotations

import pathlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.parsing import (
    Located,
    Places,
    Problem,
    RawFile,
    Role,
    Unreadable,
    located,
    parse,
    places,
)

from .readers.test_pdf import HEADER, Print

ROOT = pathlib.Path(__file__).parents[2]
SAMPLES = sorted(
    path
    for folder in ("samples/text", "samples/pdf", "samples/docx", "tests/samples")
    for path in (ROOT / folder).glob("*")
    if path.suffix in (".txt", ".pdf", ".docx")
)
XML = sorted([*(ROOT / "samples/koop").glob("*.xml"), *(ROOT / "samples/kvr").glob("*.xml")])
PARTS = ("questions", "answers", "footnotes", "notes")

TEXT = """Vragen van het lid Van Loon (LW) aan de Minister van Tolzaken over de veerpont
(ingezonden 3 mei 2023).

Een losse opmerking van de drukker.

Vraag 1
Vaart de veerpont bij Oudewaarde weer?1

Vraag 2 en 3
Wanneer vaart zij?
Wie betaalt dat?

Antwoord van Minister Dijkstra (Tolzaken) (ontvangen 28 mei 2023).

Antwoord 1
Ja.

Antwoord 2, 3
In mei; de provincie betaalt.

1 Waterlands Dagblad, 3 mei
"""


def read(text: str) -> Places:
    return places(RawFile("veer.txt", text.encode()))


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def of_part(found: Places, part: str) -> str:
    return letters(" ".join(line.text for line in found.lines if part in line.parts))


def parts_of(found: Places) -> dict[str, str]:
    return {line.text: line.part for line in found.lines}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_lines_of_each_part_hold_its_first_and_last_words(path: pathlib.Path) -> None:
    found = places(RawFile(path.name, path.read_bytes()))
    assert found.result.set is not None
    for part in PARTS:
        for index, row in enumerate(getattr(found.result.set, part)):
            words = row.text.split()
            own = of_part(found, f"{part}[{index}]")
            assert letters("".join(words[:4])) in own
            assert letters("".join(words[-4:])) in own


@pytest.mark.parametrize("path", [*SAMPLES, *XML], ids=lambda path: path.name)
def test_each_path_is_one_of_the_set_that_parse_gives(path: pathlib.Path) -> None:
    raw = RawFile(path.name, path.read_bytes())
    found, result = places(raw), parse(raw)
    assert found.result == result
    known = {"header"} | {
        f"{part}[{index}]" for part in PARTS for index, _ in enumerate(getattr(result.set, part))
    }
    used = {part for line in found.lines for part in line.parts}
    assert used <= known
    assert any(part.startswith("questions") for part in used) or not result.set.questions  # type: ignore[union-attr]


def test_each_line_of_a_text_is_named_by_its_part() -> None:
    assert parts_of(read(TEXT)) == {
        "Vragen van het lid Van Loon (LW) aan de Minister van Tolzaken over de veerpont": "header",
        "(ingezonden 3 mei 2023).": "header",
        "Een losse opmerking van de drukker.": "",
        "Vraag 1": "questions[0]",
        "Vaart de veerpont bij Oudewaarde weer?[^1]": "questions[0]",
        "Vraag 2 en 3": "questions[1]",
        "Wanneer vaart zij?": "questions[1]",
        "Wie betaalt dat?": "questions[2]",
        "Antwoord van Minister Dijkstra (Tolzaken) (ontvangen 28 mei 2023).": "header",
        "Antwoord 1": "answers[0]",
        "Ja.": "answers[0]",
        "Antwoord 2, 3": "answers[1]",
        "In mei; de provincie betaalt.": "answers[1]",
        "1 Waterlands Dagblad, 3 mei": "footnotes[0]",
    }


def test_a_label_above_two_questions_belongs_to_both() -> None:
    [label] = [line for line in read(TEXT).lines if line.text == "Vraag 2 en 3"]
    assert label.parts == ("questions[1]", "questions[2]")
    assert label.name == "vraag 2, 3"


def test_a_line_that_holds_two_questions_belongs_to_both() -> None:
    text = TEXT.replace(
        "Wanneer vaart zij?\nWie betaalt dat?", "Wanneer vaart zij?Wie betaalt dat?"
    )
    found = read(text)
    [line] = [line for line in found.lines if line.text.startswith("Wanneer")]
    assert line.parts == ("questions[1]", "questions[2]")
    assert [question.text for question in found.result.set.questions[1:]] == [  # type: ignore[union-attr]
        "Wanneer vaart zij?",
        "Wie betaalt dat?",
    ]


def test_questions_printed_out_of_order_have_the_index_that_the_set_gives_them() -> None:
    text = TEXT.replace("Vraag 1\n", "Vraag 9\n")
    found = read(text)
    assert parts_of(found)["Vraag 9"] == "questions[2]"
    assert parts_of(found)["Wanneer vaart zij?"] == "questions[0]"


def test_a_line_tells_its_row_in_the_text_as_it_came() -> None:
    text = TEXT.replace("\n", "\r\n").replace("Wie betaalt", "\f\r\nWie betaalt")
    rows = text.split("\r\n")
    for line in read(text).lines:
        assert letters(line.text) == letters(rows[line.row - 1])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_only_text_has_rows_and_only_pdf_has_boxes(path: pathlib.Path) -> None:
    lines = places(RawFile(path.name, path.read_bytes())).lines
    assert {line.row > 0 for line in lines} == {path.suffix == ".txt"}
    assert {line.box is not None for line in lines} == {path.suffix == ".pdf"}


def test_the_box_of_a_line_of_pdf_is_where_it_was_drawn() -> None:
    page = Print().lines(*HEADER, "Vraag 1")
    drawn = page.y + 9 * 1.2
    page.lines("Vaart de pont weer?")
    found = places(RawFile("veer.pdf", page.bytes()))
    [line] = [line for line in found.lines if line.text == "Vraag 1"]
    assert line.part == "questions[0]"
    assert line.box is not None
    assert line.box.left == pytest.approx(221, abs=1)
    assert line.box.bottom < drawn < line.box.top
    assert line.box.top - line.box.bottom == pytest.approx(10, abs=3)
    assert line.box.right == pytest.approx(252, abs=3)


def test_a_file_that_tells_its_own_structure_gives_its_rows() -> None:
    path = ROOT / "samples/kvr/ah-tk-20052006-9037.xml"
    found = places(RawFile(path.name, path.read_bytes()))
    assert [line.text for line in found.lines] == path.read_text().split("\n")
    assert {line.role for line in found.lines} == {None}
    used = Counter(line.part for line in found.lines)
    assert used["questions[0]"]
    assert used["answers[0]"]


def test_a_file_of_which_nothing_can_be_read_says_why() -> None:
    with pytest.raises(Unreadable, match="leeg"):
        places(RawFile("leeg.txt", b""))


def test_text_without_questions_has_no_parts() -> None:
    found = read("Een brief over iets anders.\nMet groet.\n")
    assert found.result.set is None
    assert [line.parts for line in found.lines] == [(), ()]
    assert [line.role for line in found.lines] == [Role.TEXT, Role.TEXT]


@pytest.mark.parametrize(
    ("problem", "parts", "lines"),
    [
        (Problem.of("number_double", "vraag 2", detail=2), ("questions[1]",), ["Vraag 2 en 3", "Wanneer vaart zij?"]),
        (Problem.of("text_cut", "Vraag 3", detail=""), ("questions[2]",), ["Vraag 2 en 3", "Wie betaalt dat?"]),
        (Problem.of("text_cut", "antwoord 2, 3", detail=""), ("answers[1]",), ["Antwoord 2, 3", "In mei; de provincie betaalt."]),
        (Problem.of("footnote_double", "voetnoot 1", detail=1), ("footnotes[0]",), ["1 Waterlands Dagblad, 3 mei"]),
        (Problem.of("question_without_answer", detail="1"), ("questions[0]",), ["Vraag 1", "Vaart de veerpont bij Oudewaarde weer?[^1]"]),
        (Problem.of("answer_without_question", detail="1"), ("answers[0]",), ["Antwoord 1", "Ja."]),
        (Problem.of("empty_text", detail="Antwoord 1"), ("answers[0]",), ["Antwoord 1", "Ja."]),
        (Problem.of("mark_without_footnote", detail="1"), ("questions[0]",), ["Vaart de veerpont bij Oudewaarde weer?[^1]"]),
        (Problem.of("footnote_without_mark", detail="1"), ("footnotes[0]",), ["1 Waterlands Dagblad, 3 mei"]),
        (Problem.of("text_left_out", "boven de eerste vraag", detail=""), (), ["Een losse opmerking van de drukker."]),
        (Problem.of("unreadable", "regel 7", detail=""), ("questions[0]",), ["Vaart de veerpont bij Oudewaarde weer?[^1]"]),
        (Problem.of("numbers_missing", detail="4"), (), []),
        (Problem.of("no_answered"), (), []),
    ],
)  # fmt: skip
def test_a_problem_stands_at_its_place(
    problem: Problem, parts: tuple[str, ...], lines: list[str]
) -> None:
    found = read(TEXT)
    where = located(problem, found)
    assert where.parts == parts
    assert [found.lines[index].text for index in where.lines] == lines


def test_a_problem_of_the_header_stands_at_all_headers() -> None:
    found = read(TEXT)
    where = located(Problem.of("no_askers", "kop"), found)
    assert where.parts == ("header",)
    assert {found.lines[index].part for index in where.lines} == {"header"}
    assert len(where.lines) == 3


def test_a_problem_of_a_note_stands_at_notes_of_its_kind() -> None:
    found = read(TEXT + "\nToelichting:\nDeze vragen vullen eerdere aan.\n")
    assert found.result.set is not None
    where = located(Problem.of("text_cut", "toelichting", detail=""), found)
    assert where.parts == ("notes[0]",)


def test_a_problem_of_a_page_stands_on_that_page() -> None:
    page = Print().lines(*HEADER, "Vraag 1", "Vaart de pont weer?").foot()
    page.lines("Antwoord 1", "Ja.")
    found = places(RawFile("veer.pdf", page.foot().bytes()))
    where = located(Problem.of("unreadable", "bladzijde 2", detail=""), found)
    assert {found.lines[index].page for index in where.lines} == {1}


@given(st.lists(st.sampled_from([*TEXT.split("\n"), "Antwoord", "Vraag 3 en 2", "1", "2 Idem"])))
def test_lines_in_any_order_have_parts_of_the_set(rows: list[str]) -> None:
    try:
        found = read("\n".join(rows))
    except Unreadable:
        return
    for part in (part for line in found.lines for part in line.parts if part != "header"):
        name, index = part.removesuffix("]").split("[")
        assert getattr(found.result.set, name)[int(index)]


def test_a_problem_of_a_file_without_a_set_stands_nowhere() -> None:
    found = read("Een brief over iets anders.\n")
    assert located(Problem.of("number_double", "vraag 2", detail=2), found) == Located()
