"""From the rows of a document back to the question set that it holds: the published format."""

from __future__ import annotations

import re

from ..models import Document
from ..parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Kind,
    Note,
    NoteKind,
    Question,
    QuestionSet,
    SeeAlso,
)
from ..parsing.questionset import marks

_APPENDIX = re.compile(r"ah-[a-z]{2}-(\d{4})(\d{4})-(\d+)")


def question_set(document: Document) -> QuestionSet:
    """The set as it is now, with corrections by archivists. Uses rows that were prefetched."""
    return QuestionSet(
        kind=Kind(document.kind),
        identifier=document.identifier,
        session_year=document.session_year or None,
        number=document.number,
        case_number=document.case_number or None,
        submitted=document.printed_submitted,
        answered=document.printed_answered,
        title=document.title,
        askers=_askers(document),
        addressees=tuple(Addressee(row.role, row.ministry.name) for row in document.asked),
        answerers=_answerers(document),
        see_also=_see_also(document),
        questions=tuple(
            Question(row.number, row.text, marks(row.text), row.label or None)
            for row in document.questions.all()
        ),
        answers=tuple(
            Answer(tuple(row.numbers), row.text, marks(row.text)) for row in document.answers.all()
        ),
        footnotes=tuple(Footnote(row.number, row.text) for row in document.footnotes.all()),
        notes=tuple(Note(NoteKind(row.kind), row.text) for row in document.notes.all()),
        topics=tuple(topic.name for topic in document.topics.all()),
        summary=document.summary or None,
        pages=document.pages or None,
    )


def _askers(document: Document) -> tuple[Asker, ...]:
    rows = document.askers
    return tuple(Asker(row.member.name, row.party.name if row.party else None) for row in rows)


def _answerers(document: Document) -> tuple[Answerer, ...]:
    return tuple(
        Answerer(
            row.minister.name if row.minister else None,
            row.role,
            row.ministry.name,
            on_behalf=row.on_behalf,
        )
        for row in document.answerers
    )


def _see_also(document: Document) -> tuple[SeeAlso, ...]:
    """The references of the header: those in texts follow from the texts."""
    rows = (row for row in document.references.all() if row.is_of_header)
    found = (_APPENDIX.fullmatch(row.target_identifier) for row in rows)
    return tuple(SeeAlso(f"{match[1]}-{match[2]}", int(match[3])) for match in found if match)
