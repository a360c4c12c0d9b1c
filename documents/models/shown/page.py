"""The page of a document: the rows that it shows, read by questions whose SQL is built once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from ...identity.cases import NUMBER
from ...prepared import Asked, Prepared
from ..cases import Case, CaseKey
from ..decisions import Correction, Redaction
from ..documents import Document
from ..names import Topic
from ..parts import (
    Addressing,
    Answer,
    Answering,
    Asking,
    DocumentProblem,
    DocumentVersion,
    Footnote,
    Note,
    Question,
    Reference,
)


def _parts(kind: type[Any], *joined: str) -> Prepared[Any]:
    """The rows of a kind that belong to documents, with the rows to which these columns lead."""
    rows: QuerySet[Any] = (
        kind._default_manager.select_related(*joined) if joined else kind._default_manager.all()
    )
    return Prepared(lambda keys: rows.filter(document__in=keys))


_PEOPLE = ("member__person", "party", "printed_member", "printed_party")
_OFFICES = ("ministry", "printed_ministry")

#: relation → its rows; those of the document itself, and those that lead to it
_OWN: Mapping[str, Prepared[Any]] = {
    "askings": _parts(Asking, *_PEOPLE),
    "addressings": _parts(Addressing, *_OFFICES),
    "answerings": _parts(Answering, "minister__person", "printed_minister", *_OFFICES),
    "questions": _parts(Question),
    "answers": _parts(Answer),
    "footnotes": _parts(Footnote),
    "notes": _parts(Note),
    "problems": _parts(DocumentProblem),
    "references": _parts(Reference, "target"),
    # the sets of all versions are large, and most pages need none of them
    "versions": Prepared(
        lambda keys: (
            DocumentVersion.objects.filter(document__in=keys)
            .select_related("source")
            .defer("parsed", "problems")
        )
    ),
}
_LEADING: Mapping[str, Prepared[Any]] = {
    "referrers": Prepared(
        lambda keys: Reference.objects.filter(target__in=keys).select_related("document")
    ),
    "topics": Prepared(lambda keys: Topic._default_manager.filter(documents__in=keys)),
}

#: by date and identifier, the document before that place and the one after it
_NEAR = "id", "identifier", "title"
_earlier = Asked(lambda *at: Document.objects.before(*at).only(*_NEAR)[:1], date.min, "\0")
_later = Asked(lambda *at: Document.objects.after(*at).only(*_NEAR)[:1], date.min, "\0")
_named = Asked(
    lambda name: Document.objects.filter(identifier=name).select_related("case_place__case"),
    "\0",
)
_corrections = Prepared(lambda keys: Correction.objects.standing().filter(document__in=keys))
_redactions = Prepared(
    lambda keys: Redaction.objects.standing().filter(document__in=keys).defer("passage", "kept")
)
_of_case = Prepared(lambda keys: Document.objects.filter(case_place__case__in=keys))
_numbers_of_case = Prepared(
    lambda keys: CaseKey.objects.filter(
        document__case_place__case__in=keys, key__startswith=NUMBER
    ).values_list("key")
)


def whole(identifier: str) -> Document | None:
    """The document on show with this identifier, with all rows that its page shows.

    They stand in it as if they had been prefetched, as lists.
    """
    found = next(iter(_named(identifier)), None)
    return _with_rows(found) if found else None


def _with_rows(document: Document) -> Document:
    kept = {name: list(ask([document.pk])) for name, ask in {**_OWN, **_LEADING}.items()}
    for row in chain.from_iterable(kept[name] for name in _OWN):
        row.document = document
    vars(document)["_prefetched_objects_cache"] = kept
    return document


def neighbours(document: Document) -> tuple[Document | None, Document | None]:
    """The documents before and after this one by date; none where it is undated."""
    if document.date is None:
        return None, None
    near = (ask(document.date, document.identifier) for ask in (_earlier, _later))
    earlier, later = (next(iter(found), None) for found in near)
    return earlier, later


def corrections(document: Document) -> list[Correction]:
    """The corrections of a document that hold."""
    return list(_corrections([document.pk]))


def redactions(document: Document) -> list[Redaction]:
    """The redactions of a document that hold, without the passages, which are for archivists."""
    return list(_redactions([document.pk]))


def of_case(case: Case) -> list[Document]:
    """The documents of a case that are on show, in no order."""
    return list(_of_case([case.pk]))


def numbers_of_case(case: Case) -> list[str]:
    """The numbers of a case, in no order."""
    return [key.removeprefix(NUMBER) for (key,) in _numbers_of_case([case.pk])]
