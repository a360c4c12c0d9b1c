"""An archivist says who a name is, and changes what is known of people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documents.models import Asking, Document, Event, Identification, Member, Party, Person, Seat
from documents.parsing import Asker
from tests.admin.conftest import archivist
from tests.factories import make_document
from tests.facts_factory import Facts
from tests.pages import get, links, texts

pytestmark = pytest.mark.django_db

UNRESOLVED = "/beheer/documents/identification/niet-herleid/"


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Two members of one surname and party in one Chamber."""
    made = Facts(tmp_path / "facts")
    made.member("Anna van Loon", "Lijst Waterland", "2017-03-23")
    made.member("Bea van Loon", "Lijst Waterland", "2017-03-23")
    made.load()
    return made


@pytest.fixture
def document(facts: Facts) -> Document:
    return make_document(askers=(Asker("Van Loon", "Lijst Waterland"),))


def page_of(document: Document) -> str:
    return reverse("admin:documents_document_people", args=[document.pk])


def who(document: Document) -> str:
    return reverse("admin:documents_member_who", args=[printed(document).pk])


def printed(document: Document) -> Member:
    return Asking.objects.get(document=document).printed_member


def asker(document: Document) -> str:
    return Asking.objects.get(document=document).member.name


def key(document: Document) -> str:
    return f"member-{printed(document).pk}"


def text(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def test_a_name_that_is_nobody_is_listed_with_who_it_may_be(
    beheer: Client, document: Document
) -> None:
    make_document(askers=(Asker("Van Loon", "Lijst Waterland"),))
    page = get(beheer, UNRESOLVED)
    [section] = page.xpath(f"//section[@aria-labelledby='naam-{key(document)}']")
    told = " ".join(section.text_content().split())
    assert "Vraagsteller in 2 documenten" in told
    for name in ("Anna van Loon", "Bea van Loon"):
        assert f"{name} (weegt 100: achternaam gelijk, fractie gelijk, zetel op die dag)" in told
    assert "Gedrukte namen die niet herleid zijn" in text(beheer.get("/beheer/"))


def test_one_button_says_who_it_is_in_all_documents(beheer: Client, document: Document) -> None:
    other = make_document(askers=(Asker("Van Loon", "Lijst Waterland"),))
    sent = {"name": key(document), "do": "candidate bea-van-loon"}
    response = beheer.post(UNRESOLVED, sent, follow=True)
    assert "«Van Loon (Lijst Waterland)» is in alle documenten Bea van Loon." in text(response)
    assert {asker(document), asker(other)} == {"Bea van Loon"}
    assert key(document) not in text(response)


def test_nobody_whom_the_archive_knows_is_said_too(beheer: Client, document: Document) -> None:
    beheer.post(UNRESOLVED, {"name": key(document), "do": "nobody"})
    row = Asking.objects.get(document=document)
    assert row.reasons == ["met de hand: iemand die het archief niet kent"]


def test_on_the_page_of_a_document_it_holds_for_that_document(
    beheer: Client, document: Document
) -> None:
    other = make_document(askers=(Asker("Van Loon", "Lijst Waterland"),))
    assert (
        page_of(document)
        in links(get(beheer, f"/beheer/documents/document/{document.pk}/change/")).values()
    )
    sent = {"name": key(document), "person": "Anna van Loon", "do": "is", "scope": "one"}
    beheer.post(page_of(document), sent | {"why": "handtekening"})
    assert (asker(document), asker(other)) == ("Anna van Loon", "Van Loon")
    page = get(beheer, page_of(document))
    assert "Is Anna van Loon (100 %): met de hand." in texts(page, "//section/p")
    [standing] = texts(page, "//form[@class='deed-row']/p")
    assert f"in {document.identifier}" in standing
    assert "handtekening" in standing


def test_or_for_all_that_print_the_name(beheer: Client, document: Document) -> None:
    other = make_document(askers=(Asker("Van Loon", "Lijst Waterland"),))
    sent = {"name": key(document), "person": "anna-van-loon", "do": "is", "scope": "all"}
    beheer.post(page_of(document), sent)
    assert asker(other) == "Anna van Loon"


def test_what_was_said_is_listed_and_ended(beheer: Client, document: Document) -> None:
    beheer.post(who(document), {"person": "Anna van Loon", "do": "is"})
    row = Identification.objects.get()
    address = reverse("admin:documents_identification_changelist")
    assert len(get(beheer, f"{address}?ended_at__isempty=1").xpath("//tbody/tr")) == 1
    beheer.post(reverse("admin:documents_identification_undo", args=[row.pk]))
    assert asker(document) == "Van Loon"
    assert get(beheer, f"{address}?ended_at__isempty=1").xpath("//tbody/tr") == []
    response = beheer.post(
        reverse("admin:documents_identification_undo", args=[row.pk]), follow=True
    )
    assert "er is niets veranderd" in text(response)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"do": "is"}, "Kies eerst een persoon."),
        ({"do": "is", "person": "Niemand"}, "«Niemand» is geen persoon uit de lijst."),
        ({"do": "candidate weg"}, "«weg» is geen persoon uit de lijst."),
        ({"do": "nobody", "document": "ah-tk-1-1"}, "«ah-tk-1-1» staat niet in het archief."),
    ],
)
def test_what_cannot_be_said_is_told_and_nothing_is_stored(
    beheer: Client, document: Document, sent: dict[str, str], told: str
) -> None:
    response = beheer.post(who(document), sent)
    assert response.status_code == 400
    assert told in text(response)
    assert not Identification.objects.exists()


@pytest.mark.parametrize("name", ["", "member-", "member-0", "member-²", "party-1", "member-9" * 9])
def test_a_form_about_no_name_is_refused(beheer: Client, document: Document, name: str) -> None:
    for address in (UNRESOLVED, page_of(document)):
        response = beheer.post(address, {"name": name, "do": "nobody"})
        assert response.status_code == 400
    assert not Identification.objects.exists()


def test_who_may_only_read_sees_who_is_meant_and_has_no_buttons(document: Document) -> None:
    rights = ("view_document", "view_member", "view_person", "view_identification")
    reader = archivist("lezer", *rights)
    for address in (UNRESOLVED, who(document), page_of(document)):
        page = get(reader, address)
        assert "Anna van Loon" in page.text_content()
        assert page.xpath("//button[@name='do']") == []
        assert reader.post(address, {"name": key(document), "do": "nobody"}).status_code == 403


def test_a_new_person_is_made_for_a_name(beheer: Client, facts: Facts) -> None:
    document = make_document(askers=(Asker("D.J. van der Wit", "Dijkpartij"),))
    [new] = {href for label, href in links(get(beheer, who(document))).items() if "nieuwe" in label}
    form = get(beheer, new)
    filled = {
        field.get("name"): field.get("value") or ""
        for field in form.xpath("//form[@id='person_form']//input[@type='text']")
    }
    assert (filled["surname"], filled["particle"], filled["initials"]) == (
        "Wit",
        "van der",
        "D.J.",
    )
    response = beheer.post(new, filled | {"_save": "1"}, follow=True)
    assert "wit" in text(response)
    [given] = {
        field.get("value")
        for field in get(beheer, response.redirect_chain[-1][0]).xpath("//input[@id='id_person']")
    }
    beheer.post(who(document), {"person": given, "do": "is"})
    assert asker(document) == "D.J. van der Wit"
    assert Asking.objects.get(document=document).member.person is not None


# What is known of people


def form_of(client: Client, address: str, **changed: str) -> dict[str, Any]:
    """What the form at an address sends, with some fields changed."""
    page = get(client, address)
    sent: dict[str, Any] = {}
    for field in page.xpath("//form[contains(@id, '_form')]//*[self::input or self::select]"):
        name = field.get("name")
        if not name or field.get("type") == "submit":
            continue
        if field.tag == "select":
            sent[name] = "".join(field.xpath(".//option[@selected]/@value")[:1])
        elif field.get("type") != "checkbox" or field.get("checked") is not None:
            sent[name] = field.get("value") or ""
    return sent | changed


def change_of(slug: str) -> str:
    return reverse("admin:documents_person_change", args=[Person.objects.get(slug=slug).pk])


def test_a_fact_is_changed_and_documents_follow_by_a_button(
    beheer: Client, document: Document
) -> None:
    address = change_of("anna-van-loon")
    void = {"seats-0-void": "on", "memberships-0-void": "on"}
    response = beheer.post(address, form_of(beheer, address, **void), follow=True)
    assert "1 document zou nu anders worden herleid" in text(response)
    assert asker(document) == "Van Loon"
    follow = reverse(
        "admin:documents_person_follow", args=[Person.objects.get(slug="anna-van-loon").pk]
    )
    page = get(beheer, follow)
    assert any(
        line.startswith("Van Loon (Lijst Waterland): Van Loon (Lijst Waterland) → Bea van Loon")
        for line in texts(page, "//li")
    )
    beheer.post(follow)
    assert asker(document) == "Bea van Loon"
    assert Event.objects.earliest("-pk").deed == "resolved"
    assert "er verandert niets" in text(beheer.get(follow))


def test_a_period_that_ends_before_it_begins_is_refused(beheer: Client, facts: Facts) -> None:
    address = change_of("anna-van-loon")
    response = beheer.post(address, form_of(beheer, address, **{"seats-0-end": "2001-01-01"}))
    assert "ligt vóór het begin" in text(response)
    assert not Seat.objects.filter(edited=True).exists()
    assert not Event.objects.filter(deed="fact changed").exists()


def test_a_row_of_a_table_is_not_removed(beheer: Client, facts: Facts) -> None:
    address = change_of("anna-van-loon")
    beheer.post(address, form_of(beheer, address, **{"seats-0-DELETE": "on"}))
    assert Seat.objects.filter(person__slug="anna-van-loon").exists()


def test_a_row_by_hand_is_added_and_removed_again(beheer: Client, facts: Facts) -> None:
    address = change_of("anna-van-loon")
    beheer.post(address, form_of(beheer, address, **{"seats-1-chamber": "ek"}))
    row = Seat.objects.get(chamber="ek")
    assert row.edited
    order = [seat.pk for seat in Seat.objects.filter(person=row.person)]
    gone = {f"seats-{order.index(row.pk)}-DELETE": "on"}
    beheer.post(address, form_of(beheer, address, **gone))
    assert not Seat.objects.filter(chamber="ek").exists()


def test_the_history_of_a_person_tells_who_changed_what(beheer: Client, facts: Facts) -> None:
    address = change_of("anna-van-loon")
    beheer.post(address, form_of(beheer, address, first_name="Annie"))
    page = get(beheer, address.replace("change", "history"))
    told = page.text_content()
    assert "feit gewijzigd" in told
    assert "Roepnaam" in told
    assert "Annie" in told
    assert "archivaris" in told


def test_two_persons_are_made_one_and_parted(
    beheer: Client, client: Client, document: Document
) -> None:
    bea = Person.objects.get(slug="bea-van-loon")
    merge = reverse("admin:documents_person_merge", args=[bea.pk])
    assert "1 document" not in text(beheer.post(merge, {"into": "anna-van-loon"}))
    beheer.post(merge, {"into": "anna-van-loon", "merge": "1"})
    assert asker(document) == "Anna van Loon"
    beheer.post(reverse("admin:documents_person_unmerge", args=[bea.pk]))
    assert asker(document) == "Van Loon"


def test_what_is_known_of_a_ministry_is_checked(beheer: Client, facts: Facts) -> None:
    facts.minister("Carel Dijkstra", "Veren en Bruggen", "2021-01-10")
    facts.load()
    row = Person.objects.get(slug="carel-dijkstra").offices.get().ministry
    address = reverse("admin:documents_ministry_change", args=[row.pk])
    response = beheer.post(address, form_of(beheer, address, periods="altijd"))
    assert "«altijd» is geen periode." in text(response)
    beheer.post(address, form_of(beheer, address, periods="2021-01-01..", abbreviations="VenB"))
    row.refresh_from_db()
    assert (row.periods, row.abbreviations, row.edited) == ("2021-01-01..", "VenB", True)


def test_a_party_is_renamed_and_what_is_known_of_it_changed_at_once(
    beheer: Client, facts: Facts
) -> None:
    row = Party.objects.get(name="Lijst Waterland")
    address = reverse("admin:documents_party_change", args=[row.pk])
    beheer.post(address, form_of(beheer, address, name="Waterlijst", full_name="De Waterlijst"))
    row.refresh_from_db()
    assert (row.name, row.full_name, row.edited) == ("Waterlijst", "De Waterlijst", True)
    assert [event.deed for event in Event.objects.order_by("pk")[0:2]] == [
        "renamed",
        "fact changed",
    ]


def test_the_row_of_a_person_leads_to_the_person(beheer: Client, facts: Facts) -> None:
    row = Member.objects.get(person__slug="anna-van-loon")
    page = get(beheer, reverse("admin:documents_member_change", args=[row.pk]))
    assert links(page, "//section")["Anna van Loon"] == change_of("anna-van-loon")
    assert page.xpath("//input[@name='name']") == []
    merge = reverse("admin:documents_member_merge", args=[row.pk])
    assert "/person/" in beheer.get(merge)["Location"]
