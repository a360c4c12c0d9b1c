"""Offices of government: roles, and the phrases that name several at once.

'de Ministers van A en voor B' are two offices, 'de Minister en de Staatssecretaris van C' are two
as well; but 'Onderwijs, Cultuur en Wetenschap' is one portfolio. The list of portfolios tells
these apart where the grammar does not, and mends their spelling.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import TypeVar

from ..printed import one_line
from ..questionset import Addressee, Answerer
from .ministries import (
    is_abbreviation,
    known_portfolio,
    read_portfolio,
    whole_words,
    without_bracket,
)
from .titles import in_office, with_spaces

_PREMIER = r"minister[\s-]*president|eerste[\s-]minister\b|(?<!vice-)premier\b"
_SECRETARY = r"(?:sta+t+s{0,2}\s?-?)?se[ck]?[ck]ret?aris(?:sen)?(?:\(sen\))?"
_MINISTER = r"mini?sters?(?:\(s\))?(?:(?=(?:van|voor)(?:\s|(?-i:[A-Z])))|(?![\d_]|(?-i:[a-zà-ÿ])))"
_HOLDER = r"bewinds(?:lieden|lui|personen|persoon|man|vrouw|vrouwe)\b"
#: A role as printed, in any case, misspellings included; group 1 is the premier, 2 a secretary, 4
#: who says no more than that it is one of the government.
ROLE = re.compile(
    rf"(?:\b|(?<=\bde)|(?<=\bvan))(?:({_PREMIER})|({_SECRETARY})|({_MINISTER})|({_HOLDER}))",
    re.IGNORECASE,
)
#: 'bewindslieden van Financiën': its minister and its state secretary.
HOLDERS = re.compile(r"\bbewinds(?:lieden|lui|personen)\b[^,;(]*", re.IGNORECASE)
#: What a minister calls another: 'mede namens zijn ambtgenoot van Defensie'.
_COLLEAGUE = re.compile(
    r"\b(?:(?:de|zijn|haar|hun|diens|mijn)\s+)?(?:ambt(?:s)?geno(?:ot|te|ten)|collega(?:[’']?s)?)\s+(?=van|voor)"
)
#: The role of somebody of the government of whom no more is printed.
HOLDER = "Bewindspersoon"
_ABSENCE = re.compile(
    r",?\s*(?:bij|wegens|in) (?:de )?afwezigheid van.*", re.IGNORECASE | re.DOTALL
)
#: 'mevrouw Dijksma', 'dhr. Rutte': a person named beside the office.
_PERSON = re.compile(
    r"\s*[,(]?\s*\b(?:mevrouw|mevr\.|mw\.?|de heer|dhr\.?|drs\.|mr\.|dr\.)\s[^,()]*[,)]?",
    re.IGNORECASE,
)
_AND = (
    r"(?:en|alsmede|alsook|evenals|of|als|en\s+ook|c\.?\s?q\.?|dan\s*wel|resp\.?|respectievelijk)"
)
_NEXT = re.compile(
    rf"(?:,\s*(?:{_AND}\s+)?|\s+{_AND}\s+|\s*[/&+;]\s*)(?:die\s+)?(?:van|voor)\s*(?=[A-Z])"
)
_CONNECTOR = re.compile(
    r"(?:[\s,;/&+]|\b(?:en|of|aan|de|den|het|alsmede|alsook|evenals|namens|mede|van|voor|tevens|zijn"
    r"|haar|hun|diens|onze|beide|ook|als|dan|wel|danwel|resp|respectievelijk|c\.?\s?q)\b\.?)+$"
)
_LEAD = re.compile(r"^[\s,(]*(?:(?:van|voor)\s*(?=[A-Z(])|(?:van|voor)\b\s*)?(?:het\s+)?")
_BETWEEN = re.compile(
    rf",(?!\s*\()\s*(?:{_AND}\s+)?(?:de\s+|van\s+|voor\s+)?|\s+{_AND}\s+(?:de\s+|van\s+|voor\s+)?|\s*[/&+;]\s*"
    r"|(?<=[a-zà-ÿ])en\s+(?:van\s+|voor\s+)?(?=[A-Z])"
)
#: A person's name behind a portfolio: 'Financiën, Bos'.
_NAMED_BEHIND = re.compile(
    r"^\s*(?:(?i:van|de|der|den|ter|ten|el|te)\s+)*[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]+)?$"
)


#: What is said beside a portfolio: 'Financiën en, indien nodig,'.
_ASIDE = re.compile(r"(?:,|\s+en,?)\s+[a-zà-ÿ]")


def role_name(match: re.Match[str]) -> str:
    """The role of a match of ROLE as the archive writes it."""
    if match[1]:
        return "Minister-President"
    if match[4]:
        return HOLDER
    return "Staatssecretaris" if match[2] else "Minister"


def is_plural(match: re.Match[str]) -> bool:
    """Whether a match of ROLE names several ('ministers', 'staatssecretarissen')."""
    return match[0].lower().endswith(("sters", "sen", "lieden", "lui", "personen", "s)", "n)"))


def office_text(text: str) -> str:
    """A phrase about offices with its spaces, and without what says only how they are held."""
    text = in_office(with_spaces(whole_words(one_line(text))))
    first = ROLE.search(text)
    if not first:
        return text
    return _COLLEAGUE.sub(lambda m: _colleague(m, role_name(first)), text)


def _colleague(match: re.Match[str], role: str) -> str:
    """'zijn ambtgenoten van' as 'ministers van': one who holds the same office."""
    several = match[0].rstrip().endswith(("n", "s"))
    plural = "staatssecretarissen" if role == "Staatssecretaris" else "ministers"
    one = "staatssecretaris" if role == "Staatssecretaris" else "minister"
    return f"de {plural if several else one} "


def portfolios(text: str, several: bool = False) -> tuple[str, ...]:
    """The portfolios in 'van A, van B en voor C', without their prepositions.

    `several` says that a plural was printed, so 'van A en B' may be two.
    """
    text = _CONNECTOR.sub("", _PERSON.sub(" ", text))
    parts = [part for part in _NEXT.split(_LEAD.sub("", text, count=1)) if _has_letters(part)]
    alone = several and len(parts) == 1
    found = [field for part in parts for field in _fields(part, alone)]
    return tuple(read_portfolio(_without_name(field)) for field in found)


def _has_letters(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]", text)) > 1


def _fields(text: str, several: bool) -> list[str]:
    """'A en B' as two portfolios where both are known, or where only that can be meant."""
    if known_portfolio(text) and not several:
        return [text]
    parted = _all_known(text)
    if parted or known_portfolio(text):
        return parted or [text]
    halves = _BETWEEN.split(text)
    clear = several and len(halves) == 2 and all(map(_has_letters, halves))
    return halves if clear and any(map(known_portfolio, halves)) else [text]


def _without_name(text: str) -> str:
    """'Jansen van Financiën' and 'Financiën, Jansen' are the portfolio, where it is known."""
    if known_portfolio(text):
        return text
    _, _, field = text.partition(" van ")
    if field and known_portfolio(field):
        return field
    aside = _ASIDE.search(text)
    if aside and known_portfolio(text[: aside.start()]):
        return text[: aside.start()]
    field, comma, name = text.rpartition(",")
    return field if comma and known_portfolio(field) and _NAMED_BEHIND.match(name) else text


def _all_known(text: str) -> list[str]:
    """'A, B en C' as known portfolios, or nothing where it is not that."""
    for cut in _BETWEEN.finditer(text):
        head, tail = text[: cut.start()], text[cut.end() :]
        if head and known_portfolio(head):
            rest = [tail] if known_portfolio(tail) else _all_known(tail)
            if rest:
                return [head, *rest]
    return []


def read_addressees(text: str) -> tuple[Addressee, ...]:
    """The offices in 'de Minister van X en de Staatssecretarissen van Y en voor Z', in order.

    Roles come out capitalised; the Minister-President has portfolio 'Algemene Zaken'. An office
    'bij afwezigheid van' which another is asked is left out. 'Bewindslieden van X' are its minister
    and its state secretary. Empty where no role is found.
    """
    return each_once(Addressee(o.role, without_bracket(o.portfolio)) for o in printed_offices(text))


@functools.lru_cache(2048)
def printed_offices(text: str) -> tuple[Addressee, ...]:
    """The same; a name or a portfolio in brackets stays with the portfolio: 'Bos (Financiën'."""
    text = _ABSENCE.sub("", office_text(text))
    roles = list(ROLE.finditer(text))
    ends = [*(role.start() for role in roles[1:]), len(text)]
    found: list[Addressee] = []
    waiting: list[str] = []
    for role, end in zip(roles, ends, strict=False):
        names = _roles(role)
        fields = portfolios(text[role.end() : end], is_plural(role))
        if role[1]:
            found.append(Addressee(names[0], "Algemene Zaken"))
        elif not fields:
            waiting.extend(names)
        else:
            found.extend(Addressee(r, f) for r in (*waiting, *names) for f in fields)
            waiting = []
    if found:
        # 'de Minister van X en de Staatssecretaris'
        found.extend(Addressee(name, found[-1].portfolio) for name in waiting)
    return each_once(found)


def _roles(match: re.Match[str]) -> tuple[str, ...]:
    both = match[4] and is_plural(match)
    return ("Minister", "Staatssecretaris") if both else (role_name(match),)


_Office = TypeVar("_Office", Addressee, Answerer)


def each_once(offices: Iterable[_Office]) -> tuple[_Office, ...]:
    """Each office once; 'Minister-President, Minister van Algemene Zaken' is one office."""
    unique = list(dict.fromkeys(offices))
    if any(office.role == "Minister-President" for office in unique):
        unique = [o for o in unique if o.role != "Minister" or not _is_general(o.portfolio)]
    return tuple(unique)


def _is_general(portfolio: str) -> bool:
    """Whether a portfolio is the Minister-President's own, also where it is abbreviated."""
    return portfolio == "Algemene Zaken" or (portfolio == "AZ" and is_abbreviation(portfolio))
