"""The codes of problems: every one is used, described, and weighed in words people can act on."""

from __future__ import annotations

import pathlib
import re

from documents.parsing.problems import CODES, SEVERITIES, page

ROOT = pathlib.Path(__file__).parents[2]


def test_the_page_of_problems_is_up_to_date() -> None:
    printed = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    assert printed == page() + "\n", "run `./run golden`"


def test_every_code_is_listed_once() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", page(), re.MULTILINE)
    assert sorted(listed) == sorted(CODES)
    assert {severity for severity, _ in CODES.values()} == set(SEVERITIES)


def test_every_code_is_used_somewhere() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "documents").rglob("*.py")]
    unused = [code for code in CODES if sum(f'"{code}"' in text for text in sources) < 2]
    assert unused == []
