"""What a notice to the Kamer says of questions: that the answer comes later, or that all is done.

By the Dutch of such notices: what speaks of an answer that is still to come is a delay, whatever
else it mentions. A notice that says where the answers are published makes its document no delay.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum, auto

from .questionset import Kind, NoteKind, QuestionSet


class Says(Enum):
    """What a notice says of the questions."""

    LATER = auto()
    WITHDRAWN = auto()
    ANSWERED = auto()
    MENDED = auto()


#: an answer that is still to come
_TO_COME = re.compile(
    r"\buitstel|\btermijn|spoedig|\bnog (?:niet|geen|enige|nader)"
    r"|\bniet (?:mogelijk|tijdig|haalbaar)"
    r"|\b(?:meer|enige|extra|langere) tijd\b|vertra(?:agd|ging)|\bstreef|\bstreven\b|verwacht"
    r"|\bzodra\b|\bna ontvangst\b|\bvoornemens?\b|\bom informatie\b"
    r"|\b(?:zal|zullen|kan|kunnen)\b[^.]*\b(?:beantwoord|antwoord|toekomen|toege(?:zonden|stuurd))",
    re.IGNORECASE,
)
_QUESTIONS = r"\b(?:vra(?:ag|gen)|kamervra(?:ag|gen))\b"
WITHDRAWN = re.compile(
    rf"{_QUESTIONS}.*\b(?:zijn|is|heeft|hebben|mogen|mag|werden|word(?:t|en))\b[^.]*\bingetrokken\b"
    rf"|\b(?:heeft|hebben)\b[^.]{{0,40}}{_QUESTIONS}[^.]*\bingetrokken\b"
    rf"|{_QUESTIONS}[^.]*\bingetrokken (?:zijn|is|heeft|hebben|word(?:t|en))\b"
    rf"|\btrek(?:t|ken)?\b[^.]{{0,60}}{_QUESTIONS}[^.]*\bin\b",
    re.IGNORECASE | re.DOTALL,
)
ANSWERED = re.compile(
    rf"{_QUESTIONS}[^.;]*?\b(?:zijn|is|werd(?:en)?|heb(?:ben)?|heeft)\b[^.;]*\bbeantwoord\b"
    rf"|{_QUESTIONS}[^.;]*\bbeantwoord (?:zijn|is|heb(?:ben)?|heeft|werd(?:en)?)\b"
    rf"|\bbeschouw\w*\b[^.;]*\bals beantwoord\b"
    rf"|\b(?:met|in|bij)\b[^.;]*\b(?:brief|notitie)\b[^.;]*{_QUESTIONS}[^.;]*\b(?:beantwoord|ingegaan)\b"
    rf"|\bbeantwoord\w*[^.;]*{_QUESTIONS}[^.;]*\b(?:gezonden|toegestuurd|toegegaan)\b",
    re.IGNORECASE,
)
_MENDED = re.compile(
    r"\babusievelijk\b|\bper abuis\b|\bin aanvulling op (?:de|het|mijn) antwoord", re.IGNORECASE
)
#: the next set of a page, which a scanner ran on
_NEXT_SET = re.compile(r"\s\d{1,4}\s+Vra(?:ag|gen) van (?:het lid|de leden)\b.*", re.DOTALL)
#: a paper of the Kamer: 'Kamerstuk 25 999, nr. 249', 'Kamerstukken II 2018/19, 25 999, nr. 249'
_PUBLISHED = re.compile(r"\bKamerstuk(?:ken)?\b[^.;]{0,40}\d{2}[ .]?\d{3}", re.IGNORECASE)
#: what a notice that names a paper speaks of
_SPEAKS = re.compile(r"\bvra(?:ag|gen)\b|antwoord", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:word(?:t|en)|gaat|gaan|volgt|volgen|later|binnenkort)\b", re.IGNORECASE
)
#: full stops that end no sentence: of 'i.v.m.', 'jl.', 'nr.' and initials
_INNER_STOPS = re.compile(
    r"(?<=\bjl)\.|(?<=\bnr)\.|(?<=\bdhr)\.|(?<=\bmw)\.|(?<=\bdrs)\.|(?<=\b[A-Za-z])\.(?=\S|\s[A-Z])"
)


def plain(text: str) -> str:
    """The text with its stops at the ends of sentences alone, and torn accents whole."""
    whole = text.replace("o´", "ó").replace("e´", "é")
    return _INNER_STOPS.sub("", re.sub(r"\bi\.?v\.?m\.?(?=\s)", "in verband met", whole))


def one_set(text: str) -> str:
    """The plain text of a notice, without the next set of a page that was run on."""
    return _NEXT_SET.sub("", plain(text))


def says(text: str) -> Says:
    """What a notice says, given as `one_set` leaves it."""
    if _TO_COME.search(text):
        return Says.LATER
    for pattern, said in (
        (WITHDRAWN, Says.WITHDRAWN),
        (ANSWERED, Says.ANSWERED),
        (_MENDED, Says.MENDED),
    ):
        if pattern.search(text):
            return said
    names = _PUBLISHED.search(text) and _SPEAKS.search(text) and not _GOES_ON.search(text)
    return Says.ANSWERED if names else Says.LATER


def settled(found: QuestionSet) -> QuestionSet:
    """The set, of kind 'answer' where its notices say in which paper the answers are published.

    Others that tell of no delay stay notices, as they are printed; `is_delay` tells these apart.
    """
    text = _notices(found)
    if found.kind != Kind.POSTPONEMENT or says(one_set(text)) is not Says.ANSWERED:
        return found
    return replace(found, kind=Kind.ANSWER) if _PUBLISHED.search(text) else found


def is_delay(found: QuestionSet) -> bool:
    """Whether the notices of a set tell of an answer that is still to come, as most do."""
    return says(one_set(_notices(found))) is Says.LATER


def _notices(found: QuestionSet) -> str:
    return "\n\n".join(note.text for note in found.notes if note.kind == NoteKind.NOTICE)
