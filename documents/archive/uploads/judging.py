"""What an archivist sees of a file before it is published: the set, and what would come of it.

A thousand files are judged in a fixed number of queries, without their texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db.models import F, Q

from ...models import Document, DocumentVersion, UploadedFile
from ...parsing import InvalidSet, Problem, QuestionSet, from_dict
from .. import ingest
from ..changes import Change
from ..layers.likeness import Sizes, losses, sizes
from ..placing import Bearers
from .gists import Gist, gist
from .groups import NAMED, Files, groups, wish


@dataclass(frozen=True)
class Preview:
    """One file as the archivist sees it: row, problems, and the change foreseen."""

    file: UploadedFile
    problems: tuple[Problem, ...]
    foreseen: ingest.Foreseen | None = None
    #: Dutch: what the document would lose if this became its valid version
    losses: tuple[str, ...] = ()
    #: documents with the same questions under another identifier
    alike: tuple[Document, ...] = ()
    #: waiting files of the same upload for the same document, the one that becomes valid first
    twins: Files = ()
    #: waiting files of the same upload with its number, of other people on another day
    rivals: Files = ()
    #: other waiting files, of any upload, with the same bytes or the same questions
    echoes: Files = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing asks for a look: it can be published with others of its kind."""
        odd = self.problems or self.losses or self.alike or self.twins or self.rivals or self.echoes
        is_new = self.foreseen and self.foreseen.change is not Change.UNCHANGED
        return bool(is_new) and not (odd or self.is_withdrawn)

    @property
    def document(self) -> Document | None:
        """The document that it belongs to, or would belong to."""
        return self.foreseen.document if self.foreseen else self.file.document

    @property
    def is_withdrawn(self) -> bool:
        """Whether it belongs to a document that was withdrawn, and stays so."""
        return bool(self.document and self.document.withdrawn)

    @property
    def title(self) -> str:
        return gist(self.file).title if self.file.source_id else ""

    @property
    def is_edited(self) -> bool:
        """Whether an archivist corrected the set before publication."""
        return bool(self.file.source_id) and gist(self.file).is_edited


def preview(file: UploadedFile) -> Preview:
    """The preview of an uploaded file: of one that waits, with the change foreseen now."""
    [found] = previews([file])
    return found


def previews(files: Iterable[UploadedFile]) -> list[Preview]:
    """The previews of files, in their order; of those that wait, with the changes foreseen now."""
    files = list(files)
    waiting = [f for f in files if f.state == UploadedFile.State.WAITING and f.source_id]
    judged = _judged(waiting)
    return [judged.get(file.pk) or Preview(file, problems_of(file)) for file in files]


def _judged(files: list[UploadedFile]) -> dict[int, Preview]:
    grouped = groups({file.upload_id for file in files})
    wishes = {file.pk: wish(file, grouped.twins.get(file.pk, ())) for file in files}
    gists = {file.pk: gist(file) for file in files}
    foreseen = _foreseen(files, gists, wishes)
    lost = _losses(foreseen, gists)
    alike, echoes = _alike(files), _echoes(files)
    return {
        file.pk: Preview(
            file,
            foreseen[file.pk].problems,
            foreseen[file.pk],
            lost.get(file.pk, ()),
            _others(alike, file, foreseen[file.pk]),
            grouped.twins.get(file.pk, ()),
            grouped.rivals.get(file.pk, ()),
            tuple(islice(_without_twins(file, echoes(file), grouped.twins), NAMED)),
        )
        for file in files
    }


def set_of(file: UploadedFile) -> QuestionSet:
    """The set of a file, as an archivist corrected it if he did. Raises InvalidSet."""
    return from_dict(file.wanted or file.parsed)


def readable_set(file: UploadedFile) -> QuestionSet | None:
    """The same; None where there is none, or none that can be read any more."""
    try:
        return set_of(file) if file.source_id else None
    except InvalidSet:
        return None


def problems_of(file: UploadedFile) -> tuple[Problem, ...]:
    return tuple(Problem(**problem) for problem in file.problems)


def losses_of(file: UploadedFile, valid: bool | None) -> tuple[str, ...]:
    """What the document of one file would lose by it now, if it becomes valid or not."""
    gists = {file.pk: gist(file)}
    return _losses(_foreseen([file], gists, {file.pk: valid}), gists).get(file.pk, ())


def _foreseen(
    files: list[UploadedFile], gists: Mapping[int, Gist], wishes: Mapping[int, bool | None]
) -> dict[int, ingest.Foreseen]:
    """What publishing each of these files would bring."""
    digests = [file.source.sha256 for file in files if file.source]
    claims = [g.claim for g in gists.values()]
    claims += [g.claim._replace(identifier=g.identifier) for g in gists.values()]
    bearers = Bearers(digests, claims)
    found = {}
    for file in files:
        assert file.source is not None  # noqa: S101 - only a file that was kept is foreseen
        read = gists[file.pk]
        foreseen = ingest.foresee(
            file.source, read.claim, problems_of(file), bearers, wishes[file.pk], file.beside
        )
        found[file.pk] = _with_wanted(foreseen, read, bearers)
    return found


def _with_wanted(foreseen: ingest.Foreseen, read: Gist, bearers: Bearers) -> ingest.Foreseen:
    """What is foreseen, with the identifier that an archivist gave the file before."""
    if not read.identifier or read.identifier == read.claim.identifier:
        return foreseen
    bearer = bearers.bound_to(read.identifier)
    if bearer and bearer.identifier == read.identifier and bearer != foreseen.document:
        taken = Problem.of("number_in_use", detail=read.identifier)
        return foreseen._replace(problems=(*foreseen.problems, taken))
    return foreseen._replace(identifier=read.identifier)


def _losses(
    foreseen: Mapping[int, ingest.Foreseen], gists: Mapping[int, Gist]
) -> dict[int, tuple[str, ...]]:
    changed = {
        pk: one.document.pk
        for pk, one in foreseen.items()
        if one.document and one.change is Change.CHANGED
    }
    before = _valid_sizes(set(changed.values()))
    return {
        pk: tuple(losses(before[document], gists[pk].sizes))
        for pk, document in changed.items()
        if document in before
    }


def _valid_sizes(document_pks: set[int]) -> dict[int, Sizes]:
    """The sizes of the sets that documents are made of now; one set at a time is in memory."""
    valid = DocumentVersion.objects.filter(
        document__in=document_pks, number=F("document__version"), parsed__isnull=False
    )
    rows = valid.values_list("document", "parsed").iterator(chunk_size=20)
    return {pk: sizes(parsed or {}) for pk, parsed in rows}


def _alike(files: list[UploadedFile]) -> Mapping[str, list[Document]]:
    """The documents of which a version has a fingerprint of these files, by fingerprint."""
    found: defaultdict[str, list[Document]] = defaultdict(list)
    prints = {file.fingerprint for file in files} - {""}
    versions = DocumentVersion.objects.filter(fingerprint__in=prints).select_related("document")
    for version in versions.defer("parsed", "problems").order_by("document_id"):
        if version.document not in found[version.fingerprint]:
            found[version.fingerprint].append(version.document)
    return found


def _others(
    alike: Mapping[str, list[Document]], file: UploadedFile, foreseen: ingest.Foreseen
) -> tuple[Document, ...]:
    if foreseen.change is Change.UNCHANGED or file.fingerprint not in alike:
        return ()
    return tuple(d for d in alike[file.fingerprint] if d != foreseen.document)[:NAMED]


def _echoes(files: list[UploadedFile]) -> Callable[[UploadedFile], Iterator[UploadedFile]]:
    """Gives of each file the waiting files with its bytes or its fingerprint, itself among them."""
    by: defaultdict[object, list[UploadedFile]] = defaultdict(list)
    prints = {file.fingerprint for file in files} - {""}
    same = Q(fingerprint__in=prints) | Q(source__in={file.source_id for file in files})
    waiting = UploadedFile.objects.filter(same, state=UploadedFile.State.WAITING)
    for other in waiting.defer("parsed", "wanted", "problems").order_by("-pk"):
        for key in {other.source_id, other.fingerprint or None} - {None}:
            by[key].append(other)

    def of(file: UploadedFile) -> Iterator[UploadedFile]:
        yield from by[file.source_id]
        yield from (o for o in by[file.fingerprint] if o.source_id != file.source_id)

    return of


def _without_twins(
    file: UploadedFile, echoes: Iterable[UploadedFile], twins: Mapping[int, Files]
) -> Iterator[UploadedFile]:
    """The echoes that are neither the file itself nor of its document."""
    own = twins.get(file.pk)  # all of one document have the same ones
    for echo in echoes:
        if echo.pk != file.pk and (own is None or twins.get(echo.pk) is not own):
            yield echo
