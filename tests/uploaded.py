"""Uploads as they are once a worker has read them, which is what most tests begin with."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from documents.archive import uploads
from documents.archive.uploads import work
from documents.models import Upload


def received(*files: tuple[str, bytes], user: User | None = None) -> Upload:
    """An upload of these files, given as name and bytes, read."""
    upload = uploads.receive([ContentFile(data, name) for name, data in files], user)
    work.all_waiting()
    return upload


def read_of(client: Client, data: Mapping[str, object]) -> HttpResponse:
    """The page of the upload that a form with this data makes, all of it read; or its refusal."""
    response = client.post(reverse("admin:documents_upload_add"), data)
    if response.status_code != 302:
        return response
    work.all_waiting()
    return client.get(response["Location"])


def read_meanwhile(page: Page) -> None:
    """Reads what the browser just sent, while it shows how far that is."""
    expect(page.get_by_role("progressbar")).to_be_visible()
    work.all_waiting()
    expect(page.get_by_role("progressbar")).to_have_count(0)
