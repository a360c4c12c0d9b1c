"""The versions of a document: which source it is made of, and going back to an earlier one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction

from ..models import Correction, Document, DocumentVersion
from ..parsing.identifiers import edition
from . import history, locks, writing
from .layers.likeness import losses, sizes
from .layers.paths import SETTLED, Json, moved, value_at, with_values
from .layers.reading import hidden_of, layers, parse_of, valid_version
from .layers.redacting import redacted
from .placing import Claim

#: formats from good to less good: what tells its own structure goes before what was typeset
_RANKS = {
    **dict.fromkeys(("koop_xml", "kvr_xml", "json"), 0),
    "html": 1,
    "odt": 2,
    "pdf": 3,
    "docx": 4,
    "text": 5,
}


def rank(file_format: str) -> int:
    """How good a source of this format is; 0 is best."""
    return _RANKS.get(file_format, max(_RANKS.values()))


class Standing(NamedTuple):
    """How good a source is for its document; the lower, the better.

    First its format; then whether it is not yet typeset, how late its edition is, and whether it
    came without what the publisher says beside it.
    """

    rank: int
    is_unmade: bool
    earliness: tuple[int, int]
    is_bare: bool


#: the sorts of a later edition, from early to late
_SORTS = ("", "h", "n")


def standing(file_format: str, claimed: Claim, has_beside: bool) -> Standing:
    """How good a source is that was read to a set with this claim."""
    sort, turn = edition(claimed.identifier or "")
    earliness = (-turn, -_SORTS.index(sort))
    return Standing(rank(file_format), claimed.is_unmade, earliness, not has_beside)


def standing_of(version: DocumentVersion) -> Standing:
    """How good the source of a version is; it may come without its set, but with its `status`."""
    parsed = None if "parsed" in version.get_deferred_fields() else version.parsed
    status = (parsed or {}).get("status") if parsed else getattr(version, "status", None)
    claimed = Claim(version.binding, "", None, (), status=status or "")
    return standing(version.source.format, claimed, version.beside_id is not None)


def outranks(of: Standing, document: Document) -> bool:
    """Whether a source may take the place of the valid one unasked: it is as good."""
    return of <= standing_of(valid_version(document))


def rename(document: Document) -> None:
    """Gives a document the identifier of a source that did not become valid, where that lasts."""
    document.__dict__.pop("given_identifier", None)
    before = document.identifier
    if document.given_identifier != before and layers(document).shown["identifier"] != before:
        writing.rewrite(document)


def validate(document: Document, version: DocumentVersion) -> None:
    """Makes a version the valid one, with the corrections on top, in the transaction under way."""
    document.__dict__.pop("given_identifier", None)
    document.version = version.number
    document.source = version.source
    rebase(document, parse_of(version))
    writing.rewrite(document)


@transaction.atomic
def make_valid(document_pk: int, number: int, *, by: str) -> DocumentVersion:
    """Makes any version of a document the valid one. Raises DoesNotExist where there is none."""
    document = locks.document(document_pk)
    version = document.versions.select_related("source").get(number=number)
    before = document.version
    if number != before:
        validate(document, version)
        history.record(
            history.Deed.VALIDATED,
            by=by,
            document=document,
            file=version.source.name,
            old=before,
            new=number,
        )
    return version


def rebase(document: Document, parsed: Json) -> None:
    """Brings the standing corrections of a document to another parse of it.

    One whose place moved, moves with it; where the value under it is another now, an archivist is
    asked to look again. None is lost: one without a place waits until a parse has it again.
    """
    standing = document.corrections.standing().exclude(path__startswith=SETTLED)
    corrections = list(standing)
    # no two may have one path, not even while they change places
    standing.update(doubt=Correction.Doubt.GONE)
    for correction in _rebased(corrections, parsed):
        correction.save(update_fields=["path", "doubt", "found"])


def _rebased(corrections: Iterable[Correction], parsed: Json) -> list[Correction]:
    """The corrections as they stand over this parse; nothing is saved."""
    taken: set[str] = set()
    rebased = list(corrections)
    for correction in rebased:
        _rebase(correction, parsed, taken)
    return rebased


def _rebase(correction: Correction, parsed: Json, taken: set[str]) -> None:
    path = moved(correction.path, correction.anchor, parsed)
    if path is None or path in taken:
        correction.doubt, correction.found = Correction.Doubt.GONE, None
        return
    taken.add(path)
    value = value_at(parsed, path)
    agrees = value in (correction.parsed, correction.value)
    correction.path = path
    correction.doubt = Correction.Doubt.NONE if agrees else Correction.Doubt.CHANGED
    correction.found = None if agrees else value


@dataclass(frozen=True)
class Foreseen:
    """What would change if a version became the valid one: sets as they are shown, and losses.

    `doubtful` corrections ask for a new look then, `lost` ones have no place any more.
    """

    old: Json
    new: Json
    losses: list[str]
    doubtful: list[Correction]
    lost: list[Correction]


def foresee(document: Document, version: DocumentVersion) -> Foreseen:
    """Foresees what `make_valid` would do; changes nothing."""
    parsed = parse_of(version)
    standing = document.corrections.standing().exclude(path__startswith=SETTLED)
    rebased = _rebased(standing, parsed)
    kept = [c for c in rebased if c.doubt != Correction.Doubt.GONE]
    made, hidden = with_values(parsed, [(c.path, c.value) for c in kept]), hidden_of(document)
    now = layers(document)
    return Foreseen(
        now.shown,
        redacted(made, hidden) if hidden else made,
        losses(sizes(now.corrected), sizes(made)),
        [c for c in kept if c.doubt],
        [c for c in rebased if c.doubt == Correction.Doubt.GONE],
    )
