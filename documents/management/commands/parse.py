"""`manage.py parse FILE...`: what the parser makes of each file, a line of JSON for each."""

from __future__ import annotations

import json
import pathlib
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from documents.parsing import ParseResult, Problem, RawFile, members, parse, to_dict


class Command(BaseCommand):
    help = (
        "Leest bestanden zonder ze op te slaan en toont per bestand een regel JSON:"
        ' {"file": ..., "set": ..., "problems": [...]}. Een ZIP of tar geeft een regel per lid.'
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="BESTAND", help="bestanden of archieven")

    def handle(self, *args: Any, **options: Any) -> None:
        for file in options["files"]:
            for name, found in members(pathlib.Path(file)):
                self.stdout.write(_line(_shown(file, name), found))


def _shown(file: str, name: str) -> str:
    """The path as it was typed, with the place inside it for a member of an archive."""
    return file + name.removeprefix(pathlib.Path(file).name)


def _line(name: str, found: RawFile | Problem) -> str:
    result = ParseResult(None, (found,)) if isinstance(found, Problem) else parse(found)
    line = {
        "file": name,
        "set": to_dict(result.set),
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "message": problem.message,
                "place": problem.place,
            }
            for problem in result.problems
        ],
    }
    return json.dumps(line, ensure_ascii=True)
