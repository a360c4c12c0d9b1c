"""What web sites have around a text that is copied from them, and what they tell in it.

officielebekendmakingen.nl begins with a table (publisher, session year, number) and ends with notes
below 'X Noot'; others have menus, crumbs and buttons. Some of these lines are furniture wherever
they stand; words of a menu are so only above the headers and at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from ..headers import case_in
from ..printed import read_date
from .labels import read_label
from .line import Line, Role
from .paragraphs import ends_sentence


def _phrases(text: str) -> re.Pattern[str]:
    """A pattern of lines that are one of these phrases; two spaces or a line's end part these."""
    phrases = [phrase.strip() for row in text.splitlines() for phrase in row.split("  ")]
    spaced = (phrase.replace(" ", r"\s+") for phrase in phrases if phrase)
    return re.compile(rf"^\W*(?:{'|'.join(spaced)})\W*$", re.IGNORECASE)


_THIS = "(?:deze?|dit) (?:pagina|(?:nieuws)?bericht|artikel|document|publicatie|(?:kamer)?vragen)"
_MEDIA = "(?:facebook|twitter|x|linkedin|whatsapp|bluesky|mastodon|instagram|e-?mail|sociale media)"
#: What no text of Kamervragen has on a line of its own.
_BUTTONS = _phrases(
    rf"""
    (?:terug )?naar (?:boven|top|(?:het )?begin van de pagina)  back to top
    (?:terug )?naar (?:het )?overzicht
    (?:deel|delen|print|download|bewaar|volg|mail) {_THIS}(?: (?:op|via|als)\b.{{0,40}})?
    (?:deel|delen|volg ons) (?:op|via) {_MEDIA}(?:\W+(?:en|of)?\W*{_MEDIA}){{0,6}}
    lees (?:dit )?voor  (?:deel|delen) via\s*:?
    luister(?:en)? naar de(?:ze)? (?:pagina|tekst)
    (?:ga )?(?:direct )?naar (?:de )?(?:hoofd)?(?:inhoud|content|navigatie)(?: gaan)?
    skip to (?:main )?content  u bent (?:nu )?hier(?:\s*:.*)?  permanente link  permalink
    kopieer (?:de )?link  je bent (?:nu )?hier(?:\s*:.*)?  leestijd\s*:?\s*\d+\s*min\w*
    (?:toon|verberg) (?:het )?(?:menu|alles|inhoudsopgave|details|technische informatie)
    authentieke versie(?:\s*\(pdf\))?  technische informatie
    (?:opent )?externe link  abonneer (?:op|u|je)\b.{{0,40}}
    """
)
_SHARE = re.compile(rf"^\W*deel (?:via|{_THIS}|op {_MEDIA})", re.IGNORECASE)
#: Words of menus, alone on a line.
_MENU = _phrases(
    r"""
    home  menu  zoek(?:en)?  zoekresultaten  inloggen  contact  print(?:en)?  afdrukken
    pdf  xml  odt  html  download(?:en)?  facebook  twitter  x  linkedin  whatsapp  instagram
    youtube  bluesky  mastodon  tiktok  e-?mail  delen  deel  rss  sluit(?:en)?  vorige  volgende
    nieuws  actueel  kamervragen  kamerstukken  officiële bekendmakingen  overheid\.nl
    tweede\s*kamer(?:\.nl| der staten-generaal)?  privacy(?:verklaring|beleid| statement)?
    cookie(?:s|beleid|verklaring|voorkeuren)  disclaimer  colofon  sitemap
    toegankelijkheidsverklaring  over (?:ons|deze (?:web)?site)  word lid  lid worden  doneer
    doneren  doe mee  standpunten  kamerleden  fractie  nieuwsbrief  archief  english
    nederlands  abonneren  help  proclaimer  copyright.*  ©.*
    """
)
#: 'Home > Kamerstukken > Kamervragen', 'Volgsite / Kamervraag / Kaas'.
_CRUMBS = re.compile(r"^[^.?!:;]{1,40}(?:\s+[>»›/|]\s+[^.?!;]{1,120}){1,6}$")
#: Headings of what a site shows below a text: all that follows is no part of it.
_MORE = _phrases(
    r"""
    gerelateerde?\b.{0,40}  (?:lees|bekijk) (?:ook|meer|verder)(?:\s*:.*)?  service\s*(?:links|menu)
    meer (?:nieuws|berichten|artikelen|kamervragen)\b.{0,30}  reacties?(?:\s*\(\d+\))?
    meer over (?:dit onderwerp|deze kamervragen)  (?:geef|plaats|laat) (?:een )?reactie.{0,20}
    (?:andere|overige|laatste|recente) (?:kamervragen|berichten|artikelen|nieuwsberichten)
    zie ook  service  onderwerpen?  laatste nieuws  blijf op de hoogte\W*.{0,40}
    tags?\s*:.*  trefwoorden\s*:.*  onderwerpen\s*:.*
    """
)
#: Names of columns in the head's table, with or without what parts them.
_COLUMN = (
    r"(?:datum\s*(?:publicatie|ontvangst|indiening|beantwoording|ondertekening|reactie)"
    r"|organisatie|vergaderjaar|(?:dossier|onder|vraag|zaak)?nummer|rubriek|titel|publicatie"
    r"|jaargang(?:\s*en\s*nummer)?|versie)"
)
_COLUMNS = re.compile(rf"^\W*{_COLUMN}(?:[\s|:;,]*{_COLUMN})*\W*$", re.IGNORECASE)
#: The row of the head's table: publisher, years, number of the Aanhangsel or of the case, dates.
_DAY = r"\d{1,2}[-/ ](?:\d{1,2}|[a-z]{3,9})[-/ ]\d{4}"
_ROW = re.compile(
    rf"^\W*(?:{_DAY}\W*)?(?:Tweede\s+Kamer(?:\s+der\s+Staten-Generaal)?|TK)[\s|;,]*"
    r"(?P<first>\d{4})\s*[-–—/]\s*(?P<second>\d{4})[\s|;,]*"
    rf"(?:(?P<case>(?:19|20)\d{{2}}\s?Z\s?\d{{5}})|(?P<number>\d{{1,4}}?))?(?:\W*{_DAY})*\W*$",
    re.IGNORECASE,
)
#: The same of a table copied cell by cell: a name and, behind or below it, its value.
_ASKED = r"(?:indiendatum|datum\s+(?:indiening|ingediend|ingezonden|inzending))"
_ANSWERED = r"(?:antwoorddatum|datum\s+(?:antwoord|beantwoording|beantwoord))"
_CELL = re.compile(
    r"^[^\w(]*(?:(?P<years>vergaderjaar)|(?P<number>(?:vraag|zaak|document)?nummer)"
    rf"|(?P<submitted>{_ASKED}|inge(?:diend|zonden)(?:\s+op)?)"
    rf"|(?P<answered>{_ANSWERED}|datum\s+ontv(?:angst|angen)|(?:beantwoord|ontvangen)(?:\s+op)?)"
    r"|datum(?:\s+publicatie)?|gepubliceerd(?:\s+op)?|organisatie|publicatie|rubriek|soort|indieners?)"
    r"\s*(?:[:|]\s*(?P<value>.*)|(?P<bare>[\d].*)?)$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\W*(\d{4})\s*[-–—/]\s*(\d{4})\W*$")
_NUMBER = re.compile(r"\W*(\d{1,4})\W*$")
_NOTE = re.compile(r"^\W*X\s?Noot\s*(?P<number>\d{1,3})?(?!\d)\s*(?P<rest>.*)$")
_NOTE_BELOW_X = re.compile(r"Noot(?: \d{1,3})?")
#: 'Aanhangsel van de Handelingen 2018-2019 nr. 1365', 'Aanhangsel Handelingen II 2018/19, 1365'.
_APPENDIX = re.compile(
    r"^\W*Aanhangsel\s*(?:van\s+de\s+|der\s+)?Handelingen[\s,]*(?:II|TK)?[\s,]*(?:vergaderjaar)?"
    r"[\s,]*(?P<first>\d{4})\s*[-–—/]\s*(?:\d{4}|\d{2})[\s,|]*(?:nr\.?|nummer)?"
    r"\s*(?P<number>\d{1,4})\W*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^\W*(?:Aanhangsel|Nr\.?|Nummer)\s*:?\s*(?P<number>\d{1,4})\W*$", re.IGNORECASE
)
#: The address of the publication itself: alone above the text, or behind 'Bron:'.
_ADDRESS = re.compile(
    r"^\W*(?P<source>(?:bron|url|link|zie)\s*:?\s*)?(?:https?://)?"
    r"[\w.-]*(?:officielebekendmakingen|overheid)\.nl/\S*?\b(?:(?P<ah>ah)|kv)-tk-"
    r"(?:(?P<first>\d{4})\d{4}-(?P<number>\d{1,4})|(?P<case>(?:19|20)\d{2}Z\d{4,5}))[\w.?=&/-]*\W*$",
    re.IGNORECASE,
)
#: What browsers print on each page: the address with its page number, the time with a title.
_NUMERIC = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
_BEGINS_ADDRESS = ("http://", "https://", "www.")
_PRINTED_ADDRESS = re.compile(
    r"^(?:https?://|www\.)\S+\s+(?:pagina\s+)?\d{1,3}\s*(?:/|van)\s*\d{1,3}$", re.IGNORECASE
)
_PRINTED_TIME = re.compile(
    rf"^(?:{_NUMERIC},?\s+\d{{1,2}}:\d{{2}}(?:\s*[AP]M)?(?:\s+[A-ZÀ-Þ«].{{0,150}})?"
    r"|\d{1,2}\s+[a-z]{3,9}\s+\d{4},?\s+\d{1,2}:\d{2})$"
)
_PRINTED_TITLE = re.compile(rf"^(?:{_NUMERIC}\s+\S.{{0,150}}|\S.{{0,150}}\s{_NUMERIC})$")
_DAY_TOLD = re.compile(
    rf"^\W*(?:(?:(?P<asked>{_ASKED})|{_ANSWERED})\s*[:|]\s*(?P<day>.{{6,30}})"
    r"|(?P<handed>Ingediend(?:\s+op)?\s*:?\s*\d.{5,28}))$",
    re.IGNORECASE,
)
#: Bounds in characters, and in lines for what stands below a text.
_LONGEST, _LONGEST_DATE, _LONGEST_HEADING, _MOST_BELOW = 160, 40, 60, 80
_LONGEST_ADDRESS = 600


#: What shows that a letter stands above the header, and no site.
_OF_LETTER = re.compile(
    r"^\W*(?:Geachte|Retouradres|Betreft|Onderwerp|Hoogachtend)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Told:
    """What a site tells of a document beside its text; None where it does not."""

    session_year: str | None = None
    number: int | None = None
    case_number: str | None = None
    submitted: date | None = None
    answered: date | None = None


def is_button(text: str) -> bool:
    """Whether a line is one that only sites have, wherever it stands."""
    if text[:1].isdigit():
        return len(text) < 2 * _LONGEST and bool(_PRINTED_TIME.match(text))
    if text.startswith(_BEGINS_ADDRESS):
        return len(text) < _LONGEST_ADDRESS and bool(_PRINTED_ADDRESS.match(text))
    return len(text) < _LONGEST and not text[:1].islower() and bool(_BUTTONS.match(text))


def is_printed_title(text: str, beside: str) -> bool:
    """Whether a line is the title that browsers print, `beside` it the address with its page."""
    if not beside.startswith(_BEGINS_ADDRESS):
        return False
    address = len(beside) < _LONGEST_ADDRESS and _PRINTED_ADDRESS.match(beside)
    return bool(address and len(text) < 2 * _LONGEST and _PRINTED_TITLE.match(text))


def is_menu(text: str) -> bool:
    """Whether a line can be a part of a menu, or the names of the columns of the head's table."""
    return len(text) < _LONGEST and any(p.match(text) for p in (_MENU, _COLUMNS, _BUTTONS))


def read_row(text: str) -> Told | None:
    """What the row of the head's table says, also where its cells are run together."""
    if len(text) > _LONGEST:
        return None
    if years := _YEARS.match(text):
        return Told(f"{years[1]}-{years[2]}")
    if named := _APPENDIX.match(text):
        return Told(_session(named["first"]), int(named["number"]))
    if numbered := _NUMBERED.match(text):
        return Told(number=int(numbered["number"]))
    match = _ROW.match(text)
    if not match:
        return read_address(text)
    number = int(match["number"]) if match["number"] else None
    return Told(f"{match['first']}-{match['second']}", number, case_in(match["case"] or ""))


def _session(first: str) -> str:
    return f"{first}-{int(first) + 1}"


def read_address(text: str, *, named: bool = False) -> Told | None:
    """What the address of the publication tells; `named` asks for 'Bron:' before it."""
    match = _ADDRESS.match(text) if len(text) < _LONGEST and ".nl/" in text else None
    if not match or (named and not match["source"]):
        return None
    if match["case"]:
        return Told(case_number=match["case"].upper())
    return Told(_session(match["first"]), int(match["number"])) if match["ah"] else Told()


def is_letter_head(lines: list[Line]) -> bool:
    """Whether what stands above a header is a letter."""
    return any(_OF_LETTER.match(line.text) for line in lines)


def mark_table(lines: list[Line]) -> Told:
    """Give the lines of a site above the header their role, and return what its table says."""
    told = Told()
    if is_letter_head(lines):
        return told
    for line, below in zip(lines, [*lines[1:], Line("")], strict=False):
        if line.role is not Role.TEXT:
            continue
        if (row := read_row(line.text)) or (row := _cell(line, below)):
            told = _merged(told, row)
            line.give(Role.FURNITURE, by="tabel van een site boven de kop")
        elif is_menu(line.text):
            line.give(Role.FURNITURE, by="menu van een site boven de kop")
        elif len(line.text) < _LONGEST and _CRUMBS.match(line.text):
            line.give(Role.FURNITURE, by="kruimelpad van een site boven de kop")
    return told


def mark_days(lines: list[Line]) -> Told:
    """Give the lines that say when questions were asked or answered, or where they come from, their
    role, wherever they stand ('Indiendatum: 3 mei 2019'); returns what they say."""
    told = Told()
    for line in lines:
        match = _DAY_TOLD.match(line.text) if line.role is Role.TEXT else None
        if line.role is Role.TEXT and (source := read_address(line.text, named=True)):
            told = _merged(told, source)
            line.give(Role.FURNITURE, by="adres van de publicatie achter Bron")
        elif match and (day := read_date(match["day"] or match["handed"])):
            asked = match["asked"] or match["handed"]
            told = _merged(told, Told(submitted=day) if asked else Told(answered=day))
            line.give(Role.FURNITURE, by="datum die een site bij de tekst zet")
    return told


def _merged(told: Told, more: Told) -> Told:
    return Told(*(mine or other for mine, other in zip(_values(told), _values(more), strict=True)))


def _values(told: Told) -> tuple[Any, ...]:
    return tuple(getattr(told, each.name) for each in fields(told))


def _cell(line: Line, below: Line) -> Told | None:
    """What a cell of a table says whose value stands behind its name or on the line below."""
    match = _CELL.match(line.text) if len(line.text) < _LONGEST else None
    if not match:
        return None
    value = match["value"] or match["bare"] or ""
    if not value and _is_value(below.text):
        value = below.text
        below.give(Role.FURNITURE, by="waarde in de tabel van een site")
    return _read_cell(match, value) if value else None


def _is_value(text: str) -> bool:
    if _YEARS.match(text) or _NUMBER.match(text) or case_in(text) == re.sub(r"\s", "", text):
        return True
    return len(text) < _LONGEST_DATE and read_date(text) is not None


def _read_cell(match: re.Match[str], value: str) -> Told:
    years, number = _YEARS.match(value), _NUMBER.match(value)
    if match["years"]:
        return Told(f"{years[1]}-{years[2]}") if years else Told()
    if match["number"]:
        return Told(None, int(number[1]) if number else None, case_in(value))
    day = read_date(value) if len(value) < _LONGEST_DATE else None
    return Told(
        submitted=day if match["submitted"] else None,
        answered=day if match["answered"] else None,
    )


def mark_notes(lines: list[Line]) -> None:
    """Give the notes below 'X Noot' their role: a number, then text to the next one."""
    open_note = False
    awaits = False
    for line, below in zip(lines, [*lines[1:], Line("")], strict=False):
        if line.text == "X" and _NOTE_BELOW_X.fullmatch(below.text):
            line.give(Role.FURNITURE, by="X boven Noot van een site")
            below.text = f"X {below.text}"
            continue
        match = _NOTE.match(line.text) if "Noot" in line.text[:_LONGEST_DATE] else None
        if match:
            open_note, awaits = True, not match["number"]
            if match["number"]:
                line.text = f"{match['number']} {match['rest']}".strip()
                line.give(Role.FOOTNOTE, by="noot achter X Noot", number=int(match["number"]))
            else:
                line.give(Role.FURNITURE, by="X Noot boven een noot van een site")
        elif line.role is not Role.TEXT or (open_note and read_label(line.text)):
            open_note = False
        elif open_note:
            awaits = _mark_note(line, awaits)


def _mark_note(line: Line, awaits: bool) -> bool:
    """Give a line below 'X Noot' its role; whether its number is still awaited."""
    number = re.match(r"(\d{1,3})(?!\d)\s*[.)]?\s*", line.text) if awaits else None
    if number:
        line.text = f"{number[1]} {line.text[number.end() :]}".strip()
        line.give(Role.FOOTNOTE, by="nootcijfer onder X Noot", number=int(number[1]))
    elif not awaits:
        line.give(Role.FOOTNOTE, by="tekst van een noot onder X Noot")
    return awaits and not number


def mark_tail(lines: list[Line]) -> list[Line]:
    """Give what a site shows below the text its role; the lines of it that are no menu, which are
    left out: related documents, reactions."""
    end = len(lines)
    while end and (lines[end - 1].role is Role.FURNITURE or is_menu(lines[end - 1].text)):
        end -= 1
    for line in lines[end:]:
        if line.role is Role.TEXT:
            line.give(Role.FURNITURE, by="menu van een site onder de tekst")
    start = _more(lines[:end])
    left = [line for line in lines[start:end] if line.role is Role.TEXT]
    for line in left:
        line.give(Role.FURNITURE, by="wat een site onder de tekst toont")
    return left[1:]


def _more(lines: list[Line]) -> int:
    """Index of the heading of what a site shows below the text, or of the button above it; the end
    where there is none."""
    found = len(lines)
    for index in range(len(lines) - 1, max(0, len(lines) - _MOST_BELOW), -1):
        line, above = lines[index], lines[index - 1]
        if line.role is Role.FOOTNOTE or read_label(line.text):
            break
        parted = line.gap or ends_sentence(above.text) or above.role is Role.FURNITURE
        heads = parted and len(line.text) < _LONGEST_HEADING and bool(_MORE.match(line.text))
        shares = _SHARE.match(line.text) and all(map(_is_listed, lines[index + 1 : found]))
        if heads or shares:
            found = index
    return found


def _is_listed(line: Line) -> bool:
    """Whether a line can be a part of what stands below a button: short, and no sentence."""
    return len(line.text) < _LONGEST_HEADING and not ends_sentence(line.text)
