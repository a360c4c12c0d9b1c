"""The rows that sets give: people, texts, problems; for a group of documents at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from ...models import (
    Answer,
    Document,
    DocumentProblem,
    Footnote,
    Member,
    Minister,
    Ministry,
    Note,
    Party,
    Question,
    Topic,
)
from ...parsing import Problem, QuestionSet
from ..identifying.known import known
from ..identifying.rows import Addressee, Answerer, Asker, Printed, Rows, rows_of
from ..insertion import insert, insert_values
from ..naming import slug
from .names import Wanted, named

#: documents that are saved, each with the set that it shows
Shown = Sequence[tuple[Document, QuestionSet]]
Parties = Mapping[str, Party]
Ministries = Mapping[str, Ministry]


def write_people(shown: Shown) -> None:
    """Makes the rows of the people of documents that have none, of their ministries and topics."""
    sets = [questions for _, questions in shown]
    parties = named(Party, [_by_slug(a.party for a in one.askers if a.party) for one in sets])
    ministries = named(Ministry, [_by_slug(_portfolios(one)) for one in sets])
    topics = named(Topic, [_by_slug(one.topics) for one in sets])
    askers = _askers(sets, parties)
    answerers = _answerers(sets, ministries)
    facts = known()
    rows = [
        rows_of(Printed(document, asking, _addressees(questions, houses), answering), facts)
        for (document, questions), asking, houses, answering in zip(
            shown, askers, ministries, answerers, strict=True
        )
    ]
    for kind in zip(*rows, strict=True):
        insert(chain.from_iterable(kind))
    _write_links([document for document, _ in shown], rows, topics)


def _by_slug(names: Iterable[str]) -> Wanted:
    return {slug(name): {"name": name} for name in names}


def _portfolios(questions: QuestionSet) -> Iterator[str]:
    yield from (row.portfolio for row in questions.addressees)
    yield from (row.portfolio for row in questions.answerers)


def _write_links(
    documents: Sequence[Document], rows: Sequence[Rows], topics: Sequence[Mapping[str, Topic]]
) -> None:
    """Ties documents to the ministries that are asked or answer, and to their topics."""
    insert_values(
        Document.ministries.through,
        ("document_id", "ministry_id"),
        (
            (document.pk, pk)
            for document, row in zip(documents, rows, strict=True)
            for pk in sorted(row.ministry_pks)
        ),
    )
    insert_values(
        Document.topics.through,
        ("document_id", "topic_id"),
        (
            (document.pk, pk)
            for document, found in zip(documents, topics, strict=True)
            for pk in sorted({one.root.pk for one in found.values()})
        ),
    )


def _askers(sets: Sequence[QuestionSet], parties: Sequence[Parties]) -> Iterator[list[Asker]]:
    wanted = [_members(*one) for one in zip(sets, parties, strict=True)]
    members = named(Member, wanted)
    for questions, values, rows in zip(sets, wanted, members, strict=True):
        initials: dict[str, str] = {}
        for asker in questions.askers:
            initials.setdefault(slug(asker.name, asker.party), asker.initials or "")
        # the same person may be printed twice in one header, in two spellings even: one row
        found = {row: key for key, row in rows.items()}
        yield [
            Asker(position, member, values[key]["printed_party"], initials[key])
            for position, (member, key) in enumerate(found.items())
        ]


def _members(questions: QuestionSet, parties: Parties) -> Wanted:
    wanted: dict[str, dict[str, Any]] = {}
    for asker in questions.askers:
        party = parties[slug(asker.party)] if asker.party else None
        values = {"name": asker.name, "party": party and party.root, "printed_party": party}
        wanted[slug(asker.name, asker.party)] = values
    return wanted


def _addressees(questions: QuestionSet, ministries: Ministries) -> list[Addressee]:
    return [
        Addressee(position, row.role, ministries[slug(row.portfolio)])
        for position, row in enumerate(questions.addressees)
    ]


def _answerers(
    sets: Sequence[QuestionSet], ministries: Sequence[Ministries]
) -> Iterator[list[Answerer]]:
    ministers = named(Minister, [_ministers(*one) for one in zip(sets, ministries, strict=True)])
    for questions, found, houses in zip(sets, ministers, ministries, strict=True):
        yield [
            Answerer(
                position,
                found[slug(row.name, row.role, row.portfolio)] if row.name else None,
                row.role,
                houses[slug(row.portfolio)],
                row.on_behalf,
            )
            for position, row in enumerate(questions.answerers)
        ]


def _ministers(questions: QuestionSet, ministries: Ministries) -> Wanted:
    wanted: dict[str, dict[str, Any]] = {}
    for row in questions.answerers:
        if row.name:
            office = ministries[slug(row.portfolio)]
            names = {"name": row.name, "role": row.role}
            offices = {"ministry": office.root, "printed_ministry": office}
            wanted[slug(row.name, row.role, row.portfolio)] = names | offices
    return wanted


def write_texts(shown: Shown) -> None:
    """Makes the rows of the texts of documents that have none."""
    insert_values(
        Question,
        ("document_id", "position", "number", "label", "text"),
        (
            (document.pk, i, q.number, q.label or "", q.text)
            for document, questions in shown
            for i, q in enumerate(questions.questions)
        ),
    )
    insert_values(
        Answer,
        ("document_id", "position", "numbers", "text"),
        (
            (document.pk, i, list(a.numbers), a.text)
            for document, questions in shown
            for i, a in enumerate(questions.answers)
        ),
    )
    insert_values(
        Footnote,
        ("document_id", "position", "number", "text"),
        (
            (document.pk, i, f.number, f.text)
            for document, questions in shown
            for i, f in enumerate(questions.footnotes)
        ),
    )
    insert_values(
        Note,
        ("document_id", "position", "kind", "text"),
        (
            (document.pk, i, n.kind, n.text)
            for document, questions in shown
            for i, n in enumerate(questions.notes)
        ),
    )


def write_problems(told: Iterable[tuple[Document, Iterable[Problem]]]) -> None:
    """Makes the rows of what is told of documents that have none."""
    insert_values(
        DocumentProblem,
        ("document_id", "position", "code", "severity", "message", "place"),
        (
            (document.pk, i, p.code, p.severity, p.message, p.place[:200])
            for document, problems in told
            for i, p in enumerate(problems)
        ),
    )
