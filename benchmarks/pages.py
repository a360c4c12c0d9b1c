"""How long the pages of a filled archive take at the server, one visitor at a time.

    DATA_DIR=... python benchmarks/pages.py [--rounds 40]

Starts gunicorn on the archive of the environment and asks for each kind of page many times, for
other documents and words each time. Prints milliseconds by the clock (median, 95th percentile),
milliseconds of processor a page, and the ratio of these to the yardstick: a page that was not
found, which costs all that every page costs. What a process keeps is made at a first round, which
does not count. Exits 1 where a ratio is above its limit, or where an answer is not what it should
be. A busy machine makes all milliseconds longer, also those of processor; the ratio less.
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

from serving import ROOT, gunicorn, processor_of_workers

#: how many times the processor of the yardstick a page may take on average, by how the name of its
#: kind begins, and that of all others: of 2.5 ms on a quiet machine 15, 40 and 25 ms
LIMITS = {"documenten": 6, "zoeken": 16}
LIMIT = 10

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
    from documents.models import Document, Member, Minister, Ministry, Party, Person

    found: dict[str, list[str]] = {
        name: list(model.objects.values_list(field, flat=True)[:20000])
        for name, model, field in (
            ("documenten", Document, "identifier"),
            ("bewindspersonen", Minister, "slug"),
            ("ministeries", Ministry, "slug"),
            ("kamerleden", Member, "slug"),
            ("fracties", Party, "slug"),
            ("personen", Person, "slug"),
        )
    }
    made: dict[str, Callable[[], str]] = {"(yardstick: 404)": lambda: "/bestaat-niet/"}
    made["home"] = lambda: "/"
    for name, slugs in found.items():
        made[f"{name}: one"] = lambda name=name, slugs=slugs: f"/{name}/{chance.choice(slugs)}/"
        if name not in {"documenten", "personen"}:
            made[f"{name}: list"] = lambda name=name: f"/{name}/"
    years = list(Document.objects.exclude(session_year="").values_list("session_year", flat=True))
    made["vergaderjaren: one"] = lambda: f"/vergaderjaren/{chance.choice(years)}/"
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


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, float, str]:
    """Status, milliseconds from the question to the last byte, and the address; where a name is
    now another's, those of that one."""
    began = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status in (301, 302):
        return ask(connection, response.headers["Location"])
    return response.status, (time.perf_counter() - began) * 1000, path


def measure(port: int, rounds: int, pages: dict[str, Callable[[], str]]) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    yardstick, good = 0.0, True
    for name, make in pages.items():
        paths = [ask(connection, make())[2] for _ in range(rounds)]
        before = processor_of_workers()
        results = [(path, *ask(connection, path)) for path in paths]
        spent = (processor_of_workers() - before) * 1000 / rounds
        yardstick = yardstick or spent
        wrong = [row for row in results if row[1] not in (200, 404)]
        limit = LIMITS.get(name.partition(":")[0], LIMIT)
        ratio = spent / yardstick
        verdict = f" {wrong[0]}" if wrong else "  TOO SLOW" if ratio > limit else ""
        good = good and not verdict
        times = sorted(row[2] for row in results)
        median, p95 = statistics.median(times), times[int(len(times) * 0.95)]
        print(f"{name:26} {median:7.1f} ms {p95:8.1f} ms {spent:7.1f} ms {ratio:7.1f} x{verdict}")
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    os.environ["HTTPS"] = "0"
    pages = addresses(random.Random(args.seed))
    with gunicorn(workers=1) as port:
        print(f"{'page':26} {'median':>10} {'95th':>11} {'processor':>10} {'to yardstick':>13}")
        good = measure(port, args.rounds, pages)
    sys.exit(not good)


if __name__ == "__main__":
    main()
