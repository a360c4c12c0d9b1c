"""What a browser sends: the fields of a form, and files to upload."""

from __future__ import annotations

import json
import pathlib
import re
from typing import Any

from lxml import html

from tests.admin.sent import value_of

SAMPLES = pathlib.Path(__file__).resolve().parent.parent.parent / "samples/json"


def fields(page: str, form: str) -> dict[str, Any]:
    """What a browser sends of a form."""
    found = html.fromstring(page).xpath(f"({form})[last()]")
    sent: dict[str, Any] = {}
    for one in found[0].xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        value = value_of(one)
        if value is not None and one.get("disabled") is None and one.get("type") != "file":
            sent[one.get("name")] = re.sub("\r\n?|\n", "\r\n", value)
    return sent


def made(identifier: str, number: int, title: str) -> bytes:
    """A set in the archive's own format."""
    told = json.loads(min(SAMPLES.glob("*.json")).read_text())
    told |= {"identifier": identifier, "number": number, "session_year": "2023-2024"}
    return json.dumps(told | {"title": title, "case_number": None}).encode()
