"""How far the reading of an upload is, until all of it can be judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ...archive.uploads import work
from ...models import SentFile, Upload

State = SentFile.State


@dataclass(frozen=True)
class Progress:
    """Numbers of the files that were sent, and what is under way."""

    sent: int
    done: int
    refused: int
    busy: tuple[SentFile, ...]
    stands_still: bool

    @property
    def read(self) -> int:
        return self.done + self.refused


def is_under_way(upload: Upload) -> bool:
    """Whether files of an upload still have to be read."""
    return upload.sent.unread().exists()


def progress(request: HttpRequest, upload: Upload) -> HttpResponse:
    """The page that tells how far it is, and asks again by itself."""
    context = admin.site.each_context(request) | {
        "title": f"{upload}: wordt gelezen",
        "opts": Upload._meta,
        "upload": upload,
        "progress": _progress(upload),
    }
    status = 409 if request.method == "POST" else 200
    name = "admin/documents/upload/progress.html"
    return TemplateResponse(request, name, context, status=status)


def _progress(upload: Upload) -> Progress:
    sent = list(upload.sent.all())
    counts = Counter(each.state for each in sent)
    busy = tuple(each for each in sent if each.state == State.BUSY)
    stands_still = work.heart.stands_still()
    return Progress(len(sent), counts[State.DONE], counts[State.REFUSED], busy, stands_still)
