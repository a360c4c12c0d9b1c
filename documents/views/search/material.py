"""Words, names and days of the archive itself, of which the examples of the help are made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from documents.models import Answer, Asking, Case, Document, Question

#: documents that are looked at: the newest
LOOKED_AT = 300
#: letters of a word that makes an example, and of one that may stand beside it; signs of a text
SHORTEST, BESIDE, READ = 7, 5, 600
#: texts in which the same words may stand
FEW = 10
#: words of a title that say nothing of what it is about
_EMPTY = frozenset(
    "beantwoording bericht berichten betreffende binnen buiten diverse gebruik geval gevolgen"
    " hebben inzake kamervragen mogelijke mogelijkheden nadere nieuwe omtrent onderzoek recente"
    " situatie sommige tijdens tussen uitspraken vanwege vervolg voornemen vragen waarbij waarin"
    " worden zonder".split()
)
_WORD = re.compile(r"[a-zà-öø-ÿ]+")
_NOTE = re.compile(r"\[\^\d+\]")
_VOWELS = "aeiou"


@dataclass(frozen=True)
class Material:
    """What the archive has to make examples of; '' or None of what it has not.

    `word` stands in titles, `beside` in one of them too, `apart` only in others; `pair` are two
    words next to each other in a title. `opening` begins a question, `answer` stands in an answer
    and not in its questions.
    """

    word: str = ""
    beside: str = ""
    apart: str = ""
    pair: tuple[str, str] | None = None
    opening: str = ""
    answer: str = ""
    ministry: str = ""
    member: str = ""
    asked: date | None = None
    session: str = ""
    number: int | None = None

    @property
    def misspelt(self) -> str:
        """The word with a letter in its midst left out."""
        half = len(self.word) // 2
        return self.word[:half] + self.word[half + 1 :]

    @property
    def masked(self) -> str:
        """The word with a ? for a vowel in it; '' where it has none inside."""
        places = [i for i in range(2, len(self.word) - 2) if self.word[i] in _VOWELS]
        return f"{self.word[: places[0]]}?{self.word[places[0] + 1 :]}" if places else ""


def material() -> Material:
    """The material, from the newest documents."""
    rows = list(Document.objects.newest()[:LOOKED_AT])
    texts = [_words(row.title) for row in rows]
    word = _telling(texts)
    having = [words for words in texts if word in words]
    others = [words for words in texts if word not in words]
    sample = next((row for row in rows if row.submitted), None)
    numbered = next((row for row in rows if row.number and row.session_year), None)
    asking = Asking.objects.filter(document__in=rows).select_related("member__person").first()
    return Material(
        word,
        _telling(having, {word}),
        _telling(others, set().union(*having)),
        next(filter(None, map(_pair, texts)), None),
        _opening(rows),
        _answer(rows),
        _ministry(rows),
        _surname(asking.member) if asking else "",
        sample.submitted if sample else None,
        numbered.session_year if numbered else "",
        numbered.number if numbered else None,
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(_NOTE.sub(" ", text).lower())


def _telling(texts: Iterable[Sequence[str]], known: Iterable[str] = ()) -> str:
    """The word that most of these texts have, of those that say something; '' where none does."""
    every = [set(words) for words in texts]
    counts = Counter(word for words in every for word in words if _is_telling(word))
    if len(every) > FEW:
        # what stands in nearly all of them parts nothing
        counts = Counter({word: n for word, n in counts.items() if n * 2 < len(every)})
    for word in known:
        counts.pop(word, None)
    return max(counts, key=lambda word: (counts[word], word), default="")


def _is_telling(word: str, length: int = SHORTEST) -> bool:
    return len(word) >= length and word not in _EMPTY


def _pair(words: Sequence[str]) -> tuple[str, str] | None:
    """Two words next to each other in a title that both say something."""
    pairs = (pair for pair in pairwise(words) if all(_is_telling(one, BESIDE) for one in pair))
    return next((pair for pair in pairs if pair[0] != pair[1]), None)


def _opening(rows: Sequence[Document]) -> str:
    """The three words with which most questions begin."""
    questions = Question.objects.filter(document__in=rows[:50]).values_list("text", flat=True)
    counts = Counter(" ".join(_words(text[:READ])[:3]) for text in questions if text)
    return max(counts, key=lambda words: (counts[words], words), default="")


def _answer(rows: Sequence[Document]) -> str:
    """A word of an answer that its questions have not."""
    for row in [row for row in rows if row.kind == Document.Kind.ANSWER][:10]:
        asked = set(_of(row.questions)) | set(_words(row.title))
        said = [word for word in _of(row.answers) if _is_telling(word) and word not in asked]
        if said:
            return said[0]
    return ""


def _of(parts: Any) -> Iterator[str]:
    parts_of: Iterable[Question | Answer] = parts.all()[:20]
    for part in parts_of:
        yield from _words(part.text[:READ])


def _ministry(rows: Sequence[Document]) -> str:
    """A ministry that was asked, the last time that it has not answered yet."""
    waiting = Document.objects.filter(case_place__case__state=Case.State.OPEN).newest().first()
    asked = waiting or (rows[0] if rows else None)
    row = asked.ministries.first() if asked else None
    return str(row.name) if row else ""


def _surname(member: Any) -> str:
    return str(member.person.last_name if member.person else member.name)
