"""Compares the rows of a document with its layers: to write them anew would change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...models import Browsable, Document
from ...parsing import QuestionSet, to_dict
from .. import export
from ..conclusions import dates, references
from ..identifying import again
from ..layers.paths import plain
from ..layers.reading import Layers, layers
from ..naming import slug
from ..writing import PARTS

#: documents fetched at a time
BATCH = 100
#: fields of a set that stand in rows of names or of references, and are compared there
_APART = ("askers", "addressees", "answerers", "see_also", "topics")


def faults(pks: Sequence[int]) -> Iterator[str]:
    """What differs between rows and layers of these documents, in Dutch."""
    for i in range(0, len(pks), BATCH):
        otherwise = again.differing(pks[i : i + BATCH])
        for document in _fetched(pks[i : i + BATCH]):
            fields = list(_differing(document))
            if document.pk in otherwise:
                fields.append("wie er bedoeld is: zie people --resolve")
            if fields:
                yield f"{document.identifier}: rijen wijken af van de lagen ({', '.join(fields)})"


def _fetched(pks: Sequence[int]) -> Iterable[Document]:
    rows = Document.everything.filter(pk__in=pks).order_by("pk").whole()
    return rows.prefetch_related(
        "askings__printed_member",
        "askings__printed_party",
        "addressings__printed_ministry",
        "answerings__printed_minister",
        "answerings__printed_ministry",
        "ministries",
    )


def _differing(document: Document) -> Iterator[str]:
    if document.withdrawn:
        if any(part._default_manager.filter(document=document).exists() for part in PARTS):
            yield "ingetrokken, maar niet leeg"
        return
    try:
        found = layers(document)
    except (LookupError, ValueError, TypeError):  # whatever was done to them behind our back
        yield "de geldige versie ontbreekt, of correcties passen er niet op"
        return
    questions = found.set
    shown, stored = plain(to_dict(questions)), plain(to_dict(export.question_set(document)))
    yield from (key for key in shown if key not in _APART and shown[key] != stored[key])
    checks = {
        "askers": _askers(document, questions),
        "addressees": _addressees(document, questions),
        "answerers": _answerers(document, questions),
        "see_also": _see_also(document, questions),
        "references": _in_texts(document, questions),
        "topics": _topics(document, questions),
        "ministries": _are_tied(document),
        "problems": _problems(document, found),
    }
    yield from (key for key, good in checks.items() if not good)


def _askers(document: Document, questions: QuestionSet) -> bool:
    """Whether each asker has its row, in the order in which they are printed first."""
    rows = export.printed_askers(document)
    found = [
        next(
            (
                row
                for row in rows
                if _is(row.printed_member, asker.name, asker.party)
                and _is(row.printed_party, asker.party)
            ),
            None,
        )
        for asker in questions.askers
    ]
    return list(dict.fromkeys(found)) == rows


def _addressees(document: Document, questions: QuestionSet) -> bool:
    rows = list(document.addressings.all())
    return len(rows) == len(questions.addressees) and all(
        row.role == office.role and _is(row.printed_ministry, office.portfolio)
        for row, office in zip(rows, questions.addressees, strict=True)
    )


def _answerers(document: Document, questions: QuestionSet) -> bool:
    rows = export.printed_answerers(document)
    return len(rows) == len(questions.answerers) and all(
        (row.role, row.on_behalf) == (given.role, given.on_behalf)
        and _is(row.printed_ministry, given.portfolio)
        and _is(row.printed_minister, given.name, given.role, given.portfolio)
        for row, given in zip(rows, questions.answerers, strict=True)
    )


def _is(row: Browsable | None, name: str | None, *apart: str | None) -> bool:
    """Whether a row is that of a name as printed: by its slug, or by what it is called now."""
    if row is None or not name:
        return row is None and not name
    return row.slug == slug(name, *apart) or row.name == name


def _see_also(document: Document, questions: QuestionSet) -> bool:
    return _references(document, questions, of_header=True)


def _in_texts(document: Document, questions: QuestionSet) -> bool:
    return _references(document, questions, of_header=False)


def _references(document: Document, questions: QuestionSet, *, of_header: bool) -> bool:
    """Whether the references of the header, or those in texts, are the rows that a set gives."""
    stored, wanted = (
        [
            (r.kind, r.relation, r.place, r.start, r.end, r.printed, r.target_identifier)
            for r in rows
            if r.is_of_header == of_header
        ]
        for rows in (document.references.all(), references.rows(document, questions))
    )
    return stored == wanted


def _topics(document: Document, questions: QuestionSet) -> bool:
    rows = list(document.topics.all())
    return len(rows) == len({slug(topic) for topic in questions.topics}) and all(
        any(_is(row, topic) for row in rows) for topic in questions.topics
    )


def _are_tied(document: Document) -> bool:
    offices = {row.ministry_id for row in document.addressings.all()}
    offices |= {row.ministry_id for row in document.answerings.all()}
    return {row.pk for row in document.ministries.all()} == offices


def _problems(document: Document, found: Layers) -> bool:
    told = [(row.code, row.severity, row.message, row.place) for row in document.problems.all()]
    noted = (*found.problems, *dates.problems(document))
    wanted = [(p.code, p.severity, p.message, p.place[:200]) for p in noted]
    return told == wanted and document.problem_count == len(wanted)
