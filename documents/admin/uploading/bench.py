"""The files of one upload as one request sees them: judged, in order, and those that it chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.functional import cached_property

from ...archive import uploads
from ...archive.uploads import Preview
from ...models import Upload, UploadedFile
from .. import rights
from ..hidden import hidden_files
from .filters import Selection, tags

WAITING, CANCELLED = UploadedFile.State.WAITING, UploadedFile.State.CANCELLED


class Neighbours(NamedTuple):
    """The files before and after one in the selection; its turn there, 0 where it is not in it."""

    before: UploadedFile | None
    after: UploadedFile | None
    turn: int


class Bench:
    """An upload on the workbench. Twins stand together, the one that becomes valid first."""

    def __init__(self, request: HttpRequest, upload: Upload) -> None:
        self.request = request
        self.upload = upload
        self.selection = Selection(request.GET)
        self.may_publish = rights.may_publish(request)
        self.sees_hidden = rights.sees_hidden(request)
        self.may_handle = rights.may_handle(request, upload)
        files = upload.files.select_related("source", "document").defer("parsed", "wanted")
        judged = uploads.previews(files.order_by("pk"))
        turns = _turns(judged)
        self.previews = sorted(judged, key=lambda preview: turns[preview.file.pk])
        self._tags = [tags(preview) for preview in self.previews]
        pairs = zip(self.previews, self._tags, strict=True)
        self.shown = [preview for preview, found in pairs if self.selection.has(found)]

    @cached_property
    def hidden(self) -> set[int]:
        """The keys of the files of which this account may not see what they say."""
        return set() if self.sees_hidden else hidden_files(self.shown)

    @cached_property
    def facets(self) -> list[object]:
        return list(self.selection.facets(self._tags))

    @cached_property
    def states(self) -> list[str]:
        """Dutch: how many files of the whole upload are in each state."""
        counts = Counter(preview.file.state for preview in self.previews)
        labels = UploadedFile.State.choices
        return [f"{counts[value]} {label}" for value, label in labels if counts[value]]

    def files(self, state: str) -> list[int]:
        """The keys of the files in the selection that are in this state."""
        return [p.file.pk for p in self.shown if p.file.state == state]

    @cached_property
    def waiting(self) -> list[int]:
        return self.files(WAITING)

    @cached_property
    def cancelled(self) -> list[int]:
        return self.files(CANCELLED)

    @cached_property
    def clean(self) -> list[int]:
        """The keys of the files in the selection that can be published without a look."""
        return [p.file.pk for p in self.shown if p.is_clean]

    @cached_property
    def losing(self) -> int:
        """How many files of the selection make a document lose something."""
        return sum(bool(p.losses) for p in self.shown)

    def preview(self, pk: int) -> Preview | None:
        return next((p for p in self.previews if p.file.pk == pk), None)

    def neighbours(self, preview: Preview) -> Neighbours:
        """The files around one, whether it is in the selection itself or not."""
        turns = {p.file.pk: turn for turn, p in enumerate(self.previews)}
        at = turns[preview.file.pk]
        before = [p.file for p in self.shown if turns[p.file.pk] < at]
        after = [p.file for p in self.shown if turns[p.file.pk] > at]
        is_shown = len(before) + len(after) < len(self.shown)
        return Neighbours(
            before[-1] if before else None,
            after[0] if after else None,
            len(before) + 1 if is_shown else 0,
        )


def _turns(previews: Iterable[Preview]) -> dict[int, tuple[int, int]]:
    """By file what orders it: the first of its twins by their keys, and its turn among them."""
    turns: dict[int, tuple[int, int]] = {}
    for preview in previews:
        if preview.file.pk not in turns:
            twins = [twin.pk for twin in preview.twins] or [preview.file.pk]
            first = min(twins)
            turns |= {pk: (first, turn) for turn, pk in enumerate(twins)}
    return turns
