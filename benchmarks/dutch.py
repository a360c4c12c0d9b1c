"""Which forms of Dutch a search brings together, what it suggests, and what it merges wrongly.

    DATA_DIR=... python benchmarks/dutch.py [development held_out]

The lists `dutch_*.txt` were drawn from the words of 20,331 question sets before any rule was made,
and parted by lot; the held-out list gave no rule and no word. Each line has a kind, what is typed,
a sign and a printed text: '=' that it must be found, '!' that it must stay apart, '?' the spelling
that must be suggested, or another that is as good, and '.' that nothing is.

The witnesses of a line are the documents of the archive that hold the printed text and nowhere what
was typed, not even as part of a word. What is typed finds the printed text where half of them are
hits, and these have all its words. A line without witnesses says nothing of this archive and is not
counted. Prints the share of each kind, what was missed and what was merged; exits 1 where less than
90% is right, or more than 2% of the pairs that must stay apart are merged.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import django

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from documents.models import Document  # noqa: E402
from documents.search import SearchRequest, search, warm_up  # noqa: E402
from documents.search.contents import batches  # noqa: E402

LEAST_RIGHT, MOST_MERGED, FOUND = 0.90, 0.02, 0.5
#: letters of which a word is so short that it stands in others by chance
SHORT = 4
LISTS = ("development", "held_out")


@dataclass(frozen=True)
class Check:
    """A line of a list."""

    kind: str
    typed: str
    sign: str
    printed: str = ""

    def __str__(self) -> str:
        return f"{self.typed} {self.sign} {self.printed}".strip()


def checks(name: str) -> list[Check]:
    lines = (HERE / f"dutch_{name}.txt").read_text().splitlines()
    return [Check(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def folded(text: str) -> str:
    """Small letters without accents, straight quotation marks, single spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("\xad", ""))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.casefold().split())


def archive() -> dict[int, str]:
    """By primary key all that the index has of a document, folded."""
    pks = list(Document.objects.values_list("pk", flat=True))
    found = (contents for batch in batches(pks) for contents in batch)
    return {c.pk: folded("\n".join(text for _, text in c.texts)) for c in found}


def standing(text: str) -> re.Pattern[str]:
    """This text as whole words and whole numbers; '€ 100' does not stand in '€ 100 miljoen'."""
    left = r"(?<!\w)(?<!\d[.,])" if text[0].isalnum() else ""
    right = r"(?!\w)(?![.,]\d)" if text[-1].isalnum() else ""
    more = r"(?! (?:miljoen|miljard|mln|mld))" if text[-1].isdigit() else ""
    return re.compile(left + re.escape(text) + right + more)


def witnesses(check: Check, texts: dict[int, str]) -> set[int]:
    """The documents that hold the printed text, and what was typed not even as part of a word."""
    printed, typed = folded(check.printed), folded(check.typed)
    whole = standing(printed)
    also = re.compile(rf"\b{re.escape(typed)}") if len(typed) <= SHORT else None
    return {
        pk
        for pk, text in texts.items()
        if printed in text
        and whole.search(text)
        and not (also.search(text) if also else typed in text)
    }


def found(typed: str) -> set[int]:
    """The documents that have all of what was typed."""
    results = search(SearchRequest(typed))
    return set(results.pks(0, results.complete))


def suggested(typed: str) -> str:
    return folded(search(SearchRequest(typed)).suggestion or "")


def outcome(check: Check, texts: dict[int, str]) -> tuple[bool, str] | None:
    """Whether a check holds, and what was seen; nothing where the archive cannot tell."""
    if check.sign in "?.":
        seen = suggested(check.typed)
        return seen in map(folded, check.printed.split("/")), seen or "nothing"
    holding = witnesses(check, texts)
    if not holding:
        return None
    hits = len(holding & found(check.typed))
    together = hits >= FOUND * len(holding)
    return together == (check.sign == "="), f"{hits} of {len(holding)}"


def measure(name: str, texts: dict[int, str]) -> bool:
    """Prints how a list is done; whether well enough."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    untold = []
    print(name)
    for check in checks(name):
        seen = outcome(check, texts)
        if seen is None:
            untold.append(str(check))
            continue
        right[check.kind].append(seen[0])
        if not seen[0]:
            print(f"    {check.kind}: {check} ({seen[1]})")
    for kind, all_seen in right.items():
        print(f"{kind:14}{sum(all_seen):>4} of {len(all_seen)}")
    print(f"not in this archive: {len(untold)} {', '.join(untold)}")
    apart = right.pop("apart", [True])
    together = share(one for all_seen in right.values() for one in all_seen)
    print(f"right: {together:.1%}; merged wrongly: {1 - share(apart):.1%}\n")
    return together >= LEAST_RIGHT and 1 - share(apart) <= MOST_MERGED


def share(seen: Iterable[bool]) -> float:
    told = list(seen)
    return sum(told) / len(told)


def main() -> int:
    """Print each list; 1 where one is not done well enough."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("lists", nargs="*", default=LISTS)
    names = parser.parse_args().lists
    warm_up()
    texts = archive()
    done = [measure(name, texts) for name in names]
    return int(not all(done))


if __name__ == "__main__":
    sys.exit(main())
