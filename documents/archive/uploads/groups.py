"""Which waiting files of one upload are of one document, and which only bear its number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from ...models import UploadedFile
from .. import versions
from ..placing import Claim
from .gists import Gist, gist

Files = tuple[UploadedFile, ...]

#: other files and documents that are named with one file
NAMED = 5


@dataclass(frozen=True)
class Groups:
    """By the key of a waiting file, others of its upload."""

    #: all files of its document, where there are several; the one that becomes valid comes first
    twins: dict[int, Files] = field(default_factory=dict)
    #: the first files with its official number, of other people on another day: of another document
    rivals: dict[int, Files] = field(default_factory=dict)


def groups(upload_pks: Iterable[int]) -> Groups:
    """The twins and rivals among the waiting files of these uploads."""
    found = Groups()
    for same_number in _by_number(upload_pks).values():
        clusters = _clusters(same_number)
        for cluster in clusters:
            best_first = tuple(sorted(cluster, key=_goodness))
            own = {file.pk for file in cluster}
            others = tuple(islice((f for f in same_number if f.pk not in own), NAMED))
            for file in cluster:
                if len(cluster) > 1:
                    found.twins[file.pk] = best_first
                if others:
                    found.rivals[file.pk] = others
    return found


def _by_number(upload_pks: Iterable[int]) -> dict[tuple[int, str], dict[UploadedFile, Gist]]:
    """The waiting files of each upload, those with one identifier together, in their order."""
    waiting = UploadedFile.objects.filter(
        upload__in=set(upload_pks), state=UploadedFile.State.WAITING
    )
    found: defaultdict[tuple[int, str], dict[UploadedFile, Gist]] = defaultdict(dict)
    rows = waiting.exclude(source=None).select_related("source").defer("parsed", "wanted")
    for file in rows.order_by("pk"):
        read = gist(file)
        found[file.upload_id, read.belongs_to][file] = read
    return found


def _clusters(files: dict[UploadedFile, Gist]) -> list[list[UploadedFile]]:
    """Files with one identifier, apart by people and day, as publishing tells documents apart."""
    clusters: list[tuple[list[UploadedFile], set[str], set[str]]] = []
    for file, read in files.items():
        cluster, days, names = next(
            (found for found in clusters if _is_of(read.claim, *found[1:])), ([], set(), set())
        )
        if not cluster:
            clusters.append((cluster, days, names))
        cluster.append(file)
        days |= {read.claim.submitted} if read.claim.submitted else set()
        names |= set(read.claim.askers)
    return [cluster for cluster, _, _ in clusters]


def _is_of(claim: Claim, days: set[str], names: set[str]) -> bool:
    # an identifier that was made of the people and the day tells them apart already
    return claim.identifier is None or claim.is_of(days, names)


def _goodness(file: UploadedFile) -> tuple[bool, int, int, int, int]:
    """Lower is better: chosen by an archivist, the best format, the fewest problems."""
    assert file.source is not None  # noqa: S101 - only files that were kept are grouped
    errors = sum(problem["severity"] == "error" for problem in file.problems)
    format_rank = versions.rank(file.source.format)
    return not file.preferred, format_rank, errors, len(file.problems), file.pk


def wish(file: UploadedFile, twins: Files) -> bool | None:
    """Whether a file is to become the valid source of its document; None leaves it to the rule."""
    if file.preferred is not None:
        return file.preferred
    return twins[0].pk == file.pk if twins else None
