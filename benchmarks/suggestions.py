"""How often 'Bedoelde u' names the word that was meant, and how long it and a fuzzy word take.

    python benchmarks/suggestions.py [--words FILE] [--tries 2000]

The vocabulary is the Dutch list of wordfreq (300,000 words), with the number of documents that each
would stand in among 20,000 of 300 words; or FILE, with a word and a number on each line. Words of
five letters and more, of at least 20 documents, are misspelt at random, always the same way: a
letter lost, doubled, changed for its neighbour on the keyboard or swapped with the next, a double
letter single, ij for y or ei, c for k. Prints the share right at first place, of each kind of
misspelling too, and milliseconds of one core; exits 1 below 85% right or above 5 ms at the 95th
percentile.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable

import django
from wordfreq import get_frequency_dict

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from documents.search import dutch  # noqa: E402
from documents.search.vocabulary import Vocabulary  # noqa: E402

LEAST_RIGHT, MOST_MS = 0.85, 5.0
DOCUMENTS, WORDS_EACH = 20_000, 300
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {
    letter: [row[i] for i in (at - 1, at + 1) if 0 <= i < len(row)]
    for row in ROWS
    for at, letter in enumerate(row)
}
SOUNDS = (("ij", "y"), ("ij", "ei"), ("ei", "ij"), ("k", "c"), ("c", "k"), ("f", "ph"), ("g", "ch"))


def lost(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def doubled(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + word[at] + word[at:]


def swapped(word: str, at: int, chance: random.Random) -> str:
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def slipped(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + chance.choice(BESIDE[word[at]]) + word[at + 1 :]


def single(word: str, at: int, chance: random.Random) -> str:
    return next(
        (word[:i] + word[i + 1 :] for i in range(1, len(word)) if word[i] == word[i - 1]), word
    )


def by_ear(word: str, at: int, chance: random.Random) -> str:
    told = [pair for pair in SOUNDS if pair[0] in word]
    return word.replace(*chance.choice(told), 1) if told else word


KINDS: tuple[Callable[[str, int, random.Random], str], ...] = (
    lost, doubled, swapped, slipped, single, by_ear,
)  # fmt: skip


def counted(path: pathlib.Path | None) -> dict[str, int]:
    """The words of the vocabulary with their numbers of documents."""
    if path:
        rows = (line.split() for line in path.read_text().splitlines())
        return {word: int(count) for word, count in rows}
    counts: defaultdict[str, int] = defaultdict(int)
    for word, share in get_frequency_dict("nl", "large").items():
        often = 1 - (1 - share) ** WORDS_EACH
        counts[dutch.folded(word)] += max(1, round(often * DOCUMENTS))
    return dict(counts)


def misspelt(counts: dict[str, int], tries: int) -> list[tuple[str, str, str]]:
    """Kind of misspelling, what was typed and what was meant; no typed word is a known one."""
    chance = random.Random(1814)
    words = sorted(
        w for w, n in counts.items() if n >= 20 and len(w) >= 5 and w.isascii() and w.isalpha()
    )
    found: list[tuple[str, str, str]] = []
    while len(found) < tries:
        word, kind = chance.choice(words), chance.choice(KINDS)
        typed = kind(word, chance.randrange(1, len(word)), chance)
        if typed not in counts:
            found.append((kind.__name__, typed, word))
    return found


def timed(act: Callable[[str], object], words: list[str]) -> tuple[float, float]:
    """Milliseconds a word: median and 95th percentile."""
    taken = []
    for word in words:
        begin = time.process_time()
        act(word)
        taken.append((time.process_time() - begin) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[18]


def main() -> int:
    """Print shares and times; 1 where they fall short."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--words", type=pathlib.Path)
    parser.add_argument("--tries", type=int, default=2000)
    args = parser.parse_args()
    counts = counted(args.words)
    begin = time.perf_counter()
    vocabulary = Vocabulary(counts)
    print(f"{len(vocabulary)} words, read in {time.perf_counter() - begin:.1f} s")
    cases = misspelt(counts, args.tries)
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for kind, typed, meant in cases:
        right[kind].append(vocabulary.correction(typed) == meant)
    for kind, hits in sorted(right.items()):
        print(f"  {kind}: {sum(hits) / len(hits):.1%} of {len(hits)}")
    share = sum(map(sum, right.values())) / len(cases)
    print(f"right at first place: {share:.1%} of {len(cases)}")
    typed = [typed for _, typed, _ in cases]
    slowest = 0.0
    for name, act in (
        ("correction", vocabulary.correction),
        ("like", lambda word: vocabulary.like(word, 50)),
        ("starting, 3 letters", lambda word: vocabulary.starting(word[:3], 128)),
        ("starting, 1 letter", lambda word: vocabulary.starting(word[:1], 128)),
    ):
        median, most = timed(act, typed)
        slowest = max(slowest, most)
        print(f"{name}: median {median:.2f} ms, 95th percentile {most:.2f} ms")
    return int(share < LEAST_RIGHT or slowest > MOST_MS)


if __name__ == "__main__":
    sys.exit(main())
