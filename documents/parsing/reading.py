"""From lines to a question set: passes give the lines their roles, then the text is read.

Text, PDF and DOCX share this. `explain` shows the lines as `roles` leaves them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .footnotes.listed import find_listed
from .footnotes.lonemarks import mark_lone
from .footnotes.marks import place_marks
from .footnotes.pageless import part_by_footnotes
from .footnotes.pages import (
    by_page,
    find_endnotes,
    find_footnotes,
    footnote_lines,
    footnotes,
)
from .footnotes.raised import lower_first
from .footnotes.starred import find_starred
from .headers import (
    AnswerHeader,
    QuestionHeader,
    is_answer_header,
    is_bare_header,
    is_question_header,
    read_answer_header,
    read_question_header,
)
from .lines.body import Body, mark_labels, read_body
from .lines.furniture import Imprint, identifier, read_furniture
from .lines.heads import DATED, LONGEST_HEADER, dated_within, find_header
from .lines.hyphens import Hyphenation
from .lines.labels import number_alone, number_first, read_label
from .lines.letters import is_letter, notice, only_case_number, read_about, read_letter
from .lines.line import Line, Role, of_role
from .lines.origins import Origin
from .lines.paragraphs import leads_on
from .lines.pictures import Picture, pictures_told
from .problems import Problem, left_out
from .questionset import Kind, NoteKind, ParseResult, QuestionSet

_RECEIVED = re.compile(r"ontvangen|ingezonden", re.IGNORECASE)
#: '(ingezonden 20 november 2024)' and nothing else.
_SENT_ALONE = re.compile(r"\W*ingezonden\W+(?:op\s+)?\d[\w .-]{5,20}\W*$", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:over|inzake|betreffende|omtrent|betreft|naar aanleiding van)\b")
#: How the parts of a header begin that come after its askers.
_HEAD_GOES_ON = re.compile(
    r"\W*(?:aan\s+(?:de|het)\b|over\b|inzake\b|betreffende\b|omtrent\b|en\s+(?:van|aan)\b"
    r"|(?:ingezonden|ontvangen)\b|Zie ook\b|mede\s+namens\b)"
)
#: A header is never longer than this, in characters.
_LONGEST_TEXT = 8_000


@dataclass(frozen=True)
class Reading:
    """The lines with their roles, and what their furniture says."""

    lines: list[Line]
    imprint: Imprint


@dataclass(frozen=True)
class Pass:
    """One walk over all lines; `does` tells in Dutch what it does.

    Only the pass over the furniture returns something: what the furniture says.
    """

    run: Callable[[list[Line]], Imprint | None]
    does: str


def roles(lines: list[Line]) -> Reading:
    """Give every line its role, and write the marks of footnotes into the text."""
    imprint = Imprint()
    for each in PASSES:
        imprint = each.run(lines) or imprint
    return Reading(lines, imprint)


def _mark_letter(lines: list[Line]) -> None:
    """Give the lines of a letter above the first label, or above the questions' header, their role.

    Of a letter without labels that asks for more time, what it says stays text.
    """
    if of_role(lines, Role.ANSWER_HEADER):
        return
    heads = (Role.LABEL, Role.QUESTION_HEADER)
    first = next((i for i, line in enumerate(lines) if line.role in heads), len(lines))
    letter = of_role(lines[:first], Role.TEXT)
    if not is_letter(letter):
        return
    if first < len(lines):
        for line in letter:
            line.give(Role.LETTER, by="brief boven het eerste label of de kop van de vragen")
    elif told := notice(letter):
        for line in letter:
            line.give(Role.LETTER, by="brief zonder labels die om meer tijd vraagt")
        for line in told:
            line.give(Role.TEXT, by="wat een brief over het uitstel zegt")


def _mark_headers(lines: list[Line]) -> None:
    """Give the first header of questions and the first of an answer their role."""
    head = lines[: 3 * LONGEST_HEADER]
    _mark_sent_before(lines[:8])
    if (start := find_header(head, is_question_header)) is not None:
        _mark_sent_before(lines[max(0, start - 4) : start])
        _mark_header(lines, start, Role.QUESTION_HEADER, by="eerste kop als Vragen van het lid")
    if (start := find_header(head, is_answer_header)) is not None:
        _mark_sent_before(lines[max(0, start - 4) : start])
        _mark_header(lines, start, Role.ANSWER_HEADER, by="eerste kop als Antwoord van Minister")
    if not of_role(head, Role.QUESTION_HEADER):
        _mark_bare_header(lines)


def _mark_bare_header(lines: list[Line]) -> None:
    """Give a header that lacks its 'Vragen van' its role, where the text begins with it."""
    first = next((i for i, line in enumerate(lines) if line.role is Role.TEXT), len(lines))
    if is_bare_header(" ".join(line.text for line in lines[first : first + 6])[:_LONGEST_TEXT]):
        _mark_header(lines, first, Role.QUESTION_HEADER, by="kop boven aan zonder Vragen van")


def _mark_sent_before(lines: list[Line]) -> None:
    """Give '(ingezonden 20 november 2024)' above 'Vragen van' the role of the header."""
    for line in lines:
        if line.role is Role.TEXT and _SENT_ALONE.match(line.text):
            line.give(Role.QUESTION_HEADER, by="datum van inzending boven de kop")


def _mark_header(lines: list[Line], start: int, role: Role, *, by: str) -> None:
    """Give a header its role, to its date between brackets, and on through 'Zie ook ...'.

    `by` is the rule by which its first line was told.
    """
    text = ""
    sent_before = bool(of_role(lines[:start], Role.QUESTION_HEADER))
    dated = dated_within(lines, start)
    sure = -1 if dated is None or _asks(lines[start:dated]) else dated
    for index in range(start, min(start + LONGEST_HEADER, len(lines))):
        line = lines[index]
        if line.role is Role.FURNITURE:
            continue
        if index > max(start, sure) and _header_ends(text, line, lines[index - 1]):
            return
        if index > max(start, sure) and sent_before and line.gap:
            return
        if index > start and dated is None and _undated_ends(text, line, lines[index - 1]):
            return
        if index == start:
            line.give(role, by=by)
        else:
            line.give(role, by="vervolg van de kop, tot en met de datum en Zie ook")
        text = f"{text} {line.text}".strip()


def _asks(lines: list[Line]) -> bool:
    return any("?" in line.text for line in lines)


def _undated_ends(text: str, line: Line, above: Line) -> bool:
    """Whether a header without a date ends above a line: it has its subject, and white space, the
    first number or a sentence follows."""
    first = number_first(line.text)
    titled = bool(_ABOUT.search(text)) and not leads_on(text)
    if first and first.numbers == (1,):
        return titled or line.gap
    if line.gap:
        return titled and not _HEAD_GOES_ON.match(line.text)
    return titled and above.early and line.text[:1].isupper() and not _continues(line.text)


def _header_ends(text: str, line: Line, above: Line) -> bool:
    if is_answer_header(line.text) or (read_label(line.text) and not _continues(line.text)):
        return True
    if number_alone(line.text) and (line.gap or above.early):
        return not re.search(r"\bnr\.?$", text)
    dated = DATED.search(text)
    see_also = re.search(r"\bZie ook\b", text)
    if see_also:
        return not (
            _continues(line.text)
            or re.search(r"(?:[,–-]|nrs?\.?|en|\d{4}|vergaderjaar|Handelingen)$", text)
        )
    if dated:
        return not re.match(r"\W*Zie ook\b", line.text)
    if not line.gap or _RECEIVED.search(line.text):
        return False
    titled = above.early and _ABOUT.search(text)
    return bool(titled or re.search(r"[.)?»'’]$", text)) and not _HEAD_GOES_ON.match(line.text)


def _continues(text: str) -> bool:
    return bool(
        re.match(r"^\W*(?:Zie ook|nrs?\.|vergaderjaar|Handelingen|Aanhangsel|\d{4}\s*[–-])", text)
    )


def _place_marks(lines: list[Line]) -> None:
    place_marks(by_page(lines))


#: The order matters: a pass looks at what those before it left as text.
PASSES = (
    Pass(read_furniture, "Koppen, voeten en nummers van de bladzijde zijn paginaopmaak."),
    Pass(_mark_headers, "De eerste kop van de vragen en de eerste van het antwoord."),
    Pass(mark_labels, "Labels met een woord; zonder zulke vragen ook nummers in volgorde."),
    Pass(_mark_letter, "Een brief boven het eerste label, of een die om uitstel vraagt."),
    Pass(lower_first, "Een hoog cijfer vooraan een regel wordt een gewoon cijfer."),
    Pass(part_by_footnotes, "Zijn bladzijden niet te zien, dan eindigen ze waar een noot eindigt."),
    Pass(find_footnotes, "Noten aan de voet van elke bladzijde, als er nog geen noten zijn."),
    Pass(find_endnotes, "Noten bij elkaar aan het eind, als er nog geen noten zijn."),
    Pass(find_listed, "Noten in lijsten, met hun merken: 1), (1), [1], 1. of [^1]: ervoor."),
    Pass(_place_marks, "Van elke noot van een bladzijde het merk in de tekst."),
    Pass(find_starred, "Noten achter een sterretje, met hun merken."),
    Pass(mark_lone, "Merken waar geen noot bij is."),
)


def read(lines: list[Line]) -> ParseResult:
    """The question set that lines make, or None with a problem where they hold no question."""
    return traced(lines)[0]


def traced(lines: list[Line]) -> tuple[ParseResult, tuple[Origin, ...]]:
    """What `read` gives, and of which lines each part of the set was made."""
    reading = roles(lines)
    hyphenation = Hyphenation(line.text for line in lines)
    question, problems = _question_header(lines)
    answer, more = _answer_header(lines)
    letter = of_role(lines, Role.LETTER)
    if letter:
        late = not of_role(lines, Role.LABEL, Role.QUESTION_HEADER)
        told, replied = read_letter(letter, Kind.POSTPONEMENT if late else Kind.ANSWER)
        question, answer = _completed(question, told), answer or replied
    if not (question or answer or letter or of_role(lines, Role.LABEL)):
        # nothing says that these are Kamervragen: any letter or list would do
        return _NOTHING
    body = read_body(lines, hyphenation, answer.kind if answer else Kind.QUESTION)
    question = question or _told_in_notes(body, answer)
    if not (body.questions or body.notes or question):
        return _NOTHING
    found = _set(reading.imprint, question, answer, body)
    shown, unread = pictures_told(_pictures(lines))
    found = dataclasses.replace(
        found, footnotes=footnotes(lines, hyphenation), notes=(*found.notes, *shown)
    )
    below = " ".join(line.text for line in reading.imprint.left_out)
    lost = (*left_out(body.left_out, "boven de eerste vraag"), *left_out(below, "onder de tekst"))
    result = ParseResult(found, (*problems, *more, *lost, *body.problems, *unread))
    return result, (*body.origins, *_footnote_origins(lines))


_NOTHING: tuple[ParseResult, tuple[Origin, ...]] = (
    ParseResult(None, (Problem.of("no_questions"),)),
    (),
)


def _pictures(lines: list[Line]) -> list[Picture]:
    """The pictures below the first label, each with the part in which it stands.

    Those above it are of the letterhead.
    """
    found: list[Picture] = []
    place, after = "", ""
    for line in lines:
        if line.label:
            place = line.meaning
        if line.role in (Role.TEXT, Role.LABEL):
            after = line.text
        found += [dataclasses.replace(one, place=place, after=after) for one in line.pictures]
    return [picture for picture in found if picture.place]


def _footnote_origins(lines: list[Line]) -> Iterator[Origin]:
    for index, note in enumerate(footnote_lines(lines)):
        yield Origin("footnotes", index, ("",), note)


def _completed(
    question: QuestionHeader | None, told: QuestionHeader | None
) -> QuestionHeader | None:
    """The header of questions, what it lacks filled from the letter above it."""
    if question is None or told is None:
        return question or told
    return dataclasses.replace(
        question,
        askers=question.askers or told.askers,
        addressees=question.addressees or told.addressees,
        title=question.title or told.title,
        submitted=question.submitted or told.submitted,
        case_number=question.case_number or told.case_number,
    )


def _told_in_notes(body: Body, answer: AnswerHeader | None) -> QuestionHeader | None:
    """The header of questions as a Mededeling tells it, for a document that has no such header."""
    passages = [note.text for note in body.notes if note.kind == NoteKind.NOTICE]
    return read_about(passages, answer.answered if answer else None, ()) if passages else None


def _kind(body: Body, answer: AnswerHeader | None) -> Kind:
    """The kind of the document; a Mededeling that answers all the same is an answer."""
    if body.answers:
        return Kind.ANSWER
    if answer is None:
        notice = any(note.kind == NoteKind.NOTICE for note in body.notes)
        return Kind.POSTPONEMENT if notice else Kind.QUESTION
    return answer.kind


def _case_in_notice(body: Body) -> str | None:
    """The case number that a Mededeling names, if it names one."""
    text = " ".join(note.text for note in body.notes if note.kind == NoteKind.NOTICE)
    return only_case_number(text)


def _joined(lines: list[Line], role: Role) -> str:
    texts = [line.text for line in of_role(lines, role)]
    return Hyphenation(texts).join(texts)[:_LONGEST_TEXT]


def _question_header(lines: list[Line]) -> tuple[QuestionHeader | None, tuple[Problem, ...]]:
    text = _joined(lines, Role.QUESTION_HEADER)
    return read_question_header(text) if text else (None, ())


def _answer_header(lines: list[Line]) -> tuple[AnswerHeader | None, tuple[Problem, ...]]:
    text = _joined(lines, Role.ANSWER_HEADER)
    return read_answer_header(text) if text else (None, ())


def _set(
    imprint: Imprint,
    question: QuestionHeader | None,
    answer: AnswerHeader | None,
    body: Body,
) -> QuestionSet:
    case = imprint.case_number or (question.case_number if question else None)
    imprint = dataclasses.replace(imprint, case_number=case or _case_in_notice(body))
    return QuestionSet(
        kind=_kind(body, answer),
        identifier=identifier(imprint),
        session_year=imprint.session_year,
        number=imprint.number,
        case_number=imprint.case_number,
        submitted=(question.submitted if question else None) or imprint.submitted,
        answered=(answer.answered if answer else None) or imprint.answered,
        title=question.title if question else "",
        askers=question.askers if question else (),
        addressees=question.addressees if question else (),
        answerers=answer.answerers if answer else (),
        see_also=answer.see_also if answer else (),
        questions=body.questions,
        answers=body.answers,
        notes=body.notes,
    )
