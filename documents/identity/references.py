"""Finds in a text what it refers to: numbers of the Aanhangsel, Kamerstukken, and cases.

A citation is a run of words of its own kind ('Tweede Kamer', 'vergaderjaar 2003–2004', 'nr. 412'),
with the word 'Aanhangsel' or 'Kamerstuk' in it. Nothing is guessed: a number without its session
year refers to nothing, unless the words say that it is of this year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from ..parsing.questionset import MARK, QuestionSet


class Kind(StrEnum):
    """What is referred to: a number of the Aanhangsel, a Kamerstuk, or questions by their case."""

    APPENDIX = "aanhangsel"
    PAPER = "kamerstuk"
    CASE = "zaak"


class Relation(StrEnum):
    """Why: these questions follow up on those, a reader is sent there, or it is merely cited."""

    FOLLOW_UP = "follow-up"
    SEE_ALSO = "see-also"
    CITES = "cites"


@dataclass(frozen=True)
class Found:
    """A reference: its target's identifier, and where its words stand: text[start:end].

    Identifiers: 'ah-tk-20032004-412', 'kst-28286-1056', 'kst-29200-VI-5', '2030405670',
    '2022Z17084'.
    """

    kind: Kind
    target: str
    start: int
    end: int
    relation: Relation = Relation.CITES


@dataclass(frozen=True)
class Placed:
    """A reference in a set, at the path of its text: 'footnotes[2].text', 'title'."""

    place: str
    found: Found
    words: str


# a set


def of_set(questions: QuestionSet, chamber: str = "tk") -> list[Placed]:
    """The references in the texts of a set, in the order of its parts; not those to itself.

    `chamber` ('tk' or 'ek') is the set's own, which is meant where a citation names none.
    """
    year, own = questions.session_year or "", _own(questions)
    found = [
        Placed(place, one, text[one.start : one.end])
        for place, text, said, asks in _texts(questions)
        if _may_refer(text)
        for one in in_text(text, chamber, year, said=said, asks=asks)
        if one.target not in own
    ]
    return found


def _own(questions: QuestionSet) -> set[str]:
    case = case_number(questions.case_number or "")
    return {questions.identifier or "", case} - {""}


def _texts(questions: QuestionSet) -> Iterator[tuple[str, str, str, bool]]:
    """Path and text of each part, what is said where its mark stands, and whether it asks."""
    yield "title", questions.title, "", True
    for i, question in enumerate(questions.questions):
        yield f"questions[{i}].text", question.text, "", True
    for i, answer in enumerate(questions.answers):
        yield f"answers[{i}].text", answer.text, "", False
    for i, footnote in enumerate(questions.footnotes):
        said, asks = _marked(questions, footnote.number) if _may_refer(footnote.text) else ("", 0)
        yield f"footnotes[{i}].text", footnote.text, said, bool(asks)
    for i, note in enumerate(questions.notes):
        yield f"notes[{i}].text", note.text, "", note.kind == "toelichting"


def _marked(questions: QuestionSet, number: int) -> tuple[str, bool]:
    """The words before the mark of a footnote, in its sentence; and whether a question has it.

    A footnote of the title, whose mark is lost, belongs to the questions.
    """
    mark = f"[^{number}]"
    rows = (*questions.questions, *questions.answers, *questions.notes)
    for index, row in enumerate(rows):
        if mark in row.text:
            before, _, after = row.text.partition(mark)
            said = MARK.sub("", f"{_sentence(before)} {after[:_NEAR].partition('?')[0]}")
            return said, index < len(questions.questions)
    return "", True


# a text

#: signs before a reference that tell its relation
_NEAR = 250
_SIGNS = re.compile(r"a+n?g?ha?n?g?\s?s?el|vragen|amerst|tk\b|[12]\d{8}|\dz\d{3}", re.IGNORECASE)


def _may_refer(text: str) -> bool:
    return _SIGNS.search(text) is not None


def in_text(
    text: str, chamber: str = "tk", session_year: str = "", *, said: str = "", asks: bool = True
) -> list[Found]:
    """The references in one text, in order.

    `said` are words beside the text that tell the relation; `asks` says that the text is of those
    who ask: an answer follows nothing up.
    """
    found = [*_appendices(text, chamber, session_year), *_papers(text), *_cases(text)]
    found.sort(key=lambda one: (one.start, one.end))
    return [replace(one, relation=_relation(text, one, said, asks)) for one in found]


_AGAIN = re.compile(
    r"vervolg(?:vra|\s+op\b.{0,60}vra)|aanvullende?\s+(?:kamer)?vragen|(?:ter|in)\s+aanvulling\s+(?:op|van)"
    r"|eerdere?\b(?:\s+\S+){0,3}?\s*(?:kamer)?vragen|eerder\s+gestelde"
    r"|antwoord(?:en)?\b[^.?]{0,60}\b(?:kamer)?vra(?:ag|gen)\b"
    r"|(?:mijn|onze)\s+(?:schriftelijke\s+|mondelinge\s+)?(?:kamer)?vragen\b"
    r"|herinner\w*\s[^?]{0,80}\b(?:kamer)?vragen\b"
    r"|(?:uw|zijn|haar|hun)\s+(?:\w+\s+)?(?:antwoord|beantwoording)",
    re.IGNORECASE | re.DOTALL,
)
_SEE = re.compile(r"\bzie\b|\bvgl\b|\bvergelijk\b|\bcf\b", re.IGNORECASE)


def _relation(text: str, one: Found, said: str, asks: bool) -> Relation:
    before = _sentence(text[: one.start])
    is_set = one.kind is not Kind.PAPER
    if is_set and asks and _AGAIN.search(f"{said} {before}"):
        return Relation.FOLLOW_UP
    return Relation.SEE_ALSO if _SEE.search(before) else Relation.CITES


_SENTENCE = re.compile(r"[?!;\n]|(?<=[a-z)»”]{3})\.\s+(?=[A-Z])")


def _sentence(before: str) -> str:
    """What of these words belongs to the sentence that is not ended yet."""
    return _SENTENCE.split(before[-_NEAR:])[-1]


# the words of a citation

#: a year in four digits, which a scan may part, or two
_YEAR = r"(?:1[ ]?9|2[ ]?0)[ ]?\d[ ]?\d|(?:['’‘][ ]?)?\d[ ]?\d"
#: 'Aanhangsel' with at most one letter lost, added or parted
_APPENDIX = (
    r"A+n?g?ha?n?g?\s?s?el?s?(?:\s?-)?(?![a-z])|A+nhan\s?gse[l1i]s?(?![a-z])|A+nhang\s?[sa]el(?![a-z])"
)
_MONTHS = "jan|feb|maart|mrt|april|apr|mei|juni|juli|aug|sept|okt|nov|dec"
_TOKEN = re.compile(
    rf"""
    (?P<appendix>(?<![\w-])(?:{_APPENDIX}))
    |(?P<skip>\b(?:blz|bladz|bladzijden?|pag|pagina['’]?s?|pp?)\b\.?\s*\d[\d\s]*(?:[-–]\s?\d+)*
        |\b(?:antwoord(?:en)?|vra(?:ag|gen))(?:\s+op)?(?:\s+vra(?:ag|gen))?(?:\s+nrs?\.?)?\s\d+(?:\s?(?:,|en|t/m|-|–)\s?\d+)*\b
        |\b\d{{1,2}}\s?(?:{_MONTHS})[a-z]*\b\.?(?:\s*(?:1\s?9|2\s?0)\s?\d\s?\d(?!\d)|\s*jl\b|\s*II\b)?
        |\bd\.?d\.|\(?ingezonden\s(?:op\s)?)
    |(?P<years>(?<![\d/])(?<!\d[-–])(?:{_YEAR})\s?[-–—/]\s?(?:{_YEAR})(?![\d/])
        |(?<!\d)(?:19|20)\d\d\s(?:19|20)\d\d(?!\d))
    |(?P<mark>\bn(?:rs?|os?|ummers?)\b[.:]?s?\.?|\bsub\b|\bnr(?=\d))
    |(?P<number>(?<!\d)(?<!\d\.)\d{{1,5}}(?:[ ]\d{{1,3}})*(?!\d))
    |(?P<this>\b(?:dit|lopende?|huidige?|deze)\s(?:vergaderjaar|zitting(?:sjaar)?)\b)
    |(?P<ek>\bEerste[ -]Kamer\b|\bEK\b|\b(?:1e|Ie)\sKamer\b)
    |(?P<tk>\bTweede[ -]Kamer\b|\bTK\b|\b(?:2e|IIe)\sKamer\b|\bder\sTweede\b)
    |(?P<two>\bII\b|(?<=\s)ll\b)|(?P<one>\bI\b)
    |(?P<through>\bt/m\b|\btot\sen\smet\b|[-–](?=[ ]?\d))|(?P<comma>[,;])|(?P<and>&|\ben\b|\balsmede\b|\bresp(?:\.|ectievelijk)?)
    |(?P<word>\b[HM]ande?\s?[li1]\w{{0,3}}g\s?e?n?\b|\bHande?(?:l\w*)?\b\.?|\bverga-?\s?der\w*(?:\s?[ij]aar)?\b|\bvergad\.?|\bverg\.\s?jaar
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


#: signs before the word 'Aanhangsel' in which its session year and Chamber may stand
_BEFORE = 90
_TRIGGER = re.compile(rf"(?<![\w-])(?:{_APPENDIX})", re.IGNORECASE)
_WORD = re.compile(r"\w+|.", re.DOTALL)


def _appendices(text: str, chamber: str, session_year: str) -> Iterator[Found]:
    done = 0
    for trigger in _TRIGGER.finditer(text):
        if trigger.start() < done:
            continue
        before = _run(text, max(done, trigger.start() - _BEFORE), trigger.start())[-1]
        after = _run(text, trigger.end(), len(text))[0]
        reading = _Reading(_heading(before), session_year).read(after)
        done = max(reading.end, trigger.end())
        start = reading.heading[0].start if reading.heading else trigger.start()
        yield from _spanned(reading, start, chamber)


def _run(text: str, start: int, end: int) -> list[list[_Token]]:
    """The words of citations in text[start:end], in runs that are parted by other words.

    From a start at the end of a word the first run alone is made: what follows is not read.
    """
    runs: list[list[_Token]] = [[]]
    is_first_only = end == len(text)
    while start < end:
        match = _TOKEN.match(text, start, end)
        if match is None:
            if is_first_only:
                break
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
        for token, follower in zip_longest(after, after[1:]):
            if not self._take(token, follower):
                break
            self.before = token.kind if token.kind != "word" else self.before
        if self.is_first and self.numbers:
            self._tie(self.year)
        return self

    def _take(self, token: _Token, follower: _Token | None) -> bool:
        """Whether a word still belongs to the citation."""
        if token.kind in ("years", "this"):
            year = session(token.text) if token.kind == "years" else self.session_year
            self._years(year, token, begins=bool(follower and follower.kind in ("mark", "number")))
        elif token.kind == "number":
            return self._number(token)
        elif token.kind == "word":
            return not (self._has_numbers() and token.text.lower().startswith(("ha", "ma", "kamers")))
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
        if not (is_marked or follows or (is_bare or self.before == "comma") and not is_year):
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


# Kamerstukken

_SESSION = rf"(?:{_YEAR})\s?[-–—/]\s?(?:{_YEAR})"
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


def _papers(text: str) -> Iterator[Found]:
    for head in _HEAD.finditer(text):
        if re.search(r"\bI\b|Eerste", head["between"]):
            continue  # those of the Eerste Kamer have letters
        is_told = bool(head["paper"])
        start, at = head.start(), head.end()
        while match := _PAPER.match(text, at):
            if not (match["number"] or is_told and at == head.end()):
                break
            yield from _numbered(match, start)
            at = match.end()
            start = match.start("dossier") if _PAPER.match(text, at) is None else at
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
        yield Found(
            Kind.PAPER, f"{dossier}-{more[0]}", begin + more.start(), begin + more.end()
        )


# cases

_CASE = re.compile(r"(?<![\d/.-])(?:2\d{9}|(?:19|20)\d\dZ\d{5})(?![\d/-])")
_PADDED = 10


def _cases(text: str) -> Iterator[Found]:
    for match in _CASE.finditer(text):
        if _is_case(match[0]):
            yield Found(Kind.CASE, match[0], *match.span())


def _is_case(number: str) -> bool:
    """'2030405670': a 2, the two years of the session, and five digits; '2022Z17084'."""
    if "Z" in number:
        return True
    return (int(number[1:3]) + 1) % 100 == int(number[3:5])


def case_number(printed: str) -> str:
    """The case number of its print: of '299015520' the lost zero of 2000 is put back."""
    padded = f"{printed[:3]}0{printed[3:]}"
    if len(printed) == _PADDED - 1 and padded.isdecimal() and padded[1:5] in ("9900",):
        return padded
    return printed


def targets(found: Iterable[Placed]) -> list[str]:
    """The identifiers that are referred to, each once, in order."""
    return list(dict.fromkeys(one.found.target for one in found))
