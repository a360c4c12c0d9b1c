"""Questions, answers, footnotes and notes of a KVR file, also those that its tags lost.

Footnotes of the questions and of the answers may both begin at 1. A document numbers its
footnotes once: an answer's footnote whose number is taken gets the next free one, with its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from lxml import etree

from ...printed import read_numbers
from ...questionset import MARK, Answer, Footnote, Note, NoteKind, Question, marks
from .lastline import with_last_line
from .series import Series, answered_on, notes_below, numbered_on
from .slipped import WORTH_SAVING, lost_answers, lost_questions
from .source import Source, all_text

#: A number this far beyond the last question is a year or an amount at the head of a line.
_FAR = 10
#: One more than the format allows, so that the checks tell that there were more.
_MOST = 1001

#: 'Mededeling van minister X (Y). (Ontvangen 3 mei 1999)' before the notice itself.
NOTICE_HEAD = re.compile(
    r"^(?:\w+ ){0,2}[Mm]e\w+ van .{3,500}?\((?:Ontvangen|Ingezonden) ?[^)]{0,40}\)"
    r"(?:[\s.,]*\(?[Zz]ie (?:ook )?[^)]{0,20}\b[Aa]anhangsel\b[^)]{0,120}?"
    r"\d{4}\s*[-–/]\s*\d{2,4}\)?)?[\s.,]*"
)
_NOTICE_IN_TEXT = re.compile(r"\s*\bMededeling (?:Mededeling )?van (?:de )?(?:minist|staatss).*")
#: What is tagged as marks but is a fraction; where white space is too much before a mark, or lacks.
_FRACTION = re.compile(r"\[\^(\d+)\]\s*⁄\s*\[\^(\d+)\]")
_BEFORE_MARK = re.compile(r"(?<=\S)\s+(?=\[\^\d+\])")
_MARK_BEFORE_WORD = re.compile(r"(\[\^\d+\])(?=[\w«(])")
_ONLY_MARKS = re.compile(rf"(?:\s|{MARK.pattern})*\Z")
#: Raised and lowered digits that were tagged as marks: CO2, m3, 10 to some power.
_UNIT = re.compile(r"\b(CO|NO|SO|NH|k?m|[cdm]m|10)\[\^(\d)\]")
_LOOSE_MARKS = re.compile(r"(?<=[?.!»”’:;,]) (\d{1,2}(?:, ?\d{1,2})*)(?= [A-ZÀ-Þ«]|$)")
#: Where 'en' or 't/m' stands against a number: '2en 3'.
_NO_SPACE = re.compile(r"(?<=\d)(?=en|t/m)|(?<=en|/m)(?=\d)")
#: The heading of the answer, run on behind the last question in scanned files.
_REPLY = re.compile(
    r"\s*(?:\bAntwoord )?\b((?:A'?ntwoord|Mededeling)'? van'? .{5,500}?"
    r"\(?\s*\b(?:(?:Ontvangen|Ingezonden) ?[^()]{0,40}\)"
    r"|On\w{3,8}[- ]{0,2}(?:gen )?(?:op )?\d{1,2} [a-z]+ 19\d\d\)?))\.?\s*"
)
#: The heading of a further notice or answer, run on there in any file.
_FURTHER = re.compile(
    r"\s*(?:\b[Nn]ader(?:e mededeling| [Aa]ntwoord) )?"
    r"\b([Nn]ader(?:e mededeling| [Aa]ntwoord) van .{5,500}?\(\s*Ontvangen ?[^()]{0,40}\))"
    r"(?:[\s.,]*\(?[Zz]ie ook [^()]{5,120}?\d{4}\s*[-–/]\s*\d{2,4}\)?)?[.,]?\s*"
)
#: The heading of a set of questions: 'Vragen van het lid X (Y) over Z. (Ingezonden 3 mei 1994)'.
_SET_HEAD = re.compile(r"^Vra(?:ag|gen) .{5,600}?\([Ii]ngezonden [^()]{4,40}\)[\s.:]*")
_LEADING_NUMBERS = re.compile(r"\d{1,2}(?:\s*(?:,|en|e n|t/m|-)\s*\d{1,2})*\s+(?=[A-Z])")

#: A numbered block as tagged: its numbers, its text.
_Block = tuple[tuple[int, ...], str]
_Row = TypeVar("_Row", Question, Answer)


@dataclass(frozen=True)
class Texts:
    """All running text of a file."""

    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    footnotes: tuple[Footnote, ...]
    notes: tuple[Note, ...]
    #: the heading of the answer where it stood among the questions, else ''
    reply: str
    #: the last line of the print where it belongs to no text that is known, else ''
    unread: str
    #: the headings of further series of questions that were answered with the first
    heads: tuple[str, ...]


def read_texts(source: Source) -> Texts:
    """The texts of a file; what was tagged as something else is put back."""
    rows, reply, after = _parted(_numbered(source, "vragen/vraag"), source)
    questions, strays = _questions(rows, source)
    is_answered = bool(after or strays or source.has("antwoorden/antwoord"))
    questions, more, beside = lost_questions(source, questions, is_answered)
    tagged = _noten(source, "vragen")
    series = Series(questions) if source.is_ocr else numbered_on(questions, tagged)
    questions = series.questions
    known = tuple(question.number for question in questions)
    replied = answered_on(_answers(source, known), series.begins)
    found = (*more, *_strays(after, known), *strays, *replied)
    said, lost = ("", ()) if is_notice(reply) else lost_answers(source, found, known)
    answers = () if is_notice(reply) else (*lost, *found)
    asked, answered = series.noted or tagged, _noten(source, "antwoorden")
    if not asked and not any(MARK.search(answer.text) for answer in answers):
        asked, answered = answered, {}  # unanswered questions: their notes stand below
    questions, asked = _notes_out_of_text(questions, asked)
    questions = _with_marks(questions, asked)
    answers = _with_marks(answers, answered)
    new = _new_numbers(questions, asked, answered)
    footnotes = {*asked, *new}
    notes = _notes(source) or _notice(found if is_notice(reply) else ())
    unread = ""
    if is_notice(reply) or answers or not reply:
        questions, answers, notes, unread = with_last_line(source, questions, answers, notes)
    return Texts(
        tuple(
            replace(q, text=_UNIT.sub(r"\1\2", q.text)) if "[^" in q.text else q for q in questions
        ),
        tuple(replace(a, text=_renumbered(a.text, new, footnotes)) for a in answers),
        _listed(asked | {new[n]: text for n, text in answered.items()}),
        (*notes, *beside, *(Note(NoteKind.REMARK, row) for row in (*series.heads, said) if row)),
        reply,
        unread,
        series.heads,
    )


def _text(element: etree._Element, source: Source) -> str:
    """The text with its marks; what is tagged as marks but is a fraction becomes one again."""
    parts = [element.text or ""]
    for child in element:
        number = (child.get("nummer") or "").strip()
        parts += [f"[^{number}]" if number.isdecimal() else child.text or "", child.tail or ""]
    text = source.clean("".join(parts))
    if "[^" not in text:
        return text
    text = _FRACTION.sub(r"\1⁄\2", text)
    return _MARK_BEFORE_WORD.sub(r"\1 ", _BEFORE_MARK.sub("", text))


# questions and answers


def _numbered(source: Source, path: str) -> list[_Block]:
    return [
        (_read_numbers(element.get("nummer") or ""), _text(element, source))
        for element in source.root.iterfind(path)
    ]


def _read_numbers(text: str) -> tuple[int, ...]:
    """'1, 2 en 3' and '4 t/m 7'; also a whole year, which is no list of three digits."""
    text = text.strip(" .")
    if text.isdecimal():
        return (int(text[:9]),)
    return read_numbers(_NO_SPACE.sub(" ", text))


def _is_stray_number(number: int, seen: list[int], coming: Iterable[int]) -> bool:
    """Whether a number is a year, an amount or a page that began a line, not a question's."""
    highest = max(seen, default=0)
    if not seen or number <= highest:
        return False
    return number > highest + _FAR or any(highest < later < number for later in coming)


def _parted(rows: list[_Block], source: Source) -> tuple[list[_Block], str, list[_Block]]:
    """The rows before the heading of the answer, that heading, and the rows behind it."""
    for at, (numbers, text) in enumerate(rows):
        match = _REPLY.search(text) if source.is_ocr else None
        match = match or (_FURTHER.search(text) if "Ontvangen" in text else None)
        if match:
            before = [(numbers, text[: match.start()])] if match.start() else []
            behind = [((), text[match.end() :])] if text[match.end() :] else []
            reply = match[1].replace("Ingezonden", "Ontvangen")
            return [*rows[:at], *before], reply, [*behind, *rows[at + 1 :]]
    return rows, "", []


def _strays(rows: list[_Block], known: tuple[int, ...]) -> Iterable[Answer]:
    """The answers among the rows behind the heading of the answer."""
    return (_led(text, numbers or known) for numbers, text in rows if text)


def is_notice(reply: str) -> bool:
    """Whether the heading of an answer is that of a notice: 'Nadere mededeling van minister X'."""
    return bool(re.match(r"(?:[Nn]adere )?[Mm]ede", reply))


def _led(text: str, numbers: tuple[int, ...]) -> Answer:
    """An answer whose text begins with its numbers ('1, 2 en 3 De ...'), else to these numbers."""
    match = _LEADING_NUMBERS.match(text)
    return Answer(read_numbers(match[0]), text[match.end() :]) if match else Answer(numbers, text)


def _questions(
    rows: list[_Block], source: Source
) -> tuple[tuple[Question, ...], tuple[Answer, ...]]:
    """The questions, and the answers that are tagged as questions (in OCR-damaged files)."""
    printed = source.attribute("meta/vraagdata", "vraagnummer")
    questions: list[Question] = []
    strays: list[Answer] = []
    for at, (numbers, text) in enumerate(rows[:_MOST]):
        seen = [question.number for question in questions]
        number = numbers[0] if numbers else max(seen, default=0) + 1
        if not seen and (str(number) == printed or number > _FAR) and text.startswith("Vra"):
            text = _SET_HEAD.sub("", text)  # the heading of the set, taken for a question
            if len(text) < WORTH_SAVING or text.startswith("Vra"):
                continue
            number = 1
        coming = [n[0] for n, _ in rows[at + 1 : _MOST] if n]
        if number in seen and coming[:1] == [seen[-1] + 2]:
            number = seen[-1] + 1  # a digit was lost: 9, 10, 1, 12
        if _is_stray_number(number, seen, coming):
            last = questions.pop()
            questions.append(replace(last, text=f"{last.text} {number} {text}".strip()))
        elif number in seen[-1:] and re.match(r"[a-zà-ÿ,;]", text):
            questions[-1] = replace(questions[-1], text=f"{questions[-1].text} {text}")
        elif number in seen and (not text or (source.is_ocr and "?" not in text)):
            strays += [Answer((number,), text)] if text else []
        else:
            questions.append(Question(number, text))
    return tuple(questions), tuple(strays)


def _answers(source: Source, known: tuple[int, ...]) -> tuple[Answer, ...]:
    """The answers; a stray number goes back into the text, 'en 8' joins the empty '7' before it."""
    answers: list[Answer] = []
    rows = _numbered(source, "antwoorden/antwoord")
    for at, (numbers, text) in enumerate(rows[:_MOST]):
        last = answers[-1] if answers else None
        seen = [*known, *(n for answer in answers for n in answer.numbers)]
        coming = (n[0] for n, _ in rows[at + 1 : _MOST] if n)
        if last and len(numbers) == 1 and _is_stray_number(numbers[0], seen, coming):
            answers[-1] = replace(last, text=f"{last.text} {numbers[0]} {text}".strip())
        elif last and _ONLY_MARKS.match(last.text):
            answers[-1] = Answer(tuple(dict.fromkeys((*last.numbers, *numbers))), text)
        else:
            answers.append(Answer(numbers or known, text))
    return tuple(answer for answer in answers if answer.text)


def _notice(answers: tuple[Answer, ...]) -> tuple[Note, ...]:
    """The notice of delay that was tagged as questions."""
    text = "\n\n".join(answer.text for answer in answers)
    return (Note(NoteKind.NOTICE, text),) if text else ()


def _notes(source: Source) -> tuple[Note, ...]:
    notice = source.has("mededeling")
    notes = []
    for kind in (NoteKind.EXPLANATION, NoteKind.NOTICE):
        for element in source.root.iterfind(kind):
            text = _text(element, source)
            if kind == NoteKind.NOTICE:
                text = NOTICE_HEAD.sub("", text)
            elif notice:
                text = _NOTICE_IN_TEXT.sub("", text)
            notes += [Note(kind, text)] if text else []
    return tuple(notes) if notice else tuple(row for note in notes for row in _parted_note(note))


def _parted_note(note: Note) -> Iterator[Note]:
    """An explanation, and the further notice that is run on behind it."""
    match = _FURTHER.search(note.text)
    if match is None:
        yield note
        return
    yield replace(note, text=note.text[: match.start()])
    yield Note(NoteKind.NOTICE, note.text[match.end() :])


# footnotes


def _noten(source: Source, part: str) -> dict[int, str]:
    """Number -> text of the notes under a part; a number printed twice has both texts."""
    found: dict[int, dict[str, None]] = {}
    highest = 0
    for note in source.root.iterfind(f"{part}/noten/noot"):
        text = source.clean(all_text(note))
        printed = re.search(r"\d{1,5}", note.get("nummer") or "")
        number = int(printed[0]) if printed else highest + 1
        if text:
            found.setdefault(number, {})[text] = None
            highest = max(highest, number)
    return {number: " ".join(texts) for number, texts in found.items()}


def _listed(notes: dict[int, str]) -> tuple[Footnote, ...]:
    return tuple(Footnote(number, text) for number, text in sorted(notes.items()))


def _notes_out_of_text(
    questions: tuple[Question, ...], notes: dict[int, str]
) -> tuple[tuple[Question, ...], dict[int, str]]:
    """Footnotes that stand at the end of the last question, behind their marks: '[^1] Krant'."""
    if not questions:
        return questions, notes
    *before, last = questions
    head, lost = notes_below(last.text)
    earlier = {number for text in (*(q.text for q in before), head) for number in marks(text)}
    if not lost or not set(lost) <= earlier or set(lost) & set(notes):
        return questions, notes
    return (*before, replace(last, text=head)), {**notes, **lost}


def _with_marks(rows: tuple[_Row, ...], notes: dict[int, str]) -> tuple[_Row, ...]:
    """Marks that are plain digits behind a sentence ('vastgelegd? 1, 2') become marks again."""
    lost = set(notes) - {number for row in rows for number in marks(row.text)}

    def mark(match: re.Match[str]) -> str:
        numbers = [int(number) for number in re.findall(r"\d+", match[1])]
        if not set(numbers) <= lost:
            return match[0]
        return "".join(f"[^{number}]" for number in numbers)

    if not lost:
        return rows
    return tuple(replace(row, text=_LOOSE_MARKS.sub(mark, row.text)) for row in rows)


def _new_numbers(
    questions: tuple[Question, ...], asked: dict[int, str], answered: dict[int, str]
) -> dict[int, int]:
    """Old -> new number of the answers' footnotes: the next free one where the old is taken."""
    taken = {*asked, *(number for question in questions for number in marks(question.text))}
    new: dict[int, int] = {}
    for number in answered:
        new[number] = number if number not in taken else max({*taken, *answered}) + 1
        taken |= {new[number]}
    return new


def _renumbered(text: str, new: dict[int, int], known: set[int]) -> str:
    """An answer's text with its new marks; a mark of no footnote behind a word is a plain digit.

    Tables and formulas raise and lower digits too, and the tags took all of these for marks.
    """
    if "[^" not in text:
        return text
    text = _UNIT.sub(r"\1\2", text)

    def mark(match: re.Match[str]) -> str:
        number = int(match[1])
        behind_word = match.start() and re.match(r"[\w)\]]", text[match.start() - 1])
        if number not in known and behind_word:
            return f" {number}"
        return f"[^{new.get(number, number)}]"

    return MARK.sub(mark, text)
