"""An archivist corrects what stands in the archive; the pages and the index queue follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from documents.models import Document, IndexChange, Member, Ministry
from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    Problem,
    Question,
    SeeAlso,
)
from tests.factories import make_document
from tests.pages import get, main_text, texts

pytestmark = pytest.mark.django_db


def address(document: Document) -> str:
    return reverse("admin:documents_document_change", args=[document.pk])


def filled_in(page: HttpResponse) -> dict[str, Any]:
    """What the browser would send of the form as it stands."""
    context: Any = page.context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    fields = [form[name] for form in forms for name in form.fields]
    data = {field.html_name: field.value() for field in fields}
    return {
        name: "" if value is None else value for name, value in data.items() if value is not False
    }


def contents(client: Client, document: Document) -> dict[str, Any]:
    """All that the form shows, but for the time of the last change."""
    return filled_in(client.get(address(document))) | {"seen": ""}


def correct(client: Client, document: Document, changes: Mapping[str, Any]) -> HttpResponse:
    """Opens the form of a document, changes some fields, and saves."""
    data = filled_in(client.get(address(document))) | dict(changes)
    IndexChange.objects.all().delete()
    return client.post(address(document), {k: v for k, v in data.items() if v is not None})


def saved(response: HttpResponse) -> bool:
    return response.status_code == 302


def errors(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.content.decode()


def told(response: HttpResponse) -> list[str]:
    """The messages of a form that was not saved, each beside its field."""
    return texts(html.fromstring(errors(response)), "//ul[starts-with(@class, 'errorlist')]/li")


def noted() -> list[int]:
    return list(IndexChange.objects.values_list("document_pk", flat=True))


def test_saving_without_a_change_keeps_everything(beheer: Client) -> None:
    document = make_document(
        footnotes=(Footnote(1, "Waterlands Dagblad"),),
        notes=(Note("toelichting", "Dit is een vervolg."),),
        see_also=(SeeAlso("2021-2022", 9),),
        topics=("vaarwegen", "bruggen"),
        answers=(Answer((1, 2), "Ja, in mei."),),
    )
    before = contents(beheer, document)
    assert saved(correct(beheer, document, {}))
    assert contents(beheer, document) == before
    assert noted() == [document.pk]


def test_a_corrected_date_moves_the_document_in_the_calendar(beheer: Client) -> None:
    document = make_document()
    assert saved(correct(beheer, document, {"answered": "2-12-2022", "title": "de brug"}))
    document.refresh_from_db()
    assert (document.date.isoformat(), document.title) == ("2022-12-02", "de brug")
    assert noted() == [document.pk]


def test_a_year_that_cannot_be_is_an_error(beheer: Client) -> None:
    document = make_document()
    response = correct(beheer, document, {"answered": "8-11-0202"})
    assert told(response) == ["Een jaar als 0202 kan niet; is er een typefout?"]
    assert "8 november 2022" in main_text(get(beheer, document.get_absolute_url()))


def test_askers_are_corrected_by_typing_them_as_printed(beheer: Client) -> None:
    known = make_document(askers=(Asker("Aalbers", "Partij van de Dijken"),)).members.get()
    document = make_document(askers=(Asker("Aalbrs", "Partij van de Dijken"), Asker("Bos", "X")))
    names = {"askings-0-asker_name": "Aalbers", "askings-1-party_name": "Nieuwe Lijst"}
    assert saved(correct(beheer, document, names))
    assert [str(row) for row in document.askings.all()] == [
        "Aalbers (Partij van de Dijken)",
        "Bos (Nieuwe Lijst)",
    ]
    assert document.askings.first().member == known


def test_more_people_do_not_take_more_queries(beheer: Client) -> None:
    one = make_document()
    askers = tuple(Asker(name, "Nieuw Midden") for name in ("Achterberg", "Bos", "Van Loon"))
    offices = [("Minister", "Tolzaken"), ("Staatssecretaris", "Sluizen")]
    more = make_document(
        askers=askers,
        addressees=tuple(Addressee(*office) for office in offices),
        answerers=tuple(Answerer("Zomer", *office) for office in offices),
    )
    beheer.get(address(one))
    with CaptureQueriesContext(connection) as few:
        beheer.get(address(one))
    with CaptureQueriesContext(connection) as many:
        beheer.get(address(more))
    assert len(many) == len(few)


def test_two_askers_may_change_places(beheer: Client) -> None:
    document = make_document(askers=(Asker("Aalbers", "X"), Asker("Bos", "X")))
    names = {"askings-0-asker_name": "Bos", "askings-1-asker_name": "Aalbers"}
    assert saved(correct(beheer, document, names))
    assert [row.member.name for row in document.askings.all()] == ["Bos", "Aalbers"]


def test_the_same_asker_twice_is_an_error(beheer: Client) -> None:
    document = make_document(askers=(Asker("Aalbers", "X"), Asker("Bos", "X")))
    response = correct(beheer, document, {"askings-1-asker_name": "Aalbers"})
    assert told(response) == ["Vraagsteller Aalbers staat er twee keer."]
    assert noted() == []


def test_a_corrected_office_brings_the_document_to_another_ministry(beheer: Client) -> None:
    document = make_document()
    offices = {
        "addressings-0-ministry_name": "Sluizen",
        "answerings-0-ministry_name": "Sluizen",
        "answerings-0-minister_name": "Zwart",
    }
    assert saved(correct(beheer, document, offices))
    assert [ministry.name for ministry in document.ministries.all()] == ["Sluizen"]
    assert str(document.answerings.get()) == "Minister Zwart (Sluizen)"
    assert beheer.get(Ministry.objects.get(name="Sluizen").get_absolute_url()).status_code == 200


def test_questions_can_be_renumbered_added_and_taken_away(beheer: Client) -> None:
    document = make_document(questions=tuple(Question(n, f"tekst {n}") for n in (1, 2, 3)))
    changes = {
        "questions-0-DELETE": "on",
        "questions-1-number": "3",
        "questions-2-number": "2",
        "questions-3-number": "1",
        "questions-3-text": "de gemiste vraag",
        "questions-3-place": "1",
    }
    assert saved(correct(beheer, document, changes))
    rows = [(question.number, question.text) for question in document.questions.all()]
    assert rows == [(1, "de gemiste vraag"), (3, "tekst 2"), (2, "tekst 3")]


def test_a_question_number_twice_is_an_error_and_changes_nothing(beheer: Client) -> None:
    document = make_document(title="de brug")
    response = correct(beheer, document, {"questions-1-number": "1", "title": "anders"})
    assert told(response) == ["Vraag 1 staat er twee keer."]
    document.refresh_from_db()
    assert document.title == "de brug"
    assert [question.number for question in document.questions.all()] == [1, 2]


@pytest.mark.parametrize(
    ("typed", "numbers"), [("1, 2", [1, 2]), ("1 t/m 3", [1, 2, 3]), ("2 en 1", [2, 1]), ("", [])]
)
def test_the_questions_of_an_answer_are_typed_as_a_list(
    beheer: Client, typed: str, numbers: list[int]
) -> None:
    document = make_document()
    assert saved(correct(beheer, document, {"answers-0-numbers": typed}))
    assert document.answers.first().numbers == numbers


HOW_TO_TYPE = "Typ nummers met komma's ertussen, zoals 2, 3 of 2 t/m 4."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("een", HOW_TO_TYPE),
        ("1;;x", HOW_TO_TYPE),
        ("-4", HOW_TO_TYPE),
        ("1.5", HOW_TO_TYPE),
        ("1, 9 t/m 2", "«9 t/m 2» loopt terug; typ het laagste nummer eerst."),
        (
            "1 t/m 99999",
            "«1 t/m 99999» is te veel; een antwoord hoort bij ten hoogste 1000 vragen.",
        ),
        ("100001", "Een vraag heeft ten hoogste nummer 100000."),
    ],
)
def test_a_list_of_numbers_that_makes_no_sense_is_explained(
    beheer: Client, typed: str, message: str
) -> None:
    document = make_document()
    assert told(correct(beheer, document, {"answers-0-numbers": typed})) == [message]
    assert document.answers.first().numbers == [1]
    assert noted() == []


def test_subjects_are_corrected_one_on_each_line(beheer: Client) -> None:
    document = make_document(topics=("vaarwegn",))
    assert saved(correct(beheer, document, {"topic_names": "vaarwegen\r\n\r\nbruggen \n"}))
    assert {topic.name for topic in document.topics.all()} == {"vaarwegen", "bruggen"}


def test_a_reference_is_tied_to_its_document_wherever_it_points(beheer: Client) -> None:
    target = make_document(identifier="ah-tk-20212022-9")
    document = make_document(see_also=(SeeAlso("2021-2022", 8),))
    changes = {"references-0-target_identifier": "ah-tk-20212022-9"}
    assert saved(correct(beheer, document, changes))
    assert document.references.get().target == target
    assert saved(correct(beheer, target, {"identifier": "ah-tk-20212022-99"}))
    assert document.references.get().target is None


def test_an_identifier_in_use_or_unfit_for_an_address_is_an_error(beheer: Client) -> None:
    make_document(identifier="ah-tk-20212022-9")
    document = make_document(identifier="ah-tk-20212022-10")
    for wrong, message in (
        ("ah-tk-20212022-9", "Er bestaat al een Document met eenzelfde Kenmerk."),
        ("met spatie", "Een kenmerk bestaat uit letters zonder accent, cijfers, - en _."),
        ("", "Dit veld is verplicht."),
    ):
        assert told(correct(beheer, document, {"identifier": wrong})) == [message]
    document.refresh_from_db()
    assert document.identifier == "ah-tk-20212022-10"


def test_what_another_changed_meanwhile_is_not_overwritten(beheer: Client) -> None:
    document = make_document()
    stale = filled_in(beheer.get(address(document)))
    assert saved(correct(beheer, document, {"title": "van de een"}))
    response = beheer.post(address(document), stale | {"title": "van de ander"})
    assert "gewijzigd nadat u het opende" in errors(response)
    document.refresh_from_db()
    assert document.title == "van de een"


def test_problems_are_listed_found_by_code_and_taken_away(beheer: Client) -> None:
    make_document(title="zonder iets")
    document = make_document(title="met iets", problems=(Problem.of("no_title"),))
    listing = reverse("admin:documents_document_changelist")
    for query in ("?probleem=ja", "?probleem=no_title"):
        page = beheer.get(listing + query).content.decode()
        assert "met iets" in page
        assert "zonder iets" not in page
    assert saved(correct(beheer, document, {"problems-0-DELETE": "on"}))
    document.refresh_from_db()
    assert document.problem_count == 0


def test_documents_are_found_by_identifier_and_title(beheer: Client) -> None:
    make_document(identifier="ah-tk-20212022-9", title="de sluis")
    make_document(title="de brug")
    listing = reverse("admin:documents_document_changelist")
    for query in ("?q=20212022-9", "?q=sluis", "?kind__exact=answer&q=sluis"):
        page = beheer.get(listing + query).content.decode()
        assert "de sluis" in page
        assert "de brug" not in page


def test_a_corrected_name_shows_on_every_document_and_keeps_its_address(beheer: Client) -> None:
    document = make_document(askers=(Asker("Aalbrs", "X"),))
    member = Member.objects.get(name="Aalbrs")
    IndexChange.objects.all().delete()
    change = reverse("admin:documents_member_change", args=[member.pk])
    assert saved(beheer.post(change, {"name": "Aalbers", "party": member.party_id}))
    assert "Aalbers (X)" in main_text(get(beheer, document.get_absolute_url()))
    assert noted() == [document.pk]
    assert Member.objects.get(name="Aalbers").slug == member.slug


def test_subjects_taken_away_are_gone_from_their_documents(beheer: Client) -> None:
    document = make_document(topics=("vaarwegen",))
    IndexChange.objects.all().delete()
    data = {
        "action": "delete_selected",
        "_selected_action": [document.topics.get().pk],
        "post": "yes",
    }
    assert saved(beheer.post(reverse("admin:documents_topic_changelist"), data))
    assert not document.topics.exists()
    assert noted() == [document.pk]


def test_a_name_in_use_cannot_be_taken_away(beheer: Client) -> None:
    document = make_document()
    delete = reverse("admin:documents_member_delete", args=[document.members.get().pk])
    page = html.fromstring(beheer.post(delete, {"post": "yes"}).content.decode())
    assert texts(page, "//main//h1") == ["Kamerlid kan niet worden verwijderd"]
    assert [member.name for member in document.members.all()] == ["Van Loon"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("party", "Lijst Waterland"),
        ("member", "Van Loon"),
        ("minister", "Dijkstra"),
        ("ministry", "Veren en Bruggen"),
        ("topic", "vaarwegen"),
        ("source", "vragen.json"),
    ],
)
def test_every_list_names_what_it_has_and_leads_to_it(
    beheer: Client, name: str, shown: str
) -> None:
    make_document(topics=("vaarwegen",))
    page = get(beheer, reverse(f"admin:documents_{name}_changelist"))
    [address] = page.xpath("//table[@id='result_list']//th/a/@href")
    assert texts(page, "//table[@id='result_list']//th/a") == [shown]
    assert shown in main_text(get(beheer, address))
