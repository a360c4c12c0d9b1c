"""The README tells what is so."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from documents.parsing.files.formats import Format

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def test_what_it_points_at_is_there() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    named = re.findall(r"`((?:documents|kamerarchief|templates|static|tests)/[\w./]*)`", README)
    assert linked
    assert named
    assert [path for path in [*linked, *named] if not (ROOT / path).exists()] == []


def test_run_knows_every_command_that_it_shows() -> None:
    shown = set(re.findall(r"\./run (\w+)", README))
    help_text = subprocess.run([ROOT / "run", "help"], capture_output=True, text=True).stdout
    assert shown
    assert shown - set(re.findall(r"\./run (\w+)", help_text)) == set()


def test_it_has_a_row_for_every_accepted_format() -> None:
    rows = set(re.findall(r"^\| ([\w ]+) \|", README, re.MULTILINE))
    names = {Format.TEXT: "text", Format.PDF: "PDF", Format.DOCX: "Word", Format.JSON: "JSON"}
    names |= {Format.KOOP_XML: "KOOP XML", Format.KVR_XML: "KVR XML"}
    assert {names[kind] for kind in Format} <= rows
