"""How long the pages of a filled archive take at the server, one visitor at a time.

    DATA_DIR=... python benchmarks/pages.py [--rounds 30]

Starts gunicorn on the archive of the environment and asks for each kind of page many times, for
other documents and words each time. Prints milliseconds (median, 95th percentile) and the ratio
of the median to the yardstick: a page that was not found, which costs all that every page costs.
Exits 1 where a median is above the limit, or where an answer is not what it should be.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from urllib.parse import quote, urlencode

from serving import ROOT, gunicorn

#: milliseconds that a page may take at the median
LIMIT = 100

WORDS = [
    "onderwijs",
    "belasting",
    "politie",
    "ziekenhuis",
    "milieu",
    "asielzoekers",
    "spoorwegen",
    "landbouw",
    "defensie",
    "gemeente",
    "subsidie",
    "werkgelegenheid",
    "drugs",
    "water",
    "kinderen",
    "Schiphol",
    "gevangenis",
    "huurders",
    "Europa",
    "boeren",
    "energie",
    "veiligheid",
    "pensioen",
    "studenten",
    "visserij",
]


def addresses(chance: random.Random) -> dict[str, Callable[[], str]]:
    """For each kind of page, what makes the address of one, from what the archive holds."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "kamerarchief.settings"
    import django

    django.setup()
    from documents.models import Document, Member, Minister, Ministry, Party

    found: dict[str, list[str]] = {
        name: list(model.objects.values_list(field, flat=True)[:20000])
        for name, model, field in (
            ("documenten", Document, "identifier"),
            ("bewindspersonen", Minister, "slug"),
            ("ministeries", Ministry, "slug"),
            ("kamerleden", Member, "slug"),
            ("fracties", Party, "slug"),
        )
    }
    made: dict[str, Callable[[], str]] = {"(yardstick: 404)": lambda: "/bestaat-niet/"}
    made["home"] = lambda: "/"
    for name, slugs in found.items():
        made[f"{name}: one"] = lambda name=name, slugs=slugs: f"/{name}/{chance.choice(slugs)}/"
        if name != "documenten":
            made[f"{name}: list"] = lambda name=name: f"/{name}/"
    days = list(Document.objects.exclude(date=None).values_list("date", flat=True).distinct())
    made["datum: all"] = lambda: "/datum/"
    made["datum: year"] = lambda: f"/datum/{chance.choice(days).year}/"
    made["datum: month"] = lambda: f"/datum/{chance.choice(days):%Y/%m}/"
    made["zoeken: one word"] = lambda: search(q=chance.choice(WORDS))
    made["zoeken: two words"] = lambda: search(q=" ".join(chance.sample(WORDS, 2)))
    made["zoeken: phrase"] = lambda: search(q=f'"de {chance.choice(WORDS)}"')
    made["zoeken: newest"] = lambda: search(q=chance.choice(WORDS), sortering="nieuwste")
    made["zoeken: empty"] = lambda: search(q="")
    made["zoeken: page 3"] = lambda: search(q=chance.choice(WORDS[:6]), pagina=3)
    return made


def search(**query: object) -> str:
    return "/zoeken/?" + urlencode(query, quote_via=quote)


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, float]:
    """Status, and milliseconds from the question to the last byte."""
    began = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    return response.status, (time.perf_counter() - began) * 1000


def measure(port: int, rounds: int, pages: dict[str, Callable[[], str]]) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    yardstick, good = 0.0, True
    for name, make in pages.items():
        ask(connection, make())
        results = [(path, *ask(connection, path)) for path in (make() for _ in range(rounds))]
        wrong = [row for row in results if row[1] not in (200, 404)]
        times = sorted(row[2] for row in results)
        median, p95 = statistics.median(times), times[int(len(times) * 0.95)]
        yardstick = yardstick or median
        verdict = (
            "" if median <= LIMIT and not wrong else "  TOO SLOW" if not wrong else f" {wrong[0]}"
        )
        good = good and not verdict
        print(f"{name:26} {median:7.1f} ms {p95:8.1f} ms {median / yardstick:7.1f} x{verdict}")
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    os.environ["HTTPS"] = "0"
    pages = addresses(random.Random(args.seed))
    with gunicorn(workers=1) as port:
        print(f"{'page':26} {'median':>10} {'95th':>11} {'to yardstick':>9}")
        good = measure(port, args.rounds, pages)
    sys.exit(not good)


if __name__ == "__main__":
    main()
