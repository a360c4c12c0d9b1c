"""An archive from before sets and history were kept becomes one that has them, and is in order."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from documents.archive.upgrading.adoption import adopt
from documents.models import Correction, Document, DocumentVersion, Event
from tests.archive.test_audit import audit, expose, new_version, run_sql
from tests.factories import make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def old() -> Document:
    """A document of two versions as an older archive has it, its title corrected by karin."""
    document = make_document(title="de veerpont")
    new_version(document, title="de veerpont, opnieuw")
    Document.objects.update(title="de veerpont bij Zomerdam")
    DocumentVersion.objects.update(parsed=None, binding="", fingerprint="")
    expose()
    run_sql("DELETE FROM documents_event")
    user = User.objects.create_user("karin")
    kind = ContentType.objects.get_for_model(Document)
    LogEntry.objects.create(
        user=user, content_type=kind, object_id=str(document.pk), action_flag=CHANGE
    )
    return Document.objects.get()


def test_an_old_correction_is_kept_and_stands_in_the_history(old: Document) -> None:
    assert adopt() == 1
    correction = Correction.objects.get()
    assert (correction.path, correction.value) == ("title", "de veerpont bij Zomerdam")
    event = Event.objects.get(deed="corrected")
    assert (event.by, event.details["made"]) == ("karin", [correction.pk])
    assert event.details["changes"] == [
        {"path": "title", "old": "de veerpont, opnieuw", "new": "de veerpont bij Zomerdam"}
    ]


def test_every_version_gets_an_event_that_says_when_it_was_stored(old: Document) -> None:
    adopt()
    told = Event.objects.filter(document_pk=old.pk).exclude(deed="corrected").order_by("pk")
    assert [(e.deed, e.details["version"]) for e in told] == [("published", 1), ("version", 2)]
    stored = [version.stored_at.isoformat() for version in old.versions.order_by("number")]
    assert [event.details["adopted"] for event in told] == stored


def test_an_adopted_archive_is_in_order_and_is_adopted_once(old: Document) -> None:
    adopt()
    assert audit()[-1] == "In orde."
    assert adopt() == 0
