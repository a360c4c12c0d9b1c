"""What pages keep of an archive that changes all the time: nothing that was hidden since."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator

import pytest
from django.test import Client

from documents.archive.decisions import redactions, withdrawals
from documents.figures import kept as figures
from documents.models import Document, Topic
from documents.parsing import Asker
from documents.views import kept
from tests.factories import make_document
from tests.pages import get, main_text

pytestmark = pytest.mark.django_db


def forget() -> None:
    """Empties all that is kept: what rests would outlive its test."""
    gc.unfreeze()  # what a warmed process set apart is in no list of objects
    for one in gc.get_objects():
        if type(one) is kept.Kept:  # others may be stand-ins that answer for what they stand for
            one._values = {}


@pytest.fixture(autouse=True)
def all_takes_long(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The archive counts as large, and what is worked out of it as slow."""
    forget()
    monkeypatch.setattr(kept, "SLOW", -math.inf)
    monkeypatch.setattr(kept, "MANY", 0)
    monkeypatch.setattr(kept, "SHARE", math.inf)
    monkeypatch.setattr(figures, "FEW", 0)
    monkeypatch.setattr(figures, "SHARE", math.inf)
    monkeypatch.setattr(figures, "_keeper", figures.Keeper())
    yield
    forget()


def test_what_takes_long_stays_while_documents_come_in(client: Client) -> None:
    make_document(title="de pont", topics=("Veren",))
    get(client, "/onderwerpen/")
    make_document(title="de brug", topics=("Bruggen",))
    assert "Bruggen" not in main_text(get(client, "/onderwerpen/"))


def test_a_withdrawn_document_goes_at_once_from_what_takes_long(client: Client) -> None:
    document = make_document(title="de pont", topics=("Veren",))
    make_document(title="de brug", topics=("Bruggen",))
    assert "Veren" in main_text(get(client, "/onderwerpen/"))
    withdrawals.withdraw(document, reason="privacy", note="", by="redactie")
    assert Topic.objects.filter(name="Veren").exists()
    assert "Veren" not in main_text(get(client, "/onderwerpen/"))


def test_the_help_shows_no_words_of_a_withdrawn_document(client: Client) -> None:
    document = make_document(title="bijzondere veerpont")
    make_document(title="de brug")
    assert "bijzondere veerpont" in main_text(get(client, "/"))
    withdrawals.withdraw(document, reason="privacy", note="", by="redactie")
    assert "veerpont" not in main_text(get(client, "/"))
    assert "veerpont" not in main_text(get(client, "/zoeken/hulp/"))


def test_figures_do_not_name_who_was_redacted(client: Client) -> None:
    document = make_document(askers=(Asker("Zandstra", "Nieuw Midden"),))
    assert "Zandstra" in main_text(get(client, "/cijfers/antwoordtijd/?per=kamerlid"))
    redactions.redact(Document.objects.get(pk=document.pk), "Zandstra", note="", by="redactie")
    assert "Zandstra" not in main_text(get(client, "/cijfers/antwoordtijd/?per=kamerlid"))


def test_what_is_kept_of_many_lists_is_bounded() -> None:
    made: list[int] = []

    def make(number: int) -> bytes:
        made.append(number)
        return bytes(number)

    few = kept.Kept(make, most=100, size=len)
    assert [len(few(number)) for number in (40, 50, 40, 50)] == [40, 50, 40, 50]
    assert made == [40, 50]
    few(30)  # for which there is no room: it begins anew
    few(30)
    few(40)
    assert made == [40, 50, 30, 40]
