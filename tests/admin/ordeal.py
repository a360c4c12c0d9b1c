"""Sends a hostile file as an archivist would, publishes what there is, and judges the outcome."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count, F
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documents.archive.uploads import work
from documents.models import Document, Upload, UploadedFile
from tests.admin.hostile import Hostile

MESSAGE = re.compile(
    r"errornote|<td>\s*<p>[A-Z]|<td>\s*(let op|fout|geweigerd)\s*</td>|Geen problemen"
    r"|<(p|li) class=.problem-(warning|error|refused).>"
)


def send(client: Client, hostile: Hostile) -> tuple[str, list[str]]:
    """What became of the file ('refused', 'published', ...), and every fault of the archive."""
    before = Document.objects.count()
    chosen = SimpleUploadedFile("vervangen", hostile.data)
    chosen._name = hostile.name  # type: ignore[attr-defined]  # as sent, not as Django mends it
    response = client.post(reverse("admin:documents_upload_add"), {"file": [chosen]})
    if response.status_code != 302:
        return _refused(response, 400, before)
    work.all_waiting()
    refused = UploadedFile.State.REFUSED
    if not Upload.objects.latest("pk").files.exclude(state=refused).exists():
        return _refused(client.get(response["Location"]), 200, before)
    return _publish(client, response["Location"])


def _refused(response: HttpResponse, status: int, before: int) -> tuple[str, list[str]]:
    faults = _faults_of_page(response, status)
    if Document.objects.count() != before:
        faults.append("a document came of a refused file")
    return "refused", faults


def _publish(client: Client, preview: str) -> tuple[str, list[str]]:
    faults = _faults_of_page(client.get(preview), 200)
    for file in Upload.objects.latest("pk").files.all():
        page = client.get(reverse("admin:documents_upload_file", args=[file.upload_id, file.pk]))
        faults += _faults_of_page(page, 200)
    response = client.post(preview, {"decision": "publish all", "toch": "ja"})
    if response.status_code != 302:
        return "published", [*faults, f"publishing: status {response.status_code}"]
    faults += _faults_of_page(client.get(preview), 200)
    files = list(Upload.objects.latest("pk").files.all())
    for file in files:
        if file.state == UploadedFile.State.WAITING:
            faults.append(f"not published: {file.outcome}")
        if file.document:
            faults += _faults_of_document(client, file.document)
    return "published", faults


def _faults_of_page(response: HttpResponse, status: int) -> list[str]:
    if response.status_code != status:
        return [f"status {response.status_code}"]
    return [] if MESSAGE.search(response.content.decode()) else ["no message in Dutch"]


def _faults_of_document(client: Client, document: Document) -> list[str]:
    change = reverse("admin:documents_document_change", args=[document.pk])
    pages = [document.get_absolute_url(), change]
    return [
        f"{address}: status {response.status_code}"
        for address in pages
        if (response := client.get(address)).status_code != 200
    ]


def half_documents() -> list[str]:
    """Identifiers of documents without all their versions, problems, sources, or any content."""
    counted = Document.objects.annotate(
        versions_kept=Count("versions", distinct=True), noted=Count("problems", distinct=True)
    )
    lacking = counted.exclude(versions_kept=F("version"), noted=F("problem_count"))
    empty = counted.filter(questions=None, answers=None, notes=None)
    lost = [row for row in Document.objects.all() if not row.source.path.exists()]
    return [row.identifier for row in (*lacking, *empty, *lost)]
