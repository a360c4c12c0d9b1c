"""Citations of Kamerstukken: 'Kamerstukken II 2003/04, 29 200 VI, nr. 5', 'TK 28 286, nr. 1056'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .appendix import YEAR
from .found import Found, Kind

_SESSION = rf"(?:{YEAR})\s?[-–—/]\s?(?:{YEAR})"
_HEAD = re.compile(
    rf"""(?<![\w-])(?:(?P<paper>Kamerst(?:uk(?:ken)?\b|uk(?=\d)|\.)|Kst\b\.?)|T\.?K\b\.?|Tweede\sKamer)
    (?P<between>(?:[\s,.:(]*(?:I{{1,2}}\b|T\.?K\b|Tweede\sKamer|Eerste\sKamer|vergaderjaar|zitting|nrs?\.?\s(?=\d\d\s?\d{{3}})
    |(?P<years>{_SESSION})))*)[\s,.:(]*(?=[1-3])""",
    re.IGNORECASE | re.VERBOSE,
)
_PAPER = re.compile(
    r"""(?:\s*(?:,|;|en|alsmede)\s+)?(?P<dossier>[1-3]\s?\d\s?\d\s?\d\s?\d)(?!\d)
    (?:\s?[-–]\s?(?P<part>\d\d)(?!\d)
    |\s?[-,(]?\s?(?:hoofdstuk\s)?(?P<chapter>[IVX]{1,5}[A-E]?)\b\)?)?
    (?:[\s,.]*\b(?P<mark>n(?:rs?|os?|ummers?)\b\.?)\s*(?P<number>\d{1,4})(?![\d\w])(?P<more>(?:\s?(?:,|en)\s\d{1,3}(?![\d\s]*\s?\d|\w|\s(?:jan|feb|m|ap|ju|au|se|ok|no|de)))*))?""",
    re.VERBOSE,
)


def papers(text: str) -> Iterator[Found]:
    for head in _HEAD.finditer(text):
        if re.search(r"\bI\b|Eerste", head["between"]):
            continue  # those of the Eerste Kamer have letters
        is_told = bool(head["paper"])
        start, at = head.start(), head.end()
        while match := _PAPER.match(text, at):
            if not (match["number"] or (is_told and at == head.end())):
                break
            yield from _numbered(match, start)
            at = match.end()
            start = _next_start(text, at)


def _next_start(text: str, at: int) -> int:
    match = _PAPER.match(text, at)
    return match.start("dossier") if match else at


def _numbered(match: re.Match[str], start: int) -> Iterator[Found]:
    words = (re.sub(r"\s", "", match["dossier"]), match["part"], match["chapter"])
    dossier = "kst-" + "-".join(filter(None, words))
    if not match["number"]:
        yield Found(Kind.PAPER, dossier, start, match.end())
        return
    yield Found(Kind.PAPER, f"{dossier}-{match['number']}", start, match.end("number"))
    for more in re.finditer(r"\d+", match["more"]):
        begin = match.start("more")
        yield Found(Kind.PAPER, f"{dossier}-{more[0]}", begin + more.start(), begin + more.end())
