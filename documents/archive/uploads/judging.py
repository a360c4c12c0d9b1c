"""What an archivist sees of a file before it is published: the set, and what would come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...models import Document, UploadedFile
from ...parsing import InvalidSet, Problem, QuestionSet, from_dict
from .. import ingest, versions
from ..changes import Change
from ..layers.likeness import losses
from ..layers.reading import parse_of, valid_version
from ..naming import derived_identifier


@dataclass(frozen=True)
class Preview:
    """One file as the archivist sees it: row, set, problems, and the change foreseen."""

    file: UploadedFile
    set: QuestionSet | None
    problems: tuple[Problem, ...]
    foreseen: ingest.Foreseen | None = None
    #: Dutch: what the document would lose if this became its valid version
    losses: tuple[str, ...] = ()
    #: documents with the same questions under another identifier
    alike: tuple[Document, ...] = ()
    #: waiting files of the same upload for the same document, the one that becomes valid first
    twins: tuple[UploadedFile, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing asks for a look: it can be published with others of its kind."""
        return bool(self.foreseen) and not (
            self.problems or self.losses or self.alike or self.twins or self.is_withdrawn
        )

    @property
    def is_withdrawn(self) -> bool:
        """Whether it belongs to a document that was withdrawn, and stays so."""
        document = self.foreseen.document if self.foreseen else None
        return bool(document and document.withdrawn)


def preview(file: UploadedFile) -> Preview:
    """The preview of an uploaded file: of one that waits, with the change foreseen now."""
    [found] = previews([file])
    return found


def previews(files: Iterable[UploadedFile]) -> list[Preview]:
    """The previews of files, each with its twins in its upload."""
    files = list(files)
    groups = twins({file.upload_id for file in files if file.upload_id})
    return [_preview(file, groups.get(file.pk, ())) for file in files]


def _preview(file: UploadedFile, twins: tuple[UploadedFile, ...]) -> Preview:
    problems = problems_of(file)
    if file.source is None:
        return Preview(file, None, problems)
    try:
        questions = set_of(file)
    except InvalidSet as error:
        return Preview(file, None, (*problems, *error.problems))
    if file.state != UploadedFile.State.WAITING:
        return Preview(file, questions, problems)
    foreseen = _foresee(file, problems, twins)
    return Preview(
        file,
        questions,
        foreseen.problems,
        foreseen,
        _losses(file, foreseen),
        _alike(file, foreseen),
        twins,
    )


def set_of(file: UploadedFile) -> QuestionSet:
    """The set of a file, as an archivist corrected it if he did. Raises InvalidSet."""
    return from_dict(file.wanted or file.parsed)


def problems_of(file: UploadedFile) -> tuple[Problem, ...]:
    return tuple(Problem(**problem) for problem in file.problems)


def _foresee(
    file: UploadedFile, problems: tuple[Problem, ...], twins: tuple[UploadedFile, ...]
) -> ingest.Foreseen:
    assert file.source is not None  # noqa: S101 - only a file that was kept is foreseen
    return ingest.foresee(file.source, from_dict(file.parsed), problems, wish(file, twins))


def wish(file: UploadedFile, twins: tuple[UploadedFile, ...]) -> bool | None:
    """Whether a file is to become the valid source of its document; None leaves it to the rule."""
    if file.preferred is not None:
        return file.preferred
    return twins[0].pk == file.pk if twins else None


def _losses(file: UploadedFile, foreseen: ingest.Foreseen) -> tuple[str, ...]:
    if foreseen.document is None or foreseen.change is not Change.CHANGED:
        return ()
    return tuple(losses(parse_of(valid_version(foreseen.document)), file.parsed or {}))


def _alike(file: UploadedFile, foreseen: ingest.Foreseen) -> tuple[Document, ...]:
    if not file.fingerprint or foreseen.change is Change.UNCHANGED:
        return ()
    found = Document.everything.filter(versions__fingerprint=file.fingerprint).distinct()
    return tuple(d for d in found[:5] if foreseen.document is None or d.pk != foreseen.document.pk)


def twins(upload_pks: set[int]) -> dict[int, tuple[UploadedFile, ...]]:
    """The waiting files of each document of which an upload has several, by each one's key.

    The file that becomes the valid source comes first: the one that an archivist chose, or else
    the best format with the fewest problems.
    """
    waiting = UploadedFile.objects.filter(
        upload__in=upload_pks, state=UploadedFile.State.WAITING
    ).exclude(source=None)
    groups: defaultdict[tuple[int, str], list[UploadedFile]] = defaultdict(list)
    for file in waiting.select_related("source").order_by("pk"):
        groups[file.upload_id, _belongs_to(file)].append(file)
    found: dict[int, tuple[UploadedFile, ...]] = {}
    for group in groups.values():
        if len(group) > 1:
            best_first = tuple(sorted(group, key=_goodness))
            found |= {file.pk: best_first for file in group}
    return found


def _belongs_to(file: UploadedFile) -> str:
    questions = from_dict(file.parsed)
    return questions.identifier or derived_identifier(questions)


def _goodness(file: UploadedFile) -> tuple[bool, int, int, int, int]:
    assert file.source is not None  # noqa: S101 - twins have sources
    errors = sum(problem["severity"] == "error" for problem in file.problems)
    format_rank = versions.rank(file.source.format)
    return not file.preferred, format_rank, errors, len(file.problems), file.pk
