"""Whatever bytes come in: never an exception, always a Dutch message, never much memory."""

from __future__ import annotations

import io
import json
import random
import tracemalloc
import zipfile
from collections.abc import Callable

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from documents.parsing import ParseResult, Problem, RawFile, members, parse
from documents.parsing.files import limits

from .outcomes import READ, outcome
from .readers import opendocument

TEXT = """Vragen van het lid Van Veen (XYZ) aan de Minister van Financiën over het veer van
Zandhuizen (ingezonden 5 januari 2021).

Vraag 1
Vaart het veer?1

Vraag 2
Waarom niet?

1 Veerkrant, 3 januari 2021
""".encode()
KOOP = b"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata><meta name="DC.identifier" content="ah-tk-20202021-7"/></metadata>
<kamervragen><kamervraagomschrijving type="vraag">Vragen van het lid Van Veen (XYZ) aan de Minister
van Defensie over het veer</kamervraagomschrijving>
<vraag><nr>Vraag 1</nr><al>Vaart het?<noot><noot.nr>1</noot.nr><noot.al>Krant</noot.al></noot></al>
<lijst><li><al>een</al></li></lijst></vraag><antwoord><nr>Antwoord 1</nr><al>Ja.</al></antwoord>
</kamervragen></officiele-publicatie>"""
KVR = b"""<?xml version="1.0" encoding="UTF-8"?>
<kvr><meta><metadata><item attribuut="Bibliografische_omschrijving">Vragen van het lid Van Veen
(XYZ) over het veer. (Ingezonden 5 januari 2001); Antwoord</item>
<item attribuut="Vindplaats">Kamervragen met antwoord 2000-2001, nr. 7, Tweede Kamer</item>
</metadata></meta><vragen><vraag nummer="1">Vaart het?<voetnoot nummer="1"/></vraag>
<noten><noot nummer="1">Krant</noot></noten></vragen><antwoorden><antwoord nummer="1">Ja.</antwoord>
</antwoorden></kvr>"""
HTML = b"""<!DOCTYPE html><html><head><meta name="DC.identifier" content="ah-tk-20202021-7"/></head>
<body><h1 class="kamervraagomschrijving_kop">Vragen van het lid Van Veen (XYZ) aan de Minister van
Defensie over het veer (ingezonden 5 januari 2021).</h1><div class="vraag"><h2>Vraag 1</h2><p>Vaart
het?<a href="#n1">1</a></p><table><tr><td colspan="2">a</td></tr></table></div><div class="antwoord">
<h2>Antwoord 1</h2><p>Ja.</p><ul><li>een</li></ul></div><div class="noot"><sup id="n1">1</sup> Krant
</div></body></html>"""
PAGE = b"<html><body><p>" + TEXT.replace(b"\n\n", b"</p><p>") + b"</p></body></html>"
OPEN = b"<!DOCTYPE html><html><body><p>Vragen van het lid Van Veen (XYZ) over het veer</p>"
SET = {
    "kind": "question",
    "title": "het veer",
    "askers": [{"name": "Van Veen", "party": None}],
    "questions": [{"number": 1, "text": "Vaart het veer?"}],
    "answers": [],
}
JSON = json.dumps(SET).encode()


def zipped(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


WHOLE = {
    "tekst.txt": TEXT,
    "koop.xml": KOOP,
    "kvr.xml": KVR,
    "pagina.html": HTML,
    "los.html": PAGE,
    "brief.odt": opendocument.document(
        "Vragen van het lid Van Veen (XYZ)", "Vraag 1", "Vaart het?"
    ),
    "set.json": JSON,
    "bundel.zip": zipped(("a.txt", TEXT), ("b/c.xml", KVR)),
}


def outcomes(name: str, data: bytes) -> list[ParseResult]:
    """What becomes of an upload: a result for the file, or for each member of an archive."""
    return [
        ParseResult(None, (found,)) if isinstance(found, Problem) else parse(found)
        for _, found in members(RawFile(name, data))
    ]


def check(name: str, data: bytes) -> None:
    """There is an outcome; it is a set that can be kept, or a refusal with a reason in Dutch."""
    results = outcomes(name, data)
    assert results
    for result in results:
        outcome(result)


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def shuffled(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def swollen(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    piece = data[at : at + chance.randrange(1, 200)]
    return data[:at] + piece * chance.randrange(2, 200) + data[at:]


def spliced(data: bytes, chance: random.Random) -> bytes:
    other = chance.choice(list(WHOLE.values()))
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def recoded(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(["utf-16", "utf-16-le", "utf-32", "cp1252"]), "replace")


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_the_whole_files_are_accepted(name: str) -> None:
    results = outcomes(name, WHOLE[name])
    assert [outcome(result) for result in results] == [READ] * len(results)
    for result in results:
        assert result.set.questions[0].text.startswith("Vaart het")


@pytest.mark.parametrize("name", sorted(WHOLE))
@pytest.mark.parametrize("damage", [truncated, flipped, shuffled, swollen, spliced, recoded])
def test_damaged_files_are_read_or_refused(
    name: str, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    chance = random.Random(f"{name} {damage.__name__}")
    for _ in range(25):
        check(name, damage(WHOLE[name], chance))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("root", ["kvr", "officiele-publicatie"])
@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE {root} [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE {root} SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE {root} [<!ENTITY % p SYSTEM "http://127.0.0.1/p"> %p;]>',
        '<!-- x --><!DOCTYPE {root}>',
    ],
)  # fmt: skip
def test_a_dtd_is_refused_in_every_encoding(encoding: str, root: str, dtd: str) -> None:
    declared = "UTF-8" if encoding.startswith("utf-8") else encoding[:6].upper()
    text = f"<?xml version='1.0' encoding='{declared}'?>{dtd.format(root=root)}<{root}>&x;</{root}>"
    [result] = outcomes("x.xml", text.encode(encoding))
    assert result.set is None
    assert [problem.code for problem in result.problems] == ["forbidden_xml"]


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16", "ebcdic-cp-be", "onzin", "iso-2022-jp"])
def test_a_declared_encoding_hides_no_dtd(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?>+ADw-!DOCTYPE kvr+AD4-<kvr>&x;</kvr>"
    [result] = outcomes("x.xml", text.encode())
    assert outcome(result) == "unreadable"  # read as UTF-8, it has no element to begin with


@pytest.mark.parametrize(
    "data",
    [
        b"<kvr>" + b"<vragen>" * 100_000,
        b"<kamervragen>" + b"<al>" * 300 + b"</al>" * 300 + b"</kamervragen>",
        b"<kvr>" + b"<vraag nummer='9'/>" * 20_000 + b"</kvr>",
        b"<kvr><vragen>" + b"<vraag nummer='1'>a</vraag>" * 20_000 + b"</vragen></kvr>",
        b"<kvr><vragen><vraag nummer='" + b"9" * 5000 + b"'>a</vraag></vragen></kvr>",
        b"<kvr x='" + b"a" * 11_000_000 + b"'/>",
        b"<kamervragen><vraag><nr>" + b"1 t/m 99999, " * 3000 + b"</nr></vraag></kamervragen>",
        b"<kamervragen><vraag><al>" + b"[^1]" * 200_000 + b"</al></vraag></kamervragen>",
        b'{"questions": ' + b"[" * 500_000,
        JSON.replace(b"Vaart", b"\\ud800\\u0000" * 5000),
        JSON.replace(b"1", b"1" * 5000),
        b'{"' + b"a" * 5_000_000 + b'": 1}',
        b"%PDF-1.7\n" + b"1 0 obj<</Length 99999999>>stream\n" * 1000 + b"%%EOF",
        zipped(("word/document.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")),
        zipped(("word/document.xml", bytes(20_000_000))),
        OPEN + b"<div>" * 1_000_000,
        OPEN + b"<div>" * 180 + b"<p>Vraag 1</p><p>Hoe?</p>" + b"</div>" * 180,
        HTML.replace(b"<p>", b"<p>" + b"<sup><span>" * 90),
        HTML.replace(b"<li>", b"<li>" + b"<ul><li>" * 80),
        HTML.replace(b"<td", b"<td rowspan='99999' x" * 300),
        HTML.replace(b"<table>", b"<table>" + b"<tr><td colspan=99999 rowspan=99999>a" * 3000),
        HTML.replace(b"<table>", b"<table>" + b"<table><tr><td>a" * 80),
        HTML.replace(b"<p>", b"<p class='" + b"a " * 2_000_000 + b"'>"),
        HTML.replace(b"<p>", b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">"),
        HTML.replace(b"<p>", b"<p>&#0;&#xD800;&#x110000;&#1;&#xfffe;<img src='&#2;' alt='&#3;'>"),
        HTML.replace(b"<!DOCTYPE html>", b"<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>"),
        HTML.replace(b"</body>", b"<div class='noot'><sup>1</sup> x</div>" * 5000),
        HTML.replace(b"</body>", b"<div class='vraag'><p>Hoe?</p></div>" * 5000),
        OPEN + b"<p>" + b"<a href='#n'>1</a>" * 20_000 + b"</p><div id=n>" + b"<p>x</p>" * 5000,
        OPEN + b"<ol>" + b"<li>a" * 20_000,
        OPEN + b"<div class='menu'>" * 150 + b"a " * 200_000,
        b"<kamervragen><vraag>" + b"<al>" * 240 + b"</al>" * 240 + b"</vraag></kamervragen>",
        b"<kamervragen>" + b"<vraag>" * 240 + b"</vraag>" * 240 + b"</kamervragen>",
        b"<kamervragen>" + b"<vraag/>" * 20_000 + b"<antwoord/>" * 20_000 + b"</kamervragen>",
        b"<kamervragen><vraag><al>a" + b"<sup>" * 240 + b"2" + b"</sup>" * 240 + b"</al></vraag>"
        b"</kamervragen>",
        opendocument.document("<text:section>" * 5000 + "a" + "</text:section>" * 5000),
        opendocument.document("<text:p>" + "<text:span>" * 240 + "a" + "</text:span>" * 240
                              + "</text:p>"),
        opendocument.document("<table:table>" + "<table:table-row><table:table-cell "
                              'table:number-columns-repeated="999999"><text:p>a</text:p>'
                              "</table:table-cell></table:table-row>" * 2000 + "</table:table>"),
        opendocument.document(" " * 200_000_000),
        opendocument.document("<text:p/>" * 1_500_000),
        opendocument.document("a", binnen=opendocument.document("b").decode("latin-1")),
        opendocument.package("<x/>", opendocument.TEXT + " " * 20_000_000),
    ],
)  # fmt: skip
def test_files_made_to_hurt_are_read_or_refused(data: bytes) -> None:
    check("kwaad", data)


@pytest.mark.parametrize("letter", ["a", " ", "\n", "(", "1", "-", "<", "[^", "é", "Vraag 1\n"])
def test_long_runs_of_one_letter_are_read_or_refused(letter: str) -> None:
    check("lang.txt", letter.encode() * (100_000 // len(letter)))
    check("lang.txt", TEXT + letter.encode() * (20_000 // len(letter)) + TEXT)


def peak(name: str, data: bytes) -> int:
    """The most memory that Python took on for an upload, in bytes."""
    tracemalloc.start()
    try:
        outcomes(name, data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("letters.txt", lambda: b"a" * (50 * 1024 * 1024)),
        ("letters.xml", lambda: b"<kvr>" + b"a" * (50 * 1024 * 1024)),
        ("bom.zip", lambda: zipped(("bom.txt", bytes(200_000_000)))),
        ("bommen.zip", lambda: zipped(*((f"{n}.txt", b"a" * 900_000) for n in range(200)))),
    ],
    ids=["letters", "xml", "bomb", "many bombs"],
)
def test_memory_stays_bounded(name: str, make: Callable[[], bytes]) -> None:
    data = make()
    assert peak(name, data) < 100_000_000 + 4 * len(data)


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_read_or_refused(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    check("iets.txt", data)
    check("iets.txt", TEXT + data)


@given(st.binary(max_size=400), st.sampled_from([b"", b"<kvr>", b"{", b"PK\x03\x04", b"%PDF-1.4"]))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    check("iets", start + data)


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda some: (
        st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*SET, "number", "notes"]), any_json))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_json_is_read_or_refused(change: dict[str, object]) -> None:
    check("set.json", json.dumps(SET | change).encode())


@pytest.mark.parametrize(
    ("name", "data", "most"),
    [
        ("tabel.html", OPEN + b"<table>" + (b"<tr>" + b"<td>x" * 28) * 10_000, limits.MOST_TAGS),
        (
            "tabel.xml",
            b"<kvr><table>" + b"<row/>" * 300_000 + b"</table></kvr>",
            limits.MOST_ELEMENTS,
        ),
    ],
    ids=["html", "cals"],
)
def test_a_table_beyond_any_in_print_is_refused_before_it_is_read(
    name: str, data: bytes, most: int
) -> None:
    result = parse(RawFile(name, data))
    assert result.set is None
    assert f"meer dan {most} elementen" in result.problems[0].message
