"""Archives are opened safely: each member a raw file, or a problem that stops no other."""

from __future__ import annotations

import io
import pathlib
import tarfile
import zipfile

import pytest

from documents.parsing import Problem, RawFile, members, parse


def zipped(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(mode: str, *files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=f"w{mode}") as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def opened(data: bytes, name: str = "bundel.zip") -> dict[str, bytes | str]:
    """Name -> the bytes of a member, or the code of its problem."""
    return {
        shown: found.code if isinstance(found, Problem) else found.data
        for shown, found in members(RawFile(name, data))
    }


def test_a_file_that_is_no_archive_is_itself() -> None:
    assert opened(b"Vragen", "vragen.txt") == {"vragen.txt": b"Vragen"}


def test_a_zip_gives_its_files_in_order_without_the_furniture_of_macos() -> None:
    data = zipped(
        ("b/twee.txt", b"2"),
        ("b/", b""),
        ("a.txt", b"1"),
        ("__MACOSX/._a.txt", b"x"),
        ("b/.DS_Store", b"x"),
    )
    assert list(opened(data).items()) == [
        ("bundel.zip/b/twee.txt", b"2"),
        ("bundel.zip/a.txt", b"1"),
    ]


def test_a_word_document_is_a_zip_but_no_container() -> None:
    data = zipped(("word/document.xml", b"<w/>"))
    assert opened(data, "brief.docx") == {"brief.docx": data}


@pytest.mark.parametrize("mode", ["", ":gz", ":bz2", ":xz"])
def test_a_tar_on_disk_is_read_as_a_stream(tmp_path: pathlib.Path, mode: str) -> None:
    path = tmp_path / "archief.tar"
    path.write_bytes(tarred(mode, ("x/een.txt", b"1"), ("x/twee.txt", b"2")))
    found = [(name, raw.data) for name, raw in members(path) if isinstance(raw, RawFile)]
    assert found == [("archief.tar/x/een.txt", b"1"), ("archief.tar/x/twee.txt", b"2")]


def test_a_path_may_be_a_plain_file_or_a_zip(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"1")
    (tmp_path / "b.zip").write_bytes(zipped(("c.txt", b"2")))
    names = [name for file in ("a.txt", "b.zip") for name, _ in members(tmp_path / file)]
    assert names == ["a.txt", "b.zip/c.txt"]


@pytest.mark.parametrize("name", ["er-niet.txt", "."])
def test_a_path_that_cannot_be_read_is_a_problem(tmp_path: pathlib.Path, name: str) -> None:
    [(_, problem)] = members(tmp_path / name)
    assert isinstance(problem, Problem)
    assert problem.code == "unreadable"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a/../../b.txt", "..\\b.txt", "C:\\b.txt"]
)
def test_an_archive_that_points_outside_itself_is_refused(name: str) -> None:
    found = opened(zipped(("goed.txt", b"1"), (name, b"2")))
    assert found == {"bundel.zip/goed.txt": b"1", "bundel.zip": "unsafe_archive"}


def test_an_archive_in_an_archive_is_refused_and_the_others_go_on() -> None:
    inner = zipped(("x.txt", b"x"))
    found = opened(zipped(("a.zip", inner), ("b.tar.gz", tarred(":gz")), ("c.txt", b"3")))
    assert found == {
        "bundel.zip/a.zip": "unsafe_archive",
        "bundel.zip/b.tar.gz": "unsafe_archive",
        "bundel.zip/c.txt": b"3",
    }


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    found = opened(zipped(("klein.txt", b"1"), ("bom.txt", bytes(30_000_000))))
    assert found == {"bundel.zip": "unsafe_archive"}


def test_a_tar_bomb_on_disk_is_refused(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "bom.tar.gz"
    path.write_bytes(tarred(":gz", ("bom.txt", bytes(30_000_000))))
    [(_, problem)] = members(path)
    assert isinstance(problem, Problem)
    assert problem.code == "unsafe_archive"


def test_a_lie_about_the_size_does_not_unpack_more() -> None:
    data = bytearray(zipped(("a.txt", b"x" * 100_000)))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    assert opened(bytes(data)) == {"bundel.zip/a.txt": "unreadable"}


def test_a_damaged_member_stops_no_other() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("stuk.txt", b"ooit heel")
        archive.writestr("goed.txt", b"nog heel")
    data = buffer.getvalue().replace(b"ooit", b"nooi")
    assert opened(data) == {"bundel.zip/stuk.txt": "unreadable", "bundel.zip/goed.txt": b"nog heel"}


def test_an_encrypted_member_says_so() -> None:
    data = bytearray(zipped(("geheim.txt", b"...")))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    assert opened(bytes(data)) == {"bundel.zip/geheim.txt": "encrypted"}


@pytest.mark.parametrize("cut", [10, 60, 150])
def test_a_zip_cut_short_is_one_problem(cut: int) -> None:
    data = zipped(("a.txt", b"1" * 50), ("b.txt", b"2" * 50))[:cut]
    assert opened(data) == {"bundel.zip": "unreadable"}


def test_a_tar_cut_short_keeps_what_was_whole(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "half.tar"
    path.write_bytes(tarred("", ("een.txt", b"1"), ("twee.txt", bytes(5000)))[:3000])
    found = [(name, type(raw).__name__) for name, raw in members(path)]
    assert found == [("half.tar/een.txt", "RawFile"), ("half.tar", "Problem")]


def test_an_empty_archive_says_so() -> None:
    assert opened(zipped()) == {"bundel.zip": "empty_archive"}


def test_a_name_is_made_fit_to_show() -> None:
    [(name, _)] = members(RawFile("stiekem\u202etxt.\x07exe", b"Vragen"))
    assert name == "stiekemtxt.exe"


def test_an_archive_given_to_parse_is_told_to_be_one() -> None:
    result = parse(RawFile("bundel.zip", zipped(("a.txt", b"1"))))
    assert result.set is None
    assert [problem.code for problem in result.problems] == ["is_archive"]
