"""What a set of questions cannot be: signs in its words that a reading went wrong.

Other problems tell what was odd in a file. These signs are in what was made of it: an answer under
a question, two sets under one number, a text that stops within a sentence. Each is a problem like
any other, and a reader is warned before the text by the heavier ones, `LOUD`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .problems import Problem
from .questionset import Answer, Kind, NoteKind, QuestionSet

#: codes of the signs of which a reader is warned
LOUD = frozenset(
    {
        "answer_in_question",
        "answers_lost",
        "other_paper",
        "other_set",
        "question_in_answer",
        "question_too_long",
        "set_mixed",
        "two_series",
    }
)
#: from so many letters on, words behind a question mark that ask nothing are an answer
_STATED = 150
#: letters of a question that nobody asks, and of one without a question mark
_LONGEST, _LONGEST_UNASKED = 5_000, 1_500
#: questions without an answer, in a set that was answered, that are too many to be left open
_OPEN = 10
#: numbers that several questions have, from which on these are two series and no slip
_DOUBLE = 3
#: a text that is shorter may be a heading or a word
_SHORTEST = 40

_TAIL = re.compile(r"\?[»”\"')\]]*(?:\[\^\d+\])*\s+(?=[A-Z«\"„“])(?P<said>[^?]+)\Z")
_WHO = r"(?:de\s+heer|mevrouw|minister|staatssecretaris)\b"
_NUMBERS = r"\d{1,3}(?:\s*(?:,|en|t/m)\s*\d{1,3})*"
_LABEL = re.compile(
    rf"""(?:^|\n|[?.!»”]\s+)(?:Antwoord(?:en)?\s+(?:van\s+{_WHO}|(?i:{_WHO})|Antwoord\b)
    |Antwoord(?:en)?(?:\s+(?:op\s+)?(?:de\s+)?(?:vra(?:ag|gen)\s+)?{_NUMBERS})?\s*(?:\n|[:.]\s|[:.]?\Z))""",
    re.VERBOSE,
)
_SAID = re.compile(r"(?:Ja|Nee|Neen)[.,;](?:\s|\Z)")


#: '(Zie antwoord 1)' behind a question; no question says so
_SEE = re.compile(r"\([Zz]ie (?:het |mijn )?antwoord(?:en)? (?:op vra(?:ag|gen) )?\d")
#: '. Vraag 4 Bent u' or '. Vraag 4' at the end of an answer
_ASKED = re.compile(r"(?:^|[.?!»”]\s+|\n)Vraag \d{1,3}(?:\s*\n|[.:]?\s+[A-Z][^.]{10,}\?|\s*\Z)")
_OTHER = re.compile(
    r"(?:^|[\s.?!])(?:\d{1,4} )?Vra(?:ag|gen) van (?:het lid|de (?:leden|heer)|mevrouw|mw)\b"
    r"[^?]{10,500}?\(\s*[Ii]ngezonden\b"
)
#: how members put a question: 'Bent u bereid ...?', 'Zo neen, waarom niet?'
_PUT = re.compile(
    r"(?:^|[.?!»]\s+)(?:Bent|Kunt|Hebt|Acht|Deelt|Wilt|Zo (?:ja|neen|nee)|Welke?|Waarom|Hoe"
    r"|Is het waar|Herinnert|In hoeverre|Op (?:welke|grond)|Zult|Ziet"
    r"|(?:Is|Kan|Heeft) (?:u|de minister|het))\b"
    r"[^.?!]{15,}\?\Z"
)
#: the heading of other questions and nothing else: of a series that was answered with the first
_HEAD = re.compile(r"Vra(?:ag|gen) van [^?]{10,900}\(\s*[Ii]ngezonden [^()]{4,40}\)")
_LABELLED = re.compile(
    r"Antwoord(?:en)?(?:\s+(?:op\s+)?vra(?:ag|gen))?\s+\d{1,3}\b|Antwoord\s+(?=[A-Z])"
)
#: a text stops within a sentence behind a small word, a comma or a hyphen
_CUT = re.compile(
    r"(?:[,(–-]|\b(?:de|het|een|en|of|van|in|op|te|voor|met|aan|door|bij|om|dat|die|is|zijn|worden"
    r"|wordt|ten|ter|tot|uit|naar|over|deze|dit|mijn|uw|ik|(?<!waarom )niet|als|er|zal|zullen|kan"
    r"|heeft|hebben))\Z"
)
#: letters at the end of a text in which `_CUT` finds all that it can
_END = 20
_ENDED = re.compile(r"[.?!:;…»”’\"')\]]\Z")


def signs(found: QuestionSet) -> Iterator[Problem]:
    """What cannot be right in a set; mostly nothing."""
    for look in (_mixed, _endless, _unanswered, _doubled, _others, _labels, _cut):
        yield from look(found)


def _number(answer: Answer) -> str:
    return str(answer.numbers[0]) if answer.numbers else "zonder nummer"


def _which(rows: list[str]) -> str:
    return ", ".join(dict.fromkeys(rows[:20]))


def _mixed(found: QuestionSet) -> Iterator[Problem]:
    """Answers that stand in the text of questions."""
    asked = [question for question in found.questions if question.text.strip()]
    stated = sum(_is_stated(question.text) for question in asked)
    few = 4 * len(found.answers) <= len(found.questions)
    if stated > 1 and 3 * stated >= len(asked) and few:
        yield Problem.of("set_mixed", stated=stated, count=len(asked))
        return
    mixed = [str(question.number) for question in asked if _holds_answer(question.text)]
    if mixed:
        yield Problem.of("answer_in_question", f"vraag {mixed[0]}", detail=_which(mixed))


def _holds_answer(text: str) -> bool:
    if _SAID.match(text) or ("Antwoord" in text and _LABEL.search(text)):
        return True
    return "antwoord" in text and bool(_SEE.search(text))


def _is_stated(text: str) -> bool:
    """Whether a question goes on for long after its question mark, and not in a citation."""
    match = _TAIL.search(text)
    if match is None or len(match["said"]) < _STATED:
        return False
    return all(part.count("«") == part.count("»") for part in (text, match["said"]))


def _endless(found: QuestionSet) -> Iterator[Problem]:
    long = [
        str(question.number)
        for question in found.questions
        if len(question.text) > (_LONGEST if "?" in question.text else _LONGEST_UNASKED)
    ]
    if long:
        yield Problem.of("question_too_long", f"vraag {long[0]}", detail=_which(long))


def _unanswered(found: QuestionSet) -> Iterator[Problem]:
    """Most answers that are lost; where all are, the source has none, which is no wrong reading."""
    answered = {number for answer in found.answers for number in answer.numbers}
    count = len(found.questions)
    left = sum(question.number not in answered for question in found.questions)
    if found.kind == Kind.ANSWER and found.answers and left >= _OPEN and 2 * left >= count:
        yield Problem.of("answers_lost", count=count, left=left)


def _doubled(found: QuestionSet) -> Iterator[Problem]:
    """Numbers that several questions have: two series of questions were printed as one."""
    times = Counter(question.number for question in found.questions)
    double = sum(count > 1 for count in times.values())
    if double >= _DOUBLE:
        yield Problem.of("two_series", count=double)


def _others(found: QuestionSet) -> Iterator[Problem]:
    """The heading of other questions within a text; a question within an answer."""
    rows = [(f"vraag {question.number}", question.text) for question in found.questions]
    rows += [(f"antwoord {_number(answer)}", answer.text) for answer in found.answers]
    rows += [(str(note.kind), note.text) for note in found.notes if not _HEAD.fullmatch(note.text)]
    others = [place for place, text in rows if "ngezonden" in text and _OTHER.search(text)]
    if others:
        yield Problem.of("other_set", others[0], detail=_which(others))
    asked = [_number(a) for a in found.answers if _has_question(a.text)]
    if asked:
        yield Problem.of("question_in_answer", f"antwoord {asked[0]}", detail=_which(asked))


def _has_question(text: str) -> bool:
    """Whether an answer has a question in it, or at its end."""
    return bool("Vraag " in text and _ASKED.search(text)) or _asks(text)


def _asks(text: str) -> bool:
    """Whether a text ends with a question as members put it, and not in a citation."""
    if len(text) <= _SHORTEST or not text.endswith("?"):
        return False
    cited = text.count("«") != text.count("»")
    return not cited and bool(_PUT.search(text))


def _labels(found: QuestionSet) -> Iterator[Problem]:
    """Answers that begin with the word that stands above an answer."""
    rows = [_number(a) for a in found.answers if _LABELLED.match(a.text)]
    if rows:
        yield Problem.of("label_in_text", f"antwoord {rows[0]}", detail=_which(rows))


def _cut(found: QuestionSet) -> Iterator[Problem]:
    """Texts that stop within a sentence: a notice anywhere, others behind a word that goes on."""
    rows = [(f"vraag {question.number}", question.text) for question in found.questions]
    rows += [(f"antwoord {_number(answer)}", answer.text) for answer in found.answers]
    cut = [place for place, text in rows if len(text) > _SHORTEST and _breaks_off(_words(text))]
    cut += [
        "de mededeling"
        for note in found.notes
        if note.kind == NoteKind.NOTICE and len(note.text) > _SHORTEST
        if not _ENDED.search(_words(note.text))
    ]
    if cut:
        yield Problem.of("text_breaks_off", cut[0], detail=_which(cut))


def _breaks_off(text: str) -> bool:
    return bool(_CUT.search(text, max(0, len(text) - _END)))


def _words(text: str) -> str:
    """The text without marks of footnotes at its end, and what stands between these."""
    if not text.endswith("]"):
        return text.rstrip()
    return re.sub(r"(?:[,\s]*\[\^\d+\])+\Z", "", text).rstrip()
