"""What the tests of the admin share: archivists, and files to send."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from documents.parsing import to_json
from tests.factories import make_set
from tests.uploaded import read_of

Send = Callable[..., HttpResponse]


def archivist(name: str, *permissions: str) -> Client:
    """A client signed in as staff with these permissions ('add_upload')."""
    user = User.objects.create_user(name, password="veerpont", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def beheer(db: None) -> Client:
    """A client signed in as one who may do everything."""
    client = Client()
    client.force_login(User.objects.create_superuser("archivaris", password="veerpont"))
    return client


@pytest.fixture
def send(beheer: Client) -> Send:
    """Sends files, given as name and bytes, through the upload form; the page once all is read."""

    def sending(*files: tuple[str, bytes]) -> HttpResponse:
        chosen = [SimpleUploadedFile(name, data) for name, data in files]
        return read_of(beheer, {"file": chosen})

    return sending


def set_file(**fields: object) -> bytes:
    """A question set in the archive's own JSON format; fields as of `make_set`."""
    return to_json(make_set(**fields)).encode()


def zip_file(members: Mapping[str, bytes]) -> bytes:
    """A ZIP with these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()
