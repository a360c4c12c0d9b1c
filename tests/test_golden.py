"""Golden files are what the code makes, and one command makes them anew."""

from __future__ import annotations

import itertools
import pathlib
import shutil
import subprocess

import pytest

from documents.search import analysis, dutch, stamp
from documents.search.lexicon import stems

from . import golden


@pytest.fixture
def copy(tmp_path: pathlib.Path) -> pathlib.Path:
    """A folder with all golden files as the code makes them."""
    golden.renew(tmp_path)
    return tmp_path


def test_the_golden_files_are_what_the_code_makes() -> None:
    assert list(map(str, golden.changes())) == [], "run `./run golden` and look at the difference"


def test_each_kind_has_files_and_no_file_is_of_two_kinds() -> None:
    names = [[name for name, _ in kind()] for kind in golden.KINDS]
    assert all(names)
    every = list(itertools.chain(*names))
    assert sorted(every) == sorted(set(every))


def test_no_golden_file_is_left_over_from_what_is_no_more() -> None:
    """A sample that was renamed leaves no explanation behind."""
    made = {name for name, _ in golden.explanations()}
    kept = {f"tests/samples/explained/{p.name}" for p in golden.SAMPLES.glob("explained/*")}
    assert kept == made


def test_a_file_that_was_altered_or_is_missing_is_made_anew(copy: pathlib.Path) -> None:
    page, gone = copy / "docs/problems.md", copy / "tests/samples/brief.json"
    as_made = [page.read_bytes(), gone.read_bytes()]
    page.write_text(page.read_text().replace("# Meldingen van de lezer", "# Meldingen\n"))
    gone.unlink()
    told = [str(change) for change in golden.renew(copy)]
    assert sorted(told) == ["docs/problems.md: +1 -2", "tests/samples/brief.json: nieuw"]
    assert [page.read_bytes(), gone.read_bytes()] == as_made
    assert golden.renew(copy) == []


def test_a_difference_that_is_no_text_is_told_by_its_size(copy: pathlib.Path) -> None:
    bundle = copy / golden.build.HERE.name / golden.build.BUNDLE
    size = bundle.stat().st_size
    bundle.write_bytes(bundle.read_bytes() + b"\xff\xfe")
    [change] = golden.renew(copy)
    assert str(change) == f"samples/{golden.build.BUNDLE}: {size + 2} bytes, nu {size}"


def test_another_kind_is_one_function_more(
    copy: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(golden, "KINDS", (*golden.KINDS, lambda: iter([("a/b.txt", b"goud\n")])))
    assert [change.path for change in golden.renew(copy)] == ["a/b.txt"]
    assert (copy / "a/b.txt").read_text() == "goud\n"


def test_one_command_makes_them_anew_in_a_checkout(tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "a checkout"
    for name in ("documents", "kamerarchief", "docs", "samples", "tests"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(golden.ROOT / name, folder / name, ignore=ignored)
    for path in (*golden.ROOT.glob("requirements*.txt"), golden.ROOT / "run"):
        shutil.copy(path, folder)
    (folder / ".venv").symlink_to(golden.ROOT / ".venv")
    sample = folder / "tests/samples/brief.json"
    sample.write_text("{}\n")
    done = subprocess.run([folder / "run", "golden"], capture_output=True, text=True, check=True)
    lines = (golden.SAMPLES / "brief.json").read_text()
    assert done.stdout.splitlines() == [
        f"tests/samples/brief.json: +{len(lines.splitlines())} -1",
        "Veranderd: 1. Bekijk het verschil met git diff.",
    ]
    assert sample.read_text() == lines


def test_other_words_in_the_index_ask_for_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stems, "stem", lambda surface: surface)
    for kept in (dutch.analysed, dutch.pieces, analysis.forms):
        kept.cache_clear()
    with pytest.raises(SystemExit, match="raise the version"):
        list(golden.analysis())
    monkeypatch.setattr(stamp, "VERSION", stamp.VERSION + 1)
    [(name, content)] = golden.analysis()
    assert name == "tests/samples/analysed.json"
    assert content != golden.ANALYSED.read_bytes()
    monkeypatch.undo()
    for kept in (dutch.analysed, dutch.pieces, analysis.forms):
        kept.cache_clear()
