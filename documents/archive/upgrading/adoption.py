"""Gives versions that were stored before sets were kept the set that they were made of.

A document that nobody corrected says what was parsed. Of one that an archivist corrected in its
rows, the source is read again, and what differs becomes a correction in that archivist's name.
Identifiers that were derived when they could be longer are made as they are now.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models.functions import Length

from ...identity.identifiers import DERIVED, LONGEST, current
from ...models import Document, DocumentVersion
from ...parsing import QuestionSet, parse
from .. import export, history, locks, sources, writing
from ..decisions import corrections
from ..ingest import parsed_form
from ..layers.likeness import fingerprint
from ..layers.paths import differences
from ..layers.reading import parse_of, valid_version
from ..naming import derived_identifier

WHY = "gecorrigeerd voordat correcties apart werden bewaard"
WHY_SHORTER = "kenmerken zijn korter; het oude adres leidt naar het nieuwe"


def adopt() -> int:
    """Fills every version without a set; the number of documents that had one."""
    lacking = DocumentVersion.objects.filter(parsed__isnull=True).values_list("document", flat=True)
    keys = list(lacking.distinct().order_by("document"))
    for pk in keys:
        _adopt(pk)
    return len(keys)


@transaction.atomic
def _adopt(pk: int) -> None:
    document = Document.everything.whole().get(pk=pk)
    shown = export.question_set(document)
    document = Document.everything.get(pk=pk)  # what was fetched beforehand lacks the sets
    corrector = _corrector(document)
    adopted = list(
        document.versions.filter(parsed__isnull=True).select_related("source").order_by("number")
    )
    for version in adopted:
        is_shown = version.number == document.version and not corrector
        read = None if is_shown else _read(version)
        _fill(version, read or shown, document)
    kept = _keep_corrections(document, shown, corrector) if corrector else {}
    for version in adopted:
        history.record(
            _deed(version),
            by="",
            document=document,
            file=version.source.name,
            version=version.number,
            sha256=version.source.sha256,
            adopted=version.stored_at.isoformat(),
        )
    if kept:
        history.record(history.Deed.CORRECTED, by=corrector, document=document, why=WHY, **kept)


def shorten() -> int:
    """Gives documents with a derived identifier that is too long the one of now; how many.

    The old one leads to the new one by itself (`current`), in addresses and in sources.
    """
    derived = DocumentVersion.objects.filter(binding__startswith=DERIVED)
    long = derived.alias(length=Length("binding")).filter(length__gt=LONGEST)
    keys = list(long.values_list("document", flat=True).distinct().order_by("document"))
    for pk in keys:
        _shorten(pk)
    return len(keys)


@transaction.atomic
def _shorten(pk: int) -> None:
    document = locks.document(pk)
    before = document.identifier
    if Document.everything.filter(identifier=current(before)).exclude(pk=pk).exists():
        return  # a twin that came since: an archivist decides
    for version in document.versions.all():
        version.binding = current(version.binding)
        if version.parsed and version.parsed.get("identifier"):
            version.parsed["identifier"] = current(version.parsed["identifier"])
        version.save(update_fields=["binding", "parsed"])
    for correction in document.corrections.filter(path="identifier"):
        correction.parsed = current(correction.parsed or "") or None
        correction.save(update_fields=["parsed"])
    document = Document.everything.get(pk=pk)
    if not document.corrections.standing().filter(path="identifier").exists():
        document.identifier = current(before)
        document.save(update_fields=["identifier", "date"])
    writing.rewrite(document)
    change = {"path": "identifier", "old": before, "new": document.identifier}
    history.record(
        history.Deed.CORRECTED,
        by="",
        document=document,
        why=WHY_SHORTER,
        changes=[change] if before != document.identifier else [],
        made=[],
        ended=[],
    )


def _deed(version: DocumentVersion) -> history.Deed:
    return history.Deed.PUBLISHED if version.number == 1 else history.Deed.VERSION


def _keep_corrections(document: Document, shown: QuestionSet, by: str) -> dict[str, Any]:
    """Keeps what was corrected in the rows as corrections; what the history tells of them."""
    parsed, wanted = parse_of(valid_version(document)), parsed_form(shown)
    if sorted(parsed["topics"]) == sorted(wanted["topics"]):
        wanted["topics"] = parsed["topics"]  # the rows have no order of their own
    changes = differences(parsed, wanted)
    corrections.keep(document, wanted, by=by, why=WHY)
    told = {"changes": [change._asdict() for change in changes]}
    return told | corrections.rows_changed(document, ()) if changes else {}


def _corrector(document: Document) -> str:
    """The account that corrected the document last; '' where nobody did."""
    entries = LogEntry.objects.filter(
        content_type__app_label="documents",
        content_type__model="document",
        object_id=str(document.pk),
        action_flag=CHANGE,
    )
    last = entries.select_related("user").order_by("-pk").first()
    return last.user.get_username() if last else ""


def _read(version: DocumentVersion) -> QuestionSet | None:
    """The set in the source of a version; None where it cannot be read any more."""
    try:
        return parse(sources.read_with(version.source, version.beside)).set
    except (OSError, ValueError):
        return None


def _fill(version: DocumentVersion, questions: QuestionSet, document: Document) -> None:
    version.parsed = parsed_form(questions)
    version.fingerprint = fingerprint(questions)
    version.binding = _binding(questions, document, is_valid=version.number == document.version)
    if version.number == document.version:
        rows = document.problems.all()
        version.problems = [
            {"code": p.code, "severity": p.severity, "message": p.message, "place": p.place}
            for p in rows
        ]
    version.save(update_fields=["parsed", "fingerprint", "binding", "problems"])


def _binding(questions: QuestionSet, document: Document, *, is_valid: bool) -> str:
    """What ties a version to its document: the identifier in it, unless another document has it."""
    named = questions.identifier or derived_identifier(questions)
    others = Document.everything.filter(identifier=named).exclude(pk=document.pk)
    return named if is_valid and not others.exists() else document.identifier
