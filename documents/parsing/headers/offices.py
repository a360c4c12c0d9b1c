"""Offices of government: roles, portfolios, and the phrases that name several at once.

'de Ministers van A en voor B' are two offices, 'de Minister en de Staatssecretaris van C' are two
as well; but 'Onderwijs, Cultuur en Wetenschap' is one portfolio. The list of portfolios tells
these apart where the grammar does not, and mends their spelling.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from difflib import get_close_matches

from ..printed import one_line
from ..questionset import Addressee

#: Portfolios since 1984, as the Staatsalmanak and the Aanhangsel print them.
PORTFOLIOS = (
    "Algemene Zaken",
    "Armoedebeleid, Participatie en Pensioenen",
    "Asiel en Migratie",
    "Basis- en Voortgezet Onderwijs en Media",
    "Bestuurlijke Vernieuwing en Koninkrijksrelaties",
    "Binnenlandse Zaken",
    "Binnenlandse Zaken en Koninkrijksrelaties",
    "Buitenlandse Handel en Ontwikkelingshulp",
    "Buitenlandse Handel en Ontwikkelingssamenwerking",
    "Buitenlandse Zaken",
    "Defensie",
    "Digitale Zaken en Koninkrijksrelaties",
    "Economische Zaken",
    "Economische Zaken en Klimaat",
    "Economische Zaken, Landbouw en Innovatie",
    "Financiën",
    "Fiscaliteit en Belastingdienst",
    "Grote Steden- en Integratiebeleid",
    "Herstel Groningen",
    "Immigratie en Asiel",
    "Immigratie, Integratie en Asiel",
    "Infrastructuur en Milieu",
    "Infrastructuur en Waterstaat",
    "Jeugd en Gezin",
    "Jeugd, Preventie en Sport",
    "Justitie",
    "Justitie en Veiligheid",
    "Klimaat en Energie",
    "Klimaat en Groene Groei",
    "Koninkrijksrelaties en Digitalisering",
    "Landbouw en Visserij",
    "Landbouw, Natuur en Voedselkwaliteit",
    "Landbouw, Natuurbeheer en Visserij",
    "Landbouw, Visserij, Voedselzekerheid en Natuur",
    "Langdurige en Maatschappelijke Zorg",
    "Langdurige Zorg en Sport",
    "Medische Zorg",
    "Medische Zorg en Sport",
    "Milieu en Wonen",
    "Mijnbouw",
    "Natuur en Stikstof",
    "Nederlands-Antilliaanse en Arubaanse Zaken",
    "Onderwijs, Cultuur en Wetenschap",
    "Onderwijs, Cultuur en Wetenschappen",
    "Onderwijs en Wetenschappen",
    "Ontwikkelingssamenwerking",
    "Participatie en Integratie",
    "Primair en Voortgezet Onderwijs",
    "Rechtsbescherming",
    "Sociale Zaken en Werkgelegenheid",
    "Toeslagen en Douane",
    "Veiligheid en Justitie",
    "Verkeer en Waterstaat",
    "Volksgezondheid, Welzijn en Sport",
    "Volkshuisvesting en Ruimtelijke Ordening",
    "Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer",
    "Vreemdelingenzaken en Integratie",
    "Welzijn, Volksgezondheid en Cultuur",
    "Wonen en Rijksdienst",
    "Wonen, Wijken en Integratie",
)

_PREMIER = r"minister[\s-]*president"
_SECRETARY = r"(?:sta+t+s{0,2}\s?-?)?se[ck]?[ck]ret?aris(?:sen)?"
_MINISTER = r"mini?sters?(?![\d_]|(?-i:[a-zà-ÿ]))"
#: A role as printed, in any case, misspellings included; group 1 is the premier, 2 a secretary.
ROLE = re.compile(rf"(?:\b|(?<=\bde))(?:({_PREMIER})|({_SECRETARY})|({_MINISTER}))", re.IGNORECASE)
_DEPUTY = re.compile(
    rf"\b(?:vice|plaatsvervangend)[\s-]*{_PREMIER},?\s*(?:en\s+)?(?:de\s+)?",
    re.IGNORECASE,
)
_ABSENCE = re.compile(
    r",?\s*(?:bij|wegens|in) (?:de )?afwezigheid van.*", re.IGNORECASE | re.DOTALL
)
#: 'mevrouw Dijksma', 'dhr. Rutte': a person named beside the office.
_PERSON = re.compile(
    r"\s*[,(]?\s*\b(?:mevrouw|mevr\.|mw\.?|de heer|dhr\.?|drs\.|mr\.|dr\.)\s[^,()]*[,)]?",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:,\s*(?:en\s+)?|\s+en\s+|\s+alsmede\s+)(?:die\s+)?(?:van|voor)\s*(?=[A-Z])")
_CONNECTOR = re.compile(
    r"(?:[\s,;]|\b(?:en|aan|de|het|alsmede|namens|mede|van|voor|tevens|zijn|haar))+$"
)
_LEAD = re.compile(r"^[\s,(]*(?:(?:van|voor)\s*(?=[A-Z(])|(?:van|voor)\b\s*)?(?:het\s+)?")


def role_name(match: re.Match[str]) -> str:
    """The role of a match of ROLE as the archive writes it."""
    if match[1]:
        return "Minister-President"
    return "Staatssecretaris" if match[2] else "Minister"


def is_plural(match: re.Match[str]) -> bool:
    """Whether a match of ROLE names several ('ministers', 'staatssecretarissen')."""
    return match[0].lower().endswith(("sters", "sen"))


def _key(text: str) -> str:
    """The letters alone, small and without accents: 'Financien' is 'Financiën'."""
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFD", text)).casefold()


@functools.cache
def _known() -> dict[str, str]:
    return {_key(name): name for name in PORTFOLIOS}


@functools.lru_cache(4096)
def read_portfolio(text: str) -> str:
    """A portfolio in its proper spelling: spaces, capitals and single wrong letters mended.

    A portfolio that the list does not know stays as printed; one with a dash has two parts
    ('Financiën – Fiscaliteit en Belastingdienst').
    """
    text = one_line(text).strip(" ,.;:()")
    parts = re.split(r"\s+[-–—]\s+|\s*[–—]\s*", text)
    return " – ".join(_known_or_printed(part) for part in parts if part)


def _known_or_printed(text: str) -> str:
    key = _key(text)
    if key in _known():
        return _known()[key]
    near = get_close_matches(key, _known(), 1, 0.94) if 6 < len(key) < 80 else []
    return _known()[near[0]] if near else text


def known_portfolio(text: str) -> bool:
    """Whether a text is one of the portfolios of the list, as `read_portfolio` would mend it."""
    return all(part in PORTFOLIOS for part in read_portfolio(text).split(" – "))


def portfolios(text: str, several: bool = False) -> tuple[str, ...]:
    """The portfolios in 'van A, van B en voor C', without their prepositions.

    `several` says that a plural was printed, so 'van A en B' may be two.
    """
    text = _CONNECTOR.sub("", _PERSON.sub(" ", text))
    parts = [part for part in _NEXT.split(_LEAD.sub("", text, count=1)) if part.strip(" ,.")]
    if several and len(parts) == 1:
        parts = _two_known(parts[0]) or parts
    return tuple(read_portfolio(_without_name(part)) for part in parts)


def _without_name(text: str) -> str:
    """'Jansen van Financiën' is the portfolio alone, where the list knows that."""
    _, _, field = text.partition(" van ")
    return field if field and not known_portfolio(text) and known_portfolio(field) else text


def _two_known(text: str) -> list[str]:
    """'A en B' as two known portfolios, or nothing where it is not that."""
    for cut in re.finditer(r"\s+en\s+(?:de\s+)?|,\s*", text):
        head, tail = text[: cut.start()], text[cut.end() :]
        if known_portfolio(head):
            rest = [tail] if known_portfolio(tail) else _two_known(tail)
            if rest:
                return [head, *rest]
    return []


def read_addressees(text: str) -> tuple[Addressee, ...]:
    """The offices in 'de Minister van X en de Staatssecretarissen van Y en voor Z', in order.

    Roles come out capitalised; the Minister-President has portfolio 'Algemene Zaken'. An office
    'bij afwezigheid van' which another is asked is left out. Empty where no role is found.
    """
    text = _ABSENCE.sub("", _DEPUTY.sub("", one_line(text)))
    roles = list(ROLE.finditer(text))
    ends = [*(role.start() for role in roles[1:]), len(text)]
    found: list[Addressee] = []
    waiting: list[str] = []
    for role, end in zip(roles, ends, strict=False):
        name = role_name(role)
        fields = portfolios(text[role.end() : end], is_plural(role))
        if name == "Minister-President":
            found.append(Addressee(name, "Algemene Zaken"))
        elif not fields:
            waiting.append(name)
        else:
            found.extend(Addressee(r, f) for r in (*waiting, name) for f in fields)
            waiting = []
    return _once(found)


def _once(offices: list[Addressee]) -> tuple[Addressee, ...]:
    """Each office once; 'Minister-President, Minister van Algemene Zaken' is one office."""
    unique = list(dict.fromkeys(offices))
    if Addressee("Minister-President", "Algemene Zaken") in unique:
        unique = [o for o in unique if o != Addressee("Minister", "Algemene Zaken")]
    return tuple(unique)
