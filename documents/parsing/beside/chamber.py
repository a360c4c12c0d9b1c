"""What the Tweede Kamer says of a document: entries of its SyncFeed, in one Atom document.

One is the document; others are the cases that it serves, who asked whom in them, their people and
parties, and the version of its file. Names are matched without namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from lxml import etree

from ..headers import read_addressees
from ..identifiers import OURS
from ..printed import one_line, typed_day
from ..questionset import Addressee, Asker
from .described import Described, case_numbers
from .people import asker_of

#: the root element of Atom
ROOT = "feed"
#: what it is until KOOP has typeset it
UNMADE = "Onopgemaakt"
QUESTIONS, ANSWER, NOTICE = "Schriftelijke vragen", "Antwoord", "Mededeling"
_SORTS = (
    ("schriftelijke vragen", QUESTIONS),
    ("vragen gesteld door", QUESTIONS),
    ("antwoord schriftelijke vragen", ANSWER),
    ("aanhangsel van de handelingen", ANSWER),
)
_ASKS = ("indiener", "medeindiener")
_APPENDIX = re.compile(r"(\d{2})(\d{2})0*(\d{1,5})")
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: two-digit years from here on are of the last century
_LAST_CENTURY = 80

Thing = etree._Element


def sort_of(told: str) -> str:
    """What a document is by its 'soort': QUESTIONS, ANSWER or NOTICE of delay; '' of any other.

    What follows the words that are known, such as '(nader)', makes no difference.
    """
    plain = one_line(told).lower()
    found = next((sort for begin, sort in _SORTS if plain.startswith(begin)), "")
    return found or (NOTICE if plain.startswith("mededeling") and "uitstel" in plain else "")


def day(told: str | None) -> date | None:
    """The day in Amsterdam of a moment: '2026-05-21T22:00:00Z' is 22 May.

    A moment that tells no offset is in the time of Amsterdam already.
    """
    try:
        moment = datetime.fromisoformat((told or "").strip())
    except ValueError:
        return typed_day(told)
    if moment.tzinfo is None:
        return typed_day(told)
    try:
        return typed_day(moment.astimezone(_AMSTERDAM).date().isoformat())
    except OverflowError:
        return None


def described(root: Thing) -> Described | None:
    """What the entries say of their document; None where none of them is a document."""
    things = list(_things(root))
    document = next((thing for thing in things if _kind(thing) == "document"), None)
    if document is None:
        return None
    cases = sorted(_of(things, "zaak"), key=lambda case: _text(case, "nummer"))
    numbers = case_numbers(_text(case, "nummer") for case in cases)
    subtype = sort_of(_text(document, "soort"))
    session_year, number = _appendix(_text(document, "aanhangselnummer"))
    if subtype == QUESTIONS:
        session_year, number = _session_year(cases), None
    return Described(
        identifier=_identifier(document, things, subtype, numbers),
        session_year=session_year,
        number=number,
        case_numbers=numbers,
        title=_title(cases),
        subtype=subtype,
        status=UNMADE,
        chamber="Tweede Kamer der Staten-Generaal",
        submitted=_submitted(cases),
        answered=None if subtype == QUESTIONS else _received(document),
        askers=tuple(_names(things)),
        asked_by=_askers(things),
        addressees=_addressees(things),
    )


def _things(root: Thing) -> Iterator[Thing]:
    """What the entries are of."""
    for content in root.iter("{*}content"):
        yield from (child for child in content if isinstance(child.tag, str))


def _kind(thing: Thing) -> str:
    return etree.QName(thing).localname.lower()


def _of(things: Iterable[Thing], kind: str) -> list[Thing]:
    return [thing for thing in things if _kind(thing) == kind]


def _text(thing: Thing, name: str) -> str:
    return one_line(thing.findtext(f"{{*}}{name}") or "")


def _identifier(
    document: Thing, things: list[Thing], subtype: str, numbers: tuple[str, ...]
) -> str | None:
    """The identifier of the publication; of an answer without a number, one for the time being."""
    if subtype == QUESTIONS:
        return f"kv-tk-{numbers[0]}" if numbers else None
    versions = _of(things, "documentversie")
    told = (_text(version, "externeidentifier").lower() for version in versions)
    official = next((name for name in told if name.startswith(OURS[0])), None)
    session_year, number = _appendix(_text(document, "aanhangselnummer"))
    if session_year and not official:
        official = f"ah-tk-{session_year.replace('-', '')}-{number}"
    own = _text(document, "documentNummer")
    return official or (f"ah-tk-{own}" if re.fullmatch(r"\d{4}D\d+", own) else None)


def _appendix(told: str) -> tuple[str | None, int | None]:
    """The session year and number of an Aanhangsel: '242501244' is 1244 of 2024-2025."""
    found = _APPENDIX.fullmatch(told)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]) or not int(found[3]):
        return None, None
    first = int(found[1]) + (1900 if int(found[1]) >= _LAST_CENTURY else 2000)
    return f"{first}-{first + 1}", int(found[3])


def _session_year(cases: list[Thing]) -> str | None:
    years = {_text(case, "vergaderjaar") for case in cases}
    found = years.pop() if len(years) == 1 else ""
    return found if re.fullmatch(r"\d{4}-\d{4}", found) else None


def _title(cases: list[Thing]) -> str:
    """What the cases are about, of the first that says it."""
    told = (_text(case, name) for case in cases for name in ("onderwerp", "titel"))
    return next(filter(None, told), "")


def _submitted(cases: list[Thing]) -> date | None:
    """The day of the questions, where that of all cases is one."""
    days = {day(_text(case, "gestartOp")) for case in cases}
    return days.pop() if len(days) == 1 else None


def _received(document: Thing) -> date | None:
    return day(_text(document, "datumOntvangst")) or day(_text(document, "datum"))


def _actors(things: list[Thing], relations: tuple[str, ...]) -> list[Thing]:
    """Who is in the cases in this relation, in its order, then by name."""
    found = _of(things, "zaakactor")
    rows = [(_text(thing, "relatie").lower(), thing) for thing in found]
    fitting = [(relations.index(told), thing) for told, thing in rows if told in relations]
    fitting.sort(key=lambda row: (row[0], _name(row[1], things), row[1].get("id", "")))
    return [thing for _, thing in fitting]


def _name(actor: Thing, things: list[Thing]) -> str:
    """'D.A. Ergin': as it stands with the case, else that of the person; '' of nobody."""
    told = _text(actor, "actorNaam")
    person = _referred(actor, "persoon", things)
    if told or person is None:
        return told
    parts = (_text(person, name) for name in ("initialen", "tussenvoegsel", "achternaam"))
    return " ".join(filter(None, parts))


def _referred(thing: Thing, kind: str, things: list[Thing]) -> Thing | None:
    """What a thing refers to, if it is among the entries."""
    keys = {found.get("ref") for found in thing.findall(f"{{*}}{kind}")}
    return next((other for other in _of(things, kind) if other.get("id") in keys), None)


def _names(things: list[Thing]) -> list[str]:
    names = (_name(actor, things) for actor in _actors(things, _ASKS))
    return list(dict.fromkeys(filter(None, names)))


def _askers(things: list[Thing]) -> tuple[Asker, ...]:
    """Who asked, each once, with the party."""
    found: dict[str, Asker] = {}
    for actor in _actors(things, _ASKS):
        name, party = _name(actor, things), _text(actor, "actorFractie")
        fraction = _referred(actor, "fractie", things)
        if not party and fraction is not None:
            party = _text(fraction, "afkorting")
        if name and name not in found:
            asker = asker_of(name)
            found[name] = Asker(asker.name, party or None, asker.initials)
    return tuple(found.values())


def _addressees(things: list[Thing]) -> tuple[Addressee, ...]:
    """The offices to which the cases are directed, by the function of who holds them."""
    told = (_text(actor, "functie") for actor in _actors(things, ("gericht aan",)))
    offices = (office for text in told if text for office in read_addressees(text))
    return tuple(dict.fromkeys(offices))
