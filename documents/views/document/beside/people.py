"""Who asked and who answered, in few words: for a line on a phone and the labels of answers."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format

from documents.models import Document, Member, Minister, days_long


def surname(row: Member | Minister) -> str:
    """The surname where the archive knows the person, else the name as it is printed."""
    return str(row.person.last_name) if row.person else row.name


def line(document: Document) -> str:
    """'Lambrechts (D66) aan Adelmund · 31 okt 2000 · na 42 dagen': a document in one line."""
    asked = " aan ".join(filter(None, (_askers(document), _asked(document))))
    day = date_format(document.date, "j M Y").replace(".", "").lower() if document.date else ""
    return " · ".join(filter(None, (asked, day, _outcome(document))))


def _askers(document: Document) -> str:
    """'Lambrechts (D66)', 'Lambrechts (D66) en De Wit (SP)', 'Lambrechts (D66) en 2 anderen'."""
    rows = document.askers
    names = [f"{surname(r.member)} ({r.party})" if r.party else surname(r.member) for r in rows]
    if len(names) > 2:
        return f"{names[0]} en {len(names) - 1} anderen"
    return " en ".join(names) or "Vraagsteller onbekend"


def _asked(document: Document) -> str:
    """Who answered, by name; where nobody did, the offices that were asked."""
    named = [surname(row.minister) for row in _own_answers(document) if row.minister]
    if named:
        return " en ".join(dict.fromkeys(named))
    offices = [f"{row.role.lower()} ({row.ministry})" for row in document.asked]
    return " en ".join(dict.fromkeys(offices))


def _outcome(document: Document) -> str:
    if document.days_to_answer is not None:
        return f"na {days_long(document.days_to_answer)}"
    case = document.case
    return str(case.get_state_display()).lower() if case else ""


def answered_by(document: Document) -> str:
    """'minister Sorgdrager', as a label of an answer has it; '' where no name is printed."""
    return " en ".join(
        dict.fromkeys(
            f"{row.role.lower()} {surname(row.minister)}"
            for row in _own_answers(document)
            if row.minister
        )
    )


def _own_answers(document: Document) -> list[Any]:
    """The rows of who answered in their own name, not on whose behalf."""
    return [row for row in document.answerers if not row.on_behalf]
