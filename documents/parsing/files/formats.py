"""The format of a file, by its content: never by its name alone."""

from __future__ import annotations

import codecs
import enum
import io
import re
import zipfile

from ..problems import Problem
from ..questionset import RawFile
from .limits import MAX_BYTES, MAX_MEMBERS, MAX_TEXT_BYTES, human_size

_HEAD = 8192


class Format(enum.StrEnum):
    """An accepted format; the value is how the archive names it."""

    TEXT = "text"
    PDF = "pdf"
    KOOP_XML = "koop_xml"
    KVR_XML = "kvr_xml"
    JSON = "json"
    DOCX = "docx"
    HTML = "html"
    ODT = "odt"


#: What each format is called on a page.
FORMAT_NAMES: dict[str, str] = {
    Format.TEXT: "tekst",
    Format.PDF: "PDF",
    Format.DOCX: "Word",
    Format.ODT: "OpenDocument",
    Format.HTML: "HTML",
    Format.KOOP_XML: "KOOP-XML",
    Format.KVR_XML: "KVR-XML",
    Format.JSON: "JSON",
}

#: How a file begins -> what it is, in Dutch. For what is refused by name.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "een JPEG-afbeelding"),
    (b"\x89PNG\r\n", "een PNG-afbeelding"),
    (b"GIF87a", "een GIF-afbeelding"),
    (b"GIF89a", "een GIF-afbeelding"),
    (b"II*\0", "een TIFF-afbeelding"),
    (b"MM\0*", "een TIFF-afbeelding"),
    (b"\x1f\x8b", "een gzip-bestand"),
    (b"\xfd7zXZ\0", "een xz-bestand"),
    (b"BZh", "een bzip2-bestand"),
    (b"7z\xbc\xaf", "een 7-Zip-archief"),
    (b"Rar!\x1a", "een RAR-archief"),
    (b"\x28\xb5\x2f\xfd", "een zstandard-bestand"),
    (b"\x7fELF", "een uitvoerbaar bestand"),
    (b"MZ", "een uitvoerbaar bestand"),
    (b"SQLite format 3\0", "een SQLite-database"),
    (b"{\\rtf", "een RTF-document"),
    (b"%!PS", "een PostScript-document"),
    (b"RIFF", "een geluids-, beeld- of videobestand"),
    (b"ID3", "een geluidsbestand"),
    (b"OggS", "een geluids- of videobestand"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A file inside a ZIP that tells what the ZIP is.
_ZIP_SIGNS = {
    "xl/workbook.xml": "een Excel-werkmap",
    "ppt/presentation.xml": "een PowerPoint-presentatie",
    "META-INF/container.xml": "een e-boek (EPUB)",
    "META-INF/manifest.xml": "een OpenDocument-bestand dat geen tekst is",
    "META-INF/MANIFEST.MF": "een Java-archief",
}
_ODT = b"application/vnd.oasis.opendocument.text"
_ROOTS = {
    "kvr": Format.KVR_XML,
    "officiele-publicatie": Format.KOOP_XML,
    "kamervragen": Format.KOOP_XML,
    "vraagdoc": Format.KOOP_XML,
}
#: root elements of what is said beside a publication, and is none itself
METADATA_ROOTS = {
    *("metadata_gegevens", "owms-metadata"),
    *("searchRetrieveResponse", "record", "recordData", "gzd", "originalData", "meta"),
    "feed",
}
_HTML_ROOTS = {
    *(
        "html",
        "head",
        "body",
        "div",
        "p",
        "table",
        "main",
        "article",
        "section",
        "span",
        "ul",
        "ol",
    ),
    *("h1", "h2", "h3", "title", "center", "font", "pre"),
}
_HTML_START = re.compile(r"<!doctype\s+html\b|<html\b")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)(?=\s*/?>|\s+[\w:.-]+\s*=)")
_JSON_START = re.compile(r"\{\s*[\"}]|\[\s*[\[{\"\]]")


def recognise(raw: RawFile) -> Format | Problem:
    """The format of a raw file, or the problem that tells what it is instead."""
    data = raw.data
    if not data.strip(b" \t\r\n\f\0"):
        return Problem.of("empty_file")
    if len(data) > MAX_BYTES:
        return _too_large(len(data), MAX_BYTES)
    binary = _recognise_binary(data)
    if binary is not None:
        return binary
    if encoding(data) is None:
        return _refused("een binair bestand")
    if len(data) > MAX_TEXT_BYTES:
        return _too_large(len(data), MAX_TEXT_BYTES)
    return _recognise_text(decode(data[:_HEAD]).lstrip("\ufeff \t\r\n\f\0"))


def encoding(data: bytes) -> str | None:
    """The encoding of a text: that of its byte order mark, UTF-16, UTF-8 or cp1252; None if binary.

    Windows' cp1252 is what old Dutch files are in; it is taken where UTF-8 does not fit.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    name = _utf16_without_mark(data) or ("utf-8" if _is_utf8(data) else "cp1252")
    return name if _is_readable(data[: 8 * _HEAD], name) else None


def _is_readable(sample: bytes, encoding: str) -> bool:
    """Whether hardly any character is a control, as in a text."""
    if len(sample.translate(None, _CONTROLS)) == len(sample):  # most texts have none at all
        return True
    text = sample.decode(encoding, "replace")
    return sum(map(text.count, map(chr, _CONTROLS))) <= len(text) // 100


def decode(data: bytes) -> str:
    """The text of the bytes in the encoding found, without byte order mark. Never raises."""
    return data.decode(encoding(data) or "cp1252", "replace").removeprefix("\ufeff")


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP does (also an empty one)."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def is_tar(data: bytes) -> bool:
    """Whether the bytes begin as a POSIX or GNU tar does."""
    return data[257:262] == b"ustar"


def recognise_zip(data: bytes) -> Format | Problem | None:
    """What a ZIP is by its members: DOCX, ODT, a problem, or None for a container of files."""
    if data.count(b"PK\x01\x02") > MAX_MEMBERS:
        return Problem.of("unsafe_archive", detail=f"meer dan {MAX_MEMBERS} bestanden")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            told = _told_type(archive) if "mimetype" in names else b""
    except Exception:  # zipfile raises many kinds for damaged bytes
        return Problem.of("unreadable", detail="het ZIP-bestand kan niet worden geopend")
    if "word/document.xml" in names:
        return Format.DOCX
    if "content.xml" in names and told.startswith(_ODT):
        return Format.ODT
    found = next((what for sign, what in _ZIP_SIGNS.items() if sign in names), None)
    return _refused(found) if found else None


def _told_type(archive: zipfile.ZipFile) -> bytes:
    """The beginning of the member that tells the type of an OpenDocument."""
    with archive.open("mimetype") as told:
        return told.read(len(_ODT))


def _refused(found: str) -> Problem:
    return Problem.of("unknown_format", found=found)


def _too_large(size: int, limit: int) -> Problem:
    return Problem.of("too_large", size=human_size(size), limit=human_size(limit))


def _recognise_binary(data: bytes) -> Format | Problem | None:
    """The format, or a refusal, of what has a signature; None for anything else."""
    if is_zip(data):
        return recognise_zip(data) or Problem.of("is_archive")
    if _is_pdf(data):
        return Format.PDF
    if data.startswith(_OLE):
        return _recognise_ole(data)
    if is_tar(data):
        return _refused("een tar-archief")
    if data[4:8] == b"ftyp":
        return _refused("een video- of beeldbestand")
    found = next((what for start, what in _SIGNATURES if _begins(data, start)), None)
    return _refused(found) if found else None


def _begins(data: bytes, start: bytes) -> bool:
    """Whether data has this signature; one of letters only is none where a text follows."""
    return data.startswith(start) and not (start.isalnum() and b"\0" not in data[:1024])


def _is_pdf(data: bytes) -> bool:
    """PDF readers allow some bytes before the header; text that quotes it is no PDF."""
    head = data[:1024]
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-") or (
        b"%PDF-" in head and b"%%EOF" in data[-2048:]
    )


def _recognise_ole(data: bytes) -> Problem:
    """Microsoft's compound file: its streams have names in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Problem.of("encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        return _refused("een oud Word-document (.doc)")
    if "Workbook".encode("utf-16-le") in data:
        return _refused("een oude Excel-werkmap (.xls)")
    return _refused("een oud Office-bestand")


def _recognise_text(head: str) -> Format | Problem:
    if _JSON_START.match(head):
        return Format.JSON
    return _recognise_xml(head) if head.startswith("<") else Format.TEXT


def _recognise_xml(head: str) -> Format | Problem:
    """By the root element; a text that merely begins with '<' is text."""
    lowered = head.lower()
    if _is_html(lowered):
        return Format.HTML
    root = root_name(head)
    if root is None and "<!doctype" in lowered:
        return Problem.of("forbidden_xml")
    if root is None:
        broken = Problem.of("unreadable", detail="de XML heeft geen beginelement")
        return broken if lowered.startswith("<?xml") else Format.TEXT
    if root.lower() in _HTML_ROOTS:
        return Format.HTML
    if root in _ROOTS:
        return _ROOTS[root]
    if root in METADATA_ROOTS:
        return Problem.of("metadata_alone")
    return _refused(f"XML met als beginelement <{root[:40]}>")


def _is_html(lowered: str) -> bool:
    """Whether a text begins as a page does, past a declaration, instructions and comments."""
    at = _past_prolog(lowered)
    return at is not None and bool(_HTML_START.match(lowered, at))


def _past_prolog(head: str) -> int | None:
    """Where a declaration, instructions and comments end; None where one does not."""
    at = 0
    while head.startswith(("<?", "<!--"), at):
        end = "?>" if head[at + 1] == "?" else "-->"
        found = head.find(end, at)
        if found < 0:
            return None
        at = found + len(end)
        at += len(head[at:]) - len(head[at:].lstrip())
    return at


def root_name(head: str) -> str | None:
    """The local name of the first element, past declaration, instructions and comments."""
    at = _past_prolog(head)
    match = None if at is None else _ELEMENT.match(head, at)
    return match.group(1) if match else None


def _is_utf8(data: bytes) -> bool:
    """Whether it is UTF-8, allowing for a letter cut in half at the end of a sample."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_mark(data: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL for every other byte."""
    head = data[:1024]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None
