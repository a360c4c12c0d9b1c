"""One module says how large files and uploads may be; all that names a limit agrees with it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from documents.admin.uploading.forms import UploadForm
from documents.parsing.files import limits
from documents.parsing.files.limits import human_size
from kamerarchief import worker
from tests.house import ROOT


def test_the_form_tells_the_limits() -> None:
    told = UploadForm().fields["file"].help_text
    assert f"{human_size(limits.MAX_BYTES)} per bestand" in told
    assert f"{human_size(limits.MAX_BODY)} en {limits.MAX_SENT} bestanden tegelijk" in told
    assert f"samen tot {limits.MAX_FILES}" in told


def test_django_takes_what_the_form_allows() -> None:
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES == limits.MAX_SENT
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == limits.MAX_FORM_FIELDS
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == limits.MAX_FORM_BYTES


def test_the_proxy_lets_through_what_the_archive_tells_itself() -> None:
    """Sizes of Caddy are in powers of ten."""
    uploads, others = re.findall(r"max_size (\d+)MB", (ROOT / "deploy/Caddyfile").read_text())
    assert limits.MAX_BODY < int(uploads) * 1_000_000 < worker.LARGEST
    assert int(others) * 1_000_000 <= worker.FORM


def test_the_readme_names_the_limits() -> None:
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    told = (
        f"A file may have {human_size(limits.MAX_BYTES)}, of which one that is all text"
        f" {human_size(limits.MAX_TEXT_BYTES)}; an upload {human_size(limits.MAX_BODY)} and"
        f" {limits.MAX_SENT} files, with {limits.MAX_FILES} files and"
        f" {human_size(limits.MAX_UNPACKED)} inside its archives."
    )
    assert told in readme


@pytest.mark.django_db
def test_one_who_is_not_signed_in_sends_few_fields(client: Client) -> None:
    many = {f"veld{number}": "a" for number in range(300)}
    form = "&".join(f"{name}={value}" for name, value in many.items())
    plain = "application/x-www-form-urlencoded"
    for refused in (
        client.get("/over/", many),
        client.post("/beheer/login/", many),
        client.post("/beheer/login/", form, content_type=plain),
    ):
        assert refused.status_code == 400
        assert "meer velden dan enig formulier" in refused.content.decode()
    client.force_login(User.objects.create_user("merel"))
    assert client.get("/over/", many).status_code == 200
