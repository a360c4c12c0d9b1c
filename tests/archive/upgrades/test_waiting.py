"""What waits after an upgrade is told at each start until it is done, with the command that does it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from documents.archive.identifying import loading, resolved
from documents.archive.upgrading.waiting import waiting
from documents.models import Document, DocumentVersion, FactsStamp
from documents.search import indexing, stamp
from tests.factories import make_document

pytestmark = pytest.mark.django_db(transaction=True)

SETS, NAMES = "reparse --outdated", "people --resolve"


def prepare(*words: str) -> str:
    out = io.StringIO()
    call_command("prepare", *words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def commands() -> list[str]:
    return [one.command for one in waiting()]


@pytest.fixture
def archive() -> Document:
    """A document among the tables of facts of now, read and resolved by this release."""
    loading.complete(begin=True)
    document = make_document()
    DocumentVersion.objects.update(reading="json anders")
    call_command("reparse", "--outdated", "--apply", "--jobs", "1", stdout=io.StringIO())
    return document


def test_nothing_waits_in_an_archive_of_now(archive: Document) -> None:
    assert waiting() == []
    assert "Wacht" not in prepare("--database")


def test_other_tables_ask_for_names_to_be_resolved_until_they_are(archive: Document) -> None:
    FactsStamp.objects.update(digest="feiten:eerder", resolved="")
    for _ in range(2):
        assert f"manage.py {NAMES} toont wat er anders wordt" in prepare("--database")
    call_command("people", "--resolve", stdout=io.StringIO())
    assert commands() == [NAMES]
    call_command("people", "--resolve", "--apply", stdout=io.StringIO())
    assert waiting() == []
    assert "Wacht" not in prepare("--database")


def test_other_rules_ask_for_it_too(archive: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolved, "RULES", "andere regels")
    assert commands() == [NAMES]


def test_what_an_earlier_reading_made_is_counted(archive: Document) -> None:
    make_document()
    DocumentVersion.objects.update(reading="")
    assert "Wacht: 2 bronnen zijn gelezen door een eerdere versie." in prepare("--database")


def test_an_index_of_an_earlier_form_is_told_where_it_is_not_made_anew(
    archive: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("index", stdout=io.StringIO())
    assert "zoekindex" not in prepare("--database")
    monkeypatch.setattr(stamp, "VERSION", stamp.VERSION + 1)
    assert "De zoekindex is van een eerdere versie" in prepare("--database")
    indexing.rebuild()
    assert "zoekindex" not in prepare("--database")


def test_the_demonstration_follows_by_itself() -> None:
    from documents.management.commands import demo

    loading.load(demo.FACTS, "demo")
    document = make_document()
    marker: Path = settings.DATA_DIR / "demo"
    marker.write_text("1\n")
    try:
        FactsStamp.objects.update(resolved="eerder")
        assert len(waiting()) == 2
        assert "Wacht" not in prepare("--database")
        assert waiting() == []
        assert Document.objects.get().pk == document.pk
    finally:
        marker.unlink()
