"""The words of the archive."""

from __future__ import annotations

from collections.abc import Mapping


class Vocabulary:
    """Words (surfaces), with the number of documents of each."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self.words = words

    def __len__(self) -> int:
        return len(self.words)

    def starting(self, prefix: str, limit: int) -> tuple[list[str], bool]:
        """The most frequent words that begin so, and whether there are more."""
        found = [word for word in self.words if word.startswith(prefix)]
        return sorted(found, key=lambda w: (-self.words[w], w))[:limit], len(found) > limit

    def like(self, word: str, limit: int) -> list[str]:
        """The words that are spelt nearly so."""
        return [word] if word in self.words else []

    def correction(self, word: str) -> str | None:
        """A better spelling of a word, if there is one."""
        return None


def is_like(word: str, other: str) -> bool:
    """Whether two words are spelt nearly alike."""
    return word == other
