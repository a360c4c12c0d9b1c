"""`manage.py parse`: a line of JSON for each file, whatever the file is."""

from __future__ import annotations

import io
import json
import pathlib
import re
import zipfile
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documents.parsing.reading import PASSES

SET = {
    "kind": "question",
    "title": "het veer",
    "submitted": "2021-01-05",
    "askers": [{"name": "Van Veen", "party": None}],
    "addressees": [{"role": "Minister", "portfolio": "Financiën"}],
    "questions": [{"number": 1, "text": "Vaart het veer?"}],
    "answers": [],
}


def lines(*files: pathlib.Path) -> list[dict[str, Any]]:
    """What the command prints, without a database at hand."""
    out = io.StringIO()
    call_command("parse", *map(str, files), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def files(tmp_path: pathlib.Path) -> pathlib.Path:
    data = json.dumps(SET)
    (tmp_path / "set.json").write_text(data)
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(20))
    with zipfile.ZipFile(tmp_path / "bundel.zip", "w") as archive:
        archive.writestr("map/set.json", data)
        archive.writestr("leeg.txt", "")
    return tmp_path


def test_a_file_gives_its_set_and_no_problems(files: pathlib.Path) -> None:
    [line] = lines(files / "set.json")
    assert line["file"] == str(files / "set.json")
    assert line["set"]["questions"] == [{"number": 1, "text": "Vaart het veer?", "footnotes": []}]
    assert line["problems"] == []


def test_a_file_that_cannot_be_parsed_gives_its_problem(files: pathlib.Path) -> None:
    [photo, none] = lines(files / "foto.jpg", files / "er-niet.txt")
    assert photo["set"] is None
    assert none["set"] is None
    assert photo["problems"][0]["code"] == "unknown_format"
    assert "JPEG" in photo["problems"][0]["message"]
    assert none["problems"] == [
        {
            "code": "unreadable",
            "severity": "refused",
            "message": "Het bestand kan niet worden gelezen: het bestaat niet.",
            "place": "",
        }
    ]


def test_an_archive_gives_a_line_for_each_member(files: pathlib.Path) -> None:
    found = {line["file"]: line["set"] is not None for line in lines(files / "bundel.zip")}
    assert found == {
        f"{files}/bundel.zip/map/set.json": True,
        f"{files}/bundel.zip/leeg.txt": False,
    }


TEXT = """Vragen van het lid Van Veen (VVP) aan de Minister van Financiën over het veer
(ingezonden 5 januari 2021).
Vraag 1
Vaart het veer?1
Vraag 3
Waarom niet?

1 Veerbode, 2 januari 2021.
"""


def explained(file: pathlib.Path) -> list[str]:
    """The lines that `parse --explain` shows of a file, below those that tell of the passes."""
    out = io.StringIO()
    call_command("parse", "--explain", str(file), stdout=out)
    shown = out.getvalue().splitlines()
    assert shown[0].startswith("Zo gaat de lezer over de regels")
    passes = [line.strip() for line in shown[1 : len(PASSES) + 1]]
    assert passes == [f"{number}. {each.does}" for number, each in enumerate(PASSES, 1)]
    assert shown[len(PASSES) + 1].startswith("In een PDF")
    return shown[len(PASSES) + 2 :]


def test_explain_shows_each_line_with_its_role_and_what_was_noticed(tmp_path: pathlib.Path) -> None:
    (tmp_path / "vragen.txt").write_text(TEXT)
    name, *shown = explained(tmp_path / "vragen.txt")
    assert name.endswith("vragen.txt")
    rows = [[part.strip() for part in line.split("│")] for line in shown if "│" in line]
    assert [role for role, _, _ in rows] == [
        "kop van de vragen", "kop van de vragen", "vraag 1", "tekst", "vraag 3", "tekst",
        "voetnoot 1",
    ]  # fmt: skip
    mark = "merk 1: beste plaats voor het cijfer van de noot"
    assert ["tekst", f"staat onder vraag 1; {mark}", "Vaart het veer?[^1]"] in rows
    assert ["vraag 3", "Vraag of Antwoord vooraan, met nummers", "Vraag 3"] in rows
    assert "! error numbers_missing: Deze vraagnummers ontbreken: 2." in shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_a_terminal(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `parse --explain` shows on a terminal that is 100 characters wide."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "vragen.txt").write_text(TEXT)
    terminal = Terminal()
    call_command("parse", "--explain", str(tmp_path / "vragen.txt"), stdout=terminal)
    return terminal.getvalue()


def test_explain_keeps_its_columns_apart_on_a_terminal(on_a_terminal: str) -> None:
    plain = re.sub(r"\x1b\[[\d;]*m", "", on_a_terminal)
    rows = [line for line in plain.splitlines() if "│" in line]
    assert len({tuple(i for i, sign in enumerate(row) if sign == "│") for row in rows}) == 1
    assert max(map(len, rows)) <= 100
    cells = [" ".join(row.split("│")[n].strip() for row in rows) for n in (1, 2)]
    assert "vervolg van de kop, tot en met de datum en Zie ook" in cells[0]
    assert " ".join(TEXT.split("\n", 1)[0].split()) in cells[1]


def test_explain_is_in_colour_on_a_terminal(tmp_path: pathlib.Path, on_a_terminal: str) -> None:
    styles = {
        role: line.partition("m")[0]
        for line in on_a_terminal.splitlines()
        for role in ("kop van de vragen", "vraag 1", "voetnoot 1", "! error")
        if role in line.partition("│")[0]
    }
    assert all(style.startswith("\x1b[") for style in styles.values())
    assert len(set(styles.values())) == 4
    assert "\x1b" not in "".join(explained(tmp_path / "vragen.txt"))


def test_explain_says_that_a_structured_file_explains_itself(files: pathlib.Path) -> None:
    [_, message] = explained(files / "set.json")
    assert "JSON is niet regel voor regel uit te leggen" in message
    [_, message] = explained(files / "foto.jpg")
    assert "een JPEG-afbeelding" in message


def test_a_call_without_files_is_wrong() -> None:
    with pytest.raises(CommandError):
        lines()
