"""Keeps documents in their cases, and cases in their state, within the transaction of the writing.

What is stored is what `documents.identity` says of all documents together, in whichever order they
came. A document that is written can only change the cases of those that share a key with it, and
the case in which it was: these are made anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models.functions import Substr

from ..identity import cases, notices, states
from ..identity.cases import NUMBER, Facts
from ..models import (
    Answer,
    Asking,
    Case,
    CaseCut,
    CaseKey,
    CasePlace,
    CaseReport,
    Document,
    IndexChange,
    Note,
    Reference,
)
from ..parsing import NoteKind, QuestionSet
from . import locks
from .identifying.loading import renew_stamp
from .insertion import insert_values
from .naming import header_references

#: the columns of a document that its facts are made of
_COLUMNS = (
    *("pk", "identifier", "kind", "case_number", "submitted", "answered", "title"),
    *("other_cases", "answered_in"),
)
#: documents read, and rows written, at a time
BATCH = 500
#: signs of an answer that are read: one that is longer says more than where the answer is
_READ = 1_000


# what documents say


def of_set(document: Document, questions: QuestionSet) -> Facts:
    """What a document says that is being written, from the set that it is to show.

    Its dates are those that the archive concludes.
    """
    notes = [note.text for note in questions.notes if note.kind == NoteKind.NOTICE]
    answers = [answer.text for answer in questions.answers]
    return Facts(
        document.pk,
        document.identifier,
        str(questions.kind),
        questions.case_number or "",
        document.submitted,
        document.answered,
        questions.title,
        tuple(asker.name for asker in questions.askers),
        header_references(document.identifier, questions),
        notices.read(questions.kind, answers, notes, document.answered),
        questions.other_cases,
        questions.answered_in or "",
    )


def read(pks: Iterable[int]) -> list[Facts]:
    """What these documents say, from their rows; those that are withdrawn say nothing."""
    pks = sorted(set(pks))
    parts = (pks[i : i + BATCH] for i in range(0, len(pks), BATCH))
    return [facts for part in parts for facts in _read(part)]


def _read(pks: Sequence[int]) -> list[Facts]:
    rows = Document.objects.filter(pk__in=pks).order_by("pk")
    askers = _by_document(
        Asking.objects.filter(document__in=pks)
        .order_by("document", "position")
        .values_list("document", "printed_member__printed")
    )
    seen = _by_document(
        # those of the header alone: in texts other cases are cited
        Reference.objects.filter(document__in=pks, end=0).values_list(
            "document", "target_identifier"
        )
    )
    notes = _by_document(
        Note.objects.filter(document__in=pks, kind=Note.Kind.NOTICE).values_list("document", "text")
    )
    answers = _by_document(
        Answer.objects.filter(document__in=pks, position__lt=2)
        .order_by("document", "position")
        .values_list("document", Substr("text", 1, _READ))
    )
    return [
        Facts(
            row.pk,
            row.identifier,
            row.kind,
            row.case_number,
            row.submitted,
            row.answered,
            row.title,
            tuple(askers[row.pk]),
            tuple(seen[row.pk]),
            notices.read(row.kind, answers[row.pk], notes[row.pk], row.answered),
            tuple(row.other_cases),
            row.answered_in,
        )
        for row in rows.only(*_COLUMNS)
    ]


def _by_document(rows: Iterable[tuple[int, str]]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for pk, text in rows:
        found[pk].append(text)
    return found


def _cuts(pks: Iterable[int]) -> defaultdict[int, list[str]]:
    """The keys that were cut by hand, of each of these documents."""
    standing = CaseCut.objects.standing().filter(document__in=list(pks))
    return _by_document(standing.values_list("document", "key"))


# what is stored


def begin(written: Iterable[tuple[Document, QuestionSet]]) -> None:
    """Ties documents that have just come, each with the set that it shows."""
    locks.tie_cases()
    facts = [of_set(document, questions) for document, questions in written]
    _tie(facts, {row.pk: cases.keys(row) for row in facts})


def again(document: Document, questions: QuestionSet | None) -> None:
    """Ties a document anew that changed, or was cut loose; without a set it leaves its case."""
    locks.tie_cases()
    place = CasePlace.objects.filter(document=document)
    left = place.values_list("case", flat=True).first()
    CaseKey.objects.filter(document=document).delete()
    place.delete()
    if questions is None:
        leave([left] if left else [])
        return
    facts = of_set(document, questions)
    held = cases.keys(facts) - set(_cuts([document.pk])[document.pk])
    _tie([facts], {document.pk: held}, left)


def leave(case_pks: Collection[int]) -> None:
    """Makes cases anew from which documents went: what held the rest together may have gone too."""
    locks.tie_cases()
    if case_pks:
        _settle(read(_members(case_pks)), set(case_pks))


def cases_of(documents: Iterable[Document]) -> list[int]:
    """The primary keys of the cases in which these documents are."""
    places = CasePlace.objects.filter(document__in=[document.pk for document in documents])
    return sorted(set(places.values_list("case", flat=True)))


def _tie(
    facts: Sequence[Facts], given: Mapping[int, Collection[str]], left: int | None = None
) -> None:
    """Stores the keys of documents, and the cases of all that they can belong with."""
    rows = ((pk, key) for pk, keys in given.items() for key in sorted(keys))
    insert_values(CaseKey, ("document_id", "key"), rows)
    sharing = CaseKey.objects.filter(key__in={key for keys in given.values() for key in keys})
    near = sharing.exclude(document__in=given).values_list("document__case_place__case", flat=True)
    touched = {pk for pk in (*near, left) if pk}
    others = [pk for pk in _members(touched) if pk not in given] if touched else []
    _settle([*read(others), *facts], touched, given)


def _members(case_pks: Collection[int]) -> list[int]:
    places = CasePlace.objects.filter(case__in=list(case_pks))
    return list(places.values_list("document", flat=True))


def held(pks: Iterable[int]) -> defaultdict[int, list[str]]:
    """The keys of each of these documents that tie, as they are stored."""
    rows = CaseKey.objects.filter(document__in=list(pks))
    return _by_document(rows.values_list("document", "key"))


def reported(numbers: Iterable[str]) -> None:
    """Makes the cases with these numbers anew: a source says something else of them."""
    keys = [f"{NUMBER}{number}" for number in numbers]
    for i in range(0, len(keys), BATCH):
        tied = CaseKey.objects.filter(key__in=keys[i : i + BATCH])
        rows = list(tied.values_list("document", "key", "document__case_place__case"))
        # new keys tell all who keep pages that these say something else
        CaseKey.objects.filter(key__in=keys[i : i + BATCH]).delete()
        CaseKey.objects.bulk_create(CaseKey(document_id=pk, key=key) for pk, key, _ in rows)
        leave(sorted({case for _, _, case in rows if case}))


#: case number → what official sources say of it
Reports = Mapping[str, CaseReport]


def _reports(keys: Iterable[str] | None = None) -> Reports:
    """What sources say of the cases with these keys, or of all, but for what they took back."""
    rows = CaseReport.objects.filter(is_gone=False)
    if keys is not None:
        numbers = {key.removeprefix(NUMBER) for key in keys if key.startswith(NUMBER)}
        rows = rows.filter(number__in=numbers) if numbers else rows.none()
    return {row.number: row for row in rows.order_by("-source")}


def _case(documents: list[Facts], held: Mapping[int, Collection[str]], reports: Reports) -> Case:
    """The row of a case with these documents, which is not saved."""
    state = states.conclude(documents)
    case = _of_state(state, cases.slug(documents, held)[:200])
    keys = {key for document in documents for key in held[document.pk] if key.startswith(NUMBER)}
    told = [reports.get(key.removeprefix(NUMBER)) for key in keys]
    if case.state in Case.UNANSWERED and told and all(told):
        _with_reports(case, [row for row in told if row])
    return case


def _with_reports(case: Case, told: Sequence[CaseReport]) -> None:
    """Puts in a case what its documents do not say, and sources do of all its numbers."""
    if all(row.is_withdrawn for row in told):
        case.state, case.told_by = Case.State.WITHDRAWN, told[0].source
    elif all(row.is_settled or row.is_withdrawn for row in told):
        case.state, case.told_by = Case.State.ANSWERED, told[0].source
    elif not case.until:
        case.due = min((row.due for row in told if row.due), default=None)
    if case.told_by:
        case.until, case.until_words, case.why = None, "", ""


def _of_state(state: states.State, slug: str) -> Case:
    """The row of a case in this state."""
    return Case(
        slug=slug,
        state=state.outcome.value,
        days=state.days,
        until=state.until,
        until_words=state.until_words[:100],
        why=state.why,
    )


#: what a case says of its documents
_SAID = ("slug", "state", "days", "until", "until_words", "why", "due", "told_by")


def _save(made: Iterable[Case]) -> None:
    """Stores cases; one of that name of which all documents went is taken again."""
    new: list[Case] = []
    for case in made:
        if case.pk:
            case.save(force_update=True)
        else:
            new.append(case)
    by_slug = {case.slug: case for case in new}  # names that were cut off may be the same
    Case.objects.bulk_create(
        by_slug.values(), update_conflicts=True, unique_fields=["slug"], update_fields=_SAID[1:]
    )
    for case in new:
        case.pk = by_slug[case.slug].pk


def said(case: Case) -> tuple[object, ...]:
    """What a case says, to be compared."""
    return tuple(getattr(case, name) for name in _SAID)


def _settle(
    facts: list[Facts],
    touched: set[int],
    given: Mapping[int, Collection[str]] | None = None,
) -> None:
    """Makes the cases of these documents anew, in place of those that they had."""
    given = given or {}
    counting = held(row.pk for row in facts if row.pk not in given) | dict(given)
    before = dict(CasePlace.objects.filter(case__in=touched).values_list("document", "case"))
    known = {case.slug: case for case in Case.objects.filter(pk__in=touched)}
    reports = _reports({key for row in facts for key in counting[row.pk]})
    wanted: list[tuple[Case, set[int]]] = []
    others: list[Case] = []
    changed: set[int] = set()
    for documents in cases.components(facts, counting):
        made = _case(documents, counting, reports)
        case = known.get(made.slug)
        made.pk = case.pk if case else None
        members = {row.pk for row in documents}
        if case is None or said(case) != said(made):
            others.append(made)
            changed |= members
        wanted.append((made, members))
    _save(others)
    changed |= _move(wanted, before)
    Case.objects.filter(pk__in=touched - {case.pk for case, _ in wanted}).delete()
    # who writes a document notes it
    IndexChange.objects.note(sorted(changed - given.keys()))


def _move(wanted: Sequence[tuple[Case, set[int]]], before: Mapping[int, int]) -> set[int]:
    """Puts documents in their cases; all documents of cases that others joined or left.

    Those that were in another have a place already.
    """
    changed: set[int] = set()
    new: list[tuple[int, int]] = []
    sizes = Counter(before.values())
    for case, members in wanted:
        moved = {pk for pk in members if before.get(pk) != case.pk}
        if here := moved & before.keys():
            CasePlace.objects.filter(document__in=here).update(case=case)
        new += ((pk, case.pk) for pk in sorted(moved - before.keys()))
        if moved or len(members) != sizes[case.pk]:
            changed |= members
    insert_values(CasePlace, ("document_id", "case_id"), new)
    return changed


# the archive as a whole


@dataclass
class Whole:
    """All cases as they should be: documents by case, keys by document."""

    cases: list[tuple[Case, list[int]]] = field(default_factory=list)
    held: dict[int, frozenset[str]] = field(default_factory=dict)


def whole() -> Whole:
    """The cases of all documents, made anew from what these say; nothing is stored."""
    facts = read(Document.objects.values_list("pk", flat=True))
    cuts = _by_document(CaseCut.objects.standing().values_list("document", "key"))
    held = {row.pk: cases.keys(row) - set(cuts[row.pk]) for row in facts}
    found, reports = cases.components(facts, held), _reports()
    return Whole([(_case(rows, held, reports), [row.pk for row in rows]) for rows in found], held)


def stored() -> dict[int, tuple[object, ...]]:
    """What the stored case of each document says."""
    names = (f"case__{name}" for name in _SAID)
    rows = CasePlace.objects.values_list("document", *names)
    return {row[0]: tuple(row[1:]) for row in rows}


def stored_keys() -> dict[int, frozenset[str]]:
    """The stored keys of each document."""
    rows = _by_document(CaseKey.objects.values_list("document", "key"))
    return {pk: frozenset(keys) for pk, keys in rows.items()}


def adopt() -> int:
    """Ties all documents of an archive that is older than its cases; how many got another case."""
    return settle_all() if Document.objects.filter(case_place=None).exists() else 0


@transaction.atomic
def settle_all() -> int:
    """Makes all cases anew; the number of documents of which the case says something else now."""
    locks.tie_cases()
    before, found = stored(), whole()
    CaseKey.objects.all().delete()
    Case.objects.all().delete()
    made = Case.objects.bulk_create((case for case, _ in found.cases), BATCH)
    places = [
        CasePlace(document_id=pk, case=case)
        for case, (_, pks) in zip(made, found.cases, strict=True)
        for pk in pks
    ]
    CasePlace.objects.bulk_create(places, BATCH)
    rows = (CaseKey(document_id=pk, key=key) for pk, held in found.held.items() for key in held)
    CaseKey.objects.bulk_create(rows, BATCH)
    after = {place.document_id: said(place.case) for place in places}
    changed = sorted(pk for pk in after.keys() | before.keys() if after.get(pk) != before.get(pk))
    IndexChange.objects.note(changed)
    if changed:
        renew_stamp()
    return len(changed)
