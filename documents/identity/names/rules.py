"""The rules of now: another text as soon as a name in any of many samples is taken otherwise.

`rules.json`, which `./run golden` makes, has a digest of whom the names in samples are taken to
mean (`tests/identity/names/rules.py`); rules that were only put in other words give the same.
"""

from __future__ import annotations

import json
import pathlib

KEPT = pathlib.Path(__file__).with_name("rules.json")
RULES: str = json.loads(KEPT.read_text(encoding="utf-8"))["digest"]
