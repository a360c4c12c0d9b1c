"""`manage.py parse FILE...`: prints the set and problems of each file, a line of JSON for each.

With --explain it shows the documents as the parser read them: each line with its role and the
rule that gave it, below the list of the passes that apply the rules.
"""

from __future__ import annotations

import json
import pathlib
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.box import MINIMAL
from rich.console import Console
from rich.table import Table
from rich.text import Text

from documents.parsing import (
    Explained,
    ParseResult,
    Problem,
    RawFile,
    Severity,
    Unreadable,
    explain,
    members,
    parse,
    to_dict,
)
from documents.parsing.lines.line import Role
from documents.parsing.reading import PASSES

#: The colours of a terminal in which each role is shown.
_STYLES = {
    Role.TEXT: "",
    Role.FURNITURE: "dim",
    Role.QUESTION_HEADER: "cyan",
    Role.ANSWER_HEADER: "blue",
    Role.LABEL: "bold green",
    Role.FOOTNOTE: "magenta",
    Role.LETTER: "yellow",
}
_SEVERITIES = {
    Severity.REFUSED: "bold red",
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
}
#: Widths of the columns of roles and of rules, in characters.
_ROLE_WIDTH, _RULE_WIDTH = 20, 30


class Command(BaseCommand):
    help = (
        "Leest bestanden zonder ze op te slaan en toont per bestand een regel JSON:"
        ' {"file": ..., "set": ..., "problems": [...]}. Een ZIP of tar geeft een regel per lid.'
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="BESTAND", help="bestanden of archieven")
        parser.add_argument(
            "--explain",
            action="store_true",
            help="toon van elke regel de rol en waarom de lezer die geeft, in plaats van JSON",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        out = options.get("stdout") or sys.stdout
        console = Console(file=out, highlight=False, soft_wrap=True, emoji=False)
        if options["explain"]:
            _tell_passes(console)
        for file in options["files"]:
            for name, raw in members(pathlib.Path(file)):
                if options["explain"]:
                    _explain(console, _shown(file, name), raw)
                else:
                    self.stdout.write(_line(_shown(file, name), raw))


def _shown(file: str, name: str) -> str:
    """The path as it was typed, with the place inside it for a member of an archive."""
    return file + name.removeprefix(pathlib.Path(file).name)


def _result(raw: RawFile | Problem) -> ParseResult:
    return ParseResult(None, (raw,)) if isinstance(raw, Problem) else parse(raw)


def _line(name: str, raw: RawFile | Problem) -> str:
    result = _result(raw)
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


def _tell_passes(console: Console) -> None:
    """Lists the passes of the parser over the lines, once, above all files."""
    console.print("Zo gaat de lezer over de regels; een latere gang gaat voor een eerdere:")
    for number, each in enumerate(PASSES, 1):
        console.print(Text(f"{number:3}. {each.does}", style="dim"))
    console.print(
        "In een PDF (kleine letter), in Word en in OpenDocument"
        " zijn de meeste noten al eerder herkend."
    )


def _explain(console: Console, name: str, raw: RawFile | Problem) -> None:
    """Shows a file's lines with their roles and rules, then its problems."""
    console.print(Text(name, style="bold underline"))
    try:
        rows = [] if isinstance(raw, Problem) else explain(raw)
        problems = _result(raw).problems
    except Unreadable as unreadable:
        rows, problems = [], (unreadable.problem,)
    if console.is_terminal:
        console.print(_table(rows), soft_wrap=False)
    else:
        for row in rows:
            cells = (f"{row.name:{_ROLE_WIDTH}}", f"{row.why:{_RULE_WIDTH}}", row.text)
            console.print(Text(" │ ".join(cells)))
    for problem in problems:
        console.print(_told(problem))


def _table(rows: list[Explained]) -> Table:
    """Roles, rules and texts beside each other, each within its column."""
    table = Table(box=MINIMAL, show_header=False, show_edge=False, pad_edge=False)
    table.add_column(width=_ROLE_WIDTH)
    table.add_column(width=_RULE_WIDTH, style="dim")
    table.add_column(overflow="fold")
    for row in rows:
        style = _STYLES[row.role]
        table.add_row(Text(row.name, f"{style} italic"), Text(row.why), Text(row.text, style))
    return table


def _told(problem: Problem) -> Text:
    place = f"{problem.place}: " if problem.place else ""
    text = f"{problem.severity} {problem.code}: {place}{problem.message}"
    return Text(f"! {text}", style=_SEVERITIES[problem.severity])
