"""How well headers are read: catalogue lines of the Parlando archive against its tagged persons.

    python benchmarks/headers.py kvr.tar.xz [--show N]

Each file of that archive has its header as one line (`Bibliografische_omschrijving`) and, apart
from it, its askers (`Indiener`) and date (`Datum_indiening`). The two are compared for lines that
are clean: that begin as a header does and hold no letters of a wrong encoding. Names that the
archive itself ran together ('Agema Wilders') count as the same people; its capitals, stops and
initials do not count. The disagreements are listed. Exit status 1 below 98% or 99.5%.
"""

from __future__ import annotations

import argparse
import html
import pathlib
import re
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from documents.parsing.headers import is_question_header, read_question_header  # noqa: E402

WANTED_PEOPLE, WANTED_DATES = 0.98, 0.995
_LINE = re.compile(r'attribuut="Bibliografische_omschrijving">(.*?)</item>', re.DOTALL)
_ASKERS = re.compile(r'attribuut="Indiener">(.*?)</item>', re.DOTALL)
_PERSON = re.compile(r'<persoon(?: partij="([^"]*)")?[^>]*>(.*?)</persoon>', re.DOTALL)
_DATE = re.compile(r'attribuut="Datum_indiening">(\d{4}-\d{2}-\d{2})<')


@dataclass(frozen=True)
class Record:
    """One file: its catalogue line, its tagged people as (name, party), its date or ''."""

    line: str
    people: tuple[tuple[str, str], ...]
    date: str


def records(archive: pathlib.Path) -> Iterator[Record]:
    """The records of a tar archive of KVR files."""
    with tarfile.open(archive) as files:
        for member in files:
            content = files.extractfile(member) if member.isfile() else None
            text = content.read(8000).decode("utf-8", "replace") if content else ""
            line, tagged, day = _LINE.search(text), _ASKERS.search(text), _DATE.search(text)
            if line:
                people = _PERSON.findall(tagged[1]) if tagged else []
                shown = tuple((html.unescape(n).strip(), html.unescape(p)) for p, n in people)
                yield Record(html.unescape(line[1]).strip(), shown, day[1] if day else "")


def clean(record: Record) -> bool:
    """Whether a catalogue line is one that a reader would understand."""
    return is_question_header(record.line) and not re.search(r"Ã.|\ufffd", record.line)


def key(text: str | None) -> str:
    """Letters only, without case: 'P.v.d.A.' and 'PvdA' are one."""
    return "".join(sorted(re.sub(r"[\W_]", "", text or "").casefold()))


def same_people(record: Record, found: list[tuple[str, str | None]]) -> bool:
    """Whether the same people were read as were tagged, with the same parties where tagged."""
    if key("".join(n for n, _ in found)) != key("".join(n for n, _ in record.people)):
        return False
    tagged = {key(party) for _, party in record.people if party}
    return not tagged or tagged <= {key(party) for _, party in found}


def main() -> int:
    """Print both shares and the disagreements."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("archive", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=40, help="list so many disagreements")
    args = parser.parse_args()
    people, dates, wrong = [], [], []
    for record in records(args.archive):
        if not clean(record):
            continue
        header, _ = read_question_header(record.line)
        found = [(asker.name, asker.party) for asker in header.askers]
        if record.people:
            people.append(same_people(record, found))
            if not people[-1]:
                wrong.append(
                    f"{record.line[:110]}\n    gelezen {found}\n    gemerkt {record.people}"
                )
        if record.date and "ngezonden" in record.line:
            dates.append(str(header.submitted) == record.date)
            if not dates[-1]:
                wrong.append(f"{record.line[-70:]}\n    {header.submitted} / {record.date}")
    print("\n".join(wrong[: args.show]))
    right = sum(people) / len(people), sum(dates) / len(dates)
    print(f"askers and parties: {right[0]:.4f} of {len(people)}")
    print(f"submitted: {right[1]:.4f} of {len(dates)}")
    return int(right[0] < WANTED_PEOPLE or right[1] < WANTED_DATES)


if __name__ == "__main__":
    sys.exit(main())
