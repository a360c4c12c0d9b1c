"""Citations of the Aanhangsel: 'Tweede Kamer, vergaderjaar 2003–2004, Aanhangsel, nrs. 12 en 13'.

A citation is a run of words of its own kind with the word 'Aanhangsel' in it; the session year
stands before its numbers or after them. Nothing is guessed: a number without a session year is of
none, unless the words say that it is of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .found import Found, Kind

#: a year in four digits, which a scan may part, or two
YEAR = r"(?:1[ ]?9|2[ ]?0)[ ]?\d[ ]?\d|(?:['’‘][ ]?)?\d[ ]?\d"
#: 'Aanhangsel' with at most one letter lost, added or parted
_APPENDIX = (
    r"A+n?g?ha?n?g?\s?s?el?s?(?:\s?-)?(?![a-z])"
    r"|A+nhan\s?gse[l1i]s?(?![a-z])|A+nhang\s?[sa]el(?![a-z])"
)
_MONTHS = "jan|feb|maart|mrt|april|apr|mei|juni|juli|aug|sept|okt|nov|dec"
_TOKEN = re.compile(
    rf"""
    (?P<appendix>(?<![\w-])(?:{_APPENDIX}))
    |(?P<skip>\b(?:blz|bladz|bladzijden?|pag|pagina['’]?s?|pp?)\b\.?\s*\d[\d\s]*(?:[-–]\s?\d+)*
        |\b(?:antwoord(?:en)?|vra(?:ag|gen))(?:\s+op)?(?:\s+vra(?:ag|gen))?(?:\s+nrs?\.?)?\s\d+(?:\s?(?:,|en|t/m|-|–)\s?\d+)*\b
        |\b\d{{1,2}}\s?(?:{_MONTHS})[a-z]*\b\.?(?:\s*(?:1\s?9|2\s?0)\s?\d\s?\d(?!\d)|\s*jl\b|\s*II\b)?
        |\bd\.?d\.|\(?ingezonden\s(?:op\s)?)
    |(?P<years>(?<![\d/])(?<!\d[-–])(?:{YEAR})\s?[-–—/]\s?(?:{YEAR})(?![\d/])
        |(?<!\d)(?:19|20)\d\d\s(?:19|20)\d\d(?!\d))
    |(?P<mark>\bn(?:rs?|os?|ummers?)\b[.:]?s?\.?|\bsub\b|\bnr(?=\d))
    |(?P<number>(?<!\d)(?<!\d\.)\d{{1,5}}(?:[ ]\d{{1,3}})*(?!\d))
    |(?P<this>\b(?:dit|lopende?|huidige?|deze)\s(?:vergaderjaar|zitting(?:sjaar)?)\b)
    |(?P<ek>\bEerste[ -]Kamer\b|\bEK\b|\b(?:1e|Ie)\sKamer\b)
    |(?P<tk>\bTweede[ -]Kamer\b|\bTK\b|\b(?:2e|IIe)\sKamer\b|\bder\sTweede\b)
    |(?P<two>\bII\b|(?<=\s)ll\b)|(?P<one>\bI\b)
    |(?P<through>\bt/m\b|\btot\sen\smet\b|[-–](?=[ ]?\d))
    |(?P<comma>[,;])|(?P<and>&|\ben\b|\balsmede\b|\bresp(?:\.|ectievelijk)?)
    |(?P<word>\b[HM]ande?\s?[li1]\w{{0,3}}g\s?e?n?\b|\bHande?(?:l\w*)?\b\.?|\bver?ga-?\s?der\w*(?:\s?[ij]aar)?\b|\bherdruk\b|\bvergad\.?|\bverg\.\s?jaar
        |\bzitting(?:s\s?jaar)?\b|\bjaar\b|\bvan\b|\bder?\b|\bhet\b|\btot\b|\bop\b|\buit\b|\bin\b|\bkamer\b|\bbij\b
        |\bstaten-generaal\b|\bschriftelijke\b|\bkamervragen\b|\bmet\santwoord\b|\bkamerstuk(?:ken)?\b|\bzie\b|\book\b)
    |(?P<space>[\s.:()\[\]'’‘«»"“”–-]+)
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class _Token:
    """One word of a citation: its kind in _TOKEN, and its place."""

    kind: str
    text: str
    start: int
    end: int


#: signs before the word 'Aanhangsel' in which its session year and Chamber may stand, and signs
#: after it in which its numbers may
_BEFORE, _AFTER = 90, 250
_TRIGGER = re.compile(rf"(?<![\w-])(?:{_APPENDIX})", re.IGNORECASE)
_WORD = re.compile(r"\w+|.", re.DOTALL)


def appendices(text: str, chamber: str, session_year: str) -> Iterator[Found]:
    done = 0
    for trigger in _TRIGGER.finditer(text):
        if trigger.start() < done:
            continue
        before = _runs(text, max(done, trigger.start() - _BEFORE), trigger.start())[-1]
        after = _runs(text, trigger.end(), trigger.end() + _AFTER)[0]
        reading = _Reading(_heading(before), session_year).read(after)
        done = max(reading.end, trigger.end())
        start = reading.heading[0].start if reading.heading else trigger.start()
        yield from _spanned(reading, start, chamber)


def _runs(text: str, start: int, end: int) -> list[list[_Token]]:
    """The words of citations in text[start:end], in runs that are parted by other words."""
    runs: list[list[_Token]] = [[]]
    end = min(end, len(text))
    while start < end:
        match = _TOKEN.match(text, start)
        if match is None:
            runs.append([])
            start = _WORD.match(text, start).end()  # type: ignore[union-attr]
            continue
        token = _token(match)
        start = token.end
        if token.kind != "space":
            runs[-1].append(token)
    return runs


def _token(match: re.Match[str]) -> _Token:
    kind, found = str(match.lastgroup), match[0]
    if kind == "number":
        found = _unparted(found)
    return _Token(kind, found, match.start(), match.start() + len(found))


def _unparted(number: str) -> str:
    """A number whose digits a scan parted ('1 1 75'); only the first of numbers that stand so."""
    parts = number.split()
    is_one = any(len(part) == 1 for part in parts) and sum(map(len, parts)) <= _DIGITS
    return number if is_one else parts[0]


_DIGITS = 4
#: what ends the words that belong to an 'Aanhangsel' after them
_STOPS = {"number", "mark", "skip", "and", "through", "appendix"}


def _heading(before: Sequence[_Token]) -> list[_Token]:
    """The words before 'Aanhangsel' that belong to it."""
    kept: list[_Token] = []
    for token in reversed(before):
        if token.kind in _STOPS:
            break
        kept.insert(0, token)
    telling = [i for i, token in enumerate(kept) if token.kind not in ("word", "comma")]
    names = [i for i, token in enumerate(kept) if token.text.lower().startswith("handel")]
    return kept[min(telling + names) :] if telling or names else []


class _Reading:
    """Reads the words after 'Aanhangsel': numbers with their session year before or after them."""

    def __init__(self, heading: list[_Token], session_year: str) -> None:
        self.heading, self.session_year = heading, session_year
        years = [token for token in heading if token.kind == "years"]
        self.year = session(years[-1].text) if years else ""
        self.is_first = bool(years)
        self.numbers: list[tuple[_Token, int]] = []
        self.found: list[tuple[_Token, int, str]] = []
        self.chambers = {token.kind for token in heading}
        self.before = "appendix"
        self.end = 0

    def read(self, after: Sequence[_Token]) -> _Reading:
        for index, token in enumerate(after):
            if not self._take(token, _next_kind(after[index + 1 :])):
                break
            self.before = token.kind if token.kind != "word" else self.before
        if self.is_first and self.numbers:
            self._tie(self.year)
        return self

    def _take(self, token: _Token, follower: str) -> bool:
        """Whether a word still belongs to the citation; `follower` is the kind of the next."""
        if token.kind in ("years", "this"):
            if self.is_first and self.numbers and follower == "appendix":
                return False
            year = session(token.text) if token.kind == "years" else self.session_year
            self._years(year, token, begins=follower in ("mark", "number"))
        elif token.kind == "number":
            return self._number(token)
        elif token.kind == "word":
            return not (
                self._has_numbers() and token.text.lower().startswith(("ha", "ma", "kamers"))
            )
        else:
            self.chambers.add(token.kind)
        return token.kind != "appendix" or not self._has_numbers()

    def _has_numbers(self) -> bool:
        return bool(self.numbers or self.found)

    def _years(self, year: str, token: _Token, *, begins: bool) -> None:
        """Takes a session year; `begins` where a number follows it, whose year it may be."""
        if self.is_first and self.numbers and not begins:
            # years on both sides of a number: they must agree
            year = year if year == self.year else ""
            self.is_first = False
        if self.is_first or not self._has_numbers():
            self._tie(self.year)
            self.is_first = True
        else:
            self._tie(year)
        self.year, self.end = year, token.end

    def _number(self, token: _Token) -> bool:
        """Takes a number; not one that could be a year, or that belongs to other words."""
        is_marked = self.before == "mark"
        follows = self.before in ("comma", "and") and bool(self.numbers)
        is_bare = self.before in ("appendix", "years", "tk", "ek", "two", "one")
        is_year = len(token.text) == _DIGITS and token.text.startswith(("19", "20"))
        if self.before == "through" and self.numbers:
            return self._through(token)
        if not (is_marked or follows or ((is_bare or self.before == "comma") and not is_year)):
            return False
        self.numbers.append((token, _value(token)))
        self.end = token.end
        return True

    def _through(self, token: _Token) -> bool:
        """Takes all numbers up to one with 't/m' before it; none where these would be many."""
        first, last = self.numbers[-1][1], _value(token)
        if not first < last <= first + _MOST:
            return False
        self.numbers += [(token, number) for number in range(first + 1, last + 1)]
        self.end = token.end
        return True

    def _tie(self, year: str) -> None:
        self.found += [(token, number, year) for token, number in self.numbers if year]
        self.numbers = []


def _next_kind(after: Sequence[_Token]) -> str:
    """The kind of the first word that tells something; '' where none does."""
    telling = (token.kind for token in after if token.kind not in ("comma", "word"))
    return next(telling, "")


def _value(token: _Token) -> int:
    return int(re.sub(r"\s", "", token.text))


#: numbers that 't/m' may stand for
_MOST = 20
#: more numbers than the Eerste Kamer has in a session year
_EK_NUMBERS = 100


def _spanned(reading: _Reading, start: int, chamber: str) -> Iterator[Found]:
    """The references of one citation; of several numbers each has its own words."""
    is_one = len(reading.found) == 1
    for token, number, year in reading.found:
        of = _chamber(reading.chambers, chamber, number)
        target = f"ah-{of}-{year.replace('-', '')}-{number}"
        span = (start, reading.end) if is_one else (token.start, token.end)
        yield Found(Kind.APPENDIX, target, *span)


def _chamber(named: set[str], own: str, number: int) -> str:
    if named & {"ek", "one"}:
        return "ek"
    return "tk" if named & {"tk", "two"} or number > _EK_NUMBERS else own


def session(text: str) -> str:
    """The session year of its print: '1999-2000' of '99/00' or '1 999–2000'; '' of no such year."""
    first, last = (re.sub(r"\D", "", part) for part in _years(text))
    start = int(first) if len(first) == _DIGITS else _century(int(first))
    return f"{start}-{start + 1}" if (start + 1) % 10 ** len(last) == int(last) else ""


def _years(text: str) -> list[str]:
    parts = re.split(r"[-–—/]", text)
    return parts if len(parts) > 1 else text.split()


def _century(year: int) -> int:
    """The year of its last two digits; the oldest Kamervragen that are cited are of after 1945."""
    return 1900 + year if year >= 45 else 2000 + year
