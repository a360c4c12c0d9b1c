"""How many compounds are taken apart as a reader of Dutch would, and how many simple words wrongly.

    python benchmarks/compounds.py

The words were drawn at random from the words of 20,346 question sets, in bands of frequency, and
judged by hand before anything was measured; what readers may judge either way was left out. Lines
of `compounds_*.txt` hold the ways in which a word may be taken apart ('vak+bonden'), or a simple
word. The development list is what the rules were made with. No word of the lists of these rules
comes from the held-out list, which says how good they are; it was measured twice. First, on 330
compounds and 437 simple words: 92.1% and 2.3%. Then a fault in the linking s was mended, and 111
compounds and 185 simple words were drawn and judged anew, and added: those gave 91.9% and 0.5%.

Prints both lists' shares, every miss and the time of one core that a word takes; exits 1 where of
the held-out list less than 90% is right, or 3% of the simple words are taken apart.
"""

from __future__ import annotations

import os
import pathlib
import statistics
import sys
import time

import django

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from documents.search import dutch  # noqa: E402
from documents.search.lexicon import compounds  # noqa: E402

LEAST_RIGHT, MOST_WRONG = 0.90, 0.03


def judged(name: str) -> dict[str, list[str]]:
    """By word the ways in which it may be taken apart."""
    lines = (HERE / f"compounds_{name}.txt").read_text().splitlines()
    return {ways.split()[0].replace("+", ""): ways.split() for ways in lines}


def measure(name: str) -> tuple[float, float]:
    """Prints a list's misses and shares; returns compounds right and simple words wrong."""
    words = judged(name)
    missed = {}
    for word, ways in words.items():
        found = "+".join(compounds.leaves(word))
        if found not in ways:
            missed[word] = f"{found}, not {' or '.join(ways)}"
    cut = {word for word, ways in words.items() if "+" in ways[0]}
    right = 1 - len(missed.keys() & cut) / len(cut)
    wrong = len(missed.keys() - cut) / (len(words) - len(cut))
    print(f"{name}: {right:.1%} of {len(cut)} compounds right,", end=" ")
    print(f"{wrong:.1%} of {len(words) - len(cut)} simple words taken apart")
    print("".join(f"    {miss}\n" for miss in missed.values()))
    return right, wrong


def microseconds(words: list[str]) -> list[float]:
    """How long each word takes that was not seen before, its stems included."""
    taken = []
    for word in words:
        begin = time.process_time()
        compounds.parts_of(word)
        taken.append((time.process_time() - begin) * 1e6)
    return taken


def main() -> int:
    """Print both lists and the time; 1 where the held-out list falls short."""
    for word in ("woordenlijsten", "qwertywoordenlijsten"):
        compounds.parts_of(word)
    words = [word for name in ("development", "held_out") for word in judged(name)]
    taken = microseconds(words)
    slow = [("en" * 32)[: dutch.LONGEST_WORD], "rechten" * 9, "stelsels" * 8, "a" * 64]
    print(
        f"a word: {statistics.mean(taken):.0f} µs, median {statistics.median(taken):.0f} µs;",
        end="",
    )
    print(f" the slowest of some hostile words: {max(microseconds(slow)):.0f} µs\n")
    measure("development")
    right, wrong = measure("held_out")
    return int(right < LEAST_RIGHT or wrong >= MOST_WRONG)


if __name__ == "__main__":
    sys.exit(main())
