"""Files that nobody should send: samples damaged by rule, and attacks; the same ones each time.

The names of the sorts tell what they are. None of them may give an error page, a half document or
an answer without a Dutch message.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FORMATS = {"text": "txt", "pdf": "pdf", "koop": "xml", "kvr": "xml", "json": "json", "zip": "zip"}
MEBIBYTE = 1024 * 1024

Made = tuple[str, bytes]


@dataclass(frozen=True)
class Hostile:
    """One file to send, and what is wrong with it."""

    sort: str
    name: str
    data: bytes = field(repr=False)


def hostile_files(count: int, seed: int = 1) -> Iterator[Hostile]:
    """So many files, each sort in turn; the same seed gives the same files."""
    chance = random.Random(seed)
    samples = [path for folder in FORMATS for path in sorted((SAMPLES / folder).iterdir())]
    for i in range(count):
        make = SORTS[i % len(SORTS)]
        name, data = make(chance, chance.choice(samples))
        yield Hostile(make.__name__, name, data)


def truncated(chance: random.Random, sample: Path) -> Made:
    data = sample.read_bytes()
    return sample.name, data[: chance.randrange(len(data))]


def flipped_bytes(chance: random.Random, sample: Path) -> Made:
    data = bytearray(sample.read_bytes())
    for _ in range(chance.choice([1, 10, 200])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return sample.name, bytes(data)


def spliced(chance: random.Random, sample: Path) -> Made:
    """A piece of the file in the middle of itself."""
    data = sample.read_bytes()
    start, end, at = sorted(chance.randrange(len(data)) for _ in range(3))
    return sample.name, data[:at] + data[start:end] + data[at:]


def wrong_type(chance: random.Random, sample: Path) -> Made:
    """A file that is not what its name says, or that nobody can read."""
    starts = [
        b"\x89PNG\r\n\x1a\n",
        b"MZ\x90",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"RIFF",
        b"%!PS",
    ]
    starts += [
        b"<!doctype html><html>",
        b"\x1f\x8b\x08",
        b"SQLite format 3\0",
        b"{\\rtf1 ",
        b"%PDF-1.7",
    ]
    data = chance.choice([*starts, b""]) + sample.read_bytes()[: chance.choice([50, 5000])]
    return f"{sample.stem}.{chance.choice(list(FORMATS.values()))}", data


def renamed(chance: random.Random, sample: Path) -> Made:
    """A sound file with another ending: its content tells what it is."""
    return f"{sample.stem}.{chance.choice(['txt', 'xml', 'pdf', 'exe', ''])}", sample.read_bytes()


def random_bytes(chance: random.Random, sample: Path) -> Made:
    size = chance.choice([1, 100, 100_000])
    return f"ruis.{sample.suffix}", chance.randbytes(size)


def strange_name(chance: random.Random, sample: Path) -> Made:
    """Names with letters from anywhere, marks that turn the line round, markup, or no end."""
    letters = ["é", "Ж", "漢", "🚢", "\u202e", "\u0301", "\t", "<b>", '"', "%00", "..", "&", "\x7f"]
    name = "".join(chance.choice(letters) for _ in range(chance.choice([1, 5, 100])))
    return name + sample.suffix, sample.read_bytes()


def xml_bomb(chance: random.Random, sample: Path) -> Made:
    root = chance.choice(["kvr", "officiele-publicatie", "kamervragen"])
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "ha">{entities}]>'
    return "bom.xml", f"{text}<{root}><Inhoud>&e9;</Inhoud></{root}>".encode()


def xxe(chance: random.Random, sample: Path) -> Made:
    """XML that asks for a file of the server, or for an address."""
    what = chance.choice(["file:///etc/passwd", "http://127.0.0.1:1/", "php://filter"])
    root = chance.choice(["kvr", "officiele-publicatie", "<", "kamervragen"])
    text = f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "{what}">]><{root}><Inhoud>&x;</Inhoud></{root}>'
    return "xxe.xml", text.encode(chance.choice(["utf-8", "utf-16"]))


def deep_xml(chance: random.Random, sample: Path) -> Made:
    depth = chance.choice([300, 100_000])
    root = chance.choice(["kvr", "officiele-publicatie"])
    return "diep.xml", f"<{root}>{'<a>' * depth}{'</a>' * depth}</{root}>".encode()


def zip_bomb(chance: random.Random, sample: Path) -> Made:
    """Much from little: by one member, by many, in a Word document, or zips in zips."""
    size = 30 * MEBIBYTE
    members = chance.choice(
        [
            {"a.txt": b"a" * size},
            {f"{i}.txt": b"a" * MEBIBYTE for i in range(60)},
            {"word/document.xml": b"<a>" + b" " * size + b"</a>"},
            {"in.zip": zipped({"in.zip": zipped({"a.txt": b"a" * MEBIBYTE})})},
            {f"{i}.txt": b"" for i in range(1500)},
        ]
    )
    return "bom.zip", zipped(members)


def lying_zip(chance: random.Random, sample: Path) -> Made:
    """A ZIP whose headers tell other sizes than its members have."""
    data = bytearray(zipped({"a.txt": sample.read_bytes(), "b.txt": b"Vraag 1"}))
    at = data.find(b"PK\x01\x02", chance.choice([0, data.find(b"PK\x01\x02") + 1]))
    for place in range(at + 16, at + 28):
        data[place] = chance.randrange(256)
    return "leugen.zip", bytes(data)


def zip_slip(chance: random.Random, sample: Path) -> Made:
    paths = [
        "../../etc/cron.d/x",
        "/etc/passwd",
        "..\\..\\x.txt",
        "C:\\x.txt",
        "a/../../x",
        "\0x",
        "",
    ]
    return "uit.zip", zipped({chance.choice(paths): sample.read_bytes(), "b.txt": b"Vraag 1"})


def one_letter(chance: random.Random, sample: Path) -> Made:
    size = chance.choice([MEBIBYTE, 20 * MEBIBYTE, 50 * MEBIBYTE, 50 * MEBIBYTE + 1])
    return "letter.txt", chance.choice([b"a", b"1", b" ", b"\n", b"<", b"["]) * size


def repeated_lines(chance: random.Random, sample: Path) -> Made:
    """Lines that a parser of questions likes, far too often."""
    lines = [
        "Vraag 1",
        "Antwoord 1, 2 en 3",
        "1",
        "1.",
        "- ",
        "Vragen van de leden A (X) en ",
        "?1 ",
    ]
    lines += [
        "(ingezonden 3 mei 2022)",
        "\f",
        "Vraag " + "9" * 300,
        "minister van Zaken (Zaken)",
        "a-\n",
    ]
    chosen = chance.sample(lines, 3)
    return "herhaling.txt", ("\n".join(chosen * 20_000)).encode()


def odd_json(chance: random.Random, sample: Path) -> Made:
    """JSON of the right shape with values that fit nowhere, and JSON of the wrong shape."""
    values = [None, -1, 10**30, 1e308, "\0", "\ud800", "x" * 5000, [], {}, [[]], True, "2022-02-30"]
    found = json.loads(chance.choice(sorted((SAMPLES / "json").glob("*.json"))).read_bytes())
    found[chance.choice(list(found))] = chance.choice(values)
    for rows in found.values():
        if isinstance(rows, list) and rows and isinstance(rows[0], dict) and chance.random() < 0.3:
            rows[0][chance.choice(list(rows[0]))] = chance.choice(values)
    return "vreemd.json", json.dumps(found).encode()


def deep_json(chance: random.Random, sample: Path) -> Made:
    depth = chance.choice([900, 100_000])
    return "diep.json", b'{"a":' * depth + b"1" + b"}" * depth


def other_encoding(chance: random.Random, sample: Path) -> Made:
    text = sample.read_bytes().decode("utf-8", "replace")
    code = chance.choice(["utf-16", "utf-16-be", "utf-32", "utf-7", "cp1252", "utf-8-sig"])
    return sample.name, text.encode(code, "replace")


def controls(chance: random.Random, sample: Path) -> Made:
    """Text with characters in it that fit in no database or page."""
    text = sample.read_bytes().decode("utf-8", "replace")
    odd = ["\0", "\x0b", "\x1b[2J", "\ufffe", "\u202e", "\x85", "<script>alert(1)</script>"]
    for _ in range(5):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(odd) + text[at:]
    return sample.name, text.encode()


def nothing(chance: random.Random, sample: Path) -> Made:
    return "niets.txt", chance.choice([b"", b" ", b"\n" * 1000, b"\0" * 1000, b"\xef\xbb\xbf"])


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP with these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name or "leeg"), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


SORTS: list[Callable[[random.Random, Path], Made]] = [
    truncated,
    wrong_type,
    xml_bomb,
    xxe,
    zip_bomb,
    zip_slip,
    flipped_bytes,
    spliced,
    renamed,
    random_bytes,
    strange_name,
    deep_xml,
    lying_zip,
    one_letter,
    repeated_lines,
    odd_json,
    deep_json,
    other_encoding,
    controls,
    nothing,
]
