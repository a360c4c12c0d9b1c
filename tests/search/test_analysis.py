"""The lists of a segment are those of its documents, each analysed plainly and alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from documents.search.analysis import forms
from documents.search.contents import Contents
from documents.search.engines.shared.columns import List
from documents.search.engines.shared.postings import (
    Gathered,
    Stem,
    Word,
    read_bearing,
    read_columns,
    read_stem,
    read_word,
    shortened,
)
from documents.search.facets import keys
from documents.search.zones import Zone
from tests.analysed import DOCUMENT
from tests.plain import analyse

FACETS = {key: DOCUMENT.facets.get(key, ()) for key in keys()}
DOCUMENTS = [
    replace(DOCUMENT, facets=FACETS),
    replace(DOCUMENT, facets=FACETS, texts=()),
    replace(DOCUMENT, facets=FACETS, texts=((Zone.ANSWER, "..."), (Zone.CODE, "– –"))),
    replace(
        DOCUMENT,
        facets=FACETS,
        texts=(
            (Zone.TITLE, "wet- en regelgeving over de algemene maatregel van bestuur (AMvB)"),
            (Zone.QUESTION, "De A.O.W. kost 2,5% of € 1.000,50; de AMvB ook. " + "dijk " * 300),
            (Zone.QUESTION, "boven-, onder- en zijkant van de veerpont bij I&W en D66"),
            (Zone.FOOTNOTE, "dijken " + "een woord dat ver weg staat " * 14_000 + "dijkgraaf"),
        ),
    ),
]


class Lists:
    """The lists that were gathered, to be read."""

    def __init__(self, documents: list[Contents]) -> None:
        gathered = Gathered()
        for document in documents:
            gathered.add(document)
        self.fields = {name: dict(lists) for name, lists in gathered.fields()}

    def read(self, field: str, term: str) -> tuple[int, bytes]:
        return self.fields[field].get(term, List(0, b""))


def test_words_stems_and_parts_are_those_of_each_document() -> None:
    lists = Lists(DOCUMENTS)
    plain = [analyse(document) for document in DOCUMENTS]
    words = {word for analysis in plain for word in analysis.places}
    assert set(lists.fields["words"]) == words
    for word in words:
        expected = {n: found.places[word] for n, found in enumerate(plain) if word in found.places}
        assert _places(read_word(lists, word)) == expected, word
    for field in ("stems", "parts"):
        names = {name for analysis in plain for name in getattr(analysis, field)}
        assert set(lists.fields[field]) <= names
        assert field == "stems" or set(lists.fields[field]) == names
        for name in lists.fields[field]:
            held = [(n, getattr(found, field).get(name)) for n, found in enumerate(plain)]
            expected = {n: weighting for n, weighting in held if weighting}
            assert _same(read_stem(lists, field, name), expected), name


def test_a_list_tells_which_words_bear_its_stem() -> None:
    lists = Lists(DOCUMENTS)
    bearing = {
        "stems": {word: [forms(word)[0]] for word in lists.fields["words"]},
        "parts": {word: forms(word)[1] for word in lists.fields["words"]},
    }
    for field, stems in bearing.items():
        for stem in lists.fields[field]:
            expected = {word for word, own in stems.items() if stem in own}
            assert set(read_bearing(lists, field, stem) or ()) == expected, stem


def test_a_list_of_before_does_not_tell_which_words_bear_its_stem() -> None:
    lists = Lists(DOCUMENTS)
    stem, (documents, data) = next(iter(lists.fields["stems"].items()))
    lists.fields["stems"][stem] = List(documents, data[: 5 * documents])
    assert read_bearing(lists, "stems", stem) is None
    assert read_bearing(lists, "stems", "komtnietvoor") == []


def _places(word: Word) -> dict[int, list[int]]:
    ends = np.cumsum(word.counts, dtype=np.int64)
    return {
        document: word.places[end - count : end].tolist()
        for document, count, end in zip(word.ids.tolist(), word.counts, ends, strict=True)
    }


def _same(stem: Stem, expected: dict[int, tuple[float, int]]) -> bool:
    """Whether a stem has these documents, weights (as one byte tells them) and zones."""
    weights = np.array([weight for weight, _ in expected.values()])
    zones = [zone for _, zone in expected.values()]
    told = shortened(stem.weights).tolist() == shortened(weights).tolist()
    return told and stem.ids.tolist() == list(expected) and stem.zones.tolist() == zones


def test_each_document_lies_as_it_does_alone() -> None:
    columns = read_columns(Lists(DOCUMENTS), len(DOCUMENTS))
    plain = [analyse(document) for document in DOCUMENTS]
    assert columns.plain["length"].tolist() == [analysis.length for analysis in plain]
    assert columns.bounds.tolist() == [analysis.bounds() for analysis in plain]


def test_a_segment_without_documents_has_no_words() -> None:
    fields = Lists([]).fields
    assert not fields["words"]
    assert not fields["stems"]
    assert not fields["parts"]
