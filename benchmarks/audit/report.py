"""All that is asked of the pages, gathered, and told: a table, and each fault below it."""

from __future__ import annotations

import gzip
import pathlib
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field

from . import screens, server, tools, weight
from .kinds import Kind

#: points of the Observatory that a page must have
LEAST_POINTS = 130
#: the columns, with what stands in the row of each page
COLUMNS = (
    *("light", "dark", "forced", "wide", "HTML"),
    *("acc", "best", "SEO", "speed", "Obs", "kB", "ms", "queries"),
)


@dataclass
class Row:
    """A page: what stands in each column, which of these are wrong, and the faults in words."""

    kind: Kind
    cells: dict[str, str] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def put(self, column: str, value: float, good: bool, faults: list[str] | None = None) -> None:
        """A number in a column; the faults are told where it is not good."""
        self.cells[column] = f"{value:.1f}" if isinstance(value, float) else str(value)
        if not good:
            self.wrong.add(column)
            self.faults += [f"{column}: {fault}" for fault in faults or [f"it is {value}"]]


Rows = list[Row]


def pictures(site: str, kinds: list[Kind], folder: pathlib.Path) -> None:
    """A picture of each kind of page at each width, in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with screens.browser(site) as page:
        for kind in kinds:
            screens.pictures(page, kind, folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


def tell(site: str, kinds: list[Kind], parts: set[str], rounds: int) -> bool:
    """Asks all and prints the table; whether all is as it must be."""
    rows = [Row(kind) for kind in kinds]
    asked: dict[str, Callable[[str, Rows, int], None]] = {
        "server": _server,
        "html": _html,
        "axe": _axe,
        "lighthouse": _lighthouse,
    }
    missing = []
    for part, ask in asked.items():
        if part in parts:
            print(f"{part} of {len(rows)} pages ...", file=sys.stderr, flush=True)
            try:
                ask(site, rows, rounds)
            except tools.Missing as error:
                missing.append(f"{part} was not asked: {error}")
    _print(rows)
    print("\n".join(missing))
    return not missing and not any(row.wrong for row in rows)


def _server(site: str, rows: Rows, rounds: int) -> None:
    for row in rows:
        cost = server.cost(row.kind, rounds)
        row.put(
            "ms", cost.ms, cost.ms <= row.kind.most_ms, [f"{cost.ms:.1f}, not {row.kind.most_ms}"]
        )
        row.put("queries", cost.queries, True)
        row.put(
            "Obs", cost.points, cost.points >= LEAST_POINTS and not cost.faults, cost.faults or None
        )


def _html(site: str, rows: Rows, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pages = {}
        for i, row in enumerate(rows):
            body, headers = weight.fetch(site, row.kind.path)
            text = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
            heavy = weight.kilobytes(site, row.kind.path, text.decode())
            row.put("kB", heavy, heavy <= weight.MOST_KB)
            pages[row.kind.name] = pathlib.Path(folder, f"{i}.html")
            pages[row.kind.name].write_bytes(text)
        found = tools.validate(pages)
    for row in rows:
        faults = found[row.kind.name]
        row.put("HTML", len(faults), not faults, faults)


def _axe(site: str, rows: Rows, rounds: int) -> None:
    with screens.browser(site) as page:
        for row in rows:
            seen = screens.look(page, row.kind)
            for colours, faults in seen.colours.items():
                row.put(colours, len(faults), not faults, faults)
            row.put("wide", len(seen.widths), not seen.widths, seen.widths)
            if seen.messages:
                row.put("light", len(seen.messages), False, seen.messages)


def _lighthouse(site: str, rows: Rows, rounds: int) -> None:
    short = dict(zip(tools.LEAST, ("acc", "best", "SEO", "speed"), strict=True))
    for row in rows:
        if row.kind.status != 200:
            continue  # Lighthouse judges no page of an error
        points, faults = tools.lighthouse(site + row.kind.path, indexed=row.kind.indexed)
        for part, least in tools.LEAST.items():
            own = [fault for fault in faults if fault.startswith(part)]
            row.put(short[part], points[part], points[part] >= least, own)


def _print(rows: Rows) -> None:
    first = max(len(row.kind.name) for row in rows)
    print(f"{'page':{first}}", *(f"{column:>8}" for column in COLUMNS))
    for row in rows:
        cells = [
            f"{row.cells.get(column, '–')}{'!' if column in row.wrong else ' '}"
            for column in COLUMNS
        ]
        print(f"{row.kind.name:{first}}", *(f"{cell:>8}" for cell in cells))
    _print_faults(rows)
    bad = sum(bool(row.wrong) for row in rows)
    print(f"\n{len(rows)} pages, {bad} with faults")


def _print_faults(rows: Rows) -> None:
    """Each fault once, with the pages that have it."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for fault in row.faults:
            found.setdefault(fault, []).append(row.kind.name)
    for fault, pages in found.items():
        print(f"\n{fault}\n    on {len(pages)}: {', '.join(pages)}")
