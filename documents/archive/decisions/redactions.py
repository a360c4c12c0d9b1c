"""Redacting a passage of a document: its words are shown nowhere, and its sources to no visitor.

What goes with it, an identifier made of the words and names that no document has any more, is
kept with the redaction, and comes back when that is undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ...identity.identifiers import current, is_official
from ...models import Browsable, Document, DocumentVersion, Redaction
from .. import history, locks, writing
from ..layers.labels import label
from ..layers.paths import Difference, Json, leaves
from ..layers.reading import as_set, layers, parse_of, valid_version
from ..layers.redacting import KEPT, Hidden, occurrences, pattern, plain
from ..naming import derived_identifier, short_hash
from . import corrections, unused

#: letters and digits that a passage must have: shorter ones stand in the midst of other words
SHORTEST = 3
#: signs of the longest passage; what is longer is redacted in pieces
LONGEST = 5_000
#: signs around a passage that the preview shows
NEAR = 60
WHY_RENAMED = "er stond een gelakte passage in het kenmerk"


class NotRedacted(ValueError):
    """A passage that cannot be redacted, with the reason in Dutch; nothing was stored."""


@transaction.atomic
def redact(document: Document, passage: str, *, note: str, by: str) -> Redaction:
    """Takes a passage out of all that is shown of a document. Raises NotRedacted."""
    locks.change_names()
    locked = locks.document(document.pk)
    fault = fault_of(locked, passage)
    if fault:
        raise NotRedacted(fault)
    redaction = Redaction.objects.create(document=locked, passage=passage, note=note, made_by=by)
    identifier = new_identifier(locked, passage)
    if identifier:
        redaction.kept = {"identifier": locked.identifier, "given": identifier}
        _identify(locked, identifier, by=by)
    writing.rewrite(locked)
    redaction.kept["names"] = unused.remove(hidden_by(passage))
    redaction.save(update_fields=["kept"])
    history.record(history.Deed.REDACTED, by=by, document=locked, note=note, redaction=redaction.pk)
    document.refresh_from_db()
    return redaction


def hidden_by(passage: str) -> Hidden:
    """What this passage alone hides. Raises NotRedacted of one without letters and digits."""
    hidden = pattern([passage])
    if hidden is None:
        raise NotRedacted(f"Een passage heeft ten minste {SHORTEST} letters of cijfers.")
    return hidden


def fault_of(document: Document, passage: str) -> str:
    """Dutch: why a passage cannot be redacted; empty where it can."""
    if sum(sign.isalnum() for sign in passage) < SHORTEST:
        return f"Een passage heeft ten minste {SHORTEST} letters of cijfers."
    if len(passage) > LONGEST:
        return f"Een passage heeft ten hoogste {LONGEST} tekens; lak een langere in delen."
    if document.redactions.standing().filter(passage=passage).exists():
        return "Deze passage is al gelakt."
    if not any(count(value, passage) for value in _everything_said(document)):
        return (
            "Deze passage staat niet in het document, ook niet in een oudere versie. Een passage "
            "die doorloopt in een volgende vraag, een antwoord of een voetnoot, lakt u in delen."
        )
    return ""


def _everything_said(document: Document) -> list[Any]:
    """The set of a document as it is now, and all that its versions said, with their problems."""
    versions = [v for v in document.versions.all() if v.parsed is not None]
    said = [layers(document).corrected, *map(parse_of, versions)]
    return [*said, *(version.problems for version in versions)]


def count(value: Any, passage: str) -> int:
    """How often a passage stands in a set, or in another value as of JSON."""
    hidden = pattern([passage])
    return occurrences(value, hidden) if hidden else 0


def new_identifier(document: Document, passage: str) -> str:
    """The identifier that a document gets where the present one has words of a passage; else ''.

    One that was made of the title and an asker is cut, and may have half of the words.
    """
    found, hidden = layers(document), hidden_by(passage)
    if is_official(document.identifier) or not _is_in_identifier(
        document.identifier, found.shown, passage, hidden
    ):
        return ""
    shown = hidden.taken_out(found.shown["title"])
    askers = [row | {"name": hidden.taken_out(row["name"])} for row in found.shown["askers"]]
    made = derived_identifier(as_set(found.shown | {"title": shown, "askers": askers}))
    if hidden.is_in(made):
        made = f"kv-{short_hash(document.pk, 'gelakt')}"
    return _free(document, made)


def _is_in_identifier(identifier: str, said: Json, passage: str, hidden: Hidden) -> bool:
    made_of = [said["title"], *(asker["name"] for asker in said["askers"][:1])]
    is_made = identifier.startswith("kv-") and any(map(hidden.is_in, made_of))
    return is_made or hidden.is_in(identifier) or slugify(passage) in identifier


def _free(document: Document, identifier: str) -> str:
    """The identifier, with a number behind it where another document has it."""
    wanted, number = identifier, 1
    others = Document.everything.exclude(pk=document.pk)
    while others.filter(identifier=wanted).exists():
        number += 1
        wanted = f"{identifier}-{number}"
    return wanted


def _identify(document: Document, identifier: str, *, by: str) -> None:
    """Gives a document another identifier by a correction, in place of the one that stands."""
    before = corrections.standing_keys(document)
    for standing in document.corrections.standing().filter(path="identifier"):
        corrections.end(standing, by=by)
    parsed = parse_of(valid_version(document))
    if parsed["identifier"] != identifier:
        change = Difference("identifier", parsed["identifier"], identifier)
        corrections.add(document, change, parsed, by=by, why=WHY_RENAMED)
    history.record(
        history.Deed.CORRECTED,
        by=by,
        document=document,
        changes=[Difference("identifier", document.identifier, identifier)._asdict()],
        why=WHY_RENAMED,
        **corrections.rows_changed(document, before),
    )


@dataclass(frozen=True)
class Place:
    """A place where a passage stands: the field in Dutch, and the words around and in it."""

    where: str
    before: str
    passage: str
    after: str


@dataclass(frozen=True)
class Foreseen:
    """What redacting a passage would do, for the archivist alone: it has the words.

    `versions`: each version and how often it has the passage. `names`: names with the words, and
    how many documents have each; those of this document alone go. `identifier` is a new one, or ''.
    """

    places: list[Place]
    versions: list[tuple[DocumentVersion, int]]
    problems: int
    names: list[tuple[Browsable, int]]
    identifier: str


def foresee(document: Document, passage: str) -> Foreseen:
    """Foresees what `redact` would do; changes nothing. Raises NotRedacted."""
    fault = fault_of(document, passage)
    if fault:
        raise NotRedacted(fault)
    hidden, corrected = hidden_by(passage), layers(document).corrected
    versions = list(document.versions.select_related("source").order_by("number"))
    counts = [occurrences(parse_of(v), hidden) if v.parsed else 0 for v in versions]
    return Foreseen(
        [
            place
            for path, text in leaves(corrected)
            for place in _places(path, text, corrected, hidden)
        ],
        list(zip(versions, counts, strict=True)),
        sum(occurrences(version.problems, hidden) for version in versions),
        unused.found(hidden),
        new_identifier(document, passage),
    )


def _places(path: str, text: str, questions: Json, hidden: Hidden) -> Iterator[Place]:
    text = plain(text)
    for start, end in () if path.partition("[")[0] in KEPT else hidden.spans(text):
        near = max(start - NEAR, 0)
        yield Place(
            label(path, questions), text[near:start], text[start:end], text[end : end + NEAR]
        )


@transaction.atomic
def undo(redaction_pk: int, *, by: str) -> Redaction:
    """Shows a redacted passage again, with the identifier and the names that went with it."""
    standing = Redaction.objects.standing()
    locks.change_names()
    document = locks.document(standing.get(pk=redaction_pk).document_id)
    redaction: Redaction = standing.get(pk=redaction_pk)  # as it is now
    redaction.ended_at, redaction.ended_by = timezone.now(), by
    redaction.save(update_fields=["ended_at", "ended_by"])
    _identify_again(document, redaction, by=by)
    left = unused.bring_back(redaction.kept.get("names", ()))
    writing.rewrite(document)
    for other in document.redactions.standing():
        gone = unused.remove(hidden_by(other.passage))
        other.kept["names"] = [*other.kept.get("names", ()), *gone, *left]
        other.save(update_fields=["kept"])
    history.record(history.Deed.UNREDACTED, by=by, document=document, ended=[redaction.pk])
    return redaction


def _identify_again(document: Document, redaction: Redaction, *, by: str) -> None:
    """Gives a document its old identifier, unless it has words of another redacted passage."""
    old, given = current(redaction.kept.get("identifier") or ""), redaction.kept.get("given")
    if not old or document.identifier != given:
        return
    said = layers(document).corrected
    for other in document.redactions.standing():
        if _is_in_identifier(old, said, other.passage, hidden_by(other.passage)):
            other.kept |= {"identifier": old, "given": given}
            other.save(update_fields=["kept"])
            return
    if not Document.everything.filter(identifier=old).exists():
        _identify(document, old, by=by)
