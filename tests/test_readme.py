"""The README tells what is so."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from documents.parsing.files.formats import Format
from tests import house

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


#: A path of the project, also within a drawing; `documents/views/` is a folder.
PATH = re.compile(
    r"(?<![\w./-])((?:documents|kamerarchief|templates|static|tests|samples|benchmarks|deploy|docs)"
    r"/[\w./-]*[\w/])"
)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    linked = [page.parent / path for path in re.findall(r"\]\(([^)#:]+)\)", text)]
    named = [ROOT / path for path in PATH.findall(text)]
    assert [path for path in [*linked, *named] if not path.exists()] == []
    assert [
        path for path in named if path.is_dir() and f"{path.relative_to(ROOT)}/" not in text
    ] == []


def test_the_pages_name_many_paths() -> None:
    counts = {page.name: len(PATH.findall(page.read_text(encoding="utf-8"))) for page in PAGES}
    assert counts["README.md"] > 40
    assert counts["architecture.md"] > 50


def test_the_table_of_wishes_names_a_place_for_each() -> None:
    table = README.partition("## Where do I change ...")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
    assert len(rows) >= 15
    assert [row for row in rows if not PATH.search(row)] == []


def test_every_room_of_the_house_is_drawn() -> None:
    drawn = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rooms = [room.replace(".", "/") for room in house.rooms() if room.startswith("documents.")]
    missing = [room for room in rooms if f"{room.rpartition('/')[2]}/" not in drawn]
    assert missing == []


def test_run_knows_every_command_that_it_shows() -> None:
    shown = set(re.findall(r"\./run (\w+)", README))
    help_text = subprocess.run([ROOT / "run", "help"], capture_output=True, text=True).stdout
    assert shown
    assert shown - set(re.findall(r"\./run (\w+)", help_text)) == set()


def test_it_has_a_row_for_every_accepted_format() -> None:
    rows = set(re.findall(r"^\| ([\w ]+) \|", README, re.MULTILINE))
    names = {Format.TEXT: "text", Format.PDF: "PDF", Format.DOCX: "Word", Format.JSON: "JSON"}
    names |= {Format.KOOP_XML: "KOOP XML", Format.KVR_XML: "KVR XML"}
    names |= {Format.HTML: "HTML", Format.ODT: "OpenDocument"}
    assert {names[kind] for kind in Format} <= rows
