"""The demo archive: every raw file is read as its source says, in each format."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator

import pytest

from documents.parsing import ParseResult, QuestionSet, RawFile, from_dict, members, parse, to_dict
from samples import build

SAMPLES = build.HERE
FOLDERS = ("text", "pdf", "koop", "kvr", "json")
SOURCES = (*SAMPLES.glob("sources/**/*.json"), *SAMPLES.glob("json/*.json"))
EXPECTED = {path.stem: path for path in SOURCES}


def raw_files() -> Iterator[RawFile]:
    """Every raw file of the demo archive, those of the bundle too."""
    for folder in FOLDERS:
        for path in sorted((SAMPLES / folder).iterdir()):
            yield RawFile(path.name, path.read_bytes())
    bundle = SAMPLES / build.BUNDLE
    for _, member in members(RawFile(bundle.name, bundle.read_bytes())):
        assert isinstance(member, RawFile), member
        yield member


RAW = list(raw_files())
NAMES = [raw.name for raw in RAW]


def expected(raw: RawFile) -> QuestionSet:
    source = EXPECTED[pathlib.PurePath(raw.name).stem]
    return from_dict(json.loads(source.read_text(encoding="utf-8")))


@pytest.mark.parametrize("raw", RAW, ids=NAMES)
def test_a_sample_is_read_as_its_source_says(raw: RawFile) -> None:
    result: ParseResult = parse(raw)
    assert result.set is not None, result.problems
    assert to_dict(result.set) == to_dict(expected(raw))
    assert result.problems == ()


def test_the_raw_files_are_those_that_the_sources_print() -> None:
    stale = [path.name for path, data in build.raw_files() if path.read_bytes() != data]
    assert stale == [], "run `python -m samples.build`"


def test_every_sample_has_one_source_and_says_that_it_is_invented() -> None:
    assert sorted(pathlib.PurePath(name).stem for name in NAMES) == sorted(EXPECTED)
    for raw in RAW:
        assert any("verzonnen" in note.text for note in expected(raw).notes), raw.name


def test_the_archive_is_wide_enough_to_browse() -> None:
    sets = [expected(raw) for raw in RAW]
    years = {found.submitted.year for found in sets if found.submitted}
    assert len(sets) >= 45
    assert {1997, 2007, 2011, 2026} <= years
    assert len({asker.party for found in sets for asker in found.askers}) >= 8
    assert len({asker.name for found in sets for asker in found.askers}) >= 20
    assert len({by.name for found in sets for by in found.answerers if by.name}) >= 12
    assert len({to.portfolio for found in sets for to in found.addressees}) >= 8
    assert {found.kind for found in sets} == {"question", "answer", "postponement"}


def test_every_reference_points_to_a_document_of_the_archive() -> None:
    sets = [expected(raw) for raw in RAW]
    known = {(found.session_year, found.number) for found in sets}
    pointers = [(to.session_year, to.number) for found in sets for to in found.see_also]
    assert len(pointers) >= 5
    assert set(pointers) <= known
