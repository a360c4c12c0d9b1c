"""Which stemmer brings the forms of a Dutch word together and keeps other words apart.

    python benchmarks/forms.py

`forms_*together.txt` have two forms of one word on each line, `forms_*apart.txt` two words that
only look alike; none was made from texts. The exceptions of `dutch.stem` were made with the first
pair of lists; the held-out pair was written apart from it, and gave no rule and no word. Words are
folded first, as the analysis does. Prints for each stemmer and both pairs of lists what was brought
together (the more, the better), what was so wrongly, and microseconds for a word of the Dutch list
of wordfreq; then what the archive's own misses. Exits 1 where another stemmer does better on either
than the archive's own, `dutch.stem`.
"""

from __future__ import annotations

import os
import pathlib
import resource
import sys
import time
from collections.abc import Callable

import django
import simplemma
import Stemmer
from wordfreq import get_frequency_dict

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")
django.setup()

from documents.search import dutch  # noqa: E402

Pairs = list[tuple[str, str]]


def pairs(name: str) -> Pairs:
    """Two words a line."""
    lines = (HERE / f"forms_{name}.txt").read_text().splitlines()
    return [(line.split()[0], line.split()[1]) for line in lines]


def candidates() -> dict[str, Callable[[str], str]]:
    """By name, what makes a stem of a folded word."""
    old, kraaij = Stemmer.Stemmer("dutch_porter"), Stemmer.Stemmer("dutch")

    def lemma(word: str) -> str:
        return simplemma.lemmatize(word, "nl")

    return {
        "no stems": str,
        "Porter (dutch_porter)": old.stemWord,
        "Kraaij-Pohlmann (dutch)": kraaij.stemWord,
        "simplemma": lemma,
        "simplemma, Kraaij-Pohlmann": lambda word: kraaij.stemWord(lemma(word)),
        "simplemma, Porter": lambda word: old.stemWord(lemma(word)),
        "Porter, spelling": lambda word: spelt(old.stemWord(word)),
        "simplemma, Porter, spelling": lambda word: spelt(old.stemWord(lemma(word))),
        "dutch.stem": dutch.stem,
    }


def spelt(stem: str) -> str:
    """As Dutch spells it at the end of a word: 'brugg' is brug, 'briev' brief, 'huiz' huis."""
    last = stem[-1:]
    if len(stem) > 3 and last == stem[-2] and last not in "aeiou":
        return stem[:-1]
    return stem[:-1] + {"v": "f", "z": "s"}.get(last, last)


def merged(stem: Callable[[str], str], table: Pairs) -> Pairs:
    """The pairs of words that have one stem."""
    return [pair for pair in table if len({stem(dutch.folded(word)) for word in pair}) == 1]


def microseconds(stem: Callable[[str], str], words: list[str]) -> float:
    begin = time.perf_counter()
    for word in words:
        stem(word)
    return (time.perf_counter() - begin) / len(words) * 1e6


def loaded() -> None:
    """Prints what the first lemma costs a process."""
    before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    simplemma.lemmatize("huizen", "nl")
    taken = time.perf_counter() - begin
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"simplemma's first lemma: {taken:.2f} s, {grown:.0f} MB a process\n")


def measure(name: str, words: list[str]) -> bool:
    """Prints how each does on a pair of lists; whether none does better than the archive's own."""
    together, apart = pairs(f"{name}together"), pairs(f"{name}apart")
    print(f"{name.strip('_') or 'development':28}{'together':>12}{'wrongly':>12}{'µs a word':>12}")
    scores = {}
    for title, stem in candidates().items():
        right, wrong = len(merged(stem, together)), len(merged(stem, apart))
        scores[title] = right / len(together) - wrong / len(apart)
        of = f"{right} of {len(together)}", f"{wrong} of {len(apart)}"
        print(f"{title:28}{of[0]:>12}{of[1]:>12}{microseconds(stem, words):>12.1f}")
    found = merged(dutch.stem, together)
    show("not brought together", [pair for pair in together if pair not in found])
    show("brought together wrongly", merged(dutch.stem, apart))
    return max(scores.values()) <= scores["dutch.stem"]


def show(what: str, missed: Pairs) -> None:
    print(f"{what}: " + ", ".join(f"{one}/{other}" for one, other in missed))


def main() -> int:
    """Print both tables; 1 where another does better."""
    loaded()
    words = [dutch.folded(word) for word in list(get_frequency_dict("nl", "large"))[::10]]
    best = []
    for name in ("", "held_out_"):
        dutch.stem.cache_clear()
        best.append(measure(name, list(filter(None, words))))
        print()
    return int(not all(best))


if __name__ == "__main__":
    sys.exit(main())
