"""Archives of before: texts that a form stored with the line ends of a browser, versions that kept
no set, and corrections that were written over the parse."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from documents.archive import versions
from documents.archive.decisions import corrections
from documents.archive.export import question_set
from documents.archive.upgrading import adoption
from documents.models import (
    Answer,
    Correction,
    Document,
    DocumentVersion,
    Event,
    IndexChange,
)
from documents.parsing import Answer as ParsedAnswer
from documents.parsing import Problem, to_dict
from tests.factories import make_document

pytestmark = pytest.mark.django_db

TEXT = "Deze ponten varen:\n\n– de Zwaan\n– de Kluut\n\nklasse\tprijs\n1\t2"


def of_before(document: Document) -> Document:
    """Makes the versions of a document as they were when no set was kept with them."""
    document.versions.update(parsed=None, problems=[], binding="", fingerprint="")
    return document


def corrected_in_its_rows(document: Document, text: str) -> None:
    """What the form of before did: the row is written over, and the log says that it was."""
    Answer.objects.filter(document=document, position=0).update(text=text)
    LogEntry.objects.create(
        user=User.objects.create_user("bos"),
        content_type=ContentType.objects.get_for_model(Document),
        object_id=str(document.pk),
        object_repr=str(document),
        action_flag=CHANGE,
    )


def test_line_ends_of_browsers_are_mended_and_the_page_has_its_list_again(client: Client) -> None:
    document = make_document(answers=(ParsedAnswer((1,), TEXT),))
    other = make_document()
    page = client.get(document.get_absolute_url()).content
    Answer.objects.filter(document=document).update(text=TEXT.replace("\n", "\r\n"))
    IndexChange.objects.all().delete()
    importlib.import_module("documents.migrations.0003_layers").mend(apps, None)
    assert Answer.objects.get(document=document).text == TEXT
    assert client.get(document.get_absolute_url()).content == page
    assert [change.document_pk for change in IndexChange.objects.all()] == [document.pk]
    assert other.answers.count() == 2


def test_a_document_that_nobody_corrected_keeps_what_its_rows_say() -> None:
    document = of_before(make_document(problems=(Problem.of("no_title"),)))
    before = to_dict(question_set(document))
    assert adoption.adopt() == 1
    assert adoption.adopt() == 0
    version = document.versions.get()
    assert version.parsed == before
    assert [problem["code"] for problem in version.problems] == ["no_title"]
    assert version.binding == document.identifier
    assert not Correction.objects.exists()
    versions.validate(document, version)
    assert to_dict(question_set(Document.objects.whole().get())) == before


def test_what_an_archivist_wrote_over_the_parse_becomes_a_correction() -> None:
    document = of_before(make_document())
    corrected_in_its_rows(document, "Nee.")
    adoption.adopt()
    [correction] = Correction.objects.all()
    assert (correction.path, correction.parsed, correction.value, correction.made_by) == (
        "answers[0].text",
        "Ja.",
        "Nee.",
        "bos",
    )
    assert document.versions.get().parsed["answers"][0]["text"] == "Ja."
    corrections.undo(correction.pk, by="zee")
    assert document.answers.first().text == "Ja."


def test_topics_that_only_stand_in_another_order_are_no_correction() -> None:
    document = of_before(make_document(topics=("Vervoer", "Dijken")))
    corrected_in_its_rows(document, "Nee.")
    adoption.adopt()
    assert [correction.path for correction in Correction.objects.all()] == ["answers[0].text"]
    assert document.versions.get().parsed["topics"] == ["Vervoer", "Dijken"]


def test_a_source_that_is_gone_leaves_the_document_as_it_was() -> None:
    document = of_before(make_document())
    corrected_in_its_rows(document, "Nee.")
    document.source.path.unlink()
    adoption.adopt()
    assert not Correction.objects.exists()
    assert document.versions.get().parsed["answers"][0]["text"] == "Nee."


def test_earlier_versions_are_read_again_from_their_sources() -> None:
    document = make_document(identifier="ah-tk-20222023-88", title="eerst")
    make_document(identifier="ah-tk-20222023-88", title="later")
    of_before(document)
    adoption.adopt()
    titles = DocumentVersion.objects.order_by("number").values_list("parsed__title", flat=True)
    assert list(titles) == ["eerst", "later"]
    versions.make_valid(document.pk, 1, by="bos")
    assert Document.objects.get().title == "eerst"
    assert Event.objects.filter(deed="validated").count() == 1
