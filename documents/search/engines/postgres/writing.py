"""Writes documents into the tables of a generation: some that changed, or all of them at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import Any

import django
import numpy as np
from django.db.backends.utils import CursorWrapper

from documents.processes import in_order

from ...contents import Contents
from .rows import Rows, rows_of
from .tables import writing


def change(number: int, contents: Iterable[Contents], gone: Iterable[int]) -> None:
    """Changes documents of the generation that is searched, as one new version of it."""
    with writing(number) as cursor:
        cursor.execute("SELECT version + 1 FROM search_index WHERE number = %s", [number])
        [(version,)] = cursor.fetchall()
        _replace(cursor, version, contents, gone)
        cursor.execute("UPDATE search_index SET version = %s", [version])


def replace(number: int, contents: Iterable[Contents], gone: Iterable[int]) -> None:
    """Changes documents of a generation that is not searched yet."""
    with writing(number) as cursor:
        _replace(cursor, 0, contents, gone)


def _replace(
    cursor: CursorWrapper, version: int, contents: Iterable[Contents], gone: Iterable[int]
) -> None:
    """Puts these documents in or replaces them, and takes out those that are gone."""
    every = [rows_of(document) for document in contents]
    counts = _taken_out(cursor, sorted({*(rows.pk for rows in every), *gone}), version)
    known = _known(cursor, {word for rows in every for word in rows.words})
    for rows in every:
        _put_in(cursor, rows, known, version)
        counts.update(known[word] for word in rows.words)
    _count(cursor, counts)


def _taken_out(cursor: CursorWrapper, pks: list[int], version: int) -> Counter[int]:
    """Takes these documents out; gives the change of the number of documents of each word."""
    counts: Counter[int] = Counter()
    cursor.execute("DELETE FROM search_lexemes WHERE pk = ANY(%s)", [pks])
    cursor.execute("DELETE FROM search_places WHERE pk = ANY(%s) RETURNING codes, wholes", [pks])
    for codes, wholes in cursor.fetchall():
        counts.subtract(_words_in(codes, wholes))
    cursor.execute(
        "UPDATE search_documents SET gone = true, version = %s WHERE pk = ANY(%s) AND NOT gone",
        [version, pks],
    )
    return counts


def purge(number: int, pks: Set[int]) -> None:
    """Leaves nothing of these documents where they are gone, and no words without documents.

    A word keeps its number, which searchers may know, but is no word any more.
    """
    with writing(number) as cursor:
        cursor.execute(
            "UPDATE search_documents SET facets = '{}', digest = '' WHERE gone AND pk = ANY(%s)",
            [sorted(pks)],
        )
        cursor.execute(
            "UPDATE search_words SET word = ' ' || id WHERE documents = 0 AND word NOT LIKE ' %%'"
        )


def _words_in(codes: bytes, wholes: bytes) -> list[int]:
    """The different words of a document."""
    numbers = np.frombuffer(codes, "<i4")
    compounds = np.frombuffer(wholes, "<i4").reshape(-1, 2)[:, 1]
    words: list[int] = np.union1d(numbers[numbers >= 0], compounds).tolist()
    return words


def _known(cursor: CursorWrapper, words: set[str]) -> dict[str, int]:
    """The number of each word; gives one to new words."""
    cursor.execute("SELECT word, id FROM search_words WHERE word = ANY(%s)", [sorted(words)])
    known = dict(cursor.fetchall())
    cursor.execute(
        "INSERT INTO search_words (id, word, documents)"
        " SELECT row_number() OVER () + (SELECT coalesce(max(id), -1) FROM search_words), word, 0"
        " FROM unnest(%s::text[]) AS word RETURNING word, id",
        [sorted(words - known.keys())],
    )
    return known | dict(cursor.fetchall())


def _put_in(cursor: CursorWrapper, rows: Rows, known: dict[str, int], version: int) -> None:
    cursor.execute("DELETE FROM search_documents WHERE pk = %s", [rows.pk])
    cursor.execute(
        "INSERT INTO search_documents"
        " (pk, version, date, submitted, days, kind, matter, length, facets, digest)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [rows.pk, version, *rows.document],
    )
    cursor.execute(
        "INSERT INTO search_lexemes (pk, lexemes)"
        " SELECT %s, text::tsvector FROM unnest(%s::text[]) AS text",
        [rows.pk, rows.lexemes],
    )
    cursor.execute(
        "INSERT INTO search_places (pk, codes, wholes) VALUES (%s, %s, %s)",
        [rows.pk, *_numbered(rows, known)],
    )


def _count(cursor: CursorWrapper, counts: Counter[int]) -> None:
    """Adds to the number of documents of each word."""
    changed = sorted((word, by) for word, by in counts.items() if by)
    cursor.execute(
        "UPDATE search_words SET documents = documents + change.by"
        " FROM unnest(%s::int[], %s::int[]) AS change (word, by) WHERE id = change.word",
        [[word for word, _ in changed], [by for _, by in changed]],
    )


def _numbered(rows: Rows, known: dict[str, int]) -> tuple[bytes, bytes]:
    """Codes and compounds with the numbers that the words have in the table."""
    numbers = np.array([known[word] for word in rows.words], np.int32)
    codes, wholes = rows.codes.copy(), rows.wholes.copy()
    words = codes >= 0
    codes[words] = numbers[codes[words]]
    wholes[:, 1] = numbers[wholes[:, 1]]
    return codes.astype("<i4").tobytes(), wholes.astype("<i4").tobytes()


def fill(number: int, batches: Iterator[list[Contents]]) -> None:
    """Fills the empty tables of a generation, in one transaction."""
    known: dict[str, int] = {}
    counts: Counter[int] = Counter()
    with writing(number) as cursor:
        for batch in in_order(_rows, batches, begin=django.setup, ahead=2):
            for rows in batch:
                numbers = [known.setdefault(word, len(known)) for word in rows.words]
                counts.update(numbers)
            _copy_documents(cursor, batch, known)
        words = ((number, word, counts[number]) for word, number in known.items())
        _copy(cursor, "search_words (id, word, documents)", words)


def _copy_documents(cursor: CursorWrapper, batch: list[Rows], known: dict[str, int]) -> None:
    _copy(
        cursor,
        "search_documents"
        " (pk, version, date, submitted, days, kind, matter, length, facets, digest)",
        ((rows.pk, 0, *rows.document) for rows in batch),
    )
    lexemes = ((rows.pk, text) for rows in batch for text in rows.lexemes)
    _copy(cursor, "search_lexemes (pk, lexemes)", lexemes)
    places = ((rows.pk, *_numbered(rows, known)) for rows in batch)
    _copy(cursor, "search_places (pk, codes, wholes)", places)


def _copy(cursor: CursorWrapper, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with cursor.copy(f"COPY {columns} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _rows(batch: list[Contents]) -> list[Rows]:
    return list(map(rows_of, batch))
