"""The demo archive: every raw file is read as its source says, in each format."""

from __future__ import annotations

import csv
import io
import json
import pathlib
import re
import zipfile
from collections.abc import Iterator

import pytest
from django.test import Client

from documents.archive.identifying import loading
from documents.archive.ingest import store
from documents.management.commands import demo
from documents.parsing import ParseResult, QuestionSet, RawFile, from_dict, members, parse, to_dict
from samples import build, series
from tests.pages import get, main_text, texts

SAMPLES = build.HERE
FOLDERS = ("text", "pdf", "docx", "koop", "kvr", "json")
SOURCES = (*SAMPLES.glob("sources/**/*.json"), *SAMPLES.glob("json/*.json"))
EXPECTED = {
    **{path.stem: from_dict(json.loads(path.read_text(encoding="utf-8"))) for path in SOURCES},
    **{str(made.identifier): made for _, made in series.sets()},
}

#: The samples of which something is wrong in print, with the problems that tell it.
PROBLEMS = {
    "ah-tk-19861987-9071.xml": ["low_text_quality"],  # letters that a scanner read wrong
    "ah-tk-20152016-9070.txt": ["number_double"],  # 'Vraag 3' stands above two questions
    "ah-tk-20162017-9074.txt": ["footnote_double"],  # footnotes begin at 1 on each page
    # a letter that has the header of the answer alone
    "kv-tk-2025Z99075.txt": ["no_title", "no_askers", "no_submitted"],
}

#: Each shape that documents take, and how to find it in the raw text of a sample.
SHAPES = {
    # who asks
    "het lid": r"^Vragen van het lid [A-Z]",
    "de leden": r"^Vragen van de leden [A-Z]",
    "no word for the questions": r">Van der Heemst en Ystinga-Bos \(beiden P\.v\.d\.K\.\) over ",
    "mevrouw en de heer": r"^Vragen van mevrouw .+ en de heer ",
    "de heren": r"^Vragen van de heren ",
    "Vraag van": r"^Vraag van het lid ",
    "Mondelinge vragen": r"^Mondelinge vragen van ",
    "Nadere vragen": r"^Nadere vragen van ",
    "Aanvullende vragen": r"^Aanvullende vragen van ",
    "Interpellatievragen": r"^Interpellatievragen van ",
    "several members of one party": r"\((?:beiden|allen)\s+\w+\)",
    "party with an apostrophe": r"\(D’88\)",
    "group of one member": r"\(Groep\s+Van [A-Z]",
    "party in initials": r"\(P\.v\.d\.D\.\)",
    "two parties as one": r"\(NG-PvDelta\)",
    "name with a particle": r" van het lid Ter Oosterhesse ",
    "name with an apostrophe": r"-d’Orsay \(.+ Van ’t Westeinde ",
    # who is asked, and who answers
    "Minister en Staatssecretaris of one ministry": r"de Minister en de Staatssecretaris van ",
    "several Ministers": r"de Ministers van .+\s+en\s+van ",
    "several Staatssecretarissen": r"de Staatssecretarissen van\s+.+ en van ",
    "Minister voor": r"aan de Minister voor ",
    "Minister-President": r"Minister-President, Minister van Algemene Zaken, en de ",
    "portfolio with a dash": r"Financiën – Fiscaliteit en Belastingdienst",
    "absence": r", bij afwezigheid van de ",
    "mede namens": r", mede\s+namens de ",
    "second holder with van": r"^Antwoord van .+ en van$",
    "second answer": r" en antwoord van Minister",
    "Nader antwoord": r"^Nader antwoord van ",
    "Mededeling": r"^Mededeling van Minister",
    "Zie ook": r"Zie ook Aanhangsel Handelingen, .+nrs\.\s+\d+ en \d+",
    "misspelt office": r"Staatsecretaris",
    "bracket twice": r"\(\(D’88\)",
    "bracket missing": r"\(Infrastructuur en Waterstaat\n\(ontvangen",
    "space missing": r"Van Rijnegom\(Landbouw",
    "date above the questions": r"^\(ingezonden .+\)\nVragen van ",
    "number and case of a letter": r"^AH \d+\n\d{4}Z\d{5}\n\(ingezonden ",
    "answer's header alone": r"^AH \d+\n\d{4}Z\d{5}\nAntwoord van ",
    # labels
    "Vraag 2 en 3": r"^Vraag 2 en 3$",
    "Vraag 2 t/m 4": r"^Vraag 2 t/m 4$",
    "Vraag 2 tot en met 4": r"^Vraag 2 tot en met 4$",
    "dashes between numbers": r"^Antwoord 4–6 en 8–9$",
    "comma missing between numbers": r"^Vraag 10, 11 12 en 13$",
    "number with a letter": r"^Vraag 3a$",
    "Antwoord op vraag": r"^Antwoord op vraag 1$",
    "Antwoorden with a colon": r"^Antwoorden 1-3:$",
    "bare Vraag": r"^Vraag$",
    "bare Antwoord": r"^Antwoord$",
    "number alone": r"^1\.\n.+\?$",
    "label printed twice": r"^Vraag 2\nVraag 2$",
    "number used twice": r"^Vraag 3\n.+\?\nVraag 3$",
    "questions first, answers after": r"^Vraag 5a\n(?:.+\n)+Antwoord op vraag 1$",
    "answer under several questions": r"^Vraag 3a\n(?:.+\n)+Antwoord\nJa\.",
    "questions without a label": r"\n\n(?!Vraag)[A-Z].+\?\n\n[A-Z].+\?\n",
    "sentence that refers to an answer": r"zie het antwoord op\nvraag 6 en",
    "sentence that begins with a question's number": r"^Vraag 4 ziet op ",
    # texts
    "mark alone on a line": r"vervalt\?\n1\nVraag 2",
    "footnotes that begin again on a page": r"^1 Hagelsteiner(?:.*\n)+1 Reglement",
    "footnotes that begin again in the answers": r'<noot nummer="1">(?:.*\n)+.*<noot nummer="1">',
    "footnote in the middle of a sentence": r"in beroep zijn\n1 Stichting(?:.*\n)+gegaan\.",
    "footnote that runs on over a page": r"^1 Kwartelveerse(?:.*\n)+wethouder die .+\n.+\n2 Programma",
    "address over two lines": r"https?://\S+/\n\S+/2018$",
    "quotation": r"^«Een .+\n.+»$",
    "heading in an answer": r"^Kosten$",
    "list": r"^– .+;$",
    "table": r"<table",
    "hyphen that stays, before 'en'": r"in- en uitvoer",
    "hyphen that stays at a line's end": r"Noord-\nLippen",
    "word broken at a line's end": r"rol-\nstoel",
    "torn accents": r"Vukaric´ .+(?:\n.+)+Dragic ´",
    "letters that a scanner read wrong": r"belangnjke bedreiging",
}


def raw_files() -> Iterator[RawFile]:
    """Every raw file of the demo archive, those of the bundle too."""
    for folder in FOLDERS:
        for path in sorted((SAMPLES / folder).iterdir()):
            yield RawFile(path.name, path.read_bytes())
    for bundle in (SAMPLES / build.BUNDLE, SAMPLES / build.SERIES):
        for _, member in members(RawFile(bundle.name, bundle.read_bytes())):
            assert isinstance(member, RawFile), member
            yield member


RAW = list(raw_files())
NAMES = [raw.name for raw in RAW]


def expected(raw: RawFile) -> QuestionSet:
    return EXPECTED[pathlib.PurePath(raw.name).stem]


@pytest.mark.parametrize("raw", RAW, ids=NAMES)
def test_a_sample_is_read_as_its_source_says(raw: RawFile) -> None:
    result: ParseResult = parse(raw)
    assert result.set is not None, result.problems
    assert to_dict(result.set) == to_dict(expected(raw))
    assert [problem.code for problem in result.problems] == PROBLEMS.get(raw.name, [])


def text_of(raw: RawFile) -> str:
    """The text of a raw file as it stands there, of a Word document its paragraphs."""
    if not raw.name.endswith(".docx"):
        return raw.data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(raw.data)) as package:
        document = package.read("word/document.xml").decode()
    return re.sub(r"<[^>]*>", "", document.replace("</w:p>", "\n"))


@pytest.fixture(scope="module")
def raw_texts() -> list[str]:
    return [text_of(raw) for raw in RAW if not raw.name.endswith(".pdf")]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_sample_shows_each_shape(shape: str, raw_texts: list[str]) -> None:
    assert any(re.search(shape, text, re.MULTILINE) for text in raw_texts)


def test_the_raw_files_are_those_that_the_sources_print() -> None:
    stale = [path.name for path, data in build.raw_files() if path.read_bytes() != data]
    assert stale == [], "run `./run golden`"


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


def facts(folder: pathlib.Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_people_of_the_demo_are_invented_and_say_so() -> None:
    tables = SAMPLES / "facts"
    for table in tables.glob("*.csv"):
        assert {row["source"] for row in facts(tables, table.stem)} == {"verzonnen voorbeeld"}
    real = {(row["particle"], row["surname"]) for row in facts(loading.FACTS, "people")}
    assert not real & {(row["particle"], row["surname"]) for row in facts(tables, "people")}


@pytest.mark.django_db
def test_the_demo_shows_who_was_both_who_changed_party_and_who_is_not_known(
    client: Client,
) -> None:
    loading.load(demo.FACTS, "demo")
    for source in SOURCES:
        made = from_dict(json.loads(source.read_text(encoding="utf-8")))
        store(RawFile(source.name, source.read_bytes()), ParseResult(made, (), "json"))
    both = main_text(get(client, "/personen/femmie-terpsma-hoogland/"))
    assert "3 gevraagd, 1 beantwoord" in both
    changed = get(client, "/personen/samira-el-mahroudi/")
    parties = "//ul[@aria-labelledby='fracties']/li/a[1]"
    assert texts(changed, parties) == ["NG", "NG-PvDelta", "NG"]
    unknown = get(client, "/kamerleden/niet-herleid/")
    assert "Ter Oosterhesse (P.v.d.D.)" in main_text(unknown)
