"""Each line tells which rule gave its role, and each rule is found by the phrase that tells it."""

from __future__ import annotations

import ast
import pathlib
from collections.abc import Iterator

import pytest

from documents import parsing
from documents.parsing import Explained, RawFile, explain
from documents.parsing.lines.line import Line, Role, explained
from documents.parsing.reading import PASSES

from .readers.test_pdf import Print
from .readers.word import document

PARSING = pathlib.Path(parsing.__file__).parent
SAMPLES = pathlib.Path(__file__).parents[2] / "samples"
HEADER = (
    "Vragen van het lid Bos (ABC) aan de Minister van Financiën over de brug bij Oudeveer\n"
    "(ingezonden 3 mei 2024).\n"
)
LETTER = (
    "Datum 28 mei 2024",
    "Geachte Voorzitter,",
    "Op 3 mei 2024 heeft het lid Bos (ABC) vragen gesteld over het veer (2024Z99123).",
    "Deze vragen kunnen niet binnen de gestelde termijn worden beantwoord.",
    "De minister van Financiën,",
    "W. de Wit",
)


def why(rows: list[Explained], begin: str) -> tuple[str, str]:
    """The role of the one line that begins so, as it is shown, and why it has it."""
    [row] = [row for row in rows if row.text.startswith(begin)]
    return row.name, row.why


def of_text(text: str) -> list[Explained]:
    return explain(RawFile("vragen.txt", text.encode()))


def of_sample(name: str) -> list[Explained]:
    return explain(RawFile(name, (SAMPLES / name).read_bytes()))


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call in the parser of a function or method with one of these names, and its module."""
    for path in sorted(PARSING.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
                if not names or name in names:
                    yield path.name, node


def phrases() -> list[str]:
    """Every phrase that tells a rule, as it stands in the code."""
    given = [word.value for _, call in calls() for word in call.keywords if word.arg == "by"]
    return [node.value for node in given if isinstance(node, ast.Constant)]


def test_only_a_line_sets_its_role() -> None:
    """And it does so in one place: `give`."""
    setting: list[str] = []
    for path in sorted(PARSING.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                setting += [path.name] * (node.attr == "role")
    assert setting == [Line.__module__.rpartition(".")[2] + ".py"]
    made_with_a_role = [
        name for name, call in calls("Line") if any(word.arg == "role" for word in call.keywords)
    ]
    assert made_with_a_role == []


def test_each_rule_has_a_phrase_of_its_own() -> None:
    found = phrases()
    assert len(found) > 30
    assert sorted(found) == sorted(set(found))
    assert all(10 < len(phrase) < 60 for phrase in found)


def test_each_phrase_stands_where_its_rule_is_applied() -> None:
    for name, call in calls("give", "marked"):
        [by] = [word.value for word in call.keywords if word.arg == "by"]
        assert isinstance(by, ast.Constant) or (isinstance(by, ast.Name) and by.id == "by"), name


def test_each_pass_says_in_a_sentence_what_it_does() -> None:
    lines = [each.does for each in PASSES]
    assert len(set(lines)) == len(lines) >= 8
    assert all(line[0].isupper() and line.endswith(".") and len(line) < 90 for line in lines)


def test_text_tells_why_it_has_its_roles() -> None:
    rows = of_text(
        "2024Z12345\n"
        + HEADER
        + "Vraag 1\nKent u het bericht over de brug bij Oudeveer?1\n"
        + "Vraag 2\nWordt de brug gesloten?\n"
        + "Toelichting: Deze vragen volgen op eerdere.\n\n"
        + "1 Oudeveerse Courant, 2 mei 2024, «Brug bij Oudeveer op instorten, zegt de\nwethouder»\n"
    )
    assert why(rows, "2024Z") == ("paginaopmaak", "zaaknummer boven de kop")
    assert why(rows, "Vragen van") == ("kop van de vragen", "eerste kop als Vragen van het lid")
    assert why(rows, "(inge")[1] == "vervolg van de kop, tot en met de datum en Zie ook"
    assert why(rows, "Vraag 1") == ("vraag 1", "Vraag of Antwoord vooraan, met nummers")
    assert why(rows, "Wordt") == ("tekst", "staat onder vraag 2")
    assert why(rows, "Toelichting")[1] == "Toelichting, Mededeling of Opmerking vooraan"
    assert why(rows, "Deze") == ("tekst", "tekst die achter het label op dezelfde regel stond")
    assert why(rows, "1 Oud") == ("voetnoot 1", "noten onder wit, met een merk erboven")
    assert why(rows, "wethouder") == ("voetnoot", "vervolg van de noot erboven")


def test_a_mark_tells_which_rule_placed_it() -> None:
    rows = of_text(
        HEADER
        + "Vraag 1\nKent u het bericht over de brug?1\n"
        + "Vraag 2\nGaat de brug dicht?2 En wanneer?\n"
        + "\n1 Oudeveerse Courant, 2 mei 2024\n"
    )
    place = "merk 1: beste plaats voor het cijfer van de noot"
    assert why(rows, "Kent") == ("tekst", f"staat onder vraag 1; {place}")
    lone = "merk 2: volgend cijfer tegen het eind van een zin, zonder noot"
    assert why(rows, "Gaat") == ("tekst", f"staat onder vraag 2; {lone}")


def test_the_rest_of_a_footnote_over_a_page_is_told_from_its_beginning() -> None:
    rows = of_sample("text/ah-tk-20192020-9077.txt")
    found = [row for row in rows if row.why == "noot die over de bladzijde doorloopt"]
    assert found
    assert {row.name for row in found} == {"voetnoot"}
    assert found[0].text.startswith("wethouder die hun vorig jaar nog beterschap beloof")


@pytest.mark.parametrize("kind", ["text", "word"])
def test_a_rule_that_overrules_another_shows_both(kind: str) -> None:
    raw = RawFile("brief.txt", "\n\n".join(LETTER).encode())
    if kind == "word":
        raw = RawFile("brief.docx", document(*LETTER))
    rows = explain(raw)
    letter = "brief zonder labels die om meer tijd vraagt"
    assert why(rows, "Geachte") == ("brief", letter)
    told = f"wat een brief over het uitstel zegt (eerst: brief – {letter})"
    assert why(rows, "Op 3 mei") == ("tekst", told)
    assert why(rows, "Deze vragen") == ("tekst", told)
    assert why(rows, "W. de Wit") == ("brief", letter)


def test_small_type_of_a_pdf_that_is_the_number_of_the_page_shows_both() -> None:
    page = Print().lines(*HEADER.split("\n"), "Vraag 1", "Kent u het bericht over de brug?^1")
    page.y = 200
    page.lines("^1 Oudeveerse Courant, 2 mei 2024", size=7)
    page.y = 80
    page.lines("Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel", "7", size=7)
    small = "kleine letter, vanaf een verhoogd cijfer aan het begin"
    assert why(explain(RawFile("vragen.pdf", page.bytes())), "7") == (
        "paginaopmaak",
        f"bladzijdenummer achter de voet van de bladzijde (eerst: voetnoot – {small})",
    )


def test_a_rule_that_gives_the_same_role_again_overrules_nothing() -> None:
    line = Line("(ingezonden 3 mei 2024)")
    line.give(Role.QUESTION_HEADER, by="een regel")
    line.give(Role.QUESTION_HEADER, by="een andere regel")
    assert explained([line])[0].why == "een andere regel"


def test_word_tells_its_footnotes_and_their_marks() -> None:
    rows = of_sample("docx/kv-tk-2024Z99072.docx")
    notes = [row for row in rows if row.role is Role.FOOTNOTE]
    assert notes
    assert {row.why for row in notes} == {"voet- of eindnoot van Word"}
    [marked] = [row for row in rows if "[^1]" in row.text]
    assert marked.why.endswith("; merk 1: verwijzing van Word naar zijn noot")


def test_pdf_tells_small_type_and_raised_figures() -> None:
    rows = of_sample("pdf/kv-tk-2026Z90181.pdf")
    small = "kleine letter, vanaf een verhoogd cijfer aan het begin"
    assert why(rows, "Rekenkamer Waterhuizen") == ("voetnoot 1", small)
    [marked] = [row for row in rows if "[^1]" in row.text]
    assert marked.why.endswith("; merk 1: klein verhoogd cijfer")


def test_a_line_without_a_label_above_it_says_that_nothing_gave_it_a_role() -> None:
    assert why(of_text("Een los bericht.\n"), "Een los")[1] == "niets wijst op een andere rol"


def test_a_footnote_that_stood_behind_another_on_its_line_says_so() -> None:
    rows = of_text(
        HEADER
        + "Vraag 1\nKent u het bericht over de brug?1\n"
        + "Vraag 2\nKent u ook de brief van de gemeente?2\n"
        + "\n1 Veerbode, 2 mei 2024. 2 Brief van de gemeente van 3 mei 2024.\n"
    )
    assert why(rows, "1 Veerbode") == ("voetnoot 1", "noten onder wit, met een merk erboven")
    assert why(rows, "2 Brief") == (
        "voetnoot 2",
        "noot achter een andere op één regel",
    )


def test_a_label_over_two_lines_is_told_on_both() -> None:
    rows = of_text(HEADER + "Vraag 1\nGaat de brug dicht?\nAntwoord op de vragen 1,\n2 en 3\nJa.\n")
    assert why(rows, "Antwoord op")[1] == "label dat op de volgende regel doorgaat"
    assert why(rows, "2 en 3") == ("label", "nummers bij het label op de regel erboven")


def test_a_number_is_kept_by_a_line_that_is_given_another_role() -> None:
    line = Line("1 Veerbode")
    line.give(Role.FOOTNOTE, by="een regel", number=1)
    line.give(Role.FURNITURE, by="een andere regel")
    assert (line.role, line.number) == (Role.FURNITURE, 1)
    [row] = explained([line])
    assert row == (
        Role.FURNITURE, "", "een andere regel (eerst: voetnoot – een regel)", "1 Veerbode"
    )  # fmt: skip


def test_text_above_the_first_question_is_said_to_be_left_out() -> None:
    text = (
        "Vragen van het lid Van Loon (LW) aan de Minister van Tolzaken over de veerpont"
        " (ingezonden 3 mei 2023).\n\nEen losse opmerking van de drukker.\n\n"
        "Vraag 1\nVaart de veerpont bij Oudewaarde weer?\n"
    )
    rows = explain(RawFile("veer.txt", text.encode()))
    whys = {row.text: row.why for row in rows}
    assert whys["Een losse opmerking van de drukker."] == "staat boven de eerste vraag en valt weg"
    assert whys["Vaart de veerpont bij Oudewaarde weer?"] == "staat onder vraag 1"
