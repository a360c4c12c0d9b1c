"""A small archive of chance, in which everything that figures must count right comes about.

People, parties and ministries are fictional.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from documents.parsing import Addressee, Answerer, Asker, Note, NoteKind
from tests.factories import make_document
from tests.facts_factory import Facts

#: asker → party; two parties went on in one other, and one went apart
MEMBERS = {
    "Van Loon": "Lijst Waterland",
    "Achterberg": "Groep Moeras",
    "Zomer": "Polderbond",
    "Winter": "Nieuw Midden",
    "Herfst": "Lijst Waterland",
}
#: minister → ministry
MINISTERS = {"Dijkstra": "Veren en Bruggen", "Meer": "Bruggen", "Berg": "Tolzaken"}
TOPICS = ("Verkeer | Veren", "Verkeer | Tol", "Natuur | Moeras", "Cultuur | Oude kaarten")
WORDS = ("de veerpont", "het tolhuis", "de moerasvogel")
LETTER = "Deze vragen zijn beantwoord in mijn brief aan de Kamer van 3 mei 2021."
DELAY = "De vragen kunnen niet binnen de termijn worden beantwoord."
WITHDRAWN = "Het lid heeft deze vragen ingetrokken."
FIRST, LAST = date(2018, 1, 1), date(2022, 6, 1)


def facts_of(facts: Facts) -> None:
    """Who sits for which party and holds which office, and which name went on in which."""
    for name, party in MEMBERS.items():
        facts.member(f"Anna {name}" if name != "Van Loon" else "Anna van Loon", party, "2010-01-01")
    for name, ministry in MINISTERS.items():
        facts.minister(f"Bram {name}", ministry, "2010-01-01")
    for old in ("Groep Moeras", "Polderbond"):
        new = facts.party("Nieuw Midden")
        facts.add(
            "party_successions", old=facts.party(old), new=new, kind="merger", on="2020-01-01"
        )
    old, new = facts.ministry("Bruggen"), facts.ministry("Veren en Bruggen")
    facts.add("ministry_successions", old=old, new=new, on="2019-01-01")
    facts.load()


def fill(seed: int, sets: int) -> None:
    """Stores so many sets of questions, with what came of them."""
    chance = Random(seed)
    for number in range(sets):
        _set(chance, number)
    # around the bound of three weeks before the last day, and that day itself
    for number, before in enumerate((0, 20, 21, 22, 23), sets):
        _set(chance, number, LAST - timedelta(days=before), ("question",))
    _set(chance, sets + 5, LAST - timedelta(days=10), ("quick",))
    # most documents print a day of the questions that is after the answer
    _set(chance, sets + 6, FIRST, ("misprinted", "misprinted delay", "answer in 40"))


def _set(
    chance: Random, number: int, day: date | None = None, course: tuple[str, ...] = ()
) -> None:
    asked = day or FIRST + timedelta(days=chance.randrange(4 * 365))
    names = chance.sample(sorted(MEMBERS), chance.choice((1, 1, 1, 2)))
    ministers = chance.sample(sorted(MINISTERS), chance.choice((1, 1, 2)))
    common: dict[str, Any] = {
        "case_number": f"{asked.year}Z{number:05}",
        "session_year": "",
        "number": None,
        "submitted": asked,
        "title": f"{chance.choice(WORDS)} van {number}",
        "askers": tuple(Asker(name, MEMBERS[name]) for name in names),
        "addressees": tuple(Addressee("Minister", MINISTERS[name]) for name in ministers),
        "topics": tuple(chance.sample(TOPICS, chance.choice((0, 1, 2)))),
    }
    for kind in course or _COURSES[number % len(_COURSES)]:
        _store(chance, kind, number, common, ministers)


#: what may come of questions
_COURSES = (
    ("answer",),
    ("answer",),
    ("answer",),
    ("question", "answer"),
    ("delay", "answer"),
    ("question", "delay", "answer"),
    ("question",),
    ("delay",),
    ("question", "letter"),
    ("question", "withdrawn"),
    ("backwards",),
    ("undated",),
    ("unanswered day",),
)


def _store(
    chance: Random, kind: str, number: int, common: dict[str, Any], ministers: list[str]
) -> None:
    asked = common["submitted"]
    day = asked + timedelta(days=chance.choice((0, 7, 20, 21, 22, 22, 40, 90)))
    answerers = tuple(
        Answerer(name, "Minister", MINISTERS[name], on_behalf=i > 0)
        for i, name in enumerate(ministers)
    )
    fields: dict[str, Any] = {"identifier": f"kv-{number}-{kind.replace(' ', '-')}", **common}
    nothing: dict[str, Any] = {"answers": ()}
    # who signs a delay need not be who answers
    other = next(name for name in sorted(MINISTERS) if name not in ministers)
    signed = (Answerer(other, "Minister", MINISTERS[other]),)
    notice: dict[str, Any] = nothing | {"kind": "postponement", "answerers": signed}
    late = {"submitted": asked + timedelta(days=60)}
    fields |= {
        "answer": {"answered": day, "answerers": answerers},
        "question": nothing | {"kind": "question", "answered": None, "answerers": ()},
        "delay": notice
        | {"answered": asked + timedelta(days=14), "notes": (Note(NoteKind.NOTICE, DELAY),)},
        "letter": notice | {"answered": day, "notes": (Note(NoteKind.NOTICE, LETTER),)},
        "withdrawn": notice | {"answered": day, "notes": (Note(NoteKind.NOTICE, WITHDRAWN),)},
        "backwards": {"answered": asked - timedelta(days=30), "answerers": answerers},
        "quick": {"answered": asked + timedelta(days=2), "answerers": answerers},
        "misprinted": nothing | {"kind": "question", "answered": None, "answerers": ()} | late,
        "misprinted delay": notice
        | {"answered": asked + timedelta(days=70), "notes": (Note(NoteKind.NOTICE, DELAY),)}
        | late,
        "answer in 40": {"answered": asked + timedelta(days=40), "answerers": answerers},
        "undated": {"submitted": None, "answered": day, "answerers": answerers},
        "unanswered day": {"answered": None, "answerers": answerers},
    }[kind]
    make_document(**fields)
