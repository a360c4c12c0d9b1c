"""An archivist corrects what stands in the archive; the pages and the index queue follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.archive.decisions import redactions, withdrawals
from documents.archive.ingest import store
from documents.archive.layers.reading import layers
from documents.models import Correction, Document, Event, IndexChange, Member, Ministry
from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    NoteKind,
    ParseResult,
    Problem,
    Question,
    RawFile,
    SeeAlso,
    to_json,
)
from documents.parsing.files.limits import MAX_FORM_FIELDS
from tests.admin.conftest import archivist
from tests.admin.sent import Sent, sent, tree
from tests.factories import make_document, make_set
from tests.pages import get, main_text, texts

pytestmark = pytest.mark.django_db


def address(document: Document) -> str:
    return reverse("admin:documents_document_change", args=[document.pk])


def correct(
    client: Client, document: Document, changes: Mapping[str, Any], do: str = "save"
) -> HttpResponse:
    """Opens the form of a document, changes some fields, and presses a button."""
    data = sent(client.get(address(document))) | dict(changes)
    IndexChange.objects.all().delete()
    return client.post(address(document), data | {"do": do})


def press(client: Client, document: Document, page: HttpResponse, do: str, **typed: str) -> Any:
    """Presses a button of a form as it stands, after something was typed in it."""
    return client.post(address(document), sent(page) | typed | {"do": do})


def saved(response: HttpResponse) -> bool:
    return response.status_code == 302


def told(response: HttpResponse, status: int = 422) -> list[str]:
    """The faults and warnings of a form that was not saved, at its top."""
    assert response.status_code == status
    return texts(tree(response), "//*[@id='melding']//li/span")


def noted() -> list[int]:
    return list(IndexChange.objects.values_list("document_pk", flat=True))


def fields(response: HttpResponse, section: str, name: str = "text") -> list[str]:
    """What stands in one field of each part of a list."""
    data, found = sent(response), []
    while (key := f"{section}-{len(found)}-{name}") in data:
        found.append(data[key].replace("\r\n", "\n"))
    return found


def reparsed(document: Document, **fields: Any) -> None:
    """Another file of the same document, which says something else."""
    made = make_set(identifier=document.identifier, **fields)
    store(RawFile("nieuw.json", to_json(made).encode()), ParseResult(made, (), "json"))


# Values


def test_saving_without_a_change_changes_nothing(beheer: Client) -> None:
    document = make_document(
        footnotes=(Footnote(1, "Waterlands Dagblad"),),
        notes=(Note(NoteKind.EXPLANATION, "Dit is een vervolg."),),
        see_also=(SeeAlso("2021-2022", 9),),
        topics=("vaarwegen", "bruggen"),
        answers=(Answer((1, 2), "Ja,\n\n– in mei\n– in juni\n\nuur\tprijs\n9\t1"),),
    )
    events, before = Event.objects.count(), document.changed_at
    response = correct(beheer, document, {})
    assert saved(response)
    document.refresh_from_db()
    assert (Event.objects.count(), document.changed_at, noted()) == (events, before, [])
    assert "gewijzigd" not in str(beheer.get(response.url).content)
    assert not Correction.objects.exists()


def test_a_full_stop_changes_the_title_alone(beheer: Client) -> None:
    document = make_document(title="de brug", answers=(Answer((1, 2), "Ja.\n\n– nee\n– toch"),))
    assert saved(correct(beheer, document, {"header-title": "de brug."}))
    [correction] = Correction.objects.all()
    assert (correction.path, correction.value) == ("title", "de brug.")
    assert noted() == [document.pk]


def test_a_corrected_date_moves_the_document_in_the_calendar(beheer: Client) -> None:
    document = make_document()
    changes = {"header-answered": "2-12-2022", "header-title": "de brug"}
    assert saved(correct(beheer, document, changes))
    document.refresh_from_db()
    assert (str(document.date), document.title) == ("2022-12-02", "de brug")
    assert noted() == [document.pk]


def test_a_reason_is_kept_with_each_correction(beheer: Client) -> None:
    document = make_document()
    changes = {"header-title": "de brug", "header-pages": "3", "why": "zie de druk"}
    assert saved(correct(beheer, document, changes))
    assert {row.why for row in Correction.objects.all()} == {"zie de druk"}
    assert {row.made_by for row in Correction.objects.all()} == {"archivaris"}


def test_texts_keep_their_tabs_lists_and_empty_lines(beheer: Client) -> None:
    document = make_document()
    typed = "\tuur\tprijs\r\n9\t1\r\n\r\n– a\r\n– b\r\n\r\n"
    assert saved(correct(beheer, document, {"answers-0-text": typed}))
    assert document.answers.first().text == "\tuur\tprijs\n9\t1\n\n– a\n– b"


def test_a_person_of_whom_nothing_is_typed_is_none(beheer: Client) -> None:
    document = make_document()
    changes = {"askers-0-name": " ", "askers-0-party": ""}
    response = correct(beheer, document, changes)
    assert saved(response)
    assert not document.askings.exists()


def test_askers_are_corrected_by_typing_them_as_printed(beheer: Client) -> None:
    known = make_document(askers=(Asker("Aalbers", "Partij van de Dijken"),)).members.get()
    document = make_document(askers=(Asker("Aalbrs", "Partij van de Dijken"), Asker("Bos", "X")))
    names = {"askers-0-name": "Aalbers", "askers-1-party": "Nieuwe Lijst"}
    assert saved(correct(beheer, document, names))
    assert [str(row) for row in document.askings.all()] == [
        "Aalbers (Partij van de Dijken)",
        "Bos (Nieuwe Lijst)",
    ]
    assert document.askings.first().member == known


def test_more_parts_do_not_take_more_queries(beheer: Client) -> None:
    one = make_document()
    askers = tuple(Asker(name, "Nieuw Midden") for name in ("Achterberg", "Bos", "Van Loon"))
    offices = [("Minister", "Tolzaken"), ("Staatssecretaris", "Sluizen")]
    more = make_document(
        askers=askers,
        addressees=tuple(Addressee(*office) for office in offices),
        answerers=tuple(Answerer("Zomer", *office) for office in offices),
        questions=tuple(Question(n, f"tekst {n}") for n in range(1, 9)),
    )
    beheer.get(address(one))
    with CaptureQueriesContext(connection) as few:
        beheer.get(address(one))
    with CaptureQueriesContext(connection) as many:
        beheer.get(address(more))
    assert len(many) == len(few)


def test_two_askers_may_change_places(beheer: Client) -> None:
    document = make_document(askers=(Asker("Aalbers", "X"), Asker("Bos", "X")))
    names = {"askers-0-name": "Bos", "askers-1-name": "Aalbers"}
    assert saved(correct(beheer, document, names))
    assert [row.member.name for row in document.askings.all()] == ["Bos", "Aalbers"]


def test_a_corrected_office_brings_the_document_to_another_ministry(beheer: Client) -> None:
    document = make_document()
    offices = {
        "addressees-0-portfolio": "Sluizen",
        "answerers-0-portfolio": "Sluizen",
        "answerers-0-name": "Zwart",
    }
    assert saved(correct(beheer, document, offices))
    assert [ministry.name for ministry in document.ministries.all()] == ["Sluizen"]
    assert str(document.answerings.get()) == "Minister Zwart (Sluizen)"
    assert beheer.get(Ministry.objects.get(name="Sluizen").get_absolute_url()).status_code == 200


def test_questions_can_be_renumbered_added_and_taken_away(beheer: Client) -> None:
    document = make_document(
        questions=tuple(Question(n, f"tekst {n}") for n in (1, 2, 3)),
        answers=(Answer((1, 3), "Ja."),),
    )
    page = correct(beheer, document, {}, "remove questions 0")
    page = press(beheer, document, page, "add questions 0")
    typed = {"questions-0-number": "1", "questions-0-text": "de gemiste vraag"}
    typed |= {"questions-1-number": "3", "questions-2-number": "2", "answers-0-numbers": "1 t/m 3"}
    assert saved(press(beheer, document, page, "save", **typed))
    rows = [(question.number, question.text) for question in document.questions.all()]
    assert rows == [(1, "de gemiste vraag"), (3, "tekst 2"), (2, "tekst 3")]


@pytest.mark.parametrize(
    ("typed", "numbers"), [("1, 2", [1, 2]), ("1 t/m 2", [1, 2]), ("2 en 1", [2, 1]), ("1", [1])]
)
def test_the_questions_of_an_answer_are_typed_as_a_list(
    beheer: Client, typed: str, numbers: list[int]
) -> None:
    document = make_document()
    assert saved(correct(beheer, document, {"answers-0-numbers": typed}))
    assert document.answers.first().numbers == numbers


def test_subjects_are_corrected_one_on_each_line(beheer: Client) -> None:
    document = make_document(topics=("vaarwegn",))
    assert saved(correct(beheer, document, {"header-topics": "vaarwegen\r\n\r\nbruggen \n"}))
    assert {topic.name for topic in document.topics.all()} == {"vaarwegen", "bruggen"}


@pytest.mark.parametrize("typed", ["2021-2022, 9", "2021-2022 nr. 9", "ah-tk-20212022-9"])
def test_a_reference_is_tied_to_its_document_however_it_is_typed(
    beheer: Client, typed: str
) -> None:
    target = make_document(identifier="ah-tk-20212022-9")
    document = make_document(see_also=(SeeAlso("2021-2022", 8),))
    assert saved(correct(beheer, document, {"see_also-0-reference": typed}))
    assert document.references.get().target == target


# What cannot be stored

HOW_TO_TYPE = "Typ nummers met komma's ertussen, zoals 2, 3 of 2 t/m 4."
REFERENCE = (
    "Typ een vergaderjaar en een nummer, zoals 2021-2022, 9, of een kenmerk als ah-tk-20212022-9."
)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("header-answered", "8-11-0202", "Een jaar als 0202 kan niet; is er een typefout?"),
        ("header-answered", "8-11-2222", "Een jaar als 2222 kan niet; is er een typefout?"),
        ("header-answered", "31-2-2022", "Typ een dag die bestaat, als 31-12-2022."),
        ("header-title", "de\0brug", "Er staat een onzichtbaar teken in (U+0000); haal het weg."),
        ("answers-0-text", "a\x1bb", "Er staat een onzichtbaar teken in (U+001B); haal het weg."),
        ("why", "a\x07", "Haal het onzichtbare teken (U+0007) weg."),
        ("header-title", "é" * 1001, "Dit is te lang: 1001 tekens; ten hoogste 1000 kan."),
        ("askers-0-name", "", "Dit veld is verplicht."),
        ("header-session_year", "2022", "Typ een vergaderjaar als 2022-2023."),
        (
            "header-identifier",
            "met spatie",
            "Een kenmerk bestaat uit letters zonder accent en cijfers, met - ertussen.",
        ),
        ("header-identifier", "", "Dit veld is verplicht."),
        ("questions-1-number", "1", "Vraag 1 staat er twee keer."),
        (
            "questions-1-text",
            "a\r\n===\r\nb",
            "Er staat nog een regel met alleen ===. Kies Splitsen, of haal hem weg.",
        ),
        ("see_also-0-reference", "zeven", REFERENCE),
        ("see_also-0-reference", "ah-ek-20212022-9", REFERENCE),
        ("answers-0-numbers", "een", HOW_TO_TYPE),
        ("answers-0-numbers", "1;;x", HOW_TO_TYPE),
        ("answers-0-numbers", "-4", HOW_TO_TYPE),
        ("answers-0-numbers", "1.5", HOW_TO_TYPE),
        (
            "answers-0-numbers",
            "1, 9 t/m 2",
            "«9 t/m 2» loopt terug; typ het laagste nummer eerst.",
        ),
        (
            "answers-0-numbers",
            "1 t/m 99999",
            "«1 t/m 99999» is te veel; een antwoord hoort bij ten hoogste 1000 vragen.",
        ),
        ("answers-0-numbers", "100001", "Een vraag heeft ten hoogste nummer 100000."),
    ],
)
def test_what_cannot_be_is_explained_and_stays_as_it_was_typed(
    beheer: Client, field: str, typed: str, message: str
) -> None:
    document = make_document(see_also=(SeeAlso("2021-2022", 8),))
    response = correct(beheer, document, {field: typed, "header-pages": "12", "overrule": "x"})
    assert message in told(response)
    [beside] = tree(response).xpath(f"//*[@id='{field}']/@aria-describedby") or [""]
    assert field == "why" or message in texts(tree(response), f"//*[@id='{beside.split()[-1]}']/p")
    again = sent(response)
    # a page can hold no NUL: a reader of it makes another sign of it
    assert (again["header-pages"], again[field]) == ("12", typed.replace("\0", "\ufffd"))
    assert noted() == []
    assert not Correction.objects.exists()


def test_the_same_asker_or_reference_twice_is_an_error(beheer: Client) -> None:
    document = make_document(
        askers=(Asker("Aalbers", "X"), Asker("Bos", "X")),
        see_also=(SeeAlso("2021-2022", 8), SeeAlso("2021-2022", 9)),
    )
    changes = {"askers-1-name": "Aalbers", "see_also-0-reference": "ah-tk-20212022-9"}
    assert told(correct(beheer, document, changes)) == [
        "Vraagsteller Aalbers staat er twee keer.",
        "De verwijzing naar 2021-2022, 9 staat er twee keer.",
    ]
    assert noted() == []


def test_the_identifier_of_another_document_is_an_error(beheer: Client) -> None:
    make_document(identifier="ah-tk-20212022-9")
    document = make_document(identifier="ah-tk-20212022-10")
    response = correct(beheer, document, {"header-identifier": "ah-tk-20212022-9"})
    assert told(response) == ["Dit kenmerk is al van een ander document."]
    document.refresh_from_db()
    assert document.identifier == "ah-tk-20212022-10"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"do": "save", "seen": "x"},
        {"do": "up questions 99"},
        {"do": "vlieg questions 0"},
        {"do": "undo 99999999999"},
    ],
)
def test_a_form_that_is_not_ours_is_refused_and_stores_nothing(beheer: Client, data: Sent) -> None:
    document = make_document()
    whole = sent(beheer.get(address(document))) if "seen" not in data and data else {}
    events = Event.objects.count()
    response = beheer.post(address(document), whole | data)
    assert response.status_code in (400, 422)
    assert Event.objects.count() == events


# What may be stored where the archivist says so


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"header-answered": "1-9-2022"},
            "Het antwoord (2022-09-01) is van vóór de vragen (2022-09-09).",
        ),
        ({"answers-1-numbers": "2, 7"}, "Er is antwoord op een vraag die er niet is: 7."),
        ({"answers-1-numbers": ""}, "Geen antwoord gevonden op vraag 2."),
        ({"questions-0-text": "Zo?[^4]"}, "Bij nootcijfer 4 is geen voetnoot gevonden."),
        ({"answers-0-text": "Ja."}, "Voetnoot 1 heeft geen nootcijfer in de tekst."),
    ],
)
def test_what_is_odd_is_asked_and_may_be_stored_all_the_same(
    beheer: Client, changes: Sent, message: str
) -> None:
    document = make_document(
        answers=(Answer((1,), "Ja.[^1]", (1,)), Answer((2,), "Nee.")),
        footnotes=(Footnote(1, "Waterlands Dagblad"),),
    )
    page = correct(beheer, document, changes)
    assert told(page) == [message]
    [overrule] = tree(page).xpath("//input[@name='overrule']/@value")
    assert saved(press(beheer, document, page, "save", overrule=overrule))
    assert Correction.objects.count() == 1
    assert saved(correct(beheer, document, {"header-pages": "12"}))


def test_a_doubt_that_came_after_the_tick_is_asked_again(beheer: Client) -> None:
    document = make_document()
    page = correct(beheer, document, {"answers-1-numbers": "2, 7"})
    [overrule] = tree(page).xpath("//input[@name='overrule']/@value")
    typed = {"overrule": overrule, "header-answered": "1-9-2022"}
    assert len(told(press(beheer, document, page, "save", **typed))) == 2


def test_an_answer_printed_before_its_questions_shows_no_term(beheer: Client) -> None:
    document = make_document(submitted=date(2022, 9, 9), answered=date(2022, 9, 1))
    page = main_text(get(beheer, document.get_absolute_url()))
    assert "1 september 2022" in page
    assert "dagen" not in page
    assert document.days_to_answer is None


# The buttons of parts


def test_buttons_move_parts_and_store_nothing(beheer: Client) -> None:
    document = make_document(footnotes=(Footnote(1, "een"), Footnote(2, "twee")))
    page = correct(beheer, document, {"header-title": "half getypt"}, "down footnotes 0")
    assert page.status_code == 200
    assert fields(page, "footnotes") == ["twee", "een"]
    page = press(beheer, document, page, "up footnotes 1")
    assert fields(page, "footnotes") == ["een", "twee"]
    assert sent(page)["header-title"] == "half getypt"
    assert tree(page).xpath("//fieldset[@id='footnotes-0']/details/@open")
    assert noted() == []


def test_a_question_is_split_at_the_line_and_gets_the_next_free_number(beheer: Client) -> None:
    document = make_document()
    typed = {"questions-0-text": "Kent u dit?\r\n\r\n===\r\nEn dat?", "questions-0-label": "1a"}
    page = correct(beheer, document, typed, "split questions 0")
    assert fields(page, "questions")[:2] == ["Kent u dit?", "En dat?"]
    assert fields(page, "questions", "number") == ["1", "3", "2"]
    assert fields(page, "questions", "label") == ["1a", "", ""]


def test_a_text_without_the_line_is_not_split_and_it_is_said_how(beheer: Client) -> None:
    page = correct(beheer, make_document(), {}, "split answers 1")
    assert told(page) == [
        "Zet in de tekst een regel met alleen ===, op de plaats waar u wilt splitsen."
    ]


def test_an_answer_to_two_questions_is_split_into_one_for_each(beheer: Client) -> None:
    document = make_document(answers=(Answer((1, 2), "Ja.\n\nNee."),))
    page = correct(beheer, document, {"answers-0-text": "Ja.\r\n===\r\nNee."}, "split answers 0")
    assert fields(page, "answers", "numbers") == ["1", "2"]
    assert saved(press(beheer, document, page, "save"))
    rows = [(answer.numbers, answer.text) for answer in document.answers.all()]
    assert rows == [([1], "Ja."), ([2], "Nee.")]


def test_joining_joins_texts_and_numbers(beheer: Client) -> None:
    document = make_document(
        footnotes=(Footnote(1, "een"), Footnote(2, "twee")),
        notes=(Note(NoteKind.REMARK, "a"), Note(NoteKind.NOTICE, "b")),
    )
    page = correct(beheer, document, {}, "join answers 0")
    assert fields(page, "answers") == ["Ja.\n\nDe veerpont vaart weer in mei."]
    assert fields(page, "answers", "numbers") == ["1, 2"]
    page = press(beheer, document, page, "join footnotes 0")
    page = press(beheer, document, page, "join notes 0")
    assert fields(page, "footnotes") == ["een\n\ntwee"]
    assert fields(page, "notes") == ["a\n\nb"]
    page = press(beheer, document, page, "join questions 1")
    assert page.status_code == 422


def test_every_sort_of_part_can_be_added_to_a_document_without_any(beheer: Client) -> None:
    document = make_document(
        askers=(), addressees=(), answerers=(), questions=(), answers=(), kind="postponement"
    )
    page = beheer.get(address(document))
    for button in tree(page).xpath("//button[starts-with(@value, 'add ')]/@value"):
        page = press(beheer, document, page, button)
        assert page.status_code == 200
    assert {name for name in sent(page) if name.endswith("-0-text")} == {
        f"{section}-0-text" for section in ("questions", "answers", "footnotes", "notes")
    }


def test_a_very_long_document_fits_in_one_form(beheer: Client) -> None:
    document = make_document(
        questions=tuple(Question(n, f"tekst {n}") for n in range(1, 101)),
        answers=tuple(Answer((n,), f"antwoord {n}") for n in range(1, 101)),
        footnotes=tuple(Footnote(n, f"noot {n}") for n in range(1, 201)),
    )
    data = sent(beheer.get(address(document)))
    assert 900 < len(data) < MAX_FORM_FIELDS / 2
    assert saved(correct(beheer, document, {"footnotes-199-text": "de laatste"}))
    assert document.footnotes.last().text == "de laatste"


# Problems


def test_problems_are_listed_found_by_code_and_settled(beheer: Client) -> None:
    make_document(title="zonder iets")
    document = make_document(title="met iets", problems=(Problem.of("no_title"),))
    listing = reverse("admin:documents_document_changelist")
    for query in ("?probleem=ja", "?probleem=no_title"):
        page = beheer.get(listing + query).content.decode()
        assert "met iets" in page
        assert "zonder iets" not in page
    page = beheer.get(address(document))
    [key] = tree(page).xpath("//input[@name='settled']/@value")
    assert saved(press(beheer, document, page, "save", settled=key))
    document.refresh_from_db()
    assert document.problem_count == 0


@pytest.mark.parametrize(
    ("problem", "place"),
    [
        (Problem.of("no_title", "kop"), "header-title"),
        (Problem.of("date_invalid", "beantwoord", detail="x"), "header-answered"),
        (Problem.of("no_askers", "kop"), "askers"),
        (Problem.of("text_cut", "vraag 2", detail="x"), "questions-1"),
        (Problem.of("text_cut", "antwoord 2", detail="x"), "answers-1"),
        (Problem.of("characters_dropped", "voetnoot 4"), "footnotes-0"),
        (Problem.of("characters_dropped", "toelichting"), "notes-0"),
        (Problem.of("question_without_answer", detail="2, 3"), "questions-1"),
        (Problem.of("footnote_without_mark", detail="4"), "footnotes-0"),
        (Problem.of("mark_without_footnote", detail="9"), "answers-1"),
        (Problem.of("empty_text", detail="Antwoord 2"), "answers-1"),
        (Problem.of("low_text_quality", detail="x"), "set-header"),
    ],
)
def test_a_problem_leads_to_its_place(beheer: Client, problem: Problem, place: str) -> None:
    document = make_document(
        problems=(problem,),
        answers=(Answer((1,), "Ja."), Answer((2,), "Nee.[^9]", (9,))),
        footnotes=(Footnote(4, "noot"),),
        notes=(Note(NoteKind.EXPLANATION, "tekst"),),
    )
    page = tree(beheer.get(address(document)))
    [link] = page.xpath("//fieldset[@id='meldingen']//a/@href")
    assert link == f"#{place}"
    assert len(page.xpath(f"//*[@id='{place}']")) == 1


# Corrections that stand


def test_a_corrected_field_says_what_was_parsed_and_can_be_taken_back(beheer: Client) -> None:
    document = make_document(title="de brg")
    correct(beheer, document, {"header-title": "de brug", "why": "zetfout"})
    page = beheer.get(address(document))
    assert texts(tree(page), "//*[@id='header-title_said']/p") == ["gecorrigeerd; gelezen: de brg"]
    [row] = tree(page).xpath("//section[@aria-labelledby='correcties']//li")
    assert "archivaris" in row.text_content()
    assert "zetfout" in row.text_content()
    assert saved(press(beheer, document, page, f"undo {Correction.objects.get().pk}"))
    document.refresh_from_db()
    assert document.title == "de brg"


def test_taking_back_waits_for_what_is_typed_but_not_saved(beheer: Client) -> None:
    document = make_document(title="de brg")
    correct(beheer, document, {"header-title": "de brug"})
    undo = f"undo {Correction.objects.get().pk}"
    response = correct(beheer, document, {"header-pages": "12"}, undo)
    assert response.status_code == 422
    assert sent(response)["header-pages"] == "12"
    document.refresh_from_db()
    assert document.title == "de brug"


def test_a_correction_of_another_document_cannot_be_taken_back_here(beheer: Client) -> None:
    other = make_document(title="de brg")
    correct(beheer, other, {"header-title": "de brug"})
    response = correct(beheer, make_document(), {}, f"undo {Correction.objects.get().pk}")
    assert response.status_code == 422
    assert Correction.objects.standing().count() == 1


def test_half_of_a_change_of_places_cannot_be_taken_back_alone(beheer: Client) -> None:
    document = make_document()
    changes = {"questions-0-number": "2", "questions-1-number": "1"}
    assert saved(correct(beheer, document, changes))
    response = correct(beheer, document, {}, f"undo {Correction.objects.first().pk}")
    assert response.status_code == 422
    assert [question.number for question in document.questions.all()] == [2, 1]


def test_a_correction_in_doubt_is_shown_beside_both_readings_and_kept(beheer: Client) -> None:
    document = make_document(title="de brg")
    correct(beheer, document, {"header-title": "de brug"})
    reparsed(document, title="de bruggen")
    document.refresh_from_db()
    page = beheer.get(address(document))
    found = texts(tree(page), "//section[@aria-labelledby='twijfel']//dd")
    assert found == ["de brg", "de brug", "de bruggen"]
    assert saved(press(beheer, document, page, f"confirm {Correction.objects.get().pk}"))
    document.refresh_from_db()
    assert (document.title, layers(document).parsed["title"]) == ("de brug", "de bruggen")
    assert Correction.objects.standing().get().doubt == ""
    assert Event.objects.first().deed == Event.Deed.CORRECTED


def test_the_newer_source_can_be_taken_in_place_of_a_correction(beheer: Client) -> None:
    document = make_document(title="de brg")
    correct(beheer, document, {"header-title": "de brug"})
    reparsed(document, title="de bruggen")
    document.refresh_from_db()
    page = beheer.get(address(document))
    assert saved(press(beheer, document, page, f"undo {Correction.objects.get().pk}"))
    document.refresh_from_db()
    assert document.title == "de bruggen"


@pytest.mark.parametrize("found", [None, "de brug", "de bruggen"])
def test_the_history_says_what_a_field_became_when_its_correction_was_taken_back(
    beheer: Client, found: str | None
) -> None:
    document = make_document(summary="de brg")
    correct(beheer, document, {"header-summary": "de brug"})
    reparsed(document, summary=found)
    document.refresh_from_db()
    page = beheer.get(address(document))
    assert saved(press(beheer, document, page, f"undo {Correction.objects.get().pk}"))
    document.refresh_from_db()
    [change] = Event.objects.first().details["changes"]
    assert (document.summary, change["new"]) == (found or "", found)


def test_a_correction_whose_place_is_gone_can_only_be_dropped(beheer: Client) -> None:
    document = make_document()
    correct(beheer, document, {"answers-1-text": "In juni."})
    reparsed(document, answers=())
    document.refresh_from_db()
    page = beheer.get(address(document))
    assert "In juni." in texts(tree(page), "//section[@aria-labelledby='twijfel']//dd")
    pk = Correction.objects.get().pk
    assert press(beheer, document, page, f"confirm {pk}").status_code == 422
    assert saved(press(beheer, document, page, f"undo {pk}"))
    assert not Correction.objects.standing().exists()


# What another does meanwhile


def test_what_another_changed_meanwhile_is_told_and_not_overwritten(beheer: Client) -> None:
    document = make_document(title="van niemand", pages="1")
    stale = sent(beheer.get(address(document)))
    assert saved(correct(beheer, document, {"header-title": "van de een", "header-pages": "7"}))
    typed = stale | {"header-title": "van de ander", "do": "save"}
    response = beheer.post(address(document), typed)
    assert response.status_code == 409
    assert "gewijzigd nadat u het opende" in response.content.decode()
    rows = texts(tree(response), "//section[@aria-labelledby='intussen']//dd")
    assert rows == ["van niemand", "van de een", "1", "7"]
    assert "van de een" in texts(tree(response), "//*[@id='header-title_said']/p")[0]
    again = sent(response)
    assert (again["header-title"], again["header-pages"]) == ("van de ander", "7")
    document.refresh_from_db()
    assert document.title == "van de een"
    assert saved(press(beheer, document, response, "save"))
    document.refresh_from_db()
    assert (document.title, document.pages) == ("van de ander", "7")


@pytest.mark.parametrize("base", ["", "{}", "[" * 9999, '{"kind": 3}', "null"])
def test_a_form_that_lost_what_it_began_with_is_still_told_of_the_other(
    beheer: Client, base: str
) -> None:
    document = make_document()
    stale = sent(beheer.get(address(document)))
    correct(beheer, document, {"header-title": "van de een"})
    response = beheer.post(address(document), stale | {"base": base, "do": "save"})
    assert response.status_code == 409


# Who may what


def test_who_may_only_look_can_change_nothing() -> None:
    document = make_document()
    client = archivist("kijker", "view_document")
    page = client.get(address(document))
    assert "mag dit document inzien" in page.content.decode()
    assert tree(page).xpath("//form[@class='edit-form']//button") == []
    assert not [
        field
        for field in tree(page).xpath(
            "//form[@class='edit-form']//*[self::textarea or self::select]"
        )
        if field.get("readonly") is None and field.get("disabled") is None
    ]
    response = client.post(address(document), sent(page) | {"header-title": "x", "do": "save"})
    assert response.status_code == 403
    assert not Correction.objects.exists()


def test_who_may_nothing_is_kept_out() -> None:
    document = make_document()
    assert archivist("ander", "view_upload").get(address(document)).status_code == 403


def test_who_may_correct_needs_no_other_right() -> None:
    document = make_document()
    client = archivist("verbeteraar", "correct_document")
    assert saved(correct(client, document, {"header-title": "de brug"}))


@pytest.mark.parametrize("right", ["redact_document", "see_sources"])
def test_redacted_text_is_edited_only_by_who_may_see_it(right: str) -> None:
    document = make_document(questions=(Question(1, "Kent u mevrouw Geheimman?"),))
    redactions.redact(document, "Geheimman", note="privacy", by="x")
    page = archivist("een", "correct_document", "view_document").get(address(document))
    assert page.status_code == 403
    assert "gelakt" in page.content.decode()
    assert "Geheimman" not in page.content.decode()
    both = archivist("twee", "correct_document", right)
    assert "Geheimman" in both.get(address(document)).content.decode()
    assert saved(correct(both, document, {"header-pages": "3"}))
    assert "Geheimman" not in document.questions.get().text


def test_a_withdrawn_document_can_be_corrected_and_stays_withdrawn(beheer: Client) -> None:
    document = make_document(title="de brg")
    withdrawals.withdraw(document, reason="privacy", note="", by="x")
    assert saved(correct(beheer, document, {"header-title": "de brug"}))
    document.refresh_from_db()
    assert (document.withdrawn, document.title) == (True, "")
    assert layers(document).corrected["title"] == "de brug"


# Lists, names, deletion


def test_documents_are_found_by_identifier_and_title(beheer: Client) -> None:
    make_document(identifier="ah-tk-20212022-9", title="de sluis")
    make_document(title="de brug")
    listing = reverse("admin:documents_document_changelist")
    for query in ("?q=20212022-9", "?q=sluis", "?kind__exact=answer&q=sluis"):
        page = beheer.get(listing + query).content.decode()
        assert "de sluis" in page
        assert "de brug" not in page


def test_saving_leads_back_to_the_list_as_it_was_filtered(beheer: Client) -> None:
    document = make_document()
    filtered = f"{address(document)}?_changelist_filters=kind__exact%3Danswer"
    data = sent(beheer.get(filtered)) | {"header-title": "de brug"}
    assert "kind__exact=answer" in beheer.post(filtered, data | {"do": "save"}).url


def test_a_corrected_name_shows_on_every_document_and_keeps_its_address(beheer: Client) -> None:
    document = make_document(askers=(Asker("Aalbrs", "X"),))
    member = Member.objects.get(name="Aalbrs")
    IndexChange.objects.all().delete()
    change = reverse("admin:documents_member_change", args=[member.pk])
    assert saved(beheer.post(change, {"name": "Aalbers", "party": member.party_id}))
    assert "Aalbers (X)" in main_text(get(beheer, document.get_absolute_url()))
    assert noted() == [document.pk]
    assert Member.objects.get(name="Aalbers").slug == member.slug


@pytest.mark.parametrize("name", ["member", "topic", "party"])
def test_names_come_with_documents_and_cannot_be_taken_away(beheer: Client, name: str) -> None:
    make_document(topics=("vaarwegen",))
    delete = reverse(f"admin:documents_{name}_delete", args=[1])
    assert beheer.post(delete, {"post": "yes"}).status_code in (403, 404)
    assert Member.objects.filter(name="Van Loon").exists()


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
