"""What a notice to the Kamer says of questions: delayed until when and why, answered, withdrawn.

By the Dutch of such notices: what speaks of an answer that is still to come is a delay, whatever
else it mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..parsing.notices import ANSWERED, WITHDRAWN, Says, one_set, plain, says
from ..parsing.printed import month_number


class Outcome(StrEnum):
    """What one document says of the questions, which becomes the state of their case."""

    OPEN = "open"
    POSTPONED = "uitgesteld"
    ANSWERED = "beantwoord"
    LETTER = "brief"
    WITHDRAWN = "ingetrokken"


@dataclass(frozen=True)
class Said:
    """An outcome; of a delay the last day that it names, in its own words too, and the reason.

    `why` begins with 'omdat' or 'vanwege', or is a sentence of its own; '' where none is told.
    """

    outcome: Outcome
    until: date | None = None
    until_words: str = ""
    why: str = ""


_REFERRED = re.compile(
    r"\b(?:be)?antwoord(?:en|ing)?\b[^.;]{0,160}\b(?:verwijs|verwijzen|verwezen)\b"
    r"|\b(?:verwijs|verwijzen|verwezen)\b[^.;]*\bbeantwoording\b[^.;]*\bvragen\b"
    r"|\bantwoord(?:en)? op\b[^.;]*\bvra(?:ag|gen)\b[^.;]*\b(?:opgenomen|vervat) in\b",
    re.IGNORECASE,
)
#: a question by its number: then others are answered otherwise
_NUMBERED = re.compile(
    r"\b\d en \d\b|\bvra(?:ag|gen) (?:\d|een\b|één|twee\b|drie\b|vier\b|[ivx]+\b)", re.IGNORECASE
)
_LETTER = re.compile(r"\b(?:brief|brieven|notitie|nota|Kamerstuk\w*|schrijven)\b", re.IGNORECASE)
#: 'in mijn brief van', not 'in antwoord op uw brief van', which only brought the questions
_YOUR_LETTER = re.compile(
    r"\buw (?:(?!kamer\b)\w+ ){0,2}(?:brief|brieven|schrijven)\b"
    r"|\b(?:bij|per|in|de|het) (?:brief|schrijven)\b"
    r"(?=[^.,;]{0,60}\b(?:griffier|toegezonden|toegestuurd))",
    re.IGNORECASE,
)
#: signs, and sentences, of an answer that says no more than where the answer is
_LONGEST, _SENTENCES = 450, 4


def read(kind: str, answers: Sequence[str], notices: Sequence[str], answered: date | None) -> Said:
    """What a set says: its kind ('question', 'answer', 'postponement'), answers and notices.

    `answered` is the day of the answer, or on which the notice was received.
    """
    if answers:
        return _read_answers(answers)
    if notices:
        said = _read_notice("\n\n".join(notices), answered)
        if kind != _ANSWER or said.outcome != Outcome.POSTPONED:
            return said
    return Said(_OF_KIND[kind])


_ANSWER = "answer"
_OF_KIND = {
    "question": Outcome.OPEN,
    "postponement": Outcome.POSTPONED,
    _ANSWER: Outcome.ANSWERED,
}


def _read_notice(text: str, received: date | None) -> Said:
    text = one_set(text)
    said = says(text)
    if said is Says.WITHDRAWN:
        return Said(Outcome.WITHDRAWN)
    if said is Says.ANSWERED:
        return Said(Outcome.LETTER if _names_a_letter(text) else Outcome.ANSWERED)
    if said is Says.MENDED:
        return Said(Outcome.ANSWERED)
    until, words = _until(text, received)
    return Said(Outcome.POSTPONED, until, words, _why(text))


def _read_answers(texts: Sequence[str]) -> Said:
    """What answers say; one alone may say no more than where the answer is."""
    if len(texts) > 1:
        return Said(Outcome.ANSWERED)
    text = plain(texts[0])
    is_short = len(text) <= _LONGEST and len(_sentences(text)) <= _SENTENCES
    if is_short and not _NUMBERED.search(text):
        if WITHDRAWN.search(text) and not ANSWERED.search(text):
            return Said(Outcome.WITHDRAWN)
        if _names_a_letter(text) and (ANSWERED.search(text) or _REFERRED.search(text)):
            return Said(Outcome.LETTER)
    return Said(Outcome.ANSWERED)


def _names_a_letter(text: str) -> bool:
    return bool(_LETTER.search(_YOUR_LETTER.sub("", text)))


# until when

_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"(?:\s+(?P<year>\d{4}))?"
_DAY = re.compile(
    rf"(?P<how>in de week van|vóór|voor|uiterlijk(?: op)?|omstreeks|rond|op|per|na|tot|begin|medio"
    rf"|eind|ultimo)"
    rf"\s+(?:\w+dag\s+)?(?P<day>\d{{1,2}})\s*{_MONTH}{_YEAR}",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?P<how>begin|medio|half|midden|eind|einde|ultimo|in de loop van|eerste helft(?: van)?"
    rf"|tweede helft(?: van)?|in)\s+(?:de maand\s+)?{_MONTH}{_YEAR}",
    re.IGNORECASE,
)
_NUMBERS = {
    "een": 1,
    "één": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "twaalf": 12,
    "veertien": 14,
}
_WITHIN = re.compile(
    r"(?<!niet )(?<!termijn van )(?P<how>binnen(?: maximaal)?|over|maximaal|nog)\s+"
    rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?P<unit>dag(?:en)?|we(?:ek|ken)|maand(?:en)?)",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"(?:in|omstreeks|uiterlijk(?: in)?)\s+week\s+(?P<week>\d{1,2})\b", re.IGNORECASE
)
_FRIDAY = 5
_LAST_DAY = {"begin": 10, "medio": 15, "half": 15, "midden": 15, "eerste helft": 15}
#: a delay goes on for no longer; a day without a year is not so far ahead
_YEAR_AND_MORE, _HALF_A_YEAR = timedelta(days=400), timedelta(days=200)
#: a sentence that tells when the answer comes
_COMES = re.compile(
    r"antwoord|toekomen|toezend|toegezonden|toegestuurd|informer|plaats|tegemoet|bericht|uitstel"
    r"|streef|streven|verwacht|\bhoop\b|aan(?:ge)?bied|aangeboden|ontvangen|verzend|verzonden|sturen|gestuurd|berichten|reactie",
    re.IGNORECASE,
)


def _until(text: str, received: date | None) -> tuple[date | None, str]:
    """The last day that a notice names for the answer, and its words; (None, '') without one."""
    if received is None:
        return None, ""
    found = [
        (day, words)
        for sentence in _sentences(text)
        if _COMES.search(sentence)
        for day, words in _days(sentence, received)
        if received < day <= received + _YEAR_AND_MORE
    ]
    return found[-1] if found else (None, "")


def _days(sentence: str, received: date) -> Iterator[tuple[date, str]]:
    """Each day ahead that a sentence names, in its order."""
    rows: list[tuple[int, date | None, str]] = []
    taken: set[int] = set()
    for match in _DAY.finditer(sentence):
        taken |= set(range(match.start(), match.end()))
        rows.append((match.start(), _dated(match, int(match["day"]), received), match[0]))
    for match in _PART.finditer(sentence):
        if match.start("month") not in taken:
            rows.append((match.start(), _dated(match, _day_in(match["how"]), received), match[0]))
    for match in _WEEK.finditer(sentence):
        rows.append((match.start(), _friday(int(match["week"]), received), match[0]))
    for match in _WITHIN.finditer(sentence):
        rows.append((match.start(), received + _span(match), match[0]))
    for _, day, words in sorted(rows, key=lambda row: row[0]):
        if day:
            spaced = re.sub(r"(?<=\d)(?=[a-z])", " ", words.rstrip("."))
            yield day, " ".join(spaced.split())


def _day_in(how: str) -> int:
    """The day of a month for 'medio' or 'eind'; 31 is its last."""
    words = how.lower()
    return next((day for word, day in _LAST_DAY.items() if words.startswith(word)), 31)


def _dated(match: re.Match[str], day: int, received: date) -> date | None:
    """The day that is named; without a year the first one that is still to come."""
    month = month_number(match["month"])
    if month is None:
        return None
    if match["year"]:
        return _existing(int(match["year"]), month, day)
    days = (_existing(year, month, day) for year in (received.year, received.year + 1))
    return next((d for d in days if d and received < d <= received + _HALF_A_YEAR), None)


def _existing(year: int, month: int, day: int) -> date | None:
    """A day; the last of the month in place of a 31st that it has not."""
    if not (1 <= day <= 31 and 1900 < year < 2200):
        return None
    after = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), after - timedelta(days=1))


def _friday(week: int, received: date) -> date | None:
    """The Friday of a week by its number, the first that is still to come."""
    try:
        days = [date.fromisocalendar(received.year + n, week, _FRIDAY) for n in (0, 1)]
    except ValueError:
        return None
    return next((day for day in days if received < day <= received + _HALF_A_YEAR), None)


def _span(match: re.Match[str]) -> timedelta:
    word = match["count"].lower()
    count = int(word) if word.isdecimal() else _NUMBERS[word]
    unit = match["unit"].lower()
    return timedelta(days=count * (1 if unit.startswith("dag") else 7 if unit[0] == "w" else 30))


# why

_BECAUSE = re.compile(
    r"\b(?:reden|oorzaak|vertraging|uitstel)\b[^.:]{0,80}?\b(?:is|vindt|ligt|hierin)\b[^.]{0,60}?"
    r"\b(?:dat|doordat|omdat)\s+(?P<rest>[^.]+)",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:reden|oorzaak)\b[^.:]{0,60}?\bis\s+(?:gelegen in\s+)?(?P<rest>[^.]+)", re.IGNORECASE
)
_SINCE = re.compile(r"(?:\b(?:omdat|aangezien|doordat)|,\s+daar)\s+(?P<rest>[^.]+)", re.IGNORECASE)
_OWING = re.compile(
    r"\b(?P<how>vanwege|wegens|in verband met|als gevolg van)\s+(?P<rest>[^.]+?)"
    r"(?=,? (?:niet|nog niet|het niet|kan|kunnen|is|ben|deel|moet|zal|langer|meer)\b|\.|$)",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"(?:afstemming|overleg|onderzoek|informatie|gegevens|inlichtingen|ambtsbericht)[^.]*"
    r"\b(?:tijd|nodig|noodzakelijk|vereis\w+|verg\w+|vraagt|ingewonnen|gevraagd|opgevraagd|afgerond)\b"
    r"|\b(?:tijd|nodig|verg\w+|vereis\w+)\b[^.]*\b(?:afstemming|overleg|onderzoek|informatie|gegevens)",
    re.IGNORECASE,
)
#: signs of a reason; a longer one is cut at a word
_REASON = 300


def _why(text: str) -> str:
    """The reason of a delay; '' where none is told."""
    for pattern, begin in ((_BECAUSE, "omdat"), (_SINCE, "omdat"), (_CAUSE, "vanwege")):
        match = pattern.search(text)
        if match:
            return _short(f"{begin} {match['rest']}")
    owing = _OWING.search(text)
    if owing:
        return _short(f"{owing['how'].lower()} {owing['rest']}")
    takes = (sentence for sentence in _sentences(text) if _TAKES.search(sentence))
    return _short(next(takes, ""))


def _sentences(text: str) -> list[str]:
    parts = re.split(r"[.?!]\s+(?=[A-ZÀ-Þ«])", text)
    return [part.strip() for part in parts if part.strip()]


def _short(reason: str) -> str:
    reason = " ".join(reason.split()).strip(" .,;")
    if len(reason) <= _REASON:
        return reason
    return f"{reason[:_REASON].rsplit(' ', 1)[0]} …"
