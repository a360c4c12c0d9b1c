"""Words in, words out: whether the running text of real documents stands in their sets, whole.

    python benchmarks/words.py ../shared [--files 0] [--worst 10] [--more FOLDER...]

Each word of the running text of a file must stand in its set as often as in the file, and the set
may have no word that the file has not. Furniture, headers, labels and the catalogue are no running
text: what is left of these may stand in the set or not. Nor is the number of a footnote that an
extractor glued to a word, nor a heading that the question below it says again, letter for letter.
Files with a problem that tells of a loss are counted apart. Prints the share of words lost and
gained by format, and the worst files; exits 1 where a format loses more than `MOST`. `--files`
takes a fixed sample of the corpus, `--more` other folders as well.

So that a loss shows: the longest text is taken out of each set and the words are counted again.
Prints which share of its words was then told as lost; exits 1 where that is less than `SEEN`.

What is running text is told here anew, by other means than the parser's own.
"""

from __future__ import annotations

import argparse
import dataclasses
import html
import io
import itertools
import multiprocessing
import os
import pathlib
import re
import sys
import tarfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import ftfy
from lxml import etree

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from documents.parsing import ParseResult, QuestionSet, RawFile, parse  # noqa: E402

#: share of the words of clean files that may be lost; share of a text taken out that must show
MOST, SEEN = 0.001, 0.95
#: problems that tell that words were left out, or that the text is not whole
TOLD = {"text_left_out", "text_cut", "no_text", "characters_dropped"}
#: kinds of files, as they are printed
KVR, KOOP, HTML, ODT, PDF, DOCX, TEXT = "KVR", "KOOP XML", "HTML", "ODT", "PDF", "DOCX", "tekst"

#: letters, or digits: a number that was glued to a word is a word of its own
_WORD = re.compile(r"\d+|[^\W\d_]+")
#: a glyph that an extractor could not read
_GLYPH = re.compile(r"\(cid:\d+\)")
_MARK = re.compile(r"\[\^\d+\]")
_MOJIBAKE = re.compile("[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¨«»]")
_ACCENT = re.compile("[\u0300-\u036f\u00ad¨´¸ˇ˘˙˝˛]")
#: The heading of an answer or a notice, or of questions, inside running text.
_HEADING = re.compile(
    r"(?:\b(?:[Nn]adere? |[Aa]anvullend )?(?:A'?ntwoord|[Mm]e\w{6,9}|Vragen)'? ){1,2}van'? "
    r".{3,500}?"
    r"\(\s?(?:[Oo]ntvangen|[Ii]ngezonden)[^()]{0,60}\)[^\w]*"
    r"(?:\(?[Zz]ie ook .{0,160}?\d{4}\s*[-–/]\s*\d{2,4}\)?)?"
)
_DATE_HEAD = re.compile(
    r"^[^)]{0,60}\)?[\s.,]*(?:\(?zie ook .{0,120}?vergaderjaar\s*\d{4}\s*[-–/]\s*\d{2,4}[\s.,)]*)?",
    re.IGNORECASE | re.DOTALL,
)


class Found(NamedTuple):
    """The words of a source: those that must stand in the set, in order, and those that may."""

    must: list[str]
    may: list[str]


class Outcome(NamedTuple):
    """What became of the words of one file; `told` where a problem tells of a loss.

    `taken` is how many words its longest text has, and `seen` how many more were lost without it.
    """

    file: str
    kind: str
    words: int
    lost: list[str]
    gained: list[str]
    told: bool
    taken: int
    seen: int


# words


def words(text: str) -> list[str]:
    """The words and numbers of a text, without case and accents."""
    if _MOJIBAKE.search(text):
        text = ftfy.fix_encoding(text)
    return _WORD.findall(_ACCENT.sub("", unicodedata.normalize("NFKD", text)).casefold())


def of_set(found: QuestionSet) -> tuple[list[str], list[str]]:
    """The words of the running text of a set, and the numbers of its labels, notes and marks."""
    rows = (*found.questions, *found.answers, *found.footnotes, *found.notes)
    running = [word for row in rows for word in words(_MARK.sub(" ", row.text))]
    beside = [word for row in rows for mark in _MARK.findall(row.text) for word in words(mark)]
    numbers = [row.number for row in (*found.questions, *found.footnotes)]
    numbers += [number for row in found.answers for number in row.numbers]
    return running, [*beside, *map(str, numbers)]


def compared(found: Found, result: ParseResult) -> tuple[list[str], list[str]]:
    """The words that the set lacks, and those that it has over."""
    assert result.set
    running, beside = of_set(result.set)
    lost = _left(found.must, Counter(running))
    lost, gained = _rejoined(lost, _left(running, Counter(found.must)))
    lost, gained = _unnumbered(lost, gained, {word for word in beside if word.isdecimal()})
    return _left(lost, Counter(beside)), _left(gained, Counter(found.may))


def _unnumbered(
    lost: list[str], gained: list[str], numbers: set[str]
) -> tuple[list[str], list[str]]:
    """What is left when '20214' is seen as '2021' with the number of footnote 4 behind it, and
    '42021' as the same with the number in front."""
    there, kept = Counter(gained), []
    for word in lost:
        cuts = range(1, len(word)) if word.isdecimal() else ()
        parts = ((word[:at], word[at:]) for at in cuts)
        pairs = (pair for head, tail in parts for pair in ((head, tail), (tail, head)))
        whole = next((a for a, number in pairs if there[a] and number in numbers), None)
        if whole is None:
            kept.append(word)
        else:
            there[whole] -= 1
    return kept, _left(gained, Counter(gained) - there)


def _left(rows: list[str], there: Counter[str]) -> list[str]:
    """The words, in order, that are not there, or not so often."""
    left = Counter(there)
    over = []
    for word in rows:
        if left[word]:
            left[word] -= 1
        else:
            over.append(word)
    return over


def _rejoined(lost: list[str], gained: list[str]) -> tuple[list[str], list[str]]:
    """What is left when words that were parted or joined are seen as the same letters."""
    lost, gained = _joined(lost, gained)
    gained, lost = _joined(gained, lost)
    return lost, gained


def _joined(parts: list[str], wholes: list[str]) -> tuple[list[str], list[str]]:
    """Drops the parts that are together one of the wholes, and these wholes."""
    left, kept = Counter(parts), []
    for whole in wholes:
        used = _parts(whole, left)
        if used:
            left -= used
        else:
            kept.append(whole)
    return _left(parts, Counter(parts) - left), kept


def _parts(whole: str, there: Counter[str]) -> Counter[str]:
    """Words that make up a whole one: two or three, or its letters one by one; else none."""
    for cut in range(1, len(whole)):
        head, tail = whole[:cut], whole[cut:]
        if not there[head]:
            continue
        rows = [Counter((head, tail))]
        rows += [Counter((head, tail[:at], tail[at:])) for at in range(1, len(tail))]
        for row in rows:
            if row <= there:
                return row
    letters = Counter(whole)
    return letters if len(whole) > 1 and letters <= there else Counter()


# the words of each kind of file


def of_kvr(data: bytes) -> Found:
    """The texts under the tags, and what the tags lost in their attributes."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True))
    for mark in root.iter("voetnoot"):
        mark.text = f" {mark.get('nummer')} "
    paths = ("vragen/vraag", "antwoorden/antwoord", "mededeling", ".//noten/noot")
    rows = [_spaced(e) for path in paths for e in root.iterfind(path)]
    running = " ¶ ".join(rows)
    must = words(_HEADING.sub(" ", running))
    for note in root.iterfind("toelichting"):  # some hold the notice that follows as well
        must += _new(words(_HEADING.sub(" ", _spaced(note))), must)
    for path, name in (("meta/vraagdata", "indiendatum"), ("meta/antwoorddata", "antwoorddatum")):
        slipped = words(_DATE_HEAD.sub("", root.find(path).get(name) or "", count=1))
        must += _new(slipped, must) if len(slipped) >= 8 else []
    line = root.get("type") or ""
    if not re.fullmatch(r"(?:\w+ )?[Aa]ntwoord|Mededeling|Vragen|", line.strip()):
        must += _new(words(line), must)
    beside = [str(value) for e in root.iter() for value in e.attrib.values()]
    beside += [_spaced(e) for e in root.iterfind("meta")]
    return Found(must, words(" ".join((*beside, *_HEADING.findall(running)))))


#: so many words in a row that stand twice are a copy
_RUN = 5


def _new(slipped: list[str], running: list[str]) -> list[str]:
    """The words in an attribute that are no copy of what stands under the tags."""
    runs = {tuple(running[at : at + _RUN]) for at in range(len(running))}
    copied: set[int] = set()
    for at in range(len(slipped)):
        if tuple(slipped[at : at + _RUN]) in runs:
            copied.update(range(at, at + _RUN))
    return [word for at, word in enumerate(slipped) if at not in copied]


def _spaced(element: etree._Element) -> str:
    return " ".join(map(str, element.itertext()))


#: elements of KOOP XML that are header, number or metadata
_BESIDE = {"metadata", "meta", "kamervraagkop", "kamervraagomschrijving", "kamervraagnummer"}
_BESIDE |= {
    "kamervraagonderwerp",
    "nr",
    "nootnummer",
    "noot.nr",
    "noot.lijst.nr",
    "nootref",
    "voetref",
}


def of_koop(data: bytes) -> Found:
    """All text but that of the header, the metadata and the numbers."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True))
    beside = [e for e in root.iter() if etree.QName(e).localname.lower() in _BESIDE]
    may = [_spaced(e) for e in beside] + [str(v) for e in root.iter() for v in e.attrib.values()]
    for element in beside:
        parent = element.getparent()
        if parent is not None:
            element.text = None
            element[:] = []
            for name in list(element.attrib):
                del element.attrib[name]
    return Found(words(_spaced(root)), words(" ".join(may)))


_LINE_BESIDE = re.compile(
    r"^\W*(?:(?:Tweede|Eerste) Kamer,? (?:der Staten|vergaderjaar)|Aanhangsel\b|Vergaderjaar\b"
    r"|(?:ah|h|kv)-tk-|ISSN|’?.?s-Gravenhage|Vragen gesteld door de leden|KVR\d|\d{4}Z\d+"
    r"|[–-]?\s*\d{1,4}\s*[–-]?$"
    r"|(?:Vraag|Vragen|Antwoord(?:en)?)\b[\s\d,:.a-z/-]{0,60}$"
    r"|\*?\s*\d{0,3}\s*Zie (?:ook )?Aanhangsel|Pagina \d|Datum$|Ons kenmerk$"
    r"|Onze referentie$"
    r"|Mededeling$|Uw .{2,20}$)",
)
_LABELLED = re.compile(r"^\W*(?:Vra(?:ag|gen)\s*\d|1\s*$|1[.)]?\s+[A-Z])")
_SIGNED = re.compile(
    r"^(?:Hoogachtend|Met vriendelijke groet|De (?:minister|staatssecretaris)\b)", re.I
)
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad]\s*\n\s*(?=[a-z])")


def of_lines(text: str) -> Found:
    """Lines of print: from the first label on all that is no furniture, label or heading."""
    lines = [line.strip() for line in _GLYPH.sub("", text).replace("\f", "\n").splitlines()]
    first = next((at for at, line in enumerate(lines) if _LABELLED.match(line)), len(lines))
    beside = {*range(first), *_said_again(lines)}
    beside |= {at for at, line in enumerate(lines) if _LINE_BESIDE.match(line)}
    body = [line for at, line in enumerate(lines) if at not in beside]
    may = [line for at, line in enumerate(lines) if at in beside]
    last = next((at for at, line in enumerate(body) if _SIGNED.match(line)), len(body))
    may += body[last:] if len(body) - last < 12 else []
    body = body[:last] if len(body) - last < 12 else body
    running = _HYPHEN.sub("", "\n".join(body)).replace("\n", " ")
    heads = _HEADING.findall(running)
    found = words(_HEADING.sub(" ", running))
    return Found(found, words(" ".join((*may, *heads))))


_ASKS, _REPLIES = re.compile(r"Vraag\s+\d+\s*$"), re.compile(r"Antwoord\s+\d+\w?\s*$")


def _said_again(lines: list[str]) -> Iterator[int]:
    """Indices of the lines of headings above 'Vraag 2' that its question says again, whole."""
    for at in (at for at, line in enumerate(lines) if _ASKS.match(line)):
        below = itertools.takewhile(lambda line: not _REPLIES.match(line), lines[at + 1 : at + 30])
        asked = "".join(words("".join(below)))
        for count in (3, 2, 1):
            heading = "".join(words("".join(lines[max(0, at - count) : at])))
            if len(heading) > 12 and heading in asked:
                yield from range(max(0, at - count), at)
                break


def of_pdf(data: bytes) -> Found:
    """The text of the pages, by another library than the parser's reader asks."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    return of_lines("\n".join(pages).replace("\ufffe", "-\n").replace("\r", ""))


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def of_docx(data: bytes) -> Found:
    """The paragraphs of the document and of its footnotes."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = [
            n
            for n in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
            if n in parts.namelist()
        ]
        roots = [etree.fromstring(parts.read(name)) for name in names]
    paragraphs = (p for root in roots for p in root.iter(f"{_W}p"))
    return of_lines("\n".join("".join(t.text or "" for t in p.iter(f"{_W}t")) for p in paragraphs))


_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def of_odt(data: bytes) -> Found:
    """The paragraphs of the document, and those of its footnotes behind them."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        root = etree.fromstring(parts.read("content.xml"))
    notes = [_spaced(body) for body in root.iter(f"{_TEXT}note-body")]
    for body in root.iter(f"{_TEXT}note-body"):
        body[:] = []
    for gap in root.iter(f"{_TEXT}line-break", f"{_TEXT}tab", f"{_TEXT}s"):
        gap.text = "\n" if gap.tag.endswith("line-break") else " "
    rows = ("".join(map(str, e.itertext())) for e in root.iter(f"{_TEXT}p", f"{_TEXT}h"))
    return of_lines("\n".join((*rows, *notes)))


_BLOCKS = "p|h[1-6]|li|td|th|dt|dd|div|br|tr|title|section"


def of_html(data: bytes) -> Found:
    """The text of the page, a line for each block: its tags are cut out, not read."""
    text = data.decode("utf-8", "replace")
    text = re.sub(r"(?is)<!--.*?-->|<(script|style|head|nav)\b.*?</\1>", " ", text)
    text = re.sub(rf"(?i)</?(?:{_BLOCKS})\b[^>]*>", "\n", re.sub(r"\s+", " ", text))
    return of_lines(html.unescape(re.sub(r"<[^>]*>", "", text)))


def of_text(data: bytes) -> Found:
    return of_lines(data.decode("utf-8", "replace"))


_SOURCES = {"kvr_xml": (KVR, of_kvr), "koop_xml": (KOOP, of_koop), "html": (HTML, of_html),
            "odt": (ODT, of_odt), "pdf": (PDF, of_pdf), "docx": (DOCX, of_docx),
            "text": (TEXT, of_text)}  # fmt: skip


# measuring


def outcome(file: tuple[str, bytes]) -> Outcome | None:
    """What became of the words of a file; None where it is of no kind that is measured."""
    name, data = file
    result = parse(RawFile(name, data))
    if result.set is None or result.format not in _SOURCES:
        return None
    kind, source = _SOURCES[result.format]
    found = source(data)
    lost, gained = compared(found, result)
    told = any(problem.code in TOLD for problem in result.problems)
    less, taken = without_longest(result)
    seen = len(compared(found, less)[0]) - len(lost) if taken else 0
    return Outcome(name, kind, len(found.must), lost, gained, told, taken, seen)


def without_longest(result: ParseResult) -> tuple[ParseResult, int]:
    """The result without the longest text of its set, and how many words that had."""
    assert result.set
    rows = [(key, row) for key in ("questions", "answers", "notes")
            for row in getattr(result.set, key)]  # fmt: skip
    if not rows:
        return result, 0
    key, longest = max(rows, key=lambda row: len(row[1].text))
    left = tuple(row for row in getattr(result.set, key) if row is not longest)
    less = dataclasses.replace(result, set=dataclasses.replace(result.set, **{key: left}))
    return less, len(words(_MARK.sub(" ", longest.text)))


def corpus(archive: pathlib.Path, files: int) -> Iterator[tuple[str, bytes]]:
    """The files of the corpus, or every n-th of them, always the same ones."""
    with tarfile.open(archive) as opened:
        members = sorted((m for m in opened if m.isfile()), key=lambda member: member.name)
        step = max(1, len(members) // files) if files else 1
        for member in sorted(members[::step], key=lambda member: member.offset):
            stream = opened.extractfile(member)
            assert stream
            yield pathlib.Path(member.name).name, stream.read()


def beside(folders: Iterable[pathlib.Path]) -> Iterator[tuple[str, bytes]]:
    """Real documents of other kinds: labelled ones, texts, and answers of the services."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.name, path.read_bytes()


def report(rows: Iterable[Outcome], worst: int) -> bool:
    """Prints the shares by kind and the worst files; returns whether all are small enough."""
    rows, holds = list(rows), True
    for kind in (KVR, KOOP, HTML, ODT, PDF, DOCX, TEXT):
        for told in (False, True):
            group = [row for row in rows if row.kind == kind and row.told == told]
            total = sum(row.words for row in group)
            lost, gained = (sum(len(getattr(r, key)) for r in group) for key in ("lost", "gained"))
            if total:
                what = "with a problem that tells of a loss" if told else "clean"
                print(
                    f"{kind:9} {len(group):6} files {total:10} words  lost {lost / total:8.4%}"
                    f"  gained {gained / total:8.4%}  ({what})"
                )
                holds &= told or lost <= MOST * total
    taken, seen = sum(row.taken for row in rows), sum(row.seen for row in rows)
    print(
        f"the longest text taken out of each set: {seen / taken:.2%} of {taken} words were missed"
    )
    holds &= seen >= SEEN * taken
    clean = [row for row in rows if not row.told and (row.lost or row.gained)]
    for row in sorted(clean, key=lambda r: -len(r.lost) - len(r.gained))[:worst]:
        print(f"  {row.file}: of {row.words} lost {len(row.lost)} {' '.join(row.lost[:12])!r}"
              f", gained {len(row.gained)} {' '.join(row.gained[:12])!r}")  # fmt: skip
    return holds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=0)
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--more", type=pathlib.Path, nargs="*", default=[])
    args = parser.parse_args()
    folders = [args.shared / name for name in ("gold/raw", "seed", "sync/samples")]
    documents = itertools.chain(
        corpus(args.shared / "corpus" / "kvr.tar.xz", args.files), beside([*folders, *args.more])
    )
    with multiprocessing.Pool(min(4, os.cpu_count() or 1)) as pool:
        rows = [row for row in pool.imap_unordered(outcome, documents, chunksize=20) if row]
    sys.exit(not report(rows, args.worst))


if __name__ == "__main__":
    main()
