"""The references of a document, tied to what is in the archive, whichever came first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import OuterRef, Subquery

from ...identity import references as rules
from ...models import Document, Reference
from ...parsing import QuestionSet
from ...parsing.identifiers import chamber
from ..insertion import insert
from ..naming import header_references

Kind = Reference.Kind


def write(shown: Iterable[tuple[Document, QuestionSet]]) -> None:
    """Makes the references of documents that have none, and ties those of others to them."""
    shown = list(shown)
    made = [row for document, questions in shown for row in rows(document, questions)]
    _aim(made)
    insert(made)
    _tie_waiting({document.identifier for document, _ in shown})
    cases = {rules.case_number(document.case_number) for document, _ in shown} - {""}
    waiting = Reference.objects.filter(kind=Kind.CASE, target_identifier__in=cases)
    _tie_cases(set(waiting.values_list("target_identifier", flat=True)))


def _tie_waiting(identifiers: Iterable[str]) -> None:
    """Ties what waited for documents with these identifiers, which are here."""
    waiting = Reference.objects.filter(kind=Kind.APPENDIX, target=None)
    named = Document.objects.filter(identifier=OuterRef("target_identifier"))
    known = waiting.filter(target_identifier__in=identifiers)
    known.update(target=Subquery(named.values("pk")[:1]))


def _aim(made: Sequence[Reference]) -> None:
    """Fills the targets of references that are in the archive; saves nothing."""
    named = {row.target_identifier for row in made if row.kind == Kind.APPENDIX}
    cases = {row.target_identifier for row in made if row.kind == Kind.CASE}
    keys = dict(Document.objects.filter(identifier__in=named).values_list("identifier", "pk"))
    keys |= _tellers(cases) if cases else {}
    for row in made:
        row.target_id = keys.get(row.target_identifier)


def rows(document: Document, questions: QuestionSet) -> list[Reference]:
    """The references that a set has: those of its header, then those in its texts."""
    made = [
        Reference(document_id=document.pk, place=f"see_also[{i}]", target_identifier=identifier)
        for i, identifier in enumerate(header_references(document.identifier, questions))
    ]
    made += [
        Reference(
            document_id=document.pk,
            kind=one.found.kind.value,
            relation=one.found.relation.value,
            place=one.place,
            start=one.found.start,
            end=one.found.end,
            printed=one.words,
            target_identifier=one.found.target,
        )
        for one in rules.of_set(questions, chamber(document.identifier))
        if one.found.target != document.identifier
    ]
    for position, row in enumerate(made):
        row.position = position
    return made


def _tie_cases(keys: Iterable[str]) -> None:
    """Ties what refers to these cases to the document of each that tells most."""
    best = _tellers(keys)
    for key in keys:
        rows = Reference.objects.filter(kind=Kind.CASE, target_identifier=key)
        rows.update(target=best.get(key))


def _tellers(keys: Iterable[str]) -> dict[str, int]:
    """Of each case the document with the answer, else the first that there is."""
    printed = {form: key for key in keys for form in (key, f"{key[:3]}{key[4:]}")}
    found = Document.objects.filter(case_number__in=printed).order_by("identifier")
    best: dict[str, tuple[bool, int]] = {}
    for pk, number, kind in found.values_list("pk", "case_number", "kind"):
        if rules.case_number(number) == printed[number]:
            ranked = (kind != Document.Kind.ANSWER, pk)
            best.setdefault(printed[number], ranked)
            if ranked[0] < best[printed[number]][0]:
                best[printed[number]] = ranked
    return {key: pk for key, (_, pk) in best.items()}


def untie_renamed(document: Document) -> None:
    """Leaves no reference to a number that a document has no more."""
    tied = Reference.objects.filter(target=document, kind=Kind.APPENDIX)
    tied.exclude(target_identifier=document.identifier).update(target=None)


def untie(document: Document) -> None:
    """Leaves no reference to a document that is not shown any more."""
    tied = Reference.objects.filter(target=document)
    cases = set(tied.filter(kind=Kind.CASE).values_list("target_identifier", flat=True))
    tied.update(target=None)
    _tie_cases(cases)


def tie_all() -> None:
    """Ties every reference that waits to what is here: two that came at once may have missed."""
    waiting = Reference.objects.filter(kind=Kind.APPENDIX, target=None)
    named = Document.objects.filter(identifier=OuterRef("target_identifier"))
    waiting.update(target=Subquery(named.values("pk")[:1]))
    cases = Reference.objects.filter(kind=Kind.CASE, target=None)
    _tie_cases(set(cases.values_list("target_identifier", flat=True)))
