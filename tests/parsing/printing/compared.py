"""What of a set remains in a manner of print, so that what was read can be held against it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from documents.parsing import QuestionSet, to_dict


@dataclass(frozen=True)
class Loss:
    """What a manner loses by nature: fields that it does not print, and what of texts is left.

    `texts`: 'exact' where blocks stay blocks; 'words' where only words and marks remain; 'letters'
    where spaces and hyphens at the ends of lines are gone too.
    """

    fields: tuple[str, ...] = ()
    texts: str = "exact"


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _letters(text: str) -> str:
    return re.sub(r"[\s–-]+", "", text)


TEXTS: dict[str, Callable[[str], str]] = {"exact": str, "words": _words, "letters": _letters}


def remains(found: QuestionSet, loss: Loss) -> dict[str, Any]:
    """The fields that a manner prints, their texts as it leaves them."""
    left = {key: value for key, value in to_dict(found).items() if key not in loss.fields}
    kept = TEXTS[loss.texts]
    for field in ("questions", "answers", "notes", "footnotes"):
        for row in left.get(field, []):
            row["text"] = kept(row["text"])
    if "title" in left:
        left["title"] = kept(left["title"])
    for field in ("askers", "addressees", "answerers"):
        for row in left.get(field, []):
            row |= {key: kept(row[key]) for key in row if isinstance(row[key], str)}
    return left
