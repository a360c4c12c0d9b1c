"""`manage.py parse`: a line of JSON for each file, whatever the file is."""

from __future__ import annotations

import io
import json
import pathlib
import zipfile
from typing import Any

import pytest
from django.core.management import CommandError, call_command

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


def test_a_call_without_files_is_wrong() -> None:
    with pytest.raises(CommandError):
        lines()
