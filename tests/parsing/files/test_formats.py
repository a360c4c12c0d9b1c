"""Files are known by their content, and a refusal says what was found."""

from __future__ import annotations

import io
import zipfile

import pytest

from documents.parsing import Problem, RawFile, parse
from documents.parsing.files.formats import Format, decode, recognise
from documents.parsing.files.limits import MAX_BYTES, MAX_TEXT_BYTES

QUESTIONS = "Vragen van het lid De Wit (XYZ) aan de Minister van Financiën over bruggen.\n"


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "inhoud")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (QUESTIONS.encode(), Format.TEXT),
        (QUESTIONS.encode("cp1252"), Format.TEXT),
        (QUESTIONS.encode("utf-8-sig"), Format.TEXT),
        (QUESTIONS.encode("utf-16"), Format.TEXT),
        (QUESTIONS.encode("utf-16-be"), Format.TEXT),
        (b"<zie noot> " + QUESTIONS.encode(), Format.TEXT),
        (b"MZ is een afkorting.", Format.TEXT),
        (b"%PDF-1.7\n...", Format.PDF),
        (b"\n\n%PDF-1.4\n...", Format.PDF),
        (b'{"kind": "question"}', Format.JSON),
        (b"\xef\xbb\xbf  {}", Format.JSON),
        (b"[]", Format.JSON),
        (b"[1] Een noot vooraf. " + QUESTIONS.encode(), Format.TEXT),
        (b'<?xml version="1.0"?>\n<?stijl x?><!-- y -->\n<kvr type="">', Format.KVR_XML),
        ('<?xml version="1.0" encoding="UTF-16"?><kvr/>'.encode("utf-16"), Format.KVR_XML),
        (b"<officiele-publicatie>", Format.KOOP_XML),
        (b"  <kamervragen xmlns='urn:x'>", Format.KOOP_XML),
        (zipped("word/document.xml"), Format.DOCX),
    ],
)
def test_an_accepted_format_is_known_by_its_content(data: bytes, expected: Format) -> None:
    assert recognise(RawFile("verkeerde-naam.jpg", data)) is expected


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty_file", "leeg"),
        (b" \n\0\n", "empty_file", "leeg"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "unknown_format", "JPEG-afbeelding"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "unknown_format", "PNG-afbeelding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
         "unknown_format", "oud Word-document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "encrypted", "wachtwoord"),
        (zipped("xl/workbook.xml"), "unknown_format", "Excel-werkmap"),
        (zipped("vragen.txt"), "is_archive", "ZIP-archief"),
        (b"PK\x03\x04afgebroken", "unreadable", "ZIP-bestand"),
        (b"\x1f\x8b\x08\0" + bytes(50), "unknown_format", "gzip-bestand"),
        (b"\x7fELF" + bytes(50), "unknown_format", "uitvoerbaar bestand"),
        (b"{\\rtf1 Vragen}", "unknown_format", "RTF-document"),
        (bytes(range(256)) * 40, "unknown_format", "binair bestand"),
        (b"<rss version='2'></rss>", "unknown_format", "<rss>"),
        (b"<!DOCTYPE kvr [<!ENTITY a 'b'>]><kvr/>", "forbidden_xml", "DTD"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_what_it_is(data: bytes, code: str, words: str) -> None:
    problem = recognise(RawFile("vragen.txt", data))
    assert isinstance(problem, Problem)
    assert (problem.code, problem.severity) == (code, "refused")
    assert words in problem.message


def test_a_refusal_tells_what_is_accepted() -> None:
    problem = recognise(RawFile("foto.jpg", b"\xff\xd8\xff\xe0" + bytes(50)))
    assert isinstance(problem, Problem)
    for name in ("tekst", "PDF", "KOOP-XML", "KVR-XML", "JSON", "ZIP"):
        assert name in problem.message


@pytest.mark.parametrize(
    ("data", "limit"),
    [(b"%PDF-1.4" + bytes(MAX_BYTES), "50 MB"), (b"a" * (MAX_TEXT_BYTES + 1), "20 MB")],
)
def test_what_is_too_large_is_refused_with_the_limit(data: bytes, limit: str) -> None:
    problem = recognise(RawFile("groot", data))
    assert isinstance(problem, Problem)
    assert problem.code == "too_large"
    assert limit in problem.message


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_is_read_the_same_in_every_encoding(encoding: str) -> None:
    assert decode(QUESTIONS.encode(encoding)) == QUESTIONS
    text = f"{QUESTIONS}(ingezonden 3 mei 2023)\n\nVraag 1\nKent u de brug over de Één?\n"
    read = parse(RawFile("vragen.txt", text.encode(encoding))).set
    assert read == parse(RawFile("vragen.txt", text.encode())).set
    assert read
    assert read.questions[0].text == "Kent u de brug over de Één?"


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><body>Vragen</body></html>",
        b"<html lang='nl'>",
        b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'http://127.0.0.1/x.dtd'><html/>",
        b"<!-- saved from url=(0014)about:internet -->\n<html>",
        b"\xef\xbb\xbf<p>Vraag 1</p>",
    ],
)
def test_a_page_is_told_by_how_it_begins(data: bytes) -> None:
    assert recognise(RawFile("x", data)) is Format.HTML


def test_a_doctype_of_another_language_is_no_page() -> None:
    found = recognise(RawFile("x", b"<!DOCTYPE htmlx SYSTEM 'x'><kvr/>"))
    assert isinstance(found, Problem)
    assert found.code == "forbidden_xml"
