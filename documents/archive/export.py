"""From the rows of a document back to the question set that it holds: the published format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

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
        addressees=tuple(
            dict.fromkeys(
                Addressee(row.role, printed(row.printed_ministry))
                for row in document.addressings.all()
            )
        ),
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
        other_cases=tuple(document.other_cases),
        answered_in=document.answered_in or None,
        status=document.status or None,
    )


def printed_askers(document: Document) -> list[Any]:
    """A row for each asker that is printed; one name may mean two people, at one place."""
    return _once(document.askings.all())


def printed_answerers(document: Document) -> list[Any]:
    """A row for each answerer that is printed."""
    return _once(document.answerings.all())


def _once(rows: Iterable[Any]) -> list[Any]:
    return list({row.position: row for row in reversed(list(rows))}.values())[::-1]


def _askers(document: Document) -> tuple[Asker, ...]:
    rows = {
        (printed(row.printed_member), printed(row.printed_party) or None): row
        for row in printed_askers(document)
    }
    return tuple(Asker(*names, row.initials or None) for names, row in rows.items())


def _answerers(document: Document) -> tuple[Answerer, ...]:
    rows = (
        Answerer(
            printed(row.printed_minister) or None,
            row.role,
            printed(row.printed_ministry),
            on_behalf=row.on_behalf,
        )
        for row in printed_answerers(document)
    )
    return tuple(dict.fromkeys(rows))


def printed(row: Any) -> str:
    """A name as the source prints it, or as an archivist put it right; never whom it means.

    '' where there is none.
    """
    if row is None:
        return ""
    root = row.root
    return row.name if getattr(root, "person_id", None) else root.name  # type: ignore[no-any-return]


def _see_also(document: Document) -> tuple[SeeAlso, ...]:
    """The references of the header: those in texts follow from the texts."""
    rows = (row for row in document.references.all() if row.is_of_header)
    found = (_APPENDIX.fullmatch(row.target_identifier) for row in rows)
    return tuple(SeeAlso(f"{match[1]}-{match[2]}", int(match[3])) for match in found if match)
