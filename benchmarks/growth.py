"""Draws how the time of a search grows with the archive, from figures of `search.py --json`.

    python benchmarks/growth.py docs/search-growth.svg FIGURES.json...

One line for the median and one for the 95th percentile, over all classes of query; and a table of
the same on standard output.
"""

from __future__ import annotations

import json
import pathlib
import statistics
import sys
from collections.abc import Iterable

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 320, 60, 50, 30

HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320" font-family="sans-serif"
 font-size="13" role="img" aria-label="Time of a search by number of documents">
<rect width="640" height="320" fill="white"/>
<text x="60" y="18">milliseconds of a whole search (query, counts, 20 hits with snippets)</text>
"""


def main(target: pathlib.Path, sources: list[pathlib.Path]) -> None:
    points = sorted(figures(source) for source in sources)
    for documents, median, high in points:
        print(f"{documents:>8} documents: median {median:.0f} ms, 95th percentile {high:.0f} ms")
    target.write_text(drawn(points))


def figures(source: pathlib.Path) -> tuple[int, float, float]:
    """Documents, median and 95th percentile."""
    found = json.loads(source.read_text())
    documents = found.pop("documents")
    every = [value for values in found.values() for value in values]
    return documents, statistics.median(every), statistics.quantiles(every, n=20)[-1]


def drawn(points: list[tuple[int, float, float]]) -> str:
    most, highest = points[-1][0], max(high for _, _, high in points) * 1.1

    def x(documents: float) -> float:
        return LEFT + documents / most * (WIDTH - LEFT - 20)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - value / highest * (HEIGHT - BOTTOM - TOP)

    parts = [HEAD, *axes(points, x, y, highest)]
    for name, place, colour in (("median", 1, "#0b6e99"), ("95th percentile", 2, "#b3541e")):
        line = " ".join(f"{x(point[0]):.0f},{y(point[place]):.0f}" for point in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x(p[0]):.0f}" cy="{y(p[place]):.0f}" r="4" fill="{colour}"/>'
            for p in points
        ]
        last = points[-1]
        parts.append(
            f'<text x="{x(last[0]) - 8:.0f}" y="{y(last[place]) - 10:.0f}" fill="{colour}"'
            f' text-anchor="end">{name}: {last[place]:.0f} ms</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def axes(points: list[tuple[int, float, float]], x, y, highest: float) -> Iterable[str]:  # type: ignore[no-untyped-def]
    yield f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - 20}" fill="none" stroke="black"/>'
    for documents, _, _ in points:
        yield (
            f'<text x="{x(documents):.0f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">'
            f"{documents:,}</text>"
        )
    step = 20 if highest < 150 else 50
    for value in range(0, int(highest), step):
        yield (
            f'<text x="{LEFT - 8}" y="{y(value) + 4:.0f}" text-anchor="end">{value}</text>'
            f'<path d="M{LEFT} {y(value):.0f}H{WIDTH - 20}" stroke="#ddd"/>'
        )
    yield f'<text x="{WIDTH / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle">documents</text>'


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), [pathlib.Path(name) for name in sys.argv[2:]])
