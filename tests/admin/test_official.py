"""What the admin tells of the official sources."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from documents.models import SyncRun, SyncSource

MOMENT = datetime(2030, 5, 2, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_a_run_tells_in_dutch_what_it_brought(client: Client) -> None:
    client.force_login(User.objects.create_superuser("hoofd"))
    source = SyncSource.objects.create(name="koop", complete_at=MOMENT)
    counts = {"same": 3, "new": 2, "remarks": 1}
    SyncRun.objects.create(source=source, began_at=MOMENT, worker="veerhuis:1", counts=counts)
    page = client.get(reverse("admin:documents_syncrun_changelist")).content.decode()
    assert "nieuw: 2, ongewijzigd: 3, opmerkingen in het verslag: 1" in page
