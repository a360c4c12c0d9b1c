"""The first page of the admin: what waits, what is odd, what was done, and how the archive is.

Each account sees of it what it may see elsewhere.
"""

from __future__ import annotations

import functools
import pathlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.db.models import Count, F, Model, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from ..archive.decisions.redactions import count
from ..archive.layers.reading import layers
from ..archive.upgrading.waiting import waiting
from ..models import (
    Correction,
    Document,
    DocumentProblem,
    Event,
    Redaction,
    RemoteItem,
    Source,
    SyncSource,
    Upload,
    UploadedFile,
)
from ..search import indexing
from .official import standing
from .people import unresolved
from .problems import described
from .rights import seen_uploads, sees_hidden
from .telling import Line, tell

#: documents, uploads and events that are named; the rest is counted
NAMED = 8
#: what a script touches after each back-up that went well
BACKUP = "last-backup"
#: days after which a back-up is told to be old
OLD = 7


@dataclass(frozen=True)
class Task:
    """Something that waits for someone: how much of it, where, and the documents by name."""

    label: str
    count: int
    address: str = ""
    documents: tuple[Document, ...] = ()


def desk_page(request: HttpRequest) -> HttpResponse:
    """Django's first page with the desk above it."""
    return admin.site.index(request, {"desk": desk(request)})


def desk(request: HttpRequest) -> dict[str, Any]:
    """What the account may see, by the name of its section; what it may not see is not there."""
    made: dict[str, Any] = {"tasks": [], "index": indexing.status()}
    if _may_view(request, Upload):
        made["tasks"].append(waiting_files(request))
        made["uploads"] = last_uploads(request)
    if _may_view(request, Document):
        made["renewals"] = waiting()
        made["tasks"] += [doubtful_corrections(), loose_redactions(), unresolved_names()]
        made["problems"] = problems()
    if _may_view(request, Event):
        made["events"] = last_events(request)
        made["machine"] = [*disk(), ("Laatste reservekopie", last_backup())]
    if _may_view(request, RemoteItem):
        made["tasks"].append(refused_publications())
        made["official"] = [(source, standing(source)) for source in SyncSource.objects.all()]
    return made


def _may_view(request: HttpRequest, model: type[Model]) -> bool:
    return bool(admin.site.get_model_admin(model).has_view_permission(request))


def waiting_files(request: HttpRequest) -> Task:
    files = UploadedFile.objects.filter(upload__in=seen_uploads(request, Upload.objects.all()))
    waiting = files.filter(state=UploadedFile.State.WAITING).count()
    address = reverse("admin:documents_upload_changelist")
    return Task("Bestanden die op beoordeling wachten", waiting, f"{address}?toestand=wacht")


def refused_publications() -> Task:
    """What official sources list, and no parser could read."""
    refused = RemoteItem.objects.filter(state=RemoteItem.State.REFUSED).count()
    address = reverse("admin:documents_remoteitem_changelist")
    label = "Publicaties van officiële bronnen die niet konden worden gelezen"
    return Task(label, refused, f"{address}?state__exact=refused")


def doubtful_corrections() -> Task:
    """Corrections of which a newer parse has another value, or no place any more."""
    standing = Correction.objects.standing().exclude(doubt=Correction.Doubt.NONE)
    documents = Document.everything.filter(pk__in=standing.values("document"))
    label = "Correcties die een nieuwe blik vragen, omdat de bron nu anders wordt gelezen"
    return Task(label, standing.count(), documents=_named(documents))


def loose_redactions() -> Task:
    """Redactions whose words stand nowhere any more: a newer parse may show them otherwise."""
    standing = Redaction.objects.standing().annotate(changed_at=F("document__changed_at"))
    keys = standing.values_list("pk", "document", "changed_at")
    loose = [document for pk, document, changed in keys if not _matches(pk, changed)]
    documents = Document.everything.filter(pk__in=loose)
    label = "Gelakte passages die niet meer in het document staan"
    return Task(label, len(loose), documents=_named(documents))


def unresolved_names() -> Task:
    """Printed names that are nobody of whom the archive knows."""
    address = reverse("admin:documents_identification_unresolved")
    return Task("Gedrukte namen die niet herleid zijn", len(unresolved.counted()), address)


@functools.lru_cache(maxsize=10_000)
def _matches(pk: int, changed_at: datetime) -> bool:
    """Whether a redaction hides anything; remembered until its document changes."""
    redaction = Redaction.objects.select_related("document").get(pk=pk)
    return bool(count(layers(redaction.document).corrected, redaction.passage))


def _named(documents: Any) -> tuple[Document, ...]:
    return tuple(documents.order_by("identifier")[:NAMED])


def problems() -> list[tuple[str, str, int, str]]:
    """Code, meaning, number of documents and address of their list, the most common first."""
    rows = DocumentProblem.objects.values_list("code").annotate(n=Count("document", distinct=True))
    address = reverse("admin:documents_document_changelist")
    return [
        (code, described(code), n, f"{address}?probleem={code}")
        for code, n in rows.order_by("-n", "code")
    ]


def last_uploads(request: HttpRequest) -> list[Upload]:
    waits = Count("files", filter=Q(files__state=UploadedFile.State.WAITING))
    uploads = seen_uploads(request, Upload.objects.order_by("-pk"))
    last = list(uploads.values_list("pk", flat=True)[:NAMED])
    rows = Upload.objects.filter(pk__in=last).select_related("user").order_by("-pk")
    return list(rows.annotate(file_count=Count("files"), waiting=waits))


def last_events(request: HttpRequest) -> list[Line]:
    return tell(Event.objects.order_by("-pk")[:NAMED], sees_redacted=sees_hidden(request))


# The machine


def disk() -> list[tuple[str, str]]:
    """What is free on the disk, and what the parts of the archive take: label and size."""
    sources = Source.objects.aggregate(size=Sum("size"))["size"] or 0
    usage = shutil.disk_usage(settings.DATA_DIR)
    sizes = [
        ("Vrij op de schijf", usage.free),
        ("Ruimte van bronnen", sources),
        ("Ruimte van de zoekindex", _size(settings.INDEX_DIR.rglob("*"))),
        ("Ruimte van de database", _size_of_database()),
    ]
    return [(label, filesizeformat(size)) for label, size in sizes]


def _size_of_database() -> int:
    """Bytes; on PostgreSQL an index that is kept there counts too."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    path = pathlib.Path(str(connection.settings_dict["NAME"]))
    return _size(path.parent.glob(f"{path.name}*"))


def _size(paths: Iterable[pathlib.Path]) -> int:
    total = 0
    for path in paths:
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # the index is renewed while we look
            continue
    return total


def last_backup() -> str:
    """Dutch: when the last back-up was made, as the script that makes it left word."""
    try:
        made = datetime.fromtimestamp((settings.DATA_DIR / BACKUP).stat().st_mtime, UTC)
    except OSError:
        return "onbekend"
    days = (datetime.now(UTC) - made).days
    ago = {0: "vandaag of gisteren", 1: "een dag geleden"}.get(days, f"{days} dagen geleden")
    when = f"{made.astimezone():%d-%m-%Y %H:%M} ({ago})"
    return f"{when}: dat is lang geleden" if days > OLD else when
